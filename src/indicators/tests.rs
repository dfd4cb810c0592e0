//! The two computations against each other, over every area and year of a book that has everything awkward: gaps,
//! zeros, negative values, words, ranges, hedges, breaks, comparable bases, spans, areas without parts or whole.

mod dice;
mod formulas;

use std::sync::Arc;

use polars::prelude::{Expr as Columns, lit};

use super::{Catalogue, Panel, Printed, Question, check, compare, unexpected};
use crate::book::{Book, Files, Period};
use crate::findings::{Findings, Place, Printer};
use crate::formula::{Context, Evaluation, Evaluator, Expr, FUNCTIONS, Function, NoValue, Outcome, parse};
use crate::ingest::{Datum, Missing, Observations, Recorded, SourceFile, Status};
use crate::quantity::{Exact, Unit, UnitTable};
use dice::Dice;
use formulas::FORMULAS;

const BOOK: &str = "\
title: 样书
area: 全国
year: 2016
years: {from: 2010, to: 2017}
areas:
  - 全国
  - {id: 东部, name: {en: East}, part_of: 全国}
  - {id: 中部, part_of: 全国}
  - {id: 西部, part_of: 全国}
  - {id: 西北, part_of: 西部}
  - 港口
datasets: []
chapters: []
";

/// `area year value unit [status] [qualifier] [=comparable base]`; years from the first on where values are listed.
const DATA: &str = "\
x 全国 2010 100.5 120 131.25 131.25 0 90 88.8
x 东部 2010 50 60.5 65 65 -3 40 41
x 中部 2010 30 30 31.25 … -8 30 32
x 西部 2010 20.5 29.5 35 36 11 20 15.8
x 西北 2010 7 8 9.5 0 0.5 6 5
x 港口 2010 -4 -2 -2 -5 3 0 7
y 全国 2010 10 11 12 13 14 15 16
y 东部 2010 4 4 5 5 6 6 7
y 中部 2010 3 3 3 3 3 3 3
y 西部 2010 3 4 4 5 5 6 6
y 西北 2010 1 1 1 2 2 2 2
y 港口 2010 9 … 9 9 9 9 8
p 全国 2010 103.3 102.6 102.6 102 101.4 0 101.6
p 东部 2010 103 102 101 102 103 101 101
p 港口 2010 99 99 99 99 99 99 99
r 全国 2010 12.7 10.2 8.5 7.2 5.7 4.5 3.1
r 东部 2010 7.4 5.5 4.8 3.8 3.3 2.9 2.5
hedged 全国 2010 5 6多 7 8 9约 10 11
hedged 东部 2010 2 3 3 4 4多 5 6
broken 全国 2010 5 6 7B 8 9 10B 11
broken 东部 2010 1 2 3 _ 5 6 7
based 全国 2010 5 6 7=6.5 8 9=8 10 11
based 东部 2010 1 2=0 3 4B=3.5 5 6 7
based 中部 2010 1 2=-1 3=1 4 5 6
based 西部 2010 3 2 _ 4B 5=4.5 6
worded 全国 2010 5 翻番 7 3~4 9 10 11
planned 全国 2013 500 510 520 530
planned 东部 2013 90 100 110B 120
planned 中部 2013 50 0 20 30
";

fn book(indicators: &str) -> Book {
    let files = [("yearbook.yaml", BOOK), ("data/indicators/a.yaml", indicators)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    let mut findings = Findings::default();
    let book = Book::load(Files::in_memory(files), &mut findings).expect("a good book");
    assert_eq!(Printer::default().findings(&findings), "");
    book
}

/// One cell of the table: a number, a word or `…`, then `B` for a break, `多` or `约` for a hedge, `=base`.
fn observation(indicator: &str, area: &str, period: Period, cell: &str, unit: &str) -> Recorded {
    let (cell, comparable) = cell.split_once('=').map_or((cell, None), |(cell, base)| (cell, Exact::parse(base)));
    let (cell, status) = cell.strip_suffix('B').map_or((cell, Status::A), |cell| (cell, Status::B));
    let hedge = ["多", "约"].into_iter().find(|hedge| cell.ends_with(hedge));
    let cell = cell.trim_end_matches(['多', '约']);
    let datum = match (Exact::parse(cell), cell.split_once('~')) {
        (Some(number), _) => Datum::Number(number),
        (_, Some((a, b))) => Datum::Range(Exact::parse(a).expect("number"), Exact::parse(b).expect("number")),
        _ if cell == "…" => Datum::Missing(Missing::NotAvailable),
        _ => Datum::Words(cell.to_owned()),
    };
    Recorded {
        indicator: indicator.to_owned(),
        area: area.to_owned(),
        period,
        datum,
        raw: cell.to_owned(),
        decimals: 0,
        unit: UnitTable::default().parse(unit).expect("a unit"),
        status,
        qualifier: hedge.map(str::to_owned),
        note: None,
        source: None,
        comparable_base: comparable,
        revised_from: None,
        file: Arc::new(SourceFile { path: "data/a.csv".into(), sha256: String::new() }),
        sheet: None,
        row: 2,
        column: "value".into(),
    }
}

fn unit(indicator: &str) -> &str {
    match indicator {
        "x" | "broken" | "based" | "planned" => "万元",
        "p" => "",
        "r" => "%",
        _ => "户",
    }
}

fn observations(data: &str) -> Observations {
    let mut all = Vec::new();
    for line in data.lines() {
        let mut words = line.split(' ');
        let (indicator, area, first) =
            (words.next().expect(line), words.next().expect(line), words.next().expect(line));
        let first = first.parse::<i32>().expect("a year");
        for (year, cell) in (first..).zip(words).filter(|(_, cell)| *cell != "_") {
            all.push(observation(indicator, area, Period::Year(year), cell, unit(indicator)));
        }
    }
    for (area, cell) in [("全国", "600"), ("东部", "300"), ("中部", "90=85"), ("西北", "多"), ("港口", "70多")]
    {
        all.push(observation("planned", area, Period::Span(2014, 2016), cell, "万元"));
    }
    Observations::recorded(all)
}

const INDICATORS: &str = "\
indicators:
  - id: x_growth
    formula: growth(x)
    unit: '%'
  - id: per_household
    formula: x / y
  - id: twice_hedged
    formula: hedged * 2
    hedged: inherit
  - id: four_hedged
    formula: twice_hedged * 2
  - id: per_broken
    formula: broken / y
  - id: plan_left
    formula: 'planned[year: 2014—2016] - x'
";

struct Case<'a> {
    catalogue: &'a Catalogue<'a>,
    exprs: Vec<Expr>,
}

impl Case<'_> {
    fn questions(&self) -> Vec<Question> {
        let year = Period::Year(2016);
        self.exprs.iter().map(|expr| Question::new(expr, year)).collect()
    }

    /// All formulas at all places, evaluated exactly.
    fn figures(&self, panel: &Panel, evaluator: Evaluator<'_>) -> Vec<Figure> {
        let places = || panel.rows().map(|(area, year)| (area.to_owned(), Period::Year(year)));
        let all = self.exprs.iter().flat_map(|expr| places().map(move |place| (expr, place)));
        all.map(|(expr, (area, period))| Figure::new(expr, area, period, evaluator)).collect()
    }
}

/// An evaluation that owns its parts.
struct Figure {
    id: String,
    formula: Expr,
    context: Context,
    evaluation: Evaluation,
    place: Place,
}

impl Figure {
    fn new(expr: &Expr, area: String, period: Period, evaluator: Evaluator<'_>) -> Self {
        let id = format!("{expr} @ {area} @ {period}");
        let context = Context { area: area.into(), period };
        let evaluation = evaluator.evaluate(expr, &context);
        Self { id, formula: expr.clone(), context, evaluation, place: Place::file("t") }
    }

    fn printed(&self) -> Printed<'_> {
        let Self { id, formula, context, evaluation, place } = self;
        let Context { area, period } = context;
        Printed { id, formula, area, period: *period, evaluation, place }
    }
}

fn found(case: &Case<'_>, panel: &Panel, figures: &[Figure]) -> Vec<String> {
    let mut findings = Findings::default();
    let printed: Vec<Printed<'_>> = figures.iter().map(Figure::printed).collect();
    compare(case.catalogue, panel, &printed, &mut findings);
    messages(&findings)
}

fn messages(findings: &Findings) -> Vec<String> {
    findings.as_slice().iter().map(|finding| format!("{} {}", finding.code, finding.problem.message)).collect()
}

/// Runs a check over the catalogue of the awkward book.
fn with_catalogue(formulas: &[&str], check: impl Fn(&Case<'_>)) {
    let (book, observations) = (book(INDICATORS), observations(DATA));
    let mut findings = Findings::default();
    let catalogue = Catalogue::new(&book, &observations, &mut findings);
    assert_eq!(messages(&findings), [""; 0]);
    let read = |text: &&str| catalogue.resolve(&parse(text).expect(text)).expect(text);
    check(&Case { catalogue: &catalogue, exprs: formulas.iter().map(read).collect() });
}

#[test]
fn both_computations_agree_everywhere() {
    with_catalogue(FORMULAS, |case| {
        let panel = Panel::compute(case.catalogue, &case.questions()).expect("computed");
        let figures = case.figures(&panel, Evaluator::new(case.catalogue, 30));
        assert_eq!(found(case, &panel, &figures), [""; 0]);
        let values = figures.iter().filter(|figure| figure.evaluation.value().is_some()).count();
        let gaps = figures.len() - values;
        assert!(values > 1500 && gaps > 1500, "{values} values, {gaps} gaps");
    });
}

#[test]
fn every_function_is_among_the_formulas() {
    for row in FUNCTIONS {
        assert!(FORMULAS.iter().any(|formula| formula.starts_with(&format!("{}(", row.name))), "{}", row.name);
    }
}

#[test]
fn a_fault_in_one_computation_alone_is_found_for_every_function() {
    fn exact(_: &Function, value: &Exact) -> Exact {
        value * &Exact::parse("1.00000001").expect("number")
    }
    fn panel(_: &Function, value: Columns) -> Columns {
        value * lit(1.000_000_01)
    }
    for row in FUNCTIONS {
        let start = format!("{}(", row.name);
        let formulas: Vec<&str> = FORMULAS.iter().copied().filter(|formula| formula.starts_with(&start)).collect();
        with_catalogue(&formulas, |case| {
            let check = |evaluator: Evaluator<'_>, tamper| {
                let panel = Panel::tampered(case.catalogue, &case.questions(), tamper).expect("computed");
                found(case, &panel, &case.figures(&panel, evaluator)).len()
            };
            let sound = Evaluator::new(case.catalogue, 30);
            assert_eq!(check(sound, None), 0, "{}", row.name);
            assert!(check(sound.tampered(exact), None) > 0, "exact {}", row.name);
            assert!(check(sound, Some(panel)) > 0, "panel {}", row.name);
        });
    }
}

/// Not just one of a formula's figures: every figure that has a value is told from a faulty one.
#[test]
fn a_fault_is_found_in_each_figure() {
    for row in FUNCTIONS {
        let start = format!("{}(", row.name);
        let formulas: Vec<&str> = FORMULAS.iter().copied().filter(|formula| formula.starts_with(&start)).collect();
        with_catalogue(&formulas, |case| {
            let faulty =
                Panel::tampered(case.catalogue, &case.questions(), Some(|_, value| value * lit(1.001) + lit(0.7)));
            let faulty = faulty.expect("computed");
            for figure in case.figures(&faulty, Evaluator::new(case.catalogue, 30)) {
                let (id, is_value) = (figure.id.clone(), figure.evaluation.value().is_some());
                assert!(!is_value || found(case, &faulty, &[figure]).len() == 1, "{id}");
            }
        });
    }
}

#[test]
fn both_computations_agree_on_spans() {
    with_catalogue(FORMULAS, |case| {
        let evaluator = Evaluator::new(case.catalogue, 30);
        let areas: Vec<String> = case.catalogue.book().areas.iter().map(|area| area.id.to_string()).collect();
        let figure =
            |(expr, area): (&Expr, &String)| Figure::new(expr, area.clone(), Period::Span(2014, 2016), evaluator);
        let all = case.exprs.iter().flat_map(|expr| areas.iter().map(move |area| (expr, area)));
        let figures: Vec<Figure> = all.map(figure).collect();
        let printed: Vec<Printed<'_>> = figures.iter().map(Figure::printed).collect();

        let compared = check(case.catalogue, &[printed]).expect("computed");
        assert!(messages(&compared[0]).is_empty());
        let of_plan = |figure: &&Figure| figure.id.contains("planned") && figure.evaluation.value().is_some();
        assert!(figures.iter().filter(of_plan).count() > 20);
    });
}

#[test]
fn a_value_in_one_computation_alone_is_found() {
    with_catalogue(&["growth(x)", "change(x)"], |case| {
        let panel = Panel::compute(case.catalogue, &case.questions()).expect("computed");
        for mut figure in case.figures(&panel, Evaluator::new(case.catalogue, 30)) {
            figure.evaluation.outcome = match figure.evaluation.outcome {
                Outcome::Value { .. } => Outcome::None(NoValue::ZeroBase),
                Outcome::None(_) => Outcome::Value { value: Exact::zero(), unit: Unit::none() },
            };
            let found = found(case, &panel, &[figure]);
            assert!(matches!(found.as_slice(), [one] if one.starts_with("N001")), "{found:?}");
        }
    });
}

#[test]
fn what_was_computed_only_once_is_not_taken_for_agreement() {
    with_catalogue(&["growth(x)"], |case| {
        let mut all = Vec::new();
        for (year, questions) in [(2012, Vec::new()), (1999, case.questions())] {
            let panel = Panel::compute(case.catalogue, &questions).expect("computed");
            let evaluator = Evaluator::new(case.catalogue, 30);
            let figure = Figure::new(&case.exprs[0], "全国".into(), Period::Year(year), evaluator);
            all.extend(found(case, &panel, &[figure]));
        }
        insta::assert_snapshot!(all.join("\n"));
    });
}

#[test]
fn figures_of_spans_are_compared_too() {
    with_catalogue(&["planned", "planned / 2", "planned - x[year: 2016]", "x"], |case| {
        let evaluator = Evaluator::new(case.catalogue, 30);
        let figure = |expr| Figure::new(expr, "东部".into(), Period::Span(2014, 2016), evaluator);
        let figures: Vec<Figure> = case.exprs.iter().map(figure).collect();
        let printed: Vec<Printed<'_>> = figures.iter().map(Figure::printed).collect();

        let compared = check(case.catalogue, &[printed]).expect("computed");
        assert!(messages(&compared[0]).is_empty());
        let values = figures.iter().map(|figure| figure.evaluation.value().map(Exact::to_f64));
        assert_eq!(values.collect::<Vec<_>>(), [Some(3e6), Some(1.5e6), Some(2.59e6), None]);
    });
}

#[test]
fn the_panel_gives_values_worked_out_by_hand() {
    let table: &[(&str, &str, i32, Option<f64>)] = &[
        ("growth(x)", "东部", 2011, Some(0.21)),
        ("growth(x)", "东部", 2010, None),
        ("growth(x)", "东部", 2014, None),
        ("change(x)", "东部", 2014, Some(-680_000.0)),
        ("growth(based)", "全国", 2012, Some(0.5 / 6.5)),
        ("growth(broken)", "全国", 2012, None),
        ("growth(broken)", "全国", 2013, Some(1.0 / 7.0)),
        ("points(r)", "全国", 2011, Some(-0.025)),
        ("share(x)", "西部", 2011, Some(29.5 / 120.0)),
        ("share(x)", "全国", 2011, None),
        ("rank(y)", "东部", 2011, Some(1.0)),
        ("rank(y)", "西部", 2011, Some(1.0)),
        ("rank(y)", "中部", 2011, Some(3.0)),
        ("rank(y)", "港口", 2010, Some(1.0)),
        ("sum(y)", "全国", 2010, Some(10.0)),
        ("sum(y)", "西部", 2010, Some(1.0)),
        ("sum(y)", "西北", 2010, None),
        ("sum(x)", "全国", 2013, None),
        ("mean(y, from: -2)", "全国", 2012, Some(11.0)),
        ("cumulative(y)", "东部", 2012, Some(13.0)),
        ("cagr(y, from: 2010)", "西北", 2016, Some(libm::cbrt(2.0).sqrt() - 1.0)),
        ("contribution(y)", "东部", 2012, Some(1.0)),
        ("pull(y)", "西部", 2011, Some(0.1)),
        ("deflate(x, p)", "东部", 2011, Some(1.21 / 1.02 - 1.0)),
        ("index(x, base: 2010)", "东部", 2010, Some(100.0)),
        ("index(x, base: 2010)", "东部", 2011, Some(121.0)),
        ("x[year: -1]", "中部", 2010, None),
        ("hedged", "全国", 2011, Some(6.0)),
        ("hedged + 1", "全国", 2011, None),
        ("twice_hedged", "全国", 2011, Some(12.0)),
    ];
    for (formula, area, year, expected) in table {
        with_catalogue(&[formula], |case| {
            let questions = case.questions();
            let panel = Panel::compute(case.catalogue, &questions).expect("computed");
            let found = panel.answer(&questions[0], area, *year);
            let near = |found: f64| expected.is_some_and(|expected| (found - expected).abs() < 1e-12 * expected.abs());
            assert!(
                found.map_or(expected.is_none(), near),
                "{formula} {area} {year}: {found:?}, expected {expected:?}"
            );
        });
    }
}

#[test]
fn both_computations_agree_on_formulas_made_at_random() {
    let mut dice = Dice(2016);
    let formulas: Vec<String> = (0..300).map(|n| dice.formula(1 + n % 3)).collect();
    let formulas: Vec<&str> = formulas.iter().map(String::as_str).collect();
    with_catalogue(&formulas, |case| {
        let panel = Panel::compute(case.catalogue, &case.questions()).expect("computed");
        let figures = case.figures(&panel, Evaluator::new(case.catalogue, 30));
        assert_eq!(found(case, &panel, &figures), [""; 0]);
        let values = figures.iter().filter(|figure| figure.evaluation.value().is_some()).count();
        assert!(values > 2000 && values < figures.len() - 2000, "{values} of {}", figures.len());
    });
}

#[test]
fn two_runs_give_the_same_bits() {
    with_catalogue(FORMULAS, |case| {
        let run = || {
            let questions = case.questions();
            let panel = Panel::compute(case.catalogue, &questions).expect("computed");
            let rows: Vec<(String, i32)> = panel.rows().map(|(area, year)| (area.to_owned(), year)).collect();
            let bits = |question: &Question, (area, year): &(String, i32)| {
                panel.answer(question, area, *year).map(f64::to_bits)
            };
            questions.iter().flat_map(|question| rows.iter().map(move |row| bits(question, row))).collect::<Vec<_>>()
        };
        assert_eq!(run(), run());
    });
}

#[test]
fn computed_values_outside_what_is_expected_are_found() {
    let yaml = "indicators:\n  - id: g\n    formula: growth(y)\n    unit: '%'\n    expect: {min: 0, max: 25}\n";
    let (book, observations) = (book(yaml), observations(DATA));
    let mut findings = Findings::default();
    let catalogue = Catalogue::new(&book, &observations, &mut findings);
    unexpected(&catalogue, &Panel::compute(&catalogue, &[]).expect("computed"), &mut findings);
    insta::assert_snapshot!(messages(&findings).join("\n"));
}
