//! What each kind of channel can carry.

use crate::base::{Duration, MAX_TEXT};

/// A kind of channel, and its limits; none where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelKind {
    /// Its word.
    pub word: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// How long after a message of the contact it takes messages without a template.
    pub window: Option<Duration>,
    /// Characters of one text.
    pub text: Option<usize>,
    /// Characters of one option of a question, where options are buttons.
    pub option: Option<usize>,
    /// Options of one question, where options are buttons.
    pub options: Option<usize>,
}

/// One without limits of its own: what the kinds below leave out.
const PLAIN: ChannelKind =
    ChannelKind { word: "", title: "", window: None, text: None, option: None, options: None };

/// Every kind, in the order of the reference.
///
/// *Units*: characters are Unicode scalars. *Source*: what the platforms document. `WhatsApp`
/// Cloud API, messages: customer service window, text body, reply buttons and list rows.
/// Messenger and Instagram Platform, Send API: standard messaging window, text and quick replies.
/// Telegram Bot API, `sendMessage`. Twilio Programmable Messaging, message body. Kinds that
/// document no length of a text take what the language takes. Instagram closes a window too, but
/// lets people answer in it for seven days: what a workflow may send is left to its channel.
pub const CHANNELS: &[ChannelKind] = &[
    ChannelKind {
        word: "whatsapp",
        title: "WhatsApp",
        window: Some(Duration::hours(24)),
        text: Some(4_096),
        // Three buttons of 20 characters, or a list of 10 rows: what fits both fits always.
        option: Some(20),
        options: Some(10),
    },
    ChannelKind { word: "telegram", title: "Telegram", text: Some(4_096), ..PLAIN },
    ChannelKind { word: "sms", title: "SMS", text: Some(1_600), ..PLAIN },
    ChannelKind {
        word: "messenger",
        title: "Messenger",
        window: Some(Duration::hours(24)),
        text: Some(2_000),
        option: Some(20),
        options: Some(13),
    },
    ChannelKind {
        word: "instagram",
        title: "Instagram",
        text: Some(1_000),
        option: Some(20),
        options: Some(13),
        ..PLAIN
    },
    ChannelKind { word: "email", title: "e-mail", ..PLAIN },
    ChannelKind { word: "webchat", title: "web chat", text: Some(MAX_TEXT), ..PLAIN },
    ChannelKind { word: "webhook", title: "a webhook", text: Some(MAX_TEXT), ..PLAIN },
];

/// The kind of a word.
#[must_use]
pub fn find_channel(word: &str) -> Option<&'static ChannelKind> {
    CHANNELS.iter().find(|kind| kind.word == word)
}

#[cfg(test)]
mod tests {
    use super::CHANNELS;
    use crate::vocabulary::CHANNEL_KINDS;

    #[test]
    fn every_kind_that_can_be_written_says_what_it_carries() {
        let words: Vec<&str> = CHANNELS.iter().map(|kind| kind.word).collect();
        assert_eq!(words, CHANNEL_KINDS);
    }
}
