//! Where a name comes from, and where else it stands.

use super::names::{Occurrence, Thing, named, occurrences};
use super::values::value_at;
use super::{Spot, View};
use crate::base::{Location, Place, Root};
use crate::program::ExprKind;

/// Where the thing at a place is introduced: the place of the name, and those where it comes from.
#[must_use]
pub fn define(view: &View<'_>, at: Spot) -> Option<(Location, Vec<Location>)> {
    let Some(here) = named(view, at) else { return brought(view, at) };
    let places = of(view, &here.thing);
    let places = places.iter().filter(|one| one.introduces).map(|one| one.location).collect();
    Some((here.location, places))
}

/// The lines by which triggers bring the value at a place: `reason text` of `trigger.reason`.
fn brought(view: &View<'_>, at: Spot) -> Option<(Location, Vec<Location>)> {
    let (workflow, expr) = value_at(view, at)?;
    let ExprKind::Read(Place { of: Root::Trigger, name, .. }, _) = &expr.kind else { return None };
    let settings = workflow.triggers.iter().flat_map(|trigger| &trigger.line.settings);
    let lines = settings.flat_map(|setting| &setting.typed).filter(|line| line.name == *name);
    Some((Location { file: at.file, span: expr.span }, lines.map(|line| line.location).collect()))
}

/// Every place of the thing at a place, in order; those that introduce it only if asked for.
#[must_use]
pub fn references(view: &View<'_>, at: Spot, introducing: bool) -> Vec<Location> {
    let Some(here) = named(view, at) else { return Vec::new() };
    let all = of(view, &here.thing);
    let wanted = all.iter().filter(|one| introducing || !one.introduces);
    wanted.map(|one| one.location).collect()
}

/// Every place of the thing at a place in its own file, and whether it is introduced there.
#[must_use]
pub fn highlights(view: &View<'_>, at: Spot) -> Vec<(Location, bool)> {
    let Some(here) = named(view, at) else { return Vec::new() };
    let all = of(view, &here.thing);
    let own = all.iter().filter(|one| one.location.file == at.file);
    own.map(|one| (one.location, one.introduces)).collect()
}

/// Every place of a thing, in order.
#[must_use]
pub fn of(view: &View<'_>, thing: &Thing) -> Vec<Occurrence> {
    let mut all = occurrences(view);
    all.retain(|one| one.thing == *thing);
    all
}
