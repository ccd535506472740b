//! What people set in their editor.

use serde_json::Value;

use crate::lint::Care;

/// The settings of the server; what is left out has these defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// `pedantic`: say also what a careful author would do besides. Off.
    pub(super) care: Care,
    /// `inlayHints`: hints in the text. On.
    pub(super) hints: bool,
    /// `codeLens`: lines above scenarios, labels and workflows. On.
    pub(super) lenses: bool,
    /// `coverage`: run the scenarios while nobody types, and say what they cover. On.
    pub(super) coverage: bool,
}

/// The section in which editors keep them.
pub(super) const SECTION: &str = "rondel";

impl Default for Settings {
    fn default() -> Self {
        Self { care: Care::Usual, hints: true, lenses: true, coverage: true }
    }
}

impl Settings {
    /// Takes over what is there, within its section or by itself. What is no setting is passed over.
    pub(super) fn with(self, value: &Value) -> Self {
        let value = value.get(SECTION).unwrap_or(value);
        let is =
            |name: &str, otherwise| value.get(name).and_then(Value::as_bool).unwrap_or(otherwise);
        let pedantic = is("pedantic", self.care == Care::Pedantic);
        Self {
            care: if pedantic { Care::Pedantic } else { Care::Usual },
            hints: is("inlayHints", self.hints),
            lenses: is("codeLens", self.lenses),
            coverage: is("coverage", self.coverage),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Care, Settings};

    #[test]
    fn settings_are_found_with_and_without_their_section() {
        let default = Settings::default();
        let pedantic = Settings { care: Care::Pedantic, ..default };
        assert_eq!(default.with(&json!({ "rondel": { "pedantic": true } })), pedantic);
        assert_eq!(default.with(&json!({ "pedantic": true, "other": 1 })), pedantic);
        assert_eq!(default.with(&json!(null)), default);
        assert!(!default.with(&json!({ "codeLens": false })).lenses);
    }

    #[test]
    fn what_is_not_said_stays_as_it_was() {
        let pedantic = Settings { care: Care::Pedantic, ..Settings::default() };
        assert_eq!(pedantic.with(&json!(null)), pedantic);
        assert_eq!(pedantic.with(&json!({ "rondel": { "codeLens": true } })), pedantic);
        assert_eq!(pedantic.with(&json!({ "pedantic": false })), Settings::default());
    }
}
