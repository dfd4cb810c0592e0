//! The files of a book at a git revision, read by the `git` program.
//!
//! Owns how git is asked. Must not know what the files mean.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::book::Files;
use crate::findings::Problem;
use crate::{Error, Result};

/// The mode of a symbolic link in a tree of git.
const LINK: &str = "120000";

/// Reads the folder of a book as it was committed.
pub(super) fn files(folder: &Path, revision: &str) -> Result<Files> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(wrong(&format!("`rev:{revision}` names no revision"), "write rev:HEAD~1, rev:v2018, rev:1a2b3c"));
    }
    let listed = git(folder, &["ls-tree", "-r", "-z", revision], None)?;
    let entries: Vec<Entry<'_>> = listed.split(|byte| *byte == 0).filter_map(entry).collect();
    let names = entries.iter().map(|entry| format!("{}\n", entry.object)).collect::<String>();
    let objects = git(folder, &["cat-file", "--batch"], Some(names))?;
    let mut rest = objects.as_slice();
    let mut files = BTreeMap::new();
    let mut links = Vec::new();
    for entry in &entries {
        let bytes = next(&mut rest).ok_or_else(|| wrong("git gave fewer files than it listed", "try `git fsck`"))?;
        if entry.mode == LINK {
            links.push((entry.path.to_owned(), String::from_utf8_lossy(bytes).into_owned()));
        } else {
            files.insert(entry.path.to_owned(), bytes.to_vec());
        }
    }
    for (path, target) in links {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(bytes) = files.get(&joined(folder, &target)).cloned() {
            files.insert(path, bytes);
        }
    }
    Ok(Files::in_memory(files))
}

struct Entry<'a> {
    mode: &'a str,
    object: &'a str,
    path: &'a str,
}

/// `100644 blob 1a2b…\tdata/a.csv`; what is no file is left out.
fn entry(line: &[u8]) -> Option<Entry<'_>> {
    let (head, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, kind, object) = (words.next()?, words.next()?, words.next()?);
    (kind == "blob").then_some(Entry { mode, object, path })
}

/// The next object: `1a2b… blob 12\n`, the bytes, `\n`.
fn next<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let length = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse::<usize>().ok()?;
    let from = end + 1;
    let bytes = rest.get(from..from + length)?;
    *rest = rest.get(from + length + 1..)?;
    Some(bytes)
}

/// A relative link from a folder, without `.` and `..`.
fn joined(folder: &str, target: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(target.split('/')).filter(|name| !matches!(*name, "" | ".")) {
        if name == ".." { names.truncate(names.len().saturating_sub(1)) } else { names.push(name) }
    }
    names.join("/")
}

/// Runs git in a folder; what it is told goes in by a thread of its own, so that neither side waits for the other.
fn git(folder: &Path, arguments: &[&str], input: Option<String>) -> Result<Vec<u8>> {
    let shown = format!("git {}", arguments.join(" "));
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| {
        let hint = "install git, or compare folders or releases instead of `rev:`";
        wrong(&format!("cannot run git: {error}"), hint)
    })?;
    let stdin = child.stdin.take();
    let feeder = std::thread::spawn(move || {
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            // A git that ends early says so itself.
            let _ = stdin.write_all(input.as_bytes());
        }
    });
    let output =
        child.wait_with_output().map_err(|error| wrong(&format!("`{shown}` failed: {error}"), "try it by hand"))?;
    let _ = feeder.join();
    let Output { status, stdout, stderr } = output;
    if status.success() {
        return Ok(stdout);
    }
    let said = String::from_utf8_lossy(&stderr);
    let said = said.lines().next().unwrap_or("it said nothing").trim_start_matches("fatal: ").to_owned();
    Err(wrong(
        &format!("`{shown}` failed: {said}"),
        "name a revision of the repository that the book lies in: rev:HEAD~1",
    ))
}

fn wrong(message: &str, hint: &str) -> Error {
    Error::request(Problem::new(message).hint(hint))
}
