//! What a run remembers: nothing is made again if nothing changed, everything that changed is seen, and what comes out is
//! what a build from nothing makes.

#![expect(clippy::disallowed_methods, reason = "books on disk, their outputs and caches")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use yearbook::findings::Severity;

use crate::cli::{DATA, Disk, Transcript, run};
use crate::harness::TestBook;
use crate::seeded::rng::Rng;

const BODY: &str = "## 概况\n\n专项资金{{ figure(indicator=\"fund\") }}，比上年{{ growth(indicator=\"fund\", decimals=0) }}；\
    甲县{{ share(indicator=\"fund\", area=\"甲县\") }}；{% include \"part.md\" %}\n";
const SECOND: &str =
    "---\ntitle: 人口\n---\n## 人口\n\n贫困人口{{ figure(indicator=\"people\") }}，占全国专项资金的份额不论。\n";

fn book() -> TestBook {
    TestBook::new(DATA, BODY)
        .file("templates/part.md", "人均{{ figure(indicator=\"per_head\") }}。\n")
        .file("templates/chapters/d.md", SECOND)
        .file("data/indicators/a.yaml", "indicators:\n  - id: per_head\n    name: {zh: 人均专项资金}\n    definition: {zh: 专项资金除以贫困人口}\n    formula: per(fund, people)\n    unit: 元/人\n    decimals: 0\n")
        .replace("yearbook.yaml", "chapters:\n", "chapters:\n  - templates/chapters/d.md\n")
}

fn is_cached(transcript: &Transcript) -> bool {
    assert_eq!(transcript.status, 0, "{transcript}");
    transcript.out.contains("(nothing changed)")
}

fn built(disk: &Disk) -> bool {
    !is_cached(&run(disk, &["build"]))
}

/// The files below a folder.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").display().to_string();
                files.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    files
}

/// The one memory of a book on which one command has run.
fn memory(disk: &Disk) -> PathBuf {
    let entries =
        fs::read_dir(disk.path(".yearbook-cache")).expect("kept").map(|entry| entry.expect("readable").path());
    let mut memories = entries.filter(|path| path.extension().is_some_and(|ending| ending == "memory"));
    memories.next().expect("a memory")
}

#[test]
fn a_changed_cell_changes_the_pages_that_rest_on_it_and_no_others() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    let before = content(&disk.path("output"));
    disk.write("data/a.csv", &DATA.replace("4797", "4798"));
    assert!(built(&disk));
    let after = content(&disk.path("output"));
    assert!(before.keys().eq(after.keys()));
    let changed: Vec<&str> =
        after.iter().filter(|(path, bytes)| before[*path] != **bytes).map(|(path, _)| path.as_str()).collect();
    // Chapter `d` prints another indicator of the same file, whose hash stands with the sources and in the audit.
    let audit = ["audit/audit.html", "audit/audit.json", "audit/audit.xlsx", "audit/figures.csv"];
    let own = ["data/observations.csv", "html/c.html", "html/notes.html"];
    let expected: std::collections::BTreeSet<&str> = audit.into_iter().chain(own).collect();
    assert_eq!(changed.into_iter().collect::<std::collections::BTreeSet<_>>(), expected);
}

#[test]
fn a_build_that_is_remembered_says_the_same() {
    for arguments in [
        &["build"][..],
        &["build", "--draft"],
        &["build", "--year", "2017", "--draft"],
        &["check", "--fail-on", "error"],
    ] {
        let disk = Disk::new(&book());
        let json = [arguments, &["--format", "json"]].concat();
        let (first, second) = (run(&disk, arguments), run(&disk, arguments));
        assert!(!is_cached(&first) && is_cached(&second), "{first}{second}");
        assert_eq!(first.err, second.err);
        let told = |text: &str| {
            text.lines().filter(|line| line.starts_with("missing:")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(told(&first.out), told(&second.out));
        let parsed = |out: &str| serde_json::from_str::<serde_json::Value>(out).expect("JSON");
        let (new, cached) = (parsed(&run(&Disk::new(&book()), &json).out), parsed(&run(&disk, &json).out));
        assert_eq!((&new["cached"], &cached["cached"]), (&false.into(), &true.into()));
        for key in ["built", "figures", "pending", "findings", "waived", "passed"] {
            assert_eq!(new[key], cached[key], "{key}");
        }
    }
}

#[test]
fn a_build_that_changes_nothing_touches_no_output() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    let page = disk.path("output/html/c.html");
    let before = fs::metadata(&page).expect("there").modified().expect("a time");
    for verified in [false, true] {
        let arguments: &[&str] = if verified { &["build", "--verify"] } else { &["build"] };
        assert!(is_cached(&run(&disk, arguments)));
        assert_eq!(fs::metadata(&page).expect("there").modified().expect("a time"), before);
    }
}

#[test]
fn every_changed_input_is_seen() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    let yaml = String::from_utf8(book().files()["yearbook.yaml"].clone()).expect("text");
    let changes = [
        ("data/a.csv", DATA.replace("4797", "4798")),
        ("yearbook.yaml", yaml.replace("试书", "新书")),
        ("templates/part.md", "人均{{ figure(indicator=\"per_head\") }}元。\n".to_owned()),
        ("templates/chapters/d.md", SECOND.replace("份额", "比重")),
        // Files that were asked for in vain, or that a pattern would have found.
        ("templates/style.css", "p { color: red }\n".to_owned()),
        ("data/indicators/b.yaml", "indicators: []\n".to_owned()),
        ("signoff/2016.yaml", "version: 1\nyear: 2016\nsigned: []\n".to_owned()),
    ];
    for (path, text) in changes {
        disk.write(path, &text);
        let transcript = run(&disk, &["build"]);
        assert!(!transcript.out.contains("(nothing changed)"), "{path}: {transcript}");
    }
    assert!(!built(&disk));
}

#[test]
fn a_file_that_is_touched_or_written_anew_with_the_same_bytes_changes_nothing() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    disk.write("data/a.csv", DATA);
    disk.write("templates/new.bin", "no text of the book, but the pattern finds it");
    assert!(built(&disk));
    fs::remove_file(disk.path("templates/new.bin")).expect("removed");
    disk.write("data/a.csv", DATA);
    assert!(built(&disk));
    disk.write("data/a.csv", DATA);
    assert!(!built(&disk));
}

#[test]
fn a_change_right_after_a_build_is_seen_though_size_and_time_are_the_same() {
    let disk = Disk::new(&book());
    let path = disk.path("data/a.csv");
    for turn in 0..6 {
        let written = fs::metadata(&path).expect("there").modified().expect("a time");
        disk.write("data/a.csv", &DATA.replace("4797", &format!("479{turn}")));
        let file = fs::File::options().write(true).open(&path).expect("there");
        file.set_modified(written).expect("set");
        assert!(built(&disk), "{turn}");
        assert!(!built(&disk), "{turn}");
    }
}

#[test]
fn damaged_outputs_are_made_again() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    let good = content(&disk.path("output"));
    let page = String::from_utf8(good["html/c.html"].clone()).expect("text");
    for damage in [Some(page.replacen('章', "张", 1)), Some(String::new()), None] {
        match damage {
            Some(text) => disk.write("output/html/c.html", &text),
            None => fs::remove_dir_all(disk.path("output")).expect("removed"),
        }
        assert!(built(&disk));
        assert_eq!(content(&disk.path("output")), good);
        assert!(!built(&disk));
    }
    disk.write("output/notes.txt", "mine");
    let refused = run(&disk, &["build"]);
    assert!(refused.status == 2 && refused.err.contains("notes.txt"), "{refused}");
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    let path = memory(&disk);
    let whole = fs::read(&path).expect("kept");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let other_version = String::from_utf8(whole.clone()).expect("text").replacen("cache 1", "cache 999", 1);
    for damage in [whole[..whole.len() / 2].to_vec(), flipped, other_version.into_bytes(), Vec::new()] {
        fs::write(&path, damage).expect("written");
        let transcript = run(&disk, &["build"]);
        assert!(!is_cached(&transcript) && !transcript.err.contains("cache"), "{transcript}");
        assert!(!built(&disk));
    }
    fs::remove_dir_all(disk.path(".yearbook-cache")).expect("removed");
    assert!(built(&disk));
    assert!(!built(&disk));
}

#[test]
fn a_cache_that_cannot_be_written_is_a_warning() {
    let disk = Disk::new(&book());
    disk.write(".yearbook-cache", "a file");
    for _ in 0..2 {
        let transcript = run(&disk, &["build"]);
        assert!(!is_cached(&transcript), "{transcript}");
        assert_eq!(transcript.err.matches("nothing is remembered for the next run").count(), 1, "{transcript}");
    }
}

#[test]
fn without_a_cache_nothing_is_read_and_nothing_written() {
    let disk = Disk::new(&book());
    assert!(!is_cached(&run(&disk, &["build", "--no-cache"])));
    assert!(!disk.path(".yearbook-cache").exists());
    assert!(built(&disk));
    let kept = content(&disk.path(".yearbook-cache"));
    assert!(!is_cached(&run(&disk, &["build", "--no-cache"])));
    assert_eq!(content(&disk.path(".yearbook-cache")), kept);
}

#[test]
fn what_fails_is_done_again() {
    let disk = Disk::new(&book().replace("templates/part.md", "per_head", "per_haed"));
    let (first, second) = (run(&disk, &["build"]), run(&disk, &["build"]));
    assert_eq!((first.status, first.to_string()), (2, second.to_string()));
}

#[test]
fn requests_are_remembered_each_for_itself() {
    let disk = Disk::new(&book());
    let requests: [&[&str]; 5] = [
        &["build"],
        &["build", "--chapter", "d"],
        &["build", "--draft"],
        &["check", "--fail-on", "error"],
        &["build", "--year", "2017", "--draft"],
    ];
    for arguments in requests {
        assert!(!is_cached(&run(&disk, arguments)), "{arguments:?}");
    }
    // The last two drafts share a folder, so that one has replaced the other.
    for arguments in &requests[..2] {
        assert!(is_cached(&run(&disk, arguments)), "{arguments:?}");
    }
    assert!(!is_cached(&run(&disk, requests[2])) && is_cached(&run(&disk, requests[3])));
}

/// Changes one thing of a book, or of what lies beside it; some changes make it wrong.
fn edit(files: &mut BTreeMap<String, Vec<u8>>, rng: &mut Rng, disk: &Disk) {
    let mut put = |path: &str, text: String| drop(files.insert(path.to_owned(), text.into_bytes()));
    let n = rng.below(50);
    match rng.below(12) {
        0 => put("data/a.csv", DATA.replace("4797", &(4700 + n).to_string())),
        1 => put("data/a.csv", DATA.replace(",3000,", &format!(",{},", 3000 + n))),
        2 => put("data/a.csv", format!("{DATA}people,贫困人口,全国,2015,{n},万人,,甲公报\n")),
        3 => put("data/a.csv", DATA.replace("1.89", if n < 25 { "" } else { "一点八九" })),
        4 => put("templates/part.md", format!("{n}号：人均{{{{ figure(indicator=\"per_head\") }}}}。\n")),
        5 => put("templates/chapters/d.md", SECOND.replace("不论", &format!("第{n}"))),
        6 => put("templates/chapters/d.md", SECOND.replace("people", if n < 10 { "peolpe" } else { "fund" })),
        7 => put(
            "yearbook.yaml",
            String::from_utf8(book().files()["yearbook.yaml"].clone())
                .expect("text")
                .replace("试书", &format!("试书{n}")),
        ),
        8 => put("templates/style.css", format!("p {{ margin: {n}px }}\n")),
        9 => drop(files.remove("templates/style.css")),
        10 if disk.path("output/html/c.html").exists() => disk.write("output/html/c.html", "damaged"),
        _ => drop(fs::remove_dir_all(disk.path(".yearbook-cache"))),
    }
}

#[test]
fn after_any_edits_the_output_is_that_of_a_build_from_nothing() {
    let mut rng = Rng::new(6);
    let mut files = book().files().clone();
    let disk = Disk::new(&book());
    let mut published = BTreeMap::new();
    let (mut recalled, mut failed) = (0, 0);
    for step in 0..30 {
        let before = files.clone();
        // Now and then nothing at all, now and then two things at once.
        (0..rng.below(3)).for_each(|_| edit(&mut files, &mut rng, &disk));
        for (path, bytes) in files.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)) {
            disk.write(path, std::str::from_utf8(bytes).expect("text"));
        }
        before
            .keys()
            .filter(|path| !files.contains_key(*path))
            .for_each(|path| fs::remove_file(disk.path(path)).expect("removed"));
        let transcript = run(&disk, &["build"]);
        let from_nothing =
            yearbook::edition(yearbook::book::Files::in_memory(files.clone()), &yearbook::Request::default(), &|_| ());
        let good = from_nothing.ok().filter(|edition| !edition.findings.any(Severity::Error));
        assert_eq!(transcript.status == 0, good.is_some(), "{step}: {transcript}");
        recalled += usize::from(transcript.out.contains("(nothing changed)"));
        match good {
            Some(edition) => published = edition.pages().expect("pages"),
            None => failed += 1,
        }
        let mut found = content(&disk.path("output"));
        found.remove(".yearbook-output");
        let damaged = transcript.status != 0 && found.get("html/c.html").is_some_and(|page| page == b"damaged");
        assert!(damaged || found == published, "{step}");
    }
    assert!(recalled > 2 && failed > 0 && recalled + failed < 20, "{recalled} {failed}");
}

/// The kept chapters of a book, by file, each with the time at which it was written.
fn parts(disk: &Disk) -> BTreeMap<PathBuf, std::time::SystemTime> {
    let parts = all_parts(disk, "chapter").into_iter();
    parts.map(|path| (path.clone(), fs::metadata(&path).expect("there").modified().expect("a time"))).collect()
}

/// What was published is what a build of these files from nothing makes.
fn check_output(what: &str, disk: &Disk, files: BTreeMap<String, Vec<u8>>) {
    let edition = yearbook::edition(yearbook::book::Files::in_memory(files), &yearbook::Request::default(), &|_| ());
    let expected = edition.expect("an edition").pages().expect("pages");
    let mut found = content(&disk.path("output"));
    found.remove(".yearbook-output");
    let differing: Vec<_> = expected.keys().filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty() && found.len() == expected.len(), "{what}: {differing:?}");
}

/// The files in which parts of a kind are kept; of all kinds, where none is named.
fn all_parts(disk: &Disk, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(disk.path(".yearbook-cache")).expect("kept");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let is_wanted = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.ends_with(".part") && name.starts_with(kind)
    };
    let parts: Vec<PathBuf> = paths.filter(is_wanted).collect();
    assert!(!parts.is_empty(), "{kind}");
    parts
}

/// How many chapters a build made anew.
fn made_anew(disk: &Disk) -> usize {
    let before = parts(disk);
    assert!(built(disk));
    parts(disk).into_iter().filter(|(path, time)| before.get(path) != Some(time)).count()
}

#[test]
fn only_the_chapters_that_a_change_concerns_are_made_again() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    assert_eq!(parts(&disk).len(), 2);
    let yaml = String::from_utf8(book().files()["yearbook.yaml"].clone()).expect("text");
    let changes = [
        // A datum of chapter `c` alone; one that nobody prints; a template of `c`; one of `d`.
        ("data/a.csv", DATA.replace("4797", "4798"), 1),
        ("data/a.csv", format!("{}people,贫困人口,乙县,2015,1,万人,,甲公报\n", DATA.replace("4797", "4798")), 0),
        ("templates/part.md", "人均为{{ figure(indicator=\"per_head\") }}。\n".to_owned(), 1),
        ("templates/chapters/d.md", SECOND.replace("不论", "从略"), 1),
        // What no chapter hangs on, and what all do.
        ("templates/style.css", "p { color: red }\n".to_owned(), 0),
        ("yearbook.yaml", yaml.replace("试书", "新书"), 2),
    ];
    let mut files = book().files().clone();
    for (path, text, expected) in changes {
        disk.write(path, &text);
        files.insert(path.to_owned(), text.into_bytes());
        assert_eq!(made_anew(&disk), expected, "{path}");
        check_output(path, &disk, files.clone());
    }
}

#[test]
fn what_a_chapter_cites_and_refers_to_is_part_of_it() {
    let cited = "---\ntitle: 甲篇\n---\n## 概况\n\n专项资金{{ figure(indicator=\"fund\") }}。\n";
    let citing = "---\ntitle: 乙篇\n---\n## 概况\n\n专项资金{{ cite(figure=\"a/figure:fund@全国@2016\") }}，见{{ ref(to=\"fund\") }}。\n";
    let chart =
        "\n{{ chart(kind=\"bar\", indicator=\"fund\", from=2015, to=2016, name=\"fund\", title=\"专项资金\") }}\n";
    let book = book()
        .file("templates/chapters/a.md", format!("{cited}{chart}"))
        .file("templates/chapters/b.md", citing)
        .replace(
            "yearbook.yaml",
            "chapters:\n",
            "chapters:\n  - templates/chapters/a.md\n  - templates/chapters/b.md\n",
        );
    let disk = Disk::new(&book);
    assert!(built(&disk));
    // Another chart before it: the chapter that refers to it prints another number.
    let other = chart.replace("name=\"fund\"", "name=\"other\"");
    for (text, anew) in [(format!("{cited}{other}{chart}"), 2), (format!("{cited}{chart}").replace("甲篇", "丙篇"), 2)]
    {
        disk.write("templates/chapters/a.md", &text);
        assert_eq!(made_anew(&disk), anew);
        let files = book.clone().file("templates/chapters/a.md", text).files().clone();
        check_output("a chapter that is cited", &disk, files);
    }
}

#[test]
fn a_damaged_chapter_is_made_again() {
    let disk = Disk::new(&book());
    assert!(built(&disk));
    let good = content(&disk.path("output"));
    for (kind, made) in [("", 2), ("chapter", 2), ("head", 2), ("data", 0), ("pieces", 0)] {
        for damage in [|bytes: &mut Vec<u8>| bytes.truncate(90), |bytes: &mut Vec<u8>| bytes[90] ^= 1] {
            for path in all_parts(&disk, kind) {
                let mut bytes = fs::read(&path).expect("kept");
                damage(&mut bytes);
                fs::write(&path, bytes).expect("written");
            }
            fs::remove_file(memory(&disk)).expect("removed");
            assert_eq!(made_anew(&disk), made, "{kind}");
            assert_eq!(content(&disk.path("output")), good, "{kind}");
        }
    }
}

/// Data that are kept are read again when their file has changed, though its size and the time of its content say otherwise.
#[test]
fn kept_data_are_not_taken_for_others() {
    let disk = Disk::new(&book());
    // Stamps as old as the build prove nothing; these are trusted.
    std::thread::sleep(std::time::Duration::from_millis(100));
    assert!(built(&disk));
    let path = disk.path("data/a.csv");
    let modified = fs::metadata(&path).expect("there").modified().expect("a time");
    disk.write("data/a.csv", &DATA.replace("4797", "4798"));
    fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(modified)).expect("set back");
    assert!(built(&disk));
    let found = fs::read_to_string(disk.path("output/audit/figures.csv")).expect("an audit");
    assert!(found.contains("4798"), "{found}");
}

/// Builds a book, changes files, builds again: what comes out is what a build from nothing makes of the changed book.
fn check_change(what: &str, before: &TestBook, changes: &[(&str, String)]) {
    let disk = Disk::new(before);
    assert!(built(&disk), "{what}");
    let mut files = before.files().clone();
    for (path, text) in changes {
        disk.write(path, text);
        files.insert((*path).to_owned(), text.clone().into_bytes());
    }
    assert!(built(&disk), "{what}");
    check_output(what, &disk, files);
}

fn with_data_in(file: &str, path: &str) -> TestBook {
    let yaml = String::from_utf8(book().files()["yearbook.yaml"].clone()).expect("text");
    assert!(yaml.contains("data/a.csv"), "{yaml}");
    book().file("yearbook.yaml", yaml.replace("data/a.csv", file)).file(path, DATA)
}

#[test]
fn data_are_seen_wherever_they_lie() {
    let edited = DATA.replace("4797", "4798");
    let among = with_data_in("templates/tables/x.csv", "templates/tables/x.csv");
    check_change("data among templates", &among, &[("templates/tables/x.csv", edited)]);
    let beside = with_data_in("templates-data/*.csv", "templates-data/x.csv");
    let head = DATA.lines().next().expect("a head");
    let more = format!("{head}\nfund,专项资金,甲县,2014,7,万元,,甲公报\n");
    check_change("one more file beside them", &beside, &[("templates-data/y.csv", more)]);
}

#[test]
fn what_a_chapter_shows_is_part_of_it() {
    let cap = |words: &str| format!("{{% component cap(x) %}}{words}{{{{ x }}}}{{% endcomponent cap %}}\n");
    let inside = BODY.replace("## 概况\n\n", "## 概况\n\n{% set c = <cap x=\"甲\" /> %}{{ c }}。");
    let with_component = book()
        .file("templates/chapters/c.md", format!("---\ntitle: 扶贫\n---\n{inside}"))
        .file("templates/cap.md", cap("一个"));
    check_change("a component within an expression", &with_component, &[("templates/cap.md", cap("两个"))]);

    let chapters = |asked: &str| {
        let first =
            format!("---\ntitle: 甲篇\n---\n## 概况\n\n专项资金{{{{ figure(indicator=\"fund\") }}}}{asked}。\n");
        let second = "---\ntitle: 乙篇\n---\n## 概况\n\n专项资金{{ cite(figure=\"a/figure:fund@全国@2016\") }}，\
            {% if outcome(kind=\"cite\", figure=\"a/figure:people@全国@2016\") == \"value\" %}有{% else %}无{% endif %}。\n";
        let yaml = "chapters:\n  - templates/chapters/a.md\n  - templates/chapters/b.md\n";
        book().file("templates/chapters/a.md", first).file("templates/chapters/b.md", second).replace(
            "yearbook.yaml",
            "chapters:\n",
            yaml,
        )
    };
    let asked = "，人口{{ figure(indicator=\"people\") }}";
    let without = String::from_utf8(chapters("").files()["templates/chapters/a.md"].clone()).expect("text");
    check_change("a figure that is asked for", &chapters(asked), &[("templates/chapters/a.md", without)]);
    let moved = DATA.replacen('\n', "\nfund,专项资金,甲县,2013,7,万元,,甲公报\n", 1);
    check_change("the row of a figure that is cited", &chapters(""), &[("data/a.csv", moved)]);

    let refused = book().file("data/a.csv", DATA.replace("1.89", "")).file(
        "templates/chapters/c.md",
        "---\ntitle: 扶贫\n---\n## 概况\n\n资金{{ growth(indicator=\"fund\", otherwise=\"—\") }}。\n",
    );
    let base = DATA.replace("1.89", "").replace("4797", "4800");
    check_change("the base of a change that is none", &refused, &[("data/a.csv", base)]);

    let typed = book().file("templates/part.md", "另有12处工地。\n");
    let copy = ("templates/a.md", "一行。\n\n另有12处工地。\n".to_owned());
    check_change("the same words in a partial of nobody", &typed, &[copy]);
}
