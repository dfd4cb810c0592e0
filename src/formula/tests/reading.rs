//! What is read, what is refused and how, and that the canonical text is read back.

use super::super::parse;

#[test]
fn formulas_are_read_by_precedence() {
    for (text, canonical) in [
        ("a + b * c", "a + (b * c)"),
        ("(a + b) * c", "(a + b) * c"),
        ("a - b - c", "(a - b) - c"),
        ("-a ^ 2", "-(a ^ 2)"),
        ("a / b / c", "(a / b) / c"),
        ("2 ^ 3 ^ 2", "2 ^ (3 ^ 2)"),
        ("a + b >= c * 2", "(a + b) >= (c * 2)"),
        ("5%", "0.05"),
        ("人口［area：平江县，year：－1］", "人口[area: 平江县, year: -1]"),
        ("a × b ÷ （c － 1）", "(a * b) / (c - 1)"),
        ("a[year: 2016—2020]", "a[year: 2016—2020]"),
        ("a[year: 2016-2020]", "a[year: 2016—2020]"),
        ("growth(a)", "growth(a)"),
        ("growth(a, base: -1)", "growth(a)"),
        ("growth(a, base: 2012)", "growth(a, base: 2012)"),
        ("cagr(a, from: 2012)", "cagr(a, from: 2012, to: 0)"),
        ("sum(a, areas: [东, 西])", "sum(a, areas: [东, 西])"),
        ("rank(a, order: ascending)", "rank(a, order: ascending)"),
        ("share(a)", "share(a)"),
        ("“镇带村 项目” + a", "\"镇带村 项目\" + a"),
        ("`a b` + \"c-d\"", "\"a b\" + \"c-d\""),
        ("１２．５％ ＋ 3‰", "0.125 + 0.003"),
        ("0.00000000000000000001 * a", "0.00000000000000000001 * a"),
        ("a[year: +1] + a[year: 0]", "a[year: +1] + a[year: 0]"),
        ("「农民 收入」 / ‘a\"b`c’", "\"农民 收入\" / 'a\"b`c'"),
        ("growth(a)[year: 2014][area: 东]", "growth(a)[year: 2014][area: 东]"),
    ] {
        let expr = parse(text).expect(text);
        assert_eq!(expr.to_string(), canonical, "{text}");
        let again = parse(canonical).expect(canonical);
        assert_eq!(again.to_string(), canonical);
    }
}

#[test]
fn what_cannot_be_read_says_where_and_what_to_do() {
    let told = |text: &str| {
        let problem = parse(text).expect_err(text);
        let part = text.get(problem.span.clone()).unwrap_or("?");
        format!(
            "{text:<28} «{part}» {}{}",
            problem.message,
            problem.hint.map_or(String::new(), |hint| format!(" ({hint})"))
        )
    };
    let mistakes = [
        "",
        "a +",
        "a b",
        "(a + b",
        "a + b)",
        "a = b",
        "grwoth(a)",
        "growth()",
        "growth(a, b)",
        "growth(a, bsae: 2012)",
        "growth(a, base: 2012, base: 2013)",
        "growth(a, base: 2012—2013)",
        "index(a)",
        "rank(a, order: up)",
        "a[aera: 东]",
        "a[year: x]",
        "a[year: 2020—2016]",
        "1.2.3",
        "a $ b",
        "“a",
        "  ",
        "“” + a",
        "growth(a",
        "a[area: 东",
        "a[year: -1, year: -2]",
        "a[year: 14]",
        "growth(a, base: 1)",
        "sum(a, areas: 东)",
        "sum(a, areas: [东, 东])",
        "a * 12万",
        "2016年产量 + a",
        "a < b < c",
        "a % 2",
    ];
    insta::assert_snapshot!(mistakes.map(told).join("\n"));
}

#[test]
fn nonsense_is_bounded() {
    assert!(parse(&"(".repeat(10_000)).is_err());
    assert!(parse(&"-".repeat(5_000)).is_err());
    assert!(parse(&"a+".repeat(6_000)).is_err());
    let deep = format!("{}a{}", "(".repeat(50), ")".repeat(50));
    assert!(parse(&deep).is_ok());
}
