//! Names are changed everywhere, or not at all.

use std::path::Path;

use rondel::base::{FileId, Sources};
use rondel::ide::{Occurrence, Spot, occurrences, rename};
use rondel::report::Edit;

use super::cursor::{Desk, in_scenario, in_workflow, marked};

/// The lines of a text that are others once the name at the mark is `new`, or why it cannot be.
fn renamed(text: &str, new: &str) -> String {
    let (desk, spot) = marked(text);
    let before = text.replace('▮', "");
    match rename(&desk.view(), spot, new) {
        Err(why) => why,
        Ok(edits) => {
            let after = applied(&before, &edits, spot.file);
            let lines = before.lines().zip(after.lines());
            let others: Vec<&str> =
                lines.filter(|(one, other)| one != other).map(|(_, other)| other.trim()).collect();
            others.join("\n")
        }
    }
}

/// A text with its edits made.
fn applied(text: &str, edits: &[Edit], file: FileId) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev().filter(|edit| edit.location.file == file) {
        text.replace_range(edit.location.span.range(), &edit.text);
    }
    text
}

#[test]
fn what_an_assistant_collects_is_called_the_same_in_scenarios() {
    let text = "workspace shop \"Shop\" {\n  field budget number\n}\n\nworkflow a \"A\" {\n  on manual\n  \
        ai \"Find out\" {\n    collect \"How much?\" as number into contact.bud▮get\n    \
        collect \"When?\" as date into day\n  }\n  comment \"${day} ${contact.budget}\"\n}\n\n\
        scenario \"an answer\" for a {\n  given ai done (budget: 5, day: 2026-03-02)\n  \
        when started with ()\n}\n";
    insta::assert_snapshot!(renamed(text, "spend"), @r#"
    field spend number
    collect "How much?" as number into contact.spend
    comment "${day} ${contact.spend}"
    given ai done (spend: 5, day: 2026-03-02)
    "#);
    let text = text.replace('▮', "").replace("done (budget: 5, day", "done (budget: 5, d▮ay");
    insta::assert_snapshot!(renamed(&text, "when"), @r#"
    collect "When?" as date into when
    comment "${when} ${contact.budget}"
    given ai done (budget: 5, when: 2026-03-02)
    "#);
}

#[test]
fn what_triggers_and_starts_name_is_told_by_their_declarations() {
    let orders = in_scenario("when webhook ord▮ers posted (email: \"a@example.com\")");
    insta::assert_snapshot!(renamed(&orders, "purchases"), @r#"
    on webhook purchases { body { email email } }
    when webhook purchases posted (email: "a@example.com")
    "#);
    let escalate = in_scenario("when shortcut \"Esc▮alate\" by bo (reason: \"why\")");
    insta::assert_snapshot!(renamed(&escalate, "Ask for help"), @r#"
    on shortcut "Ask for help" { form { reason text "Why?" } }
    when shortcut "Ask for help" by bo (reason: "why")
    "#);
    let thanks = in_workflow("start survey { at tha▮nks }");
    insta::assert_snapshot!(renamed(&thanks, "bye"), @r#"
    bye: send "Thank you!"
    start survey { at bye }
    "#);
}

#[test]
fn a_name_that_would_mean_something_else_is_refused() {
    let tags = "workflow a \"A\" {\n  on manual\n  tag v▮ip\n  untag cold\n}\n";
    let told: Vec<String> = [
        (tags.to_owned(), "cold"),
        (in_workflow("assign to agent am▮ara"), "assignee"),
        (in_workflow("branch { when conversation.channel == w▮eb { stop } }"), "now"),
        (in_workflow("during off▮ice { stop }"), "contact"),
        (in_workflow("set contact.bud▮get = 5"), "email"),
        (in_workflow("send \"${cou▮nt}\""), "office"),
    ]
    .iter()
    .map(|(text, new)| renamed(text, new))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    `cold` is the name of another tag already
    `assignee` is a value of its own and can be no agent
    `now` is a value of its own and can be no channel
    `contact` is a value of its own and can be no hours
    every contact has `contact.email` already
    `office` is the name of a declared hours already
    ");
}

/// The names and the texts of an example.
fn example(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "rondel"));
    let mut texts: Vec<(String, String)> = files
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    texts.sort();
    texts
}

fn codes(texts: &[(String, String)]) -> Vec<&'static str> {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(name, text);
    }
    rondel::check(&sources).reports.iter().map(|report| report.code.0).collect()
}

#[test]
fn every_name_of_the_examples_can_be_changed_and_changed_back() {
    let mut changed = 0;
    for folder in ["whole_shop", "lead_qualification_ai", "csat_to_sheet"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder);
        let texts = example(&folder);
        let wanted = codes(&texts);
        let desk = Desk::of(texts.iter().map(|(_, text)| text.as_str()));
        let mut first: Vec<Occurrence> = occurrences(&desk.view());
        first.retain(|one| one.introduces);
        for one in first {
            let name = one.thing.name();
            let at = |offset| Spot { file: one.location.file, offset };
            let spot = at(one.location.span.start);
            let edits = rename(&desk.view(), spot, "zz_another").unwrap();
            let after: Vec<(String, String)> = (0..)
                .zip(&texts)
                .map(|(file, (path, text))| (path.clone(), applied(text, &edits, FileId(file))))
                .collect();
            assert_eq!(codes(&after), wanted, "{name} is another thing now");
            let before = edits.iter().filter(|edit| {
                edit.location.file == one.location.file
                    && edit.location.span.start < one.location.span.start
            });
            let grown: i64 =
                before.map(|edit| edit.text.len() as i64 - edit.location.span.len() as i64).sum();
            let spot = at(u32::try_from(i64::from(spot.offset) + grown).unwrap());
            let again = Desk::of(after.iter().map(|(_, text)| text.as_str()));
            let back = rename(&again.view(), spot, name).unwrap();
            for (file, (path, text)) in (0..).zip(&after) {
                assert_eq!(&applied(text, &back, FileId(file)), &texts[file as usize].1, "{path}");
            }
            changed += 1;
        }
    }
    println!("counts: {changed} names were changed and changed back");
    assert!(changed > 100, "{changed}");
}
