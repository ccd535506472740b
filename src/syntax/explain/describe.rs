//! Grammar rules in human words.

use crate::syntax::grammar::Rule;

/// What a rule stands for, or none where naming it helps nobody.
pub(super) fn describe(rule: Rule) -> Option<&'static str> {
    const WORDS: [(Rule, &str); 18] = [
        (Rule::path, "a name"),
        (Rule::name, "a name"),
        (Rule::verb, "a step"),
        (Rule::literal, "a number"),
        (Rule::text, "a text"),
        (Rule::group, "a value in `(` and `)`"),
        (Rule::list, "a list in `[` and `]`"),
        (Rule::operand, "a value"),
        (Rule::prefix, "a value"),
        (Rule::infix, "an operator"),
        (Rule::presence, "an operator"),
        (Rule::comma, "`,`"),
        (Rule::colon, "`:`"),
        (Rule::block, "`{`"),
        (Rule::block_begins, "`{`"),
        (Rule::statement, "a step or a setting"),
        (Rule::interpolation, "a value in `${` and `}`"),
        (Rule::EOI, "the end of the line"),
    ];
    WORDS.iter().find(|(known, _)| *known == rule).map(|(_, words)| *words)
}

/// `a name, a text or the end of the line`.
pub(super) fn expected(rules: &[Rule]) -> Option<String> {
    let value = [Rule::path, Rule::literal, Rule::text, Rule::group];
    let mut words: Vec<&str> = Vec::new();
    let any_value = value.iter().all(|rule| rules.contains(rule));
    if any_value {
        words.push("a value");
    }
    for rule in rules {
        let hidden = any_value && (value.contains(rule) || [Rule::name, Rule::list].contains(rule));
        let touching = [Rule::call, Rule::index, Rule::member, Rule::optional].contains(rule);
        if let Some(word) = describe(*rule).filter(|_| !hidden && !touching)
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    let last = words.pop()?;
    if words.is_empty() {
        Some(last.to_owned())
    } else {
        Some(format!("{} or {last}", words.join(", ")))
    }
}
