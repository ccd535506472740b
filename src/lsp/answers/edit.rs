//! Changes of the text.

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, DocumentFormattingParams,
    PrepareRenameParams, PrepareRenamePlaceholder, PrepareRenameResult, RenameParams, TextEdit,
    WorkspaceEdit,
};

use super::look::at;
use crate::base::{FileId, Location, Span};
use crate::ide;
use crate::lsp::capabilities::FIX_ALL;
use crate::lsp::convert;
use crate::lsp::router::{Answered, Ask, Refusal};
use crate::report::Edit;

/// The canonical layout of a file. Only the lines that differ are replaced, so that cursors and
/// folds elsewhere stay.
pub(super) fn format(
    ask: &Ask,
    params: DocumentFormattingParams,
) -> Answered<Option<Vec<TextEdit>>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let formatted = crate::format::format(file, page.text());
    let edits = differing(file, page.text(), &formatted.text);
    Ok(Some(convert::text_edits(page, &edits, &ask.client.can)))
}

/// The stretches of whole lines that differ. A byte order mark is none of the editor's business.
fn differing(file: FileId, before: &str, after: &str) -> Vec<Edit> {
    let marks = before.len() - before.trim_start_matches('\u{feff}').len();
    let before = before.get(marks..).unwrap_or_default();
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = similar::TextDiff::from_slices(&old, &new);
    let start_of = |line: usize| -> u32 {
        let bytes: usize = old.iter().take(line).map(|line| line.len()).sum();
        u32::try_from(marks + bytes).unwrap_or(u32::MAX)
    };
    let mut edits = Vec::new();
    for op in diff.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal) {
        let (gone, come) = (op.old_range(), op.new_range());
        let span = Span::new(start_of(gone.start), start_of(gone.end));
        let text: String = new.iter().take(come.end).skip(come.start).copied().collect();
        edits.push(Edit { location: Location { file, span }, text });
    }
    edits
}

/// The name at a place that can be changed.
pub(super) fn prepare_rename(
    ask: &Ask,
    params: PrepareRenameParams,
) -> Answered<Option<PrepareRenameResult>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let (place, name) = ide::rename_what(&snapshot.view(), spot).map_err(Refusal::Cannot)?;
    let (_, range) = snapshot.range(place, ask.client.can.encoding).ok_or(Refusal::Nothing)?;
    let placeholder = PrepareRenamePlaceholder { range, placeholder: name };
    Ok(Some(PrepareRenameResult::PrepareRenamePlaceholder(placeholder)))
}

/// Another name, everywhere.
pub(super) fn rename(ask: &Ask, params: RenameParams) -> Answered<Option<WorkspaceEdit>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let edits = ide::rename(&snapshot.view(), spot, &params.new_name).map_err(Refusal::Cannot)?;
    Ok(Some(convert::workspace_edit(snapshot, &edits, &ask.client.can)))
}

/// What can be done about the findings of a stretch.
pub(super) fn actions(
    ask: &Ask,
    params: CodeActionParams,
) -> Answered<Option<Vec<CodeActionResponse>>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let can = &ask.client.can;
    let only = params.context.only.as_deref();
    let wants = |kind: &CodeActionKind| {
        let kind = kind.to_string();
        only.is_none_or(|only| {
            only.iter().any(|one| {
                let one = one.to_string();
                one.is_empty() || kind == one || kind.starts_with(&format!("{one}."))
            })
        })
    };
    let mut found = Vec::new();
    let fix_all = CodeActionKind::from(FIX_ALL.to_owned());
    if only.is_some() && wants(&fix_all) {
        let edits = ide::fix_all(snapshot.findings(), file);
        if !edits.is_empty() {
            let edit = convert::workspace_edit(snapshot, &edits, can);
            found.push(action("mend everything that a safe change mends", fix_all, edit));
        }
    }
    if wants(&CodeActionKind::QuickFix) {
        let span = page.span(params.range, can.encoding);
        for one in ide::actions(&snapshot.view(), snapshot.findings(), file, span) {
            let edit = convert::workspace_edit(snapshot, &one.edits, can);
            found.push(CodeAction {
                diagnostics: convert::diagnostic(snapshot, &one.about, can).map(|one| vec![one]),
                is_preferred: one.preferred.then_some(true),
                ..action(&one.title, CodeActionKind::QuickFix, edit)
            });
        }
    }
    Ok(Some(found.into_iter().map(CodeActionResponse::CodeAction).collect()))
}

fn action(title: &str, kind: CodeActionKind, edit: WorkspaceEdit) -> CodeAction {
    CodeAction {
        title: title.to_owned(),
        kind: Some(kind),
        edit: Some(edit),
        ..CodeAction::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{FileId, differing};

    #[test]
    fn only_what_differs_is_replaced_whatever_ends_the_lines() {
        for (before, after, edits) in [
            ("one\n two\nthree\n", "one\ntwo\nthree\n", 1),
            ("one\r\n two\r\nthree", "one\ntwo\nthree\n", 1),
            ("one\r two\nthree\n four\n", "one\r two\nthree\nfour\n", 1),
            ("\u{feff}one\n two\nthree\n", "one\ntwo\nthree\n", 1),
            ("\u{feff}one\ntwo\n", "one\ntwo\n", 0),
        ] {
            let found = differing(FileId(0), before, after);
            assert_eq!(found.len(), edits, "{before:?}");
            let mut text = before.to_owned();
            for edit in found.iter().rev() {
                text.replace_range(edit.location.span.range(), &edit.text);
            }
            assert_eq!(text.trim_start_matches('\u{feff}'), after);
        }
    }
}
