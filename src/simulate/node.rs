//! A node: an engine that can stop at any moment, and what it is at.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::agents::FarAgents;
use super::channels::Channels;
use super::hub::Shared;
use super::runs::FarRuns;
use super::traffic::Sent;
use super::wire::Wire;
use crate::base::{Instant, Key, Name};
use crate::engine::Engine;
use crate::runtime::{Arrival, Published};
use crate::store::{AgentStore, Inbound, Inward, RunStore, StoreError, WorkerId, WorkspaceId};

/// An engine at a node's end of the wire.
pub(super) type Far<A, R> = Engine<FarAgents<A>, FarRuns<R>, Channels>;

/// The stores of a play, shared by its nodes.
pub(super) struct Stores<A, R> {
    pub(super) agents: Arc<A>,
    pub(super) runs: Arc<R>,
}

/// A node that runs or does not.
pub(super) enum Node<A, R> {
    /// It stopped.
    Stopped,
    /// It waits for its next moment. Whether it has taken up what was left.
    Idle(Box<Far<A, R>>, bool),
    /// It is at something.
    Busy,
}

/// Something that is brought to a node until it is acknowledged.
#[derive(Clone, Debug)]
pub(super) enum Parcel {
    /// What somebody sent.
    Sent(Sent),
    /// What became of an effect.
    Answer(Inbound),
}

impl Parcel {
    fn taken_at(&self, at: Instant) -> (Inbound, Vec<Key>) {
        match self {
            Self::Sent(sent) => (sent.taken_at(at), Vec::new()),
            Self::Answer(answer) => {
                let mut answer = answer.clone();
                let mut done = Vec::new();
                if let Inward::Contact(incoming) = &mut answer.event {
                    incoming.at = at;
                    if let Arrival::Result { wait, .. } = &incoming.arrival {
                        done.push(*wait);
                    }
                }
                (answer, done)
            }
        }
    }
}

/// What a node is at, until it is done or the node stops.
pub(super) struct Task<A, R> {
    pub(super) node: usize,
    /// What has to be brought again if the node stops.
    pub(super) parcel: Option<Parcel>,
    future: Pin<Box<dyn Future<Output = Done<A, R>>>>,
}

/// What came of a task.
pub(super) enum Done<A, R> {
    /// The node had its moment.
    Worked(Box<Far<A, R>>, bool, Result<(), StoreError>),
    /// A parcel was brought.
    Brought(Name, Result<Vec<bool>, StoreError>),
}

impl<A, R> Task<A, R>
where
    A: AgentStore + Send + Sync + 'static,
    R: RunStore + Send + Sync + 'static,
{
    /// Lets it go on until it next waits for something.
    pub(super) fn poll(&mut self) -> Option<Done<A, R>> {
        let mut context = Context::from_waker(Waker::noop());
        match self.future.as_mut().poll(&mut context) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        }
    }

    /// A node's moment: it takes up what was left, applies what came in, and fires what is due.
    pub(super) fn moment(
        node: usize,
        mut engine: Box<Far<A, R>>,
        recovered: bool,
        now: Instant,
    ) -> Self {
        let future = async move {
            let mut worked = Ok(());
            if !recovered {
                worked = engine.recover(now).await;
            }
            let recovered = recovered || worked.is_ok();
            if worked.is_ok() {
                worked = engine.work(now).await;
            }
            if worked.is_ok() {
                worked = engine.fire_due(now).await;
            }
            Done::Worked(engine, recovered, worked)
        };
        Self { node, parcel: None, future: Box::pin(future) }
    }

    /// Brings a parcel to a node.
    pub(super) fn bring(runs: FarRuns<R>, here: WorkspaceId, parcel: Parcel, now: Instant) -> Self {
        let node = runs.wire.node;
        let (inbound, done) = parcel.taken_at(now);
        let future = async move {
            let id = inbound.id().clone();
            let taken = runs.accept(&here, vec![inbound], done).await;
            Done::Brought(id, taken)
        };
        Self { node, parcel: Some(parcel), future: Box::pin(future) }
    }
}

impl<A, R> Stores<A, R>
where
    A: AgentStore + Send + Sync,
    R: RunStore + Send + Sync,
{
    /// An engine that begins a node's life.
    pub(super) fn engine(
        &self,
        node: usize,
        shared: &Shared,
        published: &Published,
    ) -> Box<Far<A, R>> {
        let wire = || Wire { node, shared: shared.clone() };
        let agents = FarAgents { wire: wire(), kept: self.agents.clone() };
        let engine = Engine::new(
            published.clone(),
            agents,
            self.runs(node, shared),
            Channels { wire: wire() },
        );
        Box::new(engine.working_as(WorkerId(format!("node-{node}").into())))
    }

    /// The store of runs at a node's end of the wire.
    pub(super) fn runs(&self, node: usize, shared: &Shared) -> FarRuns<R> {
        let wire = Wire { node, shared: shared.clone() };
        FarRuns { wire, kept: self.runs.clone() }
    }
}
