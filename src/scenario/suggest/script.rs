//! The lines of a scenario that is being written.

/// The lines of a scenario: how the world is, and what happens, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    /// Fields of the contact, with their values as they are written.
    fields: Vec<(crate::base::Name, String)>,
    /// Lines before anything happens.
    given: Vec<String>,
    /// What happens.
    moments: Vec<Moment>,
}

/// Something that happens.
#[derive(Clone, Debug)]
struct Moment {
    /// How the world is made ready for it.
    before: Vec<String>,
    /// The line of it.
    event: String,
}

impl Script {
    /// Says how the world is from the beginning.
    pub(super) fn given(&mut self, line: String) {
        if !self.given.contains(&line) {
            self.given.push(line);
        }
    }

    /// Says what a field of the contact holds from the beginning, if nothing is said of it yet.
    pub(super) fn field(&mut self, name: &crate::base::Name, value: String) {
        if self.fields.iter().all(|(known, _)| known != name) {
            self.fields.push((name.clone(), value));
        }
    }

    /// Says how the world is when what happens last happens.
    pub(super) fn before(&mut self, line: String) {
        let said = self.given.iter().chain(self.moments.iter().flat_map(|one| &one.before));
        let is_said = said.into_iter().any(|known| *known == line);
        match self.moments.last_mut() {
            _ if is_said => {}
            Some(last) => last.before.push(line),
            None => self.given.push(line),
        }
    }

    /// Something happens.
    pub(super) fn happens(&mut self, event: String) {
        self.moments.push(Moment { before: Vec::new(), event });
    }

    /// Every line, in order.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.fields.is_empty() {
            lines.push(format!("given contact {}", crate::scenario::written::listed(&self.fields)));
        }
        lines.extend(self.given.iter().cloned());
        for moment in &self.moments {
            lines.extend(moment.before.iter().cloned());
            lines.push(moment.event.clone());
        }
        lines
    }
}
