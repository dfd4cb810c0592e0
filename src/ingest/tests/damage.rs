//! Bytes that no program wrote: every format, cut off anywhere or with bytes changed, ends in findings, never in a panic.

#![expect(clippy::disallowed_methods, reason = "changes files while they are read")]

use super::*;

/// Changed and truncated copies of a file.
fn variants(bytes: &[u8], count: usize) -> Vec<Vec<u8>> {
    let mut seed: u64 = 42;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let mut variants = Vec::new();
    for n in 0..count {
        let mut copy = bytes.to_vec();
        if n % 3 == 0 {
            copy.truncate(random(bytes.len()));
        }
        for _ in 0..=random(6) {
            if !copy.is_empty() {
                let at = random(copy.len());
                copy[at] = u8::try_from(random(256)).unwrap();
            }
        }
        variants.push(copy);
    }
    variants
}

fn survive(file: &str, bytes: &[u8], count: usize) {
    for layout in [Layout::Long, Layout::YearsAcross, Layout::IndicatorsAcross, Layout::AreasAcross] {
        let data = Dataset { layout: layout.clone(), ..dataset(file) };
        for variant in variants(bytes, count) {
            let _ = read(data.clone(), variant);
        }
    }
}

#[test]
fn damaged_text() {
    let text = "指标,地区,年份,数值(万元),备注\r\n专项资金,平江县,2016,\"1,283.40\",\"a\nb\"\n\n# 注\n专项资金,汨罗市,2016,约5万,\n";
    survive("d.csv", text.as_bytes(), 300);
    survive("d.tsv", text.as_bytes(), 100);
    survive("d.csv", &encoding_rs::GB18030.encode(text).0, 100);
}

#[test]
fn damaged_workbook() {
    survive("d.xlsx", &crate::ingest::workbook::tests::sample(), 60);
    let plain = crate::ingest::workbook::tests::with(r#"<c r="D2"><f>1+1</f><v>2</v></c>"#);
    survive("d.xlsx", &plain, 300);
}

#[test]
fn damaged_parquet() {
    survive("d.parquet", &crate::ingest::parquet::tests::sample(), 200);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_read_on() {
    let text = "indicator,area,year,value\n".to_owned() + &"fund,平江县,2016,5\n".repeat(9);
    let parquet = crate::ingest::parquet::tests::sample();
    for (name, bytes) in [("d.csv", text.into_bytes()), ("d.parquet", parquet)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        let files = Files::on_disk(folder.path()).unwrap();
        let book = Book { files, ..book(Vec::new(), vec![dataset(name)]) };
        let mut findings = Findings::default();
        let (mut collector, mut report) = (Collector::new(&Room::default()), Report::new(&mut findings));
        let (_, table) = tables(&book, &mut collector, &mut report).pop().unwrap();
        assert!(table.each(|_| ()).is_ok(), "{name}");
        std::fs::write(&path, [&bytes[..], &bytes[..]].concat()).unwrap();
        let fault = table.each(|_| ()).err().unwrap();
        assert_eq!(fault.problem.message, "the file changed while it was being read", "{name}");
    }
}
