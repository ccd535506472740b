//! Commands that lenses name: the server's own, and those of editors that have them.

use gen_lsp_types::{ExecuteCommandParams, LspAny, MessageType};
use serde_json::{Value, json};

use super::router::{Answered, Ask, Refusal};
use super::trials::{Told, run_told};

/// Runs one scenario.
pub(super) const RUN_ONE: &str = "rondel.runScenario";
/// Runs every scenario of a file's program, or of one workflow.
pub(super) const RUN_ALL: &str = "rondel.runAllScenarios";
/// Everything that the server runs.
pub(super) const COMMANDS: &[&str] = &[RUN_ONE, RUN_ALL];

/// An editor's command: shows places.
pub(super) const SHOW_REFERENCES: &str = "rondel.showReferences";
/// An editor's command: shows what happened in scenarios.
pub(super) const SHOW_TRANSCRIPT: &str = "rondel.showTranscript";
/// An editor's command: shows the graph of a workflow.
pub(super) const OPEN_GRAPH: &str = "rondel.openGraph";

/// Does what a command says.
pub(super) fn execute(ask: &Ask, params: ExecuteCommandParams) -> Answered<Option<LspAny>> {
    let argument = params.arguments.and_then(|all| all.into_iter().next()).unwrap_or_default();
    let text = |name: &str| argument.get(name).and_then(Value::as_str);
    let Some(uri) = text("uri") else {
        return Err(Refusal::Cannot(format!("`{}` needs `uri`", params.command)));
    };
    let Ok((snapshot, _)) = ask.file(uri) else {
        return Err(Refusal::Cannot(format!("`{uri}` is in no program that is open")));
    };
    let (workflow, scenario) = (text("workflow"), text("scenario"));
    let meant = |of: &str, title: &str| {
        workflow.is_none_or(|workflow| workflow == of) && scenario.is_none_or(|one| one == title)
    };
    match params.command.as_str() {
        RUN_ONE if scenario.is_none() => {
            Err(Refusal::Cannot(format!("`{RUN_ONE}` needs `scenario`")))
        }
        RUN_ONE => {
            let told = run_told(snapshot, meant).map_err(Refusal::Cannot)?;
            let Some(told) = told.into_iter().next() else {
                return Err(Refusal::Cannot("there is no such scenario any more".to_owned()));
            };
            let message = one_said(&told);
            show(ask, told.passed, &message, &told.transcript);
            let Told { title, passed, transcript } = told;
            Ok(Some(json!({
                "title": title, "passed": passed, "transcript": transcript, "message": message,
            })))
        }
        RUN_ALL => {
            let told = run_told(snapshot, meant).map_err(Refusal::Cannot)?;
            let failed = told.iter().filter(|one| !one.passed);
            let transcript: Vec<String> =
                failed.map(|one| format!("{}\n{}", one_said(one), one.transcript)).collect();
            let (failed, all) = (transcript.len(), told.len());
            let message = all_said(all, failed);
            let transcript = transcript.join("\n");
            show(ask, failed == 0, &message, &transcript);
            Ok(Some(json!({
                "passed": all - failed, "failed": failed, "transcript": transcript,
                "message": message,
            })))
        }
        other => Err(Refusal::Cannot(format!("there is no command `{other}`"))),
    }
}

fn one_said(told: &Told) -> String {
    let went = if told.passed { "passed" } else { "failed" };
    format!("scenario \"{}\" {went}", told.title)
}

fn all_said(all: usize, failed: usize) -> String {
    match (all, failed) {
        (0, _) => "no scenarios".to_owned(),
        (1, 0) => "1 scenario passed".to_owned(),
        (_, 0) => format!("{all} scenarios passed"),
        _ => format!("{failed} of {all} scenarios failed"),
    }
}

/// Tells people, where their editor does not show it by itself.
fn show(ask: &Ask, passed: bool, message: &str, transcript: &str) {
    if ask.client.can.knows(SHOW_TRANSCRIPT) {
        return;
    }
    let kind = if passed { MessageType::Info } else { MessageType::Error };
    let text = if passed { message.to_owned() } else { format!("{message}\n{transcript}") };
    ask.client.show(kind, text.trim_end());
}
