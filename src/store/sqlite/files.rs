//! The files beside a store's own in which something is made durable.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::open::{OpenError, PAGE};
use super::redo::{self, Redo};
use super::session::Part;

/// Room for the first pages of a log, each with its head; one that grew keeps its room.
const LOG_ROOM: u64 = 2_200 * (PAGE as u64 + 24);
/// Room for calls.
const REDO_ROOM: u64 = redo::ROOM as u64;

/// The file's own log, and the redo log.
#[derive(Debug)]
pub(super) struct Files {
    log: File,
    redo: File,
}

impl Files {
    /// Of a file that was opened, with the calls that it has not taken in: those behind so many.
    ///
    /// There is room in both already: a disk is much quicker where it only writes over what is there.
    pub(super) fn open(path: &Path, store: u32, done: u64) -> Result<(Self, Redo), OpenError> {
        let failed = |error| OpenError::io(path, &error);
        let mut log = OpenOptions::new().write(true).open(beside(path, "-wal")).map_err(failed)?;
        // Nothing behind the last commit of a log means anything: its pages have no sum that fits. Where
        // there is no room, it grows as it is written.
        let _ = make_room(&mut log, LOG_ROOM);
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false);
        let mut redo = options.open(beside(path, "-redo")).map_err(failed)?;
        // What is called is as secret as what is kept.
        let _ = fs::metadata(path).and_then(|file| redo.set_permissions(file.permissions()));
        let calls = calls(&mut redo, store, done).map_err(failed)?;
        let mut calls = calls.ok_or_else(|| OpenError::Damaged {
            path: path.to_owned(),
            why: format!(
                "`{}` goes on behind calls that are in neither; is the file an older copy?",
                beside(path, "-redo").display()
            ),
        })?;
        let _ = make_room(&mut redo, REDO_ROOM);
        // On a full disk there may be less: then the file itself takes everything in.
        calls.give_room(redo.metadata().map_err(failed)?.len());
        // A file that is new is found again after a loss of power when its folder is on the disk.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
        Ok((Self { log, redo }, calls))
    }

    /// Those of a disk to which nothing can be written.
    #[cfg(test)]
    pub(super) fn failing(path: &Path) -> io::Result<Self> {
        let open = |end| File::open(beside(path, end));
        Ok(Self { log: open("-wal")?, redo: open("-redo")? })
    }

    /// Those of a disk that takes calls, and not the file's own log.
    #[cfg(all(test, unix))]
    pub(super) fn without_log(path: &Path) -> io::Result<Self> {
        let redo = OpenOptions::new().write(true).open(beside(path, "-redo"))?;
        Ok(Self { log: File::open("/dev/null")?, redo })
    }

    /// Has a part reach the disk.
    pub(super) fn sync(&self, part: &Part) -> io::Result<()> {
        match part {
            Part::Calls { place, calls } => {
                let mut redo = &self.redo;
                redo.seek(SeekFrom::Start(*place))?;
                redo.write_all(calls)?;
                redo.sync_data()
            }
            Part::Log { .. } => self.log.sync_data(),
        }
    }
}

/// Whether a file has not taken in all calls yet: its process died, or is about to.
pub(super) fn is_behind(path: &Path, store: u32, done: u64) -> bool {
    let redo = File::open(beside(path, "-redo"));
    let calls = redo.and_then(|mut redo| calls(&mut redo, store, done));
    calls.is_ok_and(|calls| calls.is_none_or(|calls| calls.is_open()))
}

/// The calls of a redo log behind so many; none where some are missing.
fn calls(redo: &mut File, store: u32, done: u64) -> io::Result<Option<Redo>> {
    let mut bytes = Vec::new();
    redo.read_to_end(&mut bytes)?;
    Ok(Redo::new(store, done).resume(&bytes))
}

fn make_room(file: &mut File, room: u64) -> io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    io::copy(&mut io::repeat(0).take(room.saturating_sub(length)), file)?;
    file.sync_all()
}

/// `leads.db-redo` for `leads.db`.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
