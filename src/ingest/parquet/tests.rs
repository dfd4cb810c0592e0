//! Parquet files made in memory.

use polars::prelude::*;

use crate::ingest::tests::{codes_of, dataset, lines, read, told};

fn bytes(mut frame: DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

/// A long table with numbers of several types.
pub(in crate::ingest) fn sample() -> Vec<u8> {
    let frame = df!(
        "indicator" => ["fund", "people"],
        "area" => ["平江县", "汨罗市"],
        "year" => [2016_i32, 2015],
        "value" => [Some(0.1_f64 + 0.2), None],
        "unit" => [Some("亿元"), None],
        "flag" => [true, false],
    );
    bytes(frame.unwrap())
}

#[test]
fn typed_columns_become_text() {
    let (observations, findings) = read(dataset("d.parquet"), sample());
    assert_eq!(lines(&observations), ["fund 平江县 2016 = 0.300000000… 亿元 @1", "people 汨罗市 2015 = blank 人 @2"]);
    assert_eq!(observations.iter().next().unwrap().raw, "0.30000000000000004");
    assert_eq!(codes_of(&findings), ["D022", "D032"], "{:?}", told(&findings));
}

#[test]
fn texts_keep_their_zeros() {
    let frame = df!("indicator" => ["fund"], "area" => ["平江县"], "year" => ["2016"], "value" => ["33.30"]).unwrap();
    let (observations, findings) = read(dataset("d.parquet"), bytes(frame));
    assert_eq!(told(&findings), [""; 0]);
    let one = observations.iter().next().unwrap();
    assert_eq!((&*one.raw.text(), one.decimals), ("33.30", 2));
}

#[test]
fn empty_and_header_only() {
    assert_eq!(codes_of(&read(dataset("d.parquet"), []).1), ["D015"]);
    assert_eq!(codes_of(&read(dataset("d.parquet"), "PAR1 and then nonsense").1), ["D014"]);
    let none: [&str; 0] = [];
    let frame = df!("indicator" => none, "area" => none, "year" => none, "value" => none).unwrap();
    assert_eq!(codes_of(&read(dataset("d.parquet"), bytes(frame)).1), ["D016"]);
}

/// Five rows in three groups, with a column that nobody reads.
fn grouped() -> Vec<u8> {
    let mut frame = df!(
        "indicator" => ["fund"; 5],
        "area" => ["平江县"; 5],
        "year" => [2012_i32, 2013, 2014, 2015, 2016],
        "value" => ["1.5", "2.5", "3.5", "4.5", "5.5"],
        "unit" => ["亿元"; 5],
        "remark" => ["leave out"; 5],
    )
    .unwrap();
    let mut bytes = Vec::new();
    let writer = ParquetWriter::new(&mut bytes).with_row_group_size(Some(2));
    writer.with_compression(ParquetCompression::Uncompressed).finish(&mut frame).unwrap();
    bytes
}

/// The file with a text that is none where another stood first.
fn damaged(text: &str) -> Vec<u8> {
    let mut bytes = grouped();
    let at = bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    bytes[at..at + text.len()].fill(0xff);
    bytes
}

#[test]
fn groups_are_read_one_after_the_other() {
    let (observations, findings) = read(dataset("d.parquet"), grouped());
    let expected =
        ["2012 = 1.5 亿元 @1", "2013 = 2.5 亿元 @2", "2014 = 3.5 亿元 @3", "2015 = 4.5 亿元 @4", "2016 = 5.5 亿元 @5"];
    assert_eq!(lines(&observations), expected.map(|line| format!("fund 平江县 {line}")));
    assert_eq!(codes_of(&findings), ["D032"], "{:?}", told(&findings));
}

#[test]
fn a_column_that_nobody_asks_for_is_not_read() {
    let (observations, findings) = read(dataset("d.parquet"), damaged("leave out"));
    assert_eq!((observations.count(), codes_of(&findings)), (5, vec!["D032"]), "{:?}", told(&findings));
    assert_eq!(codes_of(&read(dataset("d.parquet"), damaged("平江县")).1), ["D032", "D014"]);
}
