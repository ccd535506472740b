//! Who a decision looked at, kept small: a decision is made far more often than it is read.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::index::Seat;
use crate::base::Name;

/// One agent a decision looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub agent: Name,
    /// Whether they qualified, and if not why.
    pub standing: Standing,
    /// How many open conversations they owned.
    pub load: u32,
    /// When they were last given a turn in this pool; 0 is never.
    pub turn: u64,
}

/// Whether an agent qualified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Yes.
    Eligible,
    /// No: may not be assigned to.
    Disabled,
    /// No: not at work.
    Offline,
    /// No: busy.
    Busy,
    /// No: owns as many conversations as the agent's own limit allows.
    Full(u32),
    /// No: owns as many as the request allows.
    NotBelow(u32),
    /// No: lacks this skill.
    Lacks(Name),
    /// No: was given the contact and did not accept it in time.
    PassedOver,
}

/// Everybody a decision looked at, in order. Written and read as a list of [`Candidate`]s.
#[derive(Clone, Default)]
pub struct Candidates {
    looked: Vec<Looked>,
    /// The names of the agents, shared by all decisions of a roster.
    names: Arc<[Name]>,
    /// The skills that somebody lacks.
    skills: Vec<Name>,
}

/// A candidate without names.
#[derive(Clone, Copy)]
pub(super) struct Looked {
    /// The place of the name.
    pub(super) agent: u32,
    pub(super) standing: Stands,
    pub(super) load: u32,
    pub(super) turn: u64,
}

/// A standing without names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Eligible,
    Disabled,
    Offline,
    Busy,
    Full(u32),
    NotBelow(u32),
    /// The place of the skill.
    Lacks(u32),
    PassedOver,
}

impl Looked {
    /// A member of a pool who qualifies.
    pub(super) const fn eligible(seat: Seat, load: u32) -> Self {
        let Seat { agent, turn, .. } = seat;
        Self { agent, standing: Stands::Eligible, load, turn }
    }
}

impl Candidates {
    /// Of agents whose names, and the skills that they lack, stand in these lists.
    pub(super) fn new(looked: Vec<Looked>, names: Arc<[Name]>, skills: &[Name]) -> Self {
        let lacks = |one: &Looked| matches!(one.standing, Stands::Lacks(_));
        let somebody = !skills.is_empty() && looked.iter().any(lacks);
        let skills = if somebody { skills.to_vec() } else { Vec::new() };
        Self { looked, names, skills }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.looked.len()
    }

    /// Whether nobody was looked at.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.looked.is_empty()
    }

    /// One after the other.
    #[must_use]
    pub const fn iter(&self) -> CandidatesIter<'_> {
        CandidatesIter { of: self, next: 0 }
    }

    fn named(&self, looked: Looked) -> Candidate {
        let Looked { agent, standing, load, turn } = looked;
        let name = |names: &[Name], place: u32| names.get(place as usize).cloned();
        let standing = match standing {
            Stands::Eligible => Standing::Eligible,
            Stands::Disabled => Standing::Disabled,
            Stands::Offline => Standing::Offline,
            Stands::Busy => Standing::Busy,
            Stands::Full(limit) => Standing::Full(limit),
            Stands::NotBelow(below) => Standing::NotBelow(below),
            Stands::Lacks(skill) => Standing::Lacks(name(&self.skills, skill).unwrap_or_default()),
            Stands::PassedOver => Standing::PassedOver,
        };
        Candidate { agent: name(&self.names, agent).unwrap_or_default(), standing, load, turn }
    }
}

/// Goes through [`Candidates`].
#[derive(Clone)]
pub struct CandidatesIter<'a> {
    of: &'a Candidates,
    next: usize,
}

impl Iterator for CandidatesIter<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        let looked = *self.of.looked.get(self.next)?;
        self.next += 1;
        Some(self.of.named(looked))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.of.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for CandidatesIter<'_> {}

impl<'a> IntoIterator for &'a Candidates {
    type Item = Candidate;
    type IntoIter = CandidatesIter<'a>;

    fn into_iter(self) -> CandidatesIter<'a> {
        self.iter()
    }
}

impl FromIterator<Candidate> for Candidates {
    fn from_iter<T: IntoIterator<Item = Candidate>>(all: T) -> Self {
        let (mut looked, mut names, mut skills) = (Vec::new(), Vec::new(), Vec::new());
        let put = |names: &mut Vec<Name>, name| {
            names.push(name);
            u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
        };
        for Candidate { agent, standing, load, turn } in all {
            let standing = match standing {
                Standing::Eligible => Stands::Eligible,
                Standing::Disabled => Stands::Disabled,
                Standing::Offline => Stands::Offline,
                Standing::Busy => Stands::Busy,
                Standing::Full(limit) => Stands::Full(limit),
                Standing::NotBelow(below) => Stands::NotBelow(below),
                Standing::Lacks(skill) => Stands::Lacks(put(&mut skills, skill)),
                Standing::PassedOver => Stands::PassedOver,
            };
            looked.push(Looked { agent: put(&mut names, agent), standing, load, turn });
        }
        Self { looked, names: names.into(), skills }
    }
}

/// Equal is what reads the same.
impl PartialEq for Candidates {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl Eq for Candidates {}

impl fmt::Debug for Candidates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl Serialize for Candidates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for Candidates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Candidate>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Candidates, Looked, Standing, Stands};
    use crate::base::Name;

    #[test]
    fn they_are_written_and_read_with_their_names() {
        let names: Vec<Name> = vec!["amara".into(), "bo".into(), "chen".into()];
        let looked = |agent, standing, turn| Looked { agent, standing, load: 2, turn };
        let all = vec![
            looked(1, Stands::Eligible, 7),
            looked(2, Stands::Lacks(1), 0),
            looked(0, Stands::Full(2), 3),
        ];
        let all = Candidates::new(all, names.into(), &["german".into(), "sales".into()]);
        let text = serde_json::to_string(&all).unwrap_or_default();
        let as_before = concat!(
            r#"[{"agent":"bo","standing":"eligible","load":2,"turn":7},"#,
            r#"{"agent":"chen","standing":{"lacks":"sales"},"load":2,"turn":0},"#,
            r#"{"agent":"amara","standing":{"full":2},"load":2,"turn":3}]"#
        );
        assert_eq!(text, as_before);
        let read: Candidates = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!((&read, read.len()), (&all, 3));
        let chen = Candidate {
            agent: "chen".into(),
            standing: Standing::Lacks("sales".into()),
            load: 2,
            turn: 0,
        };
        assert_eq!(read.iter().nth(1), Some(chen));
    }
}
