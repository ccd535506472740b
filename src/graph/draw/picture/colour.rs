//! The colours of pictures, light and dark, and the style sheet that uses them.

use std::fmt::Write as _;

use super::fonts::Fonts;
use super::letters::FAMILY;

/// Which colours a picture has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What whoever looks at it prefers; an attribute `data-theme` on the picture or anything
    /// around it that says `light` or `dark` has the last word.
    #[default]
    Auto,
    /// Dark letters on a light ground.
    Light,
    /// Light letters on a dark ground.
    Dark,
}

/// Names, light colours, dark colours.
const COLOURS: [(&str, &str, &str); 27] = [
    ("ground", "#f8fafc", "#0f1622"),
    ("box", "#ffffff", "#1a2434"),
    ("edge", "#d5dde8", "#33415a"),
    ("ink", "#1e293b", "#e7edf6"),
    ("muted", "#5b6b82", "#9aa9be"),
    ("line", "#8a9ab1", "#66788f"),
    ("trigger", "#b45309", "#fbbf24"),
    ("message", "#2563eb", "#7aa7ff"),
    ("question", "#7c3aed", "#b79bff"),
    ("assistant", "#a21caf", "#ec8cf5"),
    ("owner", "#15803d", "#5fd38b"),
    ("conversation", "#0369a1", "#5cc0f5"),
    ("call", "#c2410c", "#ff9d66"),
    ("tag", "#be185d", "#f78fbb"),
    ("store", "#0f766e", "#4fd1c0"),
    ("note", "#876212", "#e3c05c"),
    ("workflow", "#4f46e5", "#a3a5ff"),
    ("wait", "#0e7490", "#56cbe0"),
    ("branch", "#475569", "#aebbcd"),
    ("jump", "#475569", "#aebbcd"),
    ("stop", "#1e293b", "#e7edf6"),
    ("failed", "#b91c1c", "#ff8b8b"),
    ("timed-out", "#92400e", "#f3b562"),
    ("good", "#15803d", "#5fd38b"),
    ("missed", "#b91c1c", "#ff8b8b"),
    ("warning", "#b45309", "#fbbf24"),
    ("current", "#2563eb", "#7aa7ff"),
];

/// What everything looks like, with colours by name, `@ink`, and fonts as `@family`.
const RULES: &str = include_str!("picture.css");

/// The style sheet of a picture. With fixed colours there is nothing in it that a plain renderer
/// does not know.
pub(super) fn style(theme: Theme, is_fixed: bool, fonts: &Fonts) -> String {
    let mut rules = String::with_capacity(RULES.len() * 2);
    let mut parts = RULES.split('@');
    rules.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
        let (name, rest) = part.split_at(end.unwrap_or(part.len()));
        match COLOURS.iter().find(|(known, ..)| *known == name) {
            _ if name == "family" => rules.push_str(&families(fonts)),
            Some((_, light, dark)) if is_fixed => {
                rules.push_str(if theme == Theme::Dark { dark } else { light });
            }
            Some(_) | None => {
                let _ = write!(rules, "var(--r-{name})");
            }
        }
        rules.push_str(rest);
    }
    if is_fixed { rules } else { variables() + &rules }
}

/// The embedded font, then those for what it lacks.
fn families(fonts: &Fonts) -> String {
    let mut families = FAMILY.to_owned();
    for family in fonts.families() {
        let _ = write!(families, ",\"{family}\"");
    }
    families
}

/// The colours as variables: light ones, dark ones where they are preferred, and both by attribute.
fn variables() -> String {
    let list = |pick: fn(&(&'static str, &'static str, &'static str)) -> &'static str| {
        let mut list = String::new();
        for colour in &COLOURS {
            let _ = write!(list, "--r-{}:{};", colour.0, pick(colour));
        }
        list
    };
    let (light, dark) = (list(|colour| colour.1), list(|colour| colour.2));
    format!(
        ".rondel{{{light}}}\n\
         @media (prefers-color-scheme:dark){{.rondel{{{dark}}}}}\n\
         [data-theme=light] .rondel,.rondel[data-theme=light]{{{light}}}\n\
         [data-theme=dark] .rondel,.rondel[data-theme=dark]{{{dark}}}\n"
    )
}
