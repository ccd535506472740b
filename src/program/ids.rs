//! The ids of steps: what plans, logs and pictures call them.
//!
//! A label is the id. A step without one is named by the blocks around it, its verb, and its
//! ordinal among the unlabelled steps of that verb in its block: `budget.timeout.tag_1`. So an
//! insertion renames only later unlabelled steps of the same verb in the same block.

use smol_str::SmolStrBuilder;

use crate::base::Name;

/// Hands out the ids of one block.
#[derive(Debug)]
pub(crate) struct Ids {
    prefix: Name,
    counts: Vec<(&'static str, u32)>,
}

impl Ids {
    /// For the steps of the workflow's own block.
    pub(crate) const fn top() -> Self {
        Self { prefix: Name::new_static(""), counts: Vec::new() }
    }

    /// For a block named `branch` (`timeout`, `when_1`) of the step with this id.
    pub(crate) fn inside(step: &str, branch: &str) -> Self {
        Self { prefix: Name::from([step, ".", branch, "."].concat()), counts: Vec::new() }
    }

    /// The id of the next step of the block.
    pub(crate) fn next(&mut self, label: Option<&Name>, verb: &'static str) -> Name {
        if let Some(label) = label {
            return label.clone();
        }
        let prefix = &self.prefix;
        if let Some((_, count)) = self.counts.iter_mut().find(|(known, _)| *known == verb) {
            *count += 1;
            return smol_str::format_smolstr!("{prefix}{verb}_{count}");
        }
        // Most steps are the only ones of their verb.
        self.counts.push((verb, 1));
        let mut id = SmolStrBuilder::new();
        [prefix, verb, "_1"].into_iter().for_each(|part| id.push_str(part));
        id.finish()
    }
}

/// Whether a label looks like an id that steps without one get: `send_2`.
pub(crate) fn looks_generated(label: &str, is_verb: impl Fn(&str) -> bool) -> bool {
    label.rsplit_once('_').is_some_and(|(verb, ordinal)| {
        !ordinal.is_empty() && ordinal.bytes().all(|byte| byte.is_ascii_digit()) && is_verb(verb)
    })
}

#[cfg(test)]
mod tests {
    use super::{Ids, looks_generated};

    #[test]
    fn ordinals_count_each_verb_of_a_block_apart() {
        let mut ids = Ids::top();
        assert_eq!(ids.next(None, "send"), "send_1");
        assert_eq!(ids.next(None, "tag"), "tag_1");
        assert_eq!(ids.next(None, "send"), "send_2");
        assert_eq!(ids.next(Some(&"pool".into()), "assign"), "pool");
        let mut inner = Ids::inside("budget", "timeout");
        assert_eq!(inner.next(None, "tag"), "budget.timeout.tag_1");
    }

    #[test]
    fn a_label_may_not_look_like_an_ordinal() {
        let is_verb = |word: &str| word == "send";
        assert!(looks_generated("send_1", is_verb));
        assert!(!looks_generated("send_a", is_verb));
        assert!(!looks_generated("pool_1", is_verb));
    }
}
