//! Workbooks made in memory.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::book::{Dataset, Layout};
use crate::ingest::tests::{codes_of, dataset, lines, map, read, told};

use crate::ingest::binary;

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("资金").unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

fn data() -> Dataset {
    Dataset { sheet: Some("资金".into()), ..dataset("d.xlsx") }
}

fn write_row(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in texts.iter().enumerate() {
        sheet.write_string(row, u16::try_from(column).unwrap(), *text).unwrap();
    }
}

/// A long table, alone in its workbook.
pub(in crate::ingest) fn sample() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write_row(sheet, 0, &["indicator", "area", "year", "value", "unit"]);
    write_row(sheet, 1, &["fund", "平江县", "2016", "1,283.4", "万元"]);
    sheet.write_number(2, 3, 5.5).unwrap();
    sheet.merge_range(3, 0, 4, 0, "fund", &Format::new()).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn numbers_dates_formulas_and_texts() {
    let two = Format::new().set_num_format("0.00");
    let percent = Format::new().set_num_format("0.0%");
    let date = Format::new().set_num_format("yyyy\"年\"");
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &["indicator", "area", "year", "value", "unit"]);
        for row in 1..7 {
            write_row(sheet, row, &[&format!("x{row}"), "平江县"]);
            sheet.write_number(row, 2, 2016).unwrap();
        }
        sheet.write_number_with_format(1, 3, 33.3, &two).unwrap();
        sheet.write_number_with_format(2, 3, 0.127, &percent).unwrap();
        sheet.write_string(3, 3, " 1 283.4").unwrap();
        sheet.write_formula(4, 3, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_number(5, 3, 0.1 + 0.2).unwrap();
        sheet.write_number(6, 3, 12238).unwrap();
        sheet.write_datetime_with_format(6, 2, ExcelDateTime::from_ymd(2015, 12, 31).unwrap(), &date).unwrap();
    });
    let (observations, findings) = read(data(), bytes);
    assert_eq!(
        lines(&observations),
        [
            "x1 平江县 2016 = 33.3 @2",
            "x2 平江县 2016 = 12.7 % @3",
            "x3 平江县 2016 = 1283.4 @4",
            "x4 平江县 2016 = 2 @5",
            "x5 平江县 2016 = 0.300000000… @6",
            "x6 平江县 2015 = 12238 @7"
        ]
    );
    assert_eq!(observations.iter().map(|o| o.raw.to_string()).take(2).collect::<Vec<_>>(), ["33.30", "12.7%"]);
    assert_eq!(observations.iter().next().unwrap().sheet, Some("资金"));
    assert_eq!(
        told(&findings),
        [
            "D022 d.xlsx [资金] row 6, column D: `0.30000000000000004` has more than 15 significant digits (round the cell in \
          the workbook, or store the published number as text)"
        ]
    );
}

#[test]
fn merged_headers_and_range() {
    let plain = Format::new();
    let bytes = workbook(|sheet| {
        sheet.merge_range(0, 0, 0, 5, "表1 资金", &plain).unwrap();
        sheet.merge_range(1, 1, 2, 1, "地区", &plain).unwrap();
        sheet.merge_range(1, 2, 1, 3, "2015年", &plain).unwrap();
        sheet.merge_range(1, 4, 1, 5, "2016年", &plain).unwrap();
        for column in [2, 4] {
            sheet.write_string(2, column, "专项资金\n（亿元）").unwrap();
            sheet.write_string(2, column + 1, "贫困人口").unwrap();
        }
        sheet.write_string(3, 1, "平江县").unwrap();
        for column in 2..6 {
            sheet.write_number(3, column, f64::from(column)).unwrap();
        }
        sheet.write_string(5, 1, "注：本表为样例。").unwrap();
    });
    let ranged =
        |range: &str| Dataset { range: Some(range.into()), header_rows: 2, layout: Layout::YearsAcross, ..data() };
    let (observations, findings) = read(ranged("B2:F6"), bytes.clone());
    assert_eq!(codes_of(&findings), ["D033"], "{:?}", told(&findings));
    let expected = [
        "fund 平江县 2015 = 2 亿元 @4",
        "fund 平江县 2016 = 4 亿元 @4",
        "people 平江县 2015 = 3 人 @4",
        "people 平江县 2016 = 5 人 @4",
    ];
    assert_eq!(lines(&observations), expected);
    assert_eq!(observations.iter().next().unwrap().column, "2015年/专项资金（亿元）");
    for (range, code) in [("B2", "D020"), ("F2:B3", "D020"), ("Z90:Z99", "D020"), ("B2:F3", "D016")] {
        assert_eq!(codes_of(&read(ranged(range), bytes.clone()).1), [code], "{range}");
    }
}

#[test]
fn merged_cells_in_the_body() {
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &["地区", "年份", "羊", "牛"]);
        sheet.merge_range(1, 0, 2, 0, "平江县", &Format::new()).unwrap();
        sheet.write_number(1, 1, 2015).unwrap();
        sheet.write_number(2, 1, 2016).unwrap();
        sheet.write_number(1, 2, 7).unwrap();
        sheet.write_number(2, 2, 8).unwrap();
        sheet.merge_range(1, 3, 2, 3, "9", &Format::new()).unwrap();
    });
    let (observations, findings) = read(Dataset { layout: Layout::IndicatorsAcross, ..data() }, bytes);
    assert_eq!(codes_of(&findings), ["D029"], "{:?}", told(&findings));
    assert_eq!(lines(&observations), ["牛 平江县 2015 = 9 @2", "羊 平江县 2015 = 7 @2", "羊 平江县 2016 = 8 @3"]);
}

#[test]
fn workbooks_that_cannot_be_read() {
    let bytes = workbook(|_| ());
    assert_eq!(codes_of(&read(data(), bytes.clone()).1), ["D015"]);
    let (_, findings) = read(Dataset { sheet: Some("资金表".into()), ..dataset("d.xlsx") }, bytes);
    assert_eq!(told(&findings), ["D019 d.xlsx [资金表]: there is no sheet `资金表` (did you mean `资金`?)"]);
    assert_eq!(codes_of(&read(data(), "not a workbook").1), ["D014"]);
    assert_eq!(codes_of(&read(data(), "").1), ["D015"]);
}

/// A workbook of one sheet, its rows as XML: for what no writer writes.
fn handmade(rows: &str) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    stored(&[
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="资金" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#)),
    ])
}

/// A ZIP archive without compression.
fn stored(files: &[(&str, String)]) -> Vec<u8> {
    let (mut body, mut directory): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = u32::try_from(body.len()).unwrap();
        let size = u32::try_from(text.len()).unwrap();
        let mut common = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32(text.as_bytes()).to_le_bytes());
        common.extend(size.to_le_bytes().repeat(2));
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        body.extend(b"PK\x03\x04".iter().chain(&common).chain(name.as_bytes()).chain(text.as_bytes()));
        directory.extend(b"PK\x01\x02\x14\x00".iter().chain(&common).chain(&[0; 10]));
        directory.extend(offset.to_le_bytes().iter().chain(name.as_bytes()));
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let (start, length) = (u32::try_from(body.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&count).chain(&count));
    body.extend(length.to_le_bytes().iter().chain(&start.to_le_bytes()).chain(&[0, 0]));
    body
}

fn crc32(bytes: &[u8]) -> u32 {
    let bit = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| bit(crc)))
}

/// A row of observations whose last cells are given as XML.
pub(in crate::ingest) fn with(cells: &str) -> Vec<u8> {
    let text = |cell: &str, text: &str| format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let header: String = ["indicator", "area", "year", "value", "unit"]
        .iter()
        .zip('A'..)
        .map(|(word, at)| text(&format!("{at}1"), word))
        .collect();
    let keys = text("A2", "羊") + &text("B2", "平江县") + &text("C2", "2016");
    handmade(&format!(r#"<row r="1">{header}</row><row r="2">{keys}{cells}</row>"#))
}

#[test]
fn formulas_that_were_never_computed() {
    let (observations, findings) =
        read(data(), with(r#"<c r="D2"><f>1+1</f><v>2</v></c><c r="E2" t="str"><f>IF(1,"")</f><v></v></c>"#));
    assert_eq!((lines(&observations), told(&findings)), (vec!["羊 平江县 2016 = 2 @2".to_owned()], vec![]));
    let (_, findings) = read(data(), with(r#"<c r="D2"><f>1+1</f></c>"#));
    assert_eq!(
        told(&findings),
        [
            "D028 d.xlsx [资金] row 2, column D: formula `=1+1` has no value (open the workbook in a spreadsheet program and \
          save it, so that it is computed)"
        ]
    );
}

#[test]
fn stray_cells_cost_nothing() {
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &["indicator", "area", "year", "value"]);
        sheet.write_number(1_048_575, 16_383, 1).unwrap();
    });
    let (observations, findings) = read(Dataset { constants: map(&[]), ..data() }, bytes);
    assert_eq!(observations.iter().count(), 0);
    assert_eq!(codes_of(&findings), ["D012", "D033"], "{:?}", told(&findings));
}

#[test]
fn numbers_as_their_format_shows_them() {
    for (number, format, expected) in [
        (33.3, "General", "33.3"),
        (33.3, "0.00", "33.30"),
        (33.333, "0.00", "33.333"),
        (1234.5, "#,##0.00_);[Red](#,##0.00)", "1234.50"),
        (0.127, "0%", "12.7%"),
        (0.127, "0.00%", "12.70%"),
        (-0.05, "0%", "-5%"),
        (12.0, "0.0\"万元\"", "12.0"),
        (0.5, "# ?/?", "0.5"),
        (1e21, "0", "1000000000000000000000"),
        (1.5e-7, "0.00E+00", "0.00000015"),
    ] {
        assert_eq!(binary::text(number, format), expected, "{number} {format}");
    }
}
