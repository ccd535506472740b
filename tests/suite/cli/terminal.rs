//! Colours, help, exit codes, and an output that goes away.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{BAD, Folder, GOOD, answer};

#[test]
fn colours_follow_the_flag_then_the_environment() {
    let folder = Folder::new(&[("a.rondel", BAD)]);
    let coloured = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = folder.command(arguments);
        command.envs(variable);
        answer(command.output().unwrap()).out.contains('\u{1b}')
    };
    assert!(!coloured(&["check"], None));
    assert!(coloured(&["check", "--color", "always"], None));
    assert!(coloured(&["check", "--color", "always"], Some(("NO_COLOR", "1"))));
    assert!(coloured(&["check"], Some(("CLICOLOR_FORCE", "1"))));
    assert!(!coloured(&["check", "--color", "never"], Some(("CLICOLOR_FORCE", "1"))));
    assert!(!coloured(&["check"], Some(("NO_COLOR", "1"))));
}

#[test]
fn mistakes_in_arguments_exit_with_two_and_offer_the_nearest() {
    let folder = Folder::new(&[]);
    insta::assert_snapshot!(folder.rondel(&["chek"]));
    insta::assert_snapshot!(folder.rondel(&["check", "--format", "jsn"]));
    assert_eq!(folder.rondel(&[]).code, Some(2));
}

#[test]
fn help_and_version_are_answers() {
    let folder = Folder::new(&[]);
    let version = folder.rondel(&["--version"]);
    assert_eq!(version.code, Some(0));
    assert_eq!(version.out, format!("rondel {}\n", env!("CARGO_PKG_VERSION")));
    insta::assert_snapshot!(folder.rondel(&["--help"]));
    insta::assert_snapshot!(folder.rondel(&["check", "--help"]));
    insta::assert_snapshot!(folder.rondel(&["check", "-h"]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new(&[("a.rondel", &BAD.repeat(5_000))]);
    for arguments in [&["check"][..], &["check", "--format", "json"], &["--help"]] {
        let mut command = folder.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let answer = answer(child.wait_with_output().unwrap());
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let folder = Folder::new(&[("a.rondel", GOOD)]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = folder.command(&["check"]).stdout(full).output().unwrap();
    let answer = answer(output);
    assert_eq!(answer.code, Some(2));
    assert!(answer.err.starts_with("error: cannot write the output"), "{}", answer.err);
}

#[cfg(unix)]
#[test]
fn an_interruption_exits_with_130() {
    let folder = Folder::new(&[]);
    let mut command = folder.command(&["check", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let caught = format!("/proc/{}/status", child.id());
    // The handler is there once the kernel says that the signal is caught.
    let ready = |status: String| {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|m| m & 2 != 0)
    };
    // Held open, or the end of the input would end the check first.
    let input = child.stdin.take();
    while Path::new("/proc").exists() && !std::fs::read_to_string(&caught).is_ok_and(ready) {
        std::thread::yield_now();
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(input);
}
