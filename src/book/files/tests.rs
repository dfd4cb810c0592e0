//! The same questions to a book on disk and to one in memory; links and sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use tempfile::TempDir;

use super::{FileError, Files, sha256};

const PATHS: &[&str] = &[
    "yearbook.yaml",
    "data/README.md",
    "data/poverty-2015.csv",
    "data/poverty-2016.csv",
    "data/.hidden.csv",
    "data/旧/poverty-2014.csv",
    "data/旧/更旧/poverty-2013.csv",
    "data/a[1].csv",
    "templates/chapters/扶贫.md",
];

/// A book in both kinds; the folder lives as long as it does.
fn both() -> (TempDir, [Files; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = BTreeMap::new();
    for path in PATHS {
        let full = folder.path().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, path).unwrap();
        files.insert((*path).to_owned(), path.as_bytes().to_vec());
    }
    let disk = Files::on_disk(folder.path()).unwrap();
    (folder, [disk, Files::in_memory(files)])
}

/// Puts one question to both kinds, and expects one answer.
#[track_caller]
fn ask<T: PartialEq + std::fmt::Debug>(question: impl Fn(&Files) -> Result<T, FileError>) -> Result<T, String> {
    let (_folder, [disk, memory]) = both();
    let answer = |files| question(files).map_err(|error| error.to_string());
    let (on_disk, in_memory) = (answer(&disk), answer(&memory));
    assert_eq!(on_disk, in_memory, "on disk and in memory");
    on_disk
}

#[track_caller]
fn check_glob(pattern: &str, expected: &[&str]) {
    assert_eq!(ask(|files| files.glob(pattern)).unwrap(), expected, "{pattern}");
}

#[track_caller]
fn check_list(folder: &str, expected: &[&str]) {
    assert_eq!(ask(|files| files.list(folder)).unwrap(), expected, "{folder}");
}

#[test]
fn a_file_is_read_by_its_path() {
    for path in PATHS {
        assert_eq!(ask(|files| files.read(path)).unwrap(), path.as_bytes());
        assert!(ask(|files| Ok(files.exists(path))).unwrap());
    }
    assert_eq!(ask(|files| files.read("./data//README.md")).unwrap(), b"data/README.md");
}

#[test]
fn patterns() {
    check_glob("data/poverty-*.csv", &["data/poverty-2015.csv", "data/poverty-2016.csv"]);
    check_glob("data/poverty-201?.csv", &["data/poverty-2015.csv", "data/poverty-2016.csv"]);
    check_glob("./data/poverty-2016.csv", &["data/poverty-2016.csv"]);
    check_glob("data/*/poverty-*.csv", &["data/旧/poverty-2014.csv"]);
    check_glob(
        "data/**/poverty-*.csv",
        &[
            "data/poverty-2015.csv",
            "data/poverty-2016.csv",
            "data/旧/poverty-2014.csv",
            "data/旧/更旧/poverty-2013.csv",
        ],
    );
    check_glob("data/.*.csv", &["data/.hidden.csv"]);
    check_glob("data/a[[]1].csv", &["data/a[1].csv"]);
    check_glob("*.yaml", &["yearbook.yaml"]);
    check_glob("*/README.md", &["data/README.md"]);
    check_glob("data/*.xlsx", &[]);
    check_glob("nowhere/*.csv", &[]);
    check_glob("yearbook.yaml/*.csv", &[]);
    check_glob("data", &[]);
}

#[test]
fn lists() {
    let all = {
        let mut all = PATHS.to_vec();
        all.sort_unstable();
        all
    };
    check_list("", &all);
    check_list("templates", &["templates/chapters/扶贫.md"]);
    check_list("data/旧/", &["data/旧/poverty-2014.csv", "data/旧/更旧/poverty-2013.csv"]);
    check_list("dat", &[]);
    check_list("nowhere", &[]);
    check_list("yearbook.yaml", &[]);
}

#[test]
fn refusals_say_what_to_do() {
    let paths = [
        "",
        ".",
        "/etc/passwd",
        "../secret.csv",
        "data/../../secret.csv",
        "data\\a.csv",
        "C:/a.csv",
        "a\0b",
        "data/poverty-2017.csv",
        "yearbook.yaml/x",
        "data",
    ];
    let messages: Vec<_> = paths.into_iter().map(|path| ask(|files| files.read(path)).unwrap_err()).collect();
    assert_snapshot!(messages.join("\n"), @r#"
    `` is not a path inside the book: it names no file
    `.` is not a path inside the book: it names no file
    `/etc/passwd` is not a path inside the book: it is absolute: paths start at the book's folder
    `../secret.csv` is not a path inside the book: it leaves the book by `..`: copy the file into the book's folder
    `data/../../secret.csv` is not a path inside the book: it leaves the book by `..`: copy the file into the book's folder
    `data\a.csv` is not a path inside the book: it holds a backslash: write `/` between folders
    `C:/a.csv` is not a path inside the book: it is absolute: paths start at the book's folder
    `a�b` is not a path inside the book: it holds a NUL character
    there is no file `data/poverty-2017.csv` in the book
    there is no file `yearbook.yaml/x` in the book
    `data` is a folder, expected a file
    "#);
    for path in ["/etc/passwd", "../x", "data", "data/x"] {
        assert!(!ask(|files| Ok(files.exists(path))).unwrap(), "{path}");
    }
    assert_snapshot!(ask(|files| files.glob("data/***.csv")).unwrap_err(), @"the pattern `data/***.csv` cannot be read at character 8: wildcards are either regular `*` or recursive `**`; `[*]` stands for a plain `*`");
    assert!(ask(|files| files.glob("../*.csv")).unwrap_err().contains("leaves the book"));
    assert!(ask(|files| files.list("..")).unwrap_err().contains("leaves the book"));
}

#[test]
fn errors_tell_their_kind() {
    let (_folder, books) = both();
    for files in books {
        let missing = files.read("data/none.csv").unwrap_err();
        assert!(missing.is_missing() && !missing.is_outside());
        assert_eq!(missing.path(), "data/none.csv");
        assert!(files.read("../a").unwrap_err().is_outside());
    }
}

#[test]
fn a_file_of_the_largest_size_is_read_and_no_larger_one() {
    let (_folder, books) = both();
    for mut files in books {
        files.largest = "yearbook.yaml".len() as u64;
        assert!(files.read("yearbook.yaml").is_ok());
        files.largest -= 1;
        let message = files.read("yearbook.yaml").unwrap_err().to_string();
        assert!(message.starts_with("`yearbook.yaml` is larger than 12 bytes"), "{message}");
    }
}

#[test]
fn a_sparse_file_above_the_bound_is_refused_unread() {
    let (folder, [files, _]) = both();
    let file = fs::File::create(folder.path().join("data/huge.csv")).unwrap();
    file.set_len(super::LARGEST + 1).unwrap();
    assert_snapshot!(files.read("data/huge.csv").unwrap_err(), @"`data/huge.csv` is larger than 1 GiB, the most that is read from one file; split it, for example a file a year");
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_book_only() {
    use std::os::unix::fs::symlink;

    let (folder, [files, _]) = both();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.csv"), "secret").unwrap();
    let link = |target: &Path, name: &str| symlink(target, folder.path().join(name)).unwrap();
    link(Path::new("poverty-2016.csv"), "data/latest.csv");
    link(&outside.path().join("secret.csv"), "data/secret.csv");
    link(outside.path(), "outside");
    link(Path::new("data"), "same");
    link(Path::new("loop.csv"), "data/loop.csv");
    link(Path::new("nowhere"), "data/broken.csv");

    assert_eq!(files.read("data/latest.csv").unwrap(), b"data/poverty-2016.csv");
    assert_eq!(files.read("same/README.md").unwrap(), b"data/README.md");
    assert!(files.glob("data/*.csv").unwrap().contains(&"data/latest.csv".to_owned()));
    let message = |error: FileError| error.to_string().replace(&outside.path().display().to_string(), "OUTSIDE");
    let errors = [
        files.read("data/secret.csv").unwrap_err(),
        files.read("outside/secret.csv").unwrap_err(),
        files.list("outside").unwrap_err(),
        files.list("").unwrap_err(),
        files.read("data/broken.csv").unwrap_err(),
    ];
    assert!(!files.exists("data/secret.csv"));
    let messages: Vec<_> = errors.into_iter().map(message).collect();
    assert_snapshot!(messages.join("\n"), @r#"
    `data/secret.csv` is a link to `OUTSIDE/secret.csv`, outside the book; copy the file into the book's folder
    `outside/secret.csv` is a link to `OUTSIDE/secret.csv`, outside the book; copy the file into the book's folder
    `outside` is a link to `OUTSIDE`, outside the book; copy the file into the book's folder
    `outside` is a link to a folder, and such links are not searched; move the folder there, or name the files that are needed one by one
    there is no file `data/broken.csv` in the book
    "#);
    assert!(files.read("data/loop.csv").is_err());
    assert_eq!(files.glob("*.yaml").unwrap(), ["yearbook.yaml"], "links to folders beside the files do no harm");
}

#[cfg(unix)]
#[test]
fn a_device_or_a_socket_is_not_read() {
    let (folder, [files, _]) = both();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("data/pipe.csv")).unwrap();
    assert_snapshot!(files.read("data/pipe.csv").unwrap_err(), @"`data/pipe.csv` is a device or a pipe, expected a file");
}

#[test]
fn a_book_without_a_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [folder.path().join("none"), file] {
        let message = Files::on_disk(&path).unwrap_err().to_string();
        assert!(message.contains("expected a folder"), "{message}");
    }
}

#[test]
fn hashes_are_those_of_sha256sum() {
    let cases = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ];
    for (text, expected) in cases {
        assert_eq!(sha256(text.as_bytes()), expected);
    }
}

/// What was asked, and whether it is the same when it is asked again: trusting stamps, and not.
fn again(files: &Files, asked: &super::Asked, moment: i64) -> [bool; 2] {
    [false, true].map(|thorough| files.ask_again(asked, super::Trust { moment, thorough }).is_some())
}

#[test]
fn what_was_asked_can_be_asked_again() {
    use std::fs;

    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("data/a.csv", "甲");
    let open = || Files::on_disk(folder.path()).unwrap();
    let files = open();
    files.read("data/a.csv").unwrap();
    files.read("data/none.csv").unwrap_err();
    assert!(!files.exists("signoff/2016.yaml"));
    files.glob("data/*.csv").unwrap();
    files.list("data").unwrap();
    let asked = files.asked().unwrap();
    for moment in [0, i64::MAX] {
        assert_eq!(again(&open(), &asked, moment), [true, true]);
    }
    for (path, text) in
        [("data/a.csv", "乙"), ("data/none.csv", ""), ("signoff/2016.yaml", ""), ("data/b.csv", ""), ("data/b.txt", "")]
    {
        write(path, text);
        assert_eq!(again(&open(), &asked, 0), [false, false], "{path}");
        if path == "data/a.csv" {
            write(path, "甲");
        } else {
            fs::remove_file(folder.path().join(path)).unwrap();
        }
        assert_eq!(again(&open(), &asked, 0), [true, true], "{path}");
    }
    fs::remove_file(folder.path().join("data/a.csv")).unwrap();
    assert_eq!(again(&open(), &asked, 0), [false, false]);
}

#[test]
fn a_stamp_is_trusted_unless_it_is_young_or_nothing_is() {
    use super::log::{Answer, Question};

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a"), "甲").unwrap();
    let files = Files::on_disk(folder.path()).unwrap();
    files.read("a").unwrap();
    let mut asked = files.asked().unwrap();
    let Some((Question::Content(_), Answer::File { stamp, sha256 })) = asked.0.first_mut() else { panic!("{asked:?}") };
    let written = stamp.modified();
    // A change that no stamp shows.
    *sha256 = super::sha256("乙".as_bytes());
    assert_eq!(again(&files, &asked, written + 3_000_000_000), [true, false]);
    assert!(asked.is_settled(written + 3_000_000_000));
    for moment in [written - 1, written, written + 1_000_000] {
        assert_eq!(again(&files, &asked, moment), [false, false]);
        assert!(!asked.is_settled(moment));
    }
}

#[test]
fn files_that_change_while_they_are_read_prove_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("a"), text).unwrap();
    write("甲");
    let files = Files::on_disk(folder.path()).unwrap();
    files.read("a").unwrap();
    write("甲乙");
    files.read("a").unwrap();
    assert!(files.asked().is_none());
    let files = Files::on_disk(folder.path()).unwrap();
    let mut buffer = Vec::new();
    files.open("a").unwrap().read(&mut buffer, 100).unwrap();
    assert!(files.asked().is_none(), "nobody has said the hash");
    files.hashed("a", &sha256(&buffer));
    assert!(files.asked().is_some());
    write("丙");
    files.open("a").unwrap();
    assert!(files.asked().is_none());
    assert!(Files::in_memory(std::collections::BTreeMap::new()).asked().is_none());
}

#[test]
fn a_file_is_hashed_once_in_a_run_unless_its_stamp_is_young() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, "甲").unwrap();
    let first = Files::on_disk(folder.path()).unwrap();
    first.read("a").unwrap();
    let asked = first.asked().unwrap();
    std::fs::write(&path, "乙二").unwrap();
    // What a file hashes to that is opened now, after it was asked for again: whoever gives no bytes sees what is known.
    let known = |files: &Files| {
        drop(files.open("a").unwrap());
        files.hash_of("a").text()
    };
    let nothing = super::sha256(b"");
    for (begun, expected) in
        [(Some(i64::MAX), super::sha256("乙二".as_bytes())), (Some(0), nothing.clone()), (None, nothing.clone())]
    {
        let files = Files::on_disk(folder.path()).unwrap();
        begun.into_iter().for_each(|moment| files.begin(moment));
        assert_eq!(known(&files), nothing, "nobody asked yet");
        assert_eq!(again(&files, &asked, 0), [false, false]);
        assert_eq!(known(&files), expected, "{begun:?}");
    }
    let files = Files::on_disk(folder.path()).unwrap();
    files.begin(i64::MAX);
    assert_eq!(again(&files, &asked, 0), [false, false]);
    std::fs::write(&path, "甲").unwrap();
    assert_eq!(known(&files), nothing, "it changed since");
    assert_eq!(again(&files, &asked, 0), [true, true]);
}
