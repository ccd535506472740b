//! Pictures as documents: sound XML, every step in them, nothing of a text read as markup.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use rondel::base::Sources;
use rondel::compile::{Checked, check};
use rondel::graph::StepGraph;
use rondel::graph::draw::{self, Fonts, Painting, Passed, Theme};

use super::super::programs;

/// Texts that hold what documents read as their own, letters that the font lacks, and much of it.
const AWKWARD: &str = r##"workflow awkward "A \"quoted\" <title> & {co}" {
  on conversation_opened
  ask "Ein \"Wort\" \\ </text><script>alert(1)</script> &amp; ]]>" as choice {
    option "Yes, \"sure\" <b> &" { comment "日本語のとても長い文章です。折り返しが必要です。👩‍👩‍👧‍👧 مرحبا" }
    option "No" { stop }
  }
  comment """
    two
    lines
    """
}
"##;

const SMALL: &str = r#"workflow welcome "Welcome" {
  on conversation_opened
  again: ask "May we write to you?" as choice {
    option "Yes" { tag newsletter }
    option "Ask me later" {
      wait 2h
      jump to again { at_most 3 }
    }
    invalid { stop }
  }
  assign to workspace by least_open { only online }
}
"#;

fn checked(text: &str) -> (Checked, Sources) {
    let mut sources = Sources::default();
    sources.add("workflow.rondel", text);
    (check(&sources), sources)
}

/// The attributes of every element, in order; fails where the document is not sound.
fn elements(document: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(document);
    let mut elements = Vec::new();
    let mut depth = 0;
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error} in\n{document}"));
        let start = match event {
            Event::Start(start) => {
                depth += 1;
                start
            }
            Event::Empty(start) => start,
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Text(text) => {
                assert!(text.decode().is_ok());
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
        let attributes = start.attributes().map(|one| {
            let one = one.unwrap();
            let key = String::from_utf8(one.key.as_ref().to_vec()).unwrap();
            let value = String::from_utf8(one.value.to_vec()).unwrap();
            assert!(!value.contains('<'), "{key}={value}");
            (key, value)
        });
        elements.push((name, attributes.collect()));
    }
    assert_eq!(depth, 0, "something is left open in\n{document}");
    elements
}

fn every_graph(look: impl Fn(&StepGraph<'_>, &Sources)) -> usize {
    let mut texts: Vec<String> = programs::sound().into_iter().map(|one| one.text).collect();
    texts.extend([AWKWARD.to_owned(), SMALL.to_owned()]);
    let mut count = 0;
    for text in texts {
        let (checked, sources) = checked(&text);
        for graph in checked.graphs() {
            look(&graph, &sources);
            count += 1;
        }
    }
    count
}

#[test]
fn every_picture_is_sound_and_has_every_step_with_a_label() {
    let count = every_graph(|graph, sources| {
        let picture = draw::svg(graph, sources, None, Theme::Auto, &Fonts::default());
        let elements = elements(&picture);
        let mut steps: Vec<&str> = Vec::new();
        for (_, attributes) in &elements {
            if let Some(id) = attributes.get("data-step") {
                assert!(!attributes["aria-label"].is_empty(), "{id}");
                assert_eq!(attributes["role"], "img");
                steps.push(id);
            }
        }
        let ids: Vec<&str> = graph.steps().map(|(_, step)| step.id.as_str()).collect();
        assert_eq!(steps, ids);
        let titles = elements.iter().filter(|(name, _)| name == "title").count();
        assert!(titles >= ids.len());
        assert_eq!(
            picture,
            draw::svg(graph, sources, None, Theme::Auto, &Fonts::default()),
            "not the same twice"
        );
    });
    assert!(count > 60);
}

#[test]
fn texts_stay_in_their_picture() {
    every_graph(|graph, sources| {
        let picture = draw::svg(graph, sources, None, Theme::Auto, &Fonts::default());
        let elements = elements(&picture);
        let width: f64 = elements[0].1["width"].parse().unwrap();
        for (_, attributes) in elements.iter().filter(|(name, _)| name == "text") {
            let Some(length) = attributes.get("textLength") else { continue };
            let (x, length): (f64, f64) =
                (attributes["x"].parse().unwrap(), length.parse().unwrap());
            let end = match attributes.get("text-anchor").map(String::as_str) {
                Some("end") => x,
                Some(_) => x + length / 2.0,
                None => x + length,
            };
            assert!(end <= width && length <= 240.0, "{attributes:?}");
        }
    });
}

#[test]
fn fixed_colours_need_nothing_that_plain_renderers_lack() {
    let (checked, sources) = checked(SMALL);
    let graph = &checked.graphs()[0];
    for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
        let picture = draw::plain_svg(graph, &sources, None, theme, &Fonts::default());
        assert!(!picture.contains("var(") && !picture.contains("@media"), "{picture}");
    }
    let light = draw::plain_svg(graph, &sources, None, Theme::Light, &Fonts::default());
    assert_ne!(light, draw::plain_svg(graph, &sources, None, Theme::Dark, &Fonts::default()));
    assert!(
        draw::svg(graph, &sources, None, Theme::Dark, &Fonts::default())
            .contains("data-theme=\"dark\"")
    );
}

#[test]
fn two_small_pictures() {
    for (name, text) in [("small", SMALL), ("awkward", AWKWARD)] {
        let (checked, sources) = checked(text);
        let picture =
            draw::svg(&checked.graphs()[0], &sources, None, Theme::Auto, &Fonts::default());
        // The style sheet is the same for all, and long.
        let (start, rest) = picture.split_once("<style>").unwrap();
        let (_, end) = rest.split_once("</style>").unwrap();
        insta::assert_snapshot!(name, format!("{start}<style>…</style>{end}"));
    }
}

#[test]
fn what_is_painted_is_on_its_step() {
    let (checked, sources) = checked(SMALL);
    let graph = &checked.graphs()[0];
    let mut painting = Painting::new(graph);
    painting.find(graph, checked.reports.iter());
    for (id, passed) in [("again", Passed::Times(3)), ("again.invalid.stop_1", Passed::Missed)] {
        let ix = graph.find(id).unwrap();
        let painted = painting.step_mut(graph, ix).unwrap();
        painted.passed = Some(passed);
        painted.is_current = id == "again";
    }
    let picture = draw::svg(graph, &sources, Some(&painting), Theme::Light, &Fonts::default());
    elements(&picture);
    let step = |id: &str| {
        let start = picture.find(&format!("data-step=\"{id}\"")).unwrap();
        let start = picture[..start].rfind("<g").unwrap();
        picture[start..].lines().next().unwrap().to_owned()
    };
    assert!(step("again").contains(" covered\"") && step("again").contains("× 3"));
    assert!(step("again").contains("class=\"ring\""));
    assert!(step("again.invalid.stop_1").contains("not covered"));
    // Whoever is not online may keep it waiting.
    let assign = step("assign_1");
    assert!(assign.contains("badge warning") && assign.contains("warning: "), "{assign}");
}

#[cfg(feature = "picture")]
#[test]
fn pixels_are_those_of_the_picture() {
    let (checked, sources) = checked(AWKWARD);
    let picture =
        draw::plain_svg(&checked.graphs()[0], &sources, None, Theme::Dark, &Fonts::default());
    let (width, height) = {
        let attributes = &elements(&picture)[0].1;
        let side = |name: &str| attributes[name].parse::<u32>().unwrap();
        (side("width"), side("height"))
    };
    let png = draw::png(&picture, 2.0, &Fonts::default()).unwrap();
    assert_eq!(&png[1..4], b"PNG");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (width * 2, height * 2));
    assert_eq!(png, draw::png(&picture, 2.0, &Fonts::default()).unwrap());
    assert!(
        draw::png(&picture, 500.0, &Fonts::default())
            .unwrap_err()
            .to_string()
            .contains("may have 100")
    );
}
