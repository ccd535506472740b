//! Messages to contacts.

use std::sync::Arc;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use crate::base::Name;

/// A message to a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Outgoing {
    /// What it says on its channel.
    pub text: Name,
    /// Where to.
    pub channel: Name,
    /// What only some messages have.
    pub extra: Option<Box<Extra>>,
    /// Whether it is a question.
    pub asks: bool,
    /// The answers to choose from; never an empty list.
    pub options: Option<Arc<[Name]>>,
    /// What the run wants to hear of it.
    pub report: Report,
}

/// What only some messages have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// The address of a file.
    pub attach: Option<Name>,
    /// The template, where its channel has templates.
    pub template: Option<Name>,
    /// The language of the template.
    pub language: Option<Name>,
    /// The values of the template.
    pub with: Vec<Name>,
}

/// What a run wants to hear of something it sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// Nothing.
    #[default]
    Never,
    /// That it was refused.
    Refusal,
    /// Whether it was taken.
    Always,
}

impl Outgoing {
    /// The address of a file.
    #[must_use]
    pub fn attach(&self) -> Option<&Name> {
        self.extra.as_ref()?.attach.as_ref()
    }

    /// The answers to choose from.
    #[must_use]
    pub fn options(&self) -> &[Name] {
        self.options.as_deref().unwrap_or_default()
    }
}

impl Extra {
    /// Nothing where there is none of it.
    #[must_use]
    pub fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

/// A message as it is written down: everything side by side.
#[derive(Deserialize)]
struct Written {
    text: Name,
    channel: Name,
    attach: Option<Name>,
    template: Option<Name>,
    language: Option<Name>,
    with: Vec<Name>,
    asks: bool,
    options: Vec<Name>,
    report: Report,
}

impl Serialize for Outgoing {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let extra = self.extra.as_deref();
        let mut written = to.serialize_struct("Outgoing", 9)?;
        written.serialize_field("text", &self.text)?;
        written.serialize_field("channel", &self.channel)?;
        written.serialize_field("attach", &extra.and_then(|extra| extra.attach.as_ref()))?;
        written.serialize_field("template", &extra.and_then(|extra| extra.template.as_ref()))?;
        written.serialize_field("language", &extra.and_then(|extra| extra.language.as_ref()))?;
        written.serialize_field("with", extra.map_or(&[][..], |extra| &extra.with))?;
        written.serialize_field("asks", &self.asks)?;
        written.serialize_field("options", self.options())?;
        written.serialize_field("report", &self.report)?;
        written.end()
    }
}

impl From<Written> for Outgoing {
    fn from(written: Written) -> Self {
        let Written { text, channel, attach, template, language, with, asks, options, report } =
            written;
        let extra = Extra { attach, template, language, with }.boxed();
        let options = (!options.is_empty()).then(|| options.into());
        Self { text, channel, extra, asks, options, report }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extra, Outgoing, Report};

    #[test]
    fn everything_is_written_side_by_side_and_read_again() {
        let plain = Outgoing { text: "Hi".into(), channel: "web".into(), ..Outgoing::default() };
        let text = serde_json::to_string(&plain).unwrap_or_default();
        let expected = r#"{"text":"Hi","channel":"web","attach":null,"template":null,"language":null,"with":[],"asks":false,"options":[],"report":"never"}"#;
        assert_eq!(text, expected);
        let extra =
            Extra { template: Some("t".into()), with: vec!["a".into()], ..Extra::default() };
        let options = Some(["Yes".into(), "No".into()].into());
        let whole = Outgoing { extra: extra.boxed(), options, report: Report::Always, ..plain };
        let text = serde_json::to_string(&whole).unwrap_or_default();
        assert!(text.contains(r#""template":"t","language":null,"with":["a"],"asks":false"#));
        assert_eq!(serde_json::from_str::<Outgoing>(&text).ok(), Some(whole));
        assert_eq!(serde_json::from_str::<Outgoing>(expected).ok().and_then(|one| one.extra), None);
    }
}
