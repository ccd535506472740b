//! Boxes, lines and words as elements of SVG.

use std::fmt::Write as _;

use super::letters::Line;
use super::nodes::{Drawn, FIRST, Form, INDENT, LINE, What};
use super::painting::{Painted, Passed};
use super::xml::safe;
use crate::graph::layout::{Point, Rect, Way};
use crate::report::Severity;

/// How round the corners of lines are.
const ROUND: i32 = 8;
/// How far badges stand off the middle of an edge, so that they leave the text alone.
const ASIDE: i32 = 4;
/// How far badges stand off the corner of a box.
const CORNER: i32 = 10;
/// The length of an arrow's head.
const HEAD: i32 = 7;

/// A line with its arrow.
pub(super) fn way(out: &mut String, way: &Way, is_silent: bool) {
    let Some((end, d)) = rounded(&way.points) else { return };
    let is_back = way.points.first().is_some_and(|first| first.y > end.y);
    let back = if is_back { " back" } else { "" };
    let silent = if is_silent { " silent" } else { "" };
    let _ = write!(out, "<path class=\"way{back}{silent}\" d=\"{d}\"/>");
    let Point { x, y } = end;
    let _ = writeln!(out, "<path class=\"head\" d=\"M{x} {y}l-4.5-{HEAD}h9z\"/>");
}

/// The last point of a line, and its way there with rounded corners; it stops within the head.
fn rounded(points: &[Point]) -> Option<(Point, String)> {
    let (first, end) = (points.first()?, points.last()?);
    let mut d = format!("M{} {}", first.x, first.y);
    let mut corners =
        points.iter().zip(points.iter().skip(1)).zip(points.iter().skip(2)).peekable();
    while let Some(((before, corner), after)) = corners.next() {
        // Two corners share what lies between them.
        let behind = if corners.peek().is_some() {
            distance(corner, after) / 2
        } else {
            distance(corner, after)
        };
        let ahead =
            if before == first { distance(before, corner) } else { distance(before, corner) / 2 };
        let round = ROUND.min(behind).min(ahead);
        let (from, to) = (towards(corner, before, round), towards(corner, after, round));
        let _ = write!(d, "L{} {}Q{} {} {} {}", from.x, from.y, corner.x, corner.y, to.x, to.y);
    }
    let _ = write!(d, "V{}", end.y - 2);
    Some((*end, d))
}

const fn distance(one: &Point, other: &Point) -> i32 {
    (one.x - other.x).abs() + (one.y - other.y).abs()
}

/// A point some way from one towards another, level or upright.
fn towards(from: &Point, to: &Point, by: i32) -> Point {
    Point { x: from.x + (to.x - from.x).signum() * by, y: from.y + (to.y - from.y).signum() * by }
}

/// The names of outcomes on their line.
pub(super) fn words(out: &mut String, rect: &Rect, words: &[Line], full: &str) {
    let Rect { at, size } = rect;
    let _ = write!(out, "<g class=\"words\"><title>{}</title>", safe(full));
    frame(out, "", rect, 9);
    let middle = at.x + size.width / 2;
    let mut y = at.y + 16;
    for line in words {
        let _ = write!(
            out,
            "<text x=\"{middle}\" y=\"{y}\" text-anchor=\"middle\"{}>{}</text>",
            length(line),
            safe(&line.text)
        );
        y += LINE - 2;
    }
    out.push_str("</g>\n");
}

/// A box. `leads` says where it leads, for whoever cannot see that.
pub(super) fn boxed(
    out: &mut String,
    rect: &Rect,
    drawn: &Drawn,
    (id, leads): (&str, &str),
    painted: Option<&Painted>,
) {
    let passed = painted.and_then(|painted| painted.passed).map(|passed| match passed {
        Passed::Times(_) => "covered",
        Passed::Missed => "missed",
        Passed::Impossible => "impossible",
    });
    let what = match drawn.what {
        What::Trigger => "entry",
        What::Step(_) => "step",
        What::End(_) => "ending",
    };
    let chip = if drawn.form == Form::Chip { " chip" } else { "" };
    let passed = passed.map(|passed| format!(" {passed}")).unwrap_or_default();
    // What it says itself, for whoever looks for it.
    let data = match id {
        "" => String::new(),
        id => format!(" data-step=\"{}\" data-says=\"{}\"", safe(id), safe(&drawn.full)),
    };
    let full = spoken(drawn, leads, painted);
    let _ = write!(
        out,
        "<g class=\"{what} {}{chip}{passed}\"{data} role=\"img\" aria-label=\"{1}\"><title>{1}</title>",
        drawn.class,
        safe(&full),
    );
    if painted.is_some_and(|painted| painted.is_current) {
        let Rect { at, size } = rect;
        let _ = write!(
            out,
            "<rect class=\"ring\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"14\"/>",
            at.x - 4,
            at.y - 4,
            size.width + 8,
            size.height + 8
        );
    }
    outline(out, rect, drawn.form);
    inside(out, rect, drawn);
    if let Some(painted) = painted {
        badges(out, rect, painted);
    }
    out.push_str("</g>\n");
}

fn spoken(drawn: &Drawn, leads: &str, painted: Option<&Painted>) -> String {
    let mut spoken = drawn.full.clone();
    if !leads.is_empty() {
        let _ = write!(spoken, " → {leads}");
    }
    for finding in painted.into_iter().flat_map(|painted| &painted.findings) {
        let _ = write!(spoken, " · {}: {}", finding.severity, finding.message);
    }
    spoken
}

fn outline(out: &mut String, rect: &Rect, form: Form) {
    let Rect { at: Point { x, y }, size } = rect;
    match form {
        Form::Plain => frame(out, "box", rect, 10),
        Form::Flat => frame(out, "box", rect, size.height / 2),
        Form::Chip => frame(out, "box", rect, 12),
        Form::Pointed => {
            let (cut, half) = (12, size.height / 2);
            let level = size.width - 2 * cut;
            let _ = write!(
                out,
                "<path class=\"box\" d=\"M{} {y}h{level}l{cut} {half}l-{cut} {}h-{level}l-{cut}-{}l{cut}-{half}z\"/>",
                x + cut,
                size.height - half,
                size.height - half,
            );
        }
    }
}

fn frame(out: &mut String, class: &str, rect: &Rect, round: i32) {
    let Rect { at: Point { x, y }, size } = rect;
    if class.is_empty() {
        out.push_str("<rect");
    } else {
        let _ = write!(out, "<rect class=\"{class}\"");
    }
    let (width, height) = (size.width, size.height);
    let _ =
        write!(out, " x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>");
}

/// The sign and the texts of a box.
fn inside(out: &mut String, rect: &Rect, drawn: &Drawn) {
    let Rect { at: Point { x, y }, size } = rect;
    let sign = |out: &mut String, x: i32, y: i32| {
        let icon = drawn.icon;
        let _ = write!(out, "<path class=\"sign\" transform=\"translate({x} {y})\" d=\"{icon}\"/>");
    };
    match drawn.form {
        Form::Flat => {
            sign(out, x + 14, y + size.height / 2 - 8);
            for line in &drawn.text {
                text(out, "text", x + 36, y + size.height / 2 + 5, line);
            }
        }
        Form::Chip => {
            sign(out, x + 10, y + size.height / 2 - 8);
            for line in &drawn.text {
                text(out, "text", x + 34, y + 17, line);
            }
            text(out, "kind", x + 34, y + 33, &drawn.kind);
        }
        Form::Plain | Form::Pointed => {
            let inset = if drawn.form == Form::Pointed { 4 } else { 0 };
            let (tile_x, tile_y) = (x + 11 + inset, y + 10);
            let _ = write!(
                out,
                "<rect class=\"tile\" x=\"{tile_x}\" y=\"{tile_y}\" width=\"28\" height=\"28\" rx=\"8\"/>"
            );
            sign(out, tile_x + 6, tile_y + 6);
            let left = x + INDENT + inset;
            // A kind with no text below stands in the middle.
            let first = if drawn.text.is_empty() { size.height / 2 + 4 } else { FIRST };
            text(out, "kind", left, y + first, &drawn.kind);
            if let Some(id) = &drawn.id {
                let _ = write!(
                    out,
                    "<text class=\"id\" x=\"{}\" y=\"{}\" text-anchor=\"end\"{}>{}</text>",
                    x + size.width - 14,
                    y + first,
                    length(id),
                    safe(&id.text)
                );
            }
            for (line, down) in drawn.text.iter().zip(1..) {
                text(out, "text", left, y + FIRST + down * LINE, line);
            }
            if let Some(detail) = &drawn.detail {
                text(out, "detail", left, y + size.height - LINE + 5, detail);
            }
        }
    }
}

fn text(out: &mut String, class: &str, x: i32, y: i32, line: &Line) {
    let (length, shown) = (length(line), safe(&line.text));
    let _ = write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{length}>{shown}</text>");
}

/// The width that a text was measured with: another font is fitted to it.
fn length(line: &Line) -> String {
    if line.text.chars().nth(1).is_none() {
        return String::new();
    }
    format!(" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\"", line.width)
}

/// What is painted on a box, at the corners of the edge where lines come in: how often it was gone
/// through, and what was found. Lines leave everywhere on the edge below, and come in near the middle.
fn badges(out: &mut String, rect: &Rect, painted: &Painted) {
    let top = rect.at.y - ASIDE;
    if let Some(passed) = painted.passed {
        let shown = match passed {
            Passed::Times(times) => format!("× {times}"),
            Passed::Missed => "not covered".to_owned(),
            Passed::Impossible => "impossible".to_owned(),
        };
        let right = rect.at.x + rect.size.width - CORNER;
        badge(out, "passed", right - badge_width(&shown), top, &shown);
    }
    if let Some(worst) = painted.worst() {
        let class = match worst {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let shown = match painted.findings.as_slice() {
            [_] => worst.to_string(),
            many => format!("{worst} +{}", many.len() - 1),
        };
        badge(out, class, rect.at.x + CORNER, top, &shown);
    }
}

/// How wide a small sign is.
fn badge_width(shown: &str) -> i32 {
    i32::try_from(shown.chars().count()).unwrap_or_default() * 6 + 14
}

/// A small sign on the edge of a box; `x` is where it begins.
fn badge(out: &mut String, class: &str, x: i32, y: i32, shown: &str) {
    let width = badge_width(shown);
    let (top, middle, base) = (y - 9, x + width / 2, y + 4);
    let _ = write!(
        out,
        "<g class=\"badge {class}\"><rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"18\" rx=\"9\"/>\
         <text x=\"{middle}\" y=\"{base}\" text-anchor=\"middle\">{shown}</text></g>"
    );
}
