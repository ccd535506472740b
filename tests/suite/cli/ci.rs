//! The files for other people's CI do what they say.

use std::path::PathBuf;

use super::Folder;

fn shipped(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/ci").join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_commands_of_the_workflow_pass_on_a_sound_folder_and_fail_on_another() {
    let workflow = shipped("workflow.yml");
    let commands = workflow.lines().filter_map(|line| line.trim().strip_prefix("run: rondel "));
    let commands: Vec<Vec<&str>> = commands.map(|line| line.split(' ').collect()).collect();
    assert_eq!(commands.len(), 4);
    let folder = Folder::new(&[("rondel.toml", "")]);
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/round_robin");
    for entry in std::fs::read_dir(example).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rondel") {
            let name = path.file_name().unwrap().to_str().unwrap();
            folder.write(name, &std::fs::read(&path).unwrap());
        }
    }
    assert_eq!(folder.rondel(&["compile"]).code, Some(0));
    for command in &commands {
        let answer = folder.rondel(command);
        assert_eq!(answer.code, Some(0), "{command:?}: {answer}");
    }
    folder.write("more.rondel", b"workflow more \"More\"   {\n on manual\n send: \"Hi\"\n}\n");
    for command in &commands {
        let answer = folder.rondel(command);
        assert_ne!(answer.code, Some(0), "{command:?}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn the_step_for_pull_requests_writes_what_changes_into_the_summary() {
    let workflow = shipped("pull-request.yml");
    let (_, script) = workflow.rsplit_once("run: |\n").unwrap();
    let folder = super::diff::repository();
    let before = super::diff::git(&folder, &["rev-parse", "HEAD"]);
    let run = |wanted: i32| {
        let summary = folder.path("summary.md");
        let _ = std::fs::remove_file(&summary);
        let mut command = std::process::Command::new("bash");
        let program = PathBuf::from(env!("CARGO_BIN_EXE_rondel"));
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", program.parent().unwrap().display());
        command.args(["-e", "-c", script]).current_dir(folder.dir.path()).env("PATH", path);
        command.env("BASE", before.trim()).env("GITHUB_STEP_SUMMARY", &summary);
        let ended = command.output().unwrap();
        assert_eq!(ended.status.code(), Some(wanted), "{ended:?}");
        std::fs::read_to_string(summary).unwrap_or_default()
    };
    let same = run(0);
    assert!(same.contains("no differences in what the workflows do"), "{same}");
    folder.write("share.rondel", super::diff::CHANGED.as_bytes());
    super::diff::git(&folder, &["commit", "-qam", "Change"]);
    let changed = run(0);
    assert!(changed.contains("~ workflow share"), "{changed}");
    assert!(changed.contains("```mermaid\nflowchart TD"), "{changed}");
    folder.write("share.rondel", super::BAD.as_bytes());
    super::diff::git(&folder, &["commit", "-qam", "Break"]);
    run(2);
}

#[test]
fn the_problem_matcher_reads_every_line_of_findings() {
    let matcher: serde_json::Value =
        serde_json::from_str(&shipped("problem-matcher.json")).unwrap();
    let pattern = &matcher["problemMatcher"][0]["pattern"][0];
    let regexp = regex::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let group = |name: &str| usize::try_from(pattern[name].as_u64().unwrap()).unwrap();
    let folder = Folder::new(&[("a folder/leads.rondel", super::findings::FOUND)]);
    let answer = folder.rondel(&["check", "--format", "concise"]);
    assert_eq!(answer.out.lines().count(), 2);
    for line in answer.out.lines() {
        let found = regexp.captures(line).unwrap_or_else(|| panic!("not read: {line}"));
        assert_eq!(&found[group("file")], "a folder/leads.rondel");
        assert!(rondel::lint::explain(&found[group("code")]).is_some());
        found[group("line")].parse::<u32>().unwrap();
        found[group("column")].parse::<u32>().unwrap();
    }
}
