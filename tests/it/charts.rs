//! Charts that the book declares and a chapter only places; lines in the text.

use crate::harness::{TestBook, page};

const DATA: &str =
    "indicator,area,year,value,unit\nx,全国,2015,4,亿元\nx,全国,2016,5,亿元\nx,甲县,2016,2,亿元\nx,乙县,2016,3,亿元\n";
const DECLARED: &str = "charts:\n  rise: {kind: level-growth, indicator: x, from: 2015, title: 总额}\n\
    tables:\n  parts: {rows: areas, indicator: x, areas: [甲县, 乙县], title: 分县总额}\n";

fn book(chapter: &str) -> TestBook {
    TestBook::new(DATA, chapter).replace("yearbook.yaml", "chapters:\n", &format!("{DECLARED}chapters:\n"))
}

#[test]
fn what_is_declared_is_placed_and_called_by_its_name() {
    let chapter = "见{{ ref(to=\"rise\") }}、{{ ref(to=\"parts\") }}。\n\n{{ chart(place=\"rise\") }}\n\n{{ table(place=\"parts\") }}\n";
    let markdown = book(chapter).markdown();
    assert!(markdown.contains("见图1-1、表1-1。"), "{markdown}");
    assert!(markdown.contains("图1-1 总额") && markdown.contains("表1-1 分县总额"), "{markdown}");
    assert!(markdown.contains("| 甲县 | 2 |"), "{markdown}");
}

#[test]
fn a_call_wins_over_the_declaration() {
    let markdown = book("{{ chart(place=\"rise\", title=\"全国总额\", kind=\"bar\", from=2016) }}\n").markdown();
    assert!(markdown.contains("图1-1 全国总额"), "{markdown}");
}

#[test]
fn what_is_not_declared_or_not_right_is_refused_where_it_is_placed() {
    insta::assert_snapshot!(book("{{ chart(place=\"raise\") }}\n").messages());
    insta::assert_snapshot!(book("{{ table(place=\"rise\") }}\n").messages());
    let wrong = book("{{ chart(place=\"rise\") }}\n").replace("yearbook.yaml", "from: 2015", "form: 2015");
    insta::assert_snapshot!(wrong.messages());
    let wrong = book("{{ chart(place=\"rise\") }}\n").replace("yearbook.yaml", "from: 2015", "from: 1.5");
    insta::assert_snapshot!(wrong.messages());
}

#[test]
fn a_sparkline_stands_in_the_text_and_its_values_in_the_ledger() {
    let edition = book("总额逐年增加{{ sparkline(indicator=\"x\", from=2015) }}。\n").good();
    let html = page(&edition, "html/c.html");
    assert!(html.contains("总额逐年增加<svg") && html.contains("aria-label=\"x 2015年4亿元—2016年5亿元\""), "{html}");
    assert!(page(&edition, "markdown/c.md").contains("总额逐年增加。"));
    let ledger = page(&edition, "audit/audit.json");
    assert!(ledger.contains("c/sparkline:x@全国@2015—2016"), "{ledger}");
    insta::assert_snapshot!(book("增加{{ sparkline(indicator=\"x\", from=2010, to=2012) }}。\n").messages());
}
