//! What several places may hold together.

use super::{Held, Subject, Values};
use crate::base::Place;

/// More cases than this are not told apart: nothing is known then.
const MOST: usize = 32;

/// What places may hold at the same time; whatever it does not name may be anything.
///
/// Conditions ask about few things: a list in order is smaller and faster than a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Case(Vec<(Subject, Values)>);

impl Case {
    /// A case in which one thing is known.
    #[must_use]
    pub fn of(subject: Subject, values: Values) -> Self {
        let mut case = Self::default();
        case.put(subject, values);
        case
    }

    /// What is known of a subject.
    #[must_use]
    pub fn get(&self, subject: &Subject) -> Option<&Values> {
        let place = self.place(subject).ok()?;
        self.0.get(place).map(|(_, values)| values)
    }

    fn place(&self, subject: &Subject) -> Result<usize, usize> {
        self.0.binary_search_by(|(one, _)| one.cmp(subject))
    }

    /// Everything that is known.
    pub fn iter(&self) -> impl Iterator<Item = (&Subject, &Values)> {
        self.0.iter().map(|(subject, values)| (subject, values))
    }

    /// Replaces what is known of a subject.
    pub fn put(&mut self, subject: Subject, values: Values) {
        match self.place(&subject) {
            Ok(place) if values.is_all() => {
                self.0.remove(place);
            }
            Ok(place) => {
                if let Some((_, known)) = self.0.get_mut(place) {
                    *known = values;
                }
            }
            Err(_) if values.is_all() => {}
            Err(place) => {
                // Most cases know one or two things.
                self.0.reserve_exact(1);
                self.0.insert(place, (subject, values));
            }
        }
    }

    /// Keeps what is known only of some subjects.
    pub fn retain(&mut self, keep: impl Fn(&Subject) -> bool) {
        self.0.retain(|(subject, _)| keep(subject));
    }

    /// Forgets everything of a place.
    pub fn forget(&mut self, place: &Place) {
        self.retain(|subject| subject.place() != place);
    }

    /// Both at once; none where that cannot be.
    #[must_use]
    pub fn and(&self, other: &Self) -> Option<Self> {
        let mut both = Vec::with_capacity(self.0.len() + other.0.len());
        let mut own = self.0.iter().peekable();
        // Both are in order, so that one walk along them is enough.
        for (subject, values) in &other.0 {
            while let Some(before) = own.next_if(|(one, _)| one < subject) {
                both.push(before.clone());
            }
            let known = own.next_if(|(one, _)| one == subject);
            let values = known.map_or_else(|| values.clone(), |(_, known)| known.and(values));
            if values.is_empty() {
                return None;
            }
            both.push((subject.clone(), values));
        }
        both.extend(own.cloned());
        Some(Self(both))
    }

    /// Whether both can be at once.
    fn meets(&self, other: &Self) -> bool {
        let goes = |(subject, values): &(Subject, Values)| match other.get(subject) {
            Some(others) => !values.and(others).is_empty(),
            None => !values.is_empty(),
        };
        self.0.iter().all(goes)
    }

    /// What is true of either: at least of both.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut either = Self::default();
        for (subject, values) in &self.0 {
            if let Some(others) = other.get(subject) {
                either.put(subject.clone(), values.or(others));
            }
        }
        either
    }

    /// Whether everything that this says is said by the other one, too.
    fn covers(&self, other: &Self) -> bool {
        let said = |(subject, values): &(Subject, Values)| {
            other.get(subject).is_some_and(|others| others.and(values) == *others)
        };
        self.0.iter().all(said)
    }
}

/// Cases of which one is true. None at all: it cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases(Vec<Case>);

impl From<Case> for Cases {
    fn from(case: Case) -> Self {
        Self(vec![case])
    }
}

impl Cases {
    /// It cannot be.
    #[must_use]
    pub const fn never() -> Self {
        Self(Vec::new())
    }

    /// Nothing is known.
    #[must_use]
    pub fn any() -> Self {
        Self(vec![Case::default()])
    }

    /// One thing is known.
    #[must_use]
    pub fn of(subject: Subject, values: Values) -> Self {
        if values.is_empty() { Self::never() } else { Self(vec![Case::of(subject, values)]) }
    }

    /// Whether a list has an item, or has it not.
    #[must_use]
    pub fn has(place: &Place, item: &str, truth: bool) -> Self {
        let subject = Subject::Has(place.clone(), crate::base::fold(item).into());
        Self::of(subject, Values::set(Held::only(if truth { "true" } else { "false" })))
    }

    /// Whether it cannot be.
    #[must_use]
    pub const fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Case> {
        self.0.iter()
    }

    /// Keeps what is known only of some subjects.
    pub fn retain(&mut self, keep: impl Fn(&Subject) -> bool) {
        self.0.iter_mut().for_each(|case| case.retain(&keep));
    }

    /// Whether both can be at once. Costs less than what they are then.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().any(|one| other.0.iter().any(|other| one.meets(other)))
    }

    /// Both at once, and whether nothing was lost for there being too many cases.
    #[must_use]
    pub fn and(&self, other: &Self) -> (Self, bool) {
        let each = self.0.iter().flat_map(|one| other.0.iter().filter_map(|other| one.and(other)));
        Self::gather(each)
    }

    /// One or the other, and whether nothing was lost for there being too many cases.
    #[must_use]
    pub fn or(self, other: Self) -> (Self, bool) {
        Self::gather(self.0.into_iter().chain(other.0))
    }

    fn gather(each: impl Iterator<Item = Case>) -> (Self, bool) {
        let mut cases: Vec<Case> = Vec::new();
        for case in each {
            if cases.iter().any(|known| known.covers(&case)) {
                continue;
            }
            cases.retain(|known| !case.covers(known));
            cases.push(case);
            if cases.len() > MOST {
                return (Self::any(), false);
            }
        }
        (Self(cases), true)
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Cases};
    use crate::base::{Place, Root};
    use crate::solve::{Held, Subject, Values};

    fn subject(name: &'static str) -> Subject {
        Subject::Value(Place { of: Root::Var, name: name.into(), which: None })
    }

    /// What is known of `a`, `b` and `c`, where a letter stands for one text and `.` for anything.
    fn case(known: &str) -> Case {
        let mut case = Case::default();
        for (name, text) in ["a", "b", "c"].into_iter().zip(known.chars()) {
            if text != '.' {
                case.put(subject(name), Values::set(Held::only(&text.to_string())));
            }
        }
        case
    }

    #[test]
    fn what_goes_together_is_known_of_both() {
        assert_eq!(case("x..").and(&case(".y.")), Some(case("xy.")));
        assert_eq!(case(".y.").and(&case("x.z")), Some(case("xyz")));
        assert_eq!(case("xy.").and(&case("xyz")), Some(case("xyz")));
        assert_eq!(case("...").and(&case("..z")), Some(case("..z")));
        assert_eq!(case("x.z").and(&case(".yw")), None);
    }

    #[test]
    fn cases_meet_where_both_can_be() {
        let all = ["...", "x..", ".y.", "y..", "xy.", "x.z", "..w", "xyz"];
        let both = |one: &str, other: &str| {
            let pair = |text| Cases::from(case(text)).or(Cases::from(case("yyy"))).0;
            (pair(one), pair(other), Cases::from(case(one)), Cases::from(case(other)))
        };
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            let (wide, far, single, alone) = both(one, other);
            for (one, other) in [(&wide, &far), (&single, &alone), (&single, &far)] {
                assert_eq!(one.meets(other), !one.and(other).0.is_never(), "{one:?} {other:?}");
            }
        }
        assert!(!Cases::never().meets(&Cases::any()));
    }
}
