//! The variables of a workflow: every name that is stored into, and its type.
//!
//! A variable has one type, that of its first store in the source. Types are inferred before
//! anything is bound, so that a step may use what a later one stores and a jump leads back to.

use std::sync::Arc;

use super::expression;
use super::names::Names;
use super::scope::Run;
use super::survey::{From, Store};
use crate::base::{Choices, Location, Map, Name, Type};

/// Every variable in order of its first store, with its type.
pub(crate) fn collect(
    stores: &[Store<'_>],
    names: &Names,
    run: &mut Run,
) -> Vec<(Name, Type, Location)> {
    let mut order: Vec<Name> = Vec::new();
    let mut types: Map<Name, (Type, Location)> = Map::default();
    // Two rounds: the second knows what the first could not because it stood further below.
    for _ in 0..2 {
        for store in stores {
            let known = types.get(store.name).map(|(ty, _)| ty.clone());
            if known.as_ref().is_some_and(|ty| *ty != Type::Unknown) {
                continue;
            }
            let ty = match &store.from {
                From::Words(words, options) => declared(words, store.name, options),
                From::Number => Type::Number,
                From::Value(value) => {
                    run.variables.clone_from(&types);
                    expression::infer_type(value, run, names)
                }
            };
            if known.is_none() {
                order.push(store.name.clone());
            }
            let place = types.get(store.name).map_or(store.location, |(_, place)| *place);
            types.insert(store.name.clone(), (ty, place));
        }
        if types.values().all(|(ty, _)| *ty != Type::Unknown) {
            break;
        }
    }
    run.variables.clone_from(&types);
    order
        .into_iter()
        .filter_map(|name| types.get(&name).cloned().map(|(ty, place)| (name, ty, place)))
        .collect()
}

fn declared(words: &[&str], name: &Name, options: &[Name]) -> Type {
    let Some(ty) = expression::parse_type(words) else { return Type::Unknown };
    if matches!(ty.base, Type::Choice(_)) {
        return Type::Choice(Arc::new(Choices { of: name.clone(), options: options.into() }));
    }
    ty.base
}
