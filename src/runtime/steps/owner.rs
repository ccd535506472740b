//! Whom a request for an owner means.

use super::read::{Misread, Reading, place};
use crate::base::{Name, Place, Value};
use crate::runtime::Pick;
use crate::runtime::turn::Walk;

/// Among whom an owner is looked for, as it is written.
#[derive(Clone, Debug)]
pub(super) enum Whom {
    Fixed(Pick),
    Field(Place),
}

impl Whom {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let named =
            |name: &str| step.name(name).ok_or_else(|| step.misread(&format!("names no {name}")));
        Ok(match step.name("to").as_deref() {
            Some("agent") => Self::Fixed(Pick::Agent(named("agent")?)),
            Some("team") => Self::Fixed(Pick::Team(named("team")?)),
            Some("workspace") => Self::Fixed(Pick::Workspace),
            _ => match place(step.arg("field")) {
                Some(place) => Self::Field(place),
                None => return Err(step.misread("names nobody")),
            },
        })
    }

    /// Who that is now; or why nobody is.
    pub(super) fn pick(&self, walk: &Walk<'_>) -> Result<Pick, Name> {
        let place = match self {
            Self::Fixed(pick) => return Ok(pick.clone()),
            Self::Field(place) => place,
        };
        match walk.scope().place_value(place) {
            Some(Value::Agent(name)) => Ok(Pick::Agent(name)),
            Some(Value::Team(name)) => Ok(Pick::Team(name)),
            _ => Err(Name::from(format!("`{place}` names nobody"))),
        }
    }
}
