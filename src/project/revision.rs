//! Programs and plans as a revision of a git repository holds them, read through `git` itself. The
//! work tree is neither looked at nor changed.

use std::io::{ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use super::Problem;
use crate::base::{MAX_SOURCE_BYTES, nearest};

/// A revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// As it was asked for.
    pub name: String,
    /// The work tree's top folder, where git is called.
    top: PathBuf,
    /// The commit or tree.
    id: String,
}

/// A file of a revision: its path from the top, with `/`, and its bytes, at most one more than is
/// taken of a file.
pub type RevisedFile = (String, Vec<u8>);

impl Revision {
    /// The revision of a name in the repository that a folder belongs to.
    ///
    /// *Errors*: where there is no git, no repository, or no such revision.
    pub fn find(name: &str, folder: &Path) -> Result<Self, Problem> {
        let top = top(folder)?;
        let name = name.to_owned();
        let wanted = format!("{name}^{{tree}}");
        // What begins with a dash would be an option.
        let found = if name.starts_with('-') {
            None
        } else {
            git(&top, &["rev-parse", "--verify", "--quiet", &wanted], b"").ok()
        };
        match found {
            Some(id) => {
                let id = String::from_utf8_lossy(&id).trim().to_owned();
                Ok(Self { name, top, id })
            }
            None => Err(unknown(&name, &top)),
        }
    }

    /// Where two revisions parted.
    ///
    /// *Errors*: where they never were one.
    pub fn parting(one: &str, other: &str, folder: &Path) -> Result<Self, Problem> {
        for name in [one, other] {
            Self::find(name, folder)?;
        }
        let top = top(folder)?;
        let base = git(&top, &["merge-base", one, other], b"").map_err(|_| {
            let message = format!("`{one}` and `{other}` have no revision in common");
            Problem::new(message).help("compare them as they are: give them apart")
        })?;
        let id = String::from_utf8_lossy(&base).trim().to_owned();
        Ok(Self { name: format!("{one}...{other}"), top, id })
    }

    /// The path of a folder from the top of the repository, with `/`.
    ///
    /// *Errors*: where the folder lies outside.
    pub fn place(&self, folder: &Path) -> Result<String, Problem> {
        let failed = |error: std::io::Error| Problem::io("read", folder, &error);
        let whole = std::path::absolute(folder).map_err(failed)?;
        // A folder that is gone from the work tree may still be in the revision.
        let known = whole.ancestors().find_map(|known| Some((known, known.canonicalize().ok()?)));
        let Some((known, real)) = known else { return Ok(String::new()) };
        let rest = whole.strip_prefix(known).unwrap_or(Path::new(""));
        let top = self.top.canonicalize().map_err(failed)?;
        let Ok(below) = real.join(rest).strip_prefix(&top).map(Path::to_owned) else {
            let message = format!(
                "`{}` lies outside of the repository `{}`",
                folder.display(),
                top.display()
            );
            return Err(Problem::new(message).help("name a folder inside with `--in`"));
        };
        let parts = below.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => None,
        });
        Ok(parts.collect::<Vec<_>>().join("/"))
    }

    /// Where a path from the top of the repository is on disk: as near to `folder` as it was given,
    /// where it is that.
    ///
    /// *Errors*: as [`Revision::place`].
    pub fn on_disk(&self, place: &str, folder: &Path) -> Result<PathBuf, Problem> {
        let is_it = self.place(folder)? == place;
        Ok(if is_it { folder.to_owned() } else { self.top.join(place) })
    }

    /// The files at or below a path from the top, whose paths `keep` says yes to, in order of path.
    ///
    /// *Errors*: where there is nothing of that name, or git cannot read it.
    pub fn files(
        &self,
        place: &str,
        keep: impl Fn(&str) -> bool,
    ) -> Result<Vec<RevisedFile>, Problem> {
        let list = ["ls-tree", "-r", "-z", "-l", "--full-tree", &self.id];
        let found = if place.is_empty() {
            git(&self.top, &list, b"")
        } else {
            git(&self.top, &[&list[..], &["--", place]].concat(), b"")
        };
        let listed = String::from_utf8_lossy(&found?).into_owned();
        if listed.is_empty() {
            let message = format!("there is nothing at `{place}` in `{}`", self.name);
            return Err(Problem::new(message)
                .help("name a folder that is in that revision with `--in`, or as `REV:FOLDER`"));
        }
        let entries = listed.split('\0').filter_map(entry);
        let kept: Vec<Entry<'_>> = entries.filter(|entry| keep(entry.path)).collect();
        self.read(&kept)
    }

    fn read(&self, entries: &[Entry<'_>]) -> Result<Vec<RevisedFile>, Problem> {
        let small = || entries.iter().filter(|entry| entry.size <= MAX_SOURCE_BYTES);
        let asked: String = small().map(|entry| format!("{}\n", entry.id)).collect();
        let mut answer = git(&self.top, &["cat-file", "--batch"], asked.as_bytes())?.into_iter();
        let mut files = Vec::with_capacity(entries.len());
        for entry in entries {
            let bytes = if entry.size <= MAX_SOURCE_BYTES {
                // A line about the file, its bytes, and a line end.
                let head = answer.by_ref().take_while(|byte| *byte != b'\n').count();
                let bytes: Vec<u8> = answer.by_ref().take(entry.size).collect();
                if head == 0 || bytes.len() < entry.size || answer.next() != Some(b'\n') {
                    let message = format!("git did not give all of `{}`", entry.path);
                    return Err(Problem::new(message).help("try `git fsck`"));
                }
                bytes
            } else {
                vec![b' '; MAX_SOURCE_BYTES + 1]
            };
            files.push((entry.path.to_owned(), bytes));
        }
        files.sort();
        Ok(files)
    }
}

/// A line of `git ls-tree -l`.
struct Entry<'a> {
    id: &'a str,
    size: usize,
    path: &'a str,
}

/// A file; links and other repositories are left out.
fn entry(line: &str) -> Option<Entry<'_>> {
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split_whitespace();
    let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
    let size = words.next()?.parse().ok()?;
    (kind == "blob" && mode != "120000").then_some(Entry { id, size, path })
}

/// The top folder of the repository that a folder belongs to.
fn top(folder: &Path) -> Result<PathBuf, Problem> {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    let start = there.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let found = git(start, &["rev-parse", "--show-toplevel"], b"").map_err(|problem| {
        if problem.message.contains("not a git repository") || problem.message.contains("work tree")
        {
            let message = format!("`{}` belongs to no git repository", folder.display());
            return Problem::new(message).help(
                "name two folders or two folders of plans, or a folder inside of a \
                       repository with `--in`",
            );
        }
        problem
    })?;
    let text = String::from_utf8_lossy(&found).into_owned();
    Ok(PathBuf::from(text.trim_end_matches(['\n', '\r'])))
}

fn unknown(name: &str, top: &Path) -> Problem {
    let message = format!("there is no revision `{name}` in `{}`", top.display());
    let exists = |name: &str| git(top, &["rev-parse", "--verify", "--quiet", name], b"").is_ok();
    if name == "HEAD" {
        let message = format!("nothing is committed in `{}` yet", top.display());
        return Problem::new(message).help("commit first, or name two folders");
    }
    // `HEAD~3` looks like `HEAD`, and is not meant for it.
    if let Some((base, _)) = name.split_once(['~', '^'])
        && !base.starts_with('-')
        && exists(base)
    {
        return Problem::new(message).help(format!(
            "`{base}` has not so many commits before it; where only the newest was fetched, fetch \
             the others too"
        ));
    }
    let list = ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"];
    let known = git(top, &list, b"").unwrap_or_default();
    let known = String::from_utf8_lossy(&known).into_owned();
    let near = nearest(name, known.lines().chain(["HEAD"])).map(str::to_owned);
    Problem::new(message).help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a branch, a tag, a commit, or a folder that exists; where only the newest \
                 commit was fetched, fetch the others too"
            .to_owned(),
    })
}

/// What git answers. Nothing it does here writes anything.
fn git(folder: &Path, words: &[&str], input: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(folder).args(words);
    // Messages are read below, and git takes a lock now and then to look things up faster.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command.env("GIT_LITERAL_PATHSPECS", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            Problem::new("cannot run `git`: it is not installed, or not on the path")
                .help("install it, or compare two folders")
        } else {
            Problem::new(format!("cannot run `git`: {error}"))
        }
    })?;
    let failed = |error: std::io::Error| Problem::new(format!("cannot talk with `git`: {error}"));
    let (stdin, mut stdout) = (child.stdin.take(), child.stdout.take());
    let mut answer = Vec::new();
    // It answers while it is asked: who only writes and then reads may wait for ever.
    std::thread::scope(|scope| {
        let ask = scope.spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input)));
        let read = stdout.as_mut().map_or(Ok(0), |out| out.read_to_end(&mut answer));
        // When it has ended early, what it says in the end tells more.
        let _ = ask.join();
        read
    })
    .map_err(failed)?;
    let ended = child.wait_with_output().map_err(failed)?;
    if ended.status.success() {
        return Ok(answer);
    }
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
    let line = line.trim_start_matches("fatal: ").trim_end_matches('.');
    Err(Problem::new(format!("`git {}` failed: {line}", words.first().unwrap_or(&""))))
}
