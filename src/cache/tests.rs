//! Memories that are whole, damaged, of another program, too many; folders that cannot be written.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::book::Files;
use crate::findings::{Findings, Place, Problem, Severity};

use super::{Cache, FOLDER_NAME, Memory, Told};

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("program"), "a").unwrap();
        Self { folder }
    }

    fn cache(&self) -> Cache {
        Cache::open(self.folder.path(), &self.folder.path().join("program")).unwrap()
    }

    fn kept(&self) -> PathBuf {
        self.folder.path().join(FOLDER_NAME)
    }

    /// The one file in which a memory is.
    fn file(&self) -> PathBuf {
        let entries = fs::read_dir(self.kept()).unwrap().map(|entry| entry.unwrap().path());
        let mut memories = entries.filter(|path| path.extension().is_some_and(|ending| ending == "memory"));
        memories.next().unwrap()
    }
}

fn memory(folder: &Path) -> Memory {
    let files = Files::on_disk(folder).unwrap();
    files.read("program").unwrap();
    let mut findings = Findings::default();
    findings.warning("B018", Problem::new("无用").at(Place::in_text("a.yaml", "x: 1\n", 0..1)).hint("删去").about("x"));
    findings.push("B016", Severity::Info, Problem::new("说明").at(Place::file("a")));
    findings.waive(|finding| finding.code == "B016", "有理由");
    Memory::new(files.asked().unwrap(), None, &Told { findings, figures: 3, pending: Vec::new() })
}

#[test]
fn what_is_remembered_is_recalled_whole() {
    let desk = Desk::new();
    let cache = desk.cache();
    let memory = memory(desk.folder.path());
    cache.remember("build", memory.clone()).unwrap();
    let recalled = desk.cache().recall("build").unwrap();
    assert_eq!((recalled.inputs(), recalled.outputs()), (memory.inputs(), None));
    let (was, is) = (memory.into_told().unwrap(), recalled.into_told().unwrap());
    assert_eq!((was.findings.as_slice(), was.findings.waived()), (is.findings.as_slice(), is.findings.waived()));
    assert_eq!((is.figures, is.findings.as_slice().len(), is.findings.waived().len()), (3, 1, 1));
    assert!(desk.cache().recall("check").is_none());
    assert_eq!(fs::read_to_string(desk.kept().join(".gitignore")).unwrap().lines().last(), Some("*"));
}

#[test]
fn another_program_remembers_nothing_of_this_one() {
    let desk = Desk::new();
    desk.cache().remember("build", memory(desk.folder.path())).unwrap();
    fs::write(desk.folder.path().join("program"), "another").unwrap();
    assert!(desk.cache().recall("build").is_none());
    assert!(Cache::open(desk.folder.path(), &desk.folder.path().join("none")).is_none());
}

#[test]
fn a_damaged_memory_is_none() {
    let desk = Desk::new();
    desk.cache().remember("build", memory(desk.folder.path())).unwrap();
    let whole = fs::read(desk.file()).unwrap();
    let version = String::from_utf8(whole.clone()).unwrap().replacen("yearbook-cache 1", "yearbook-cache 0", 1);
    let mut damages = vec![Vec::new(), b"\n".to_vec(), vec![0xff; 64], version.into_bytes()];
    damages.extend((0..whole.len()).step_by(97).map(|at| whole[..at].to_vec()));
    damages.extend((0..whole.len()).step_by(97).map(|at| {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        flipped
    }));
    for damage in damages {
        fs::write(desk.file(), &damage).unwrap();
        assert!(desk.cache().recall("build").is_none(), "{}", String::from_utf8_lossy(&damage));
    }
    fs::write(desk.file(), &whole).unwrap();
    assert!(desk.cache().recall("build").is_some());
}

#[test]
fn memories_do_not_pile_up() {
    let desk = Desk::new();
    let cache = desk.cache();
    for request in 0..40 {
        cache.remember(&request.to_string(), memory(desk.folder.path())).unwrap();
        assert!(cache.recall(&request.to_string()).is_some());
    }
    assert!(fs::read_dir(desk.kept()).unwrap().count() <= 26);
}

#[test]
fn parts_do_not_pile_up_and_the_newest_stay() {
    let desk = Desk::new();
    let cache = desk.cache();
    let names: Vec<String> = (0..4_030).map(|name| name.to_string()).collect();
    let (old, new) = names.split_at(4_000);
    for names in [old, new] {
        cache.keep_parts(names.iter().map(|name| (name.as_str(), name.as_bytes())).collect::<Vec<_>>());
    }
    let kept = names.iter().filter(|name| cache.part(name).is_some()).count();
    assert_eq!(kept, 4_000);
    assert!(new.iter().all(|name| cache.part(name).as_deref() == Some(name.as_bytes())));
    fs::write(desk.folder.path().join("program"), "another").unwrap();
    assert!(new.iter().all(|name| desk.cache().part(name).is_none()));
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_no_more() {
    let desk = Desk::new();
    fs::write(desk.kept(), "a file").unwrap();
    let cache = desk.cache();
    assert!(cache.recall("build").is_none());
    let trouble = cache.remember("build", memory(desk.folder.path())).unwrap_err().to_string();
    assert!(trouble.starts_with("nothing is remembered for the next run: cannot write"), "{trouble}");
    assert_eq!(fs::read_to_string(desk.kept()).unwrap(), "a file");
}

#[test]
fn a_memory_that_cannot_be_written_leaves_no_half_of_it() {
    let desk = Desk::new();
    desk.cache().remember("build", memory(desk.folder.path())).unwrap();
    let path = desk.file();
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    desk.cache().remember("build", memory(desk.folder.path())).unwrap_err();
    let names: Vec<_> = fs::read_dir(desk.kept()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let desk = Desk::new();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), desk.kept()).unwrap();
    let trouble = desk.cache().remember("build", memory(desk.folder.path())).unwrap_err();
    assert!(trouble.to_string().contains("not a directory"), "{trouble}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn what_would_not_be_read_again_is_not_written() {
    use std::io::Write;

    let mut limited = super::folder::Limited { out: Vec::new(), left: 5 };
    limited.write_all(b"abcd").unwrap();
    assert_eq!(limited.write_all(b"ef").unwrap_err().kind(), std::io::ErrorKind::FileTooLarge);
    limited.write_all(b"e").unwrap();
    assert_eq!(limited.out, b"abcde");
    let desk = Desk::new();
    let cache = desk.cache();
    cache.keep_part("data", |out| out.write_all(b"old"));
    cache.keep_part("data", |out| {
        out.write_all(b"half of the new")?;
        Err(std::io::ErrorKind::FileTooLarge.into())
    });
    assert_eq!(cache.part("data").as_deref(), Some(&b"old"[..]), "what was kept stays");
    assert_eq!(fs::read_dir(desk.kept()).unwrap().count(), 2, "the part and .gitignore");
}

#[test]
fn a_file_that_a_killed_run_left_is_in_the_way_once() {
    let desk = Desk::new();
    let cache = desk.cache();
    cache.keep_part("data", |out| out.write_all(b"old"));
    let kept = fs::read_dir(desk.kept()).unwrap().map(|entry| entry.unwrap().path());
    let part = kept.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "part")).unwrap();
    fs::write(format!("{}.{}", part.display(), std::process::id()), "half").unwrap();
    for text in ["in the way", "new"] {
        cache.keep_part("data", |out| out.write_all(text.as_bytes()));
    }
    assert_eq!(cache.part("data").as_deref(), Some(&b"new"[..]));
}
