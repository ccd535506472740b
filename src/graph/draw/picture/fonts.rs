//! Fonts besides the embedded one, for the letters that it lacks.

use std::sync::Arc;

use ttf_parser::{Face, PlatformId, fonts_in_collection, name_id};

/// Most faces of one file that are looked at; no collection is known to have half as many.
const FACES: u32 = 64;

/// Fonts for letters that the embedded one lacks: of several that have one, the first.
#[derive(Clone, Debug, Default)]
pub struct Fonts(Vec<File>);

/// A font file that was understood.
#[derive(Clone, Debug)]
struct File {
    bytes: Arc<Vec<u8>>,
    faces: u32,
    family: Option<String>,
}

/// Why a file gives no letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFont {
    /// Compressed, as the web has them.
    #[error("is a compressed font for the web")]
    Compressed,
    /// Pixels instead of outlines.
    #[error("has letters of pixels instead of outlines")]
    Pixels,
    /// Something else, or broken.
    #[error("is not a font that can be read")]
    Unknown,
}

impl NoFont {
    /// What to do, in the imperative.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Compressed => {
                "give the same font as `.ttf` or `.otf`; whoever made it offers it for download"
            }
            Self::Pixels => "give one with outlines: of emoji, `NotoEmoji` in one colour is one",
            Self::Unknown => "give a file of the kinds `.ttf`, `.otf` or `.ttc`",
        }
    }
}

impl Fonts {
    /// Adds the bytes of a file: TrueType, OpenType, or a collection of either.
    ///
    /// # Errors
    ///
    /// Where it gives no letters that can be drawn.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<(), NoFont> {
        if bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2") {
            return Err(NoFont::Compressed);
        }
        let faces = fonts_in_collection(&bytes).unwrap_or(1).min(FACES);
        let first = Face::parse(&bytes, 0).map_err(|_| NoFont::Unknown)?;
        let tables = first.tables();
        if tables.cmap.is_none() {
            return Err(NoFont::Unknown);
        }
        if tables.glyf.is_none() && tables.cff.is_none() && tables.colr.is_none() {
            return Err(NoFont::Pixels);
        }
        let family = family(&first);
        self.0.push(File { bytes: Arc::new(bytes), faces, family });
        Ok(())
    }

    /// The faces of all files, in their order.
    pub(super) fn faces(&self) -> impl Iterator<Item = Face<'_>> {
        self.0.iter().flat_map(|file| {
            (0..file.faces).filter_map(|index| Face::parse(&file.bytes, index).ok())
        })
    }

    /// What style sheets call them.
    pub(super) fn families(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|file| file.family.as_deref())
    }

    /// Their bytes.
    #[cfg(feature = "picture")]
    pub(super) fn bytes(&self) -> impl Iterator<Item = Arc<Vec<u8>>> {
        self.0.iter().map(|file| Arc::clone(&file.bytes))
    }
}

/// The name of a family, if it can stand between quotes as it is.
fn family(face: &Face<'_>) -> Option<String> {
    let names = face.names().into_iter();
    let families = names
        .filter(|name| name.name_id == name_id::FAMILY && name.platform_id == PlatformId::Windows);
    let is_safe = |letter: char| letter.is_alphanumeric() || " -_.".contains(letter);
    families.filter_map(|name| name.to_string()).find(|name| name.chars().all(is_safe))
}
