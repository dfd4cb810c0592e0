//! Tokens → syntax tree, by precedence: comparison < sum < product < sign < power < selector.

use crate::findings::nearest;
use crate::quantity::Exact;

use super::functions::{self, FUNCTIONS, FunctionOption, FunctionRow, Given, OptionKind};
use super::lexer::{Kind, Token, tokens};
use super::{Binary, Expr, FormulaProblem, Node, YearSelector};

type Parsed<T> = Result<T, FormulaProblem>;

/// Brackets and signs within each other; a bound against nonsense.
const DEEPEST: usize = 60;

/// Reads a formula.
///
/// # Errors
/// With the bytes that are wrong, what was expected there, and what to do.
pub fn parse(text: &str) -> Result<Expr, FormulaProblem> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let expr = parser.comparison()?;
    match parser.peek() {
        Kind::End => Ok(expr),
        _ => Err(parser.unexpected("an operator or the end of the formula")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Kind {
        &self.tokens[self.at].kind
    }

    fn span(&self) -> std::ops::Range<usize> {
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
            Some((_, operator)) => Ok(binary(operator, left, self.sum()?)),
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
            left = binary(operator, left, self.product()?);
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
            left = binary(operator, left, self.signed()?);
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
        Ok(binary(Binary::Power, base, exponent))
    }

    fn selected(&mut self) -> Parsed<Expr> {
        let mut expr = self.primary()?;
        while self.accept("[") {
            expr = self.selector(expr)?;
        }
        Ok(expr)
    }

    fn selector(&mut self, of: Expr) -> Parsed<Expr> {
        let (mut area, mut year) = (None, None);
        loop {
            let at = self.span();
            match self.name("`area` or `year`")?.as_str() {
                "area" => {
                    self.expect(":")?;
                    area = Some(self.name("an area")?);
                }
                "year" => {
                    self.expect(":")?;
                    year = Some(self.year(true)?);
                }
                other => {
                    let message = format!("expected `area` or `year`, found `{other}`");
                    return Err(FormulaProblem::new(at, message).hint("form: x[area: 平江县, year: -1]"));
                }
            }
            if !self.accept(",") {
                break;
            }
        }
        let end = self.expect("]")?;
        let span = of.span.start..end;
        Ok(Expr { node: Node::Select { of: Box::new(of), area, year }, span })
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
                Ok(Expr { node: Node::Indicator(name), span })
            }
            Kind::Sign("(") => {
                self.advance();
                let inner = self.deeper(Self::comparison)?;
                let end = self.expect(")")?;
                Ok(Expr { node: inner.node, span: span.start..end })
            }
            _ => Err(self.unexpected("a name, a number or `(`")),
        }
    }

    fn number(&mut self, text: &str, span: std::ops::Range<usize>) -> Parsed<Expr> {
        let Some(number) = Exact::parse(text) else {
            return Err(
                FormulaProblem::new(span, format!("`{text}` is not a number")).hint("digits, with at most one point")
            );
        };
        let end = self.span().end;
        if self.accept("%") {
            let percent = &number * &Exact::ratio(1, 100);
            return Ok(Expr { node: Node::Number(percent), span: span.start..end });
        }
        Ok(Expr { node: Node::Number(number), span })
    }

    fn call(&mut self, name: &str, span: std::ops::Range<usize>) -> Parsed<Expr> {
        let Some(row) = functions::function(name) else {
            let near = nearest(name, FUNCTIONS.iter().map(|row| row.name));
            let known =
                || format!("functions: {}", FUNCTIONS.iter().map(|row| row.name).collect::<Vec<_>>().join(", "));
            let hint = near.map_or_else(known, |near| format!("did you mean `{near}`?"));
            return Err(FormulaProblem::new(span, format!("no function `{name}`")).hint(hint));
        };
        self.expect("(")?;
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
        let span = span.start..self.expect(")")?;
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
            OptionKind::Order => {
                let span = self.span();
                given.ascending = match self.name("ascending or descending")?.as_str() {
                    "ascending" => true,
                    "descending" => false,
                    other => {
                        return Err(FormulaProblem::new(
                            span,
                            format!("expected ascending or descending, found `{other}`"),
                        ));
                    }
                };
            }
            OptionKind::Areas => {
                self.expect("[")?;
                loop {
                    given.areas.push(self.name("an area")?);
                    if !self.accept(",") {
                        break;
                    }
                }
                self.expect("]")?;
            }
        }
        Ok(())
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

    /// `2014`, `-1`, and where a span may stand `2016—2020`.
    fn year(&mut self, span_allowed: bool) -> Parsed<YearSelector> {
        let start = self.span();
        let negative = self.accept("-");
        let first = self.whole("a year such as 2014, or an offset such as -1")?;
        if negative {
            return Ok(YearSelector::Relative(-first));
        }
        let dash = self.accept("—") || self.accept("-");
        if !dash {
            let offset = first == 0;
            return Ok(if offset { YearSelector::Relative(0) } else { YearSelector::Absolute(first) });
        }
        let last = self.whole("the last year of the span")?;
        let span = start.start..self.tokens[self.at - 1].span.end;
        if !span_allowed {
            return Err(FormulaProblem::new(span, "a span of years cannot stand here").hint("give one year"));
        }
        if first >= last {
            return Err(FormulaProblem::new(span, format!("the span {first}—{last} does not go forward")));
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

fn check_call(row: &FunctionRow, operands: usize, seen: &[&str], span: &std::ops::Range<usize>) -> Parsed<()> {
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

fn binary(operator: Binary, left: Expr, right: Expr) -> Expr {
    let span = left.span.start..right.span.end;
    Expr { node: Node::Binary(operator, Box::new(left), Box::new(right)), span }
}
