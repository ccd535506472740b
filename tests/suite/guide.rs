//! The guide in `examples/guide/` says what the declarations say.
//!
//! `RONDEL_UPDATE=1 cargo test guide` writes it anew.

use std::path::PathBuf;

use rondel::base::{FileId, Sources};
use rondel::compile::check;
use rondel::format::format;
use rondel::lint;
use rondel::report::Severity;
use rondel::vocabulary;

/// Every generated file of the guide: its name, and what it says.
fn guide() -> Vec<(&'static str, String)> {
    let mut pages = vocabulary::guide();
    pages.push(("rules.md", lint::reference()));
    pages
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/guide")
}

#[test]
fn the_guide_is_current() {
    let update = std::env::var_os("RONDEL_UPDATE").is_some();
    let mut stale = Vec::new();
    for (name, content) in guide() {
        let path = folder().join(name);
        let there = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if there != content {
            if update {
                std::fs::write(&path, &content).unwrap();
            }
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty() || update,
        "{} no longer say what the declarations say: run `RONDEL_UPDATE=1 cargo test guide`",
        stale.join(", ")
    );
}

#[test]
fn every_file_of_the_guide_is_generated_or_known() {
    let generated: Vec<&str> = guide().iter().map(|(name, _)| *name).collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let by_hand = [
            "text_and_layout.md",
            "check.md",
            "test.md",
            "plans.md",
            "diff.md",
            "editors.md",
            "pictures.md",
            "own_store.md",
            "store_file.md",
            "speed.md",
            "how_it_is_tested.md",
        ];
        let known = by_hand.contains(&name.as_str()) || generated.contains(&name.as_str());
        assert!(known, "nothing makes examples/guide/{name}");
    }
}

#[test]
fn the_page_about_stores_shows_the_example_as_it_is_compiled() {
    let page = std::fs::read_to_string(folder().join("own_store.md")).unwrap();
    let example = folder().join("../own_store.rs");
    let example = std::fs::read_to_string(example).unwrap();
    let shown = page.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(shown.map(|shown| shown.replace("\r\n", "\n")), Some(example.replace("\r\n", "\n")));
}

#[test]
fn the_page_about_editors_shows_the_files_as_they_are_tried() {
    let page = std::fs::read_to_string(folder().join("editors.md")).unwrap().replace("\r\n", "\n");
    for name in
        ["neovim/init.lua", "neovim/more.lua", "neovim/nvim-treesitter.lua", "helix/languages.toml"]
    {
        let file = std::fs::read_to_string(folder().join("../../editors").join(name)).unwrap();
        let block = format!("\n{}```\n", file.replace("\r\n", "\n"));
        assert!(page.contains(&block), "the page does not show editors/{name}");
    }
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    let pages: Vec<(String, String)> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    for (name, text) in &pages {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if file.starts_with("../") {
                assert!(folder().join(file).is_file(), "{name} links to {target}");
                continue;
            }
            let page = pages.iter().find(|(other, _)| other == file);
            let (_, page) = page.unwrap_or_else(|| panic!("{name} links to {target}"));
            let anchors: Vec<String> = page.lines().filter_map(heading).collect();
            let there = anchor.is_empty() || anchors.iter().any(|one| one == anchor);
            assert!(there, "{name} links to {target}");
        }
    }
}

#[test]
fn every_program_of_the_guide_is_one() {
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for rest in text.split("```rondel\n").skip(1) {
            let program = rest.split("```").next().unwrap();
            if !program.contains(" {\n") {
                continue;
            }
            let mut sources = Sources::default();
            sources.add("guide", program);
            for report in check(&sources).reports.iter() {
                if report.severity == Severity::Error {
                    let place = sources.slice(report.location());
                    faults.push(format!("{}: {place}", report.message));
                }
            }
            if format(FileId(0), program).text != program {
                faults.push(format!("formatted otherwise:\n{program}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The anchor that renderers give a heading.
fn heading(line: &str) -> Option<String> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let kept = title.to_lowercase();
    let kept = kept.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    Some(kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect())
}
