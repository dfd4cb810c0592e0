//! Tables, cross references and the data beside them: heads, trees, signs, notes, errors with their places.

use crate::harness::{TestBook, figures, page};

const DATA: &str = "\
indicator,area,year,value,unit,status,qualifier,note,comparable_base,name_zh,name_en
pop,全国,2015,300,万人,A,,,,人口,Population
pop,全国,2016,330,万人,A,,,,人口,Population
pop,甲县,2015,100,万人,A,,,,人口,Population
pop,甲县,2016,120,万人,P,,,,人口,Population
pop,乙县,2015,200,万人,A,,,,人口,Population
pop,乙县,2016,210,万人,A,,,,人口,Population
rate,全国,2015,12.5,%,A,,,,比率,Rate
rate,全国,2016,11,%,V,,两处不一,,比率,Rate
fund,甲县,2015,90,万元,A,,,,资金,Fund
fund,甲县,2016,1.89,亿元,A,,,,资金,Fund
fund,乙县,2016,…,亿元,A,,,,资金,Fund
hens,甲县,2016,3,万羽,A,,,,,
hens,乙县,2016,4.5,万羽,E,,,,,
odd,甲县,2015,-,件,A,,,,件数,Items
odd,甲县,2016,28,件,A,多,,,件数,Items
odd,乙县,2015,4,件,A,,,,件数,Items
odd,乙县,2016,5,件,B,,换了口径,,件数,Items
";

fn table(call: &str) -> TestBook {
    TestBook::new(DATA, &format!("## 条目\n\n{{{{ {call} }}}}\n"))
}

/// The rows of the first Markdown table.
fn rows(book: &TestBook) -> Vec<String> {
    let markdown = book.markdown();
    let lines = markdown.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    lines.filter(|line| !line.contains("---")).map(str::to_owned).collect()
}

#[track_caller]
fn check(call: &str, expected: &[&str]) {
    assert_eq!(rows(&table(call)), expected, "{call}");
}

#[track_caller]
fn refused(call: &str, expected: &[&str]) {
    let messages = table(call).messages();
    for text in expected.iter().chain(&["templates/chapters/c.md:6:"]) {
        assert!(messages.contains(text), "{call}: expected `{text}` in\n{messages}");
    }
}

#[test]
fn years_go_down_and_changes_stand_beside_their_indicator() {
    check(
        r#"table(indicator=["pop", "rate"], from=2015, title="表", unit="column", change=true, growth=true)"#,
        &[
            "| 年份 | 人口 数值（万人） | 人口 比上年增减（万人） | 人口 比上年增长（%） | 比率 数值（%） | 比率 比上年增减（百分点） |",
            "| 2015年 | 300 |  |  | 12.5 |  |",
            "| 2016年 | 330 | 30 | 10.0 | 11① | -1.5① |",
        ],
    );
}

#[test]
fn areas_go_down_as_a_tree_with_their_total() {
    check(
        r#"table(rows="areas", indicator="pop", years=[2015, 2016], total=true, change=true, share=true, rank=true, title="各县人口")"#,
        &[
            "| 地区 | 2015年 | 2016年 | 2016年比上年增减 | 2016年比重（%） | 2016年位次 |",
            "| 全国 | 300 | 330 | 30 | 100.0 | - |",
            "| \u{3000}甲县 | 100 | 120① | 20① | 36.4① | 2① |",
            "| \u{3000}乙县 | 200 | 210 | 10 | 63.6 | 1② |",
        ],
    );
    check(
        r#"table(rows="areas", indicator="pop", areas=["乙县", "全国"], title="人口")"#,
        &["| 地区 | 2016年 |", "| 全国 | 330 |", "| \u{3000}其中：乙县 | 210 |"],
    );
}

#[test]
fn the_total_is_summed_where_the_whole_has_no_datum() {
    check(
        r#"table(rows="areas", indicator="hens", years=2016, total=true, title="鸡")"#,
        &["| 地区 | hens 2016年 |", "| 全国 | 7.5① |", "| \u{3000}甲县 | 3 |", "| \u{3000}乙县 | 4.5② |"],
    );
}

#[test]
fn indicators_go_down_with_their_units() {
    check(
        r#"table(rows="indicators", indicator=["pop", "rate"], years="2015—2016", unit="column", title="表")"#,
        &["| 指标 | 单位 | 2015年 | 2016年 |", "| 人口 | 万人 | 300 | 330 |", "| 比率 | % | 12.5 | 11① |"],
    );
}

#[test]
fn signs_keep_the_kinds_of_missing_apart_and_are_explained() {
    let book = table(r#"table(rows="areas", indicator="odd", years=[2015, 2016], change=true, title="件数")"#);
    assert_eq!(
        rows(&book),
        ["| 地区 | 2015年 | 2016年 | 2016年比上年增减 |", "| 甲县 | - | 28① |  |", "| 乙县 | 4 | 5② | \\| |"]
    );
    let text = book.markdown();
    for said in [
        "①所据数带“多”字。",
        "②口径变动后的数：换了口径。",
        "表中空格表示数据不详或无该项数据；“-”表示该项不适用；“|”表示口径变动，前后不可比。",
    ] {
        assert!(text.replace("\\|", "|").contains(said), "{said}\n{text}");
    }
    let fund = table(r#"table(rows="areas", indicator="fund", unit="万元", years=[2015, 2016], title="资金")"#);
    assert_eq!(rows(&fund), ["| 地区 | 2015年 | 2016年 |", "| 甲县 | 90 | 18900 |", "| 乙县 |  | … |"]);
    assert!(fund.markdown().contains("单位：万元"));
}

#[test]
fn notes_are_bound_to_cells_rows_and_columns_and_numbered_as_read() {
    let call = r#"table(rows="areas", indicator="pop", years=[2015, 2016], title="人口", notes=["甲县：含郊区。", "乙县@2015：普查数。", "2016：年末数"])"#;
    check(call, &["| 地区 | 2015年 | 2016年① |", "| 甲县② | 100 | 120③ |", "| 乙县 | 200④ | 210 |"]);
    let text = table(call).markdown();
    for note in ["①年末数。", "②含郊区。", "③初步数。", "④普查数。"] {
        assert!(text.contains(note), "{note}\n{text}");
    }
}

#[test]
fn every_mark_has_its_note_and_every_note_its_mark() {
    let edition =
        table(r#"table(indicator=["pop", "rate"], from=2015, unit="column", change=true, growth=true, title="表")"#)
            .good();
    for entry in edition.chapters.iter().flat_map(|chapter| &chapter.ledger.tables) {
        let of_rows =
            entry.rows().iter().flat_map(|row| row.marks.iter().chain(row.cells.iter().flat_map(|c| &c.marks)));
        let marks: std::collections::BTreeSet<usize> =
            of_rows.chain(entry.columns.iter().flat_map(|column| &column.marks)).copied().collect();
        assert_eq!(marks, (0..entry.notes.len()).collect());
    }
}

#[test]
fn heads_have_levels_in_html_and_marks_lead_to_notes() {
    let edition =
        table(r#"table(indicator=["pop", "rate"], from=2015, unit="column", change=true, title="表<1>")"#).good();
    let html = page(&edition, "html/c.html");
    for part in [
        "<span class=\"number\">表1-1</span> 表&lt;1&gt;",
        "<th scope=\"col\" rowspan=\"2\">年份</th>",
        "<th scope=\"colgroup\" class=\"group\" colspan=\"2\">人口</th>",
        "<li id=\"c-table-1-note-1\">①未经核实的数：两处不一。</li>",
        "<a href=\"#c-table-1-note-1\" title=\"未经核实的数：两处不一\">①</a>",
        "href=\"data/c-table-1.csv\"",
        "id=\"source-table:pop+rate@全国@2015—2016/change:pop@全国@2016\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn a_long_table_goes_on_in_a_continuation() {
    let call = r#"table(rows="areas", indicator="pop", years=[2015, 2016], growth=true, split=2, title="人口")"#;
    let text = table(call).markdown();
    assert!(text.contains("**表1-1 人口**") && text.contains("**续表1-1 人口**"), "{text}");
    assert!(text.contains("| 地区 | 2016年比上年增长（%） |"), "{text}");
    let html = page(&table(call).good(), "html/c.html");
    assert_eq!(html.matches("<figure class=\"statistics").count(), 2);
    assert_eq!(html.matches("class=\"source\"").count(), 1);
}

#[test]
fn a_bilingual_table_has_english_under_chinese() {
    let call = r#"table(indicator="pop", from=2015, bilingual=true, title="人口", title_en="Population")"#;
    let html = page(&table(call).good(), "html/c.html");
    for part in
        ["年份<span class=\"en\" lang=\"en\">Year</span>", "人口<span class=\"en\" lang=\"en\">Population</span>"]
    {
        assert!(html.contains(part), "{part}\n{html}");
    }
    refused(
        r#"table(rows="areas", indicator="pop", bilingual=true, title="人口")"#,
        &["the table is bilingual, but 甲县 has no English name"],
    );
}

#[test]
fn references_lead_to_charts_and_tables_of_any_chapter() {
    let chapter = "## 条目\n\n见{{ ref(to=\"人口表\") }}、{{ ref(to=\"人口图\") }}。\n\n\
        {{ chart(kind=\"line\", indicator=\"pop\", from=2015, title=\"图\", name=\"人口图\") }}\n";
    let other = "---\ntitle: 后章\n---\n## 条目\n\n{{ table(indicator=\"pop\", title=\"人口\", name=\"人口表\") }}\n\n见{{ ref(to=\"人口表\") }}。\n";
    let book = TestBook::new(DATA, chapter).file("templates/chapters/d.md", other).replace(
        "yearbook.yaml",
        "  - templates/chapters/c.md\n",
        "  - templates/chapters/c.md\n  - templates/chapters/d.md\n",
    );
    let edition = book.good();
    assert!(book.markdown().contains("见表2-1、图1-1。"), "{}", book.markdown());
    let html = page(&edition, "html/c.html");
    assert!(html.contains("<a class=\"ref\" href=\"d.html#d-table-1\">表2-1</a>"), "{html}");
    assert!(html.contains("<a class=\"ref\" href=\"#c-1\">图1-1</a>"), "{html}");
    let wrong = book.replace("templates/chapters/c.md", "ref(to=\"人口表\")", "ref(to=\"人口麦\")").messages();
    assert!(wrong.contains("T016") && wrong.contains("did you mean `人口") && wrong.contains("c.md:6:"), "{wrong}");
}

#[test]
fn a_name_is_given_once() {
    let one = r#"{{ table(indicator="pop", title="人口", name="同名") }}"#;
    let two = r#"{{ table(indicator="rate", title="比率", name="同名") }}"#;
    let messages = TestBook::new(DATA, &format!("## 条目\n\n{one}\n\n{two}\n")).messages();
    assert!(messages.contains("T017") && messages.contains("`同名` names two charts or tables"), "{messages}");
}

#[test]
fn two_exhibits_do_not_share_a_file() {
    // The first table of `c` and the first chart of `c-table`.
    let table = r#"{{ table(indicator="pop", title="人口") }}"#;
    let book = TestBook::new(DATA, &format!("## 条目\n\n{table}\n"))
        .file(
            "templates/chapters/c-table.md",
            "---\ntitle: 乙\n---\n## 条目\n\n{{ chart(kind=\"line\", indicator=\"rate\", from=2015, title=\"比率\") }}\n",
        )
        .replace(
            "yearbook.yaml",
            "  - templates/chapters/c.md\n",
            "  - templates/chapters/c.md\n  - templates/chapters/c-table.md\n",
        );
    let messages = book.messages();
    let told = "`c-table-1` would be a file of chapter `c-table` and of chapter `c`";
    assert!(messages.contains("T018") && messages.contains(told) && messages.contains("c-table.md:6:"), "{messages}");
}

#[test]
fn wrong_tables_are_refused_at_their_place() {
    for (call, expected) in [
        (r#"table(indicator=["pop", "人口"], title="表")"#, "the indicator pop stands twice in the table"),
        (r#"table(indicator="pop", years=[2015, 2015], title="表")"#, "the year 2015 stands twice"),
        (r#"table(indicator="pop", areas=["甲县", "甲县"], title="表")"#, "the area 甲县 stands twice"),
        (r#"table(indicator="pip", title="表")"#, "did you mean `pop`?"),
        (r#"table(indicator="pop", areas="甲具", title="表")"#, "no area `甲具`"),
        (r#"table(indicator="pop", years=[1999], title="表")"#, "1999 lies outside the book's years, 2010 to 2020"),
        (r#"table(indicator="pop", years=["去年"], title="表")"#, "argument `years` of `table` must be a year"),
        (r#"table(indicator="pop", years=[2011], title="表")"#, "the table would be empty: pop has no value there"),
        (r#"table(indicator=["pop", "rate"], title="表")"#, "pop is in 万人, rate in %"),
        (r#"table(indicator="pop", rows="year", title="表")"#, "did you mean \"years\"?"),
        (r#"table(indicator="pop", total=true, title="表")"#, "the rows are no areas"),
        (r#"table(indicator="pop", rank=true, title="表")"#, "全国 is part of no whole with other parts"),
        (r#"table(indicator="pop", title="人口①")"#, "`title` holds a circled number"),
        (r#"table(indicator="pop", title="表", notes=["甲县：含郊区"])"#, "the note on 甲县 is bound to nothing"),
        (r#"table(indicator="pop", title="表", notes=["全具：含郊区"])"#, "`全具` is no area, year or indicator"),
        (r#"table(indicator="pop", title="表", notes=["含郊区"])"#, "a note must name its cell before a colon"),
        (r#"table(indicator="pop", title="表", totl=true)"#, "did you mean `total`?"),
    ] {
        refused(call, &[expected]);
    }
}

#[test]
fn a_table_moves_with_the_edition() {
    let book = table(r#"table(indicator="pop", change=true, title="人口")"#);
    assert_eq!(rows(&book)[1..], ["| 2016年 | 330 | 30 |"]);
    assert_eq!(rows(&book.clone().year(2015))[1..], ["| 2015年 | 300 |  |"]);
    assert!(figures(&book.good()).is_empty(), "cells are no figures of the text");
    assert_eq!(book.good().cells().count(), 2);
}

#[test]
fn a_table_stands_alone_and_once() {
    let inside = TestBook::new(DATA, "## 条目\n\n见{{ table(indicator=\"pop\", title=\"表\") }}。\n").messages();
    assert!(inside.contains("a table stands inside text"), "{inside}");
    let twice = "{% set t = table(indicator=\"pop\", title=\"表\") %}## 条目\n\n{{ t }}\n\n{{ t }}\n";
    let twice = TestBook::new(DATA, twice).messages();
    assert!(twice.contains("a table is printed twice"), "{twice}");
}

#[test]
fn the_data_of_tables_and_charts_lie_beside_the_pages() {
    let chart = r#"{{ chart(kind="line", indicator="pop", from=2015, title="图") }}"#;
    let table = r#"{{ table(rows="areas", indicator="pop", years=[2015, 2016], title="人口") }}"#;
    let edition = TestBook::new(DATA, &format!("## 条目\n\n{chart}\n\n{table}\n")).good();
    let expected = "\u{FEFF}地区,2015年（万人）,2016年（万人）,注\n甲县,100,120,初步数\n乙县,200,210,\n";
    assert_eq!(page(&edition, "html/data/c-table-1.csv"), expected);
    assert_eq!(page(&edition, "markdown/data/c-table-1.csv"), expected);
    assert_eq!(page(&edition, "html/data/c-1.csv"), "\u{FEFF},人口（万人）\n2015年,300\n2016年,330\n");
    let audit: serde_json::Value = serde_json::from_str(&page(&edition, "audit/audit.json")).expect("JSON");
    let figures = audit["figures"].as_array().expect("a list");
    let of = |id: &serde_json::Value| figures.iter().filter(|figure| figure["where"]["of"] == *id).collect::<Vec<_>>();
    assert_eq!(of(&audit["tables"][0]["id"]).len(), 4);
    assert_eq!(of(&audit["charts"][0]["id"]).len(), 2);
    assert_eq!(of(&audit["tables"][0]["id"])[1]["text"], "120");
}

#[test]
fn parts_without_a_value_are_left_out_of_a_rank_only_when_asked() {
    let data = "indicator,area,year,value,unit\npop,全国,2016,9,万人\npop,甲县,2016,3,万人\npop,乙县,2016,4,万人\npop,丙县,2016,,万人\n";
    let chapter = |missing: &str| {
        let rank = format!("乙县{{{{ rank(indicator=\"pop\", area=\"乙县\"{missing}, otherwise=\"缺位次\") }}}}。");
        let table = format!("{{{{ table(rows=\"areas\", indicator=\"pop\", rank=true{missing}, title=\"人口\") }}}}");
        let book = TestBook::new(data, &format!("{rank}\n\n{table}\n"));
        let part = "  - {id: 乙县, part_of: 全国}\n";
        book.replace("yearbook.yaml", part, &format!("{part}  - {{id: 丙县, part_of: 全国}}\n"))
    };
    let refused = chapter("").markdown();
    assert!(refused.contains("乙县缺位次。"), "{refused}");
    let ranked = chapter(", missing=\"leave_out\"").markdown();
    assert!(ranked.contains("乙县居第1位"), "{ranked}");
    assert!(ranked.contains("丙县"), "{ranked}");
}

/// Two areas, sixty years, with growth and rank: more than a hundred cells.
pub(crate) fn large() -> TestBook {
    let mut data = "indicator,area,year,value,unit,name_zh\n".to_owned();
    for year in 1961..=2016 {
        for (area, start) in [("甲县", 100), ("乙县", 90)] {
            data.push_str(&format!("pop,{area},{year},{},万人,人口\n", start + (year - 1961) * 2 + year % 3));
        }
    }
    TestBook::new(
        &data,
        "## 条目\n\n{{ table(rows=\"years\", indicator=\"pop\", areas=[\"甲县\", \"乙县\"], from=1961, growth=true, title=\"大表\") }}\n",
    )
    .replace("yearbook.yaml", "from: 2010", "from: 1961")
}

#[test]
fn a_large_table_has_one_account_with_the_row_of_every_datum() {
    let edition = large().good();
    let html = page(&edition, "html/c.html");
    assert!(html.contains("<th scope=\"row\">1961年</th><td>102</td>"), "cells are plain numbers");
    assert!(!html.contains("data-figure=\"c/table:"), "no cell has an account of its own");
    assert!(html.contains("data-account=\"source-c-table-1\"") && html.contains("id=\"source-c-table-1\""));
    assert!(html.contains("href=\"#source-c-table-1\""), "a link leads to the account");
    let (_, account) = html.split_once("id=\"source-c-table-1\"").expect("an account");
    let examples = account.matches("<h4>").count();
    assert_eq!(examples, 2, "a level and a growth");
    // Data begin in row 2: 乙县 stands in every odd row.
    for row in 2..=113 {
        assert!(account.contains(&format!("<td>{row}</td>")), "row {row}");
    }
}

#[test]
fn a_small_table_has_an_account_for_each_cell() {
    let html = page(&table(r#"table(indicator="pop", from=2015, title="表")"#).good(), "html/c.html");
    assert!(html.contains("data-figure=\"c/table:") && !html.contains("data-account"), "{html}");
}
