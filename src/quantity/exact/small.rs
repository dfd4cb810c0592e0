//! Quotients of machine words: the commonest case of [`Exact`](super::Exact), without an allocation.
//!
//! Every operation is exact or gives `None`; whoever gets `None` goes on with long numbers.

use std::cmp::Ordering;

/// A quotient in lowest terms, its denominator above zero.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Small {
    numerator: i64,
    denominator: i64,
}

impl Small {
    pub(super) const ZERO: Self = Self::whole(0);

    pub(super) const fn whole(value: i64) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// The quotient in lowest terms, if it fits; `None` too for a denominator of zero.
    pub(super) fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator == 1 {
            return Some(Self::whole(numerator));
        }
        let common = i64::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let (numerator, denominator) = (numerator.checked_div(common)?, denominator.checked_div(common)?);
        match denominator {
            0 => None,
            1.. => Some(Self { numerator, denominator }),
            _ => Some(Self { numerator: numerator.checked_neg()?, denominator: denominator.checked_neg()? }),
        }
    }

    /// `mantissa / 10^places` in lowest terms, if it fits: only twos and fives can be common to both.
    pub(super) fn decimal(mantissa: i64, places: u32) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        let scale = 10_i64.checked_pow(places)?;
        let twos = mantissa.trailing_zeros().min(places);
        let (mut numerator, mut denominator) = (mantissa >> twos, scale >> twos);
        for _ in 0..places {
            if numerator % 5 != 0 {
                break;
            }
            (numerator, denominator) = (numerator / 5, denominator / 5);
        }
        Some(Self { numerator, denominator })
    }

    /// How many decimals write it in full; `None` where no number of them does.
    pub(super) fn decimals(self) -> Option<u32> {
        let twos = self.denominator.trailing_zeros();
        let mut rest = self.denominator >> twos;
        let mut fives = 0;
        while rest % 5 == 0 {
            (rest, fives) = (rest / 5, fives + 1);
        }
        (rest == 1).then_some(twos.max(fives))
    }

    pub(super) fn numerator(self) -> i64 {
        self.numerator
    }

    pub(super) fn denominator(self) -> i64 {
        self.denominator
    }

    pub(super) fn negated(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, ..self })
    }

    pub(super) fn inverse(self) -> Option<Self> {
        match self.numerator {
            0 => None,
            1.. => Some(Self { numerator: self.denominator, denominator: self.numerator }),
            _ => Some(Self { numerator: self.denominator.checked_neg()?, denominator: self.numerator.checked_neg()? }),
        }
    }

    /// The sum (Knuth, TAOCP 2, 4.5.1): terms stay as short as they can be.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (b, d) = (self.denominator, other.denominator);
        if b == 1 && d == 1 {
            return Some(Self::whole(self.numerator.checked_add(other.numerator)?));
        }
        let common = if b == d { b } else { signed_gcd(b, d)? };
        let sum =
            i128::from(self.numerator) * i128::from(d / common) + i128::from(other.numerator) * i128::from(b / common);
        let rest = i64::try_from(sum % i128::from(common)).ok()?;
        let again = signed_gcd(rest, common)?;
        let denominator = i128::from(b / common) * i128::from(d / again);
        Some(Self {
            numerator: i64::try_from(sum / i128::from(again)).ok()?,
            denominator: i64::try_from(denominator).ok()?,
        })
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        let across = |numerator: i64, denominator: i64| {
            if denominator == 1 || numerator == 1 {
                Some((numerator, denominator))
            } else {
                let common = signed_gcd(numerator, denominator)?;
                Some((numerator / common, denominator / common))
            }
        };
        let (a, d) = across(self.numerator, other.denominator)?;
        let (c, b) = across(other.numerator, self.denominator)?;
        Some(Self { numerator: a.checked_mul(c)?, denominator: b.checked_mul(d)? })
    }

    pub(super) fn order(self, other: Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        left.cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }
}

/// `None` where it does not fit, which is only for the smallest integer.
fn signed_gcd(a: i64, b: i64) -> Option<i64> {
    i64::try_from(gcd(a.unsigned_abs(), b.unsigned_abs())).ok()
}

/// The greatest common divisor, by shifts and subtractions (Stein 1967), which take a turn for each bit that the two differ
/// in length: one division first makes them alike.
fn gcd(a: u64, b: u64) -> u64 {
    let (long, short) = if a > b { (a, b) } else { (b, a) };
    if short <= 1 {
        return if short == 0 { long } else { 1 };
    }
    let (mut a, mut b) = (short, long % short);
    if b == 0 {
        return a;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    loop {
        b >>= b.trailing_zeros();
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
        if b == 0 {
            return a << shift;
        }
    }
}
