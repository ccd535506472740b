//! The log, the counts, and the versions of workflows.

use super::book::{Book, after, agent_event, commit_of, effect, event, event_at, set_timers};
use crate::base::Name;
use crate::plan::{Settings, Target, WorkflowPlan};
use crate::runtime::{Record, Recorded, RunId, Traced};
use crate::store::conformance::{Case, Outcome, case, same};
use crate::store::{Commit, Counts, Logged, RunStore, wait};

pub(super) fn cases<S: RunStore + Sync>() -> Vec<Case<S>> {
    vec![
        case("the log is in the order of commits", in_order),
        case("the log of a contact holds what concerns it", of_a_contact),
        case("an entry of the log is read as it was written", as_written),
        case("an entry that says nothing is not kept", nothing_said),
        case("an empty store counts nothing", counts_of_nothing),
        case("everything is counted", counts),
        case("an event that is worked on is not applied yet", counted_while_worked_on),
        case("the latest moment is the highest, not the last", latest),
        case("versions of workflows are kept once, oldest first", plans),
        case("a workflow is read as it was kept", plan_as_kept),
    ]
}

fn in_order<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("before anything", book.log(None)?.len(), 0)?;
    book.accept(&[event("e1", "c1"), event("e2", "c2"), agent_event("e3")])?;
    let one = book.take("e1")?;
    let two = book.take("e2")?;
    book.settle(&two, |_| {})?;
    book.settle(&one, |_| {})?;
    book.apply_all()?;
    same("the log", book.logged(None)?, ["e2", "e1", "e3"])
}

fn of_a_contact<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let all = [event("e1", "c1"), event("e2", "c2"), agent_event("e3"), event("e4", "c1")];
    book.accept(&all)?;
    book.apply_all()?;
    same("the first's", book.logged(Some("c1"))?, ["e1", "e4"])?;
    same("the second's", book.logged(Some("c2"))?, ["e2"])?;
    same("a stranger's", book.logged(Some("c"))?.len(), 0)
}

fn as_written<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1")])?;
    let mut commit = commit_of(&book.take("e1")?);
    let run = RunId::new("care".into(), "c1".into(), 2);
    let why = "größer \"als\" \\ \n 👩‍💻".into();
    let records = vec![
        Record {
            run: Some(run),
            step: "ask_1".into(),
            what: Recorded::Effect(effect("f1").effect),
        },
        Record {
            run: None,
            step: Name::default(),
            what: Recorded::Trace(Traced::NotStored { why }),
        },
    ];
    let written = Logged { line: Some(3), records, ..commit.log };
    commit.log = written.clone();
    book.commit(commit)?;
    same("the entry", book.log(None)?, [written])
}

fn nothing_said<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[agent_event("e1"), event("e2", "c1")])?;
    let commit = commit_of(&book.take("e1")?);
    let log = Logged { event: Name::default(), ..commit.log };
    book.commit(Commit { log, ..commit })?;
    book.apply_all()?;
    same("the log", book.logged(None)?, ["e2"])
}

fn counts_of_nothing<S: RunStore>(store: &S) -> Outcome {
    same("counts", Book::of(store).counts()?, Counts::default())
}

fn counts<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.bring("e1", "c1", |state| set_timers(state, &[after(10), after(20)]))?;
    book.bring("e2", "c2", |state| set_timers(state, &[after(30)]))?;
    book.bring("e3", "c3", |_| {})?;
    book.accept(&[event("e4", "c3")])?;
    let mut commit = commit_of(&book.take("e4")?);
    commit.outbox = [effect("f1"), effect("f2")].into();
    book.commit(commit)?;
    book.accept(&[event("e5", "c3"), agent_event("e6"), event_at("e7", "c4", after(7))])?;
    let wanted =
        Counts { contacts: 3, runs: 3, timers: 2, inbox: 3, outbox: 2, latest: Some(after(7)) };
    same("counts", book.counts()?, wanted)
}

fn counted_while_worked_on<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    book.accept(&[event("e1", "c1"), event("e2", "c2")])?;
    let work = book.take("e1")?;
    same("while it is worked on", book.counts()?.inbox, 2)?;
    book.settle(&work, |_| {})?;
    same("when it is applied", book.counts()?.inbox, 1)
}

fn latest<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    for (id, seconds) in [("e1", 5), ("e2", 50), ("e3", -5), ("e2", 90)] {
        book.accept(&[event_at(id, "c1", after(seconds))])?;
    }
    same("before", book.counts()?.latest, Some(after(50)))?;
    book.apply_all()?;
    same("when all are applied", book.counts()?.latest, Some(after(50)))
}

fn workflow(name: &str, title: &str) -> WorkflowPlan {
    WorkflowPlan {
        name: name.into(),
        title: title.into(),
        settings: Settings::default(),
        triggers: Vec::new(),
        promises: Vec::new(),
        variables: Vec::new(),
        entry: Target::End,
        steps: Vec::new(),
    }
}

fn keep<S: RunStore>(book: &Book<'_, S>, plans: &[WorkflowPlan]) -> Outcome {
    wait(book.store.keep_plans(&book.here, plans.to_vec())).map_err(|error| error.to_string())
}

fn kept<S: RunStore>(book: &Book<'_, S>) -> Result<Vec<WorkflowPlan>, String> {
    wait(book.store.plans(&book.here)).map_err(|error| error.to_string())
}

fn plans<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    same("before anything", kept(&book)?.len(), 0)?;
    let (old, new, other) = (workflow("w", "1"), workflow("w", "2"), workflow("a", "1"));
    keep(&book, &[old.clone(), other.clone()])?;
    keep(&book, &[new.clone(), other.clone(), new.clone()])?;
    keep(&book, std::slice::from_ref(&old))?;
    same("kept", kept(&book)?, [old, other, new])
}

fn plan_as_kept<S: RunStore>(store: &S) -> Outcome {
    let book = Book::of(store);
    let mut plan = workflow("w", "Ünïcode \"W\" 👩‍💻");
    plan.settings.once_per_contact = true;
    plan.settings.stop_when = crate::plan::StopWhen::ALL.to_vec();
    keep(&book, std::slice::from_ref(&plan))?;
    same("kept", kept(&book)?, [plan])
}
