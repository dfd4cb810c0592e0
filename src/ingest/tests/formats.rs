//! Encodings and layouts of text; the other formats have their tests beside their readers.

use super::*;

const LONG: &str =
    "指标,地区,年份,数值(万元),备注\n专项资金,平江县,2016,\"1,283.40\",\"a\nb\"\n\n# 注\n专项资金,汨罗市,2016,5,\n";
const EXPECTED: [&str; 2] = ["fund 平江县 2016 = 1283.4 万元 @2", "fund 汨罗市 2016 = 5 万元 @6"];

#[test]
fn encodings() {
    let gb = encoding_rs::GB18030.encode(LONG).0.into_owned();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(LONG.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let stated = Dataset { encoding: Some("GB 18030".into()), ..dataset("d.csv") };
    for (data, bytes, codes) in [
        (dataset("d.csv"), LONG.as_bytes().to_vec(), vec![]),
        (dataset("d.csv"), format!("\u{feff}{LONG}").into_bytes(), vec![]),
        (dataset("d.csv"), LONG.replace('\n', "\r\n").into_bytes(), vec![]),
        (dataset("d.csv"), utf16, vec![]),
        (stated, gb.clone(), vec![]),
        (dataset("d.csv"), gb, vec!["D018"]),
    ] {
        let (observations, findings) = read(data, bytes);
        assert_eq!(codes_of(&findings), codes, "{:?}", told(&findings));
        assert_eq!(lines(&observations), EXPECTED);
    }
    let mut damaged = LONG.as_bytes().to_vec();
    damaged[30] = 0xff;
    let (_, findings) = read(dataset("d.csv"), damaged);
    assert_eq!(codes_of(&findings), ["D017"]);
}

#[test]
fn tabs_and_tabs_only() {
    let (observations, findings) = read(dataset("d.tsv"), LONG.replace(',', "\t").replace("1\t283", "1,283"));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(lines(&observations), EXPECTED);
}

#[test]
fn lines_that_cannot_be_read() {
    let header = "indicator,area,year,value\n";
    for (rows, codes, rest) in [
        ("fund,平江县,2016\nfund,汨罗市,2016,1\n", vec!["D010"], 1),
        ("fund,平江县,2016,1,283\nfund,汨罗市,2016,1\n", vec!["D010"], 1),
        ("fund,平江县,2016,1,,,\n,,,,\n,,,\n", vec![], 1),
        ("fund,平江县,2016,5\" \nfund,汨罗市,2016,1\n", vec!["D021"], 1),
        ("fund,平江县,2016,\"5\"x\nfund,汨罗市,2016,1\n", vec!["D021"], 1),
        ("fund,汨罗市,2016,1\nfund,平江县,2016,\"5\n", vec!["D021"], 1),
        ("", vec!["D016"], 0),
    ] {
        let (observations, findings) = read(dataset("d.csv"), format!("{header}{rows}"));
        assert_eq!((codes_of(&findings), observations.iter().count()), (codes, rest), "{rows}: {:?}", told(&findings));
    }
    for (bytes, code) in [("", "D015"), ("\n \n# x\n", "D015"), ("PK\u{3}\u{4}", "D014")] {
        assert_eq!(codes_of(&read(dataset("d.csv"), bytes).1), [code], "{bytes:?}");
    }
    assert_eq!(codes_of(&read(dataset("d.csv"), ",".repeat(20_000)).1), ["D014"]);
    let old = "indicator,area,year,value\rfund,平江县,2016,1\r";
    assert_eq!(lines(&read(dataset("d.csv"), old).0), ["fund 平江县 2016 = 1 万元 @2"]);
}

#[test]
fn quoted_line_breaks_survive_many_rows() {
    let rows: String = (0..30_000).map(|n| format!("x{n},平江县,2016,{n},\"a\r\n\"\"b\"\"\n,{n}\"\n")).collect();
    let (observations, findings) = read(dataset("d.csv"), format!("indicator,area,year,value,note\n{rows}"));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(observations.iter().count(), 30_000);
    let last = observations.of("x29999").next().unwrap();
    assert_eq!((last.row, last.note.unwrap(), &*last.raw.text()), (2 + 29_999 * 3, "a\r\n\"b\"\n,29999", "29999"));
}

#[test]
fn wide_layouts() {
    let wide = |layout| Dataset { layout, ..dataset("d.csv") };
    let years = Dataset { constants: map(&[("area", "平江县")]), ..wide(Layout::YearsAcross) };
    let (observations, findings) = read(years, "indicator,unit,2015年,2016,note\nfund,亿元,1,2,n\npeople,,3,,\n");
    assert_eq!(told(&findings), [""; 0]);
    let expected = [
        "fund 平江县 2015 = 1 亿元 @2",
        "fund 平江县 2016 = 2 亿元 @2",
        "people 平江县 2015 = 3 人 @3",
        "people 平江县 2016 = blank 人 @3",
    ];
    assert_eq!(lines(&observations), expected);
    assert_eq!(observations.iter().next().unwrap().column, "2015年");

    let text = "地区,年份,专项资金（亿元）,贫困人口,羊(只)\n平江县,2016,1,2,3\n";
    let (observations, findings) = read(wide(Layout::IndicatorsAcross), text);
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(
        lines(&observations),
        ["fund 平江县 2016 = 1 亿元 @2", "people 平江县 2016 = 2 人 @2", "羊 平江县 2016 = 3 只 @2"]
    );

    let data = Dataset { constants: map(&[("indicator", "羊"), ("unit", "只")]), ..wide(Layout::AreasAcross) };
    let (observations, findings) = read(data, "年份,平江县,汨罗\n2016,1,2\n2015,,3\n");
    assert_eq!(
        told(&findings),
        [
            "D007 d.csv row 1, column 汨罗: unknown area `汨罗` (did you mean `汨罗市`? otherwise list it under `areas` in yearbook.yaml)"
        ]
    );
    assert_eq!(lines(&observations), ["羊 平江县 2015 = blank 只 @3", "羊 平江县 2016 = 1 只 @2"]);
}

#[test]
fn two_header_rows() {
    let data = Dataset { layout: Layout::YearsAcross, header_rows: 2, ..dataset("d.csv") };
    let text = "地区,2015,,2016,\n,专项资金(亿元),贫困人口,专项资金(亿元),贫困人口\n平江县,1,2,3,4\n";
    let (observations, findings) = read(data, text);
    assert_eq!(told(&findings), [""; 0]);
    let expected = [
        "fund 平江县 2015 = 1 亿元 @3",
        "fund 平江县 2016 = 3 亿元 @3",
        "people 平江县 2015 = 2 人 @3",
        "people 平江县 2016 = 4 人 @3",
    ];
    assert_eq!(lines(&observations), expected);
    let data = Dataset { layout: Layout::IndicatorsAcross, header_rows: 2, ..dataset("d.csv") };
    let (observations, findings) = read(data, "地区,年份,专项资金,羊\n,,亿元,只\n平江县,2016,1,2\n");
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(lines(&observations), ["fund 平江县 2016 = 1 亿元 @3", "羊 平江县 2016 = 2 只 @3"]);
}

#[test]
fn columns_by_mapping() {
    let columns = map(&[("value", "完成数"), ("area", "县"), ("indicator", "项目"), ("year", "何年")]);
    let data = Dataset { columns, ..dataset("d.csv") };
    let (observations, findings) = read(data.clone(), "项目,县,何年,完成数（亿元）\nfund,平江县,2016,1\n");
    assert_eq!((lines(&observations), told(&findings)), (vec!["fund 平江县 2016 = 1 亿元 @2".to_owned()], vec![]));
    let (_, findings) = read(data, "项目,县名,何年,完成数\nfund,平江县,2016,1\n");
    assert_eq!(codes_of(&findings), ["D011", "D032"], "{:?}", told(&findings));
}

#[test]
fn several_files_of_one_dataset() {
    let data = Dataset { files: vec!["a.csv".into(), "b.csv".into(), "c.csv".into()], ..dataset("a.csv") };
    let text = |year| format!("indicator,area,year,value\nfund,平江县,{year},1\n").into_bytes();
    let (observations, findings) = run(&book(vec![("a.csv", text(2015)), ("b.csv", text(2016))], vec![data]));
    assert_eq!(codes_of(&findings), ["D014"]);
    assert_eq!(observations.files().iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.csv", "b.csv"]);
    assert_eq!(lines(&observations).len(), 2);
}
