//! Files that are published as they are made, and what others do to the folder meanwhile.

use std::borrow::Cow;
use std::fs;

use crate::output::Output;
use crate::publish::{Publication, Report, publish};

use super::{Desk, NEW, OLD, names, tree};

/// Publishes `NEW`, its first file in pieces, and tells how many files were written.
fn grown(desk: &Desk, pieces: &[&str]) -> Report {
    let publication = Publication::begin(&desk.out()).unwrap();
    let (grown, others) = NEW.split_first().unwrap();
    for (path, text) in others {
        publication.put(path, Cow::Borrowed(text.as_bytes())).unwrap();
    }
    let mut file = Output::begin(&publication, grown.0).unwrap();
    pieces.iter().for_each(|piece| file.add(piece.as_bytes()).unwrap());
    file.end().unwrap();
    publication.end().unwrap().0
}

#[test]
fn a_file_that_comes_in_pieces_is_written_only_if_it_differs() {
    let large = "县".repeat(70_000);
    let cases: [(&[&str], &[&str]); 6] = [
        (&["甲", "乙", &large], &["甲乙", &large]),
        (&["甲", "乙", &large], &["甲", "乙", &large, "丙"]),
        (&["甲", "乙", &large], &["甲", "乙"]),
        (&["甲", "乙", &large], &["甲", "丁", &large]),
        (&["甲"], &[]),
        (&[], &[&large, "尾"]),
    ];
    for (old, new) in cases {
        let desk = Desk::new();
        assert_eq!(grown(&desk, old).written, NEW.len());
        let found = grown(&desk, new);
        let differs = usize::from(old.concat() != new.concat());
        assert_eq!((found.written, found.unchanged), (differs, NEW.len() - differs), "{new:?}");
        assert_eq!(fs::read_to_string(desk.out().join(NEW[0].0)).unwrap(), new.concat());
        assert_eq!(names(desk.folder.path()), ["out"]);
    }
}

#[test]
fn what_is_not_ended_leaves_the_old_output() {
    let desk = Desk::with_old();
    let publication = Publication::begin(&desk.out()).unwrap();
    publication.put("html/new.html", Cow::Borrowed("新".as_bytes())).unwrap();
    let mut file = Output::begin(&publication, "html/grown.html").unwrap();
    file.add("半".as_bytes()).unwrap();
    // A path that is taken, and one that no file may have, are refused as they come.
    assert!(publication.put("html/new.html", Cow::Borrowed(b"")).is_err());
    assert!(publication.put("../out", Cow::Borrowed(b"")).is_err());
    drop(file);
    drop(publication);
    desk.check(OLD);
}

/// A publication that has taken all of [`NEW`], which is what stands there.
fn taken(desk: &Desk) -> Publication<'static> {
    publish(&tree(NEW), &desk.out()).unwrap();
    let publication = Publication::begin(&desk.out()).unwrap();
    for (path, text) in NEW {
        publication.put(path, Cow::Borrowed(text.as_bytes())).unwrap();
    }
    publication
}

#[test]
fn a_file_that_somebody_changed_meanwhile_is_not_vouched_for() {
    for more in [&["more.html"][..], &[]] {
        let desk = Desk::new();
        let publication = taken(&desk);
        desk.write(&format!("out/{}", NEW[0].0), "别人写的");
        more.iter().for_each(|path| publication.put(path, Cow::Borrowed(b"")).unwrap());
        let error = publication.end().unwrap_err();
        assert_eq!(
            desk.message(&error),
            "`DIR/out/html/a.html` was changed while the new output was being made, by somebody else or another build; \
             nothing is replaced, build again"
        );
        assert_eq!(fs::read_to_string(desk.out().join(NEW[0].0)).unwrap(), "别人写的");
        assert_eq!(names(desk.folder.path()), ["out"]);
        assert!(!desk.out().join("more.html").exists());
    }
}

#[test]
fn a_file_that_is_compared_and_then_changed_is_not_copied() {
    let desk = Desk::new();
    grown(&desk, &["甲乙丙", "丁"]);
    let publication = Publication::begin(&desk.out()).unwrap();
    let mut file = Output::begin(&publication, NEW[0].0).unwrap();
    file.add("甲乙丙".as_bytes()).unwrap();
    desk.write(&format!("out/{}", NEW[0].0), "子丑寅丁");
    assert!(file.add("戊".as_bytes()).is_err());
    drop(file);
    drop(publication);
    assert_eq!(fs::read_to_string(desk.out().join(NEW[0].0)).unwrap(), "子丑寅丁");
}

#[test]
fn a_file_that_was_begun_and_not_ended_is_not_published() {
    let desk = Desk::new();
    let publication = taken(&desk);
    let mut file = Output::begin(&publication, "half.html").unwrap();
    file.add("半".as_bytes()).unwrap();
    drop(file);
    assert!(publication.end().unwrap_err().to_string().contains("`half.html` was begun and not finished"));
    desk.check(NEW);
}

#[test]
fn what_a_killed_run_left_is_cleared_and_an_equal_output_is_not_written() {
    let desk = Desk::with_old();
    let list = desk.out().join(".yearbook-output");
    let modified = || fs::metadata(&list).unwrap().modified().unwrap();
    let before = modified();
    desk.write(".yearbook-staging-out/half.html", "半");
    assert!(!publish(&tree(OLD), &desk.out()).unwrap().changed());
    assert_eq!(modified(), before);
    desk.check(OLD);
}

#[test]
fn what_somebody_puts_there_meanwhile_is_not_removed() {
    let desk = Desk::new();
    let publication = taken(&desk);
    publication.put("more.html", Cow::Borrowed(b"")).unwrap();
    desk.write("out/notes.txt", "我的");
    assert!(publication.end().unwrap_err().is_foreign());
    assert_eq!(fs::read_to_string(desk.out().join("notes.txt")).unwrap(), "我的");
    assert_eq!(names(desk.folder.path()), ["out"]);
}

#[test]
fn files_that_somebody_linked_are_published() {
    let desk = Desk::new();
    let files: &[(&str, &str)] = &[("a.csv", "同"), ("b.csv", "同")];
    publish(&tree(files), &desk.out()).unwrap();
    fs::remove_file(desk.out().join("b.csv")).unwrap();
    fs::hard_link(desk.out().join("a.csv"), desk.out().join("b.csv")).unwrap();
    let more: Vec<_> = files.iter().copied().chain([("c.csv", "新")]).collect();
    publish(&tree(&more), &desk.out()).unwrap();
    desk.check(&more);
}
