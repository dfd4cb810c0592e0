//! Publishing as it goes well, as it is refused, as it fails half-way, and as it is killed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use insta::assert_snapshot;
use tempfile::TempDir;

use super::lock::Lock;
use super::place::Place;
use crate::book::Trust;
use crate::kept::checksum;

use super::manifest::Manifest;
use super::publication::Made;
use super::{
    Hooks, Inventory, OutputTree, PublishError, Published, Recovery, Report, Step, publish, publish_with, recover,
};

mod publication;

const OLD: &[(&str, &str)] = &[("html/a.html", "甲"), ("html/gone.html", "去"), ("index.html", "目录")];
const NEW: &[(&str, &str)] = &[("html/a.html", "乙"), ("html/new/b.html", "新"), ("index.html", "目录")];

const CHILD_FOLDER: &str = "YEARBOOK_KILL_TEST_FOLDER";
const CHILD_STEP: &str = "YEARBOOK_KILL_TEST_STEP";
const CHILD_EXCHANGE: &str = "YEARBOOK_KILL_TEST_EXCHANGE";

/// A folder with an output folder `out` in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk on which [`OLD`] is published.
    fn with_old() -> Self {
        let desk = Self::new();
        publish(&tree(OLD), &desk.out()).unwrap();
        desk
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn message(&self, error: &PublishError) -> String {
        error.to_string().replace(&self.folder.path().display().to_string(), "DIR")
    }

    fn refused(&self) -> String {
        self.message(&publish(&tree(NEW), &self.out()).unwrap_err())
    }

    /// The output is exactly these files, and nothing lies beside it.
    #[track_caller]
    fn check(&self, expected: &[(&str, &str)]) {
        assert_eq!(content(&self.out()), owned(expected));
        assert_eq!(names(self.folder.path()), ["out"]);
    }
}

fn tree(files: &[(&str, &str)]) -> OutputTree {
    let mut tree = OutputTree::new();
    tree.insert_all("", files.iter().copied()).unwrap();
    tree
}

fn owned(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// All files below a folder but the list.
fn content(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(".yearbook-output") {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn no_exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from_raw_os_error(22))
}

#[test]
fn a_first_output_is_written() {
    let desk = Desk::new();
    let report = publish(&tree(NEW), &desk.out()).unwrap();
    assert_eq!(report, Report { written: 3, unchanged: 0, removed: 0 });
    desk.check(NEW);
}

#[test]
fn folders_above_the_output_are_made() {
    let desk = Desk::new();
    let out = desk.folder.path().join("a/b/out");
    publish(&tree(NEW), &out).unwrap();
    assert_eq!(content(&out), owned(NEW));
}

#[test]
fn an_empty_folder_becomes_the_output() {
    let desk = Desk::new();
    fs::create_dir(desk.out()).unwrap();
    publish(&tree(NEW), &desk.out()).unwrap();
    desk.check(NEW);
}

#[test]
fn an_output_is_replaced_as_a_whole() {
    let desk = Desk::with_old();
    let report = publish(&tree(NEW), &desk.out()).unwrap();
    assert_eq!(report, Report { written: 2, unchanged: 1, removed: 1 });
    assert!(report.changed());
    desk.check(NEW);
}

#[test]
fn an_empty_tree_removes_every_file() {
    let desk = Desk::with_old();
    let report = publish(&OutputTree::new(), &desk.out()).unwrap();
    assert_eq!(report, Report { written: 0, unchanged: 0, removed: 3 });
    desk.check(&[]);
}

#[test]
fn a_folder_may_become_a_file_and_a_file_a_folder() {
    let desk = Desk::new();
    let (first, second) = ([("a", "1"), ("b/c", "2")], [("a/x", "1"), ("b", "2")]);
    publish(&tree(&first), &desk.out()).unwrap();
    publish(&tree(&second), &desk.out()).unwrap();
    desk.check(&second);
    publish(&tree(&first), &desk.out()).unwrap();
    desk.check(&first);
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let desk = Desk::with_old();
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let watched = ["out/index.html", "out/html/a.html", "out/.yearbook-output", "out/html", "out", "."];
    let open = |name: &str| fs::File::open(desk.folder.path().join(name)).unwrap();
    watched.iter().for_each(|name| open(name).set_modified(old).unwrap());
    let report = publish(&tree(OLD), &desk.out()).unwrap();
    assert_eq!(report, Report { written: 0, unchanged: 3, removed: 0 });
    assert!(!report.changed());
    for name in watched {
        assert_eq!(open(name).metadata().unwrap().modified().unwrap(), old, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn an_unchanged_file_stays_the_same_file() {
    use std::os::unix::fs::MetadataExt;

    let desk = Desk::with_old();
    let inode = |name: &str| fs::metadata(desk.out().join(name)).unwrap().ino();
    let (same, changed) = (inode("index.html"), inode("html/a.html"));
    publish(&tree(NEW), &desk.out()).unwrap();
    assert_eq!(inode("index.html"), same);
    assert_ne!(inode("html/a.html"), changed);
    assert_eq!(fs::metadata(desk.out().join("index.html")).unwrap().nlink(), 1, "the old tree is gone");
}

#[test]
fn a_file_that_was_edited_or_deleted_by_hand_comes_back() {
    let desk = Desk::with_old();
    desk.write("out/index.html", "改了");
    fs::remove_dir_all(desk.out().join("html")).unwrap();
    publish(&tree(OLD), &desk.out()).unwrap();
    desk.check(OLD);
}

#[test]
fn the_list_depends_on_the_paths_alone() {
    let (one, other) = (Desk::with_old(), Desk::new());
    publish(&tree(NEW), &other.out()).unwrap();
    publish(&tree(&OLD.iter().rev().copied().collect::<Vec<_>>()), &other.out()).unwrap();
    let list = |desk: &Desk| fs::read_to_string(desk.out().join(".yearbook-output")).unwrap();
    assert_eq!(list(&one), list(&other));
    assert_snapshot!(list(&one), @r"
    # The files that `yearbook build` wrote here and may replace. Written by the program; do not edit.
    html/a.html
    html/gone.html
    index.html
    ");
}

#[test]
fn a_list_with_line_ends_of_another_system_or_marks_of_a_merge_still_reads() {
    let desk = Desk::with_old();
    let path = desk.out().join(".yearbook-output");
    let list = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{}<<<<<<< HEAD\r\n", list.replace('\n', "\r\n"))).unwrap();
    publish(&tree(NEW), &desk.out()).unwrap();
    desk.check(NEW);
}

#[test]
fn foreign_files_are_named_and_kept() {
    let desk = Desk::with_old();
    desk.write("out/html/笔记.txt", "手写");
    assert!(publish(&tree(NEW), &desk.out()).unwrap_err().is_foreign());
    assert_snapshot!(desk.refused(), @"`DIR/out` holds files that this program did not write: `html/笔记.txt`; it is replaced as a whole, so move them elsewhere, or choose another folder with `--out`; if an earlier build left them, delete them");
    let kept: Vec<_> = OLD.iter().copied().chain([("html/笔记.txt", "手写")]).collect();
    desk.check(&kept);
}

#[test]
fn foreign_files_stop_even_a_build_that_changes_nothing() {
    let desk = Desk::with_old();
    desk.write("out/notes.txt", "手写");
    assert!(publish(&tree(OLD), &desk.out()).unwrap_err().is_foreign());
}

#[test]
fn a_folder_that_was_never_an_output_is_not_replaced() {
    let desk = Desk::new();
    for name in ["a", "b", "c", "d", "e", "f/g", "index.html"] {
        desk.write(&format!("out/{name}"), "");
    }
    assert_snapshot!(desk.refused(), @"`DIR/out` holds files that this program did not write: `a`, `b`, `c`, `d`, `e` and 2 more (it has no `.yearbook-output` that lists an output of ours); it is replaced as a whole, so move them elsewhere, or choose another folder with `--out`; if an earlier build left them, delete them");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_is_foreign_even_under_a_listed_name() {
    let desk = Desk::with_old();
    desk.write("precious.html", "原件");
    fs::remove_file(desk.out().join("index.html")).unwrap();
    std::os::unix::fs::symlink("../precious.html", desk.out().join("index.html")).unwrap();
    assert!(desk.refused().contains("`index.html`"));
    assert_eq!(fs::read_to_string(desk.folder.path().join("precious.html")).unwrap(), "原件");
}

#[test]
fn a_file_in_place_of_the_output_is_kept() {
    let desk = Desk::new();
    desk.write("out", "一个文件");
    assert_snapshot!(desk.refused(), @"`DIR/out` is a file, expected a folder or nothing; remove it, or choose another folder with `--out`");
    assert_eq!(fs::read_to_string(desk.out()).unwrap(), "一个文件");
}

#[test]
fn a_file_above_the_output_is_refused() {
    let desk = Desk::new();
    desk.write("file", "");
    let error = publish(&tree(NEW), &desk.folder.path().join("file/out")).unwrap_err();
    assert_snapshot!(desk.message(&error), @"cannot create the folder `DIR/file`: File exists (os error 17); a file lies where a folder is needed: remove it, or choose another folder with `--out`");
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_output_is_kept() {
    let desk = Desk::new();
    fs::create_dir(desk.folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", desk.out()).unwrap();
    assert_snapshot!(desk.refused(), @"`DIR/out` is a symbolic link, expected a folder or nothing; remove it, or choose another folder with `--out`");
    let slash = desk.folder.path().join("out/");
    assert_eq!(desk.message(&publish(&tree(NEW), &slash).unwrap_err()), desk.refused());
}

#[test]
fn a_folder_without_a_name_of_its_own_is_refused() {
    for out in [".", "/", "..", ""] {
        let error = publish(&tree(NEW), Path::new(out)).unwrap_err();
        assert!(error.to_string().contains("needs a name of its own"), "{error}");
    }
    let error = publish(&tree(NEW), Path::new("/")).unwrap_err();
    assert_snapshot!(error, @"`/` cannot be the output folder: it is replaced as a whole and needs a name of its own; choose a folder inside it, such as `/output`");
}

#[test]
fn a_read_only_folder_is_refused_before_anything_is_written() {
    let desk = Desk::with_old();
    let folder = desk.out().join("html");
    let set = |readonly: bool| {
        let mut permissions = fs::metadata(&folder).unwrap().permissions();
        permissions.set_readonly(readonly);
        fs::set_permissions(&folder, permissions).unwrap();
    };
    set(true);
    assert_snapshot!(desk.refused(), @"`DIR/out/html` is read-only, so the output cannot be replaced; make it writable (`chmod u+w`), or choose another folder with `--out`");
    desk.check(OLD);
    set(false);
}

#[test]
fn a_failure_at_any_step_before_the_exchange_leaves_the_old_output() {
    for (exchange, steps) in [(true, 5), (false, 6)] {
        for failing in 0..steps {
            let desk = Desk::with_old();
            let seen = AtomicUsize::new(0);
            let step = |_| match seen.fetch_add(1, Ordering::Relaxed) {
                at if at == failing => Err(io::Error::from(io::ErrorKind::StorageFull)),
                _ => Ok(()),
            };
            let hooks = match exchange {
                true => Hooks { step: &step, ..Hooks::default() },
                false => Hooks { step: &step, exchange: &no_exchange },
            };
            let error = publish_with(&tree(NEW), &desk.out(), hooks).unwrap_err();
            assert!(error.to_string().contains("free some space"), "{error}");
            desk.check(OLD);
        }
    }
}

#[test]
fn messages_for_what_the_system_refuses() {
    let cases = [io::ErrorKind::PermissionDenied, io::ErrorKind::StorageFull, io::ErrorKind::InvalidFilename];
    let messages: Vec<_> = cases
        .into_iter()
        .map(|kind| PublishError::io("write", Path::new("output/a.html"), kind.into()).to_string())
        .collect();
    assert_snapshot!(messages.join("\n"), @r#"
    cannot write `output/a.html`: permission denied; make the folder writable, or choose another one with `--out`
    cannot write `output/a.html`: no storage space; free some space and build again, the last output is as it was
    cannot write `output/a.html`: invalid filename; shorten the name
    "#);
    let busy = PublishError::busy(Path::new("output"));
    assert!(busy.is_busy());
    assert_snapshot!(busy, @"another build is writing `output` at this moment; wait until it is done, or choose another folder with `--out`");
    assert_snapshot!(PublishError::leftover(Path::new(".yearbook-old-output"), io::ErrorKind::PermissionDenied.into()), @"the new output is in place, but the old one could not be removed from `.yearbook-old-output`: permission denied; delete that folder");
}

#[test]
fn an_exchange_that_fails_for_another_reason_is_not_worked_around() {
    let desk = Desk::with_old();
    let exchange = |_: &Path, _: &Path| Err(io::Error::from(io::ErrorKind::PermissionDenied));
    let error = publish_with(&tree(NEW), &desk.out(), Hooks { exchange: &exchange, ..Hooks::default() }).unwrap_err();
    assert!(desk.message(&error).starts_with("cannot replace `DIR/out`"), "{error}");
    desk.check(OLD);
}

#[test]
fn two_renamings_do_where_folders_cannot_be_exchanged() {
    for refusal in [22, 38, 95] {
        let desk = Desk::with_old();
        let exchange = |_: &Path, _: &Path| Err(io::Error::from_raw_os_error(refusal));
        let hooks = Hooks { exchange: &exchange, ..Hooks::default() };
        publish_with(&tree(NEW), &desk.out(), hooks).unwrap();
        desk.check(NEW);
    }
}

#[test]
fn a_second_run_at_the_same_time_is_refused() {
    let desk = Desk::with_old();
    let lock = Lock::take(&Place::of(&desk.out()).unwrap()).unwrap();
    let error = publish(&tree(NEW), &desk.out()).unwrap_err();
    assert!(error.is_busy(), "{error}");
    assert!(recover(&desk.out()).unwrap_err().is_busy());
    assert_eq!(content(&desk.out()), owned(OLD));
    drop(lock);
    publish(&tree(NEW), &desk.out()).unwrap();
    desk.check(NEW);
}

#[test]
fn many_runs_at_once_leave_one_whole_output() {
    let desk = Desk::with_old();
    std::thread::scope(|scope| {
        for files in [OLD, NEW, OLD, NEW] {
            let out = desk.out();
            scope.spawn(move || {
                for _ in 0..20 {
                    let result = publish(&tree(files), &out);
                    assert!(result.as_ref().err().is_none_or(PublishError::is_busy), "{result:?}");
                }
            });
        }
    });
    let found = content(&desk.out());
    assert!(found == owned(OLD) || found == owned(NEW), "{found:?}");
    publish(&tree(NEW), &desk.out()).unwrap();
    desk.check(NEW);
}

#[test]
fn a_lock_file_that_was_left_behind_locks_nobody_out() {
    let desk = Desk::with_old();
    desk.write(".yearbook-lock-out", "");
    assert_eq!(recover(&desk.out()).unwrap(), Recovery::Nothing);
    desk.check(OLD);
}

#[test]
fn leftovers_are_cleaned_and_a_moved_output_comes_back() {
    let desk = Desk::with_old();
    assert_eq!(recover(&desk.out()).unwrap(), Recovery::Nothing);
    desk.write(".yearbook-staging-out/half.html", "半");
    assert_eq!(recover(&desk.out()).unwrap(), Recovery::Cleaned);
    desk.check(OLD);
    desk.write(".yearbook-old-out/older.html", "旧");
    assert_eq!(recover(&desk.out()).unwrap(), Recovery::Cleaned);
    desk.check(OLD);
    fs::rename(desk.out(), desk.folder.path().join(".yearbook-old-out")).unwrap();
    desk.write(".yearbook-staging-out/half.html", "半");
    assert_eq!(recover(&desk.out()).unwrap(), Recovery::Restored);
    desk.check(OLD);
}

#[test]
fn a_run_that_changes_nothing_still_cleans_leftovers() {
    let desk = Desk::with_old();
    desk.write(".yearbook-staging-out/half.html", "半");
    assert!(!publish(&tree(OLD), &desk.out()).unwrap().changed());
    desk.check(OLD);
}

/// The other process of the test below; by itself it does nothing.
#[test]
#[expect(clippy::disallowed_methods, reason = "the parent tells the child what to do through its environment")]
fn killed_child() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let at = std::env::var(CHILD_STEP).unwrap();
    let step = |step: Step| {
        if format!("{step:?}") == at {
            std::process::abort();
        }
        Ok(())
    };
    let hooks = match std::env::var(CHILD_EXCHANGE).as_deref() {
        Ok("no") => Hooks { step: &step, exchange: &no_exchange },
        _ => Hooks { step: &step, ..Hooks::default() },
    };
    publish_with(&tree(NEW), &Path::new(&folder).join("out"), hooks).unwrap();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this test program is the program that gets killed")]
fn a_killed_run_leaves_a_whole_output_and_the_next_one_cleans_up() {
    let (_, module) = module_path!().split_once("::").unwrap();
    let cases = [
        (Step::StagingMade, "yes", OLD),
        (Step::FileStaged, "yes", OLD),
        (Step::Staged, "yes", OLD),
        (Step::Swapped, "yes", NEW),
        (Step::OldMovedAway, "no", OLD),
        (Step::Swapped, "no", NEW),
    ];
    for (step, exchange, expected) in cases {
        let desk = Desk::with_old();
        let run = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("{module}::killed_child")])
            .env(CHILD_FOLDER, desk.folder.path())
            .env(CHILD_STEP, format!("{step:?}"))
            .env(CHILD_EXCHANGE, exchange)
            .output()
            .unwrap();
        assert!(!run.status.success(), "the child was killed at {step:?}");
        assert!(names(desk.folder.path()).len() > 1, "{step:?} leaves something");
        if step != Step::OldMovedAway {
            assert_eq!(content(&desk.out()), owned(expected), "{step:?}");
        }
        assert_ne!(recover(&desk.out()).unwrap(), Recovery::Nothing, "{step:?}");
        desk.check(expected);
        publish(&tree(NEW), &desk.out()).unwrap();
        desk.check(NEW);
    }
}

#[test]
fn paths_that_no_output_may_have_are_refused() {
    let long = "长".repeat(86);
    let cases = [
        "",
        "/a",
        "a//b",
        "a/",
        "./a",
        "a/../b",
        "..",
        "a\\b",
        "a\nb",
        ".yearbook-output",
        long.as_str(),
        "a",
        "a/b",
        "c",
        "c/d/e",
    ];
    let mut tree = tree(&[("a", ""), ("c/d", "")]);
    let messages: Vec<_> =
        cases.into_iter().map(|path| tree.insert(path, "").unwrap_err().to_string().replace(&long, "LONG")).collect();
    assert_snapshot!(messages.join("\n"), @r#"
    "" cannot be the path of an output file: a name in it is empty; expected a relative path with `/`, such as `html/index.html`
    "/a" cannot be the path of an output file: it is absolute; expected a relative path with `/`, such as `html/index.html`
    "a//b" cannot be the path of an output file: a name in it is empty; expected a relative path with `/`, such as `html/index.html`
    "a/" cannot be the path of an output file: a name in it is empty; expected a relative path with `/`, such as `html/index.html`
    "./a" cannot be the path of an output file: `.` and `..` are no names; expected a relative path with `/`, such as `html/index.html`
    "a/../b" cannot be the path of an output file: `.` and `..` are no names; expected a relative path with `/`, such as `html/index.html`
    ".." cannot be the path of an output file: `.` and `..` are no names; expected a relative path with `/`, such as `html/index.html`
    "a\\b" cannot be the path of an output file: it holds a backslash or a control character; expected a relative path with `/`, such as `html/index.html`
    "a\nb" cannot be the path of an output file: it holds a backslash or a control character; expected a relative path with `/`, such as `html/index.html`
    ".yearbook-output" cannot be the path of an output file: this name is kept for the list of files; expected a relative path with `/`, such as `html/index.html`
    "LONG" cannot be the path of an output file: a name in it is longer than 255 bytes; expected a relative path with `/`, such as `html/index.html`
    the output file `a` is made twice; give one of the two pages another name
    the output needs both `a/b` and `a`, so one would be a file and a folder; rename one of them
    the output needs both `c` and `c/d`, so one would be a file and a folder; rename one of them
    the output needs both `c/d/e` and `c/d`, so one would be a file and a folder; rename one of them
    "#);
    assert_eq!(tree.paths().collect::<Vec<_>>(), ["a", "c/d"]);
}

#[test]
fn paths_beside_one_another_are_accepted() {
    let mut tree = tree(&[("a-b", "1"), ("a.html", "2")]);
    tree.insert_all("a", [("b.html", "3"), ("年鉴/第 1 章.html", "4")]).unwrap();
    tree.insert(".nojekyll", "").unwrap();
    let paths: Vec<_> = tree.paths().collect();
    assert_eq!(paths, [".nojekyll", "a-b", "a.html", "a/b.html", "a/年鉴/第 1 章.html"]);
    assert_eq!(tree.get("a/b.html"), Some("3".as_bytes()));
    assert_eq!((tree.len(), tree.is_empty()), (5, false));
}

/// What is told of a tree that was published.
fn listed(tree: &OutputTree) -> Published {
    let made = tree.iter().map(|(path, bytes)| (path.to_owned(), Made { checksum: checksum(bytes), old: None }));
    Published::new(&made.collect(), &Manifest::of(tree.paths()))
}

#[test]
fn an_inventory_sees_what_was_touched() {
    let desk = Desk::new();
    let published = tree(NEW);
    publish(&published, &desk.out()).unwrap();
    let inventory = Inventory::of(listed(&published), &desk.out()).unwrap();
    assert_eq!(inventory.len(), NEW.len());
    let again =
        |moment| [false, true].map(|thorough| inventory.again(&desk.out(), Trust { moment, thorough }).is_some());
    assert_eq!(again(0), [true, true]);
    for (path, text) in [("html/a.html", "丙"), ("index.html", ""), (".yearbook-output", "目录")] {
        let before = fs::read_to_string(desk.out().join(path)).unwrap();
        desk.write(&format!("out/{path}"), text);
        assert_eq!(again(0), [false, false], "{path}");
        desk.write(&format!("out/{path}"), &before);
        assert_eq!(again(0), [true, true], "{path}");
    }
    for path in ["out/mine.txt", ".yearbook-staging-out/a"] {
        desk.write(path, "");
        assert_eq!(again(0), [false, false], "{path}");
        fs::remove_file(desk.folder.path().join(path)).unwrap();
    }
    fs::remove_dir(desk.folder.path().join(".yearbook-staging-out")).unwrap();
    fs::remove_file(desk.out().join("html/new/b.html")).unwrap();
    assert_eq!(again(0), [false, false]);
}

#[test]
fn an_inventory_reads_what_is_young_and_everything_when_asked() {
    let desk = Desk::new();
    publish(&tree(OLD), &desk.out()).unwrap();
    // The stamps are those of the old output, the hashes those of another: a change that no stamp shows.
    let others: Vec<_> = OLD.iter().map(|(path, _)| (*path, "另")).collect();
    let inventory = Inventory::of(listed(&tree(&others)), &desk.out()).unwrap();
    let again = |moment, thorough| inventory.again(&desk.out(), Trust { moment, thorough }).is_some();
    assert!(again(i64::MAX, false) && inventory.is_settled(i64::MAX));
    assert!(!again(0, false) && !inventory.is_settled(0) && !again(i64::MAX, true));
}
