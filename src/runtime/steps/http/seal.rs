//! Texts that leave: secrets stay names in them, and what was computed is made fit for where it goes.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::base::{Name, Root, Value};
use crate::plan::{Expr, Piece};
use crate::runtime::turn::Walk;
use crate::runtime::{Meter, render, to_json};

/// A text in which secrets still stand as names: only whoever performs the request puts them in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub Vec<SealedPart>);

/// A part of a sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedPart {
    /// As it is.
    Text(Name),
    /// The secret of that name.
    Secret(Name),
}

impl Sealed {
    fn plain(text: Name) -> Self {
        Self(vec![SealedPart::Text(text)])
    }

    /// The text with what is put in for each secret.
    #[must_use]
    pub fn open(&self, mut secret: impl FnMut(&str) -> String) -> String {
        let part = |part: &SealedPart| match part {
            SealedPart::Text(text) => text.to_string(),
            SealedPart::Secret(name) => secret(name),
        };
        self.0.iter().map(part).collect()
    }

    /// The text as it may be shown: `••••` for each secret.
    #[must_use]
    pub fn masked(&self) -> String {
        self.open(|_| "••••".to_owned())
    }
}

/// A computed text in which secrets stay names; everything else that was computed is made fit for
/// where it goes.
pub(super) fn sealed(
    walk: &Walk<'_>,
    meter: &mut Meter,
    expr: &Expr,
    fit: fn(&str) -> String,
) -> Sealed {
    let secret = |expr: &Expr| {
        let Expr::Read(place) = expr else { return None };
        (place.of == Root::Secret).then(|| SealedPart::Secret(place.name.clone()))
    };
    if let Some(secret) = secret(expr) {
        return Sealed(vec![secret]);
    }
    let scope = walk.scope();
    let Expr::Template(pieces) = expr else {
        let text = scope.text(meter, expr);
        // An address that is not put together here stands as it is.
        return Sealed::plain(text);
    };
    let mut parts: Vec<SealedPart> = Vec::new();
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Raw(raw) => text.push_str(raw),
            Piece::Value(expr) => match secret(expr) {
                Some(secret) => {
                    if !text.is_empty() {
                        parts.push(SealedPart::Text(std::mem::take(&mut text).into()));
                    }
                    parts.push(secret);
                }
                // What a text begins with may be a whole address.
                None if index == 0 => text.push_str(&scope.text(meter, expr)),
                None => text.push_str(&fit(&scope.text(meter, expr))),
            },
        }
    }
    if !text.is_empty() {
        parts.push(SealedPart::Text(text.into()));
    }
    Sealed(parts)
}

/// A record as JSON in which secrets stay names.
pub(super) fn json_body(walk: &Walk<'_>, meter: &mut Meter, entries: &[(Name, Expr)]) -> Sealed {
    let mut parts = vec![SealedPart::Text(Name::default())];
    json_record(walk, meter, entries, &mut parts);
    Sealed(parts)
}

/// A record that was put together before, as JSON; none where the value is none.
pub(super) fn stored_record(walk: &Walk<'_>, meter: &mut Meter, expr: &Expr) -> Option<Sealed> {
    if matches!(expr, Expr::Template(_)) || has_secret(expr) {
        return None;
    }
    let value = walk.scope().value(meter, expr)?;
    let rendered = |one: &Value| render(walk.view.workspace, one);
    let json = || to_json(&value, rendered).to_string();
    matches!(value, Value::Record(_)).then(|| Sealed::plain(json().into()))
}

fn json_record(
    walk: &Walk<'_>,
    meter: &mut Meter,
    entries: &[(Name, Expr)],
    to: &mut Vec<SealedPart>,
) {
    push(to, "{");
    for (index, (key, value)) in entries.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        push(to, &format!("{comma}{}:", Json::from(key.as_str())));
        json_part(walk, meter, value, to);
    }
    push(to, "}");
}

fn json_part(walk: &Walk<'_>, meter: &mut Meter, expr: &Expr, to: &mut Vec<SealedPart>) {
    if let Expr::Record(entries) = expr {
        json_record(walk, meter, entries, to);
    } else if let Expr::List(items) = expr {
        push(to, "[");
        for (index, item) in items.iter().enumerate() {
            push(to, if index == 0 { "" } else { "," });
            json_part(walk, meter, item, to);
        }
        push(to, "]");
    } else if has_secret(expr) {
        push(to, "\"");
        for part in sealed(walk, meter, expr, inside_json).0 {
            match part {
                SealedPart::Text(text) => push(to, &text),
                SealedPart::Secret(_) => to.push(part),
            }
        }
        push(to, "\"");
    } else {
        let value = walk.scope().value(meter, expr);
        let rendered = |one: &Value| render(walk.view.workspace, one);
        push(to, &value.map_or(Json::Null, |value| to_json(&value, rendered)).to_string());
    }
}

/// Puts a text behind the parts.
fn push(to: &mut Vec<SealedPart>, more: &str) {
    if let Some(SealedPart::Text(text)) = to.last_mut() {
        *text = Name::from(format!("{text}{more}"));
    } else {
        to.push(SealedPart::Text(more.into()));
    }
}

fn has_secret(expr: &Expr) -> bool {
    if let Expr::Template(pieces) = expr {
        return pieces.iter().any(|piece| match piece {
            Piece::Value(expr) => has_secret(expr),
            Piece::Raw(_) => false,
        });
    }
    matches!(expr, Expr::Read(place) if place.of == Root::Secret)
}

fn inside_json(text: &str) -> String {
    let quoted = Json::from(text).to_string();
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

/// A header's value ends where its line ends.
pub(super) fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// A text inside an address: everything but unreserved letters is encoded.
///
/// *Source*: RFC 3986, section 2.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{inside_json, one_line, percent_encoded};

    #[test]
    fn what_customers_write_is_made_fit_for_where_it_goes() {
        assert_eq!(percent_encoded("a b/ü?&"), "a%20b%2F%C3%BC%3F%26");
        assert_eq!(one_line("a\r\nX-Evil: b"), "aX-Evil: b");
        assert_eq!(inside_json("say \"hi\""), "say \\\"hi\\\"");
    }
}
