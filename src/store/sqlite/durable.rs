//! Waiting until something is durable.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_channel::oneshot::Receiver;

use super::sync::Desk;
use crate::store::StoreError;

/// Until what was done is durable. Dropped, it changes nothing: what was done is durable later.
#[derive(Debug)]
pub(super) struct Durable<'a> {
    desk: &'a Desk,
    told: Receiver<Result<(), StoreError>>,
    stage: Stage,
}

/// How far somebody is with waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// They have just come.
    Came,
    /// Others on the same thread had their turn, and wait as well if they have anything to wait for.
    LetOthersGo,
    /// Somebody is at it.
    Waits,
}

impl<'a> Durable<'a> {
    pub(super) const fn new(desk: &'a Desk, told: Receiver<Result<(), StoreError>>) -> Self {
        Self { desk, told, stage: Stage::Came }
    }

    fn told(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StoreError>> {
        Pin::new(&mut self.told).poll(context).map(|told| told.unwrap_or(Err(StoreError::Unknown)))
    }
}

impl Future for Durable<'_> {
    type Output = Result<(), StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let told = self.told(context);
        if told.is_ready() {
            return told;
        }
        match self.stage {
            Stage::Came => {
                self.stage = Stage::LetOthersGo;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Stage::LetOthersGo => {
                self.stage = Stage::Waits;
                self.desk.see_to_it();
                self.told(context)
            }
            Stage::Waits => Poll::Pending,
        }
    }
}
