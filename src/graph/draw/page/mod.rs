//! One page that holds the pictures of many workflows and needs nothing else: no network, no other
//! file.
//!
//! In: pictures, each with what is painted on it. Out: a document of HTML. What it may load and run
//! is said in its head by the hashes of its own style sheet and script.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::picture::safe;
use super::picture::{FAMILY, FONT, Fonts, Painting, Theme, part, style};
use crate::base::Sources;
use crate::graph::StepGraph;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A workflow of a page.
pub struct Sheet<'a> {
    /// Its graph.
    pub graph: &'a StepGraph<'a>,
    /// The texts it came from.
    pub sources: &'a Sources,
    /// What is painted on it.
    pub painting: Painting,
}

/// The page of some workflows.
#[must_use]
pub fn page(title: &str, sheets: &[Sheet<'_>], theme: Theme, fonts: &Fonts) -> String {
    let font = STANDARD.encode(FONT);
    let face = format!(
        "@font-face{{font-family:{FAMILY};font-weight:500;src:url(data:font/otf;base64,{font})}}\n"
    );
    let style = format!("\n{face}{}{STYLE}", style(Theme::Auto, fonts));
    let attribute = match theme {
        Theme::Auto => "",
        Theme::Light => " data-theme=\"light\"",
        Theme::Dark => " data-theme=\"dark\"",
    };
    let mut out = String::with_capacity(256 * 1024);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\"{attribute}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src '{}'; script-src '{}'; font-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n",
        hash(&style),
        hash(SCRIPT),
        safe(title),
    );
    body(&mut out, title, sheets, fonts);
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn body(out: &mut String, title: &str, sheets: &[Sheet<'_>], fonts: &Fonts) {
    let is_counted = sheets.iter().any(|sheet| sheet.painting.is_counted());
    let is_found = sheets.iter().any(|sheet| sheet.painting.is_found());
    let attribute = |name: &str, is_there: bool| {
        if is_there { format!(" data-{name}") } else { String::new() }
    };
    let (counted, found) = (attribute("coverage", is_counted), attribute("findings", is_found));
    let _ = write!(out, "<body{counted}{found}>\n<header>\n<h1>{}</h1>\n", safe(title));
    out.push_str(
        "<div class=\"group\" role=\"search\"><label for=\"search\">Find</label>\
         <input id=\"search\" type=\"search\" placeholder=\"text or id of a step\" autocomplete=\"off\">\
         <output id=\"found\" for=\"search\"></output></div>\n",
    );
    out.push_str("<div class=\"group\" role=\"group\" aria-label=\"Show\">");
    for (name, shown, is_there) in
        [("coverage", "Coverage", is_counted), ("findings", "Findings", is_found)]
    {
        if is_there {
            let _ = write!(
                out,
                "<button type=\"button\" data-overlay=\"{name}\" aria-pressed=\"true\">{shown}</button>"
            );
        }
    }
    out.push_str(
        "<button type=\"button\" id=\"theme\">Light or dark</button></div>\n\
         <div class=\"group\" role=\"group\" aria-label=\"Zoom\">\
         <button type=\"button\" id=\"farther\" aria-label=\"Smaller\">−</button>\
         <button type=\"button\" id=\"closer\" aria-label=\"Larger\">+</button>\
         <button type=\"button\" id=\"fit\">Fit</button></div>\n</header>\n\
         <nav aria-label=\"Workflows\">\n<ul>\n",
    );
    for sheet in sheets {
        let workflow = sheet.graph.workflow();
        let shown = safe(sheet.graph.heading());
        let name = match workflow.title.is_empty() {
            true => String::new(),
            false => format!(" <small>{}</small>", safe(&workflow.name)),
        };
        let _ = writeln!(out, "<li><button type=\"button\">{shown}{name}</button></li>");
    }
    out.push_str("</ul>\n</nav>\n<main>\n");
    for sheet in sheets {
        let name = safe(&sheet.graph.workflow().name);
        let _ = write!(
            out,
            "<div class=\"sheet\" tabindex=\"0\" role=\"group\" aria-label=\"Picture of {name}: \
             arrow keys move it, plus and minus zoom, 0 fits it\">\n{}</div>\n",
            part(sheet.graph, sheet.sources, Some(&sheet.painting), fonts),
        );
    }
    out.push_str("</main>\n<footer><output id=\"detail\"></output></footer>\n");
}

/// What a policy calls a text that it allows.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
