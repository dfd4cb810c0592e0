//! Errors in data: each seed changes one row, and the checks of data run again.

use std::collections::{BTreeMap, BTreeSet};

use yearbook::audit;
use yearbook::book::{Book, Files};
use yearbook::findings::Findings;
use yearbook::indicators::Catalogue;
use yearbook::ingest::ingest;

use super::book::{self, Datum};
use super::rng::Rng;
use super::{Row, Tally};
use crate::sample;

/// A book into which errors are put.
pub(super) struct Seeded {
    /// Read once; each seed changes its data alone.
    book: Book,
    /// The rows that may be changed, in `data/a.csv`.
    rows: Vec<Datum>,
    /// The area that is the sum of the others.
    city: &'static str,
    parts: &'static [&'static str],
    /// Whether every series is smooth, so that a leap breaks it.
    smooth: bool,
}

type Kind = (&'static str, fn(&mut [Datum], usize, &mut Rng) -> bool);

/// Each changes a row so; false where it cannot.
const KINDS: &[Kind] = &[
    ("value typed wrong", typed_wrong),
    ("digits swapped", swapped),
    ("万/亿 slip", slip),
    ("last year's value kept", kept),
    (TWICE, typed_wrong),
];

/// The row stands there once more, with another value.
const TWICE: &str = "one datum with two values";

/// A part that breaks its total is counted apart, over the parts alone.
const BROKEN: &str = "part changed, so that the total breaks";

pub(super) fn tallies(name: &'static str, seeded: &Seeded, most: usize) -> Vec<Row> {
    let baseline = seeded.told(&seeded.rows);
    let mut rows: Vec<Row> = KINDS.iter().map(|(kind, _)| (*kind, name, Tally::default())).collect();
    let mut broken = Tally::default();
    for (number, (kind, change)) in KINDS.iter().enumerate() {
        let mut rng = Rng::new(number as u64 + 1);
        let mut order: Vec<usize> = (0..seeded.rows.len()).collect();
        rng.shuffle(&mut order);
        for index in order {
            let mut changed = seeded.rows.clone();
            let doubled = *kind == TWICE;
            changed.extend(doubled.then(|| changed[index].clone()));
            let at = if doubled { changed.len() - 1 } else { index };
            if rows[number].2.seeds >= most || !change(&mut changed, at, &mut rng) {
                continue;
            }
            let found = seeded.told(&changed).difference(&baseline).next().is_some();
            let (before, after) = (&seeded.rows[index], &changed[index]);
            let total = seeded.breaks_total(&changed, index);
            let findable = total || seeded.breaks_other(&changed, before, after);
            let seed = || format!("{name}: {} → {}", before.line().trim(), after.line().trim());
            rows[number].2.add(found, findable || doubled, seed);
            if total && seeded.parts.contains(&before.area.as_str()) {
                broken.add(found, true, || format!("{name}: {} breaks its total", after.line().trim()));
            }
        }
    }
    rows.push((BROKEN, name, broken));
    rows
}

fn typed_wrong(rows: &mut [Datum], index: usize, rng: &mut Rng) -> bool {
    let digits: Vec<usize> = rows[index].digits.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    if digits.is_empty() {
        return false;
    }
    let at = digits[rng.below(digits.len())];
    let old = rows[index].digits.as_bytes()[at] - b'0';
    let least = u8::from(at == 0);
    let new = (0..10).map(|step| (old + 1 + step) % 10).filter(|new| *new >= least && *new != old).nth(rng.below(8));
    rows[index].digits.replace_range(at..=at, &new.expect("eight others").to_string());
    true
}

fn swapped(rows: &mut [Datum], index: usize, rng: &mut Rng) -> bool {
    let text = rows[index].digits.clone().into_bytes();
    let pairs: Vec<usize> = (1..text.len())
        .filter(|at| text[at - 1].is_ascii_digit() && text[*at].is_ascii_digit() && text[at - 1] != text[*at])
        .filter(|at| !(*at == 1 && text[1] == b'0'))
        .collect();
    if pairs.is_empty() {
        return false;
    }
    let at = pairs[rng.below(pairs.len())];
    let mut text = text;
    text.swap(at - 1, at);
    rows[index].digits = String::from_utf8(text).expect("digits");
    true
}

fn slip(rows: &mut [Datum], index: usize, _: &mut Rng) -> bool {
    let unit = &rows[index].unit;
    let (number, symbol) = ["亿", "万"].iter().find_map(|m| Some((*m, unit.strip_prefix(m)?))).unwrap_or(("", unit));
    let slipped = match number {
        "万" => format!("亿{symbol}"),
        "亿" => format!("万{symbol}"),
        _ if symbol.is_empty() || symbol.contains(['%', '/']) => return false,
        _ => format!("万{symbol}"),
    };
    rows[index].unit = slipped;
    true
}

fn kept(rows: &mut [Datum], index: usize, _: &mut Rng) -> bool {
    let own = rows[index].clone();
    let last =
        rows.iter().find(|row| row.indicator == own.indicator && row.area == own.area && row.year == own.year - 1);
    match last.cloned() {
        Some(last) if last.digits != own.digits => {
            rows[index].digits = last.digits;
            rows[index].unit = last.unit;
            true
        }
        _ => false,
    }
}

impl Seeded {
    pub(super) fn larger() -> Self {
        let files = BTreeMap::from([
            ("yearbook.yaml".to_owned(), book::yaml("").into_bytes()),
            ("data/indicators/a.yaml".to_owned(), book::indicators().into_bytes()),
        ]);
        Self { book: loaded(files), rows: book::rows(), city: book::CITY, parts: &book::AREAS, smooth: true }
    }

    /// The sample with its data as one file; hedges and notes are left out, for they change no number.
    pub(super) fn sample() -> Self {
        let edition = sample::good(None);
        let plain = edition.observations.iter().filter(|datum| {
            datum.in_base_units().is_some()
                && datum.qualifier.is_none()
                && datum.period.first_year() == datum.period.last_year()
        });
        let rows = plain.map(|datum| Datum {
            indicator: datum.indicator.to_owned(),
            area: datum.area.to_owned(),
            year: datum.period.last_year(),
            digits: datum.raw.to_string(),
            unit: datum.unit.to_string(),
        });
        let rows: Vec<Datum> = rows.collect();
        let read = |path: &str| edition.book.files.read(path).expect("a file of the sample");
        let yaml = String::from_utf8(read("yearbook.yaml")).expect("UTF-8");
        let (before, _) = yaml.split_once("datasets:").expect("datasets");
        let yaml = format!("{before}datasets:\n  - file: data/a.csv\nchapters: []\n");
        let mut files = BTreeMap::from([("yearbook.yaml".to_owned(), yaml.into_bytes())]);
        for path in ["data/indicators/poverty-alleviation.yaml", "data/indicators/rural-poverty.yaml"] {
            files.insert(path.to_owned(), read(path));
        }
        Self {
            book: loaded(files), rows, city: "全国", parts: &["东部地区", "中部地区", "西部地区"], smooth: false
        }
    }

    /// Everything that reading and checking the data say: codes with what they are about.
    fn told(&self, rows: &[Datum]) -> BTreeSet<String> {
        let lines: String = rows.iter().map(Datum::line).collect();
        let data = format!("{HEADER}{lines}").into_bytes();
        let files = Files::in_memory(BTreeMap::from([("data/a.csv".to_owned(), data)]));
        let book = Book { files, ..self.book.clone() };
        let mut findings = Findings::default();
        let observations = ingest(&book, &yearbook::ingest::Room::default(), &mut findings);
        let catalogue = Catalogue::new(&book, &observations, &mut findings);
        audit::data(&catalogue, &mut findings);
        audit::used(&catalogue, &mut findings);
        findings.as_slice().iter().map(|finding| format!("{} {}", finding.code, finding.problem.message)).collect()
    }

    /// Whether the parts of the datum's year no longer make its total, by more than rounding explains.
    fn breaks_total(&self, rows: &[Datum], index: usize) -> bool {
        let own = &rows[index];
        let is_amount = !own.unit.contains('%') && own.unit != "元";
        let of = |area: &str| {
            rows.iter().find(|row| row.indicator == own.indicator && row.year == own.year && row.area == area)
        };
        let parts: Option<Vec<&Datum>> = self.parts.iter().map(|area| of(area)).collect();
        let (Some(parts), Some(total), true) = (parts, of(self.city), is_amount) else { return false };
        let outside = own.area != self.city && !self.parts.contains(&own.area.as_str());
        // A total between its parts is an average, and is not added up.
        let sizes: Vec<f64> = parts.iter().map(|part| value(part)).collect();
        let within = sizes.iter().any(|part| *part >= value(total)) && sizes.iter().any(|part| *part <= value(total));
        !outside && !within && apart(&parts, total)
    }

    /// Whether another relation, or a smooth series, is broken.
    fn breaks_other(&self, rows: &[Datum], before: &Datum, after: &Datum) -> bool {
        let of =
            |id: &str| rows.iter().find(|row| row.indicator == id && row.area == after.area && row.year == after.year);
        let differ = |a: &str, b: &str| {
            let concerned = after.indicator == a || after.indicator == b;
            concerned && of(a).zip(of(b)).is_some_and(|(a, b)| value(a) != value(b))
        };
        let pairs = [
            ("villages", "secretaries"),
            ("first_secretaries", "poor_villages"),
            ("eco_forest_villages", "poor_villages"),
        ];
        let crops: Option<Vec<&Datum>> = book::CROPS.iter().map(|(id, _)| of(id)).collect();
        let crop = book::CROPS.iter().any(|(id, _)| *id == after.indicator) || after.indicator == "grain";
        let broken = crop && crops.zip(of("grain")).is_some_and(|(crops, grain)| apart(&crops, grain));
        let shares: Option<Vec<&Datum>> = book::CROPS.iter().map(|(id, _)| of(&format!("{id}_share"))).collect();
        let hundred = Datum { digits: "100".into(), unit: "%".into(), ..after.clone() };
        let share = after.indicator.ends_with("_share")
            && shares.is_some_and(|shares| {
                let sum: f64 = shares.iter().map(|share| value(share)).sum();
                (sum - value(&hundred)).abs() > 0.0015 + 1e-9
            });
        let moved = libm::log(value(after) / value(before)).abs();
        let series = rows.iter().filter(|row| row.indicator == after.indicator && row.area == after.area).count();
        let leaps = self.smooth && series >= 7 && moved > 0.25;
        pairs.iter().any(|(a, b)| differ(a, b)) || broken || share || leaps
    }
}

const HEADER: &str = "indicator,area,year,value,unit\n";

/// The book of some files, with data still to come.
fn loaded(mut files: BTreeMap<String, Vec<u8>>) -> Book {
    files.insert("data/a.csv".to_owned(), HEADER.into());
    Book::load(Files::in_memory(files), &mut Findings::default()).expect("a book")
}

fn scale(datum: &Datum) -> f64 {
    let multiplier = if datum.unit.starts_with('亿') {
        1e8
    } else if datum.unit.starts_with('万') {
        1e4
    } else {
        1.0
    };
    if datum.unit == "%" { 0.01 } else { multiplier }
}

fn value(datum: &Datum) -> f64 {
    datum.digits.parse::<f64>().expect("a number") * scale(datum)
}

/// Half a unit of the last place; whole things that are counted are exact.
fn half(datum: &Datum) -> f64 {
    let decimals = datum.digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let counted = decimals == 0 && ["户", "个", "名", "人"].contains(&datum.unit.as_str());
    if counted { 0.0 } else { scale(datum) * libm::pow(10.0, -f64::from(u8::try_from(decimals).expect("few"))) / 2.0 }
}

/// Whether parts and total lie farther apart than rounding explains; a hair more, so that floats decide nothing.
fn apart(parts: &[&Datum], total: &Datum) -> bool {
    let sum: f64 = parts.iter().map(|part| value(part)).sum();
    let allowed: f64 = parts.iter().map(|part| half(part)).sum::<f64>() + half(total);
    (sum - value(total)).abs() > allowed * (1.0 + 1e-6) + 1e-6 * half(total).max(1e-6)
}
