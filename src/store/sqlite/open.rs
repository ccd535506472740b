//! Opening a file: only what is a store of a known form, and whole, is touched.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::Missing;
use super::lock::{self, Lock, NoLock};
use super::schema::{APPLICATION, MIGRATIONS};
use crate::store::StoreError;

/// How long another process may hold the file, for a moment, before that is an error.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pages of the log that are written back into the file at once: each time costs two syncs.
const WRITTEN_BACK: u32 = 4_000;
/// Bytes of a page of a new file. A commit writes about 18 pages, each for a row or two: on smaller ones
/// less is written, and texts of rows still find room on one.
pub(super) const PAGE: u32 = 2_048;
/// Most that is kept of the file in memory. SQLite goes through all of it whenever a commit has put the
/// pages of a tree in order; what it reads again comes from the memory of the system.
const CACHE_KIB: i64 = 2_048;

/// Why a store is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("`{}` is open in another process; one at a time may write to a store", .0.display())]
    Taken(PathBuf),
    /// There is no such file.
    #[error("there is no store `{}`", .0.display())]
    Missing(PathBuf),
    /// It is something else.
    #[error("`{}` is not a store of Rondel; it is left as it is", .0.display())]
    Foreign(PathBuf),
    /// A newer version wrote it.
    #[error(
        "`{}` was written by a newer version of Rondel (form {found}, this one knows {known}); use \
         that version, or another file", .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form it has.
        found: i64,
        /// The newest form this version knows.
        known: usize,
    },
    /// It does not hold what it should.
    #[error("`{}` is damaged: {why}; it is left as it is", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The system does not let us.
    #[error("cannot open `{}`: {why}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
}

impl OpenError {
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        Self::Io { path: path.to_owned(), why: error.to_string() }
    }

    /// What a store cannot do is no damage, unless it says so.
    pub(super) fn store(path: &Path, error: StoreError) -> Self {
        let path = path.to_owned();
        match error {
            StoreError::Corrupt(why) => Self::Damaged { path, why: why.to_string() },
            error @ (StoreError::Conflict | StoreError::Unavailable(_) | StoreError::Unknown) => {
                Self::Io { path, why: error.to_string() }
            }
        }
    }

    pub(super) fn damaged(path: &Path, error: &impl std::fmt::Display) -> Self {
        Self::Damaged { path: path.to_owned(), why: error.to_string() }
    }
}

/// Opens a file, and brings its form up to date.
pub(super) fn open(path: &Path, missing: Missing) -> Result<(Connection, Lock), OpenError> {
    let is_new = is_new(path)?;
    if is_new && missing == Missing::Refuse {
        return Err(OpenError::Missing(path.to_owned()));
    }
    let lock = lock::take(path).map_err(|error| match error {
        NoLock::Taken => OpenError::Taken(path.to_owned()),
        NoLock::Io(error) => OpenError::io(path, &error),
    })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let failed = |error| of_sqlite(path, &error);
    let mut connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    if !is_new {
        check(&connection, path).map_err(|error| error.unwrap_or_else(failed))?;
    }
    prepare(&mut connection).map_err(failed)?;
    Ok((connection, lock))
}

/// What tells the calls of a store from those of others, and how many of them its file has taken in. None
/// of files of an older form, which had no redo log.
pub(super) fn done(db: &Connection) -> Result<Option<(u32, u64)>, rusqlite::Error> {
    let is_there = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'redo'";
    if db.query_row(is_there, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(None);
    }
    db.query_row("SELECT store & 0xFFFFFFFF, done FROM redo", [], |row| {
        let done = u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
        Ok(Some((row.get(0)?, done)))
    })
}

/// Opens a file to be looked at.
pub(super) fn view(path: &Path) -> Result<Connection, OpenError> {
    if is_new(path)? {
        return Err(OpenError::Missing(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let failed = |error| of_sqlite(path, &error);
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    if is_empty(&connection).map_err(failed)? {
        return Err(OpenError::Missing(path.to_owned()));
    }
    check(&connection, path).map_err(|error| error.unwrap_or_else(failed))?;
    Ok(connection)
}

fn of_sqlite(path: &Path, error: &rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => OpenError::Foreign(path.to_owned()),
        Some(rusqlite::ErrorCode::DatabaseCorrupt) => OpenError::damaged(path, error),
        _ => OpenError::Io { path: path.to_owned(), why: error.to_string() },
    }
}

/// Whether there is nothing yet. What begins like no SQLite file is never handed to SQLite.
fn is_new(path: &Path) -> Result<bool, OpenError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(OpenError::io(path, &error)),
    };
    let mut head = Vec::new();
    let read = file.take(16).read_to_end(&mut head);
    read.map_err(|error| OpenError::io(path, &error))?;
    match head.as_slice() {
        [] => Ok(true),
        b"SQLite format 3\0" => Ok(false),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

/// An error of ours, or one of SQLite's.
enum Refused {
    Ours(OpenError),
    Theirs(rusqlite::Error),
}

impl Refused {
    fn unwrap_or_else(self, failed: impl FnOnce(rusqlite::Error) -> OpenError) -> OpenError {
        match self {
            Self::Ours(error) => error,
            Self::Theirs(error) => failed(error),
        }
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Theirs(error)
    }
}

fn check(connection: &Connection, path: &Path) -> Result<(), Refused> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application == 0 && is_empty(connection)? {
        // Made by a process that died before it could write the first table.
        return Ok(());
    }
    if application != APPLICATION {
        return Err(Refused::Ours(OpenError::Foreign(path.to_owned())));
    }
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = MIGRATIONS.len();
    if usize::try_from(found).map_or(true, |found| found > known) {
        return Err(Refused::Ours(OpenError::Newer { path: path.to_owned(), found, known }));
    }
    let why: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if why != "ok" {
        return Err(Refused::Ours(OpenError::Damaged { path: path.to_owned(), why }));
    }
    Ok(())
}

fn is_empty(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let tables = "SELECT COUNT(*) FROM sqlite_schema";
    connection.query_row(tables, [], |row| row.get::<_, i64>(0)).map(|count| count == 0)
}

fn prepare(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    // A file keeps the pages that it was made with.
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.set_prepared_statement_cache_capacity(64);
    // Statements are planned once, and not anew for every value that an index of a part is asked for.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let transaction = connection.transaction()?;
    let seen: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let seen = usize::try_from(seen).unwrap_or_default();
    for script in MIGRATIONS.iter().skip(seen) {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    let newest = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    // From here on the log is synced by whoever needs that.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "wal_autocheckpoint", WRITTEN_BACK)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)
}
