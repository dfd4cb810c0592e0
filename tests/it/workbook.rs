//! The audit's workbook in a real spreadsheet program: every figure is computed again from the cells, and follows them.
//!
//! LibreOffice recalculates on loading, because a setting of its profile says so; what the file had cached counts for nothing.

mod calc;

use std::collections::BTreeMap;

use yearbook::ledger::Figure;

use crate::harness::{Made, TestBook};
use crate::sample::good;
use calc::{observation_rows, recalculate, with_number};

const AGREES: &str = "一致";
const DIFFERS: &str = "不一致";
const NOT_COMPARED: &str = "—";

/// Data for every function: growing, falling and tied series, two areas and their whole, a comparable and a revised base.
const DATA: &str = "indicator,area,year,value,unit,status,qualifier,comparable_base,revised_from,source\n\
    收入,全国,2013,80,亿元,,,,,\n收入,全国,2014,95.5,亿元,,,,,\n收入,全国,2015,100,亿元,,,,,\n收入,全国,2016,123.45,亿元,,,,99.9,\n\
    收入,甲县,2015,300000,万元,,,,,\n收入,甲县,2016,45.5,亿元,,,,,\n收入,乙县,2015,70,亿元,,,,,\n收入,乙县,2016,77.95,亿元,,,,,\n\
    人口,全国,2015,1000,万人,,,,,\n人口,全国,2016,1005,万人,,,990,,\n人口,甲县,2016,400,万人,,,,,\n人口,乙县,2016,605,万人,,,,,\n\
    率,全国,2015,12.75,%,,,,,\n率,全国,2016,10.2,%,,,,,\n\
    物价,全国,2016,102.5,,,,,,\n降,全国,2013,9,人,,,,,\n降,全国,2014,8,人,,,,,\n降,全国,2015,7,人,,,,,\n降,全国,2016,5,人,,,,,\n\
    地,全国,2016,7500,亩,,,,,\n资金,全国,2016,2800,万元,,多,,,\n资产,全国,2015,1.4,亿元,,,,,\n资产,全国,2016,28100,万元,,,,,\n\
    名次,全国,2016,3~4,名,,,,,公报\n话,全国,2016,=翻番,,,,,,公报\n小,全国,2015,0.3,元,,,,,\n小,全国,2016,0.1,元,,,,,\n\
    期间,全国,2015—2016,30,人,,,,,\n";

const INDICATORS: &str = "indicators:\n- {id: 人均收入, unit: 元/人, decimals: 2, formula: 收入 / 人口}\n\
    - {id: 年均, formula: 'cagr(收入, from: 2013)'}\n- {id: 指数, formula: 'index(收入, base: 2013)', decimals: 2}\n\
    - {id: 累计, formula: 'cumulative(收入, from: 2013)'}\n- {id: 平均, formula: 'mean(收入, from: 2013)', decimals: 3}\n\
    - {id: 合计, formula: sum(收入)}\n- {id: 所列, formula: 'sum(收入, areas: [甲县, 乙县])'}\n- {id: 位次, formula: rank(收入)}\n\
    - {id: 贡献, formula: contribution(收入)}\n- {id: 拉动, formula: pull(收入)}\n- {id: 实际, formula: 'deflate(收入, 物价)', decimals: 2}\n\
    - {id: 比, formula: 'ratio(收入, 收入[year: 2013])', decimals: 3}\n- {id: 每, formula: 'per(收入, 人口)', decimals: 1}\n\
    - {id: 倍, formula: 'times(收入, base: 2014)'}\n- {id: 增量, formula: change(人均收入), decimals: 2}\n\
    - {id: 点, formula: points(率)}\n- {id: 幂, formula: '(收入 / 收入[year: -1]) ^ (1/2) - -1', decimals: 4}\n\
    - {id: 比较, formula: '(收入 > 收入[year: -1]) + (率 <= 率[year: -1]) + (收入 != 收入[area: 甲县]) + (小 >= 小[year: -1]) + (小 == 小[year: 2016]) + (率 < 0)'}\n\
    - {id: 负, formula: '-收入 / 3', decimals: 1}\n- {id: 中点, formula: '收入 * 0.1', unit: 亿元, decimals: 0}\n\
    - {id: 甲占, formula: 'share(收入[area: 甲县], 收入)'}\n- {id: 人次, formula: '期间[year: 2015—2016] / 7', decimals: 3}\n";

const CHAPTER: &str = "## 条\n\n\
    {{ figure(indicator=\"收入\") }}。{{ growth(indicator=\"收入\") }}。{{ growth(indicator=\"收入\", base=2013, decimals=2) }}。\
    {{ change(indicator=\"收入\") }}。{{ change(indicator=\"人口\") }}。{{ growth(indicator=\"人口\", decimals=3) }}。\
    {{ points(indicator=\"率\") }}。{{ times(indicator=\"收入\", base=2013) }}。{{ times(indicator=\"收入\", base=2013, form=\"growth\") }}。\
    {{ times(indicator=\"资产\", form=\"double\") }}。{{ share(indicator=\"收入\", area=\"甲县\") }}。\
    {{ share(indicator=\"收入\", of=\"收入\", of_year=2013) }}。{{ completion(indicator=\"收入\", target=\"收入\", target_year=2014) }}。\
    {{ streak(indicator=\"降\") }}。{{ extreme(indicator=\"降\", since=2013) }}。{{ rank(indicator=\"收入\", area=\"甲县\") }}。\
    {{ rank(indicator=\"收入\", area=\"乙县\", among=[\"甲县\", \"乙县\"], order=\"ascending\") }}。\
    {{ figure(indicator=\"地\", unit=\"公顷\") }}。{{ figure(indicator=\"资金\") }}。{{ figure(indicator=\"收入\", hedge=\"近\", decimals=0) }}。\
    {{ figure(indicator=\"收入\", unit=\"万元\", hedge=\"超过\", decimals=-4) }}。{{ figure(indicator=\"人口\", approx=true, decimals=-2) }}。\
    {{ quote(indicator=\"名次\") }}。{{ quote(indicator=\"话\") }}。{{ figure(indicator=\"收入\", decimals=1) }}。\
    {{ growth(indicator=\"小\") }}。{{ change(indicator=\"小\") }}。\n\n\
    {{ figure(indicator=\"人均收入\") }}。{{ figure(indicator=\"年均\") }}。{{ figure(indicator=\"指数\") }}。{{ figure(indicator=\"累计\") }}。\
    {{ figure(indicator=\"平均\") }}。{{ figure(indicator=\"合计\") }}。{{ figure(indicator=\"所列\") }}。{{ figure(indicator=\"位次\", area=\"乙县\") }}。\
    {{ figure(indicator=\"贡献\", area=\"甲县\") }}。{{ figure(indicator=\"拉动\", area=\"甲县\") }}。{{ figure(indicator=\"实际\") }}。\
    {{ figure(indicator=\"比\") }}。{{ figure(indicator=\"每\") }}。{{ figure(indicator=\"倍\") }}。{{ figure(indicator=\"增量\") }}。\
    {{ figure(indicator=\"点\") }}。{{ figure(indicator=\"幂\") }}。{{ figure(indicator=\"比较\") }}。{{ figure(indicator=\"负\") }}。\
    {{ figure(indicator=\"中点\") }}。{{ figure(indicator=\"甲占\") }}。{{ figure(indicator=\"人次\") }}。\n\n\
    {{ table(indicator=[\"收入\", \"人均收入\"], from=2015, unit=\"column\", change=true, growth=true, title=\"收入\") }}\n\n\
    {{ table(indicator=\"收入\", rows=\"areas\", total=true, share=true, rank=true, title=\"各县\") }}\n\n\
    {{ chart(kind=\"line\", indicator=\"收入\", from=2013, title=\"收入\") }}\n";

fn functions() -> TestBook {
    let book = TestBook::new(DATA, CHAPTER).file("data/indicators/a.yaml", INDICATORS);
    book.replace("yearbook.yaml", "chapters:", "indicators: data/indicators/a.yaml\nchapters:")
}

/// A book of ties, each printed with a decimal less than it has.
fn ties(law: &str) -> TestBook {
    let values =
        ["0.05", "0.15", "1.005", "2.345", "2.675", "1.115", "-0.25", "-2.5", "1234567.885", "8.345", "0.285", "1.255"];
    let mut data = "indicator,area,year,value,unit\n".to_owned();
    let (mut indicators, mut chapter) = ("indicators:\n".to_owned(), String::new());
    for (n, value) in values.iter().enumerate() {
        let decimals = value.rsplit('.').next().map_or(0, str::len) - 1;
        data.push_str(&format!("x{n},全国,2016,{value},元\n"));
        indicators.push_str(&format!("- {{id: y{n}, formula: x{n} * 1, decimals: {decimals}, unit: 元}}\n"));
        chapter.push_str(&format!("{{{{ figure(indicator=\"y{n}\") }}}}。\n"));
    }
    TestBook::new(&data, &chapter).file("data/indicators/a.yaml", indicators).replace(
        "yearbook.yaml",
        "chapters:",
        &format!("indicators: data/indicators/a.yaml\nrounding: {law}\nchapters:"),
    )
}

/// A whole of so many parts that no cell holds their sum, nor their comparison.
fn many_parts() -> TestBook {
    let mut data = "indicator,area,year,value,unit\n".to_owned();
    let mut areas = "areas:\n  - 全国\n".to_owned();
    for n in 0..900 {
        areas.push_str(&format!("  - {{id: 县{n}, part_of: 全国}}\n"));
        data.push_str(&format!("粮食,县{n},2016,{}.{},万吨\n面积,县{n},2016,{},公顷\n", n * 7 % 31, n % 10, n + 1));
    }
    let old = "areas:\n  - 全国\n  - {id: 甲县, part_of: 全国}\n  - {id: 乙县, part_of: 全国}\n";
    TestBook::new(&data, "{{ figure(indicator=\"总产\") }}，{{ figure(indicator=\"位\", area=\"县7\") }}。\n")
        .replace("yearbook.yaml", old, &areas)
        .replace("yearbook.yaml", "chapters:", "indicators: data/indicators/a.yaml\nchapters:")
        .file(
            "data/indicators/a.yaml",
            "indicators:\n- {id: 单产, formula: 粮食 / 面积}\n- {id: 总产, formula: sum(粮食)}\n- {id: 位, formula: rank(单产)}\n",
        )
}

fn workbook(edition: &Made) -> Vec<u8> {
    edition.pages()["audit/audit.xlsx"].clone()
}

/// All figures of an edition by id, the cells of tables and charts too.
fn all(edition: &Made) -> BTreeMap<String, Figure> {
    edition.figures().chain(edition.cells()).map(|figure| (figure.id.clone(), figure.clone())).collect()
}

#[test]
fn a_spreadsheet_program_agrees_with_every_figure() {
    let books =
        [("functions", functions()), ("ties", ties("half_up")), ("even", ties("half_even")), ("many", many_parts())];
    let mut editions: Vec<(&str, Made)> = books.iter().map(|(name, book)| (*name, book.good())).collect();
    editions.push(("sample", good(None)));
    let files: Vec<Vec<u8>> = editions.iter().map(|(_, edition)| workbook(edition)).collect();
    for ((name, edition), computed) in editions.iter().zip(recalculate(&files)) {
        assert_eq!(computed.figures.len(), all(edition).len(), "{name}");
        for (id, row) in &computed.figures {
            assert_eq!(row.check, AGREES, "{name}: {id}: {row:?}");
        }
        assert_eq!(computed.about("核对一致"), Some(computed.rows as f64), "{name}");
        assert_eq!(computed.about("核对不一致"), Some(0.0), "{name}");
    }
}

/// Each number of the data in turn is doubled in the finished file: every figure comes to what the program prints over such
/// data, and where that no longer prints it, the check says so.
#[test]
fn figures_follow_a_changed_cell() {
    let book = functions();
    let edition = book.good();
    let printed = all(&edition);
    let file = workbook(&edition);
    let rows = observation_rows(&file);
    let changes: Vec<_> = rows.iter().filter(|row| row.number.is_some()).collect();
    let changed: Vec<Vec<u8>> =
        changes.iter().map(|row| with_number(&file, row.row, row.number.expect("filtered") * 2.0)).collect();
    let mut moved = 0;
    for (row, computed) in changes.iter().zip(recalculate(&changed)) {
        let line = format!("\n{},{},{},", row.indicator, row.area, row.period);
        let number = row.number.expect("filtered");
        let doubled =
            book.clone().replace("data/a.csv", &format!("{line}{}", row.text), &format!("{line}{}", number * 2.0));
        let expected = all(&doubled.build().expect("findings at most"));
        for (id, cells) in &computed.figures {
            let was = &printed[id];
            match expected.get(id).filter(|now| now.print.rounding == was.print.rounding && now.claim == was.claim) {
                Some(now) if now.print.text() == was.print.text() && now.value() == was.value() => {
                    assert_eq!(cells.check, AGREES, "{id} does not hang on {line}: {cells:?}");
                }
                Some(now) => {
                    moved += 1;
                    assert_eq!(cells.check, DIFFERS, "{id} hangs on {line}: {cells:?}");
                    follows(id, now, cells);
                }
                // The value cannot be printed so any more: a claim that does not hold, another number of decimals.
                None => assert!([AGREES, DIFFERS].contains(&cells.check.as_str()), "{id}: {cells:?}"),
            }
        }
    }
    assert!(moved > 100, "{moved} figures moved");
}

fn follows(id: &str, now: &Figure, cells: &calc::FigureRow) {
    let (Some(rounded), Some(unit)) = (&now.print.rounded, &now.print.unit) else { return };
    let scale = yearbook::quantity::Exact::from(unit.scale());
    let rounded = rounded.divide(&scale).expect("a unit is worth something").to_f64();
    let found = cells.rounded.unwrap_or_else(|| panic!("{id}: {cells:?}"));
    assert!((found - rounded).abs() <= 1e-9 * rounded.abs().max(1.0), "{id}: {found} is not {rounded}: {cells:?}");
}

#[test]
fn a_number_typed_over_does_not_agree() {
    let file = workbook(&functions().good());
    let row =
        observation_rows(&file).into_iter().find(|row| row.indicator == "降" && row.period == "2016").expect("there");
    let [computed] = recalculate(&[with_number(&file, row.row, 8.0)]).try_into().map_err(|_| ()).expect("one");
    let check = |id: &str| computed.figures[id].check.as_str();
    assert_eq!(check("c/streak:降@全国@2016"), DIFFERS);
    assert_eq!(check("c/extreme:降@全国@2016"), DIFFERS);
    assert_eq!(check("c/figure:收入@全国@2016"), AGREES);
    assert_eq!(computed.about("核对不一致"), Some(2.0));
}

#[test]
fn text_of_data_is_never_a_formula() {
    let file = workbook(&functions().good());
    let text = calc::sheet_xml(&file, "数据");
    assert!(!text.contains("翻番</f>"), "a text of the data became a formula");
    assert!(calc::texts(&file).iter().any(|text| text == "=翻番"));
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let (one, other) = (workbook(&functions().good()), workbook(&functions().good()));
    assert!(one == other);
}

/// 2.3449999999999 is 2.34; freed of what could be noise it would be 2.345 and then 2.35. The program knows, and says so.
#[test]
fn a_value_too_near_to_a_tie_is_not_rounded_twice() {
    let data = "indicator,area,year,value,unit\n小,全国,2016,2.3449999999999,元\n";
    let book = TestBook::new(data, "{{ figure(indicator=\"约数\") }}。\n")
        .file("data/indicators/a.yaml", "indicators:\n- {id: 约数, formula: 小 * 1, decimals: 2, unit: 元}\n")
        .replace("yearbook.yaml", "chapters:", "indicators: data/indicators/a.yaml\nchapters:");
    let file = workbook(&book.good());
    assert!(calc::texts(&file).iter().any(|text| text.contains("离舍入的临界点太近")));
    let [computed] = recalculate(&[file]).try_into().map_err(|_| ()).expect("one");
    let row = &computed.figures["c/figure:约数@全国@2016"];
    assert_eq!((row.rounded, row.check.as_str()), (Some(2.34), AGREES));
}

#[test]
fn what_is_no_number_is_not_compared() {
    let data = "indicator,area,year,value,unit\n粮食,全国,2016,5,吨\n";
    let book = TestBook::new(data, "{{ growth(indicator=\"粮食\", otherwise=\"无可比数\") }}。\n");
    let [computed] = recalculate(&[workbook(&book.good())]).try_into().map_err(|_| ()).expect("one");
    assert_eq!(computed.figures["c/growth:粮食@全国@2016"].check, NOT_COMPARED);
}
