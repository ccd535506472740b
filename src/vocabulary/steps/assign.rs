//! `assign` and `unassign`: who owns the contact.

use super::super::build::{LONGEST, PLAIN_STEP, outcome, setting, timeout};
use super::super::words::LOGICS;
use super::super::{
    Agreement, Body, Cause, Effect, Kind, Meant, Operand, Proof, Sort, Step, Store, Waits, Without,
};
use crate::base::Duration;

const LOGIC: Operand = Operand::after("by", "by", Kind::Word(LOGICS));
const MANY: i64 = 100_000;

/// `assign`.
pub(super) const ASSIGN: Step = Step {
    verb: "assign",
    title: "Assign To",
    about: "Gives the contact an owner: a certain agent, the next of a team or of the whole \
            workspace, or whom a field names. While nobody can take the contact but somebody may \
            come free, it waits in a queue. A contact that has an owner gets a new one, \
            unless `keep owner` stands there.",
    forms: &[
        &[
            Operand::after("to", "to", Kind::Word(&["agent"])),
            Operand::plain("agent", Kind::Declared(Sort::Agent)),
        ],
        &[
            Operand::after("to", "to", Kind::Word(&["team"])),
            Operand::plain("team", Kind::Declared(Sort::Team)),
            LOGIC,
        ],
        &[Operand::after("to", "to", Kind::Word(&["workspace"])), LOGIC],
        &[
            Operand::plain("to", Kind::Implied("field")),
            Operand::after("to", "field", Kind::Place(Store::Owner)),
            LOGIC.optional(),
        ],
    ],
    body: Body::Details,
    settings: &[
        setting(
            "only",
            "Nobody but agents who are online.",
            &[&[Operand::plain("what", Kind::Word(&["online"]))]],
        ),
        setting(
            "below",
            "Nobody but agents with fewer open conversations than this.",
            &[&[Operand::plain("count", Kind::Count { min: 0, max: MANY })]],
        ),
        setting(
            "skills",
            "Nobody but agents with all of these skills.",
            &[&[Operand::plain("skills", Kind::Texts).meaning(Meant::Skill)]],
        ),
        setting(
            "keep",
            "The present owner, if that agent is eligible.",
            &[&[Operand::plain("what", Kind::Word(&["owner"]))]],
        ),
        setting(
            "priority",
            "Higher numbers are served first in the queue (0 if not said).",
            &[&[Operand::plain("level", Kind::Count { min: -1000, max: 1000 })]],
        ),
        setting(
            "accept",
            "Goes on only when the agent has accepted; one who does not in time is passed over, and \
             one who has not when the run is ended from outside is taken off the contact.",
            &[&[Operand::after("within", "within", Kind::Duration { max: LONGEST })]],
        ),
    ],
    outcomes: &[
        outcome(
            "assigned",
            "The contact has an owner, be it by this step or by hand meanwhile.",
            Without::Next,
            Cause::Owner,
        )
        .proving(&[Proof::Owner]),
        timeout("timeout", "Nobody came free in time.", Duration::days(7)),
        outcome(
            "failed",
            "Nobody can ever take it: the team is empty, nobody has the skills, or the field names \
             nobody.",
            Without::Failed,
            Cause::Nobody,
        ),
    ],
    agreements: &[Agreement::NamesNobody { place: "field", by: "by" }],
    effects: &[Effect::AssignsOwner],
    waits: Waits::Always,
    sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor" { skills "fr" }
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
  field account_manager agent
  field account_team team
  channel web webchat
}

workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin {
    only online
    below 25
    skills "fr"
    keep owner
    priority 5
    accept within 2m
    assigned { send "${assignee.first_name} is here." }
    timeout 10m { assign to workspace by least_open }
    failed { assign to agent amara }
  }
  assign to contact.account_manager {
    timeout 1h
    failed { comment "No account manager." }
  }
  assign to contact.account_team by least_open { failed { comment "No account team." } }
}
"#,
    ..PLAIN_STEP
};

/// `unassign`.
pub(super) const UNASSIGN: Step = Step {
    verb: "unassign",
    title: "Unassign",
    about: "Takes the owner off the contact. A contact without one stays as it is.",
    next: Some("next"),
    effects: &[Effect::DropsOwner],
    sample: r#"workflow after_close "Unassign after close" {
  on conversation_closed
  unassign
}
"#,
    ..PLAIN_STEP
};
