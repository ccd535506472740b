//! A picture as pixels.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb};

use super::fonts::Fonts;
use super::letters::{FAMILY, FONT};

/// Most pixels of a picture: 16 bytes of memory each at the worst.
const MOST: f64 = 100_000_000.0;

/// Why there are no pixels.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoPng {
    /// It would take more memory than a picture may.
    #[error("the picture would have {0} million pixels, and may have 100")]
    TooLarge(u64),
    /// The document was not understood.
    #[error("the picture cannot be drawn")]
    NotDrawn,
}

/// The pixels of a picture with fixed colours, as a file of PNG. Texts are drawn with the embedded
/// font, and with these for what it lacks; letters that none has are left out.
///
/// *Units*: `scale` is pixels for each unit of the picture.
///
/// # Errors
///
/// Where it would be too large.
pub fn png(svg: &str, scale: f32, more: &Fonts) -> Result<Vec<u8>, NoPng> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_source(fontdb::Source::Binary(Arc::new(FONT)));
    more.bytes().for_each(|bytes| {
        fonts.load_font_source(fontdb::Source::Binary(bytes));
    });
    let options =
        Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|_: usvg::Error| NoPng::NotDrawn)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let pixels = f64::from(width) * f64::from(height);
    if pixels > MOST {
        return Err(NoPng::TooLarge(whole(pixels / 1_000_000.0)));
    }
    let mut pixmap = Pixmap::new(side(width), side(height)).ok_or(NoPng::NotDrawn)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|_| NoPng::NotDrawn)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number of pixels is limited, and positive"
)]
fn side(length: f32) -> u32 {
    length.ceil().max(1.0) as u32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number to tell people, and positive"
)]
fn whole(number: f64) -> u64 {
    number.ceil() as u64
}
