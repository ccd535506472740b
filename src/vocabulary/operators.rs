//! The operators of expressions.

use super::Operator;

/// A short way to declare one.
const fn operator(
    level: u8,
    word: &'static str,
    written: &'static str,
    about: &'static str,
    sample: &'static str,
) -> Operator {
    Operator { word, written, about, level, sample }
}

/// Every operator, from the one that holds least together to the one that holds most.
pub const OPERATORS: &[Operator] = &[
    operator(
        1,
        "or",
        "a or b",
        "Whether one of the conditions is true, or several.",
        "contact.email is set or contact.phone is set",
    ),
    operator(
        1,
        "and",
        "a and b",
        "Whether all conditions are true. Mixed with `or` it needs parentheses.",
        "contact.email is set and contact.tags contains vip",
    ),
    operator(2, "not", "not a", "Whether the condition is false.", "not contact.tags contains vip"),
    operator(
        3,
        "==",
        "a == b",
        "Whether both are the same. Texts are compared without regard to case and blanks at the ends.",
        "contact.language == \"en\"",
    ),
    operator(
        3,
        "!=",
        "a != b",
        "Whether they differ; true also when one of them is unset.",
        "contact.language != \"en\"",
    ),
    operator(
        3,
        "<",
        "a < b",
        "Whether the first is smaller, or earlier.",
        "contact.budget < 1_000",
    ),
    operator(3, "<=", "a <= b", "Whether the first is not larger.", "contact.budget <= 1_000"),
    operator(3, ">", "a > b", "Whether the first is larger, or later.", "contact.budget > 1_000"),
    operator(3, ">=", "a >= b", "Whether the first is not smaller.", "contact.budget >= 1_000"),
    operator(
        3,
        "contains",
        "a contains b",
        "Whether a text has the other in it, or a list has this item. Case does not matter.",
        "message.text contains \"refund\"",
    ),
    operator(
        3,
        "starts_with",
        "a starts_with b",
        "Whether a text begins with the other.",
        "contact.phone starts_with \"+44\"",
    ),
    operator(
        3,
        "ends_with",
        "a ends_with b",
        "Whether a text ends with the other.",
        "contact.email ends_with \"@example.com\"",
    ),
    operator(
        3,
        "matches",
        "a matches \"pattern\"",
        "Whether a regular expression fits somewhere in the text. Case does not matter.",
        "message.text matches \"order [0-9]+\"",
    ),
    operator(
        3,
        "in",
        "a in [b, c]",
        "Whether the value is one of the list.",
        "contact.country in [\"GB\", \"IE\"]",
    ),
    operator(
        3,
        "during",
        "a during HOURS",
        "Whether a moment falls into opening hours.",
        "now during office",
    ),
    operator(
        3,
        "between",
        "a between b and c",
        "Whether the value lies between two others, both ends included.",
        "contact.budget between 100 and 1_000",
    ),
    operator(3, "is set", "a is set", "Whether there is a value.", "contact.email is set"),
    operator(3, "is unset", "a is unset", "Whether there is none.", "contact.email is unset"),
    operator(
        3,
        "has_any",
        "a has_any [b, c]",
        "Whether a list has at least one of the items.",
        "contact.tags has_any [vip, wholesale]",
    ),
    operator(
        3,
        "has_all",
        "a has_all [b, c]",
        "Whether a list has all of the items.",
        "contact.tags has_all [vip, wholesale]",
    ),
    operator(
        3,
        "has_none",
        "a has_none [b, c]",
        "Whether a list has none of the items; true also when it is unset.",
        "contact.tags has_none [vip, wholesale]",
    ),
    operator(
        4,
        "else",
        "a else b",
        "The first value, or the second where the first is unset.",
        "contact.first_name else \"there\"",
    ),
    operator(
        5,
        "+",
        "a + b",
        "The sum; of a moment and a length of time, a later moment.",
        "now + 2h",
    ),
    operator(
        5,
        "-",
        "a - b",
        "The difference; of two moments, the time between them.",
        "now - contact.created_at",
    ),
    operator(6, "*", "a * b", "The product.", "contact.budget * 2"),
    operator(
        6,
        "/",
        "a / b",
        "The quotient; unset when the second is zero.",
        "contact.budget / 12",
    ),
    operator(6, "%", "a % b", "What is left over after dividing.", "contact.budget % 100"),
    operator(7, "-", "-a", "The number with its sign turned.", "-contact.budget"),
];

#[cfg(test)]
mod tests {
    use super::OPERATORS;
    use crate::base::{Binary, Logic};

    #[test]
    fn every_operator_of_expressions_is_in_the_list() {
        let symbols = Binary::ALL.map(Binary::symbol);
        for symbol in symbols.into_iter().chain([Logic::And.symbol(), Logic::Or.symbol()]) {
            assert!(OPERATORS.iter().any(|operator| operator.word == symbol), "{symbol}");
        }
    }
}
