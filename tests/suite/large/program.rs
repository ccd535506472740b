//! One long workflow, made up from a seed: what a company's whole intake looks like after some years.
//!
//! In: how many steps it has, and the seed. Out: a program of one text. Of every ten steps one is a
//! jump back; there are questions with answers, conditions that one can reason about and others that
//! nobody can, waits, assignments, and promises of which some hold and some do not.

use std::fmt::Write as _;

/// The declared world around it.
const WORLD: &str = r#"workspace acme "Acme Ltd" {
  agent amara "Amara Okafor" { skills "fr" }
  agent bo "Bo Lind" { limit 10 }
  agent chen "Chen Wei"
  team sales "Sales" amara, bo, chen
  team support "Support" bo, chen
  field budget number
  field seats number
  field plan choice "Free", "Pro", "Enterprise"
  field region text
  tag vip
  tag no_answer
  channel whatsapp_main whatsapp
  channel site webchat
  hours office { open mon..fri 09:00-18:00 }
}

"#;

/// A program with a workflow of so many steps.
pub(crate) fn program(steps: usize, seed: u64) -> String {
    let mut maker = Maker { text: WORLD.to_owned(), left: steps, chance: seed, scenes: 0 };
    maker.text.push_str("workflow intake \"Intake\" {\n  on conversation_opened\n");
    maker.text.push_str("  ensure owner\n  ensure reply within 5m\n");
    maker.text.push_str("  ensure at_most 9 unanswered\n  ensure ends within 4w\n\n");
    maker.line("  send \"Welcome to Acme!\"");
    while maker.left > 12 {
        maker.scene();
    }
    while maker.left > 1 {
        maker.line("  comment \"Nearly done.\"");
    }
    maker.line("  assign to workspace by least_open");
    maker.text.push_str("}\n");
    maker.text
}

struct Maker {
    text: String,
    /// Steps that are still to be written.
    left: usize,
    chance: u64,
    scenes: u64,
}

impl Maker {
    /// A number below `limit`. *Source*: Knuth's linear congruential generator.
    fn below(&mut self, limit: u64) -> u64 {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.chance >> 33) % limit
    }

    /// One line, which is one step.
    fn line(&mut self, line: &str) {
        self.write(1, &format!("{line}\n"));
    }

    fn write(&mut self, steps: usize, text: &str) {
        self.left = self.left.saturating_sub(steps);
        self.text.push_str(text);
    }

    /// Ten or so steps about one thing, the last of them a jump back to one of the scenes before.
    fn scene(&mut self) {
        let number = self.scenes;
        self.scenes += 1;
        let _ = writeln!(self.text, "  # Scene {number}.");
        let _ = write!(self.text, "  scene_{number}: ");
        self.line("comment \"So far, so good.\"");
        let limit = (self.below(9) + 1) * 1_000;
        match self.below(5) {
            0 => self.write(6, QUESTION),
            1 => self.write(6, PLANS),
            2 => self.write(6, &BUDGET.replace("LIMIT", &limit.to_string())),
            3 => self.write(6, HAND_OVER),
            _ => self.write(6, OPEN),
        }
        match self.below(3) {
            0 => self.line("  wait 2h"),
            1 => self.line("  set contact.seats = (contact.seats else 0) + 1"),
            _ => self.line("  tag no_answer"),
        }
        let back = number - self.below(number.min(8) + 1);
        let jump = format!(
            "  branch {{ when contact.budget > {limit} {{ jump to scene_{back} {{ at_most 2 }} }} }}\n"
        );
        self.write(2, &jump);
    }
}

const QUESTION: &str = r#"  ask "How can we help?" as choice {
    option "Sales" { tag vip }
    option "Support" { assign to team support by least_open }
    option "Nothing" { comment "Wanted nothing." }
    timeout 1h { tag no_answer }
  } else { comment "Not delivered." }
"#;
const PLANS: &str = r#"  branch {
    when contact.plan == "Free" { set contact.plan = "Pro" }
    when contact.plan == "Pro" and contact.region is set { tag vip }
    when contact.tags contains vip { comment "A good one." }
    else { set contact.plan = "Enterprise" }
  }
  send "Your plan is ${contact.plan else "none"}."
"#;
const BUDGET: &str = r#"  ask "What is your budget?" as number into contact.budget {
    timeout 30m { tag no_answer }
  } else { comment "Not delivered." }
  branch {
    when contact.budget >= LIMIT { tag vip }
    else { comment "A small one." }
  }
"#;
const HAND_OVER: &str = r#"  assign to team sales by round_robin {
    only online
    timeout 20m { assign to team support by least_open }
  }
  during office { send "We are here." } else { send "We are away." }
  comment "Handed over."
"#;
const OPEN: &str = r#"  branch {
    when length(contact.first_name else "") > contact.seats { tag vip }
    when contact.region ends_with "land" { set contact.region = "north" }
    else { comment "Nothing to tell." }
  }
  send "Still there?"
  untag no_answer
"#;
