//! Findings as people and programs see them.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use rondel::base::{FileId, Location, Sources, Span};
use rondel::report::{
    Batch, Code, Diagnosis, Document, Human, Palette, Report, Reports, Severity, concise,
};

const CODE: Code = Code("unknown-name");

/// A program of a few files, in which places are found by the words that stand there.
struct Program {
    sources: Sources,
}

impl Program {
    fn new(text: &str) -> Self {
        let mut sources = Sources::default();
        sources.add("leads.rondel", text);
        Self { sources }
    }

    fn and(mut self, name: &str, text: &str) -> Self {
        self.sources.add(name, text);
        self
    }

    /// The first place of `words`, in whichever file has it.
    fn at(&self, words: &str) -> Location {
        let (file, start) = self
            .sources
            .iter()
            .find_map(|(file, source)| Some((file, source.text().find(words)?)))
            .unwrap_or_else(|| panic!("`{words}` is not there"));
        span(file, start, start + words.len())
    }

    /// From the beginning of the first words to the end of the second.
    fn over(&self, from: &str, to: &str) -> Location {
        let (from, to) = (self.at(from), self.at(to));
        Location { file: from.file, span: from.span.to(to.span) }
    }

    /// Before the first place of `words`.
    fn before(&self, words: &str) -> Location {
        let at = self.at(words);
        Location { file: at.file, span: Span::point(at.span.start) }
    }

    /// At the very end of the first file.
    fn end(&self) -> Location {
        let length = self.sources.get(FileId(0)).unwrap().text().len();
        span(FileId(0), length, length)
    }

    fn human(&self, report: &Report) -> String {
        self.wide(report, 80)
    }

    fn wide(&self, report: &Report, width: usize) -> String {
        let drawn = Human { palette: Palette::PLAIN, width }.draw(report, &self.sources);
        assert!(
            drawn.lines().all(|line| !line.contains(char::is_control)),
            "a control in {drawn:?}"
        );
        drawn
    }
}

fn span(file: FileId, start: usize, end: usize) -> Location {
    Location { file, span: Span::new(start as u32, end as u32) }
}

/// An error about `words`, which also stand in the message.
fn fault(program: &Program, words: &str) -> Report {
    Report::error(CODE, program.at(words), format!("nothing is called `{words}`"))
        .label("not declared")
}

#[test]
fn a_finding_shows_place_line_culprit_and_help() {
    let program = Program::new("workflow a {\n  on manual\n  assign to team slaes\n}\n");
    let report = fault(&program, "slaes").help("did you mean `sales`?").fix(
        "write `sales`",
        program.at("slaes"),
        "sales",
    );
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn a_cause_in_another_file_gets_a_frame_of_its_own() {
    let program = Program::new("workflow a {\n  tag vip\n}\n")
        .and("workspace.rondel", "workspace w {\n  tag vpi\n}\n");
    let report = fault(&program, "tag vip").also(program.at("vpi"), "the nearest name");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn several_marks_on_one_line_hang_in_order() {
    let program = Program::new("  assign to team sales by round_robin below 25\n");
    let report = fault(&program, "below 25")
        .also(program.at("assign"), "this step")
        .also(program.at("sales"), "of this team")
        .also(program.at("round_robin"), "in turn");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn overlapping_and_equal_marks_are_told_apart() {
    let program = Program::new("  when contact.budget > \"ten\"\n");
    let report = fault(&program, "\"ten\"")
        .also(program.at("contact.budget > \"ten\""), "the comparison")
        .also(program.at("contact.budget"), "a number")
        .also(program.at("\"ten\""), "a text");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn a_mark_of_many_lines_has_a_rail() {
    let program = Program::new(
        "workflow a {\n  on manual\n  send \"1\"\n  send \"2\"\n  send \"3\"\n  stop\n}\n# end\n",
    );
    let report = Report::error(CODE, program.over("workflow a", "}"), "the workflow never assigns")
        .label("all of it")
        .also(program.at("stop"), "it ends here");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn rails_begin_in_the_middle_of_a_line_and_stand_side_by_side() {
    let program = Program::new("a b {\n  c {\n    d\n  } else {\n    e\n  }\n}\n");
    let report = Report::error(CODE, program.over("{\n  c", "}\n}"), "the outer one")
        .label("outer")
        .also(program.over("c {", "} else"), "inner");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn a_path_is_numbered_and_long_words_are_broken() {
    let program = Program::new("workflow a {\n  on manual\n  ask \"Size?\" as number\n  stop\n}\n");
    let report = Report::warning(
        CODE,
        program.at("stop"),
        "the workflow can end while the conversation is open and nobody owns it, which leaves the contact alone",
    )
    .label("here")
    .step(program.at("on manual"), "it is started by hand")
    .step(program.at("ask"), "the contact answers within seven days, with a number that is neither too small nor too large")
    .step(program.at("stop"), "the run ends")
    .help("assign the contact before the end, close the conversation, or say with a comment why the contact needs nobody");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn every_script_keeps_its_underline_in_place() {
    let lines = [
        ("family emoji", "  comment \"👨‍👩‍👧‍👦 and 👩🏽‍🚀\" oops"),
        ("flags", "  comment \"🇵🇹🇫🇷🏴󠁧󠁢󠁷󠁬󠁳󠁿\" oops"),
        ("chinese", "  comment \"您好，王小明\" oops"),
        ("half and full width", "  comment \"ﾊﾝｶｸ ＦＵＬＬ\" oops"),
        ("korean", "  comment \"안녕하세요\" oops"),
        ("arabic", "  comment \"مرحبا بك\" oops"),
        ("hebrew", "  comment \"שלום\" oops"),
        ("thai", "  comment \"ยินดีต้อนรับ\" oops"),
        ("hindi", "  comment \"नमस्ते\" oops"),
        ("combining letters", "  comment \"Olúfẹ́mi e\u{301}\u{302}\" oops"),
        ("tabs", "\tcomment\t\"a\tb\"\toops"),
    ];
    let mut drawn = String::new();
    for (name, line) in lines {
        let program = Program::new(&format!("{line}\n"));
        let _ = writeln!(drawn, "{name}\n{}", program.human(&fault(&program, "oops")));
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_culprit_may_itself_be_wide() {
    let program = Program::new("  tag 👨‍👩‍👧‍👦文字שלום done\n");
    insta::assert_snapshot!(program.human(&fault(&program, "👨‍👩‍👧‍👦文字שלום")));
}

#[test]
fn crlf_and_a_byte_order_mark_do_not_show() {
    let program = Program::new("\u{feff}sned \"Hi\"\r\nstop now\r\n");
    let report = fault(&program, "sned").also(program.at("now\r\n"), "up to the line end");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn nothing_is_marked_by_a_caret() {
    let program = Program::new("  ask \"Size?\" as \n  stop\n");
    let report =
        Report::error(CODE, program.before("\n  stop"), "a type is missing").label("expected here");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn the_end_of_a_file_can_be_marked_with_and_without_a_line_end() {
    let mut drawn = String::new();
    for text in ["workflow a {\n  stop", "workflow a {\n  stop\n", "workflow a {\n  stop\n\n\n", ""]
    {
        let program = Program::new(text);
        let report =
            Report::error(Code("syntax"), program.end(), "a `}` is missing").label("expected `}`");
        let report =
            if text.is_empty() { report } else { report.also(program.at("{"), "opened here") };
        let _ = writeln!(drawn, "{}", program.human(&report));
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn long_lines_are_cut_around_the_culprit() {
    let mut drawn = String::new();
    let pad = "\"a long text\", ".repeat(20);
    for line in [
        format!("  tag vpi, {pad}"),
        format!("  tag {pad} vpi, {pad}"),
        format!("  tag {pad} vpi"),
        format!("  tag {} vpi, 文", "文字".repeat(60)),
    ] {
        let program = Program::new(&format!("{line}\n"));
        let _ = writeln!(drawn, "{}", program.human(&fault(&program, "vpi")));
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_label_at_the_right_edge_turns_to_the_left() {
    let text = format!("  send \"{}\" oops\n", "x".repeat(56));
    let program = Program::new(&text);
    let report = Report::error(CODE, program.at("oops"), "nothing follows a text")
        .label("this word is one too many");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn nothing_that_commands_a_terminal_gets_through() {
    let program = Program::new("  tag \u{1b}[2Jvip\u{202e}\u{0}\u{200b}x\r\u{7}\n");
    let report =
        Report::error(CODE, program.at("vip"), "no `\u{1b}]0;title\u{7}` is known\nat all")
            .label("\u{202e}here")
            .help("\u{9b}31m try\r");
    insta::assert_snapshot!(program.human(&report));
}

#[test]
fn fixes_show_the_lines_as_they_will_be() {
    let program = Program::new("a {\n  b\n  c\n}\n");
    let mut drawn = String::new();
    for (title, at, text) in [
        ("insert", program.before("  c"), "  new\n  other\n"),
        ("delete", program.at("  b"), ""),
        ("join", program.at("\n  b\n"), " b"),
    ] {
        let report = Report::note(CODE, program.at("a"), "something").fix(title, at, text);
        let _ = writeln!(drawn, "{}", program.human(&report));
    }
    insta::assert_snapshot!(drawn);
}

/// Two files with an error, a warning with a path and a fix, and a note.
fn mixture() -> (Sources, Reports) {
    let program = Program::new("workflow a {\n  tag vip\n  send \"👋 ${name}\"\n}\n")
        .and("workspace.rondel", "workspace w {\n  tag vpi\n}\n");
    let mut reports = Reports::default();
    reports.push(fault(&program, "vip").also(program.at("vpi"), "the nearest name").fix(
        "write `vpi`",
        program.at("vip"),
        "vpi",
    ));
    reports.push(
        Report::warning(Code("maybe-unset"), program.at("name"), "`name` may be missing")
            .label("used here")
            .step(program.at("workflow a"), "the run starts")
            .step(program.at("send"), "the text is made")
            .help("write `name else \"there\"`"),
    );
    reports.push(Report::note(Code("unused"), program.at("vpi"), "the tag `vpi` is never used"));
    reports.sort();
    (program.sources, reports)
}

#[test]
fn colours_wrap_words_and_change_nothing_else() {
    let (sources, reports) = mixture();
    let batches = [Batch { reports: &reports, sources: &sources }];
    let human = |palette| Human { palette, width: 80 }.draw_all(&batches);
    let coloured = human(Palette::COLOURED);
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    assert_eq!(plain, human(Palette::PLAIN));
    insta::assert_snapshot!(coloured.replace('\u{1b}', "␛"));
}

#[test]
fn a_line_each_says_where_what_and_how_much() {
    let (sources, reports) = mixture();
    let batches = [Batch { reports: &reports, sources: &sources }];
    insta::assert_snapshot!(concise(&batches, Palette::PLAIN));
}

#[test]
fn the_document_for_programs_is_complete() {
    let (sources, reports) = mixture();
    let batches = [Batch { reports: &reports, sources: &sources }];
    insta::assert_snapshot!(Document::new(&batches, 2).render());
}

#[cfg(feature = "schema")]
#[test]
fn the_published_schema_is_current_and_the_document_keeps_it() {
    let schema = serde_json::to_value(schemars::schema_for!(Document)).unwrap();
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/schema/reports.schema.json");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    let (sources, reports) = mixture();
    let document = Document::new(&[Batch { reports: &reports, sources: &sources }], 2);
    let document = serde_json::from_str(&document.render()).unwrap();
    jsonschema::validate(&schema, &document).unwrap();
}

#[test]
fn people_see_the_gravest_two_hundred_in_order() {
    let program = Program::new(&"tag a\n".repeat(300));
    let mut reports = Reports::default();
    for line in 0..300 {
        let severity = if line % 3 == 2 { Severity::Error } else { Severity::Note };
        let at = span(FileId(0), line * 6, line * 6 + 3);
        reports.push(Report::new(CODE, severity, at, format!("finding {line}")));
    }
    let batches = [Batch { reports: &reports, sources: &program.sources }];
    let lines = concise(&batches, Palette::PLAIN);
    assert_eq!(lines.lines().count(), 201);
    assert_eq!(lines.matches("error").count(), 100);
    assert!(lines.ends_with("and 100 more; `--format json` lists them all\n"), "{lines}");
    assert_eq!(Document::new(&batches, 1).reports.len(), 300);
}

#[test]
fn late_findings_in_a_large_file_cost_no_more_than_early_ones() {
    let text = "  send \"A line of usual length for a workflow.\"\n".repeat(100_000);
    let program = Program::new(&text);
    let length = text.len() / 100_000;
    let many = |first: usize| {
        let mut reports = Reports::default();
        for line in first..first + 1_000 {
            let at = span(FileId(0), line * length + 2, line * length + 6);
            reports.push(Report::error(CODE, at, "a finding").label("here"));
        }
        let begun = Instant::now();
        for report in reports.iter() {
            assert!(program.human(report).contains("here"));
        }
        begun.elapsed()
    };
    let (early, late) = (many(0), many(99_000));
    assert!(late < Duration::from_secs(2), "{late:?}");
    assert!(late < early * 5 + Duration::from_millis(50), "{early:?} and {late:?}");
}

#[test]
fn a_line_of_ten_megabytes_is_shown_at_once() {
    let text = format!("tag {}oops{}", "vip, ".repeat(1_000_000), ", vip".repeat(1_000_000));
    let program = Program::new(&text);
    let mut reports = Reports::default();
    for index in 0..20_000 {
        let at = span(FileId(0), 4 + index * 5, 7 + index * 5);
        reports.push(Report::warning(CODE, at, "a finding"));
    }
    let batches = [Batch { reports: &reports, sources: &program.sources }];
    let begun = Instant::now();
    assert_eq!(Document::new(&batches, 1).reports.len(), 20_000);
    assert!(Human::default().draw_all(&batches).contains("19800 more"));
    insta::assert_snapshot!(program.human(&fault(&program, "oops")));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn miette_reads_our_findings_and_draws_them_our_way() {
    let (sources, reports) = mixture();
    let _ = miette::set_hook(Box::new(|_| Box::new(Human::default())));
    let report = reports.iter().next().unwrap().clone();
    let diagnosis = miette::Report::new(Diagnosis::new(report, &sources));
    insta::assert_snapshot!(format!("{diagnosis:?}"));
}
