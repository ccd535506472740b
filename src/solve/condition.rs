//! What is true of places where a condition came out one way or the other.

use std::ops::Bound;

use jiff::civil::Time;
use rust_decimal::Decimal;

use super::days::{FIRST_DAY, day_number};
use super::{Cases, Held, Ranges, Subject, Values};
use crate::base::{Binary, Literal, Logic, Name, Place, Root, Type};
use crate::program::{Expr, ExprKind, narrows};

/// What follows from how a condition came out.
#[derive(Clone, Debug)]
pub struct Solved {
    /// Nothing else can be where it came out so.
    pub cases: Cases,
    /// Whether it comes out so in every one of the cases, too.
    pub exact: bool,
}

/// What is true where a condition is true (or, with `truth` false, where it is not).
///
/// What cannot be understood restricts nothing but what has to be set for it.
#[must_use]
pub fn solve(condition: &Expr, truth: bool) -> Solved {
    if let ExprKind::Not(of) = &condition.kind {
        return solve(of, !truth);
    }
    if let ExprKind::Logic(logic, sides) = &condition.kind {
        let each = sides.iter().map(|side| solve(side, truth));
        let all = (*logic == Logic::And) == truth;
        let joined = each.reduce(|one, other| if all { one.and(&other) } else { one.or(other) });
        return joined.unwrap_or_else(|| constant(all));
    }
    if let ExprKind::Literal(Literal::Bool(yes)) = &condition.kind {
        return constant(*yes == truth);
    }
    match test(condition, truth) {
        Some(cases) => Solved { cases, exact: true },
        None => Solved { cases: needs(condition, truth), exact: false },
    }
}

impl Solved {
    fn and(self, other: &Self) -> Self {
        let (cases, whole) = self.cases.and(&other.cases);
        Self { cases, exact: self.exact && other.exact && whole }
    }

    fn or(self, other: Self) -> Self {
        let exact = self.exact && other.exact;
        let (cases, whole) = self.cases.or(other.cases);
        Self { cases, exact: exact && whole }
    }
}

fn constant(possible: bool) -> Solved {
    Solved { cases: if possible { Cases::any() } else { Cases::never() }, exact: true }
}

/// The places that have a value where something not understood came out so.
fn needs(condition: &Expr, truth: bool) -> Cases {
    let set = |place| Cases::of(Subject::Value(place), Values::set(Held::all()));
    let each = narrows(condition, truth).into_iter().map(set);
    each.fold(Cases::any(), |all, one| all.and(&one).0)
}

/// A test of one value; none where it is not one that is understood.
fn test(test: &Expr, truth: bool) -> Option<Cases> {
    if let Some(side) = Side::of(test).filter(|side| *side.ty == Type::Bool) {
        let yes = |value: &Literal| Some(*value == Literal::Bool(true));
        return side.cases(&Values::set(Held::only("true")), yes, truth);
    }
    if let ExprKind::IsSet(of, set) = &test.kind {
        let values = if *set { Values::set(Held::all()) } else { Values::unset() };
        return Side::of(of)?.cases(&values, |_| Some(*set), truth);
    }
    if let ExprKind::Between(sides) = &test.kind {
        let [of, low, high] = &**sides;
        let side = Side::of(of)?;
        let bound = |end: &Expr| Some(Bound::Included(number(side.ty, literal(end)?)?));
        let ranges = Ranges::between(bound(low)?, bound(high)?);
        return side.among(Values::set(Held::Numbers(ranges)), truth);
    }
    let ExprKind::Binary(operator, left, right) = &test.kind else { return None };
    binary(*operator, left, right, truth)
}

fn binary(operator: Binary, left: &Expr, right: &Expr, truth: bool) -> Option<Cases> {
    match operator {
        Binary::Contains | Binary::HasAny | Binary::HasAll | Binary::HasNone => {
            list(operator, left, right, truth)
        }
        Binary::In => {
            let ExprKind::List(items) = &right.kind else { return None };
            let side = Side::of(left)?;
            let each = items.iter().map(|item| held(side.ty, literal(item)?));
            let among = each.collect::<Option<Vec<Held>>>()?;
            let among = among.into_iter().reduce(|one, other| one.or(&other));
            side.among(Values::set(among.unwrap_or_else(|| Held::all().not())), truth)
        }
        Binary::Equal
        | Binary::NotEqual
        | Binary::Less
        | Binary::AtMost
        | Binary::Greater
        | Binary::AtLeast => {
            let (side, operator, fixed) = match literal(right) {
                Some(fixed) => (Side::of(left)?, operator, fixed),
                None => (Side::of(right)?, mirrored(operator), literal(left)?),
            };
            let held = compared(side.ty, operator, fixed)?;
            // Of a missing value only `!=` is true.
            side.among(Values { unset: operator == Binary::NotEqual, held }, truth)
        }
        Binary::During => days(right, truth),
        Binary::StartsWith
        | Binary::EndsWith
        | Binary::Matches
        | Binary::Add
        | Binary::Subtract
        | Binary::Multiply
        | Binary::Divide
        | Binary::Remainder => None,
    }
}

/// The present day is between two others; none where it is hours that are asked about.
fn days(right: &Expr, truth: bool) -> Option<Cases> {
    let ExprKind::List(days) = &right.kind else { return None };
    let [from, to] = days.as_slice() else { return None };
    let bound = |day: &Expr| Some(Bound::Included(number(&Type::Date, literal(day)?)?));
    let held = Held::Numbers(Ranges::between(bound(from)?, bound(to)?));
    let today = Place { of: Root::Today, name: Name::default(), which: None };
    let held = if truth { held } else { held.not() };
    Some(Cases::of(Subject::Value(today), Values::set(held)))
}

/// What a list has. A list without a value has nothing.
fn list(operator: Binary, left: &Expr, right: &Expr, truth: bool) -> Option<Cases> {
    let (ExprKind::Read(place, _), Type::List(_)) = (&left.kind, &left.ty) else { return None };
    let items = match (&right.kind, operator) {
        (_, Binary::Contains) => std::slice::from_ref(right),
        (ExprKind::List(items), _) => items.as_slice(),
        (_, _) => return None,
    };
    let items: Vec<&Name> =
        items.iter().map(|item| literal(item)?.text()).collect::<Option<_>>()?;
    // `has_none` is "not any"; "not all" is "some not".
    let truth = truth != (operator == Binary::HasNone);
    let all = (operator == Binary::HasAll) == truth;
    let mut each = items.into_iter().map(|item| Cases::has(place, item, truth));
    if all {
        return Some(each.fold(Cases::any(), |all, one| all.and(&one).0));
    }
    let first = each.next().unwrap_or_else(Cases::never);
    Some(each.fold(first, |any, one| any.or(one).0))
}

/// A side of a test: the value of a place, perhaps with a fixed one where it has none.
struct Side<'e> {
    place: &'e Place,
    ty: &'e Type,
    maybe: bool,
    otherwise: Option<&'e Literal>,
}

impl<'e> Side<'e> {
    fn of(expr: &'e Expr) -> Option<Self> {
        if let ExprKind::Fallback(one, other) = &expr.kind {
            let side = Self::of(one).filter(|side| side.otherwise.is_none())?;
            return Some(Self { otherwise: Some(literal(other)?), ..side });
        }
        let ExprKind::Read(place, maybe) = &expr.kind else { return None };
        Some(Self { place, ty: &expr.ty, maybe: *maybe, otherwise: None })
    }

    /// The cases in which the value is one of a set, or is not.
    fn among(&self, values: Values, truth: bool) -> Option<Cases> {
        let inside = |fixed: &Literal| Some(!held(self.ty, fixed)?.and(&values.held).is_empty());
        self.cases(&values, inside, truth)
    }

    /// The cases in which the side is among `values`, or is not. `inside` tells of the fixed value
    /// whether it is among them.
    fn cases(
        &self,
        values: &Values,
        inside: impl Fn(&Literal) -> Option<bool>,
        truth: bool,
    ) -> Option<Cases> {
        let mut values = values.clone();
        if let Some(fixed) = self.otherwise {
            // Where it has no value, it is the fixed one that is tested.
            values.unset = inside(fixed)?;
        }
        if !truth {
            values = values.not();
        }
        let possible = Values { unset: self.maybe, held: Held::of(self.ty) };
        Some(Cases::of(Subject::Value(self.place.clone()), values.and(&possible)))
    }
}

/// The fixed value of an expression.
const fn literal(expr: &Expr) -> Option<&Literal> {
    if let ExprKind::Literal(literal) = &expr.kind { Some(literal) } else { None }
}

/// The one value that an expression always has, as a place of its type holds it.
#[must_use]
pub fn fixed(ty: &Type, expr: &Expr) -> Option<Held> {
    held(ty, literal(expr)?)
}

/// A place holds one of some fixed values.
#[must_use]
pub fn among(place: &Place, values: &[Literal]) -> Cases {
    let ty = |value: &Literal| match value {
        Literal::Number(_) => Type::Number,
        Literal::Date(_) => Type::Date,
        Literal::Time(_) => Type::Time,
        Literal::DateTime(_) => Type::DateTime,
        Literal::Duration(_) => Type::Duration,
        Literal::None
        | Literal::Text(_)
        | Literal::Bool(_)
        | Literal::Agent(_)
        | Literal::Team(_)
        | Literal::Channel(_)
        | Literal::Tag(_)
        | Literal::Hours(_) => Type::Text,
    };
    let each = values.iter().map(|value| held(&ty(value), value).unwrap_or_else(Held::all));
    let any = each.reduce(|one, other| one.or(&other)).unwrap_or_else(Held::all);
    Cases::of(Subject::Value(place.clone()), Values::set(any))
}

/// A fixed value alone, as a place of a type holds it.
fn held(ty: &Type, fixed: &Literal) -> Option<Held> {
    if let Literal::Bool(yes) = fixed {
        return Some(Held::only(if *yes { "true" } else { "false" }));
    }
    if let Some(text) = fixed.text() {
        return Some(Held::only(text));
    }
    number(ty, fixed).map(|number| Held::Numbers(Ranges::only(number)))
}

/// The values of which a comparison with a fixed one is true.
fn compared(ty: &Type, operator: Binary, fixed: &Literal) -> Option<Held> {
    if operator == Binary::Equal {
        return held(ty, fixed);
    }
    if operator == Binary::NotEqual {
        return held(ty, fixed).map(|held| held.not());
    }
    let number = number(ty, fixed)?;
    // Between two days there is none.
    let apart = *ty == Type::Date;
    let above = |number: Decimal| {
        if apart { Bound::Included(number + Decimal::ONE) } else { Bound::Excluded(number) }
    };
    let below = |number: Decimal| {
        if apart { Bound::Included(number - Decimal::ONE) } else { Bound::Excluded(number) }
    };
    let (low, high) = if operator == Binary::Less {
        (Bound::Unbounded, below(number))
    } else if operator == Binary::AtMost {
        (Bound::Unbounded, Bound::Included(number))
    } else if operator == Binary::Greater {
        (above(number), Bound::Unbounded)
    } else {
        (Bound::Included(number), Bound::Unbounded)
    };
    Some(Held::Numbers(Ranges::between(low, high)))
}

/// The same comparison with its sides changed over.
fn mirrored(operator: Binary) -> Binary {
    let pairs = [(Binary::Less, Binary::Greater), (Binary::AtMost, Binary::AtLeast)];
    let other = pairs.iter().find_map(|(one, other)| match operator {
        this if this == *one => Some(*other),
        this if this == *other => Some(*one),
        _ => None,
    });
    other.unwrap_or(operator)
}

/// A fixed value of a type as a number: days, or seconds; none where the types differ.
fn number(ty: &Type, fixed: &Literal) -> Option<Decimal> {
    match (ty, fixed) {
        (Type::Number, Literal::Number(number)) => Some(*number),
        (Type::Date, Literal::Date(day)) => Some(day_number(*day)),
        (Type::Time, Literal::Time(time)) => {
            Some(Decimal::from(time.duration_since(Time::midnight()).as_secs()))
        }
        (Type::DateTime, Literal::DateTime(moment)) => {
            let since = moment.duration_since(FIRST_DAY.to_datetime(Time::midnight()));
            Some(Decimal::from(since.as_secs()))
        }
        (Type::Duration, Literal::Duration(length)) => Some(Decimal::from(length.seconds)),
        _ => None,
    }
}
