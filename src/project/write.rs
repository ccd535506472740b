//! Writing back: all or nothing, and never outside of the root.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::Problem;

/// Puts `text` in the place of the file at `path`, which lies under `root`.
///
/// Readers see the old file or the new one, never a part. Permissions stay. A link inside of the
/// root is followed and its target replaced.
///
/// *Errors*: where the file or its folder leads out of `root`, is read-only, or cannot be
/// written; the old file is then untouched.
pub fn write(root: &Path, path: &Path, text: &str) -> Result<(), Problem> {
    let failed = |error: std::io::Error| Problem::io("write", path, &error);
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let root = fs::canonicalize(root).map_err(failed)?;
    let exists = fs::symlink_metadata(path).is_ok();
    let target = if exists {
        fs::canonicalize(path).map_err(failed)?
    } else {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).map_err(failed)?;
        folder.join(path.file_name().unwrap_or_default())
    };
    if !target.starts_with(&root) {
        let message = format!(
            "will not write through `{}`: it leads to `{}`, out of the project",
            path.display(),
            target.display()
        );
        return Err(Problem::new(message).help("name the file itself, or copy it into the project"));
    }
    let old = if exists { Some(fs::metadata(&target).map_err(failed)?) } else { None };
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Problem::new(format!("cannot write `{}`: it is a folder", path.display())));
    }
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(Problem::new(format!("cannot write `{}`: it is read-only", path.display())));
    }
    let folder = target.parent().unwrap_or(&root);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rondel-");
    // A new file gets what any program's new file gets, not the closed mode of a temporary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    if let Some(old) = old {
        fs::set_permissions(file.path(), old.permissions()).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}
