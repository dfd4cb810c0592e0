//! Sign-off: ticks are kept, hold while nothing changes, and reopen with what changed.

#![expect(clippy::disallowed_methods, reason = "books on disk")]

use std::fs;

use crate::cli::{Disk, run};
use crate::harness::TestBook;

pub(crate) const DATA: &str = "indicator,name_zh,area,year,value,unit\n\
    fund,专项资金,全国,2015,4797,万元\n\
    fund,专项资金,全国,2016,1.89,亿元\n\
    people,贫困人口,全国,2015,7,万人\n\
    people,贫困人口,全国,2016,5,万人\n\
    people,贫困人口,甲县,2016,3,万人\n\
    people,贫困人口,乙县,2016,2,万人\n";
pub(crate) const BODY: &str = "## 概况\n\n专项资金{{ figure(indicator=\"fund\") }}，比上年{{ growth(indicator=\"fund\") }}。\n\n\
    ## 人口\n\n贫困人口{{ growth(indicator=\"people\") }}，甲县{{ rank(indicator=\"people\", area=\"甲县\") }}。\n\n\
    {{ table(rows=\"areas\", areas=areas(part_of=\"全国\"), indicator=\"people\", title=\"贫困人口\") }}\n";

fn book() -> Disk {
    Disk::new(&TestBook::new(DATA, BODY))
}

const SIGNED: [&str; 4] = ["--by", "王五", "--date", "2026-11-24"];

fn sign(disk: &Disk, what: &[&str]) -> crate::cli::Transcript {
    run(disk, &[&["sign"], what, &SIGNED].concat())
}

fn file(disk: &Disk) -> String {
    fs::read_to_string(disk.path("signoff/2016.yaml")).expect("a sign-off")
}

#[test]
fn ticks_are_kept_and_listed() {
    let disk = book();
    insta::assert_snapshot!("signoff_first", sign(&disk, &["c/概况"]).to_string());
    insta::assert_snapshot!("signoff_file", file(&disk));
    let before = file(&disk);
    assert_eq!(
        sign(&disk, &["c/figure:fund@全国@2016"]).out,
        "signoff/2016.yaml: 0 signed, 1 already signed, 0 taken back\n"
    );
    assert_eq!(file(&disk), before);
    insta::assert_snapshot!("signoff_list", run(&disk, &["sign", "--list"]).to_string());
    insta::assert_snapshot!("signoff_required", run(&disk, &["check", "--require-signed"]).to_string());
    assert_eq!(sign(&disk, &["--all"]).status, 0);
    assert_eq!(run(&disk, &["check", "--require-signed"]).status, 0);
    assert_eq!(
        run(&disk, &["sign", "--revoke", "c/概况"]).out,
        "signoff/2016.yaml: 0 signed, 0 already signed, 2 taken back\n"
    );
    assert_eq!(run(&disk, &["check"]).status, 0);
    assert_eq!(run(&disk, &["check", "--require-signed"]).status, 1);
}

#[test]
fn a_change_reopens_what_hangs_on_it() {
    let disk = book();
    assert_eq!(sign(&disk, &["--all"]).status, 0);
    disk.write(
        "data/a.csv",
        &DATA.replace("全国,2016,5,", "全国,2016,8,").replace("乙县,2016,2", "乙县,2016,5").replace("1.89", "1.890"),
    );
    insta::assert_snapshot!("signoff_reopened", run(&disk, &["check"]).to_string());
    insta::assert_snapshot!("signoff_reopened_list", run(&disk, &["sign", "--list", "c/人口"]).to_string());
    assert_eq!(run(&disk, &["check", "--require-signed", "--fail-on", "error"]).status, 1);
    assert_eq!(sign(&disk, &["c"]).out, "signoff/2016.yaml: 4 signed, 1 already signed, 0 taken back\n");
    assert_eq!(run(&disk, &["check", "--require-signed"]).status, 0);
}

#[test]
fn ticks_come_from_a_file_if_they_still_hold() {
    let disk = book();
    assert_eq!(sign(&disk, &["--all"]).status, 0);
    disk.write("ticks.yaml", &file(&disk));
    fs::remove_file(disk.path("signoff/2016.yaml")).expect("removed");
    disk.write("data/a.csv", &DATA.replace("1.89", "1.95"));
    let ticks = disk.path("ticks.yaml");
    insta::assert_snapshot!(
        "signoff_import",
        run(&disk, &["sign", "--from", ticks.to_str().expect("UTF-8")]).to_string()
    );
    assert_eq!(run(&disk, &["sign", "--from", "nowhere.yaml"]).status, 2);
}

#[test]
fn ticks_that_the_audit_exports_say_what_was_read() {
    let disk = book();
    let cell = |area: &str, text: &str| {
        format!("{{\"id\": \"c/table:people@甲县+乙县@2016—2016/figure:people@{area}@2016\", \"text\": \"{text}\"}}")
    };
    let export = |ticks: &[String]| format!("{{\"version\": 1, \"year\": 2016, \"signed\": [{}]}}\n", ticks.join(","));
    let growth = |text: &str| format!("{{\"id\": \"c/growth:fund@全国@2016\", \"text\": \"{text}\"}}");
    let file = disk.path("ticks.json");
    let from = ["--from", file.to_str().expect("UTF-8")];
    disk.write("ticks.json", &export(&[growth("增长300%"), cell("甲县", "3")]));
    insta::assert_snapshot!("signoff_export_refused", sign(&disk, &from).to_string());
    disk.write("ticks.json", &export(&[growth("增长294.0%"), cell("甲县", "3"), cell("乙县", "2")]));
    assert_eq!(sign(&disk, &from).out, "signoff/2016.yaml: 2 signed, 0 already signed, 0 taken back\n");
    assert_eq!(run(&disk, &["check"]).status, 0);
    // Without a name nobody has signed.
    disk.write("ticks.json", &export(&[growth("增长294.0%")]));
    assert_eq!(run(&disk, &["sign", from[0], from[1]]).status, 2);
}

#[test]
fn a_file_damaged_by_hand_is_told_and_kept() {
    let disk = book();
    disk.write("signoff/2016.yaml", "version: 1\nyear: 2016\nsigned:\n  - {id: c/figure:fund@全国@2016, who: 王}\n");
    insta::assert_snapshot!("signoff_damaged", sign(&disk, &["--all"]).to_string());
    assert_eq!(run(&disk, &["check"]).status, 1);
    disk.write(
        "signoff/2016.yaml",
        "version: 1\nyear: 2016\nsigned:\n  - {id: c/figure:fnud@全国@2016, of: fnud@全国@2016, text: 1元, class: computed, by: 王, date: '2026-01-01'}\n",
    );
    insta::assert_snapshot!("signoff_stray", run(&disk, &["check"]).to_string());
    assert_eq!(run(&disk, &["sign", "--revoke", "c/figure:fnud@全国@2016"]).status, 0);
    assert_eq!(run(&disk, &["check"]).status, 0);
}

#[test]
fn what_is_asked_wrongly_is_told() {
    let disk = book();
    for (index, arguments) in [
        &["sign", "--by", "王五"][..],
        &["sign", "c"],
        &["sign", "c/概括", "--by", "王五"],
        &["sign", "c", "--by", "王五", "--date", "今天"],
    ]
    .into_iter()
    .enumerate()
    {
        let transcript = run(&disk, arguments);
        assert_eq!((transcript.status, transcript.out.as_str()), (2, ""), "{arguments:?}");
        insta::assert_snapshot!(format!("signoff_wrong_{index}"), transcript.err);
    }
    assert!(!disk.path("signoff").exists());
}
