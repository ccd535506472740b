//! What is kept of each workspace.

use std::collections::BTreeMap;

use crate::store::WorkspaceId;

/// Something for each workspace. Most processes have one, or stay with one for a while: the last one
/// is found at a glance.
#[derive(Clone, Debug)]
pub(super) struct Workspaces<T> {
    all: Vec<(WorkspaceId, T)>,
    places: BTreeMap<WorkspaceId, usize>,
    last: usize,
}

impl<T> Default for Workspaces<T> {
    fn default() -> Self {
        Self { all: Vec::new(), places: BTreeMap::new(), last: 0 }
    }
}

impl<T> Workspaces<T> {
    /// That of a workspace; none where nobody knows it.
    pub(super) fn get(&mut self, id: &WorkspaceId) -> Option<&mut T> {
        if self.all.get(self.last).is_none_or(|(one, _)| one != id) {
            self.last = *self.places.get(id)?;
        }
        self.all.get_mut(self.last).map(|(_, kept)| kept)
    }

    /// Sets that of a workspace.
    pub(super) fn put(&mut self, id: WorkspaceId, kept: T) {
        match self.get(&id) {
            Some(known) => *known = kept,
            None => {
                self.places.insert(id.clone(), self.all.len());
                self.all.push((id, kept));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Workspaces;
    use crate::store::WorkspaceId;

    #[test]
    fn each_workspace_has_its_own() {
        let id = |name: &str| WorkspaceId(name.into());
        let mut all = Workspaces::default();
        for (name, number) in [("a", 1), ("b", 2), ("a", 3), ("c", 4)] {
            all.put(id(name), number);
        }
        for (name, number) in [("c", Some(4)), ("a", Some(3)), ("d", None), ("b", Some(2))] {
            assert_eq!(all.get(&id(name)).copied(), number);
        }
    }
}
