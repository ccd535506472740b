//! Which steps of an older workflow are which of a newer one.
//!
//! A label says it. Steps without one are named by their place, which changes when another is put
//! in before them; so what they say counts for more: first those that say the same in the same
//! order, then wherever they stand now, then those that say nearly the same. What is left and has
//! kept its name has become another.

use similar::{Algorithm, DiffOp, capture_diff_slices, get_diff_ratio};

use super::pairs::Pairs;
use super::said::to_the_letter;
use super::steps::says;
use crate::plan::{Step, StepKind, show_ways};
use crate::vocabulary::find_step;

/// How much of the words of two steps has to be the same for them to be one.
const ALIKE: f32 = 0.5;
/// Pairs of steps that are looked at for that; beyond, only names count.
const MOST_LOOKS: usize = 10_000;
/// Words of a step that are looked at.
const MOST_WORDS: usize = 100;

/// A step, as it is recognised.
struct Looks<'a> {
    id: &'a str,
    verb: &'a str,
    is_label: bool,
    /// Everything it says, but where it leads.
    content: String,
    words: Vec<String>,
}

impl Looks<'_> {
    /// The blocks around it.
    fn block(&self) -> &str {
        self.id.rsplit_once('.').map_or("", |(block, _)| block)
    }

    /// Whether it says enough to be known anywhere; one `stop` is like the other.
    fn is_telling(&self) -> bool {
        !self.words.is_empty()
    }
}

/// Pairs of steps that are one.
pub(super) fn pair(old: &[Step], new: &[Step]) -> Pairs {
    let mut pairs = Pairs::new(old.len(), new.len());
    let old: Vec<Looks<'_>> = old.iter().map(looks).collect();
    let new: Vec<Looks<'_>> = new.iter().map(looks).collect();
    let label = |looks: &Looks<'_>| looks.is_label.then(|| looks.id.to_owned());
    pairs.join_by(|at| old.get(at).and_then(label), |at| new.get(at).and_then(label));
    let same = |looks: &Looks<'_>| (looks.id.to_owned(), looks.content.clone());
    pairs.join_by(|at| old.get(at).map(same), |at| new.get(at).map(same));
    in_order(&mut pairs, &old, &new);
    let content = |looks: &Looks<'_>| looks.is_telling().then(|| looks.content.clone());
    pairs.join_by(|at| old.get(at).and_then(content), |at| new.get(at).and_then(content));
    nearest(&mut pairs, &old, &new);
    let name = |looks: &Looks<'_>| (looks.id.to_owned(), looks.verb.to_owned());
    pairs.join_by(|at| old.get(at).map(name), |at| new.get(at).map(name));
    pairs
}

fn looks(step: &Step) -> Looks<'_> {
    let says = says(&step.kind);
    let verb = match &step.kind {
        StepKind::Act { verb, .. } => verb.as_str(),
        StepKind::Set { value: Some(_), .. } => "set",
        StepKind::Set { value: None, .. } => "clear",
        StepKind::Branch { .. } => "branch",
        StepKind::Jump { .. } => "jump",
        StepKind::Start { .. } => "start",
        StepKind::End => "stop",
    };
    let conditions: Vec<String> = show_ways(&step.kind)
        .into_iter()
        .filter(|way| way.when.is_some() || way.outcome.is_some_and(|one| one.handled))
        .map(|way| way.name)
        .collect();
    let exact: Vec<(&str, &str)> = says.iter().map(|said| said.exact()).collect();
    let content = to_the_letter(&(exact, &conditions));
    let texts = says.iter().skip(1).map(|said| said.shown());
    let texts = texts.chain(conditions.iter().map(String::as_str));
    let words = texts.flat_map(str::split_whitespace).take(MOST_WORDS).map(str::to_owned).collect();
    Looks { id: &step.id, verb, is_label: !is_generated(&step.id), content, words }
}

/// Whether an id is one that a step without a label gets: the place of a verb in its block.
fn is_generated(id: &str) -> bool {
    let last = id.rsplit_once('.').map_or(id, |(_, last)| last);
    let numbered = last.rsplit_once('_').filter(|(_, number)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    numbered.is_some_and(|(verb, _)| find_step(verb).is_some())
}

/// Pairs of steps that say the same and have kept their order around those that are pairs already.
fn in_order(pairs: &mut Pairs, old: &[Looks<'_>], new: &[Looks<'_>]) {
    let key = |pair: Option<usize>, looks: &Looks<'_>| match pair {
        Some(pair) => format!("{pair}"),
        None => looks.content.clone(),
    };
    let newer: Vec<String> =
        new.iter().enumerate().map(|(at, looks)| key(pairs.older(at).map(|_| at), looks)).collect();
    let older: Vec<String> =
        old.iter().enumerate().map(|(at, looks)| key(pairs.newer(at), looks)).collect();
    // What stands on one side only cannot be in a row on both.
    let both = |keys: &[String], others: &[String]| -> Vec<(usize, String)> {
        let others: std::collections::HashSet<&String> = others.iter().collect();
        keys.iter().cloned().enumerate().filter(|(_, key)| others.contains(key)).collect()
    };
    let (before, after) = (both(&older, &newer), both(&newer, &older));
    let keys = |of: &[(usize, String)]| of.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>();
    for op in capture_diff_slices(Algorithm::Myers, &keys(&before), &keys(&after)) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        for step in 0..len {
            if let (Some((old, _)), Some((new, _))) =
                (before.get(old_index + step), after.get(new_index + step))
            {
                pairs.join(*old, *new);
            }
        }
    }
}

/// Pairs of steps that say nearly the same, the nearest first.
fn nearest(pairs: &mut Pairs, old: &[Looks<'_>], new: &[Looks<'_>]) {
    let (gone, added) = (pairs.lone_old().count(), pairs.lone_new().count());
    if gone.saturating_mul(added) > MOST_LOOKS {
        return;
    }
    let mut near: Vec<(f32, usize, usize)> = Vec::new();
    for before in pairs.lone_old() {
        let Some(was) = old.get(before) else { continue };
        for after in pairs.lone_new() {
            let Some(is) = new.get(after).filter(|is| is.verb == was.verb) else { continue };
            let ops = capture_diff_slices(Algorithm::Myers, &was.words, &is.words);
            let ratio = get_diff_ratio(&ops, was.words.len(), is.words.len());
            if ratio >= ALIKE && was.is_telling() && is.is_telling() {
                let nearer = f32::from(u8::from(was.block() == is.block()))
                    + f32::from(u8::from(was.id == is.id));
                near.push((ratio + nearer / 10.0, before, after));
            }
        }
    }
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (_, before, after) in near {
        pairs.join(before, after);
    }
}

#[cfg(test)]
mod tests {
    use super::is_generated;

    #[test]
    fn labels_are_told_from_places() {
        assert!(is_generated("send_1") && is_generated("budget.timeout.tag_12"));
        assert!(!is_generated("budget") && !is_generated("pool_1") && !is_generated("send_a"));
    }
}
