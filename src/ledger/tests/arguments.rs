//! The check of arguments against the table.

use super::desk;
use crate::ledger::{FigureFunction, ParameterKind, TEMPLATE_FUNCTIONS, TemplateFunction};

#[test]
fn unknown_missing_and_wrong_arguments() {
    let desk = desk("x 全国 2016 5 人");
    let said = [
        r#"growth(indicator="x", bass=2012)"#,
        r#"growth(indicator="x", zzz=1)"#,
        r"growth(base=2012)",
        r"growth(indicator=5)",
        r#"growth(indicator="x", decimals="two")"#,
        r#"growth(indicator="x", decimals=99)"#,
        r#"growth(indicator="x", year="last")"#,
        r#"growth(indicator="x", base="2012—2014")"#,
        r#"growth(indicator="x", words={rise="升"})"#,
        r#"growth(indicator="x", word=true)"#,
        r#"figure(indicator="x", numerals="roman")"#,
        r#"figure(indicator="x", approx="yes")"#,
        r#"rank(indicator="x", among="甲县")"#,
    ]
    .map(|call| format!("{call}\n  {}", desk.refusal(call)))
    .join("\n");
    insta::assert_snapshot!(said);
}

#[test]
fn every_function_has_a_row_and_every_argument_a_name_of_its_own() {
    for function in FigureFunction::ALL {
        assert_eq!(function.row().name, function.name());
    }
    for function in TEMPLATE_FUNCTIONS {
        let mut names = function.parameters().map(|parameter| parameter.name).collect::<Vec<_>>();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{} names an argument twice", function.name);
        assert!(function.parameters().all(|parameter| !parameter.doc.is_empty()), "{}", function.name);
    }
    let kinds =
        TEMPLATE_FUNCTIONS.iter().flat_map(TemplateFunction::parameters).find(|parameter| parameter.name == "kind");
    assert!(matches!(kinds.map(|kind| kind.kind), Some(ParameterKind::OneOf(_))));
}
