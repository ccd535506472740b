//! What the two arguments mean.

use std::path::{Path, PathBuf};

use crate::project::{Problem, Revision};

/// One side, as it was asked for.
pub(super) enum Asked {
    /// A file or folder on disk.
    Path { path: PathBuf, name: String },
    /// A folder or file of a revision, from the top of its repository.
    Revision { revision: Revision, place: String, name: String },
}

/// Both.
pub(super) struct Sides {
    pub(super) old: Asked,
    pub(super) new: Asked,
}

impl Sides {
    /// Reads the arguments. What exists on disk is meant as that; anything else is a revision.
    pub(super) fn of(old: &str, new: Option<&str>, within: &Path) -> Result<Self, Problem> {
        if let (None, Some((one, parted, other))) = (new, range(old)) {
            let old = if parted {
                let revision = Revision::parting(one, other, within)?;
                let place = revision.place(within)?;
                Asked::Revision { name: revision.name.clone(), revision, place }
            } else {
                revision(one, within)?
            };
            return Ok(Self { old, new: revision(other, within)? });
        }
        let old = side(old, within)?;
        let new = match (new, &old) {
            (Some(new), _) => side(new, within)?,
            (None, Asked::Revision { revision, place, .. }) => {
                let path = revision.on_disk(place, within)?;
                Asked::Path { path, name: WORK_TREE.to_owned() }
            }
            (None, Asked::Path { .. }) => {
                Asked::Path { path: within.to_owned(), name: within.display().to_string() }
            }
        };
        Ok(Self { old, new })
    }
}

/// What is on disk, beside a revision.
pub(super) const WORK_TREE: &str = "the work tree";

/// `A..B` and `A...B`: both names, and whether the second is compared with where they parted. A
/// name that is left out is `HEAD`.
fn range(written: &str) -> Option<(&str, bool, &str)> {
    if written.starts_with('.') || Path::new(written).exists() {
        return None;
    }
    let (one, other) = written.split_once("..")?;
    let (parted, other) = other.strip_prefix('.').map_or((false, other), |other| (true, other));
    Some((one, parted, if other.is_empty() { "HEAD" } else { other }))
}

fn side(written: &str, within: &Path) -> Result<Asked, Problem> {
    let path = Path::new(written);
    if path.exists() {
        return Ok(Asked::Path { path: path.to_owned(), name: written.to_owned() });
    }
    revision(written, within).map_err(|problem| {
        // Who writes a path means one.
        let is_path = written.ends_with(".rondel") || written.ends_with(".json");
        let is_path = is_path || written.starts_with(['.', '/', '~']) || written.contains('\\');
        if is_path && !written.contains(':') {
            return Problem::new(format!("cannot read `{written}`: it does not exist"))
                .help("name a folder of a program or of plans, or a revision of git");
        }
        problem
    })
}

fn revision(written: &str, within: &Path) -> Result<Asked, Problem> {
    let (name, folder) = match written.split_once(':') {
        Some((name, folder)) if !name.is_empty() => (name, Some(folder)),
        Some(_) | None => (written, None),
    };
    let revision = Revision::find(name, within)?;
    let place = match folder {
        // As git has it: from the top, unless it begins with a dot.
        Some(folder) if folder.starts_with('.') => revision.place(&within.join(folder))?,
        Some(folder) => folder.trim_end_matches('/').to_owned(),
        None => revision.place(within)?,
    };
    Ok(Asked::Revision { revision, place, name: written.to_owned() })
}
