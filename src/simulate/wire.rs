//! The wire between a node and what it calls: where everything can go wrong.

use std::future::{self, Future};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::fault::Boundary;
use super::hub::{Fate, Hub, Shared};
use crate::store::{Home, StoreError};

/// A node's end of the wire.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    pub(super) node: usize,
    pub(super) shared: Shared,
}

impl Wire {
    /// Where the stores at the other end are kept.
    pub(super) fn home(&self) -> Option<Home> {
        self.shared.lock().home.clone()
    }

    /// Makes a call. Others come in between before it, and where the reply is slow also behind it.
    pub(super) async fn call<T>(
        &self,
        boundary: Boundary,
        act: impl FnOnce(&mut Hub) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        Pause::default().await;
        let (fate, result) = {
            let mut hub = self.shared.lock();
            let fate = hub.fate(self.node, boundary);
            match fate {
                Fate::StopsBefore => hub.stop(self.node),
                Fate::Fails(error) => return Err(error.of_store()),
                Fate::Well | Fate::Slowly | Fate::StopsAfter | Fate::Unheard => {}
            }
            let result = (fate != Fate::StopsBefore).then(|| act(&mut hub));
            if fate == Fate::StopsAfter {
                hub.stop(self.node);
            }
            (fate, result)
        };
        match (fate, result) {
            (Fate::StopsBefore | Fate::StopsAfter, _) | (_, None) => future::pending().await,
            (Fate::Unheard, Some(Ok(_))) => Err(StoreError::Unknown),
            (Fate::Slowly, Some(result)) => {
                Pause::default().await;
                result
            }
            (Fate::Well | Fate::Fails(_) | Fate::Unheard, Some(result)) => result,
        }
    }
}

/// Lets others come in between, once.
#[derive(Debug, Default)]
pub(super) struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}
