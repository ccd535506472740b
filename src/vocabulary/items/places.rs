//! `timezone`, `channel` and `hours`.

use super::super::build::{many, setting};
use super::super::words::CHANNEL_KINDS;
use super::super::{Declaration, Kind, Meant, Operand, Sort};
use super::NAME;

const ZONE: Operand = Operand::plain("zone", Kind::Text).meaning(Meant::Zone);

/// `timezone`.
pub(super) const TIMEZONE: Declaration = Declaration {
    word: "timezone",
    about: "The zone of all hours, dates and times that name no other; UTC if there is none.",
    sort: None,
    forms: &[&[ZONE]],
    settings: &[],
    repeats: false,
    sample: r#"workspace shop "Corner Shop" {
  timezone "Europe/London"
}
"#,
};

/// `channel`.
pub(super) const CHANNEL: Declaration = Declaration {
    word: "channel",
    about: "A way contacts reach the business.",
    sort: Some(Sort::Channel),
    forms: &[&[NAME, Operand::plain("kind", Kind::Word(CHANNEL_KINDS))]],
    settings: &[setting(
        "on_doubt",
        "What happens to a message of which nobody knows whether it was sent: it is left alone \
         (`skip`, if not said) or sent again (`resend`).",
        &[&[Operand::plain("what", Kind::Word(&["skip", "resend"]))]],
    )],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp { on_doubt skip }
  channel text_messages sms { on_doubt resend }
}
"#,
};

/// `hours`.
pub(super) const HOURS: Declaration = Declaration {
    word: "hours",
    about: "When somebody is there. A range begins with its first minute and ends before its last; \
            one whose end is not later than its beginning goes on across midnight.",
    sort: Some(Sort::Hours),
    forms: &[&[NAME]],
    settings: &[
        setting("timezone", "The zone of these hours.", &[&[ZONE]]),
        many(
            "open",
            "Days, and the times on each of them.",
            &[&[Operand::plain("days", Kind::Days), Operand::plain("times", Kind::Times)]],
        ),
        many(
            "closed",
            "A day, or a range of days, on which they are not open whatever else is said.",
            &[&[Operand::plain("dates", Kind::DateRange)]],
        ),
    ],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  hours office {
    timezone "Europe/Paris"
    open mon..fri 09:00-12:00, 13:00-18:00
    open sat 22:00-02:00
    closed 2026-12-25
    closed 2026-12-31..2027-01-01
  }
}
"#,
};
