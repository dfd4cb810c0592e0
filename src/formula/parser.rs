//! Tokens → syntax tree, by precedence: comparison < sum < product < sign < power < selector.

use std::ops::Range;

use crate::book::Id;
use crate::findings::nearest;
use crate::quantity::Exact;

use super::functions::{self, FUNCTIONS, FunctionOption, FunctionRow, Given, OptionKind};
use super::lexer::{Kind, Token, tokens};
use super::{Binary, Expr, FormulaProblem, Node, YearSelector};

type Parsed<T> = Result<T, FormulaProblem>;

/// Brackets and signs within each other; a bound against nonsense.
const DEEPEST: usize = 60;

/// Operators and selectors in one formula; a bound on the depth of its tree.
const MOST_OPERATORS: usize = 256;

/// Smaller numbers are slips for offsets.
const FIRST_YEAR: i32 = 1000;

/// Reads a formula.
///
/// # Errors
/// With the bytes that are wrong, what was expected there, and what to do.
pub fn parse(text: &str) -> Result<Expr, FormulaProblem> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, operators: 0 };
    if parser.tokens.len() == 1 {
        let hint = "write an indicator, or a function of one such as growth(x)";
        return Err(FormulaProblem::new(0..text.len(), "the formula is empty").hint(hint));
    }
    let expr = parser.comparison()?;
    match parser.peek() {
        Kind::End => Ok(expr),
        Kind::Sign("==" | "!=" | "<" | "<=" | ">" | ">=") => {
            let problem = parser.unexpected("the end of the formula after one comparison");
            Err(problem.hint("a comparison has two sides; put one that is compared again in brackets"))
        }
        _ => Err(parser.unexpected("an operator or the end of the formula")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    operators: usize,
}

impl Parser {
    fn peek(&self) -> &Kind {
        &self.tokens[self.at].kind
    }

    fn span(&self) -> Range<usize> {
        self.tokens[self.at].span.clone()
    }

    fn advance(&mut self) -> Token {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn accept(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Kind::Sign(found) if *found == sign);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, sign: &str) -> Parsed<usize> {
        let end = self.span().end;
        if self.accept(sign) { Ok(end) } else { Err(self.unexpected(&format!("`{sign}`"))) }
    }

    /// The closing bracket; where the formula ends before it, the opening one is what is wrong.
    fn close(&mut self, sign: &str, open: Range<usize>) -> Parsed<usize> {
        if matches!(self.peek(), Kind::End) {
            let message = format!("this bracket is never closed: `{sign}` is missing");
            return Err(FormulaProblem::new(open, message).hint(format!("put `{sign}` where it ends")));
        }
        self.expect(sign)
    }

    fn unexpected(&self, expected: &str) -> FormulaProblem {
        let found = match self.peek() {
            Kind::Number(text) => format!("the number {text}"),
            Kind::Name(name) => format!("`{name}`"),
            Kind::Sign(sign) => format!("`{sign}`"),
            Kind::End => "the end of the formula".into(),
        };
        FormulaProblem::new(self.span(), format!("expected {expected}, found {found}"))
    }

    /// Runs a rule one level deeper.
    fn deeper(&mut self, rule: impl FnOnce(&mut Self) -> Parsed<Expr>) -> Parsed<Expr> {
        if self.depth >= DEEPEST {
            let message = format!("more than {DEEPEST} levels of brackets");
            return Err(FormulaProblem::new(self.span(), message).hint("split the formula into indicators"));
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }

    /// Counts an operator or a selector.
    fn count(&mut self, span: &Range<usize>) -> Parsed<()> {
        self.operators += 1;
        if self.operators <= MOST_OPERATORS {
            return Ok(());
        }
        let message = format!("more than {MOST_OPERATORS} operators in one formula");
        Err(FormulaProblem::new(span.clone(), message).hint("use sum() or cumulative(), or split it into indicators"))
    }

    fn binary(&mut self, operator: Binary, left: Expr, right: Expr) -> Parsed<Expr> {
        let span = left.span.start..right.span.end;
        self.count(&span)?;
        Ok(Expr { node: Node::Binary(operator, Box::new(left), Box::new(right)), span })
    }

    fn comparison(&mut self) -> Parsed<Expr> {
        let left = self.sum()?;
        let operators = [
            ("==", Binary::Equal),
            ("!=", Binary::NotEqual),
            ("<=", Binary::LessOrEqual),
            (">=", Binary::GreaterOrEqual),
            ("<", Binary::Less),
            (">", Binary::Greater),
        ];
        match operators.into_iter().find(|(sign, _)| self.accept(sign)) {
            Some((_, operator)) => {
                let right = self.sum()?;
                self.binary(operator, left, right)
            }
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Parsed<Expr> {
        let mut left = self.product()?;
        loop {
            let operator = match () {
                () if self.accept("+") => Binary::Add,
                () if self.accept("-") => Binary::Subtract,
                () => return Ok(left),
            };
            let right = self.product()?;
            left = self.binary(operator, left, right)?;
        }
    }

    fn product(&mut self) -> Parsed<Expr> {
        let mut left = self.signed()?;
        loop {
            let operator = match () {
                () if self.accept("*") => Binary::Multiply,
                () if self.accept("/") => Binary::Divide,
                () => return Ok(left),
            };
            let right = self.signed()?;
            left = self.binary(operator, left, right)?;
        }
    }

    fn signed(&mut self) -> Parsed<Expr> {
        let start = self.span().start;
        if self.accept("-") {
            let of = self.deeper(Self::signed)?;
            let span = start..of.span.end;
            return Ok(Expr { node: Node::Negate(Box::new(of)), span });
        }
        if self.accept("+") {
            return self.deeper(Self::signed);
        }
        self.power()
    }

    fn power(&mut self) -> Parsed<Expr> {
        let base = self.selected()?;
        if !self.accept("^") {
            return Ok(base);
        }
        let exponent = self.deeper(Self::signed)?;
        self.binary(Binary::Power, base, exponent)
    }

    fn selected(&mut self) -> Parsed<Expr> {
        let mut expr = self.primary()?;
        while matches!(self.peek(), Kind::Sign("[")) {
            let open = self.advance().span;
            expr = self.selector(expr, open)?;
        }
        Ok(expr)
    }

    fn selector(&mut self, of: Expr, open: Range<usize>) -> Parsed<Expr> {
        const FORM: &str = "form: x[area: 平江县, year: -1]";
        let (mut area, mut year) = (None, None);
        loop {
            let at = self.span();
            let name = self.name("`area` or `year`").map_err(|problem| problem.hint(FORM))?;
            let twice = match name.as_str() {
                "area" => {
                    self.expect(":")?;
                    area.replace(self.name("an area")?).is_some()
                }
                "year" => {
                    self.expect(":")?;
                    year.replace(self.year(true)?).is_some()
                }
                other => {
                    let message = format!("expected `area` or `year`, found `{other}`");
                    return Err(FormulaProblem::new(at, message).hint(FORM));
                }
            };
            if twice {
                return Err(FormulaProblem::new(at, format!("`{name}` is selected twice")).hint("keep one of the two"));
            }
            if !self.accept(",") {
                break;
            }
        }
        let end = self.close("]", open)?;
        let span = of.span.start..end;
        self.count(&span)?;
        Ok(Expr { node: Node::Select { of: Box::new(of), area: area.map(Id::from), year }, span })
    }

    fn primary(&mut self) -> Parsed<Expr> {
        let span = self.span();
        match self.peek().clone() {
            Kind::Number(text) => {
                self.advance();
                self.number(&text, span)
            }
            Kind::Name(name) => {
                self.advance();
                if matches!(self.peek(), Kind::Sign("(")) {
                    return self.deeper(|parser| parser.call(&name, span));
                }
                Ok(Expr { node: Node::Indicator(name.into()), span })
            }
            Kind::Sign("(") => {
                self.advance();
                let inner = self.deeper(Self::comparison)?;
                let end = self.close(")", span.clone())?;
                Ok(Expr { node: inner.node, span: span.start..end })
            }
            _ => Err(self.unexpected("a name, a number or `(`")),
        }
    }

    fn number(&mut self, text: &str, span: Range<usize>) -> Parsed<Expr> {
        let Some(number) = Exact::parse(text) else {
            return Err(
                FormulaProblem::new(span, format!("`{text}` is not a number")).hint("digits, with at most one point")
            );
        };
        let end = self.span().end;
        for (sign, of) in [("%", 100), ("‰", 1000)] {
            if self.accept(sign) {
                let number = &number * &Exact::ratio(1, of);
                return Ok(Expr { node: Node::Number(number), span: span.start..end });
            }
        }
        Ok(Expr { node: Node::Number(number), span })
    }

    fn call(&mut self, name: &str, span: Range<usize>) -> Parsed<Expr> {
        let Some(row) = functions::function(name) else {
            let near = nearest(name, FUNCTIONS.iter().map(|row| row.name));
            let known =
                || format!("functions: {}", FUNCTIONS.iter().map(|row| row.name).collect::<Vec<_>>().join(", "));
            let hint = near.map_or_else(known, |near| format!("did you mean `{near}`?"));
            return Err(FormulaProblem::new(span, format!("no function `{name}`")).hint(hint));
        };
        let open = self.advance().span;
        let (mut operands, mut given, mut seen) = (Vec::new(), Given::default(), Vec::new());
        while !matches!(self.peek(), Kind::Sign(")")) {
            match self.option_name() {
                Some(option) => seen.push(self.option(row, &option, &mut given)?),
                None => operands.push(self.comparison()?),
            }
            if !self.accept(",") {
                break;
            }
        }
        let span = span.start..self.close(")", open)?;
        check_call(row, operands.len(), &seen, &span)?;
        let function =
            functions::make(row.name, given).expect("the table has the function and its required options were given");
        Ok(Expr { node: Node::Call(function, operands), span })
    }

    /// `base` of `base: 2010`, if that is what comes next.
    fn option_name(&mut self) -> Option<Token> {
        let is_option = matches!(self.peek(), Kind::Name(_))
            && matches!(self.tokens.get(self.at + 1).map(|token| &token.kind), Some(Kind::Sign(":")));
        is_option.then(|| {
            let token = self.advance();
            self.advance();
            token
        })
    }

    fn option(&mut self, row: &FunctionRow, token: &Token, given: &mut Given) -> Parsed<&'static str> {
        let Kind::Name(name) = &token.kind else { return Err(self.unexpected("an option")) };
        let Some(option) = row.options.iter().find(|option| option.name == name) else {
            let known = row.options.iter().map(|option| option.name).collect::<Vec<_>>().join(", ");
            let hint = if known.is_empty() { format!("form: {}", row.signature) } else { format!("options: {known}") };
            return Err(
                FormulaProblem::new(token.span.clone(), format!("{} has no option `{name}`", row.name)).hint(hint)
            );
        };
        self.option_value(option, given)?;
        Ok(option.name)
    }

    fn option_value(&mut self, option: &FunctionOption, given: &mut Given) -> Parsed<()> {
        match option.kind {
            OptionKind::Year => {
                let year = Some(self.year(false)?);
                match option.name {
                    "base" => given.base = year,
                    "from" => given.from = year,
                    _ => given.to = year,
                }
            }
            OptionKind::Order => given.ascending = self.either("ascending", "descending")?,
            OptionKind::Missing => given.gaps = self.either("leave_out", "refuse")?,
            OptionKind::Areas => self.areas(&mut given.areas)?,
        }
        Ok(())
    }

    /// One of two words; whether it is the first.
    fn either(&mut self, first: &str, second: &str) -> Parsed<bool> {
        let span = self.span();
        let word = self.name(&format!("{first} or {second}"))?;
        if word != first && word != second {
            return Err(FormulaProblem::new(span, format!("expected {first} or {second}, found `{word}`")));
        }
        Ok(word == first)
    }

    /// `[甲县, 乙县]`
    fn areas(&mut self, areas: &mut Vec<Id>) -> Parsed<()> {
        let open = self.span();
        self.expect("[").map_err(|problem| problem.hint("form: areas: [甲县, 乙县]"))?;
        loop {
            let span = self.span();
            let area = Id::from(self.name("an area")?);
            if areas.contains(&area) {
                let message = format!("`{area}` is listed twice, so that it would count twice");
                return Err(FormulaProblem::new(span, message).hint("list each area once"));
            }
            areas.push(area);
            if !self.accept(",") {
                break;
            }
        }
        self.close("]", open).map(drop)
    }

    fn name(&mut self, expected: &str) -> Parsed<String> {
        match self.peek().clone() {
            Kind::Name(name) => {
                self.advance();
                Ok(name)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// `2014`, `-1`, `+1`, `0` (this year), and where a span may stand `2016—2020`.
    fn year(&mut self, span_allowed: bool) -> Parsed<YearSelector> {
        let start = self.span();
        let sign = if self.accept("-") { Some(-1) } else { self.accept("+").then_some(1) };
        let first = self.whole("a year such as 2014, or an offset such as -1")?;
        if let Some(sign) = sign {
            return Ok(YearSelector::Relative(sign * first));
        }
        if first == 0 {
            return Ok(YearSelector::Relative(0));
        }
        let here = start.start..self.tokens[self.at - 1].span.end;
        if first < FIRST_YEAR {
            let hint = format!("a year has four digits; an offset has a sign: -{first}");
            return Err(FormulaProblem::new(here, format!("{first} is not a year")).hint(hint));
        }
        if !self.accept("—") && !self.accept("-") {
            return Ok(YearSelector::Absolute(first));
        }
        let last = self.whole("the last year of the span")?;
        let span = start.start..self.tokens[self.at - 1].span.end;
        if !span_allowed {
            return Err(FormulaProblem::new(span, "a span of years cannot stand here").hint("give one year"));
        }
        if first >= last {
            let message = format!("the span {first}—{last} does not go forward");
            return Err(FormulaProblem::new(span, message).hint("write the earlier year first"));
        }
        Ok(YearSelector::Span(first, last))
    }

    fn whole(&mut self, expected: &str) -> Parsed<i32> {
        let number = match self.peek() {
            Kind::Number(text) => text.parse::<i32>().ok().filter(|year| *year <= 9999),
            _ => None,
        };
        number.inspect(|_| drop(self.advance())).ok_or_else(|| self.unexpected(expected))
    }
}

fn check_call(row: &FunctionRow, operands: usize, seen: &[&str], span: &Range<usize>) -> Parsed<()> {
    let (least, most) = row.operands;
    let problem =
        |message: String| Err(FormulaProblem::new(span.clone(), message).hint(format!("form: {}", row.signature)));
    if !(least..=most).contains(&operands) {
        let wanted = if least == most { least.to_string() } else { format!("{least} or {most}") };
        return problem(format!(
            "{} takes {wanted} operand{}, found {operands}",
            row.name,
            if most == 1 { "" } else { "s" }
        ));
    }
    if let Some((_, twice)) = seen.iter().enumerate().find(|(index, name)| seen[..*index].contains(name)) {
        return problem(format!("option `{twice}` is given twice"));
    }
    match row.options.iter().find(|option| option.required && !seen.contains(&option.name)) {
        Some(option) => problem(format!("{} needs `{}:`", row.name, option.name)),
        None => Ok(()),
    }
}
