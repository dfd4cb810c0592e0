//! Units of measure and their algebra: 万元 = 10⁴ 元, 元 ÷ 人 = 元/人, 15 亩 = 1 公顷 exactly.
//!
//! Must not know: how a figure is printed. 万 and 亿 are multipliers of a unit, not units
//! (GB 3100; GB/T 15835-2011 allows them as the only Chinese numerals beside Arabic digits).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use num_rational::BigRational;

use super::Exact;

/// Exponents by base unit: 元/人 is `{元: 1, 人: -1}`; a pure number is empty.
pub type Dimensions = BTreeMap<String, i32>;

/// The Chinese multipliers that stand before a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Multiplier {
    /// None.
    #[default]
    One,
    /// 万, 10⁴.
    Wan,
    /// 亿, 10⁸.
    Yi,
    /// 万亿, 10¹².
    WanYi,
}

impl Multiplier {
    /// All, largest first: the order in which a prefix is recognised.
    pub const ALL: [Self; 4] = [Self::WanYi, Self::Yi, Self::Wan, Self::One];

    /// Returns the power of ten.
    #[must_use]
    pub fn exponent(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Wan => 4,
            Self::Yi => 8,
            Self::WanYi => 12,
        }
    }

    /// Returns the Chinese text, empty for [`Multiplier::One`].
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Wan => "万",
            Self::Yi => "亿",
            Self::WanYi => "万亿",
        }
    }

    fn scale(self) -> Exact {
        Exact::from(10_i64.pow(self.exponent()))
    }
}

/// A unit with its multiplier: what one recorded `1` is worth in base units. Cheap to clone: every figure has one.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unit {
    multiplier: Multiplier,
    #[serde(with = "crate::kept::shared")]
    kind: Arc<Kind>,
}

/// A unit without its multiplier.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Kind {
    symbol: String,
    factor: Exact,
    dimensions: Dimensions,
}

// Made once: every figure has one, and so has every function of a formula.
static NONE: LazyLock<Unit> = LazyLock::new(|| Unit::pure("", Exact::one()));
static PERCENT: LazyLock<Unit> = LazyLock::new(|| Unit::pure("%", Exact::ratio(1, 100)));
static PERCENTAGE_POINT: LazyLock<Unit> = LazyLock::new(|| Unit::pure("个百分点", Exact::ratio(1, 100)));
static TIMES: LazyLock<Unit> = LazyLock::new(|| Unit::pure("倍", Exact::one()));
static PLACE: LazyLock<Unit> = LazyLock::new(|| Unit::pure("位", Exact::one()));

impl Unit {
    /// Returns the unit of pure numbers.
    #[must_use]
    pub fn none() -> Self {
        NONE.clone()
    }

    fn base(symbol: String, factor: Exact, dimensions: Dimensions) -> Self {
        Self { multiplier: Multiplier::One, kind: Arc::new(Kind { symbol, factor, dimensions }) }
    }

    fn pure(symbol: &str, factor: Exact) -> Self {
        Self::base(symbol.to_owned(), factor, Dimensions::new())
    }

    /// Returns the percentage, 10⁻².
    #[must_use]
    pub fn percent() -> Self {
        PERCENT.clone()
    }

    /// Returns the percentage point, 10⁻²: a difference of two percentages.
    #[must_use]
    pub fn percentage_point() -> Self {
        PERCENTAGE_POINT.clone()
    }

    /// Returns 倍, the unit of multiples.
    #[must_use]
    pub fn times_unit() -> Self {
        TIMES.clone()
    }

    /// Returns 位, the unit of ranks.
    #[must_use]
    pub fn place() -> Self {
        PLACE.clone()
    }

    /// Returns the multiplier.
    #[must_use]
    pub fn multiplier(&self) -> Multiplier {
        self.multiplier
    }

    /// Returns the same unit under another multiplier: 亿元 → 万元.
    #[must_use]
    pub fn with_multiplier(&self, multiplier: Multiplier) -> Self {
        Self { multiplier, kind: Arc::clone(&self.kind) }
    }

    /// Returns the same unit with nothing to print but its multiplier: 万户 → 万.
    #[must_use]
    pub fn without_symbol(&self) -> Self {
        Self { multiplier: self.multiplier, kind: Arc::new(Kind { symbol: String::new(), ..Kind::clone(&self.kind) }) }
    }

    /// Returns the symbol without multiplier: `元`, `元/人`, `%`, or nothing.
    #[must_use]
    pub fn symbol(&self) -> &str {
        &self.kind.symbol
    }

    /// Returns what one of this unit is worth in base units: 万元 → 10000, % → 1/100, 亩 → 1/15 (公顷).
    #[must_use]
    pub fn scale(&self) -> BigRational {
        self.worth().lo()
    }

    /// Returns the same as [`Unit::scale`], as a factor to compute with.
    #[must_use]
    pub fn worth(&self) -> Exact {
        &self.kind.factor * &self.multiplier.scale()
    }

    /// Returns the exponents by base unit.
    #[must_use]
    pub fn dimensions(&self) -> &Dimensions {
        &self.kind.dimensions
    }

    /// Returns whether values of both units may be added and compared.
    #[must_use]
    pub fn is_compatible(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.kind, &other.kind) || self.kind.dimensions == other.kind.dimensions
    }

    /// Returns whether this is a pure number (%, ‰, 倍 or no unit).
    #[must_use]
    pub fn is_pure(&self) -> bool {
        self.kind.dimensions.is_empty()
    }

    /// Returns whether this is a percentage, a per mille or a percentage point.
    #[must_use]
    pub fn is_rate(&self) -> bool {
        self.is_pure() && self.kind.factor.order(&Exact::one()).is_some_and(std::cmp::Ordering::is_lt)
    }

    /// Returns whether this counts whole things (名, 个, 户, 万人) instead of measuring: numbers of unlike things may be
    /// compared when somebody says so, 元 and 公顷 never.
    #[must_use]
    pub fn is_count(&self) -> bool {
        let mut bases = self.kind.dimensions.iter();
        let one = bases.next().filter(|_| bases.next().is_none());
        one.is_some_and(|(base, exponent)| {
            *exponent == 1 && !MEASURES.split_whitespace().any(|measure| measure == base)
        })
    }

    /// Returns the unit of a product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combine(other, 1)
    }

    /// Returns the unit of a quotient: 元 ÷ 人 = 元/人; 元 ÷ 元 is a pure number.
    #[must_use]
    pub fn per(&self, other: &Self) -> Self {
        self.combine(other, -1)
    }

    /// The result is in base units: scale 1, symbol made of the base units.
    fn combine(&self, other: &Self, sign: i32) -> Self {
        let mut dimensions = self.kind.dimensions.clone();
        for (base, exponent) in &other.kind.dimensions {
            *dimensions.entry(base.clone()).or_insert(0) += sign * exponent;
        }
        dimensions.retain(|_, exponent| *exponent != 0);
        Self::base(symbol_of(&dimensions), Exact::one(), dimensions)
    }
}

/// Writes multiplier and symbol: `万元`.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.multiplier.symbol(), self.kind.symbol)
    }
}

/// `{元: 1, 人: -1}` → `元/人`.
fn symbol_of(dimensions: &Dimensions) -> String {
    let side = |sign: i32| {
        let factors = dimensions.iter().filter(|(_, e)| e.signum() == sign);
        factors.map(|(base, e)| power_text(base, e.unsigned_abs())).collect::<Vec<_>>().join("·")
    };
    match (side(1), side(-1)) {
        (top, bottom) if bottom.is_empty() => top,
        (top, bottom) if top.is_empty() => format!("1/{bottom}"),
        (top, bottom) => format!("{top}/{bottom}"),
    }
}

fn power_text(base: &str, exponent: u32) -> String {
    if exponent == 1 { base.to_owned() } else { format!("{base}^{exponent}") }
}

/// A unit that a book adds to the built-in ones: `{symbol: 担, equals: 1/20, of: 吨}`, or a new base unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDeclaration {
    /// As it is written after a number.
    pub symbol: String,
    /// Numerator and denominator of its worth in `of`.
    pub equals: (i64, i64),
    /// The unit it is measured in; `None` makes a new base unit.
    pub of: Option<String>,
}

/// Why a unit could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// No such unit; with the nearest known one.
    Unknown {
        /// The unit as written.
        symbol: String,
    },
    /// A declaration repeats a symbol or has a zero worth.
    BadDeclaration {
        /// The unit as declared.
        symbol: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { symbol } => write!(f, "unknown unit `{symbol}`"),
            Self::BadDeclaration { symbol, reason } => write!(f, "unit `{symbol}`: {reason}"),
        }
    }
}

/// Words that count things; each is its own base unit, so that 户 and 人 are never added.
const COUNTERS: &str = "人 名 位 户 个 家 所 座 口 羽 头 只 匹 尾 辆 台 套 件 项 次 人次 件次 份 张 册 本 部 种 类 级 县 区 省 市 乡 镇 村 \
    街道 条 艘 架 标准箱 株 棵 处 间 栋 期 批 场 届 例 宗 起 笔 岁 年 月 天 小时 元 美元 港元 欧元 日元 英镑 公顷 米 吨 立方米 千瓦 千瓦时 吨标准煤 ℃ \
    班 对 支 片 枚 项次 人年 床 张次";

/// Those of them that measure.
const MEASURES: &str = "岁 年 月 天 小时 元 美元 港元 欧元 日元 英镑 公顷 米 吨 立方米 千瓦 千瓦时 吨标准煤 ℃ 人年";

/// symbol, numerator, denominator, base.
const DERIVED: &[(&str, i64, i64, &str)] = &[
    ("%", 1, 100, ""),
    ("％", 1, 100, ""),
    ("‰", 1, 1000, ""),
    ("‱", 1, 10000, ""),
    ("个百分点", 1, 100, ""),
    ("百分点", 1, 100, ""),
    ("个千分点", 1, 1000, ""),
    ("千分点", 1, 1000, ""),
    ("倍", 1, 1, ""),
    ("成", 1, 10, ""),
    ("亩", 1, 15, "公顷"),
    ("平方米", 1, 10000, "公顷"),
    ("平方公里", 100, 1, "公顷"),
    ("平方千米", 100, 1, "公顷"),
    ("千米", 1000, 1, "米"),
    ("公里", 1000, 1, "米"),
    ("厘米", 1, 100, "米"),
    ("毫米", 1, 1000, "米"),
    ("千克", 1, 1000, "吨"),
    ("公斤", 1, 1000, "吨"),
    ("克", 1, 1_000_000, "吨"),
    ("斤", 1, 2000, "吨"),
    ("担", 1, 20, "吨"),
    ("升", 1, 1000, "立方米"),
    ("瓦", 1, 1000, "千瓦"),
    ("兆瓦", 1000, 1, "千瓦"),
    ("度", 1, 1, "千瓦时"),
    ("角", 1, 10, "元"),
    ("分", 1, 100, "元"),
    ("日", 1, 1, "天"),
];

/// The units that a book knows.
#[derive(Clone, Debug, Hash)]
pub struct UnitTable {
    by_symbol: BTreeMap<String, Unit>,
}

impl Default for UnitTable {
    fn default() -> Self {
        let mut by_symbol = BTreeMap::from([(String::new(), Unit::none())]);
        for symbol in COUNTERS.split_whitespace() {
            let dimensions = BTreeMap::from([(symbol.to_owned(), 1)]);
            by_symbol.insert(symbol.into(), Unit::base(symbol.into(), Exact::one(), dimensions));
        }
        for &(symbol, numerator, denominator, of) in DERIVED {
            let factor = Exact::ratio(numerator, denominator);
            let dimensions = by_symbol[of].kind.dimensions.clone();
            by_symbol.insert(symbol.into(), Unit::base(symbol.into(), factor, dimensions));
        }
        Self { by_symbol }
    }
}

impl UnitTable {
    /// Returns the built-in table with a book's own units added.
    ///
    /// # Errors
    /// When a declaration repeats a symbol, is worth nothing, or is measured in an unknown unit.
    pub fn with(declarations: &[UnitDeclaration]) -> Result<Self, UnitError> {
        let mut table = Self::default();
        for declared in declarations {
            table.declare(declared)?;
        }
        Ok(table)
    }

    fn declare(&mut self, declared: &UnitDeclaration) -> Result<(), UnitError> {
        let bad = |reason| Err(UnitError::BadDeclaration { symbol: declared.symbol.clone(), reason });
        if self.by_symbol.contains_key(&declared.symbol) {
            return bad("is known already; remove it or choose another symbol");
        }
        let (numerator, denominator) = declared.equals;
        if numerator == 0 || denominator == 0 {
            return bad("must be worth something other than zero");
        }
        let unit = match &declared.of {
            None => {
                let dimensions = BTreeMap::from([(declared.symbol.clone(), 1)]);
                Unit::base(declared.symbol.clone(), Exact::one(), dimensions)
            }
            Some(of) => {
                let of = self.parse(of)?;
                let factor = &Exact::ratio(numerator, denominator) * &of.worth();
                Unit::base(declared.symbol.clone(), factor, of.kind.dimensions.clone())
            }
        };
        self.by_symbol.insert(declared.symbol.clone(), unit);
        Ok(())
    }

    /// Reads a unit: `元`, `万元`, `元/人`, `人/平方公里`, `%`, or nothing at all.
    ///
    /// # Errors
    /// [`UnitError::Unknown`] with the part that is not known.
    pub fn parse(&self, text: &str) -> Result<Unit, UnitError> {
        let text = text.trim();
        if let Some(unit) = self.by_symbol.get(text) {
            return Ok(unit.clone());
        }
        if let Some((top, bottom)) = text.split_once('/') {
            return self.parse_quotient(text, top, bottom);
        }
        for multiplier in Multiplier::ALL {
            let rest = text.strip_prefix(multiplier.symbol()).filter(|_| multiplier != Multiplier::One);
            if let Some(unit) = rest.and_then(|rest| self.by_symbol.get(rest)) {
                return Ok(unit.with_multiplier(multiplier));
            }
        }
        Err(UnitError::Unknown { symbol: text.to_owned() })
    }

    fn parse_quotient(&self, text: &str, top: &str, bottom: &str) -> Result<Unit, UnitError> {
        let (top, bottom) = (self.parse(top)?, self.parse(bottom)?);
        let combined = top.per(&bottom);
        let symbol = text.strip_prefix(top.multiplier.symbol()).unwrap_or(text).to_owned();
        let factor = top.kind.factor.divide(&bottom.worth()).expect("a unit is worth something");
        Ok(Unit::base(symbol, factor, combined.kind.dimensions.clone()).with_multiplier(top.multiplier))
    }

    /// Returns all symbols, sorted: for suggestions.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        self.by_symbol.keys().map(String::as_str).filter(|symbol| !symbol.is_empty())
    }
}
