//! Mistakes in templates as an editor meets them: each with file, line and column, what was asked, and what to do.

use crate::harness::TestBook;

const DATA: &str = "indicator,name_zh,area,year,value,unit\n\
    fund,专项资金,全国,2015,100,万元\n\
    fund,专项资金,全国,2016,120,万元\n\
    fund,专项资金,甲县,2016,20,万元\n\
    people,贫困人口,全国,2016,5,万人\n\
    saved,结余,全国,2015,0,万元\n\
    saved,结余,全国,2016,3,万元\n";

fn messages(line: &str) -> String {
    TestBook::new(DATA, &format!("## 概况\n\n本年{line}。\n")).messages()
}

macro_rules! mistakes {
    ($($name:ident $line:literal)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), messages($line));
        })*
    };
}

mistakes! {
    unknown_indicator r#"专项资金{{ figure(indicator="fnud") }}"#
    unknown_indicator_by_name r#"专项资金{{ figure(indicator="专项资今") }}"#
    unknown_area r#"专项资金{{ figure(indicator="fund", area="甲具") }}"#
    year_outside_the_book r#"专项资金{{ figure(indicator="fund", year=2031) }}"#
    year_without_data r#"专项资金{{ figure(indicator="fund", year=2012) }}"#
    change_without_base r#"贫困人口{{ growth(indicator="people") }}"#
    change_from_zero r#"结余{{ growth(indicator="saved") }}"#
    change_against_a_later_year r#"专项资金{{ growth(indicator="fund", base=2016) }}"#
    claim_that_does_not_hold r#"专项资金{{ streak(indicator="fund") }}"#
    rank_without_siblings r#"专项资金{{ rank(indicator="fund") }}"#
    unknown_argument r#"专项资金{{ figure(indicator="fund", yaer=2015) }}"#
    missing_argument r#"专项资金{{ figure(area="甲县") }}"#
    wrong_type r#"专项资金{{ figure(indicator="fund", decimals="two") }}"#
    wrong_unit r#"专项资金{{ figure(indicator="fund", unit="万人") }}"#
    unknown_function r#"专项资金{{ figuer(indicator="fund") }}"#
    syntax_error r#"专项资金{{ figure(indicator="fund" }}"#
    full_width_punctuation r#"专项资金{{ figure（indicator="fund"） }}"#
    unclosed_tag r#"{% if year > 2015 %}专项资金{{ figure(indicator="fund") }}"#
    unknown_variable r#"{{ yaer }}年专项资金{{ figure(indicator="fund") }}"#
    arithmetic_on_a_figure r#"专项资金{{ figure(indicator="fund") * 2 }}"#
    filter_on_a_figure r#"专项资金{{ figure(indicator="fund") | truncate(length=1) }}"#
    figure_as_an_argument r#"专项资金{{ figure(indicator=figure(indicator="fund")) }}"#
    unknown_partial r#"{% include "partials/non.md" %}"#
    chart_inside_a_sentence r#"见{{ chart(kind="line", indicator="fund", from=2015, title="资金") }}"#
}

#[test]
fn unknown_chart_kind() {
    let body = "{{ chart(kind=\"level-grow\", indicator=\"fund\", from=2015, title=\"资金\") }}\n";
    insta::assert_snapshot!("unknown_chart_kind", TestBook::new(DATA, body).messages());
}

#[test]
fn empty_chart() {
    let body = "{{ chart(kind=\"line\", indicator=\"fund\", area=\"乙县\", from=2015, title=\"资金\") }}\n";
    insta::assert_snapshot!("empty_chart", TestBook::new(DATA, body).messages());
}

#[test]
fn mixed_units_on_an_axis() {
    let body = "{{ chart(kind=\"line\", indicator=[\"fund\", \"people\"], from=2015, title=\"资金和人口\") }}\n";
    insta::assert_snapshot!("mixed_units_on_an_axis", TestBook::new(DATA, body).messages());
}

#[test]
fn several_mistakes_are_told_in_one_run() {
    let body = "## 概况\n\n专项资金{{ figure(indicator=\"fnud\") }}，{{ growth(indicator=\"people\") }}。\n\n\
        {% for county in [\"甲县\", \"丙县\"] %}{{ county }}专项资金{{ figure(indicator=\"fund\", area=county) }}。{% endfor %}\n\n\
        {{ yaer }}年，{{ figure(indicator=\"fund\", decimals=true) }}。\n";
    let messages = TestBook::new(DATA, body).messages();
    assert!(messages.ends_with("5 errors, 0 warnings, 0 notes\n"), "{messages}");
    insta::assert_snapshot!("several_mistakes_in_one_run", messages);
}

#[test]
fn a_mistake_in_a_partial_names_the_partial_and_the_chapter() {
    let book = TestBook::new(DATA, "{% include \"partials/fund.md\" %}\n")
        .file("templates/partials/fund.md", "专项资金\n{{ figure(indicator=\"fnud\") }}。\n");
    insta::assert_snapshot!("mistake_in_a_partial", book.messages());
}
