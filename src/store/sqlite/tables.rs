//! What is looked up and counted.

use rusqlite::params;

use super::failure::Failure;
use super::redo::Call;
use super::rows::{read_kept, write};
use super::session::Session;
use crate::base::Instant;
use crate::plan::WorkflowPlan;
use crate::runtime::Version;
use crate::store::{Counts, DeadLetter, WorkspaceId};

impl Session {
    pub(super) fn texts(
        &self,
        sql: &str,
        with: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<String>, Failure> {
        let mut all = self.db.prepare_cached(sql)?;
        let rows = all.query_map(with, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn counts(&mut self, id: &WorkspaceId) -> Result<Counts, Failure> {
        self.write_events()?;
        self.write_effects()?;
        let count = |sql: &str| -> Result<u64, Failure> {
            let found: Option<i64> =
                self.db.prepare_cached(sql)?.query_row(params![id.0.as_str()], |row| row.get(0))?;
            Ok(u64::try_from(found.unwrap_or_default()).unwrap_or_default())
        };
        let latest: Option<i64> = self
            .db
            .prepare_cached("SELECT MAX(at) FROM inbox WHERE workspace = ?1")?
            .query_row(params![id.0.as_str()], |row| row.get(0))?;
        Ok(Counts {
            contacts: count("SELECT COUNT(*) FROM contacts WHERE workspace = ?1")?,
            runs: count("SELECT SUM(runs) FROM contacts WHERE workspace = ?1")?,
            timers: count("SELECT COUNT(due) FROM contacts WHERE workspace = ?1")?,
            inbox: count(
                "SELECT COUNT(*) FROM inbox
                 WHERE workspace = ?1 AND event IS NOT NULL AND why IS NULL",
            )?,
            outbox: count("SELECT COUNT(*) FROM outbox WHERE workspace = ?1")?,
            latest: latest.map(|millis| Instant { millis }),
        })
    }

    pub(super) fn keep_plans(
        &mut self,
        id: &WorkspaceId,
        plans: &[WorkflowPlan],
    ) -> Result<(), Failure> {
        self.redo.note(&Call::KeepPlans { here: id.clone(), plans: plans.into() }, [])?;
        let mut put = self.db.prepare_cached(
            "INSERT OR IGNORE INTO plans (workspace, workflow, version, plan)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        for plan in plans {
            let version = Version::of(plan).to_string();
            put.execute(params![id.0.as_str(), plan.name.as_str(), version, write(plan)?])?;
        }
        Ok(())
    }

    pub(super) fn dead(&self, id: &WorkspaceId) -> Result<Vec<DeadLetter>, Failure> {
        let sql = "SELECT why FROM inbox WHERE workspace = ?1 AND why IS NOT NULL ORDER BY seq";
        let texts = self.texts(sql, &[&id.0.as_str()])?;
        texts.iter().map(|text| read_kept("a dead letter", text)).collect()
    }
}
