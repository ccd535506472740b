//! The types of values.

use super::TypeWord;

/// A short way to declare one.
const fn ty(word: &'static str, about: &'static str, answer: &'static str) -> TypeWord {
    TypeWord { word, about, answer }
}

/// Every type that can be written, in the order of the reference.
pub const TYPES: &[TypeWord] = &[
    ty("text", "Any words.", "Any text."),
    ty(
        "number",
        "An exact decimal with up to 28 digits: `12`, `1_000`, `12.50`.",
        "A number, such as `5000` or `12.50`.",
    ),
    ty("bool", "`true` or `false`.", ""),
    ty("date", "A day: `2026-12-25`.", "A day, in one of the `formats`."),
    ty("time", "A time of day: `09:00`.", ""),
    ty("datetime", "A moment: `2026-12-25T09:00`, in the zone of the workspace.", ""),
    ty("duration", "A length of time: `45s`, `10m`, `2h`, `3d`, `1w`, `1h30m`.", ""),
    ty("email", "An e-mail address.", "An e-mail address."),
    ty(
        "phone",
        "A phone number as `+447400123456`.",
        "A phone number; without its country code it is read as one of the contact's country.",
    ),
    ty("url", "A web address.", "A web address."),
    ty(
        "choice",
        "A text of a closed list.",
        "One of the options, or without options one of the place's own: by its words, by its number in the list, or by a beginning that no other has. Case does not matter.",
    ),
    ty(
        "rating",
        "A number from 1 to 5; in `ask` and `collect` only.",
        "A whole number from 1 to 5.",
    ),
    ty(
        "location",
        "A place on earth, as contacts send it: the words by which the channel tells it. It has no parts.",
        "A place the contact sends.",
    ),
    ty("list", "Several values of one type, written `list of text`: `[a, b]`.", ""),
    ty("record", "Named values: `(name: a, \"Any key\": b)`.", ""),
    ty(
        "agent",
        "A declared agent. It has no parts: those of the owner stand behind `assignee`.",
        "",
    ),
    ty("team", "A declared team.", ""),
];

#[cfg(test)]
mod tests {
    use super::TYPES;
    use crate::vocabulary::{ANSWER_TYPES, FIELD_TYPES, LINE_TYPES, SAVED_TYPES};

    #[test]
    fn every_type_that_may_be_written_anywhere_is_in_the_list() {
        for word in [ANSWER_TYPES, FIELD_TYPES, LINE_TYPES, SAVED_TYPES].concat() {
            assert!(TYPES.iter().any(|ty| ty.word == word), "{word}");
        }
    }

    #[test]
    fn every_type_of_answers_says_what_counts_as_one() {
        for ty in TYPES {
            assert_eq!(ANSWER_TYPES.contains(&ty.word), !ty.answer.is_empty(), "{}", ty.word);
        }
    }
}
