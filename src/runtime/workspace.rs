//! A compiled workspace, made ready to be asked.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::base::Name;
use crate::plan::{self, WorkspacePlan};

/// A workspace whose zones are known.
#[derive(Clone, Debug)]
pub struct Workspace {
    plan: WorkspacePlan,
    zone: TimeZone,
    zones: BTreeMap<Name, TimeZone>,
}

/// A time zone that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{zone}` is not the name of a time zone")]
pub struct UnknownZone {
    /// As it was written.
    pub zone: Name,
}

impl Workspace {
    /// Makes a workspace ready.
    ///
    /// # Errors
    /// When it, or one of its hours, names a time zone that does not exist.
    pub fn load(plan: WorkspacePlan) -> Result<Self, UnknownZone> {
        let zone = find(&plan.timezone)?;
        let mut zones = BTreeMap::new();
        for hours in &plan.hours {
            let own = hours.timezone.as_ref().map(find).transpose()?;
            zones.insert(hours.name.clone(), own.unwrap_or_else(|| zone.clone()));
        }
        Ok(Self { plan, zone, zones })
    }

    /// What it was made of.
    #[must_use]
    pub const fn plan(&self) -> &WorkspacePlan {
        &self.plan
    }

    /// The zone of dates and times.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Declared hours and their zone.
    #[must_use]
    pub fn hours(&self, name: &str) -> Option<(&plan::Hours, &TimeZone)> {
        let hours = self.plan.hours.iter().find(|hours| hours.name == name)?;
        self.zones.get(name).map(|zone| (hours, zone))
    }

    /// A declared agent.
    #[must_use]
    pub fn agent(&self, name: &str) -> Option<&plan::Agent> {
        self.plan.agents.iter().find(|agent| agent.name == name)
    }

    /// A declared team.
    #[must_use]
    pub fn team(&self, name: &str) -> Option<&plan::Team> {
        self.plan.teams.iter().find(|team| team.name == name)
    }

    /// A declared field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&plan::Field> {
        self.plan.fields.iter().find(|field| field.name == name)
    }

    /// A declared channel.
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<&plan::Channel> {
        self.plan.channels.iter().find(|channel| channel.name == name)
    }
}

fn find(zone: &Name) -> Result<TimeZone, UnknownZone> {
    let name = if zone.is_empty() { "UTC" } else { zone.as_str() };
    TimeZone::get(name).map_err(|_| UnknownZone { zone: zone.clone() })
}
