//! Small workflows with promises, made at random.

use super::super::numbers::Numbers;

/// What of the contact a program asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suite) enum About {
    Plan,
    Budget,
    Tags,
    /// With conditions that nobody can foresee.
    Note,
}

/// A program.
#[derive(Clone, Debug)]
pub(in crate::suite) struct Made {
    pub(in crate::suite) text: String,
    pub(in crate::suite) about: About,
    pub(in crate::suite) jumps: bool,
    pub(in crate::suite) times: bool,
}

const WORLD: &str = r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  team sales "Sales" amara
  field plan choice "Free", "Pro"
  field budget number
  field note text
  tag vip
  channel web webchat
}

workflow w "W" {
  on conversation_opened
"#;

pub(in crate::suite) fn program(seed: u64) -> Made {
    let mut numbers = Numbers::new(seed);
    let about = [About::Plan, About::Budget, About::Tags, About::Note][numbers.below(4)];
    let mut maker =
        Maker { numbers, about, labels: 0, jumps: false, times: false, text: String::new() };
    maker.text.push_str(WORLD);
    for promise in ["owner", "reply within 35m", "at_most 2 unanswered", "ends within 125m"] {
        if maker.numbers.below(2) == 0 {
            maker.text.push_str(&format!("  ensure {promise}\n"));
        }
    }
    // So that every variable is one.
    maker.text.push_str("  set level = \"low\"\n  set count = 1\n");
    maker.steps(1, 2);
    maker.text.push_str("}\n");
    let Maker { text, jumps, times, .. } = maker;
    Made { text, about, jumps, times }
}

struct Maker {
    numbers: Numbers,
    about: About,
    labels: usize,
    jumps: bool,
    times: bool,
    text: String,
}

impl Maker {
    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text.as_ref());
        self.text.push('\n');
    }

    fn block(&mut self, depth: usize, head: &str, deeper: usize) {
        self.line(depth, format!("{head} {{"));
        if deeper > 0 {
            self.steps(depth + 1, deeper - 1);
        } else {
            self.step(depth + 1, 0);
        }
        self.line(depth, "}");
    }

    fn steps(&mut self, depth: usize, deeper: usize) {
        for _ in 0..=self.numbers.below(3) {
            self.step(depth, deeper);
        }
    }

    fn condition(&mut self) -> String {
        let number = 1 + self.numbers.below(2);
        let compare = ["==", "!=", "<", ">", ">="][self.numbers.below(5)];
        match (self.numbers.below(4), self.about) {
            (0, _) => format!(
                "level {} \"{}\"",
                ["==", "!="][self.numbers.below(2)],
                ["low", "high"][self.numbers.below(2)]
            ),
            (1, _) => format!("count {compare} {number}"),
            (_, About::Plan) => {
                ["contact.plan == \"Pro\"", "contact.plan != \"Free\"", "contact.plan is set"]
                    [self.numbers.below(3)]
                .to_owned()
            }
            (_, About::Budget) => format!("contact.budget {compare} {number}"),
            (_, About::Tags) => ["contact.tags contains vip", "contact.tags has_none [vip]"]
                [self.numbers.below(2)]
            .to_owned(),
            (_, About::Note) => "contact.note starts_with \"a\"".to_owned(),
        }
    }

    fn step(&mut self, depth: usize, deeper: usize) {
        let label = if self.numbers.below(3) == 0 {
            self.labels += 1;
            format!("l{}: ", self.labels)
        } else {
            String::new()
        };
        let choice = self.numbers.below(16);
        match choice {
            0 | 1 => self.line(depth, format!("{label}send \"Hello.\"")),
            2 => {
                let minutes = 10 * (1 + self.numbers.below(4));
                self.line(depth, format!("{label}wait {minutes}m"));
            }
            3 => {
                let level = ["low", "high"][self.numbers.below(2)];
                self.line(depth, format!("{label}set level = \"{level}\""));
            }
            4 => {
                let number = 1 + self.numbers.below(3);
                self.line(depth, format!("{label}set count = {number}"));
            }
            5 => self.line(depth, format!("{label}assign to agent amara")),
            6 => {
                self.times = true;
                let minutes = 10 * (1 + self.numbers.below(4));
                self.line(depth, format!("{label}assign to team sales by round_robin {{"));
                self.line(depth + 1, "only online");
                self.block(depth + 1, &format!("timeout {minutes}m"), deeper);
                self.line(depth, "}");
            }
            7 => self.line(depth, format!("{label}unassign")),
            8 => self.line(depth, format!("{label}close conversation")),
            9 if self.about == About::Tags => {
                let verb = ["tag", "untag"][self.numbers.below(2)];
                self.line(depth, format!("{label}{verb} vip"));
            }
            9 if self.about == About::Plan => {
                let plan = ["Free", "Pro"][self.numbers.below(2)];
                self.line(depth, format!("{label}set contact.plan = \"{plan}\""));
            }
            10 | 11 if self.labels > 0 => {
                self.jumps = true;
                let to = 1 + self.numbers.below(self.labels);
                let most = 1 + self.numbers.below(2);
                self.line(depth, format!("jump to l{to} {{ at_most {most} }}"));
            }
            12 => {
                self.times = true;
                self.line(depth, format!("{label}ask \"Which?\" as choice into level {{"));
                self.block(depth + 1, "option \"low\"", deeper);
                self.line(depth + 1, "option \"high\"");
                if self.numbers.below(2) == 0 {
                    self.block(depth + 1, "timeout 30m", deeper);
                } else {
                    self.line(depth + 1, "timeout 20m");
                }
                self.line(depth, "}");
            }
            13 => {
                self.times = true;
                self.line(depth, format!("{label}ask \"How many?\" as number into count {{"));
                self.line(depth + 1, "retries 0");
                self.line(depth + 1, "timeout 30m");
                self.block(depth + 1, "invalid", deeper);
                self.line(depth, "}");
            }
            14 => self.line(depth, "stop"),
            _ => {
                self.line(depth, format!("{label}branch {{"));
                let condition = self.condition();
                self.block(depth + 1, &format!("when {condition}"), deeper);
                if self.numbers.below(2) == 0 {
                    let condition = self.condition();
                    self.block(depth + 1, &format!("when {condition}"), deeper);
                }
                if self.numbers.below(2) == 0 {
                    self.block(depth + 1, "else", deeper);
                }
                self.line(depth, "}");
            }
        }
    }
}
