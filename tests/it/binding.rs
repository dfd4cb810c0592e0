//! Manuscripts against a book, and templates made of them: the sample's own pages, whose truth the ledger knows.

use std::collections::BTreeMap;

use yearbook::binding::{Book, Bound, Defaults, bind, compare};
use yearbook::book::Files;
use yearbook::findings::{Findings, Printer, Severity};
use yearbook::indicators::Catalogue;
use yearbook::ledger::FigureFunction;
use yearbook::manuscript::text::Manuscript;
use yearbook::manuscript::{Sighting, Status, Verification, verify_with};
use yearbook::{Edition, Request};

use crate::harness::{Made, TestBook, page};
use crate::sample::{good, root};

const CHAPTERS: [&str; 2] = ["poverty-alleviation", "rural-poverty-monitoring"];

/// Verifies one text against the book of an edition.
fn against(edition: &Edition, name: &str, text: &str) -> Verification {
    let manuscript = Manuscript::read(name, text.as_bytes()).expect("a manuscript");
    let catalogue = Catalogue::new(&edition.book, &edition.observations, &mut Findings::default());
    let book = Book::new(&catalogue);
    let mut verification = verify_with(vec![manuscript], None, &book.vocabulary());
    compare(&mut verification, &book, &Defaults::default());
    verification
}

/// How sightings stand to the ledger's own figures.
#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
    near: usize,
}

/// Whether a sighting names what the ledger printed. A growth that is an indicator of its own is the same growth.
fn is_right(sighting: &Sighting, (function, indicator, area): (FigureFunction, &str, &str)) -> bool {
    let growth = function == FigureFunction::Growth && indicator == "rural_poor_population";
    let named = |data: &str| {
        let datum = data.starts_with(&format!("{indicator}@{area}@"));
        let call = data.contains(&format!("indicator=\"{indicator}\""));
        datum || call || growth && data.starts_with(&format!("poor_population_growth@{area}@"))
    };
    sighting.data.iter().all(|data| named(data))
}

fn score(edition: &Made, chapter: &str) -> Score {
    let verification = against(edition, &format!("{chapter}.md"), &page(edition, &format!("markdown/{chapter}.md")));
    let file = &verification.files[0];
    let sightings: BTreeMap<usize, &Sighting> = file.sightings.iter().map(|s| (s.mention, s)).collect();
    let mut figures: Vec<_> =
        edition.figures().filter(|figure| *figure.chapter == *chapter && figure.order > 0).collect();
    figures.sort_by_key(|figure| figure.order);
    let mut score =
        Score { near: file.sightings.iter().filter(|s| s.status == Status::NearMiss).count(), ..Score::default() };
    let mut from = 0;
    for figure in figures.iter().filter(|figure| figure.print.token.contains(|c: char| c.is_ascii_digit())) {
        let printed = figure.print.text();
        let Some(at) = file.reading.text[from..].find(&printed).map(|at| from + at) else { continue };
        from = at + printed.len();
        let Some(mention) = file.reading.mentions.iter().position(|m| (at..from).contains(&m.figure.span.start)) else {
            continue;
        };
        let function = figure.function;
        if matches!(function, FigureFunction::Streak | FigureFunction::Extreme | FigureFunction::Rank) {
            continue;
        }
        match sightings.get(&mention) {
            Some(sighting) if sighting.status == Status::Found => {
                if is_right(sighting, (function, &figure.indicator, &figure.area)) {
                    score.right += 1;
                } else {
                    score.wrong.push(format!("{}: {:?}", figure.id, sighting.data));
                }
            }
            _ => score.missed.push(figure.id.clone()),
        }
    }
    score
}

#[test]
fn the_figures_of_the_sample_are_found_where_the_ledger_took_them() {
    let edition = good(None);
    let (mut right, mut missed) = (0, Vec::new());
    for chapter in CHAPTERS {
        let score = score(&edition, chapter);
        assert_eq!(score.near, 0, "{chapter}: a false near miss");
        assert_eq!(score.wrong, Vec::<String>::new(), "{chapter}");
        right += score.right;
        missed.extend(score.missed);
    }
    assert!(right >= 130, "{right} right, missed: {missed:?}");
    assert!(missed.len() <= 3, "{right} right, missed: {missed:?}");
}

/// One digit of each figure changed: it must no longer be found as it was, and a level named like a datum is a near miss.
#[test]
fn changed_figures_are_no_longer_found() {
    let edition = good(None);
    let text = page(&edition, "markdown/rural-poverty-monitoring.md");
    let before = against(&edition, "a.md", &text);
    let file = &before.files[0];
    let (mut tried, mut near, mut still) = (0, 0, Vec::new());
    for sighting in file.sightings.iter().filter(|sighting| sighting.status == Status::Found) {
        let span = file.manuscript.in_source(file.reading.mentions[sighting.mention].figure.span.clone());
        let Some(offset) = text[span.clone()].find(|c: char| c.is_ascii_digit()) else { continue };
        let at = span.start + offset;
        let digit = if &text[at..=at] == "3" { "8" } else { "3" };
        let changed = format!("{}{digit}{}", &text[..at], &text[at + 1..]);
        let now = against(&edition, "a.md", &changed);
        let now = now.files[0].sightings.iter().find(|now| now.mention == sighting.mention);
        tried += 1;
        match now.map(|now| (now.status, now)) {
            Some((Status::Found, now)) if now.data == sighting.data => still.push(format!("{:?}", now.data)),
            Some((Status::NearMiss, _)) => near += 1,
            _ => {}
        }
    }
    assert_eq!(still, Vec::<String>::new());
    assert!(tried >= 70 && near >= 8, "{tried} tried, {near} near misses");
}

fn bound(edition: &Edition, name: &str, text: &str, id: &str) -> Bound {
    let manuscript = Manuscript::read(name, text.as_bytes()).expect("a manuscript");
    let catalogue = Catalogue::new(&edition.book, &edition.observations, &mut Findings::default());
    let book = Book::new(&catalogue);
    let verification = verify_with(vec![manuscript], None, &book.vocabulary());
    bind(&verification.files[0], &book, &Defaults::default(), id)
}

/// The sample's files with one chapter's template replaced and another data year.
fn edition_with(year: i32, chapter: Option<(&str, &str)>) -> Made {
    let disk = Files::on_disk(root()).expect("the repository is a book");
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let paths = ["yearbook.yaml", "data/*", "data/indicators/*", "templates/*", "templates/*/*"];
    for path in paths.iter().flat_map(|pattern| disk.glob(pattern).expect("readable")) {
        files.insert(path.clone(), disk.read(&path).expect("readable"));
    }
    let yaml = String::from_utf8(files["yearbook.yaml"].clone()).expect("UTF-8");
    files.insert("yearbook.yaml".into(), yaml.replace("year: 2019", &format!("year: {year}")).into_bytes());
    if let Some((id, template)) = chapter {
        files.insert(format!("templates/chapters/{id}.md"), template.as_bytes().to_vec());
    }
    let edition = Made::new(Files::in_memory(files), &Request::default()).expect("an edition");
    let messages = Printer::default().findings(&edition.findings);
    assert!(!edition.findings.any(Severity::Error), "{messages}");
    edition
}

/// The sentences of a chapter that stand in no table, caption or note.
fn sentences(edition: &Made, chapter: &str) -> Vec<String> {
    let text = page(edition, &format!("markdown/{chapter}.md"));
    let end = text.find("\n---\n").map_or(0, |at| at + 5);
    let lines = text[end..].lines().filter(|line| line.contains('。') && !line.contains('|'));
    let lines = lines.filter(|line| !line.starts_with('①') && !line.starts_with("注"));
    lines.flat_map(|line| line.split_inclusive('。')).map(str::to_owned).collect()
}

#[test]
fn a_published_chapter_becomes_a_template_that_prints_it_again() {
    let edition = good(None);
    for (chapter, calls, most_kept) in [("poverty-alleviation", 109, 9), ("rural-poverty-monitoring", 33, 88)] {
        let made =
            bound(&edition, &format!("{chapter}.md"), &page(&edition, &format!("markdown/{chapter}.md")), chapter);
        let messages = Printer::default().findings(&made.build);
        assert!(made.differing.is_empty() && !made.build.any(Severity::Error), "{:?} {messages}", made.differing);
        assert!(
            made.calls >= calls && made.kept.len() <= most_kept,
            "{chapter}: {} calls, {:?}",
            made.calls,
            made.kept
        );
        let again = edition_with(2019, Some((chapter, &made.template)));
        assert_eq!(sentences(&again, chapter), sentences(&edition, chapter), "{chapter}");
    }
}

#[test]
fn the_template_of_one_year_prints_the_next_by_its_data_alone() {
    let id = "rural-poverty-monitoring";
    let earlier = edition_with(2018, None);
    let made = bound(&earlier, "2018.md", &page(&earlier, &format!("markdown/{id}.md")), id);
    assert!(made.differing.is_empty(), "{:?}", made.differing);
    let next = sentences(&edition_with(2019, Some((id, &made.template))), id);
    let wanted = sentences(&good(None), id);
    let same = next.iter().filter(|sentence| wanted.contains(sentence)).count();
    assert!(same * 10 >= next.len() * 8, "{same} of {}: {next:#?}", next.len());
}

#[test]
fn what_is_not_sure_stays_text() {
    let data = "indicator,name_zh,area,year,value,unit\npeople,年末总人口,全国,2015,500,人\npeople,年末总人口,全国,2016,520,人\n\
        schools_a,城区小学数,全国,2016,45,所\nschools_b,农村小学数,全国,2016,45,所\n";
    let edition = TestBook::new(data, "无").good();
    let text = "2016年，年末总人口520人，比上年增长4.0%。城区小学、农村小学各45所。公园3个。总人口{{530}}人。";
    let made = bound(&edition, "a.txt", text, "new");
    let kept: Vec<(&str, &str)> = made.kept.iter().map(|kept| (kept.printed.as_str(), kept.why)).collect();
    assert_eq!(
        kept,
        [("45所", "several data fit"), ("3个", "not in the data"), ("530", "not in the data")],
        "{}",
        made.template
    );
    insta::assert_snapshot!(made.template);
    assert!(made.differing.is_empty(), "{:?}", made.differing);
}

#[test]
fn units_and_areas_of_the_book_are_understood() {
    let data = "indicator,name_zh,area,year,value,unit\ntea,茶叶产量,甲县,2016,3,箩\ntea,茶叶产量,二郎镇,2016,5,箩\n";
    let edition = TestBook::new(data, "无")
        .replace(
            "yearbook.yaml",
            "  - {id: 乙县, part_of: 全国}\n",
            "  - {id: 乙县, part_of: 全国}\n  - 二郎镇\nunits:\n  - {symbol: 箩, equals: 1/20, of: 吨}\n",
        )
        .good();
    let verification = against(&edition, "a.txt", "2016年，甲县茶叶产量3箩，二郎镇茶叶产量5箩。");
    let told: Vec<(Status, &str)> =
        verification.files[0].sightings.iter().map(|s| (s.status, s.data[0].as_str())).collect();
    assert_eq!(told, [(Status::Found, "tea@甲县@2016"), (Status::Found, "tea@二郎镇@2016")]);
}

/// The ten kinds of errors that the audit seeds, in one text against one book and last year's text.
#[test]
fn the_ten_seeded_kinds_of_errors_are_found_out() {
    let data = "indicator,name_zh,area,year,value,unit\nfund,专项扶贫资金,全国,2016,1.89,亿元\npatients,住院病人总数,全国,2016,45210,人\n";
    let edition = TestBook::new(data, "无").good();
    let seeds = [
        ("value typed wrong", "茶叶产量2.40万吨，比上年增加0.40万吨，增长30.0%。", "V001"),
        ("digits swapped", "总人口45210人，其中男性23105人，女性22015人。", "V001"),
        ("万 for 亿", "专项扶贫资金1.89万元。", "V007"),
        ("% for 百分点", "参保率由65%上升到82%，上升17%。", "V001"),
        ("wrong base year", "粮食产量22.0万吨，比2014年的20.0万吨增长4.8%。", "V001"),
        ("last year's figure", "投入3.2亿元，实施25个项目，惠及1.4万户。", "V006"),
        ("flipped word", "贫困人口由98万人减少到82万人，增长16.3%。", "V001"),
        ("part changed", "学校320所，其中公办210所，民办100所。", "V001"),
        ("one fact, two values", "全县茶园总面积5.20万公顷。年内治理河道。全县茶园总面积5.60万公顷。", "V005"),
        ("hand-typed number", "住院病人总数45320人。", "V007"),
    ];
    for (kind, text, code) in seeds {
        let text = format!("2016年，{text}\n");
        let manuscript = Manuscript::read("2016.txt", text.as_bytes()).expect("a text");
        let earlier = Manuscript::of_text("2015.txt", "2015年，投入3.2亿元，实施25个项目，惠及1.4万户。");
        let catalogue = Catalogue::new(&edition.book, &edition.observations, &mut Findings::default());
        let book = Book::new(&catalogue);
        let mut verification = verify_with(vec![manuscript], Some(&earlier), &book.vocabulary());
        compare(&mut verification, &book, &Defaults::default());
        let findings = verification.findings();
        let found: Vec<&str> = findings.as_slice().iter().map(|finding| finding.code).collect();
        assert!(found.contains(&code), "{kind}: {text}{found:?}");
    }
}
