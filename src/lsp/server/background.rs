//! What the server does by itself: it looks for findings, tries scenarios, and looks at the disk.

use std::sync::Arc;
use std::time::{Duration, Instant};

use gen_lsp_types as lsp;
use gen_lsp_types::Request as _;
use serde_json::{Value, json};

use super::Server;
use crate::lsp::findings::{mark, of_file};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::trials::{Trials, try_out};
use crate::lsp::world::glance;
use crate::project::Glance;

/// How long nobody types before findings are looked for.
const PAUSE: Duration = Duration::from_millis(10);

/// How long nobody types before scenarios are run.
const REST: Duration = Duration::from_millis(400);

/// How often the disk is looked at, where the editor does not watch it.
const ROUND: Duration = Duration::from_secs(2);

/// Tells that the pictures of a program may be others now, by one of its open files.
const GRAPH_CHANGED: &str = "rondel/graphChanged";

/// What a thread has found out.
pub(super) enum Done {
    /// The findings of the programs are known.
    Judged(Vec<Arc<Snapshot>>),
    /// What lies on the disk now.
    Seen(Box<Glance>),
    /// How the scenarios went.
    Tried(Vec<Arc<Snapshot>>, Arc<Trials>),
}

impl Server {
    /// Something is another now.
    pub(super) fn changed(&mut self) {
        self.judge = Some(Instant::now() + PAUSE);
        self.try_out = None;
    }

    /// Asks the editor to ask again, where it can.
    pub(super) fn refresh(&self, can: bool, method: lsp::LspRequestMethod<'_>) {
        if can {
            self.client.ask(method.as_str(), Value::Null);
        }
    }

    /// Begins what is due.
    pub(super) fn due(&mut self) {
        let now = Instant::now();
        let is_due = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        if is_due(self.judge) && !self.judging {
            self.judge = None;
            self.judging = true;
            let (programs, done) = (self.world.programs().to_vec(), self.done.0.clone());
            self.pool.run(move || {
                for program in &programs {
                    program.findings();
                }
                let _ = done.send(Done::Judged(programs));
            });
        } else if is_due(self.judge) {
            // Comes again when the thread is done.
            self.judge = Some(now + PAUSE);
        }
        if is_due(self.try_out) && !self.trying {
            self.try_out = None;
            self.trying = true;
            let (programs, done) = (self.world.programs().to_vec(), self.done.0.clone());
            self.pool.run(move || {
                let trials = programs.iter().map(|one| try_out(one).map(Arc::new)).collect();
                let _ = done.send(Done::Tried(programs, Arc::new(trials)));
            });
        }
        if is_due(self.look) {
            self.look = None;
            let (places, done) = (self.world.places(), self.done.0.clone());
            self.pool.run(move || {
                let _ = done.send(Done::Seen(Box::new(glance(&places))));
            });
        }
    }

    pub(super) fn found(&mut self, done: Done) {
        match done {
            Done::Judged(programs) => {
                self.judging = false;
                if self.is_now(&programs) {
                    self.tell(&programs);
                    let tries = self.settings.coverage && self.settings.lenses;
                    self.try_out = tries.then(|| Instant::now() + REST);
                }
            }
            Done::Tried(programs, trials) => {
                self.trying = false;
                if self.is_now(&programs) {
                    self.trials = trials;
                    let can = self.client.can.refreshes_lenses;
                    self.refresh(can, lsp::CodeLensRefreshRequest::METHOD);
                }
            }
            Done::Seen(glance) => {
                self.look = Some(Instant::now() + ROUND);
                let changed =
                    self.seen.as_ref().is_some_and(|seen| glance.changed(seen).next().is_some());
                self.seen = Some(*glance);
                if changed {
                    self.world.load();
                    self.changed();
                }
            }
        }
    }

    /// Whether programs are still what the editor sees.
    fn is_now(&self, programs: &[Arc<Snapshot>]) -> bool {
        let now = self.world.programs();
        now.len() == programs.len()
            && now.iter().zip(programs).all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// Tells the editor of findings: of all files, unless it asks by itself.
    fn tell(&mut self, programs: &[Arc<Snapshot>]) {
        for program in programs {
            if let Some(page) = program.pages.iter().find(|page| page.version.is_some()) {
                self.client.notify(GRAPH_CHANGED, json!({ "uri": page.uri }));
            }
        }
        let (pulls, all) = (self.client.can.pulls, self.asks_for_all);
        let world = &self.world;
        let meant = |uri: &str| !pulls || !all && !world.is_open(uri);
        self.published.tell(programs, &self.client, meant);
        if !pulls {
            return;
        }
        // An edit in one file may have changed what is found in another that is open.
        let mut other = false;
        for program in programs {
            for (file, _) in program.project.sources.iter() {
                let Some(page) = program.page(file).filter(|page| page.version.is_some()) else {
                    continue;
                };
                let mark = mark(&of_file(program, file, &self.client.can));
                other |= self.told.insert(page.uri.clone(), mark.clone()) != Some(mark);
            }
        }
        self.refresh(
            other && self.client.can.refreshes_findings,
            lsp::DiagnosticRefreshRequest::METHOD,
        );
    }
}
