//! What a book says about its findings: waivers and other severities, each with its reason.

use yearbook::findings::Severity;

use crate::harness::TestBook;

/// A book whose two parts do not make their total (D201), with more lines in its `yearbook.yaml`.
fn book(more: &str) -> TestBook {
    let data = "indicator,area,year,value,unit\nx,全国,2016,100,万吨\nx,甲县,2016,60,万吨\nx,乙县,2016,30,万吨\n";
    let book = TestBook::new(data, "产量{{ figure(indicator=\"x\") }}。");
    book.replace("yearbook.yaml", "chapters:\n", &format!("{more}chapters:\n"))
}

fn severity(more: &str) -> Option<Severity> {
    let edition = book(more).build().unwrap_or_else(|error| panic!("{error}"));
    edition.findings.as_slice().iter().find(|finding| finding.code == "D201").map(|finding| finding.severity)
}

#[test]
fn a_book_may_raise_lower_and_waive() {
    let rule = |severity: &str| format!("severities:\n  - {{code: D201, severity: {severity}, reason: 市局规定}}\n");
    assert_eq!(severity(""), Some(Severity::Warning));
    assert_eq!(severity(&rule("error")), Some(Severity::Error));
    assert_eq!(severity(&rule("info")), Some(Severity::Info));
    assert_eq!(
        severity("severities:\n  - {code: D201, on: y@*, severity: error, reason: 市局规定}\n"),
        Some(Severity::Warning)
    );
    assert_eq!(severity("waivers:\n  - {code: D201, reason: 含市本级}\n"), None);
    // The last rule that fits counts, and one that fits nothing now is no fault: it is for what may come.
    let both = format!("{}  - {{code: D201, on: 'x@*', severity: error, reason: 总量}}\n", rule("info"));
    assert_eq!(severity(&both), Some(Severity::Error));
    assert!(!book("severities:\n  - {code: D203, severity: error, reason: 缺报}\n").messages().contains("D203"));
}

#[test]
fn rules_that_cannot_be_are_reported_at_their_place() {
    insta::assert_snapshot!(
        book(
            "severities:
  - {code: D999, severity: error, reason: 市局规定}
  - {code: D004, severity: warning, reason: 两个都对}
  - {code: D004, severity: error, reason: 本来如此}
  - {code: D201, severity: info, reason: ''}
waivers:
  - {code: D2001, reason: 含市本级}
  - {code: T001, reason: 以后再说}
"
        )
        .messages()
    );
    insta::assert_snapshot!(book("severities:\n  - {code: D201, severity: fatal, reason: 重要}\n").messages());
    insta::assert_snapshot!(book("severities:\n  - {code: D201, severity: error}\n").messages());
}

#[test]
fn what_makes_a_book_impossible_is_never_waived() {
    let broken = book("waivers:\n  - {code: D004, reason: 两个都对}\n");
    let data = String::from_utf8(broken.files()["data/a.csv"].clone()).expect("UTF-8") + "x,甲县,2016,61,万吨\n";
    let edition = broken.file("data/a.csv", data).build().unwrap_or_else(|error| panic!("{error}"));
    assert!(
        edition.findings.as_slice().iter().any(|finding| finding.code == "D004" && finding.severity == Severity::Error)
    );
}
