//! What a chapter costs, stage by stage, in allocations: they are the same on any machine however busy, cost nothing to count,
//! and double where the work doubles. Counted is the calling thread, in which all of these stages run when the pool has
//! one thread; what Tera and polars do in threads of their own is left to the benchmark.

use std::collections::BTreeMap;
use std::fmt::Write;

use allocation_counter::measure;
use yearbook::book::{Book, Files};
use yearbook::findings::{Findings, Severity};
use yearbook::indicators::Catalogue;
use yearbook::{audit, charts, ingest, render};

/// How far a stage may grow before someone has to look: the number is then either mended or committed anew, with the reason.
const TOLERANCE_PERCENT: u64 = 15;

/// Allocations of each stage, as committed.
const COMMITTED: [(&str, u64); 10] = [
    ("book", 810),
    ("data", 1_332),
    ("catalogue", 29),
    ("checks", 11_832),
    ("chapters", 15_305),
    ("prose", 3_564),
    ("figures", 4_247),
    ("charts", 19_687),
    ("pages", 42_586),
    ("audit", 217_205),
];

/// The workload's smallest size in spirit: 14 areas, 20 indicators, ten years; sixty figures, four charts, three tables.
fn files() -> BTreeMap<String, Vec<u8>> {
    let mut yaml =
        "title: 试书\narea: T\nyear: 2023\nyears: {from: 2014, to: 2023}\nareas:\n  - {id: T, name: {zh: 全省}}\n"
            .to_owned();
    let (mut data, mut text) = ("indicator,area,year,value,unit\n".to_owned(), "---\ntitle: 章\n---\n".to_owned());
    let areas: Vec<String> = (1..=14).map(|area| format!("R{area:03}")).collect();
    for area in &areas {
        writeln!(yaml, "  - {{id: {area}, part_of: T}}").expect("a text takes all");
    }
    yaml.push_str("datasets:\n  - file: data/a.csv\nchapters:\n  - templates/chapters/c.md\n");
    for indicator in 0..20_u32 {
        for year in 2014..=2023_u32 {
            let values = (0..14).map(|area| 1000 + 37 * area + 11 * indicator + 29 * (year - 2014) + area * year % 17);
            let total: u32 = values.clone().sum();
            for (area, value) in areas.iter().zip(values) {
                writeln!(data, "I{indicator},{area},{year},{value}.25,亿元").expect("a text takes all");
            }
            writeln!(data, "I{indicator},T,{year},{total}.50,亿元").expect("a text takes all");
        }
        write!(text, "\n## 第{indicator}节\n\n总量{{{{ figure(indicator=\"I{indicator}\") }}}}，比上年")
            .expect("a text takes all");
        write!(text, "{{{{ growth(indicator=\"I{indicator}\") }}}}，其中R003").expect("a text takes all");
        writeln!(text, "{{{{ rank(indicator=\"I{indicator}\", area=\"R003\") }}}}。").expect("a text takes all");
    }
    for (index, kind) in ["line", "grouped", "stacked", "area"].into_iter().enumerate() {
        writeln!(text, "\n{{{{ chart(kind=\"{kind}\", indicator=\"I{index}\", area=[\"R001\", \"R002\", \"R003\"], from=2014, title=\"图\") }}}}").expect("a text takes all");
    }
    for index in 0..3 {
        writeln!(
            text,
            "\n{{{{ table(rows=\"areas\", indicator=\"I{index}\", from=2014, total=true, rank=true, title=\"表\") }}}}"
        )
        .expect("a text takes all");
    }
    [("yearbook.yaml", yaml), ("data/a.csv", data), ("templates/chapters/c.md", text)]
        .map(|(path, text)| (path.to_owned(), text.into_bytes()))
        .into()
}

fn counted<T>(counts: &mut Vec<u64>, stage: impl FnOnce() -> T) -> T {
    let mut result = None;
    counts.push(measure(|| result = Some(stage())).count_total);
    result.expect("the stage has run")
}

/// Allocations of each stage, in the order of [`COMMITTED`].
fn allocations() -> Vec<u64> {
    let (mut counts, mut findings) = (Vec::new(), Findings::default());
    let files = Files::in_memory(files());
    let book = counted(&mut counts, || Book::load(files, &mut findings).expect("a book"));
    let observations = counted(&mut counts, || ingest::ingest(&book, &ingest::Room::default(), &mut findings));
    let catalogue = counted(&mut counts, || Catalogue::new(&book, &observations, &mut findings));
    counted(&mut counts, || audit::data(&catalogue, &mut findings));
    let chapters = counted(&mut counts, || render::chapters(&book, &catalogue, &mut findings));
    let coverage = counted(&mut counts, || {
        let prose = audit::prose::Prose::new(&catalogue, &chapters);
        prose.check(&mut findings);
        let (typed, names_used) = (prose.typed(), prose.names_used());
        let whole = audit::prose::Whole { catalogue: &catalogue, typed: &typed, names_used: Some(&names_used) };
        audit::prose::whole(&whole, &mut findings);
        prose.coverage()
    });
    let ledgers = audit::Ledgers { catalogue: &catalogue, chapters: &chapters };
    counted(&mut counts, || {
        audit::figures(&ledgers, &mut findings);
        audit::facts(&ledgers, &[audit::stated(&ledgers)], &mut findings);
    });
    let pictures = counted(&mut counts, || {
        charts::pictures(chapters.iter().map(|chapter| &chapter.ledger), book.language, &mut findings)
    });
    counted(&mut counts, || render::pages(&catalogue, &chapters, &pictures).expect("pages"));
    assert!(!findings.any(Severity::Error), "{findings:?}");
    let signatures = BTreeMap::new();
    let record = audit::Record {
        catalogue: &catalogue,
        chapters: &chapters,
        findings: &findings,
        signatures: &signatures,
        coverage,
    };
    counted(&mut counts, || audit::report(&record).expect("files"));
    counts
}

#[test]
fn no_stage_costs_more_than_it_did() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().expect("a pool of one");
    let counts = pool.install(|| {
        // What is made once a process is not counted.
        allocations();
        allocations()
    });
    let rows = COMMITTED.iter().zip(&counts).map(|((stage, committed), found)| (stage, *committed, *found));
    let report: Vec<String> = rows
        .clone()
        .map(|(stage, committed, found)| format!("{stage}: {found} allocations, {committed} committed"))
        .collect();
    let over = rows.filter(|(_, committed, found)| found * 100 > committed * (100 + TOLERANCE_PERCENT)).count();
    assert!(over == 0, "{over} stages cost more than tests/it/cost.rs has\n{}", report.join("\n"));
}
