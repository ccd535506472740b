//! A text that a regular expression finds.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text that a pattern finds; none where the pattern cannot be read, or finds no whole letters.
pub(super) fn example(pattern: &str) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    put(&hir, &mut text)?;
    Some(text)
}

/// *Limits*: as deep as patterns nest, which their parser bounds.
fn put(hir: &Hir, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(letter(class)?),
        HirKind::Repetition(of) => {
            for _ in 0..of.min {
                put(&of.sub, text)?;
            }
        }
        HirKind::Capture(of) => put(&of.sub, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| put(part, text))?,
        HirKind::Alternation(ways) => put(ways.first()?, text)?,
    }
    Some(())
}

/// A letter of a class, one that people write if there is one.
fn letter(class: &Class) -> Option<char> {
    let likely = "5aA- ".chars();
    match class {
        Class::Unicode(class) => {
            let has = |letter: &char| {
                class.ranges().iter().any(|one| (one.start()..=one.end()).contains(letter))
            };
            likely.clone().find(has).or_else(|| Some(class.ranges().first()?.start()))
        }
        Class::Bytes(class) => {
            let byte = class.ranges().first()?.start();
            byte.is_ascii().then(|| char::from(byte))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::example;

    #[test]
    fn the_text_is_found_by_its_pattern() {
        for pattern in [
            "^stop$",
            r"^\s*LT-?\d{6}\s*$",
            "(?i)hello|bye",
            "[A-Za-z]{0,2}[0-9]{6,9}",
            r"\bmenu\b",
            "[^a-z]+",
            "ü{2,}",
        ] {
            let text = example(pattern).unwrap_or_default();
            assert!(
                regex::Regex::new(pattern).is_ok_and(|one| one.is_match(&text)),
                "{pattern} {text}"
            );
        }
        assert_eq!(example("("), None);
    }
}
