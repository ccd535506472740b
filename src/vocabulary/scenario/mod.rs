//! The lines of scenarios.

/// A sample: a small shop, and the scenario that is given.
macro_rules! in_a_shop {
    ($scenario:literal) => {
        concat!(
            r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
  field plan choice "Free", "Pro"
  tag vip
  channel web webchat
  closing_notes "Resolved"
  sheet ledger "Ledger"
}

workflow leads "Leads" {
  on conversation_opened
  on manual
  on webhook orders {
    identify by email
    body { email email }
  }
  on shortcut "Escalate" { form { reason text "Why?" } }
  on ad_clicked { ads "Spring" }
  pool: assign to team sales by round_robin {
    only online
    timeout 1h {
      tag vip
      assign to agent amara
    }
  } else { stop }
  send "Hello!"
}

"#,
            $scenario
        )
    };
}

mod expect;
mod given;
mod when;

use super::build::LONGEST;
use super::{Kind, Operand, ScenarioLine};

/// Every line, in the order of the reference.
pub const SCENARIO_LINES: &[ScenarioLine] = &[
    given::GIVEN,
    when::WHEN,
    expect::EXPECT,
    ScenarioLine {
        word: "at",
        about: "Sets the clock. Time never passes by itself.",
        forms: &[&[Operand::plain("moment", Kind::Moment)]],
        meanings: &["The day and the time, in the zone of the workspace."],
        negates: false,
        sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow welcome "Welcome" {
  on conversation_opened
  send "Welcome!"
}

scenario "a greeting" for welcome {
  at 2026-03-02T10:00
  when conversation opened
  expect sent "Welcome!"
}
"#,
    },
    ScenarioLine {
        word: "after",
        about: "Moves the clock on; waits and time-outs that are over by then happen.",
        forms: &[&[Operand::plain("duration", Kind::Duration { max: LONGEST * 12 })]],
        meanings: &["How far."],
        negates: false,
        sample: r#"workspace shop "Corner Shop" {
  channel web webchat
}

workflow remind "Remind" {
  on conversation_opened
  wait 1d
  send "Still there?"
}

scenario "a day later" for remind {
  when conversation opened
  after 1d
  expect sent "Still there?"
}
"#,
    },
];
