//! Requests and rows that came instead.

use serde_json::Value as Json;

use super::differ::differ;
use super::{Instead, When, cut};
use crate::base::Name;
use crate::program::Line;
use crate::runtime::{Act, HttpRequest, Row};
use crate::scenario::expect::{body_of, has_cell, is_json};
use crate::scenario::play::Play;
use crate::scenario::texts::fits;
use crate::scenario::written::{Marked, listed, quoted};

/// How much further away a wrong method is than a wrong letter of the address.
const METHOD: usize = 20;
/// How much further away something is that happened before.
const EARLIER: usize = 1;

impl Play<'_> {
    pub(super) fn instead_of_request(
        &self,
        method: &Name,
        url: &Name,
        with: Option<&Line>,
        negated: bool,
    ) -> Vec<Instead> {
        let values = with.map(|line| self.wanted_body(line)).unwrap_or_default();
        let mut instead = Vec::new();
        for (when, act) in self.all_acts() {
            let Act::Http(request) = act else { continue };
            let found = request.url.masked();
            let mut whys = Vec::new();
            let mut difference = differ(url, &found);
            if fits(url, &found) {
                difference.far = 0;
            }
            let mut far = difference.far;
            if request.method != *method {
                far += METHOD;
                whys.push(format!("{}, not {method}", request.method));
            }
            let wrong = wrong_values(request, &values);
            far += wrong.len();
            whys.extend(wrong);
            if negated && (far > 0 || when != When::Now) {
                continue;
            }
            if let When::Earlier(at) = when {
                far += EARLIER;
                whys.push(self.before(at));
            }
            let body =
                with.and(request.body.as_ref()).map(|body| format!(" with {}", body.masked()));
            let lead = format!("http {}", request.method);
            let marks = if difference.is_small() { &*difference.text } else { &[] };
            let mut what = Marked::quoted(&lead, &found, marks);
            what.text.push_str(&body.unwrap_or_default());
            let is_near = difference.far > 0 && difference.is_small();
            let lacks = is_near.then(|| Marked::quoted("", url, &difference.pattern));
            instead.push((far, Instead { what, why: whys.join("; "), lacks }));
        }
        if instead.is_empty() {
            instead.push((0, Instead::new("nothing was called", "")));
        }
        cut(instead)
    }

    pub(super) fn instead_of_row(&self, line: &Line, negated: bool) -> Vec<Instead> {
        let wanted = self.wanted_cells(line);
        let mut instead = Vec::new();
        for (when, act) in self.all_acts() {
            let Act::Row(row) = act else { continue };
            let mut whys = wrong_cells(row, &wanted);
            let mut far = whys.len();
            if negated && (far > 0 || when != When::Now) {
                continue;
            }
            if let When::Earlier(at) = when {
                far += EARLIER;
                whys.push(self.before(at));
            }
            let cells: Vec<(Name, String)> =
                row.cells.iter().map(|(key, text)| (key.clone(), quoted(text))).collect();
            instead.push((far, Instead::new(format!("row {}", listed(&cells)), whys.join("; "))));
        }
        if instead.is_empty() {
            instead.push((0, Instead::new("no row was added", "")));
        }
        cut(instead)
    }
}

/// What is wrong with a body, value by value.
fn wrong_values(request: &HttpRequest, wanted: &[(Name, Json)]) -> Vec<String> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let Some(body) = body_of(request) else { return vec!["it has no body of values".to_owned()] };
    let wrong = |(key, value): &(Name, Json)| match body.get(key.as_str()) {
        Some(found) if is_json(found, value) => None,
        Some(found) => Some(format!("`{key}` is {found}, not {value}")),
        None => Some(format!("`{key}` is missing")),
    };
    wanted.iter().filter_map(wrong).collect()
}

/// What is wrong with a row, cell by cell.
fn wrong_cells(row: &Row, wanted: &[(Name, String)]) -> Vec<String> {
    let wrong = |(title, pattern): &(Name, String)| {
        if has_cell(row, title, pattern) {
            return None;
        }
        Some(match row.cells.iter().find(|(key, _)| key == title) {
            Some((_, text)) => format!("`{title}` is {}, not {}", quoted(text), quoted(pattern)),
            None => format!("`{title}` is missing"),
        })
    };
    wanted.iter().filter_map(wrong).collect()
}
