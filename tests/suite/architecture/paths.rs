//! Every path that a source file mentions: in `use`, in types and expressions, and inside macros.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A path as written, and its line.
pub(super) struct Mention {
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
    /// Whether it is a macro that is called.
    pub(super) is_macro: bool,
}

/// Every path of a parsed file.
pub(super) fn mentions(file: &syn::File) -> Vec<Mention> {
    let mut collector = Collector::default();
    collector.visit_file(file);
    collector.found
}

#[derive(Default)]
struct Collector {
    found: Vec<Mention>,
}

impl Collector {
    fn push(&mut self, segments: Vec<String>, line: usize, is_macro: bool) {
        self.found.push(Mention { segments, line, is_macro });
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                let segments = [before, &[path.ident.to_string()]].concat();
                self.tree(&segments, &path.tree);
            }
            syn::UseTree::Name(name) => self.leaf(before, &name.ident),
            syn::UseTree::Rename(rename) => self.leaf(before, &rename.ident),
            syn::UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                self.push(before.to_vec(), line, false);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(before, tree);
                }
            }
        }
    }

    fn leaf(&mut self, before: &[String], name: &syn::Ident) {
        let segments = [before, &[name.to_string()]].concat();
        self.push(segments, name.span().start().line, false);
    }

    /// Paths in the tokens of a macro call: names joined by `::`.
    fn tokens(&mut self, stream: TokenStream) {
        let mut segments: Vec<String> = Vec::new();
        let (mut line, mut colons) = (0, 0);
        for token in stream {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.flush(&mut segments, line, false);
                        line = name.span().start().line;
                    }
                    segments.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                TokenTree::Punct(sign) => {
                    self.flush(&mut segments, line, sign.as_char() == '!');
                    colons = 0;
                }
                TokenTree::Group(group) => {
                    self.flush(&mut segments, line, false);
                    self.tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Literal(_) => {
                    self.flush(&mut segments, line, false);
                    colons = 0;
                }
            }
        }
        self.flush(&mut segments, line, false);
    }

    fn flush(&mut self, segments: &mut Vec<String>, line: usize, is_macro: bool) {
        if !segments.is_empty() {
            self.push(std::mem::take(segments), line, is_macro);
        }
    }
}

impl<'a> Visit<'a> for Collector {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let segments: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let line = path.segments.first().map_or(0, |first| first.ident.span().start().line);
        self.push(segments, line, false);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let segments: Vec<String> =
            call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let line = call.path.segments.first().map_or(0, |first| first.ident.span().start().line);
        self.push(segments, line, true);
        self.tokens(call.tokens.clone());
    }
}
