//! What is a figure, how it is read, and what is none.

use super::{FigureMention, Kind, Qualifier, scan};

/// The figures of a text as printed.
fn figures(text: &str) -> Vec<String> {
    scan(text).iter().filter(|found| found.is_figure()).map(|found| found.printed(text).to_owned()).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(figures(text), expected, "{text}");
}

fn only(text: &str) -> FigureMention {
    let found = scan(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().expect("one")
}

#[test]
fn quantities_keep_multiplier_and_unit() {
    check("产值84205 亿元，人口13,878人，用电1 283.4万千瓦时", &["84205 亿元", "13,878人", "1 283.4万千瓦时"]);
    check("共１２３．５万吨，占８％", &["１２３．５万吨", "８％"]);
    check("密度257.08人/平方公里，产能400万吨/年", &["257.08人/平方公里", "400万吨"]);
    check("有8万多人、50余公里、500多个、5倍多", &["8万多人", "50余公里", "500多个", "5倍"]);
    check("计5个万吨级泊位和2个5000吨级泊位", &["5个", "2个", "5000吨"]);
    check("总数10亿零817万5288人", &["10亿零817万5288人"]);
    check("达5千克、3千瓦、5千人", &["5千克", "3千瓦", "5千人"]);
    check("学校[2]52.93万所", &["52.93万所"]);
}

#[test]
fn ranges_ratios_and_fractions_are_one() {
    check("由5～6万吨，占15%~30%，9亿~16亿元，需3至5年", &["5～6万吨", "15%~30%", "9亿~16亿元", "3至5年"]);
    check("从15家到38家", &["15家", "38家"]);
    check("比重为6.8：77.3：15.9，性别比100：96.3，占1/4", &["6.8：77.3：15.9", "100：96.3", "1/4"]);
    assert_eq!(only("5～6万吨").values[0].value, only("5万吨").values[0].value);
}

#[test]
fn chinese_numerals_are_read() {
    for (text, value, unit) in [
        ("七十一点六三亿元", "7163000000", "元"),
        ("一千二百万元", "12000000", "元"),
        ("百分之四十一点七八", "4178/100", "%"),
        ("十七万七千六百一十四人", "177614", "人"),
        ("两亿元", "200000000", "元"),
        ("三成", "3", "成"),
        ("八成五", "17/2", "成"),
    ] {
        let found = only(text);
        let expected: num_rational::BigRational = value.parse().expect(value);
        assert_eq!((&found.values[0].value, found.unit.as_str(), found.chinese), (&expected, unit, true), "{text}");
    }
    assert_eq!(only("四分之一").kind, Kind::Fraction);
    assert_eq!(only("半数").kind, Kind::Fraction);
    assert_eq!(only("翻两番").kind, Kind::Doubling);
}

#[test]
fn names_and_dates_are_no_figures() {
    for text in [
        "五个一批、四个全面、一系列、一批、十三五、两会、第一书记、九年义务教育、十分、百姓",
        "M40、5G、双11、PM2.5、COVID-19、5A级、3D、“211”、“5+5”、1+X",
        "GB/T 8170—2008，〔2016〕12号，第12号",
        "电话0730-8880000，13800000000",
        "北纬29°12′，东经113°",
        "2016年6月10日、1986～1990年、1~7月、2015—2017、20世纪80年代、二〇一六年、20:00",
        "居第4位，第三次",
        "1.概况\n2、农业\n（3）工业\n情况4.一般",
        "亿元以上、万吨级、百亿级、三次产业",
        "几千、数百、三四个",
    ] {
        check(text, &[]);
    }
}

#[test]
fn hedges_are_kept() {
    for (text, expected) in [
        ("近50%", Some(Qualifier::Below)),
        ("超过50%", Some(Qualifier::Above)),
        ("50%以上", Some(Qualifier::Above)),
        ("500多个", Some(Qualifier::Above)),
        ("约5万元", Some(Qualifier::About)),
        ("5万元左右", Some(Qualifier::About)),
        ("5万元", None),
    ] {
        assert_eq!(only(text).qualifier, expected, "{text}");
    }
}

#[test]
fn a_list_shares_its_last_unit() {
    let text = "分别提高2.8个、13.4个、8.9个百分点，1.7、2.2个百分点";
    assert!(scan(text).iter().all(|found| found.unit == "个百分点"));
}

#[test]
fn places_are_exact() {
    let found = only("1.89亿元");
    assert_eq!((found.values[0].place, found.multiplier), (6, 8));
}
