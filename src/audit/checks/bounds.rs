//! D209: shares that leave 0—100 %.

use crate::book::Language;
use crate::findings::{Code, Findings, Problem, Severity};
use crate::formula::{Context, Evaluator, Expr, Facts, Function, Node};
use crate::indicators::Catalogue;
use crate::ingest::{Histories, History};
use crate::quantity::Exact;

use super::super::{Check, Data, Look};
use super::series;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D209", severity: Severity::Warning, meaning: "a share that cannot leave 0—100 % does" },
    doc: "\
## What it does
Looks at percentages that by their name are a part of a whole (比重, 占比, 覆盖率, 入学率, 发生率, …) and at indicators computed by
`share()`, and reports values below 0 or above 100 %. Names that speak of targets, plans or growth are left alone: they may
exceed. Where an indicator declares `expect`, that counts instead (D112).

## Why
A part cannot be larger than its whole: a wrong row, a wrong unit (‰ as %), or two scopes that do not fit.

## Example
A coverage of 986 %, for 98.6 %.

## What to do
Mend the value. Where the name misleads, declare `expect: {min: 0, max: …}` for the indicator.",
    look: Look::Data(look),
};

/// Endings of names that mean a part of a whole.
const PARTS: &[&str] = &[
    "比重",
    "占比",
    "比例",
    "构成",
    "覆盖率",
    "发生率",
    "普及率",
    "入学率",
    "升学率",
    "巩固率",
    "参保率",
    "参合率",
    "合格率",
    "及格率",
    "达标率",
    "城镇化率",
    "城市化率",
    "绿化率",
    "森林覆盖率",
    "失业率",
    "就业率",
    "出勤率",
    "通电率",
    "通水率",
    "通路率",
    "到位率",
    "识字率",
    "文盲率",
    "入户率",
    "贫困率",
    "死亡率",
];
/// Words in names of what may exceed 100 % or fall below 0.
const EXCEED: &[&str] =
    &["完成", "计划", "目标", "预算", "增", "变动", "毛入学率", "性别", "抚养", "之比", "与", "贡献"];

fn look(Data { catalogue, .. }: &Data<'_>, findings: &mut Findings) {
    for id in catalogue.ids().filter(|id| is_share(id, catalogue)) {
        match catalogue.formula(id) {
            None => recorded(id, catalogue, findings),
            Some(_) => computed(id, catalogue, findings),
        }
    }
}

/// A share that was recorded. Only of numbers near the bounds the exact one is asked.
fn recorded(id: &str, catalogue: &Catalogue<'_>, findings: &mut Findings) {
    let mut numbers = Vec::new();
    for history in catalogue.observations().histories_of(id).into_iter().flat_map(Histories::areas) {
        history.numbers(&mut numbers);
        let suspect = numbers.iter().enumerate().filter(|(_, number)| !(0.0..1.0).contains(*number));
        for datum in suspect.map(|(index, _)| history.observation(index)) {
            if datum.in_base_units().is_some_and(|value| leaves(&value)) {
                let subject = series::subject(&datum);
                let message = format!("{subject} = {} is a share, but lies outside 0—100 %", series::shown(&datum));
                report(Problem::new(message).about(subject).at(datum.place()), findings);
            }
        }
    }
}

fn is_share(id: &str, catalogue: &Catalogue<'_>) -> bool {
    let expect = catalogue.expect(id);
    let name = catalogue.name_in(id, Language::Zh);
    let by_name = || PARTS.iter().any(|ending| name.ends_with(ending));
    let by_formula =
        || matches!(catalogue.formula(id).map(|formula| &formula.node), Some(Node::Call(Function::Share, _)));
    let may_exceed = EXCEED.iter().any(|word| name.contains(word)) || expect.min.is_some() || expect.max.is_some();
    catalogue.unit(id).is_some_and(crate::quantity::Unit::is_rate) && !may_exceed && (by_name() || by_formula())
}

fn leaves(value: &Exact) -> bool {
    let above = value.order(&Exact::one()).is_some_and(std::cmp::Ordering::is_gt);
    value.is_negative() || above
}

/// A computed share, wherever its part has data.
fn computed(id: &str, catalogue: &Catalogue<'_>, findings: &mut Findings) {
    let Some(formula) = catalogue.formula(id) else { return };
    let Node::Call(_, operands) = &formula.node else { return };
    let Some(Node::Indicator(part)) = operands.first().map(|part| &part.node) else { return };
    for history in catalogue.observations().histories_of(part).into_iter().flat_map(Histories::areas) {
        let suspects = suspects(&history, whole(operands, history.area(), catalogue));
        for datum in suspects.into_iter().map(|index| history.observation(index)) {
            let context = Context { area: datum.area.into(), period: datum.period };
            let evaluation = Evaluator::new(catalogue, 20).evaluate(formula, &context);
            let Some(value) = evaluation.value().filter(|value| leaves(value)) else { continue };
            let subject = format!("{id}@{}@{}", datum.area, datum.period);
            let percent = value * &Exact::from(100);
            let message = format!("{subject} comes to {percent} %: the part exceeds its whole");
            let hint = evaluation.inputs.iter().filter_map(|input| {
                let found = catalogue.observation(&input.indicator, &input.area, input.period)?;
                Some(format!("{} = {}", series::subject(&found), series::shown(&found)))
            });
            let hint = hint.collect::<Vec<_>>().join(", ");
            report(Problem::new(message).about(subject).at(datum.place()).hint(hint), findings);
        }
    }
}

/// The observations of the whole, where that is an indicator of the data, of the same area or of a fixed one.
fn whole<'a>(operands: &[Expr], area: &str, catalogue: &Catalogue<'a>) -> Option<History<'a>> {
    let (id, area) = match &operands.get(1)?.node {
        Node::Indicator(id) => (id, area),
        Node::Select { of, area: Some(area), year: None } => match &of.node {
            Node::Indicator(id) => (id, &**area),
            _ => return None,
        },
        _ => return None,
    };
    let observations = catalogue.observations();
    observations.histories_of(id)?.of(observations.area_number(area)?)
}

/// Which observations of a part may leave its whole: all but those that certainly lie between zero and it.
fn suspects(part: &History<'_>, whole: Option<History<'_>>) -> Vec<usize> {
    let Some(whole) = whole else { return (0..part.len()).collect() };
    let (mut parts, mut wholes) = (Vec::new(), Vec::new());
    part.numbers(&mut parts);
    whole.numbers(&mut wholes);
    let mut wholes = whole.periods().zip(wholes).peekable();
    let suspects = part.periods().zip(parts).enumerate().filter(|(_, (period, part))| {
        while wholes.next_if(|(other, _)| other < period).is_some() {}
        let whole = wholes.peek().filter(|(other, _)| other == period);
        !whole.is_some_and(|(_, whole)| (0.0..*whole).contains(part))
    });
    suspects.map(|(index, _)| index).collect()
}

fn report(problem: Problem, findings: &mut Findings) {
    CHECK.code.report(findings, problem);
}
