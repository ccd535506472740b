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
    /// Reads what is there, within its section or by itself. What is no setting is passed over.
    pub(super) fn of(value: &Value) -> Self {
        let value = value.get(SECTION).unwrap_or(value);
        let default = Self::default();
        let is =
            |name: &str, otherwise| value.get(name).and_then(Value::as_bool).unwrap_or(otherwise);
        Self {
            care: if is("pedantic", false) { Care::Pedantic } else { Care::Usual },
            hints: is("inlayHints", default.hints),
            lenses: is("codeLens", default.lenses),
            coverage: is("coverage", default.coverage),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Care, Settings};

    #[test]
    fn settings_are_found_with_and_without_their_section() {
        let pedantic = Settings { care: Care::Pedantic, ..Settings::default() };
        assert_eq!(Settings::of(&json!({ "rondel": { "pedantic": true } })), pedantic);
        assert_eq!(Settings::of(&json!({ "pedantic": true, "other": 1 })), pedantic);
        assert_eq!(Settings::of(&json!(null)), Settings::default());
        assert!(!Settings::of(&json!({ "codeLens": false })).lenses);
    }
}
