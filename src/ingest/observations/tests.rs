//! What goes in comes out, in order, whatever form it is kept in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::value::{self, plain_decimal};
use super::super::{Datum, Missing, Recorded, SourceFile, Status};
use super::{Amount, Collector, Histories, History, Observation, Observations, PeriodKey, Room, Rows};
use crate::book::Period;
use crate::quantity::{Exact, Unit, UnitTable};

mod room;

fn recorded(key: (&str, &str, Period), raw: &str) -> Recorded {
    let value = value::read(raw, &UnitTable::default()).expect(raw);
    Recorded {
        indicator: key.0.to_owned(),
        area: key.1.to_owned(),
        period: key.2,
        datum: value.datum,
        raw: raw.to_owned(),
        decimals: value.decimals,
        unit: Unit::none(),
        status: Status::A,
        qualifier: value.qualifier.map(str::to_owned),
        note: None,
        source: None,
        comparable_base: None,
        revised_from: None,
        file: Arc::new(SourceFile { path: "data/a.csv".into(), sha256: String::new() }),
        sheet: None,
        row: 2,
        column: "value".into(),
    }
}

#[test]
fn every_value_comes_back_as_it_was_recorded() {
    let raws = [
        "33.30",
        "0",
        "-0.0",
        "007",
        "1.89",
        "-12.5",
        "1,283",
        "１２",
        "3~4",
        "翻番",
        "",
        "…",
        "-",
        "20多",
        "0.000",
        "999999999999999999",
        "9999999999999999999",
        "123456789012345678.9",
        "-1",
    ];
    for raw in raws {
        let given = recorded(("x", "全国", Period::Year(2016)), raw);
        let all = Observations::recorded(vec![given.clone()]);
        let found = all.get("x", "全国", Period::Year(2016)).expect("recorded");
        assert_eq!((&found.datum, found.decimals, &*found.raw.text()), (&given.datum, given.decimals, raw));
        assert_eq!(found.raw.is_empty(), raw.is_empty());
        assert_eq!((found.unit, found.qualifier), (&given.unit, given.qualifier.as_deref()));
        assert_eq!(found.place().to_string(), "data/a.csv row 2, column value");
    }
}

#[test]
fn only_the_one_spelling_of_a_decimal_is_plain() {
    for (text, expected) in [("0", (0, 0)), ("33.30", (3330, 2)), ("-0.05", (-5, 2)), ("100", (100, 0))] {
        assert_eq!(plain_decimal(text.as_bytes()), Some(expected), "{text}");
    }
    for text in
        ["", "-", "-0", "-0.00", "00", "01.5", ".5", "5.", "1.2.3", "+1", "1e3", "1 ", "１", "1234567890123456789"]
    {
        assert_eq!(plain_decimal(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn observations_come_by_indicator_area_and_period() {
    let years = [Period::Span(2011, 2015), Period::Year(2016), Period::Year(2012), Period::Span(2011, 2012)];
    let mut given = Vec::new();
    for period in years {
        for area in ["东部", "中部", "B", "A"] {
            for indicator in ["y", "x"] {
                given.push(recorded((indicator, area, period), "1"));
            }
        }
    }
    given.push(recorded(("z", "A", Period::Year(2014)), "7"));
    let all = Observations::recorded(given.clone());
    let keys: Vec<_> = all.iter().map(|o| (o.indicator.to_owned(), o.area.to_owned(), o.period)).collect();
    let mut expected: Vec<_> = given.iter().map(|o| (o.indicator.clone(), o.area.clone(), o.period)).collect();
    expected.sort();
    assert_eq!(keys, expected);
    assert_eq!(all.count(), given.len());
    for key in &keys {
        assert!(all.get(&key.0, &key.1, key.2).is_some(), "{key:?}");
    }
    assert!(all.get("z", "B", Period::Year(2014)).is_none() && all.get("z", "A", Period::Year(2015)).is_none());
    assert_eq!(all.indicators().collect::<Vec<_>>(), ["x", "y", "z"]);
}

#[test]
fn periods_keep_their_order() {
    let periods = [1, 9999].map(Period::Year).into_iter().chain([Period::Span(1, 2), Period::Span(2016, 9999)]);
    let keys: Vec<_> = periods.clone().map(PeriodKey::new).collect();
    assert!(keys.is_sorted());
    assert!(keys.iter().map(|key| key.period()).eq(periods));
}

#[test]
fn a_blank_gives_way_and_the_first_value_stays() {
    let key = ("x", "全国", Period::Year(2016));
    let mut collector = Collector::new(&Room::default());
    for (raw, is_wide) in [("", false), ("5", false), ("", true), ("6", false), ("5", false)] {
        collector.add(recorded(key, raw), is_wide);
    }
    let (all, conflicts) = collector.finish();
    let found = all.get("x", "全国", Period::Year(2016)).expect("one");
    assert_eq!(found.datum, Datum::Number(Exact::from(5)));
    let told: Vec<_> = conflicts.iter().map(|conflict| conflict.both(&all).0.raw.to_string()).collect();
    assert_eq!(told, ["6", "5"]);
    let blank = Observations::recorded(vec![recorded(key, "")]);
    let datum = blank.iter().next().map(|found| found.datum);
    assert_eq!(datum, Some(Datum::Missing(Missing::NotAvailable)));
}

#[test]
fn values_within_ranges_are_found_in_any_unit() {
    let units = UnitTable::default();
    let mut given = Vec::new();
    let raws =
        ["1.89", "189", "18900", "-1.89", "0", "", "翻番", "189000000", "1,890", "0.000189", "999999999999999999999"];
    for (year, raw) in (2001..).zip(raws) {
        for (indicator, unit) in [("a", ""), ("b", "万元"), ("c", "亿元"), ("d", "%"), ("e", "亩")] {
            let mut one = recorded((indicator, "全国", Period::Year(year)), raw);
            one.unit = units.parse(unit).expect(unit);
            given.push(one);
        }
    }
    let all = Observations::recorded(given);
    let exact = |text: &str| Exact::parse(text).expect(text);
    let most = "99999999999999999999999999999999";
    let ranges = [
        ("1.885", "1.895"),
        ("0", "0"),
        ("-2", "2"),
        ("-2", "-1"),
        ("189000000", "189000000"),
        ("1", most),
        ("-99999999999999999999", "0.5"),
        (most, most),
    ];
    let ranges = ranges.map(|(low, high)| (exact(low), exact(high)));
    let mut found = vec![Vec::new(); ranges.len()];
    all.within(&ranges, |range, observation| found[range].push(observation.place()));
    for ((low, high), found) in ranges.iter().zip(found) {
        let within = |number: Exact| low.lo() <= number.lo() && number.lo() <= high.lo();
        let expected: Vec<_> =
            all.iter().filter(|found| found.in_base_units().is_some_and(within)).map(|found| found.place()).collect();
        assert_eq!(found, expected, "{low}—{high}");
    }
}

/// Three indicators and areas over the years, with gaps, breaks, hedges, spans, blanks and other units.
fn mixed() -> Vec<Recorded> {
    let units = UnitTable::default();
    let raws = [
        "1.89",
        "1.89",
        "1.9",
        "-3",
        "20多",
        "",
        "1,283",
        "99999999999.99",
        "翻番",
        "3~4",
        "5",
        "0.0",
        "-",
        "123456789012345678.9",
    ];
    let mut given = Vec::new();
    for (step, indicator) in ["a", "b", "c"].into_iter().enumerate() {
        for (turn, area) in ["东", "西", "中"].into_iter().enumerate() {
            for year in (2000..2060).filter(|year| year % 7 != turn as i32 + 4) {
                let at = year as usize * (step + 1) + turn * 3;
                let mut one = recorded((indicator, area, Period::Year(year)), raws[at / 4 % raws.len()]);
                let unit = ["亿元", "万元", "元", "%", "亩"][(at / 9 + step) % 5];
                one.unit = units.parse(unit).expect(unit);
                one.status = if at.is_multiple_of(11) { Status::B } else { Status::A };
                given.push(one);
            }
            given.push(recorded((indicator, area, Period::Span(1998, 2063)), "7"));
        }
    }
    given
}

#[test]
fn a_history_has_the_numbers_of_its_observations() {
    let all = Observations::recorded(mixed());
    let mut numbers = Vec::new();
    for history in all.histories().flat_map(Histories::areas) {
        history.numbers(&mut numbers);
        for (index, (observation, number)) in history.clone().observations().zip(&numbers).enumerate() {
            let exact = observation.in_base_units().map_or(f64::NAN, |number| number.to_f64());
            assert_eq!(number.to_bits(), exact.to_bits(), "{}{}", observation.raw, observation.unit);
            let expected = observation.in_base_units();
            let amount = history.amounts(observation.unit).nth(index);
            match amount.expect("as many as observations") {
                Amount::None => assert_eq!(expected, None),
                Amount::Hedged => assert!(observation.qualifier.is_some()),
                Amount::Other => assert!(expected.is_some() && observation.qualifier.is_none()),
                Amount::Decimal(digits, place) => {
                    assert_eq!(Some(Amount::exact(digits, observation.unit)), expected);
                    let one = Exact::decimal(1, observation.decimals);
                    assert_eq!(Amount::exact(place.into(), &Unit::none()), one);
                }
            }
            assert!(history.units().any(|unit| unit == observation.unit));
        }
        assert_eq!(history.at(Period::Span(1998, 2063)).map(|found| found.raw.to_string()).as_deref(), Some("7"));
        assert!(history.amounts(&Unit::place()).all(|amount| !matches!(amount, Amount::Decimal(..))));
        assert!(history.own_amounts().filter(|amount| matches!(amount, Amount::Decimal(..))).count() > 3);
    }
    assert_eq!(all.years(), Some((1998, 2063)));
    assert_eq!(Observations::default().years(), None);
}

#[test]
fn runs_are_of_exact_years_without_gap_or_break() {
    let all = Observations::recorded(mixed());
    let mut expected: Vec<Vec<String>> = Vec::new();
    let mut last: Option<Observation<'_>> = None;
    let year = |observation: &Observation<'_>| matches!(observation.period, Period::Year(_));
    let exact = |observation: &Observation<'_>| {
        matches!(observation.datum, Datum::Number(_)) && observation.qualifier.is_none()
    };
    for next in all.iter().filter(|observation| year(observation) && exact(observation)) {
        let follows = last.as_ref().is_some_and(|last| {
            (last.indicator, last.area, last.period.last_year() + 1)
                == (next.indicator, next.area, next.period.last_year())
        });
        if !follows || next.status == Status::B {
            expected.push(Vec::new());
        }
        expected.last_mut().expect("one").push(next.place().to_string() + &format!("{:?}", next.key()));
        last = Some(next);
    }
    let told = |run: History<'_>| {
        run.observations().map(|one| one.place().to_string() + &format!("{:?}", one.key())).collect()
    };
    let runs: Vec<Vec<String>> =
        all.histories().flat_map(Histories::areas).flat_map(History::steady).map(told).collect();
    assert_eq!(runs, expected);
    assert!(runs.iter().any(|run| run.len() > 3) && runs.len() > 40);
}

#[test]
fn histories_are_steady_with_those_of_the_same_years() {
    let row = |area: &'static str, year: i32| recorded(("x", area, Period::Year(year)), "1");
    let mut given: Vec<_> = (2010..2015).flat_map(|year| ["a", "b"].map(|area| row(area, year))).collect();
    given.extend([2010, 2011, 2012, 2014, 2015].into_iter().flat_map(|year| ["c", "d"].map(|area| row(area, year))));
    given.extend((2011..2016).map(|year| row("e", year)));
    let all = Observations::recorded(given);
    let of = |area: &str| all.histories_of("x").expect("data").of(all.area_number(area).expect("known")).expect("data");
    assert!(of("a").is_steady_with(&of("b")) && of("b").is_steady_with(&of("b")));
    for (one, other) in [("a", "c"), ("c", "d"), ("a", "e")] {
        assert!(!of(one).is_steady_with(&of(other)), "{one} {other}");
    }
}

#[test]
fn the_stock_is_what_one_counts() {
    let raws = ["1.5", "", "…", "-", "约3", "7"];
    let row = |at: usize| Recorded {
        status: [Status::A, Status::E, Status::V][at % 3],
        source: ["甲报", "乙报"].get(at % 3).map(|source| (*source).to_owned()),
        row: [5, 64, 9][at % 3] * at as u64 / 2,
        ..recorded(
            ("x", ["a", "b"][at % 2], Period::Year(1900 + i32::try_from(at).expect("few"))),
            raws[at % raws.len()],
        )
    };
    let all = Observations::recorded((1..80).map(row).collect());
    let stock = all.stock();
    let (mut statuses, mut missing, mut rows) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for observation in all.iter() {
        *statuses.entry(observation.status).or_insert(0) += 1;
        if let Datum::Missing(kind) = observation.datum {
            *missing.entry(kind).or_insert(0) += 1;
        }
        let file = all.files().iter().position(|file| file.path == observation.file.path).unwrap_or(usize::MAX);
        rows.entry((file, observation.source)).or_insert_with(Vec::new).push(observation.row);
    }
    assert_eq!((&stock.statuses, &stock.missing), (&statuses, &missing));
    assert!(statuses.len() > 1 && missing.len() > 1 && rows.len() > 1);
    assert!(stock.rows.keys().eq(rows.keys()));
    for (found, mut expected) in stock.rows.into_values().zip(rows.into_values()) {
        assert_eq!(found.count, expected.len());
        expected.sort_unstable();
        expected.dedup();
        let listed: Vec<u64> = found.ranges().into_iter().flat_map(|(first, last)| first..=last).collect();
        assert_eq!(listed, expected);
    }
}

#[test]
fn rows_are_told_in_the_longest_ranges() {
    let mut rows = Rows::default();
    for row in [200, 2, 63, 64, 65, 3, 127, 128, 2] {
        rows.insert(row);
    }
    assert_eq!(rows.ranges(), [(2, 3), (63, 65), (127, 128), (200, 200)]);
    assert_eq!(rows.count, 9);
}
