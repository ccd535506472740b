//! What stands in boxes and on lines is what people read, not how the source writes it.

use quick_xml::Reader;
use quick_xml::events::Event;
use rondel::base::Sources;
use rondel::compile::check;
use rondel::graph::draw::{self, Fonts, Theme};

/// The words of a picture of these steps, line by line.
fn shown(steps: &str) -> Vec<String> {
    let text = format!("workflow w \"W\" {{\n  on conversation_opened\n  {steps}\n}}\n");
    let mut sources = Sources::default();
    sources.add("workflow.rondel", &text);
    let checked = check(&sources);
    let picture = draw::svg(&checked.graphs()[0], &sources, None, Theme::Light, &Fonts::default());
    let mut reader = Reader::from_str(&picture);
    let mut is_text = false;
    let mut shown = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                is_text = start.name().as_ref() == b"text";
                if is_text {
                    shown.push(String::new());
                }
            }
            Event::End(_) => is_text = false,
            Event::Text(text) if is_text => {
                shown.last_mut().unwrap().push_str(&text.decode().unwrap())
            }
            Event::GeneralRef(part) if is_text => {
                let letter = match part.decode().unwrap().as_ref() {
                    "quot" => '"',
                    "#39" => '\'',
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    other => panic!("&{other};"),
                };
                shown.last_mut().unwrap().push(letter);
            }
            Event::Eof => return shown,
            _ => {}
        }
    }
}

/// The words in the box of the first step, behind what kind it is.
fn said(step: &str) -> Vec<String> {
    let shown = shown(step);
    // The title, the name, and what sets it off stand before it; the kind is its first line.
    let mut own: Vec<String> = shown.into_iter().skip(4).collect();
    if let Some(end) = own.iter().position(|line| line == "End") {
        own.truncate(end);
    }
    own
}

#[test]
fn a_text_is_shown_by_its_value() {
    assert_eq!(said(r#"send "A \"person\" \\ \u{e9}""#), [r#"A "person" \ é"#]);
    assert_eq!(said("send \"\"\"\n    two\n      lines\n    \"\"\""), ["two lines"]);
    let long = said(&format!("send \"{}\"", "more and more ".repeat(20)));
    assert!(long.len() == 3 && long[2].ends_with('…'), "{long:?}");
}

#[test]
fn what_is_only_known_in_a_run_stands_between_braces() {
    let name = |inside: &str| said(&format!("send \"Hi{inside}!\"")).join(" ");
    assert_eq!(name(" ${contact.name}"), "Hi {contact.name}!");
    assert_eq!(name(r#" ${contact.first_name else "there"}"#), "Hi {contact.first_name}!");
    assert_eq!(name(r#"${", " + contact.first_name else ""}"#), "Hi, {contact.first_name}!");
    assert_eq!(name(r#" ${format(now, "d \"MMM\"")}"#), "Hi {format(now, \"d \"MMM\"\")}!");
}

#[test]
fn what_is_said_of_a_text_stands_below_it() {
    let asked = said("ask \"How many?\" as number into count");
    assert_eq!(asked[..2], ["How many?", "as number into count"]);
}

#[test]
fn texts_within_a_line_keep_their_quotes_and_lose_their_escapes() {
    assert_eq!(said(r#"set kind = "a \"b\"""#), [r#"kind = "a "b"""#]);
}

#[test]
fn answers_and_conditions_are_shown_by_their_texts() {
    let steps = r#"ask "Who?" as choice into contact.first_name {
    option "A \"person\"" { stop }
    option "Nobody"
  }
  branch { when contact.first_name == "A \"person\"" { stop } }"#;
    let shown = shown(steps);
    assert!(shown.contains(&r#"A "person""#.to_owned()), "{shown:?}");
    let words = shown.join(" ");
    assert!(words.contains(r#"contact.first_name == "A "person"""#), "{words}");
}
