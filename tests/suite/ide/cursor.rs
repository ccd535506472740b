//! A program with a cursor in it.

use std::num::NonZeroUsize;
use std::sync::Arc;

use rondel::base::{FileId, Sources};
use rondel::compile::{Checked, Parsed, understand};
use rondel::ide::{Spot, View};

/// What stands for the cursor in the texts of tests.
pub(super) const MARK: char = '▮';

/// A program as an editor holds it.
pub(super) struct Desk {
    sources: Sources,
    read: Vec<Arc<Parsed>>,
    checked: Checked,
}

impl Desk {
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sources = Sources::default();
        for (at, text) in texts.into_iter().enumerate() {
            sources.add(&format!("{at}.rondel"), text);
        }
        let read: Vec<Arc<Parsed>> =
            sources.iter().map(|(file, source)| Arc::new(Parsed::of(file, source))).collect();
        let checked = understand(&read, &sources, NonZeroUsize::MIN);
        Self { sources, read, checked }
    }

    pub(super) fn view(&self) -> View<'_> {
        View { sources: &self.sources, read: &self.read, program: &self.checked.program }
    }
}

/// A program of one text, and where its mark stands in it.
pub(super) fn marked(text: &str) -> (Desk, Spot) {
    let (before, behind) = text.split_once(MARK).expect("the text has a mark");
    let offset = u32::try_from(before.len()).expect("the text is short");
    (Desk::of([format!("{before}{behind}").as_str()]), Spot { file: FileId(0), offset })
}

/// The world of the cases.
pub(super) const WORLD: &str = r#"workspace shop "Corner Shop" {
  timezone "Europe/London"
  agent amara "Amara Okafor" { skills "fr" }
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
  team support "Support" bo
  field budget number
  field plan choice "Free", "Pro"
  field manager agent
  tag vip
  tag cold
  channel web webchat
  channel main whatsapp
  template welcome on main "Hi {{1}}"
  lifecycle "New lead", "Hot lead"
  closing_notes "Resolved", "Spam"
  secret crm_token
  sheet ledger "Ledger"
  hours office { open mon..fri 09:00-18:00 }
}

workflow survey "Survey" {
  on manual { with { source text } }
  on webhook orders { body { email email } }
  on shortcut "Escalate" { form { reason text "Why?" } }
  ask "How was it?" as rating into score
  thanks: send "Thank you!"
}

"#;

/// Lines of a workflow, in the world of the cases.
pub(super) fn in_workflow(lines: &str) -> String {
    format!(
        "{WORLD}workflow leads \"Leads\" {{\n  on conversation_closed\n  set count = 3\n  \
         pool: assign to team sales by round_robin\n  {lines}\n  end: stop\n}}\n"
    )
}

/// Lines of a scenario, in the world of the cases.
pub(super) fn in_scenario(lines: &str) -> String {
    format!("{WORLD}scenario \"a trial\" for survey {{\n  {lines}\n}}\n")
}
