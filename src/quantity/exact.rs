//! Numbers without rounding: a rational, or a rational interval where a root is not rational.
//!
//! Must not know: units, decimals to print, rounding laws.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

mod digits;
mod small;

pub(crate) use digits::Cut;
use small::Small;

/// A number that is known exactly, or lies in a closed interval as narrow as was asked for.
///
/// Sums, differences, products and quotients of data are rational and stay points. Only roots ([`Exact::root`])
/// make intervals; whoever rounds checks that both ends round alike and asks for more digits otherwise.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Exact(Form);

/// A number has one form: that of machine words wherever it fits.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Form {
    Small(Small),
    Large(Box<Large>),
}

/// Long numbers and intervals.
#[derive(Clone, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Large {
    lo: BigRational,
    /// `None` for a point, which is in lowest terms.
    hi: Option<BigRational>,
}

/// Why a quotient does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DivisionError {
    /// The divisor is zero.
    Zero,
    /// The divisor is an interval that contains zero: more digits are needed.
    Uncertain,
}

impl Exact {
    /// Returns zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(Form::Small(Small::ZERO))
    }

    /// Returns one.
    #[must_use]
    pub fn one() -> Self {
        Self::from(1)
    }

    /// Returns the quotient of two integers.
    ///
    /// # Panics
    /// When `denominator` is zero.
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        match Small::new(numerator, denominator) {
            Some(small) => Self(Form::Small(small)),
            None => Self::from(BigRational::new(numerator.into(), denominator.into())),
        }
    }

    /// Returns `10^exponent`.
    #[must_use]
    pub fn power_of_ten(exponent: i32) -> Self {
        match 10_i64.checked_pow(exponent.unsigned_abs()) {
            Some(power) if exponent < 0 => Self::ratio(1, power),
            Some(power) => Self::from(power),
            None => Self::from(BigRational::from_integer(BigInt::from(10)).pow(exponent)),
        }
    }

    /// Returns `mantissa / 10^decimals`.
    #[must_use]
    pub fn decimal(mantissa: i64, decimals: u32) -> Self {
        match Small::decimal(mantissa, decimals) {
            Some(small) => Self(Form::Small(small)),
            None => Self::from(BigRational::new(mantissa.into(), BigInt::from(10).pow(decimals))),
        }
    }

    /// Reads a plain decimal such as `-1283.40`: ASCII digits, at most one point, no exponent, no separators.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let well_formed = !whole.is_empty() && (digits.len() == whole.len() || !fraction.is_empty());
        if !well_formed || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let decimals = u32::try_from(fraction.len()).ok()?;
        let mantissa = format!("{whole}{fraction}");
        if let Ok(mantissa) = mantissa.parse::<i64>() {
            return Some(Self::decimal(if negative { -mantissa } else { mantissa }, decimals));
        }
        let mantissa: BigInt = mantissa.parse().ok()?;
        let value = BigRational::new(mantissa, BigInt::from(10).pow(decimals));
        Some(Self::from(if negative { -value } else { value }))
    }

    /// Returns an interval; its ends may be given in either order.
    #[must_use]
    pub fn between(a: BigRational, b: BigRational) -> Self {
        match compare(&a, &b) {
            // A point is in lowest terms.
            Ordering::Equal => Self::from(a.reduced()),
            Ordering::Less => Self(Form::Large(Box::new(Large { lo: a, hi: Some(b) }))),
            Ordering::Greater => Self(Form::Large(Box::new(Large { lo: b, hi: Some(a) }))),
        }
    }

    /// Returns the lower end.
    #[must_use]
    pub fn lo(&self) -> BigRational {
        self.ends().0.reduced()
    }

    /// Returns the upper end, which is the lower one for a point.
    #[must_use]
    pub fn hi(&self) -> BigRational {
        self.ends().1.reduced()
    }

    /// Returns both ends; of an interval, they need not be in lowest terms.
    pub(crate) fn ends(&self) -> (BigRational, BigRational) {
        match &self.0 {
            Form::Small(small) => (long(*small), long(*small)),
            Form::Large(large) => (large.lo.clone(), large.hi.as_ref().unwrap_or(&large.lo).clone()),
        }
    }

    /// Returns the rational value, or `None` for an interval.
    #[must_use]
    pub fn as_rational(&self) -> Option<BigRational> {
        self.is_point().then(|| self.ends().0)
    }

    /// Returns numerator and denominator in lowest terms where both are machine words: the denominator is above zero.
    #[must_use]
    pub fn as_words(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Form::Small(small) => Some((small.numerator(), small.denominator())),
            Form::Large(_) => None,
        }
    }

    fn is_point(&self) -> bool {
        match &self.0 {
            Form::Small(_) => true,
            Form::Large(large) => large.hi.is_none(),
        }
    }

    /// Returns how many binary digits its longest numerator or denominator has.
    #[must_use]
    pub fn bits(&self) -> u64 {
        let Form::Large(large) = &self.0 else { return 64 };
        let length = |end: &BigRational| end.numer().bits().max(end.denom().bits());
        length(&large.lo).max(large.hi.as_ref().map_or(0, length))
    }

    /// Returns whether this is exactly zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0 == Form::Small(Small::ZERO)
    }

    /// Returns whether the whole interval is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(small) => small.numerator() < 0,
            Form::Large(large) => large.hi.as_ref().unwrap_or(&large.lo).is_negative(),
        }
    }

    /// Returns whether the whole interval is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Form::Small(small) => small.numerator() > 0,
            Form::Large(large) => large.lo.is_positive(),
        }
    }

    /// Returns the absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            return -self;
        }
        match &self.0 {
            Form::Large(large) if large.lo.is_negative() => {
                Self::between(BigRational::zero(), self.hi().max(-large.lo.clone()))
            }
            _ => self.clone(),
        }
    }

    /// Returns the quotient, or why there is none.
    ///
    /// # Errors
    /// When the divisor is zero, or may be.
    pub fn divide(&self, divisor: &Self) -> Result<Self, DivisionError> {
        if divisor.is_zero() {
            return Err(DivisionError::Zero);
        }
        if let Form::Small(small) = &divisor.0
            && let Some(inverse) = small.inverse()
        {
            return Ok(self * &Self(Form::Small(inverse)));
        }
        if !divisor.is_positive() && !divisor.is_negative() {
            return Err(DivisionError::Uncertain);
        }
        let inverse = Self::between(divisor.lo().recip(), divisor.hi().recip());
        Ok(self * &inverse)
    }

    /// Returns the integer power, or `None` for a negative power of zero.
    #[must_use]
    pub fn powi(&self, exponent: i32) -> Option<Self> {
        let mut result = Self::one();
        for _ in 0..exponent.unsigned_abs() {
            result = &result * self;
        }
        if exponent < 0 { Self::one().divide(&result).ok() } else { Some(result) }
    }

    /// Returns the `n`-th root of a number that is not negative: a point where the root is rational, else an interval
    /// of width `10^-digits`. `None` for a negative radicand or `n` = 0.
    #[must_use]
    pub fn root(&self, n: u32, digits: u32) -> Option<Self> {
        let lo = self.lo();
        if n == 0 || lo.is_negative() {
            return None;
        }
        let low = root_of(&lo, n, digits);
        if self.is_point() {
            return Some(low);
        }
        Some(Self::between(low.lo(), root_of(&self.hi(), n, digits).hi()))
    }

    /// Returns the nearest binary number: for geometry and for the comparison with the panel, never for print.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        /// Whole numbers up to here are binary numbers exactly, so that one division rounds once.
        const WHOLE: u64 = 1 << 53;
        if let Some((numerator, denominator)) = self.as_words()
            && numerator.unsigned_abs() <= WHOLE
            && denominator.unsigned_abs() <= WHOLE
            && let (Some(numerator), Some(denominator)) = (numerator.to_f64(), denominator.to_f64())
        {
            return numerator / denominator;
        }
        self.ends().0.to_f64().unwrap_or(f64::NAN)
    }

    /// Returns the order of two numbers, or `None` where intervals overlap.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        if let (Form::Small(a), Form::Small(b)) = (&self.0, &other.0) {
            return Some(a.order(*b));
        }
        if self == other {
            return Some(Ordering::Equal);
        }
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        if compare(&hi, &other_lo).is_lt() {
            return Some(Ordering::Less);
        }
        compare(&lo, &other_hi).is_gt().then_some(Ordering::Greater)
    }
}

/// By two products: ratios compare by whole parts, over and over, which is longer for numbers of the length of roots
/// (benches/README.md).
fn compare(a: &BigRational, b: &BigRational) -> Ordering {
    if a.denom() == b.denom() {
        return a.numer().cmp(b.numer());
    }
    // Denominators are above zero.
    (a.numer() * b.denom()).cmp(&(b.numer() * a.denom()))
}

/// The product of two ends, not in lowest terms, which nothing asks of an interval and which take long to find.
fn times(a: &BigRational, b: &BigRational) -> BigRational {
    BigRational::new_raw(a.numer() * b.numer(), a.denom() * b.denom())
}

/// The sum of two ends, not in lowest terms.
fn plus(a: &BigRational, b: &BigRational) -> BigRational {
    BigRational::new_raw(a.numer() * b.denom() + b.numer() * a.denom(), a.denom() * b.denom())
}

fn long(small: Small) -> BigRational {
    // In lowest terms already.
    BigRational::new_raw(small.numerator().into(), small.denominator().into())
}

/// The root of one rational: exact where numerator and denominator are perfect powers.
fn root_of(value: &BigRational, n: u32, digits: u32) -> Exact {
    let (p, q) = (value.numer(), value.denom());
    let (root_p, root_q) = (p.nth_root(n), q.nth_root(n));
    if &root_p.clone().pow(n) == p && &root_q.clone().pow(n) == q {
        return Exact::from(BigRational::new(root_p, root_q));
    }
    let scale = BigInt::from(10).pow(digits);
    // floor((p/q)^(1/n) · 10^d) = floor((p · 10^(dn) / q)^(1/n))
    let floor = (p * scale.clone().pow(n) / q).nth_root(n);
    let low = BigRational::new_raw(floor.clone(), scale.clone());
    let high = BigRational::new_raw(floor + 1, scale);
    Exact::between(low, high)
}

impl From<BigRational> for Exact {
    fn from(value: BigRational) -> Self {
        let words = value.numer().to_i64().zip(value.denom().to_i64());
        match words.and_then(|(numerator, denominator)| Small::new(numerator, denominator)) {
            Some(small) => Self(Form::Small(small)),
            None => Self(Form::Large(Box::new(Large { lo: value, hi: None }))),
        }
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(Form::Small(Small::whole(value)))
    }
}

impl Exact {
    /// The result in machine words, where both operands are and it fits.
    fn in_words(&self, other: &Self, of: impl FnOnce(Small, Small) -> Option<Small>) -> Option<Self> {
        match (&self.0, &other.0) {
            (Form::Small(a), Form::Small(b)) => of(*a, *b).map(|small| Self(Form::Small(small))),
            _ => None,
        }
    }
}

impl std::ops::Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        self.in_words(other, Small::plus).unwrap_or_else(|| {
            let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
            if self.is_point() && other.is_point() {
                return Exact::from(lo + other_lo);
            }
            Exact::between(plus(&lo, &other_lo), plus(&hi, &other_hi))
        })
    }
}

impl std::ops::Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        self.in_words(other, |a, b| a.plus(b.negated()?)).unwrap_or_else(|| {
            let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
            if self.is_point() && other.is_point() {
                return Exact::from(lo - other_lo);
            }
            Exact::between(plus(&lo, &-other_hi), plus(&hi, &-other_lo))
        })
    }
}

impl std::ops::Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        if let Some(product) = self.in_words(other, Small::times) {
            return product;
        }
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        match (self.is_point(), other.is_point()) {
            (true, true) => return Exact::from(lo * other_lo),
            (false, false) => {}
            _ => return Exact::between(times(&lo, &other_lo), times(&hi, &other_hi)),
        }
        let products = [times(&lo, &other_lo), times(&lo, &other_hi), times(&hi, &other_lo), times(&hi, &other_hi)];
        let mut ends = products.into_iter();
        let first = ends.next().expect("four products");
        let (lo, hi) = ends.fold((first.clone(), first), |(lo, hi), p| {
            (if compare(&p, &lo).is_lt() { p.clone() } else { lo }, if compare(&p, &hi).is_gt() { p } else { hi })
        });
        Exact::between(lo, hi)
    }
}

impl std::ops::Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        match &self.0 {
            Form::Small(small) if let Some(negated) = small.negated() => Exact(Form::Small(negated)),
            _ => {
                let (lo, hi) = self.ends();
                Exact::between(-hi, -lo)
            }
        }
    }
}
