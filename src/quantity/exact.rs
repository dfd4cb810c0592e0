//! Numbers without rounding: a rational, or a rational interval where a root is not rational.
//!
//! Must not know: units, decimals to print, rounding laws.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};

/// A number that is known exactly, or lies in a closed interval as narrow as was asked for.
///
/// Sums, differences, products and quotients of data are rational and stay points. Only roots ([`Exact::root`])
/// make intervals; whoever rounds checks that both ends round alike and asks for more digits otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    lo: BigRational,
    /// `None` for a point, which is by far the commonest case.
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
        Self::from(BigRational::zero())
    }

    /// Returns one.
    #[must_use]
    pub fn one() -> Self {
        Self::from(BigRational::one())
    }

    /// Returns the quotient of two integers.
    ///
    /// # Panics
    /// When `denominator` is zero.
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        Self::from(BigRational::new(numerator.into(), denominator.into()))
    }

    /// Returns `10^exponent`.
    #[must_use]
    pub fn power_of_ten(exponent: i32) -> Self {
        Self::from(BigRational::from_integer(BigInt::from(10)).pow(exponent))
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
        let mantissa: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let scale = BigInt::from(10).pow(u32::try_from(fraction.len()).ok()?);
        let value = BigRational::new(mantissa, scale);
        Some(Self::from(if negative { -value } else { value }))
    }

    /// Returns an interval; its ends may be given in either order.
    #[must_use]
    pub fn between(a: BigRational, b: BigRational) -> Self {
        let (lo, hi) = if a <= b { (a, b) } else { (b, a) };
        let hi = (lo != hi).then_some(hi);
        Self { lo, hi }
    }

    /// Returns the lower end.
    #[must_use]
    pub fn lo(&self) -> &BigRational {
        &self.lo
    }

    /// Returns the upper end, which is the lower one for a point.
    #[must_use]
    pub fn hi(&self) -> &BigRational {
        self.hi.as_ref().unwrap_or(&self.lo)
    }

    /// Returns the rational value, or `None` for an interval.
    #[must_use]
    pub fn as_rational(&self) -> Option<&BigRational> {
        self.hi.is_none().then_some(&self.lo)
    }

    /// Returns whether this is exactly zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.hi.is_none() && self.lo.is_zero()
    }

    /// Returns whether the whole interval is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.hi().is_negative()
    }

    /// Returns whether the whole interval is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.lo.is_positive()
    }

    /// Returns the absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.lo.is_negative() && self.hi().is_positive() {
            let top = self.hi().clone().max(-self.lo.clone());
            return Self::between(BigRational::zero(), top);
        }
        if self.lo.is_negative() { -self } else { self.clone() }
    }

    /// Returns the quotient, or why there is none.
    ///
    /// # Errors
    /// When the divisor is zero, or may be.
    pub fn divide(&self, divisor: &Self) -> Result<Self, DivisionError> {
        if divisor.is_zero() {
            return Err(DivisionError::Zero);
        }
        if !divisor.lo.is_positive() && !divisor.hi().is_negative() {
            return Err(DivisionError::Uncertain);
        }
        let inverse = Self::between(divisor.lo.recip(), divisor.hi().recip());
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
        if n == 0 || self.lo.is_negative() {
            return None;
        }
        let low = root_of(&self.lo, n, digits);
        match &self.hi {
            None => Some(low),
            Some(hi) => Some(Self::between(low.lo, root_of(hi, n, digits).hi().clone())),
        }
    }

    /// Returns the nearest binary number: for geometry and for the comparison with the panel, never for print.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.lo.to_f64().unwrap_or(f64::NAN)
    }

    /// Returns the order of two numbers, or `None` where intervals overlap.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        if self == other {
            return Some(std::cmp::Ordering::Equal);
        }
        if self.hi() < other.lo() {
            return Some(std::cmp::Ordering::Less);
        }
        (self.lo() > other.hi()).then_some(std::cmp::Ordering::Greater)
    }
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
    let low = BigRational::new(floor.clone(), scale.clone());
    let high = BigRational::new(floor + 1, scale);
    Exact::between(low, high)
}

impl From<BigRational> for Exact {
    fn from(value: BigRational) -> Self {
        Self { lo: value, hi: None }
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self::from(BigRational::from_integer(value.into()))
    }
}

impl std::ops::Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        match (&self.hi, &other.hi) {
            (None, None) => Exact::from(&self.lo + &other.lo),
            _ => Exact::between(&self.lo + &other.lo, self.hi() + other.hi()),
        }
    }
}

impl std::ops::Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        match (&self.hi, &other.hi) {
            (None, None) => Exact::from(&self.lo - &other.lo),
            _ => Exact::between(&self.lo - other.hi(), self.hi() - &other.lo),
        }
    }
}

impl std::ops::Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        if self.hi.is_none() && other.hi.is_none() {
            return Exact::from(&self.lo * &other.lo);
        }
        let products = [self.lo() * other.lo(), self.lo() * other.hi(), self.hi() * other.lo(), self.hi() * other.hi()];
        let mut ends = products.into_iter();
        let first = ends.next().expect("four products");
        let (lo, hi) = ends.fold((first.clone(), first), |(lo, hi), p| {
            (if p < lo { p.clone() } else { lo }, if p > hi { p } else { hi })
        });
        Exact::between(lo, hi)
    }
}

impl std::ops::Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact::between(-self.hi().clone(), -self.lo.clone())
    }
}

/// Writes a terminating decimal in full, and anything else as its first digits and `…`: for explanations.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: u32 = 12;
        let scale = BigInt::from(10).pow(SHOWN);
        let scaled = &self.lo * BigRational::from_integer(scale);
        let cut = scaled.trunc();
        let terminates = self.hi.is_none() && cut == scaled;
        let digits = format!("{:0>width$}", cut.numer().abs().to_string(), width = SHOWN as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - SHOWN as usize);
        let sign = if self.lo.is_negative() { "-" } else { "" };
        if terminates {
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            return write!(f, "{sign}{whole}{point}{fraction}");
        }
        write!(f, "{sign}{whole}.{}…", &fraction[..9])
    }
}
