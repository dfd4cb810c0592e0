//! The form of the file, and what it says when it is damaged.

use crate::findings::{Findings, Printer};
use crate::ledger::Class;

use super::{Binding, SignOff, Signer, Tick, is_date};

fn figure(text: &str, value: Option<&str>) -> Binding {
    Binding::Figure {
        of: "x@全国@2016".into(),
        text: text.into(),
        value: value.map(str::to_owned),
        class: Class::Computed,
    }
}

fn cells(digest: &str, cells: &[(&str, &str)]) -> Binding {
    let cells = cells.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    Binding::Cells { digest: digest.into(), cells }
}

fn tick(id: &str, binding: Binding) -> Tick {
    let (by, date) = ("王 \"五\"".into(), "2026-11-24".into());
    Tick { id: id.into(), binding, by, date, note: Some("核对：原表\n# 第2页".into()), place: None }
}

fn parse(text: &str) -> (SignOff, String) {
    let mut findings = Findings::default();
    let found = SignOff::parse("signoff/2016.yaml", text.as_bytes(), (2016, Signer::default()), &mut findings);
    (found, Printer::default().findings(&findings))
}

#[test]
fn what_is_written_is_read_back() {
    let mut signoff = SignOff::default();
    assert_eq!(parse(&signoff.to_yaml(2016)), (SignOff::default(), String::new()));
    signoff.add(tick("c/growth:x@全国@2016#2", figure("增长2.5%", Some("1/40"))));
    signoff.add(tick("c/figure:x@全国@2016", figure("a: b # \\ \u{2028}", None)));
    signoff.add(tick("c/table:t", cells("ab", &[("figure:x@全国@2016", "12238"), ("rank:x@全国@2016", "")])));
    signoff.add(tick("c/chart:x", cells("cd", &[])));
    let text = signoff.to_yaml(2016);
    insta::assert_snapshot!(text);
    let (read, told) = parse(&text);
    assert_eq!(told, "");
    assert_eq!(read.to_yaml(2016), text);
    assert_eq!(
        read.ticks().map(|tick| &tick.id).collect::<Vec<_>>(),
        signoff.ticks().map(|t| &t.id).collect::<Vec<_>>()
    );
}

#[test]
fn json_is_read_as_well() {
    let text = r#"{"version": 1, "year": 2016, "signed": [{"id": "c/x", "of": "x@全国@2016", "text": "5\u4e07人",
        "value": "50000", "class": "quoted", "by": "王", "date": "2026-11-24"}]}"#;
    let (read, told) = parse(text);
    assert_eq!((read.ticks().count(), told.as_str()), (1, ""));
}

#[test]
fn what_changed_is_said_once_and_exactly() {
    let told =
        |was: &Binding, now: &Binding| was.changes(now).iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let was = figure("294%", Some("3"));
    assert_eq!(told(&was, &was), "");
    assert_eq!(told(&was, &figure("301%", Some("4"))), "was 294%, now 301%");
    assert_eq!(told(&was, &figure("294%", Some("4"))), "the exact value behind the same text was 3, now 4");
    assert_eq!(told(&was, &cells("x", &[])), "was a figure, now a chart or a table");
    let table = cells("x", &[("a", "1"), ("b", "2")]);
    assert_eq!(told(&table, &cells("y", &[("a", "1"), ("c", "2")])), "b was 2, now empty; c was empty, now 2");
    assert_eq!(
        told(&table, &cells("y", &[("a", "1"), ("b", "2")])),
        "values, units or signs behind the same texts have changed"
    );
}

#[test]
fn days_are_days() {
    for date in ["2026-11-24", "2024-02-29", "2000-02-29"] {
        assert!(is_date(date), "{date}");
    }
    for date in
        ["2026-11-31", "2023-02-29", "1900-02-29", "2026-1-2", "26-01-02", "2026-13-01", "今天", "2026-01-02-03"]
    {
        assert!(!is_date(date), "{date}");
    }
}

#[test]
fn nonsense_is_told_with_its_place() {
    let whole = "version: 1\nyear: 2016\nsigned:\n";
    let one = "  - {id: c/x, of: x@全国@2016, text: 5万人, class: computed, by: 王, date: '2026-11-24'}\n";
    let cases = [
        "signed: [".to_owned(),
        String::new(),
        "version: 2\nyear: 2016\nsigned: []\n".to_owned(),
        "version: 1\nyear: 2015\nsigned: []\n".to_owned(),
        format!("{whole}{one}{one}"),
        format!("{whole}{}", one.replace("by:", "who:")),
        format!("{whole}{}", one.replace("by: 王, ", "")),
        format!("{whole}{}", one.replace("'2026-11-24'", "昨天")),
        format!("{whole}{}", one.replace("text: 5万人, ", "")),
        format!("{whole}{}", one.replace("computed", "guessed")),
        format!("{whole}{}", one.replace("text:", "digest: a, text:")),
    ];
    insta::assert_snapshot!(cases.map(|case| parse(&case).1).join("--------\n"));
}
