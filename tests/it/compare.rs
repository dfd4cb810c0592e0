//! The comparer of the benchmark: what it must not let pass.

#[path = "../../examples/compare-pages/pages.rs"]
mod pages;

use pages::{Differences, Page, compare};

const OURS: &str = r#"<header><h1>第1章</h1></header><nav><p>目录</p></nav><main id="text"><h2>1 概况</h2>
<p>粮食<data class="figure" value="31.2"><a href="x">31.2万吨</a></data>，增长<data value="0.0125"><a>1.3%</a></data>。</p>
<figure class="statistics"><figcaption><span class="number">表1-1</span> 产量<span class="unit">单位：万吨</span></figcaption>
<table><tr><th>地区</th><th>2023年</th></tr><tr><th>全省</th><td><data value="31.2">31.2</data><sup>①</sup></td></tr>
<tr><th>甲县</th><td></td></tr></table><span class="data">下载</span></figure>
<section class="provenance"><p>来源</p></section></main>"#;
const THEIRS: &str = "<main>\n<h1>第1章</h1>\n<h2>1 概况</h2>\n<p>粮食31.2万吨，增长1.3%。</p><p><strong>表1-1　产量</strong></p>
<table><tr><th>地区</th><th>2023</th></tr><tr><td>合计</td><td>31.2</td></tr><tr><td>甲县</td><td>…</td></tr></table></main>";

fn against(theirs: &str) -> Differences {
    let mut found = Differences::default();
    compare("ch001", &Page::read(OURS), &Page::read(theirs), &mut found);
    found
}

#[test]
fn the_same_in_two_styles_agrees() {
    let found = against(THEIRS);
    assert_eq!(found.wrong, Vec::<String>::new());
    assert_eq!((found.texts, found.cells, found.ties.len()), (4, 6, 0));
}

#[test]
fn whatever_is_missing_added_or_changed_is_found() {
    for (from, to) in [
        ("<p>粮食31.2万吨，增长1.3%。</p>", ""),
        ("<td>31.2</td>", "<td>31.2</td><td>1</td>"),
        ("<td>31.2</td>", "<td>31.3</td>"),
        ("<td>31.2</td>", "<td>31.20</td>"),
        ("增长", "下降"),
        ("1.3%", "1.4%"),
        ("<td>…</td>", "<td>0</td>"),
        ("<td>甲县</td>", "<td>乙县</td>"),
        ("表1-1", "表1-2"),
        ("1 概况", "1 概要"),
        ("第1章", "第2章"),
    ] {
        assert!(THEIRS.contains(from));
        assert!(!against(&THEIRS.replacen(from, to, 1)).wrong.is_empty(), "{from} → {to}");
    }
}

#[test]
fn an_exact_tie_is_excepted_and_listed() {
    let found = against(&THEIRS.replace("1.3%", "1.2%"));
    assert_eq!((found.wrong.len(), found.ties.len()), (0, 1));
}

/// The page of a large table tells texts alone: the audit tells the values, in the order of the cells.
#[test]
fn ties_in_a_large_table_are_told_by_the_audit() {
    let cells = |first: &str, second: &str| format!("<main><td>{first}</td><td>甲县</td><td>{second}</td></main>");
    let mut ours = Page::read(&cells("1.3", "2.5"));
    ours.know(&[("1.3".to_owned(), "1.25%".to_owned()), ("2.5".to_owned(), "2.47%".to_owned())]);
    let against = |theirs: &str| {
        let mut found = Differences::default();
        compare("ch001", &ours, &Page::read(theirs), &mut found);
        (found.wrong.len(), found.ties.len())
    };
    assert_eq!(against(&cells("1.2", "2.5")), (0, 1), "1.25 lies between");
    assert_eq!(against(&cells("1.3", "2.4")), (1, 0), "2.47 does not");
}
