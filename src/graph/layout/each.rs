//! A value for every cell of a grid.

use petgraph::graph::NodeIndex;

/// A value for every cell; what was never put is the type's default.
#[derive(Clone, Debug)]
pub(super) struct Each<T>(Vec<T>);

impl<T: Clone + Default> Each<T> {
    /// For so many cells.
    pub(super) fn new(cells: usize) -> Self {
        Self(vec![T::default(); cells])
    }

    pub(super) fn put(&mut self, cell: NodeIndex, value: T) {
        if let Some(slot) = self.0.get_mut(cell.index()) {
            *slot = value;
        }
    }

    pub(super) fn change(&mut self, cell: NodeIndex, change: impl FnOnce(&mut T)) {
        if let Some(slot) = self.0.get_mut(cell.index()) {
            change(slot);
        }
    }
}

impl<T: Copy + Default> Each<T> {
    pub(super) fn at(&self, cell: NodeIndex) -> T {
        self.0.get(cell.index()).copied().unwrap_or_default()
    }
}

impl<T> Each<Vec<T>> {
    /// The list of a cell.
    pub(super) fn list(&self, cell: NodeIndex) -> &[T] {
        self.0.get(cell.index()).map_or(&[], Vec::as_slice)
    }
}
