//! What the disk gives: writes of about a commit's size, each made durable before the next.

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a small commit adds to a write-ahead log.
const BLOCK: usize = 8_192;
/// Blocks of the file, which is written over as a log is that was written back.
const BLOCKS: u64 = 512;
/// How long a look takes.
const LOOK: Duration = Duration::from_millis(150);

/// A file to write to, and what was seen so far.
pub struct Probe {
    path: PathBuf,
    file: File,
    writes: u64,
    seconds: f64,
}

impl Probe {
    /// Makes the file.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let path = folder.join("probe");
        let file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
        let mut probe = Self { path, file, writes: 0, seconds: 0.0 };
        for _ in 0..BLOCKS {
            probe.write()?;
        }
        probe.file.sync_all()?;
        Ok(Self { writes: 0, ..probe })
    }

    /// Writes for a moment. Disks change within seconds: look often, between what is measured.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn look(&mut self) -> Result<(), Box<dyn Error>> {
        let start = Instant::now();
        while start.elapsed() < LOOK {
            self.write()?;
            self.file.sync_data()?;
        }
        self.seconds += start.elapsed().as_secs_f64();
        Ok(())
    }

    /// Durable writes per second of wall time, over all looks. The file is taken away.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn end(self) -> Result<f64, Box<dyn Error>> {
        std::fs::remove_file(self.path)?;
        Ok(self.writes as f64 / self.seconds)
    }

    fn write(&mut self) -> std::io::Result<()> {
        if self.writes.is_multiple_of(BLOCKS) {
            self.file.seek(SeekFrom::Start(0))?;
        }
        self.writes += 1;
        self.file.write_all(&[b'r'; BLOCK])
    }
}
