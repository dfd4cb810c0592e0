//! What `check` prints for programs: JSON, SARIF 2.1.0, annotations of a GitHub workflow.

use serde_json::Value;

use crate::cli::{Disk, run};
use crate::harness::TestBook;

/// A book with a finding in data, one in a template, one in YAML, one in a workbook-like place, and one that is waived.
fn book() -> Disk {
    let data = "indicator,area,year,value,unit\nx,全国,2016,100,万吨\nx,甲县,2016,60,万吨\nx,乙县,2016,30,万吨\n\
        y,全国,2016,100.0,万吨\ny,甲县,2016,50.0,万吨\ny,乙县,2016,49.9,万吨\nfund,全国,2016,一百,元\n";
    let book = TestBook::new(data, "产量{{ figure(indicator=\"x\") }}，{{ figure(indicator=\"xx\") }}。\n")
        .file("data/indicators/a.yaml", "checks:\n  - {id: a, that: x == z}\n");
    let waivers = "waivers:\n  - {code: D202, reason: 四舍五入}\nchapters:\n";
    Disk::new(&book.replace("yearbook.yaml", "chapters:\n", waivers))
}

fn parsed(out: &str) -> Value {
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

#[test]
fn annotations_are_a_line_each() {
    let transcript = run(&book(), &["check", "--format", "github"]);
    insta::assert_snapshot!("check_as_annotations", transcript.to_string());
}

#[test]
fn json_has_findings_and_waivers() {
    let json = parsed(run(&book(), &["check", "--format", "json"]).out());
    assert_eq!((&json["format"], &json["version"]), (&"yearbook-check".into(), &1.into()));
    assert_eq!(json["passed"], false);
    assert_eq!(json["waived"][0]["code"], "D202");
    assert_eq!(json["waived"][0]["reason"], "四舍五入");
}

/// The properties that SARIF 2.1.0 requires of what we write, and the values that it allows.
fn check_log(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    let schema = log["$schema"].as_str().expect("a schema");
    assert!(schema.ends_with("sarif-schema-2.1.0.json"), "{schema}");
    let run = &log["runs"].as_array().expect("runs")[0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "yearbook");
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule}");
        check_level(&rule["defaultConfiguration"]["level"]);
    }
    for invocation in run["invocations"].as_array().expect("invocations") {
        assert!(invocation["executionSuccessful"].is_boolean(), "{invocation}");
    }
    for result in run["results"].as_array().expect("results") {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        check_level(&result["level"]);
        let rule = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        result["locations"].as_array().expect("locations").iter().for_each(check_location);
        for suppression in result["suppressions"].as_array().into_iter().flatten() {
            assert_eq!(suppression["kind"], "external");
        }
    }
}

fn check_level(level: &Value) {
    assert!(["none", "note", "warning", "error"].iter().any(|known| level == known), "{level}");
}

fn check_location(location: &Value) {
    let physical = &location["physicalLocation"];
    if physical.is_object() {
        let address = physical["artifactLocation"]["uri"].as_str().expect("an address");
        assert!(address.is_ascii() && !address.contains(' '), "{address}");
        let region = &physical["region"];
        if region.is_object() {
            assert!(region["startLine"].as_u64().is_some_and(|line| line >= 1), "{region}");
            if let Some(start) = region["startColumn"].as_u64() {
                assert!(start >= 1 && region["endColumn"].as_u64().is_some_and(|end| end > start), "{region}");
            }
        }
    }
    for logical in location["logicalLocations"].as_array().into_iter().flatten() {
        assert!(logical["fullyQualifiedName"].is_string(), "{logical}");
    }
}

#[test]
fn the_log_is_sarif() {
    let transcript = run(&book(), &["check", "--format", "sarif"]);
    assert_eq!(transcript.status, 1);
    let log = parsed(transcript.out());
    check_log(&log);
    let results = log["runs"][0]["results"].as_array().expect("results");
    let of = |code: &str| {
        let found = results.iter().find(|result| result["ruleId"] == code);
        let mut result = found.unwrap_or_else(|| panic!("no {code}")).clone();
        // Every new code moves the others.
        result.as_object_mut().expect("an object").remove("ruleIndex");
        result
    };
    insta::assert_snapshot!("check_as_sarif", format!("{:#}\n{:#}\n{:#}", of("D201"), of("D210"), of("D202")));
}

#[test]
fn a_book_that_cannot_be_read_is_a_log_too() {
    let disk = book();
    disk.write("yearbook.yaml", "title: [\n");
    let transcript = run(&disk, &["check", "--format", "sarif"]);
    assert_eq!(transcript.status, 2);
    let log = parsed(transcript.out());
    check_log(&log);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    insta::assert_snapshot!(
        "check_unreadable_as_annotations",
        run(&disk, &["check", "--format", "github"]).to_string()
    );
}

#[test]
fn other_commands_have_no_such_formats() {
    insta::assert_snapshot!("explain_as_sarif", run(&book(), &["explain", "D201", "--format", "sarif"]).to_string());
}
