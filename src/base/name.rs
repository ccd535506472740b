//! Names, and the nearest known one to a mistyped word.

use smol_str::SmolStr;

/// A name as it stands in a program. Cheap to clone; short ones need no allocation.
pub type Name = SmolStr;

/// The known word that `word` was most likely meant to be, or none when nothing is near.
///
/// *Limits*: at most a third of the letters may differ (at least one, swapped neighbours count
/// once); a known word that begins with `word`, or the other way about, is near too.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = word.to_lowercase();
    let budget = (plain.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| distance(&plain, candidate, budget).map(|far| (far, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How far apart two words are, or none when too far to be taken for each other.
fn distance(word: &str, candidate: &str, budget: usize) -> Option<usize> {
    let lower = candidate.to_lowercase();
    let squeezed = |text: &str| text.replace(['_', '-', ' '], "");
    if squeezed(word) == squeezed(&lower) {
        return Some(0);
    }
    let far = strsim::damerau_levenshtein(word, &lower);
    // Of two letters, one alone says little: the first has to be right.
    let short = word.chars().count() <= 2 && word.chars().next() != lower.chars().next();
    if far <= budget && !short {
        return Some(far);
    }
    let begins = word.len() >= 3 && (lower.starts_with(word) || word.starts_with(&lower));
    (begins && lower.len() >= 3).then_some(budget + 1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn of_two_letters_the_first_is_right() {
        assert_eq!(nearest("to", ["bo", "tom"]), Some("tom"));
        assert_eq!(nearest("to", ["bo"]), None);
    }

    #[test]
    fn a_swapped_pair_is_near() {
        assert_eq!(nearest("asign", ["assign", "ask"]), Some("assign"));
        assert_eq!(nearest("brnach", ["branch", "body"]), Some("branch"));
        assert_eq!(nearest("roundrobin", ["round_robin", "least_open"]), Some("round_robin"));
    }

    #[test]
    fn a_stranger_is_not() {
        assert_eq!(nearest("teleport", ["assign", "ask"]), None);
    }
}
