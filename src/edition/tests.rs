//! What is taken from the last output; tables at rest.

#![expect(clippy::disallowed_methods, reason = "a book on disk")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use crate::audit::{self, Ledgers};
use crate::book::Files;
use crate::cache::Cache;
use crate::findings::Findings;
use crate::ingest::Room;
use crate::output::{Earlier, InMemory, Never, Stands};
use crate::publish::{OutputTree, publish};
use crate::render::Written;

use super::compile::{MOST_OPENED, check_all};
use super::{LastOutput, Request, edition_with};

const BOOK: &str = "title: {zh: 试书}\narea: 全国\nyear: 2016\nyears: {from: 2015, to: 2016}\n\
                    areas: [{id: 全国}]\ndatasets: [{file: data/a.csv}]\n\
                    chapters: [templates/a.md, templates/b.md]\n";

/// Tells which pieces were taken.
struct Told<'p>(&'p LastOutput, Mutex<Vec<String>>);

impl Earlier for Told<'_> {
    fn take(&self, name: &str, key: &str) -> Option<Vec<u8>> {
        let taken = self.0.take(name, key)?;
        self.1.lock().unwrap().push(name.to_owned());
        Some(taken)
    }

    fn note(&self, name: &str, key: &str, stands: Stands<'_>) {
        self.0.note(name, key, stands);
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Builds the book; returns the pieces that were taken, and the output.
fn built(folder: &Path) -> (Vec<String>, BTreeMap<String, Vec<u8>>) {
    let cache = Cache::open(folder, &folder.join("program")).unwrap();
    let files = Files::on_disk(folder).unwrap();
    let edition = edition_with(files, &Request::default(), Some(&cache), &|_| ()).unwrap();
    assert!(!edition.findings.any(crate::findings::Severity::Error), "{:?}", edition.findings);
    let earlier = LastOutput::of(&folder.join("output"), Some(&cache));
    let told = Told(&earlier, Mutex::default());
    let output = InMemory::default();
    edition.pages_again(&told, &output).unwrap();
    let pages = output.into_files();
    let mut taken = told.1.into_inner().unwrap();
    taken.sort();
    let mut tree = OutputTree::new();
    tree.insert_all("", pages.clone()).unwrap();
    publish(&tree, &folder.join("output")).unwrap();
    earlier.keep(&cache);
    (taken, pages)
}

#[test]
fn what_did_not_change_is_taken_from_the_last_output() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "program", "a");
    write(folder, "yearbook.yaml", BOOK);
    write(folder, "data/a.csv", "indicator,area,year,value,unit\nx,全国,2015,1.5,万人\nx,全国,2016,1.8,万人\n");
    let chapter = |words: &str| format!("---\ntitle: 篇\n---\n## 人口\n{words}{{{{ figure(indicator=\"x\") }}}}。\n");
    write(folder, "templates/a.md", &chapter("人口"));
    write(folder, "templates/b.md", &chapter("总人口"));
    let (taken, pages) = built(folder);
    assert_eq!(taken, Vec::<String>::new());
    let (taken, again) = built(folder);
    let of_b = ["Figures b", "Rows b", "Sheet b", "Tables b", "html/b.html", "markdown/b.md", "outline b"];
    assert_eq!(taken.len(), 2 * of_b.len());
    assert_eq!(again, pages);
    // More text before it: it stands elsewhere in the files of the audit, and is the same there.
    write(folder, "templates/a.md", &chapter("年末常住人口"));
    assert_eq!(built(folder).0, of_b);
    // One more figure before it: it has another number there.
    write(folder, "templates/a.md", &chapter("人口{{ figure(indicator=\"x\", year=2015) }}，"));
    let (taken, pages) = built(folder);
    assert_eq!(taken, ["Tables b", "markdown/b.md", "outline b"]);
    // What somebody damaged is made again.
    write(folder, "output/markdown/b.md", "damaged");
    let (taken, again) = built(folder);
    assert!(!taken.contains(&"markdown/b.md".to_owned()) && taken.contains(&"markdown/a.md".to_owned()), "{taken:?}");
    assert_eq!(again, pages);
}

/// Two chapters with large tables, one fact printed in two precisions.
fn large() -> Files {
    let areas: String = (1..=40).map(|area| format!(", {{id: 区{area}, part_of: 全国}}")).collect();
    // A workbook of all cells looks at all of them at once.
    let yaml =
        "publish: {workbook: none}\n".to_owned() + &BOOK.replace("[{id: 全国}]", &format!("[{{id: 全国}}{areas}]"));
    let mut data = "indicator,area,year,value,unit\n".to_owned();
    for (area, year) in (1..=40).flat_map(|area| [2015, 2016].map(|year| (area, year))) {
        writeln!(data, "x,区{area},{year},{}.5,万人", area * 3 + year % 7).unwrap();
    }
    let table = "{{ table(rows=\"areas\", indicator=\"x\", from=2015, growth=true, rank=true, title=\"人口\") }}";
    let chapter = |words: &str| format!("---\ntitle: 篇\n---\n## 人口\n{words}\n\n{table}\n");
    let one = "区1人口{{ figure(indicator=\"x\", area=\"区1\", decimals=0) }}，区2人口{{ figure(indicator=\"x\", area=\"区2\") }}。";
    let files = [
        ("yearbook.yaml", yaml),
        ("data/a.csv", data),
        ("templates/a.md", chapter(one)),
        ("templates/b.md", chapter("无话。")),
    ];
    Files::in_memory(files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into())
}

#[test]
fn a_book_whose_tables_are_at_rest_is_the_same_book() {
    let mut edition = edition_with(large(), &Request::default(), None, &|_| ()).unwrap();
    assert!(!edition.findings.any(crate::findings::Severity::Error), "{:?}", edition.findings);
    let open = edition.pages().unwrap();
    edition.chapters.iter_mut().for_each(Written::rest);
    assert!(edition.chapters.iter().all(Written::is_at_rest));
    assert!(edition.pages().unwrap() == open, "other pages");
    // What was looked at was looked at in copies.
    assert!(edition.chapters.iter().flat_map(|written| &written.ledger.tables).all(|table| !table.is_open()));
    let cells = |edition: &super::Edition| edition.cells().map(|figure| format!("{figure:?}")).collect::<Vec<_>>();
    let of_open = edition_with(large(), &Request::default(), None, &|_| ()).unwrap();
    assert!(cells(&edition) == cells(&of_open), "other cells");
}

#[test]
fn tables_at_rest_are_checked_as_open_ones_are() {
    let edition = edition_with(large(), &Request::default(), None, &|_| ()).unwrap();
    let catalogue = edition.catalogue();
    let told = |chapters: &[Written]| {
        let checked = check_all(&catalogue, &chapters.iter().collect::<Vec<_>>(), true).unwrap();
        let facts: Vec<_> = checked.iter().map(|checked| checked.facts.clone()).collect();
        let mut findings = Findings::default();
        audit::facts(&Ledgers { catalogue: &catalogue, chapters }, &facts, &mut findings);
        assert!(findings.as_slice().iter().any(|finding| finding.code == "N108"), "{findings:?}");
        let opened = chapters.iter().flat_map(|written| &written.ledger.tables).filter(|table| table.is_open()).count();
        assert_eq!(opened, if chapters[0].is_at_rest() { 0 } else { 2 });
        format!("{checked:?} {findings:?}")
    };
    let mut resting = edition.chapters.clone();
    resting.iter_mut().for_each(Written::rest);
    assert!(told(&resting) == told(&edition.chapters), "other checks");
}

#[test]
fn chapters_open_and_at_rest_are_checked_in_their_order() {
    let edition = edition_with(large(), &Request::default(), None, &|_| ()).unwrap();
    let catalogue = edition.catalogue();
    let mut chapters: Vec<Written> = (0..2 * MOST_OPENED + 3).map(|at| edition.chapters[at % 2].clone()).collect();
    let told = |chapters: &[Written]| {
        let checked = check_all(&catalogue, &chapters.iter().collect::<Vec<_>>(), false).unwrap();
        checked.iter().map(|checked| format!("{:?} {:?}", checked.coverage, checked.facts)).collect::<Vec<_>>()
    };
    let open = told(&chapters);
    assert_ne!(open[0], open[1]);
    chapters.iter_mut().enumerate().filter(|(at, _)| at % 5 > 1).for_each(|(_, written)| written.rest());
    assert!(told(&chapters) == open, "another order");
}

#[test]
fn chapters_from_the_cache_are_at_rest_and_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "program", "a");
    for path in ["yearbook.yaml", "data/a.csv", "templates/a.md", "templates/b.md"] {
        write(folder, path, &String::from_utf8(large().read(path).unwrap()).unwrap());
    }
    let made = || {
        let cache = Cache::open(folder, &folder.join("program")).unwrap();
        edition_with(Files::on_disk(folder).unwrap(), &Request::default(), Some(&cache), &|_| ()).unwrap()
    };
    let tables = |edition: &super::Edition| {
        let tables = edition.chapters.iter().flat_map(|written| &written.ledger.tables);
        tables.map(|table| (table.is_at_rest(), table.is_open())).collect::<Vec<_>>()
    };
    let first = made();
    assert_eq!(tables(&first), [(false, true); 2]);
    // What an earlier release printed is compared with every cell, and the cells are let go.
    write(folder, "releases/2015.json", &release(&first));
    let again = made();
    assert!(again.findings.as_slice().iter().any(|finding| finding.code == "R003"), "{:?}", again.findings);
    assert_eq!(tables(&again), [(true, false); 2]);
}

/// A release that printed a cell otherwise.
fn release(edition: &super::Edition) -> String {
    let record = crate::release::record(&edition.catalogue(), &edition.chapters, crate::release::Extent::Used);
    let mut record = serde_json::to_value(&record).unwrap();
    record["exhibits"][0]["cells"][0]["text"] = "0.1".into();
    record.to_string()
}

#[test]
fn a_book_whose_data_are_lost_midway_is_not_made_and_not_kept() {
    let scratch = tempfile::tempdir().unwrap();
    let made = |folder: &Path, room: Room| {
        let cache = Cache::open(folder, &folder.join("program")).unwrap();
        let request = Request { room, ..Request::default() };
        let edition = edition_with(Files::on_disk(folder).unwrap(), &request, Some(&cache), &|_| ())?;
        let output = InMemory::default();
        edition.pages_again(&Never, &output)?;
        crate::Result::Ok(output.into_files())
    };
    // Many indicators, so that each is read again when it is asked for.
    let mut data = "indicator,area,year,value,unit\n".to_owned();
    for (indicator, year) in (0..20).flat_map(|indicator| [2015, 2016].map(|year| (indicator, year))) {
        writeln!(data, "x{indicator},全国,{year},{}.5,万人", indicator * 3 + year % 7).unwrap();
    }
    let chapter = |indicators: std::ops::Range<u32>| {
        let figures: String = indicators.map(|at| format!("{{{{ figure(indicator=\"x{at}\") }}}}，")).collect();
        format!("---\ntitle: 篇\n---\n## 人口\n人口{figures}是各项。\n")
    };
    let book = || {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "program", "a");
        write(folder.path(), "yearbook.yaml", BOOK);
        write(folder.path(), "data/a.csv", &data);
        write(folder.path(), "templates/a.md", &chapter(0..10));
        write(folder.path(), "templates/b.md", &chapter(10..20));
        folder
    };
    let held = made(book().path(), Room::default()).unwrap();
    let mut failed = 0;
    // Few reads apart at first, when data are sorted, and then more: a build of this book has hundreds.
    for reads in (0..40).map(|step| step * step) {
        let folder = book();
        let room = Room { most: 4, folder: Some(scratch.path().to_owned()), reads };
        match made(folder.path(), room) {
            Ok(pages) => assert!(pages == held, "{reads}"),
            Err(error) => {
                assert!(error.is_io() && error.to_string().contains("made to fail"), "{reads}: {error}");
                failed += 1;
            }
        }
        // What was kept on the way is right.
        assert!(made(folder.path(), Room::default()).unwrap() == held, "{reads}");
    }
    assert!((10..40).contains(&failed), "{failed} of 40");
}

#[test]
fn every_setting_that_shapes_a_chapter_is_in_what_chapters_hang_on() {
    const YAML: &str = "title: 试书\npublisher: 甲\narea: 全国\nyear: 2016\nyears: {from: 2014, to: 2017}\n\
        rounding: half_up\nentry_headings: brackets\n\
        areas: [{id: 全国}, {id: 东, name: {en: East}, part_of: 全国}, {id: 西}]\n\
        units: [粒, {symbol: 石, equals: 3/50, of: 吨}]\nhedges: {约: {from: 0.98, to: 1.02}}\n\
        charts: {one: {kind: bar, indicator: x, title: 图}}\ntables: {two: {rows: areas, indicator: x}}\n\
        prose: {entry_characters: 800, names: [{text: 四好农村路, reason: 名}]}\n\
        datasets: [{file: data/a.csv}]\nchapters: []\n";
    const INDICATORS: &str = "indicators: [{id: y, name: {zh: 和}, definition: {zh: 口径}, formula: x + x, unit: 万人, \
        decimals: 1, words: {up: 升}, expect: {min: 0, max: 9}, hedged: refuse}]\n";
    const DATA: &str = "indicator,area,year,value,unit\nx,东,2016,1,万人\n";
    let settings = |[yaml, indicators, data]: [&str; 3]| {
        let files = [("yearbook.yaml", yaml), ("data/indicators/a.yaml", indicators), ("data/a.csv", data)];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let edition = edition_with(Files::in_memory(files.into()), &Request::default(), None, &|_| ()).unwrap();
        super::store::settings(&edition.catalogue())
    };
    let good = settings([YAML, INDICATORS, DATA]);
    assert_eq!(settings([&(YAML.to_owned() + "severities: []\n"), INDICATORS, DATA]), good);
    assert_eq!(settings([YAML, INDICATORS, &DATA.replace(",1,", ",2,")]), good, "values are asked for one by one");
    let changes = [
        ("试书", "另书"),
        ("publisher: 甲", "publisher: 乙"),
        ("area: 全国", "area: 东"),
        ("year: 2016", "year: 2017"),
        ("from: 2014", "from: 2013"),
        ("half_up", "half_even"),
        ("brackets", "plain"),
        ("East", "Orient"),
        ("{id: 西}", "{id: 西, part_of: 全国}"),
        ("粒", "颗"),
        ("3/50", "3/51"),
        ("0.98", "0.97"),
        ("1.02", "1.03"),
        ("约: ", "近: "),
        ("title: 图", "title: 表"),
        ("indicator: x}}\nprose", "indicator: y}}\nprose"),
        ("800", "801"),
        ("四好", "五好"),
        ("name: {zh: 和}", "name: {zh: 倍}"),
        ("口径", "别的"),
        ("x + x", "x * 2"),
        ("unit: 万人", "unit: 人"),
        ("decimals: 1", "decimals: 2"),
        ("up: 升", "up: 增"),
        ("min: 0", "min: 1"),
        ("max: 9", "max: 8"),
        ("refuse", "inherit"),
        ("x,东,2016", "z,东,2016"),
        ("东,2016", "东,2015"),
        ("1,万人", "1,人"),
    ];
    let mut found = std::collections::BTreeSet::from([good]);
    for (from, to) in changes {
        let files = [YAML, INDICATORS, DATA].map(|text| text.replace(from, to));
        assert!([YAML, INDICATORS, DATA].iter().any(|text| text.contains(from)), "{from}");
        assert!(found.insert(settings([&files[0], &files[1], &files[2]])), "{from} → {to}");
    }
}
