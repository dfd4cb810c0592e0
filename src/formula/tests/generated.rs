//! Properties over formulas that a small deterministic generator makes.

use super::super::{Binary, Expr, Function, Node, YearSelector, parse, unit_of};
use super::{Context, Exact, Period, World, explain};

/// Enough formulas to meet every node inside every other.
const FORMULAS: u64 = 3000;

/// A linear congruential generator: the same formulas on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let index = usize::try_from(self.below(from.len() as u64)).expect("small");
        from[index].clone()
    }

    fn year(&mut self) -> YearSelector {
        match self.below(3) {
            0 => YearSelector::Absolute(self.pick(&[2013, 2014, 2015, 2016])),
            1 => YearSelector::Relative(self.pick(&[-2, -1, 0, 1])),
            _ => YearSelector::Relative(-1),
        }
    }

    fn expr(&mut self, depth: u64) -> Expr {
        let node = if depth == 0 { self.leaf() } else { self.node(depth - 1) };
        Expr { node, span: 0..0 }
    }

    fn leaf(&mut self) -> Node {
        match self.below(4) {
            0 => {
                Node::Number(self.pick(&["0", "1", "2.5", "100", "0.125"].map(|text| Exact::parse(text).expect(text))))
            }
            _ => Node::Indicator(self.pick(&["x", "y", "z"]).into()),
        }
    }

    fn node(&mut self, depth: u64) -> Node {
        match self.below(10) {
            0 => self.leaf(),
            1 => Node::Negate(Box::new(self.expr(depth))),
            2 => Node::Select { of: Box::new(self.expr(depth)), area: None, year: Some(self.year()) },
            3 => {
                Node::Select {
                    of: Box::new(self.expr(depth)), area: Some(self.pick(&["东", "西"]).into()), year: None
                }
            }
            4 => {
                let exponent = Expr { node: Node::Number(Exact::from(i64::from(self.below(4) as u8))), span: 0..0 };
                Node::Binary(Binary::Power, Box::new(self.expr(depth)), Box::new(exponent))
            }
            5 | 6 => self.call(depth),
            _ => {
                use Binary::{Add, Divide, Multiply, Subtract};
                let operator = self.pick(&[Add, Subtract, Multiply, Divide]);
                Node::Binary(operator, Box::new(self.expr(depth)), Box::new(self.expr(depth)))
            }
        }
    }

    fn call(&mut self, depth: u64) -> Node {
        let (base, from, to) = (self.year(), self.year(), self.year());
        let areas = self.pick(&[Vec::new(), vec!["东".to_owned()], vec!["东".to_owned(), "西".to_owned()]]);
        let function = self.pick(&[
            Function::Growth { base },
            Function::Change { base },
            Function::Times { base },
            Function::Index { base },
            Function::Cagr { from, to },
            Function::Cumulative { from: Some(from) },
            Function::Mean { from, to },
            Function::Sum { areas: areas.into_iter().map(Into::into).collect() },
            Function::Ratio,
            Function::Share,
            Function::Per,
            Function::Contribution,
            Function::Pull,
            Function::Deflate,
        ]);
        let two = matches!(function, Function::Ratio | Function::Per | Function::Deflate)
            || (matches!(function, Function::Share | Function::Contribution | Function::Pull) && self.below(2) == 0);
        let operands = (0..if two { 2 } else { 1 }).map(|_| self.expr(depth)).collect();
        Node::Call(function, operands)
    }
}

/// Pure numbers of every sign, so that a text with the numbers put in is a formula again.
fn world() -> World {
    World::new()
        .data("x 全国 _ 2012=3 2013=5 2014=8 2015=-13 2016=21 2017=34")
        .data("x 东 _ 2012=1 2013=2 2014=3 2015=-8 2016=8.5 2017=13")
        .data("x 西 _ 2012=2 2013=3 2014=5 2015=-5 2016=12.5 2017=21")
        .data("y 全国 _ 2012=0.5 2013=0.25 2014=4 2015=0 2016=7 2017=-2")
        .data("y 东 _ 2012=0.5 2013=0.25 2014=4 2015=1 2016=3 2017=-2")
        .data("y 西 _ 2012=9 2013=9 2014=9 2015=9 2016=9 2017=9")
        .data("z 全国 _ 2012=100 2013=104 2014=99.5 2015=102 2016=101 2017=100")
        .data("z 东 _ 2012=10 2013=10.4 2014=9 2015=10 2016=11 2017=12")
        .data("z 西 _ 2012=90 2013=93 2014=90.5 2015=92 2016=90 2017=88")
}

fn formulas() -> impl Iterator<Item = Expr> {
    let mut dice = Dice(20_161_126);
    (0..FORMULAS).map(move |_| dice.expr(3))
}

#[test]
fn the_canonical_text_is_read_back_as_the_same_tree() {
    for expr in formulas() {
        let text = expr.to_string();
        let read = parse(&text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        assert_eq!(without_spans(read), expr, "{text}");
    }
}

#[test]
fn the_numbers_put_in_give_the_value() {
    let world = world();
    let (mut values, mut gaps) = (0, 0);
    for expr in formulas() {
        let context = Context { area: "东".into(), period: Period::Year(2016) };
        let evaluation = world.evaluator().evaluate(&expr, &context);
        let explanation = explain(&expr, &world, &context);
        assert!(balanced(&explanation.rule) && balanced(&explanation.filled), "{expr}\n{explanation:?}");
        let Some(value) = evaluation.value() else {
            gaps += 1;
            continue;
        };
        values += 1;
        let filled =
            parse(&explanation.filled).unwrap_or_else(|problem| panic!("{expr}\n{explanation:?}: {problem:?}"));
        let again = world.evaluator().evaluate(&filled, &context);
        assert_eq!(again.value(), Some(value), "{expr}\n{}", explanation.filled);
        assert!(again.inputs.is_empty(), "{}", explanation.filled);
    }
    assert!(values > 500 && gaps > 500, "{values} values, {gaps} gaps");
}

#[test]
fn inputs_are_observations_each_named_once_and_units_never_fail_twice_differently() {
    let world = world();
    for expr in formulas() {
        let context = Context { area: "全国".into(), period: Period::Year(2016) };
        let inputs = world.evaluator().evaluate(&expr, &context).inputs;
        for (index, input) in inputs.iter().enumerate() {
            assert!(!inputs[..index].contains(input), "{expr} has {input:?} twice");
            let period = input.period;
            assert!(super::Facts::observation(&world, &input.indicator, &input.area, period).is_some(), "{input:?}");
        }
        assert_eq!(unit_of(&expr, &world), unit_of(&expr, &world), "{expr}");
    }
}

#[test]
fn any_text_is_read_or_refused_within_its_bounds() {
    let pieces = [
        "x",
        "growth(",
        ")",
        "(",
        "[",
        "year: -1",
        "]",
        "+",
        "－",
        "^",
        "2",
        "%",
        ",",
        "area: 东",
        "“",
        "：",
        "=",
        "≥",
        " ",
        "万",
    ];
    let mut dice = Dice(7);
    for _ in 0..5000 {
        let text: String = (0..dice.below(12)).map(|_| dice.pick(&pieces)).collect();
        match parse(&text) {
            Ok(expr) => {
                assert_eq!(expr.to_string(), parse(&expr.to_string()).expect("canonical").to_string(), "{text}");
            }
            Err(problem) => {
                assert!(text.get(problem.span.clone()).is_some(), "{text}: {problem:?}");
                assert!(!problem.message.is_empty() && !problem.message.ends_with('.'), "{problem:?}");
            }
        }
    }
}

fn balanced(text: &str) -> bool {
    let depth = text.chars().try_fold(0_i32, |depth, c| match c {
        '(' => Some(depth + 1),
        ')' => (depth > 0).then_some(depth - 1),
        _ => Some(depth),
    });
    depth == Some(0)
}

fn without_spans(expr: Expr) -> Expr {
    let inner = |expr: Box<Expr>| Box::new(without_spans(*expr));
    let node = match expr.node {
        Node::Select { of, area, year } => Node::Select { of: inner(of), area, year },
        Node::Negate(of) => Node::Negate(inner(of)),
        Node::Binary(operator, left, right) => Node::Binary(operator, inner(left), inner(right)),
        Node::Call(function, operands) => Node::Call(function, operands.into_iter().map(without_spans).collect()),
        leaf @ (Node::Number(_) | Node::Indicator(_)) => leaf,
    };
    Expr { node, span: 0..0 }
}
