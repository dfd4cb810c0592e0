//! Chapters against a small ledger: sites, every message, waves, order.

use super::chapters::Written;
use super::fake::{book, fill, good, messages};

/// The sites of a chapter's figures.
fn sites(written: &Written) -> Vec<String> {
    written.ledger.figures.iter().map(|figure| figure.site.to_string()).collect()
}

#[test]
fn each_figure_knows_its_call_in_loops_includes_and_components() {
    let files = [
        (
            "a",
            "## 概况\n{% for x in areas() %}\n{{ figure(indicator=\"fund\", area=x) }}{% endfor %}\n\n## 资金\n\
             {% include \"partials/p.md\" %}{{<stat name=\"rate\" />}}\n",
        ),
        ("templates/partials/p.md", "甲\n年{{ growth(indicator=\"fund_growth\") }}"),
        (
            "templates/components.md",
            "{% component stat(name: string) %}\n  {{ figure(indicator=name) }}{% endcomponent stat %}",
        ),
    ];
    let written = good(&book(&files));
    let expected = [
        "templates/chapters/a.md:6:4",
        "templates/chapters/a.md:6:4",
        "templates/partials/p.md:2:5",
        "templates/components.md:2:6",
    ];
    assert_eq!(sites(&written[0]), expected);
    let places =
        written[0].ledger.figures.iter().map(|figure| (figure.order, figure.entry.as_deref())).collect::<Vec<_>>();
    assert_eq!(places, [(1, Some("概况")), (2, Some("概况")), (3, Some("资金")), (4, Some("资金"))]);
}

#[test]
fn variables_lists_and_escaping() {
    let files = [(
        "a",
        "{{ year }} {{ area }} {{ title }} {{ chapter }} {{ book.title }} {{ book.year }} {{ book.language }}\n\
         {% for y in years(from=2014) %}{{ y }} {% endfor %}{{ \"a|*b*<i>\" }}\n\
         {% if outcome(kind=\"figure\", indicator=\"fund\") == \"value\" %}有{% endif %}{{ year - 1 }}",
    )];
    let written = good(&book(&files));
    assert_eq!(written[0].text, "2016 岳阳市 篇a a 样书 2016 zh-CN\n2014 2015 2016 a\\|\\*b\\*\\<i\\>\n有2015");
}

#[test]
fn what_is_refused_prints_nothing_and_moves_no_other_figure() {
    let text = "甲{{ figure(indicator=\"fond\") }}乙{{ figure(indicator=\"fund\") }}丙{{ figure(indicator=\"rat\") }}\
                丁{{ growth(indicator=\"fund\") }}";
    let (written, findings) = fill(&book(&[("a", text)]));
    assert_eq!(findings.as_slice().len(), 2);
    assert_eq!(written[0].text, "甲乙\u{E000}0\u{E001}丙丁\u{E000}1\u{E001}");
    let functions: Vec<&str> = written[0].ledger.figures.iter().map(|figure| figure.function.name()).collect();
    assert_eq!(functions, ["figure", "growth"]);
}

#[test]
fn all_faults_of_all_chapters_come_in_one_run() {
    let found = messages(&[
        ("a", "{{ figure(indicator=\"fond\") }}\n{{ figure(indicator=\"rat\") }}\n{{ tilte }}{{ aera }}\n"),
        ("b", "{% for x in areas() %}年{{ figure(indicator=\"fond\") }}{% endfor %}"),
        ("c", "{% if x %}\n"),
        ("d", "{{ figur(indicator=\"fund\") }}{{ title | uper }}{% if title is odd %}{% endif %}"),
    ]);
    insta::assert_snapshot!(found, @r#"
    error[T002]: unexpected end of input
     --> templates/chapters/c.md:4:11
      |
    4 | {% if x %}
      |           ^
      |
      = help: close what is open: `}}`, `%}`, `{% endif %}` or `{% endfor %}` is missing

    error[T004]: no template function `figur`
     --> templates/chapters/d.md:4:4
      |
    4 | {{ figur(indicator="fund") }}{{ title | uper }}{% if title is odd %}{% endif %}
      |    ^^^^^
      |
      = help: did you mean `figure`?

    error[T004]: no filter `uper`
     --> templates/chapters/d.md:4:41
      |
    4 | {{ figur(indicator="fund") }}{{ title | uper }}{% if title is odd %}{% endif %}
      |                                         ^^^^
      |
      = help: did you mean `upper`?

    error[T001]: no indicator `fond`
     --> templates/chapters/a.md:4:4
      |
    4 | {{ figure(indicator="fond") }}
      |    ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `fund`?

    error[T001]: no indicator `rat`
     --> templates/chapters/a.md:5:4
      |
    5 | {{ figure(indicator="rat") }}
      |    ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `rate`?

    error[T003]: variable `tilte` is not defined
     --> templates/chapters/a.md:6:4
      |
    6 | {{ tilte }}{{ aera }}
      |    ^^^^^
      |
      = help: did you mean `title`?

    error[T003]: variable `aera` is not defined
     --> templates/chapters/a.md:6:15
      |
    6 | {{ tilte }}{{ aera }}
      |               ^^^^
      |
      = help: did you mean `area`?

    error[T001]: no indicator `fond`
     --> templates/chapters/b.md:4:27
      |
    4 | {% for x in areas() %}年{{ figure(indicator="fond") }}{% endfor %}
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `fund`?

    8 errors, 0 warnings, 0 notes
    "#);
}

#[expect(clippy::too_many_lines, reason = "the messages stand where they are caused")]
#[test]
fn every_message() {
    let cases = [
        ("syntax", vec![("a", "甲{{ figure(indicator=“fund”) }}")]),
        ("unclosed", vec![("a", "{{ figure(indicator=\"fund\"")]),
        ("filter", vec![("a", "年{{ title | uper }}")]),
        ("include", vec![("a", "{% include \"partials/q.md\" %}"), ("templates/partials/p.md", "")]),
        ("component", vec![("a", "{{<stat />}}")]),
        ("broken partial", vec![("a", "{% include \"partials/p.md\" %}"), ("templates/partials/p.md", "甲\n{% if %}")]),
        (
            "circle of includes",
            vec![
                ("a", "{% include \"partials/p.md\" %}"),
                ("templates/partials/p.md", "{% include \"partials/q.md\" %}"),
                ("templates/partials/q.md", "{% include \"partials/p.md\" %}"),
            ],
        ),
        (
            "refused in a partial",
            vec![
                ("a", "{% include \"partials/p.md\" %}"),
                ("templates/partials/p.md", "年{{ figure(indicator=\"fond\") }}"),
            ],
        ),
        (
            "undefined in a partial",
            vec![("a", "\n{% include \"partials/p.md\" %}"), ("templates/partials/p.md", "年{{ yaer }}")],
        ),
        (
            "undefined in a component",
            vec![("a", "{{<stat />}}"), ("templates/c.md", "{% component stat() %}{{ year }}{% endcomponent stat %}")],
        ),
        ("field", vec![("a", "{{ book.titel }}")]),
        ("arithmetic", vec![("a", "共{{ figure(indicator=\"fund\") - 1 }}")]),
        (
            "figure as argument",
            vec![("a", "{{ chart(indicator=\"fund\", title=\"共\" ~ figure(indicator=\"fund\")) }}")],
        ),
        ("damaged", vec![("a", "{{ figure(indicator=\"fund\") | reverse }}")]),
        (
            "areas",
            vec![(
                "a",
                "{% for x in areas(part_of=\"岳阳\") %}{% endfor %}{% for x in areas(of=\"岳阳市\") %}{% endfor %}",
            )],
        ),
        (
            "years",
            vec![("a", "{% for x in years(to=2016) %}{% endfor %}{% for x in years(from=\"2016\") %}{% endfor %}")],
        ),
        ("citation", vec![("a", "{{ cite(figure=title) }}{{ cite(figure=\"b/figure:x@y@2016\") }}"), ("b", "")]),
        ("self", vec![("a", "{{ cite(figure=\"a/figure:x@y@2016\") }}")]),
        (
            "circle",
            vec![
                ("a", "{{ cite(figure=\"b/x\") }}"),
                ("b", "{{ cite(figure=\"c/x\") }}"),
                ("c", "年{{ cite(figure=\"a/x\") }}"),
                ("d", "{{ cite(figure=\"a/x\") }}"),
            ],
        ),
        ("html", vec![("a", "年<b>重</b>\n\n<div>\n块\n</div>\n\n<!-- 注\n释 -->\n")]),
        ("link", vec![("a", "[x](java&#115;cript:alert(1)) [y](https://a.b) [z](b.html)")]),
        (
            "chart in text",
            vec![(
                "a",
                "见{{ chart(indicator=\"fund\", title=\"资金\") }}\n\n- {{ chart(indicator=\"fund\", title=\"资金\") }}\n",
            )],
        ),
        (
            "hidden",
            vec![("a", "![x{{ figure(indicator=\"fund\") }}](a.svg)\n\n    {{ figure(indicator=\"rate\") }}\n")],
        ),
        ("not printed", vec![("a", "{% set x = figure(indicator=\"fund\") %}年")]),
        ("repeated chart", vec![("a", "{% set c = chart(indicator=\"fund\", title=\"资金\") %}{{ c }}\n\n{{ c }}\n")]),
        ("second title", vec![("a", "# 题\n")]),
        ("private", vec![("a", "年\u{E000}1\u{E001}")]),
        ("throw", vec![("a", "{{ throw(message=\"No.\") }}")]),
    ];
    let all = cases.iter().map(|(what, files)| format!("## {what}\n{}", messages(files)));
    insta::assert_snapshot!(all.collect::<String>(), @r#"
    ## syntax
    error[T002]: unexpected character
     --> templates/chapters/a.md:4:22
      |
    4 | 甲{{ figure(indicator=“fund”) }}
      |                       ^
      |
      = help: inside `{{ }}` and `{% %}` write half-width punctuation and plain quotation marks; names are ASCII

    1 error, 0 warnings, 0 notes
    ## unclosed
    error[T002]: unexpected end of input
     --> templates/chapters/a.md:4:21
      |
    4 | {{ figure(indicator="fund"
      |                     ^^^^^^
      |
      = help: close what is open: `}}`, `%}`, `{% endif %}` or `{% endfor %}` is missing

    1 error, 0 warnings, 0 notes
    ## filter
    error[T004]: no filter `uper`
     --> templates/chapters/a.md:4:13
      |
    4 | 年{{ title | uper }}
      |              ^^^^
      |
      = help: did you mean `upper`?

    1 error, 0 warnings, 0 notes
    ## include
    error[T004]: no template `partials/q.md`
     --> templates/chapters/a.md:4:12
      |
    4 | {% include "partials/q.md" %}
      |            ^^^^^^^^^^^^^^^
      |
      = help: did you mean `partials/p.md`?

    1 error, 0 warnings, 0 notes
    ## component
    error[T004]: no component `stat`
     --> templates/chapters/a.md:4:3
      |
    4 | {{<stat />}}
      |   ^

    1 error, 0 warnings, 0 notes
    ## broken partial
    error[T002]: found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
     --> templates/partials/p.md:2:7
      |
    2 | {% if %}
      |       ^^

    1 error, 0 warnings, 0 notes
    ## circle of includes
    error[T002]: templates include each other in a circle: partials/p.md → partials/q.md → partials/p.md
    --> templates/partials/p.md
     = help: take one of them out of the circle

    1 error, 0 warnings, 0 notes
    ## refused in a partial
    error[T001]: no indicator `fond`
     --> templates/partials/p.md:1:5
      |
    1 | 年{{ figure(indicator="fond") }}
      |      ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `fund`? (in chapter `a`)

    1 error, 0 warnings, 0 notes
    ## undefined in a partial
    error[T003]: variable `yaer` is not defined
     --> templates/partials/p.md:1:5
      |
    1 | 年{{ yaer }}
      |      ^^^^
      |
      = help: did you mean `year`? (called from templates/chapters/a.md:5:12)

    1 error, 0 warnings, 0 notes
    ## undefined in a component
    error[T003]: variable `year` is not defined
     --> templates/c.md:1:26
      |
    1 | {% component stat() %}{{ year }}{% endcomponent stat %}
      |                          ^^^^
      |
      = help: a component sees only its arguments: declare the value as one, or as `@name` (called from templates/chapters/a.md:4:3)

    1 error, 0 warnings, 0 notes
    ## field
    error[T003]: field `titel` is not defined
     --> templates/chapters/a.md:4:9
      |
    4 | {{ book.titel }}
      |         ^^^^^
      |
      = help: did you mean `title`?

    1 error, 0 warnings, 0 notes
    ## arithmetic
    error[T006]: a template calculates with what is no number
     --> templates/chapters/a.md:4:5
      |
    4 | 共{{ figure(indicator="fund") - 1 }}
      |      ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: a figure is no number in a template: declare an indicator with a formula and print it with `figure`

    1 error, 0 warnings, 0 notes
    ## figure as argument
    error[T001]: argument `title` holds a figure: a figure is printed, it is no value to work with
     --> templates/chapters/a.md:4:4
      |
    4 | {{ chart(indicator="fund", title="共" ~ figure(indicator="fund")) }}
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: give the id of an indicator instead; what is to be computed is declared as an indicator with a formula

    warning[T013]: figure `a/figure:fund@岳阳市@2016` is computed, but not printed
     --> templates/chapters/a.md:4:40
      |
    4 | {{ chart(indicator="fund", title="共" ~ figure(indicator="fund")) }}
      |                                         ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: print it, delete the call, or ask with `outcome`, which records nothing

    1 error, 1 warning, 0 notes
    ## damaged
    error[T006]: chapter `a` changes or cuts 1 of its figures
    --> templates/chapters/a.md
     = help: print a figure as the call gives it, without filters such as `truncate` or `reverse`

    warning[T013]: figure `a/figure:fund@岳阳市@2016` is computed, but not printed
     --> templates/chapters/a.md:4:4
      |
    4 | {{ figure(indicator="fund") | reverse }}
      |    ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: print it, delete the call, or ask with `outcome`, which records nothing

    1 error, 1 warning, 0 notes
    ## areas
    error[T001]: no area `岳阳` in this book
     --> templates/chapters/a.md:4:13
      |
    4 | {% for x in areas(part_of="岳阳") %}{% endfor %}{% for x in areas(of="岳阳市") %}{% endfor %}
      |             ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `岳阳县`?

    error[T001]: `areas` has no argument `of`
     --> templates/chapters/a.md:4:59
      |
    4 | {% for x in areas(part_of="岳阳") %}{% endfor %}{% for x in areas(of="岳阳市") %}{% endfor %}
      |                                                             ^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `part_of`?

    2 errors, 0 warnings, 0 notes
    ## years
    error[T001]: `years` needs `from`
     --> templates/chapters/a.md:4:13
      |
    4 | {% for x in years(to=2016) %}{% endfor %}{% for x in years(from="2016") %}{% endfor %}
      |             ^^^^^^^^^^^^^^
      |
      = help: write years(from=2012, to=year)

    error[T001]: argument `from` must be a year such as 2012, found the text `2016`
     --> templates/chapters/a.md:4:54
      |
    4 | {% for x in years(to=2016) %}{% endfor %}{% for x in years(from="2016") %}{% endfor %}
      |                                                      ^^^^^^^^^^^^^^^^^^

    2 errors, 0 warnings, 0 notes
    ## citation
    error[T008]: a citation must begin with the chapter that it quotes
     --> templates/chapters/a.md:4:4
      |
    4 | {{ cite(figure=title) }}{{ cite(figure="b/figure:x@y@2016") }}
      |    ^^^^^^^^^^^^^^^^^^
      |
      = help: write the id as a text: cite(figure="chapter/growth:indicator@area@2016"); what follows the `/` may be joined on with `~`

    error[T001]: no figure `篇a`
     --> templates/chapters/a.md:4:4
      |
    4 | {{ cite(figure=title) }}{{ cite(figure="b/figure:x@y@2016") }}
      |    ^^^^^^^^^^^^^^^^^^

    error[T001]: no figure `b/figure:x@y@2016`
     --> templates/chapters/a.md:4:28
      |
    4 | {{ cite(figure=title) }}{{ cite(figure="b/figure:x@y@2016") }}
      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    3 errors, 0 warnings, 0 notes
    ## self
    error[T007]: chapter `a` cites its own figure
     --> templates/chapters/a.md:4:4
      |
    4 | {{ cite(figure="a/figure:x@y@2016") }}
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: repeat the call that made the figure instead of `cite`

    1 error, 0 warnings, 0 notes
    ## circle
    error[T007]: chapters cite each other in a circle: a → b → c → a
     --> templates/chapters/a.md:4:4
      |
    4 | {{ cite(figure="b/x") }}
      |    ^^^^^^^^^^^^^^^^^^
      |
      = help: let one of them compute its figure from data instead of citing it

    1 error, 0 warnings, 0 notes
    ## html
    error[T009]: raw HTML is not published: `<b>`
     --> templates/chapters/a.md:4:2
      |
    4 | 年<b>重</b>
      |   ^^^
      |
      = help: write Markdown; a `<` that is meant as such is written `\<`

    error[T009]: raw HTML is not published: `</b>`
     --> templates/chapters/a.md:4:6
      |
    4 | 年<b>重</b>
      |        ^^^^
      |
      = help: write Markdown; a `<` that is meant as such is written `\<`

    error[T009]: raw HTML is not published: `<div>`
     --> templates/chapters/a.md:6:1
      |
    6 | <div>
      | ^^^^^
      |
      = help: write Markdown; a `<` that is meant as such is written `\<`

    3 errors, 0 warnings, 0 notes
    ## link
    error[T010]: a link may not lead to `javascript:`
    --> templates/chapters/a.md
     = help: addresses begin with http:, https:, mailto:, or name a file of the book

    1 error, 0 warnings, 0 notes
    ## chart in text
    error[T011]: a chart stands inside text
     --> templates/chapters/a.md:4:5
      |
    4 | 见{{ chart(indicator="fund", title="资金") }}
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: put an empty line before and after the call, outside lists, tables and headings

    error[T011]: a chart stands inside text
     --> templates/chapters/a.md:6:6
      |
    6 | - {{ chart(indicator="fund", title="资金") }}
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: put an empty line before and after the call, outside lists, tables and headings

    2 errors, 0 warnings, 0 notes
    ## hidden
    error[T012]: figure stands in a block of code or a picture's description, where it cannot be shown
     --> templates/chapters/a.md:4:7
      |
    4 | ![x{{ figure(indicator="fund") }}](a.svg)
      |       ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: print it in the text

    error[T012]: figure stands in a block of code or a picture's description, where it cannot be shown
     --> templates/chapters/a.md:6:8
      |
    6 |     {{ figure(indicator="rate") }}
      |        ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: print it in the text

    2 errors, 0 warnings, 0 notes
    ## not printed
    warning[T013]: figure `a/figure:fund@岳阳市@2016` is computed, but not printed
     --> templates/chapters/a.md:4:12
      |
    4 | {% set x = figure(indicator="fund") %}年
      |            ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: print it, delete the call, or ask with `outcome`, which records nothing

    0 errors, 1 warning, 0 notes
    ## repeated chart
    error[T015]: a chart is printed twice
     --> templates/chapters/a.md:4:12
      |
    4 | {% set c = chart(indicator="fund", title="资金") %}{{ c }}
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: print it once and refer to it by its number

    1 error, 0 warnings, 0 notes
    ## second title
    warning[T014]: a heading of the first level stands in the chapter, whose title is in its front matter
     --> templates/chapters/a.md:4:1
      |
    4 | # 题
      | ^^^^
      |
      = help: begin entries with `##`

    0 errors, 1 warning, 0 notes
    ## private
    error[T002]: the private character U+E000 cannot be used in a template
     --> templates/chapters/a.md:4:2
      |
    4 | 年1
      |   ^
      |
      = help: delete it: it marks figures while a chapter is made, and fonts have no glyph for it

    error[T006]: chapter `a` changes or cuts 2 of its figures
    --> templates/chapters/a.md
     = help: print a figure as the call gives it, without filters such as `truncate` or `reverse`

    2 errors, 0 warnings, 0 notes
    ## throw
    error[T005]: no
     --> templates/chapters/a.md:4:4
      |
    4 | {{ throw(message="No.") }}
      |    ^^^^^^^^^^^^^^^^^^^^

    1 error, 0 warnings, 0 notes
    "#);
}

#[test]
fn chapters_that_cite_come_after_those_they_quote() {
    let files = [
        ("a", "{{ cite(figure=\"b/figure:fund@岳阳市@2016\") }}"),
        ("b", "{{ figure(indicator=\"fund\") }}"),
        ("c", "{% include \"partials/p.md\" %}"),
        ("templates/partials/p.md", "{{ cite(figure=\"a/cite:b/figure:\" ~ \"fund@岳阳市@2016\") }}"),
    ];
    let written = good(&book(&files));
    assert_eq!(written.iter().map(|written| written.chapter.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(written[2].ledger.figures[0].print.token, "1.89亿元");
}

#[test]
fn threads_change_nothing() {
    let chapters = (0..24).map(|n| format!("c{n}")).collect::<Vec<_>>();
    let text = "## 概况\n{% for y in years(from=2011) %}{{ figure(indicator=\"fund\") }}，{{ figure(indicator=\"bad\") }}{% endfor %}\n";
    let files = chapters.iter().map(|name| (name.as_str(), text)).collect::<Vec<_>>();
    let book = book(&files);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let (written, findings) = pool.install(|| fill(&book));
        format!("{written:?}{findings:?}")
    };
    assert_eq!(run(1), run(7));
}
