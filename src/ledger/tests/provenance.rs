//! What an entry keeps: id, class, rule, inputs, remarks; and how it looks as JSON.

use std::collections::BTreeMap;

use super::{arguments, desk, parse, site};
use crate::ledger::{Class, record};

const FUND: &str = "fund 全国 2016 1.89 亿元 name=专项资金 source=年鉴\n fund 全国 2015 4797 万元 name=专项资金 status=I note=区间4778—4816万元";

#[test]
fn a_reconstructed_figure_says_so() {
    let figure = desk(FUND).figure(r#"growth(indicator="专项资金", decimals=0)"#);
    let provenance = desk(FUND).provenance(&figure);
    assert_eq!(figure.id, "c/growth:fund@全国@2016");
    assert_eq!(figure.class, Class::Reconstructed);
    assert_eq!(provenance.rule, "专项资金[2016] ÷ 专项资金[2015] − 1");
    assert_eq!(provenance.filled, "1.89亿元 ÷ 4797万元 − 1");
    assert_eq!(figure.notes, ["2015年专项资金4797万元为反推数，据此计算的结果不作佐证：区间4778—4816万元"]);
    let inputs =
        provenance.inputs.iter().map(|input| format!("{} {}", input.recorded, input.place)).collect::<Vec<_>>();
    assert_eq!(inputs, ["1.89亿元 data/a.csv row 2, column value", "4797万元 data/a.csv row 3, column value"]);
    assert_eq!(provenance.inputs[0].sha256.len(), 64);
    assert_eq!(figure.value().map(ToString::to_string).as_deref(), Some("2.939962476…"));
    assert_eq!(figure.print.rounded.as_ref().map(ToString::to_string).as_deref(), Some("2.94"));
}

#[test]
fn a_datum_worked_back_is_no_less_reconstructed() {
    let desk = desk(FUND);
    assert_eq!(desk.figure(r#"figure(indicator="fund", year=2015)"#).class, Class::Reconstructed);
    assert_eq!(desk.figure(r#"figure(indicator="fund")"#).class, Class::Computed);
    assert_eq!(desk.figure(r#"quote(indicator="fund")"#).class, Class::Quoted);
}

#[test]
fn comparable_and_revised_bases_are_noted() {
    let desk = desk(
        "income 全国 2015 8452 元\n income 全国 2016 9377 元 comparable_base=8483\n r 全国 2015 110 人 revised_from=100\n r 全国 2016 121 人",
    );
    let figure = desk.figure(r#"growth(indicator="income")"#);
    assert_eq!(figure.print.text(), "增长10.5%");
    assert_eq!(figure.notes, ["按可比口径计算：2015年income可比基数为8483元，公布数为8452元"]);
    assert_eq!(desk.print(r#"change(indicator="income")"#), "增加894元");
    assert_eq!(desk.figure(r#"growth(indicator="r")"#).notes, ["2015年r由100人修订为110人，按修订数计算"]);
    for (call, expected) in [
        (r#"basis(indicator="income")"#, "comparable"),
        (r#"basis(indicator="r")"#, "revised"),
        (r#"basis(indicator="income", year=2015)"#, "published"),
    ] {
        let answer = desk.ask(|clerk| clerk.basis(&arguments(call), &site())).0;
        assert_eq!(answer.as_deref(), Ok(expected), "{call}");
    }
}

#[test]
fn unvalidated_data_warn_and_are_marked() {
    let desk = desk("x 全国 2016 8.5 % status=V note=未复核\n p 全国 2016 1 人 status=P\n e 全国 2016 1 人 status=E");
    let (index, ledger) = desk.ask(|clerk| clerk.record(&parse(r#"figure(indicator="x")"#)));
    let figure = &ledger.figures[index.unwrap()];
    assert_eq!(figure.notes, ["2016年x8.5%未经核实：未复核"]);
    assert!(figure.evaluation.statuses.contains(&crate::ingest::Status::V));
    assert_eq!(ledger.findings.as_slice().iter().map(|finding| finding.code).collect::<Vec<_>>(), ["N003"]);
    assert_eq!(desk.figure(r#"figure(indicator="p")"#).notes, ["2016年p1人为初步数"]);
    assert_eq!(desk.figure(r#"figure(indicator="e")"#).notes, ["2016年e1人为估计数"]);
}

#[test]
fn the_growth_of_a_rate_warns() {
    let desk = desk("x 全国 2015 65 %\n x 全国 2016 82 %");
    let (_, ledger) = desk.ask(|clerk| clerk.record(&parse(r#"growth(indicator="x")"#)));
    let finding = &ledger.findings.as_slice()[0];
    assert_eq!(
        (finding.code, finding.problem.message.as_str()),
        ("N004", "c/growth:x@全国@2016 prints the growth of a rate: 增长26.2%")
    );
}

#[test]
fn ids_are_never_sequence_numbers_but_unique() {
    let desk = desk("x 全国 2015 1 人\n x 全国 2016 2 人");
    let (_, ledger) = desk.ask(|clerk| {
        for call in [r#"figure(indicator="x")"#, r#"figure(indicator="x", year=2015)"#, r#"figure(indicator="x")"#] {
            clerk.record(&parse(call)).unwrap();
        }
    });
    let ids = ledger.figures.iter().map(|figure| figure.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids, ["c/figure:x@全国@2016", "c/figure:x@全国@2015", "c/figure:x@全国@2016#2"]);
}

#[test]
fn a_cited_figure_stands_as_it_is_printed_elsewhere() {
    let desk = desk("x 全国 2015 1 人\n x 全国 2016 2 人");
    let mut other = desk.figure(r#"growth(indicator="x")"#);
    other.id = "d/growth:x@全国@2016".into();
    other.chapter = "d".into();
    let cited = BTreeMap::from([(other.id.clone(), other)]);
    let (index, ledger) =
        desk.ask_citing(&cited, |clerk| clerk.record(&parse(r#"cite(figure="d/growth:x@全国@2016")"#)));
    let figure = &ledger.figures[index.unwrap()];
    assert_eq!((figure.id.as_str(), figure.print.text().as_str()), ("c/cite:x@全国@2016", "增长100.0%"));
    assert_eq!(figure.notes, ["引自《d》"]);
    let (result, _) = desk.ask_citing(&cited, |clerk| clerk.record(&parse(r#"cite(figure="d/growth:x@全国@2015")"#)));
    assert_eq!(result.unwrap_err().hint.as_deref(), Some("did you mean `d/growth:x@全国@2016`?"));
}

#[test]
fn a_figure_as_json() {
    let figure = desk(FUND).figure(r#"growth(indicator="fund", decimals=0)"#);
    let (json, _) = desk(FUND).ask(|clerk| {
        let provenance = figure.provenance(clerk.catalogue);
        serde_json::to_value(record::figure(&figure, &provenance, clerk.book.rounding)).unwrap()
    });
    assert_eq!(json["text"], "增长294%");
    assert_eq!(json["value"], "1567/533");
    assert_eq!(json["unrounded"], "293.996247654…%");
    assert_eq!(json["rounded"], "2.94");
    assert_eq!(json["class"], "reconstructed");
    assert_eq!(json["law"], "half_up");
    assert_eq!(json["inputs"][1]["recorded"], "4797万元");
    let keys = json.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>();
    let expected = "after area chapter class decimals entry filled function hedge id indicator inputs law notes order pending rounded rule \
                    site text token unit unrounded value word year";
    assert_eq!(keys.join(" "), expected);
}
