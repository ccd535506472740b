//! Plans made by hand, for the tests of this room.

use crate::base::{Binary, Duration, Name};
use crate::plan::{
    Agent, Arg, Arm, Channel, Expr, Hours, Literal, Opening, Outcome, Piece, Place, Root, Setting,
    Settings, Step, StepKind, Target, Team, Trigger, WorkflowPlan, WorkspacePlan,
};

pub(crate) fn agent(name: &str, title: &str) -> Agent {
    Agent::new(name, title)
}

pub(crate) fn team(name: &str, members: &[&str]) -> Team {
    let members = members.iter().map(|name| Name::from(*name)).collect();
    Team { name: name.into(), title: "Sales".into(), members }
}

fn channels() -> Vec<Channel> {
    [("whatsapp_main", "whatsapp"), ("web_chat", "webchat")]
        .map(|(name, kind)| Channel { name: name.into(), kind: kind.into(), resend: false })
        .to_vec()
}

/// The bicycle shop of the first example.
pub(crate) fn harbour_bikes() -> WorkspacePlan {
    WorkspacePlan {
        name: "harbour_bikes".into(),
        title: "Harbour Bikes".into(),
        timezone: "Europe/Lisbon".into(),
        agents: vec![
            agent("amara", "Amara Okafor"),
            agent("beatriz", "Beatriz Sousa"),
            agent("chen", "Chen Wei"),
            agent("davit", "Davit Petrosyan"),
            agent("elif", "Elif Yıldız"),
        ],
        teams: vec![team("sales", &["amara", "beatriz", "chen", "davit", "elif"])],
        channels: channels(),
        closing_notes: vec!["Sold".into(), "Not now".into(), "Spam".into()],
        ..WorkspacePlan::default()
    }
}

/// The solar shop of the second example.
pub(crate) fn savanna_solar() -> WorkspacePlan {
    let weekdays = Opening { days: vec![1, 2, 3, 4, 5], ranges: vec![(480, 1080)] };
    let saturday = Opening { days: vec![6], ranges: vec![(540, 780)] };
    WorkspacePlan {
        name: "savanna_solar".into(),
        title: "Savanna Solar".into(),
        timezone: "Africa/Nairobi".into(),
        agents: vec![
            agent("wanjiru", "Wanjiru Kamau"),
            agent("omar", "Omar Hassan"),
            agent("mei", "Mei Tanaka"),
            Agent { limit: Some(4), ..agent("juma", "Juma Otieno") },
            Agent { unassignable: true, ..agent("grace", "Grace Achieng") },
        ],
        teams: vec![team("sales", &["wanjiru", "omar", "mei", "juma"])],
        channels: channels(),
        hours: vec![Hours {
            name: "shop".into(),
            timezone: None,
            open: vec![weekdays, saturday],
            closed: Vec::new(),
        }],
        ..WorkspacePlan::default()
    }
}

pub(crate) fn read(of: Root, name: &str) -> Expr {
    Expr::Read(Place { of, name: name.into(), which: None })
}

pub(crate) fn literal(text: &str) -> Expr {
    Expr::Literal(Literal::Text(text.into()))
}

/// `"before${value}after"`.
pub(crate) fn around(before: &str, value: Expr, after: &str) -> Expr {
    Expr::Template(vec![Piece::Raw(before.into()), Piece::Value(value), Piece::Raw(after.into())])
}

fn first_name() -> Expr {
    let name = read(Root::Contact, "first_name");
    Expr::Fallback(Box::new(name), Box::new(literal("there")))
}

pub(crate) fn to(step: &str) -> Target {
    Target::Step(step.into())
}

pub(crate) fn named(name: &str) -> Arg {
    Arg::Name(name.into())
}

/// A step whose outcomes are default ones.
pub(crate) fn act(id: &str, verb: &str, args: Vec<(Name, Arg)>, next: Target) -> Step {
    let outcomes = match verb {
        "send" => vec![outcome("failed", next.clone(), false)],
        "assign" => vec![
            outcome("assigned", next.clone(), false),
            Outcome {
                with: Some(Arg::Duration(Duration::days(7))),
                ..outcome("timeout", Target::TimedOut, false)
            },
            outcome("failed", Target::Failed, false),
        ],
        _ => Vec::new(),
    };
    let kind = StepKind::Act { verb: verb.into(), args, settings: Vec::new(), outcomes, next };
    Step { id: id.into(), source: Some(("leads.rondel".into(), 6)), kind }
}

pub(crate) fn outcome(name: &str, to: Target, handled: bool) -> Outcome {
    Outcome { name: name.into(), with: None, to, handled }
}

pub(crate) fn with_settings(mut step: Step, more: Vec<Setting>) -> Step {
    if let StepKind::Act { settings, .. } = &mut step.kind {
        settings.extend(more);
    }
    step
}

pub(crate) fn with_outcome(mut step: Step, name: &str, with: Option<Arg>, to: Target) -> Step {
    if let StepKind::Act { outcomes, .. } = &mut step.kind {
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.name == name) {
            outcome.to = to.clone();
            outcome.handled = true;
            outcome.with = with.clone().or(outcome.with.take());
        }
    }
    step
}

pub(crate) fn setting(name: &str, arg: (&str, Arg)) -> Setting {
    Setting { name: name.into(), args: vec![(arg.0.into(), arg.1)], lines: Vec::new() }
}

pub(crate) fn send(id: &str, text: Expr, next: Target) -> Step {
    act(id, "send", vec![("text".into(), Arg::Expr(text))], next)
}

pub(crate) fn to_team(id: &str, by: &str, next: Target) -> Step {
    let args = [("to", "team"), ("team", "sales"), ("by", by)];
    act(id, "assign", args.map(|(key, value)| (key.into(), named(value))).to_vec(), next)
}

pub(crate) fn trigger(event: &str, settings: Vec<Setting>) -> Trigger {
    Trigger { event: event.into(), args: Vec::new(), settings, when: Vec::new() }
}

pub(crate) fn workflow(name: &str, triggers: Vec<Trigger>, steps: Vec<Step>) -> WorkflowPlan {
    WorkflowPlan {
        name: name.into(),
        title: Name::default(),
        settings: Settings::default(),
        promises: Vec::new(),
        triggers,
        variables: Vec::new(),
        entry: steps.first().map_or(Target::End, |step| Target::Step(step.id.clone())),
        steps,
    }
}

fn from_contact() -> Trigger {
    let source = setting("source", ("sources", Arg::Names(vec!["contact".into()])));
    trigger("conversation_opened", vec![source])
}

/// The workflow of the first example.
pub(crate) fn round_robin() -> WorkflowPlan {
    let thanks = "! Thank you for writing to Harbour Bikes.";
    let steps = vec![
        send("send_1", around("Hi ", first_name(), thanks), to("assign_1")),
        to_team("assign_1", "round_robin", to("send_2")),
        send(
            "send_2",
            around("Hello, ", read(Root::Assignee, "first_name"), " here. How can I help you?"),
            Target::End,
        ),
    ];
    workflow("share_out_leads", vec![from_contact()], steps)
}

/// The workflow of the second example.
pub(crate) fn online_only() -> WorkflowPlan {
    let during = Expr::Binary(
        Binary::During,
        Box::new(read(Root::Now, "")),
        Box::new(Expr::Literal(Literal::Hours("shop".into()))),
    );
    let arm = Arm { when: during, to: to("during.send_1") };
    let kind = StepKind::Branch { arms: vec![arm], otherwise: to("else.send_1") };
    let assign = with_settings(
        to_team("assign_1", "round_robin", Target::End),
        vec![setting("only", ("what", named("online")))],
    );
    let assign = with_outcome(assign, "assigned", None, to("assigned.send_1"));
    let half = Arg::Duration(Duration::minutes(30));
    let assign = with_outcome(assign, "timeout", Some(half), to("timeout.tag_1"));
    let owner = || read(Root::Assignee, "first_name");
    let steps = vec![
        Step { id: "during_1".into(), source: None, kind },
        send(
            "during.send_1",
            around("Hi ", first_name(), "! Somebody will be with you in a moment."),
            to("assign_1"),
        ),
        send(
            "else.send_1",
            around("Hi ", first_name(), "! Our shop is closed right now, but we got your message."),
            to("assign_1"),
        ),
        assign,
        send(
            "assigned.send_1",
            around("Hello, ", owner(), " from Savanna Solar here. How can I help you?"),
            Target::End,
        ),
        act(
            "timeout.tag_1",
            "tag",
            vec![("tags".into(), Arg::Names(vec!["waited_in_vain".into()]))],
            to("timeout.assign_1"),
        ),
        to_team("timeout.assign_1", "least_open", to("timeout.send_1")),
        send(
            "timeout.send_1",
            around("Sorry for the wait. ", owner(), " has your message and will answer soon."),
            to("timeout.comment_1"),
        ),
        with_settings(
            act(
                "timeout.comment_1",
                "comment",
                vec![(
                    "text".into(),
                    Arg::Expr(literal("Waited for half an hour while nobody was online.")),
                )],
                Target::End,
            ),
            vec![setting("mention", ("agents", Arg::Names(vec!["grace".into()])))],
        ),
    ];
    workflow("share_out_leads", vec![from_contact()], steps)
}
