//! What is found, file by file, and what of it the editor has been told.

use std::collections::BTreeMap;
use std::sync::Arc;

use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::client::{Abilities, Client};
use super::convert::diagnostic;
use super::router::{Answered, Ask};
use super::snapshot::{Page, Snapshot};
use super::uri;
use crate::base::FileId;
use crate::project::SETTINGS_FILE;
use crate::report::Reports;

/// The findings of one file.
pub(super) fn of_file(snapshot: &Snapshot, file: FileId, can: &Abilities) -> Vec<Diagnostic> {
    let own = snapshot.findings().iter().filter(|one| one.location().file == file);
    own.filter_map(|report| diagnostic(snapshot, report, can)).collect()
}

/// The findings of every file of a program, and of its `rondel.toml`, by their addresses. Files
/// without any are there too.
pub(super) fn of_all(
    snapshot: &Snapshot,
    can: &Abilities,
) -> BTreeMap<String, (Option<i32>, Vec<Diagnostic>)> {
    let mut all: BTreeMap<String, (Option<i32>, Vec<Diagnostic>)> = BTreeMap::new();
    for page in &snapshot.pages {
        all.insert(page.uri.clone(), (page.version, Vec::new()));
    }
    for report in snapshot.findings().iter() {
        let Some(page) = snapshot.page(report.location().file) else { continue };
        let Some(found) = diagnostic(snapshot, report, can) else { continue };
        all.entry(page.uri.clone()).or_default().1.push(found);
    }
    if let Some((uri, found)) = of_settings(snapshot, can) {
        all.insert(uri, (None, found));
    }
    all
}

/// What `rondel.toml` has wrong.
fn of_settings(snapshot: &Snapshot, can: &Abilities) -> Option<(String, Vec<Diagnostic>)> {
    let project = &snapshot.project;
    let source = project.settings_source()?;
    let mut reports: Reports = project.settings_findings.0.clone();
    reports.append(project.strangers(snapshot.view().program));
    let uri = uri::of_path(&project.root.join(SETTINGS_FILE));
    let page = Page::new(uri.clone(), None, source.clone());
    let alone = Snapshot::alone(page);
    let found = reports.iter().filter_map(|report| diagnostic(&alone, report, can));
    Some((uri, found.collect()))
}

/// What the editor has been told. It is told again only of what is another now.
#[derive(Debug, Default)]
pub(super) struct Published(BTreeMap<String, Vec<Diagnostic>>);

impl Published {
    /// Tells of the findings of a program; `meant` says of which files. Files that are gone are
    /// told to have none.
    pub(super) fn tell(
        &mut self,
        programs: &[Arc<Snapshot>],
        client: &Client,
        meant: impl Fn(&str) -> bool,
    ) {
        let mut now: BTreeMap<String, (Option<i32>, Vec<Diagnostic>)> = BTreeMap::new();
        for program in programs {
            now.extend(of_all(program, &client.can).into_iter().filter(|(uri, _)| meant(uri)));
        }
        for uri in self.0.keys().filter(|uri| !now.contains_key(*uri)).cloned().collect::<Vec<_>>()
        {
            self.0.remove(&uri);
            publish(client, &uri, None, Vec::new());
        }
        for (uri, (version, found)) in now {
            let known = self.0.get(&uri);
            if known == Some(&found) || known.is_none() && found.is_empty() {
                continue;
            }
            publish(client, &uri, version, found.clone());
            self.0.insert(uri, found);
        }
    }
}

fn publish(client: &Client, uri: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
    let params = PublishDiagnosticsParams { uri: Uri::from(uri), version, diagnostics };
    let params = serde_json::to_value(params).unwrap_or_default();
    client.notify("textDocument/publishDiagnostics", params);
}

/// What the same findings are known by.
pub(super) fn mark(found: &[Diagnostic]) -> String {
    let all = serde_json::to_vec(found).unwrap_or_default();
    blake3::hash(&all).to_hex().as_str().chars().take(16).collect()
}

/// The findings of a file, for editors that ask.
pub(super) fn pull(
    ask: &Ask,
    params: DocumentDiagnosticParams,
) -> Answered<DocumentDiagnosticReport> {
    let found = match ask.file(params.text_document.uri.as_ref()) {
        Ok((snapshot, file)) => of_file(snapshot, file, &ask.client.can),
        Err(_) => ask.settings_findings(params.text_document.uri.as_ref()),
    };
    let mark = mark(&found);
    if params.previous_result_id.as_ref() == Some(&mark) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: mark };
        return Ok(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: unchanged,
        }
        .into());
    }
    let full = FullDocumentDiagnosticReport { result_id: Some(mark), items: found };
    Ok(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: full,
    }
    .into())
}

impl Ask {
    /// What the `rondel.toml` of an address has wrong; nothing where it is of no program.
    fn settings_findings(&self, uri: &str) -> Vec<Diagnostic> {
        let all = self.programs.iter().filter_map(|one| of_settings(one, &self.client.can));
        all.into_iter().find(|(own, _)| own == uri).map(|(_, found)| found).unwrap_or_default()
    }
}

/// The findings of all files, for editors that ask.
pub(super) fn pull_all(
    ask: &Ask,
    params: WorkspaceDiagnosticParams,
) -> Answered<WorkspaceDiagnosticReport> {
    let known: BTreeMap<&str, &str> = params
        .previous_result_ids
        .iter()
        .map(|one| (one.uri.as_ref(), one.value.as_str()))
        .collect();
    let mut items: Vec<WorkspaceDocumentDiagnosticReport> = Vec::new();
    for program in &ask.programs {
        for (uri, (version, found)) in of_all(program, &ask.client.can) {
            let mark = mark(&found);
            if known.get(uri.as_str()) == Some(&mark.as_str()) {
                let unchanged = UnchangedDocumentDiagnosticReport { result_id: mark };
                items.push(
                    WorkspaceUnchangedDocumentDiagnosticReport {
                        uri: Uri::from(uri),
                        version,
                        unchanged_document_diagnostic_report: unchanged,
                    }
                    .into(),
                );
                continue;
            }
            let full = FullDocumentDiagnosticReport { result_id: Some(mark), items: found };
            items.push(
                WorkspaceFullDocumentDiagnosticReport {
                    uri: Uri::from(uri),
                    version,
                    full_document_diagnostic_report: full,
                }
                .into(),
            );
        }
    }
    Ok(WorkspaceDiagnosticReport { items })
}
