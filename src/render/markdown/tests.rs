//! Each trap of Markdown with Chinese prose and figures, in HTML and in plain Markdown.

use std::collections::BTreeMap;

use super::{body, plain_chapter};
use crate::book::EntryHeadings;
use crate::render::fake::{book, good};

fn html(text: &str) -> String {
    let book = book(&[("a", text)]);
    let written = good(&book);
    let charts = BTreeMap::from([("a-1".to_owned(), "<?xml version=\"1.0\"?>\n<svg/>".to_owned())]);
    body(&book, &written[0], &charts).0
}

fn plain(text: &str) -> String {
    let book = book(&[("a", text)]);
    let written = good(&book);
    let page = plain_chapter(&book, &book.chapters[0], &written[0]);
    page.strip_prefix("---\ntitle: 篇a\narea: 岳阳市\nyear: 2016\n---\n\n# 篇a\n\n").expect(&page).to_owned()
}

fn figure(indicator: &str) -> String {
    format!("{{{{ figure(indicator=\"{indicator}\") }}}}")
}

#[test]
fn emphasis_holds_beside_chinese() {
    for (text, shown) in [
        ("**经费（万元）：**合计", "<strong>经费（万元）：</strong>合计"),
        ("全国**“十三五”**时期", "全国<strong>“十三五”</strong>时期"),
        ("**12.5%**增长", "<strong>12.5%</strong>增长"),
        ("*（注）*说明", "<em>（注）</em>说明"),
        ("增长~~50%~~后", "增长<del>50%</del>后"),
        ("2 * 3，a*b，5）*6", "2 * 3，a*b，5）*6"),
        ("`**a）**b`", "<code>**a）**b</code>"),
    ] {
        assert_eq!(html(text), format!("<p>{shown}</p>\n"), "{text}");
        let mut again = String::new();
        let markdown = plain(text);
        pulldown_cmark::html::push_html(&mut again, pulldown_cmark::Parser::new_ext(&markdown, super::options()));
        let spaceless = |text: &str| text.replace(' ', "");
        assert_eq!(spaceless(&again), spaceless(&format!("<p>{shown}</p>\n")), "{text}");
    }
}

#[test]
fn years_and_ranges_are_no_markup() {
    assert_eq!(html("2016. 年内\n"), "<p>2016. 年内</p>\n");
    assert_eq!(html("> 2016. 年内\n"), "<blockquote>\n<p>2016. 年内</p>\n</blockquote>\n");
    assert_eq!(html("{{ year }}. 年\n{{ year }}. 年"), "<p>2016. 年2016. 年</p>\n");
    assert_eq!(html("1. 一\n2. 二"), "<ol>\n<li>一</li>\n<li>二</li>\n</ol>\n");
    assert_eq!(html("派3~4名或5~6名"), "<p>派3~4名或5~6名</p>\n");
    assert_eq!(plain("2016. 年内"), "2016\\. 年内\n");
    assert_eq!(plain("派3~4名"), "派3~4名\n");
}

#[test]
fn line_breaks_between_chinese_show_no_space() {
    assert_eq!(html("甲\n乙\nLatin\nwords"), "<p>甲乙Latin\nwords</p>\n");
    assert_eq!(plain("甲\n乙\n> 丙\n> 丁"), "甲乙\n> 丙\n> 丁\n");
    assert!(html(&format!("共\n{}\n元", figure("fund"))).starts_with("<p>共<data"));
    assert_eq!(plain(&format!("共\n{}\n年", figure("rate"))), "共12.5%年\n");
}

#[test]
fn only_the_number_is_tagged() {
    insta::assert_snapshot!(html(&format!(
        "比上年{}，{}，{}，{}，{}。",
        figure("fund_growth"), figure("flat"), figure("range"), figure("odd"), figure("firms")
    )), @r##"<p>比上年增长<data class="figure" id="figure:fund_growth@岳阳市@2016" value="2.94" data-class="computed" data-figure="a/figure:fund_growth@岳阳市@2016"><a href="#source-figure:fund_growth@岳阳市@2016">294%</a></data>，<data class="figure" id="figure:flat@岳阳市@2016" value="0.0001" data-class="computed" data-figure="a/figure:flat@岳阳市@2016"><a href="#source-figure:flat@岳阳市@2016">持平</a></data>，<data class="figure" id="figure:range@岳阳市@2016" value="3~4名" data-class="computed" data-figure="a/figure:range@岳阳市@2016"><a href="#source-figure:range@岳阳市@2016">3~4名</a></data>，<data class="figure" id="figure:odd@岳阳市@2016" value="1" data-class="computed" data-figure="a/figure:odd@岳阳市@2016"><a href="#source-figure:odd@岳阳市@2016">&lt;b&gt;*1*&lt;/b&gt;</a></data>，<data class="figure" id="figure:firms@岳阳市@2016" value="28" data-class="computed" data-figure="a/figure:firms@岳阳市@2016" data-mark="V"><a href="#source-figure:firms@岳阳市@2016">28家</a></data><sup class="mark"><a href="#note-figure:firms@岳阳市@2016" title="两处记载不一">*</a></sup>。</p>"##);
    let twice = html("{% set x = figure(indicator=\"fund\") %}{{ x }}、{{ x }}");
    assert_eq!(twice.matches(" id=\"figure:fund@岳阳市@2016\"").count(), 1);
    assert_eq!(twice.matches("<data").count(), 2);
}

#[test]
fn figures_stand_in_emphasis_headings_and_links() {
    let bold = html(&format!("达到**{}**万元、**{}**", figure("fund"), figure("three")));
    assert!(bold.starts_with("<p>达到<strong><data") && bold.contains("</data></strong>万元、<strong><data"), "{bold}");
    let heading = html(&format!("## 投入{}\n甲", figure("fund")));
    assert!(heading.contains("<h2 id=\"投入1.89亿元\">【投入<data "), "{heading}");
    let link = html(&format!("[{}](b.html)", figure("firms")));
    assert_eq!(link.matches("<a ").count(), 1, "{link}");
}

#[test]
fn footnotes_and_lists_are_kept() {
    let text = "甲[^1]\n\n- 一\n- 二\n\n[^1]: 注。\n";
    assert!(html(text).contains("footnote-definition"));
    assert_eq!(plain(text), text);
}

#[test]
fn figures_are_text_in_plain_markdown() {
    for (text, expected) in [
        (format!("{}名", figure("three")), "3名\n"),
        (format!("{}. 说", figure("three")), "3\\. 说\n"),
        (format!("{} 年", figure("year")), "2016\\. 年\n"),
        (format!("年{}", figure("year")), "年2016.\n"),
        (figure("range"), "3~4名\n"),
        (format!("{}，{}", figure("range"), figure("range")), "3\\~4名，3\\~4名\n"),
        (figure("odd"), "\\<b\\>\\*1\\*\\</b\\>\n"),
        (figure("fund_growth"), "增长294%\n"),
        (format!("**{}**增长", figure("rate")), "**12.5%** 增长\n"),
        (figure("firms"), "28家[^v1]\n\n[^v1]: 两处记载不一\n"),
    ] {
        assert_eq!(plain(&text), expected, "{text}");
    }
}

#[test]
fn entries_charts_and_tables() {
    let text = "## 概况\n甲。\n## 资金 <!-- 注 -->\n\n\n\n乙  \n丙。\n\n{{ chart(indicator=\"fund\", title=\"资金*\") }}\n\n\
                | 甲 | 乙 |\n| - | -: |\n| 丙 | {{ figure(indicator=\"fund\") }} |\n\n### 细目\n";
    insta::assert_snapshot!(html(text), @r##"
    <section class="entry" aria-labelledby="概况">
    <h2 id="概况">【概况】</h2>
    <p>甲。</p>
    </section>
    <section class="entry" aria-labelledby="资金">
    <h2 id="资金">【资金】</h2>
    <p>乙<br />
    丙。</p>
    <figure class="chart" id="a-1">
    <svg/>
    <figcaption><span class="number">图1-1</span> 资金*<span class="data"><a href="data/a-1.csv" download>下载数据<span class="of"> 图1-1</span>（CSV）</a></span>
    <details class="chart-data">
    <summary>图1-1 数据表</summary>
    <table>
    <thead><tr><td></td><th scope="col">资金</th></tr></thead>
    <tbody>
    <tr><th scope="row">2016年</th><td>1.89亿元</td></tr>
    </tbody>
    </table>
    </details>
    </figcaption>
    </figure>
    <div class="table">
    <table>
    <thead>
    <tr><th scope="col">甲</th><th scope="col" class="right">乙</th></tr>
    </thead>
    <tbody>
    <tr><td>丙</td><td class="right"><data class="figure" id="figure:fund@岳阳市@2016" value="189000000" data-class="computed" data-figure="a/figure:fund@岳阳市@2016"><a href="#source-figure:fund@岳阳市@2016">1.89亿元</a></data></td></tr>
    </tbody>
    </table>
    </div>
    <h3 id="细目">细目</h3>
    </section>
    "##);
    insta::assert_snapshot!(plain(text), @r"
    ## 【概况】

    甲。

    ## 【资金】

    乙\
    丙。

    ![图1-1 资金\*](charts/a-1.svg)

    图1-1 资金\*

    [下载数据（CSV）](data/a-1.csv)

    | 甲 | 乙 |
    | - | -: |
    | 丙 | 1.89亿元 |

    ### 细目
    ");
    let mut book = book(&[("a", text)]);
    book.entry_headings = EntryHeadings::Plain;
    let written = good(&book);
    assert!(plain_chapter(&book, &book.chapters[0], &written[0]).contains("\n## 概况\n\n甲"));
    assert!(body(&book, &written[0], &BTreeMap::new()).0.contains("<h2 id=\"概况\">概况</h2>"));
}

#[test]
fn code_stays_as_it_is() {
    let text = "```\na  \n\n\n2016. b\n```\n";
    assert_eq!(plain(text), text);
}
