//! A program as it was at one moment. No later edit changes it; what is found out about it is
//! found out once, by whoever asks first.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use gen_lsp_types::{Position, Range};

use super::text::{Encoding, Lines};
use crate::base::{FileId, Location, Source, Span, share};
use crate::compile::{self, Checked, Parsed};
use crate::ide::{Spot, View};
use crate::lint::Care;
use crate::project::Project;
use crate::report::Reports;

/// One file of a program.
#[derive(Debug)]
pub(super) struct Page {
    /// Its address as the editor has it.
    pub(super) uri: String,
    /// The version that is open; none where the text is the disk's.
    pub(super) version: Option<i32>,
    source: Source,
    lines: OnceLock<Lines>,
    parsed: OnceLock<Arc<Parsed>>,
}

impl Page {
    pub(super) fn new(uri: String, version: Option<i32>, source: Source) -> Self {
        Self { uri, version, source, lines: OnceLock::new(), parsed: OnceLock::new() }
    }

    pub(super) fn text(&self) -> &str {
        self.source.text()
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(self.text()))
    }

    fn parsed(&self, file: FileId) -> Arc<Parsed> {
        let parsed = || Arc::new(Parsed::of(file, &self.source));
        self.parsed.get_or_init(parsed).clone()
    }

    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        self.lines().range(self.text(), span, encoding)
    }

    pub(super) fn position(&self, offset: u32, encoding: Encoding) -> Position {
        self.lines().position(self.text(), offset, encoding)
    }

    pub(super) fn offset(&self, at: Position, encoding: Encoding) -> u32 {
        self.lines().offset(self.text(), at, encoding)
    }

    pub(super) fn span(&self, range: Range, encoding: Encoding) -> Span {
        self.lines().span(self.text(), range, encoding)
    }

    /// The same file, as long as its text is this one and its place the same.
    pub(super) fn is(&self, uri: &str, version: Option<i32>, text: &str) -> bool {
        self.uri == uri && self.version == version && self.text() == text
    }
}

/// Everything about a program that is found out when it is asked for.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// Its root, its settings and its texts.
    pub(super) project: Project,
    /// Its files, in order of their ids.
    pub(super) pages: Vec<Arc<Page>>,
    care: Care,
    understood: OnceLock<Understood>,
    judged: OnceLock<Reports>,
}

#[derive(Debug)]
struct Understood {
    read: Vec<Arc<Parsed>>,
    checked: Checked,
}

impl Snapshot {
    pub(super) fn new(project: Project, pages: Vec<Arc<Page>>, care: Care) -> Self {
        Self { project, pages, care, understood: OnceLock::new(), judged: OnceLock::new() }
    }

    /// One file that is no program.
    pub(super) fn alone(page: Page) -> Self {
        Self::new(Project::default(), vec![Arc::new(page)], Care::Usual)
    }

    /// The same program with one page in the place of another, of the same file.
    pub(super) fn with(&self, file: FileId, page: Page) -> Self {
        let mut project = self.project.clone();
        if let Some(path) = self.path(file) {
            project.put(&path, page.text());
        }
        let mut pages = self.pages.clone();
        if let Some(place) = pages.get_mut(file.0 as usize) {
            *place = Arc::new(page);
        }
        Self::new(project, pages, self.care)
    }

    pub(super) fn path(&self, file: FileId) -> Option<PathBuf> {
        self.project.path(file).map(std::path::Path::to_owned)
    }

    pub(super) fn page(&self, file: FileId) -> Option<&Arc<Page>> {
        self.pages.get(file.0 as usize)
    }

    /// The file of an address.
    pub(super) fn file(&self, uri: &str) -> Option<FileId> {
        let index = self.pages.iter().position(|page| page.uri == uri)?;
        u32::try_from(index).ok().map(FileId)
    }

    fn understood(&self) -> &Understood {
        self.understood.get_or_init(|| {
            let pages: Vec<(FileId, &Arc<Page>)> = self
                .pages
                .iter()
                .enumerate()
                .filter_map(|(index, page)| Some((FileId(u32::try_from(index).ok()?), page)))
                .collect();
            let read = share(&pages, self.threads(), |(file, page)| page.parsed(*file));
            let checked = compile::understand(&read, &self.project.sources, self.threads());
            Understood { read, checked }
        })
    }

    /// What an editor's questions are put to. No rule is asked.
    pub(super) fn view(&self) -> View<'_> {
        let Understood { read, checked } = self.understood();
        View { sources: &self.project.sources, read, program: &checked.program }
    }

    /// Everything that is to be said of it, with the severities that its settings give.
    pub(super) fn findings(&self) -> &Reports {
        self.judged.get_or_init(|| {
            let checked = &self.understood().checked;
            let channels = self.project.settings.channels.terms();
            let (sources, threads) = (&self.project.sources, self.threads());
            let mut found = compile::judge(checked, sources, threads, self.care, channels);
            self.project.weigh(&mut found);
            self.project.findings(found)
        })
    }

    /// What was understood and everything that is to be said of it.
    pub(super) fn checked(&self) -> Checked {
        let program = self.understood().checked.program.clone();
        Checked { program, reports: self.findings().clone() }
    }

    fn threads(&self) -> NonZeroUsize {
        // Asking for the number of processors costs more than a few files take.
        let many = self.pages.len() > 8;
        let most = if many { std::thread::available_parallelism().ok() } else { None };
        most.unwrap_or(NonZeroUsize::MIN)
    }

    /// A stretch of a file, as the editor has it.
    pub(super) fn range(&self, place: Location, encoding: Encoding) -> Option<(&str, Range)> {
        let page = self.page(place.file)?;
        Some((&page.uri, page.range(place.span, encoding)))
    }

    pub(super) fn spot(&self, file: FileId, at: Position, encoding: Encoding) -> Option<Spot> {
        Some(Spot { file, offset: self.page(file)?.offset(at, encoding) })
    }
}
