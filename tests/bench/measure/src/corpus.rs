//! A folder of source files, held in memory so that no disk is measured.

use std::path::Path;

/// One source file.
pub struct File {
    /// The file's name without its folder.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// All files of one folder with one extension, in the order of their names.
pub struct Corpus {
    /// The files.
    pub files: Vec<File>,
}

impl Corpus {
    /// Reads the folder; sub-folders are left out.
    ///
    /// # Errors
    /// A sentence for people, when the folder cannot be read or holds no such file.
    pub fn read(dir: &Path, extension: &str) -> Result<Self, String> {
        let blame = |error| format!("{}: {error}", dir.display());
        let mut files = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(blame)? {
            let path = entry.map_err(blame)?.path();
            if path.extension().is_some_and(|found| found == extension) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.push(File { name, text: std::fs::read_to_string(&path).map_err(blame)? });
            }
        }
        if files.is_empty() {
            return Err(format!("{}: no .{extension} file", dir.display()));
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { files })
    }

    /// Line ends in all files.
    pub fn lines(&self) -> usize {
        self.files.iter().map(|file| file.text.bytes().filter(|&byte| byte == b'\n').count()).sum()
    }

    /// Bytes of text in all files.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }
}
