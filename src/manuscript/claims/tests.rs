//! Sentences of our own, in the manner of communiqués, reports, gazetteers and news, with the claims they make.

use super::super::reading::Reading;
use super::claims;

/// Checks that a text makes exactly these claims of arithmetic: `operand ; operand => stated verdict`.
fn check(text: &str, expected: &[&str]) {
    let reading = Reading::new(text);
    let found = claims(&reading);
    let arithmetic = found.iter().filter(|claim| claim.verdict.is_arithmetic());
    let mut found: Vec<String> = arithmetic
        .map(|claim| {
            let mut operands: Vec<&str> = claim.operands.iter().map(|operand| operand.printed.as_str()).collect();
            operands.sort_unstable();
            let cause = claim.cause.map(|cause| format!(" {cause:?}")).unwrap_or_default();
            format!("{} => {} {:?}{cause}", operands.join("; "), claim.stated.printed, claim.verdict)
        })
        .collect();
    let mut expected: Vec<String> = expected
        .iter()
        .map(|line| {
            let (operands, rest) = line.split_once(" => ").expect("an arrow");
            let mut operands: Vec<&str> = operands.split("; ").collect();
            operands.sort_unstable();
            format!("{} => {rest}", operands.join("; "))
        })
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn growth_from_levels() {
    check("全年产茶叶1.26万吨，比上年的1.2万吨增长5.0%。", &["1.26万吨; 1.2万吨 => 5.0% Holds"]);
    check("贷款余额由80亿元增加到96亿元，增长20%。", &["96亿元; 80亿元 => 20% Holds"]);
    check("全县邮政业务收入4600万元（上年为4000万元），增长15%。", &["4600万元; 4000万元 => 15% Holds"]);
    check(
        "2018年，全县税收收入20.5亿元。2019年，全县税收收入22.96亿元，比上年增长12.0%。",
        &["22.96亿元; 20.5亿元 => 12.0% Holds"],
    );
    check("库存煤炭从50万吨下降到40万吨，下降25%。", &["40万吨; 50万吨 => 25% DoesNotHold WrongBase"]);
    check("工业增加值由80亿元提高到100亿元，增长9.6%。", &[]);
    check("全省生产总值达13697亿元，按可比价格计算比上年的9323亿元增长33.6%。", &[]);
    check("接待游客320万人次，增长15%，实现旅游收入28亿元，增长18.2%。", &[]);
}

#[test]
fn growth_from_changes() {
    check("年末共有农村公路里程3860公里，比上年增加120公里，增长3.2%。", &["3860公里; 120公里 => 3.2% Holds"]);
    check("在校学生12.4万人，比上年减少0.6万人，下降4.6%。", &["12.4万人; 0.6万人 => 4.6% Holds"]);
    check("存款余额560亿元，增长12%，增加60亿元。", &["560亿元; 60亿元 => 12% Holds"]);
    check("专利授权2200件，比上年增加200件，增长9.1%。", &["2200件; 200件 => 9.1% DoesNotHold WrongBase"]);
    check(
        "年末床位5300张，比上年增加300张，增长5%；卫生技术人员6120人，比上年增加120人，增长2%。",
        &["5300张; 300张 => 5% DoesNotHold", "6120人; 120人 => 2% Holds"],
    );
}

#[test]
fn multiples() {
    check("1990年粮食总产达7.2亿公斤，比1949年的1.2亿公斤增长5倍。", &["7.2亿公斤; 1.2亿公斤 => 5倍 Holds"]);
    check("工业总产值达2.34亿元，是1978年1800万元的13倍。", &["2.34亿元; 1800万元 => 13倍 Holds"]);
    check(
        "汽车保有量由2.00万辆增加到5.00万辆，增长2.5倍。",
        &["5.00万辆; 2.00万辆 => 2.5倍 DoesNotHold GrowthForLevel"],
    );
    check("产值由3.6亿元增加到7.2亿元，翻两番。", &["7.2亿元; 3.6亿元 => 翻两番 DoesNotHold"]);
    check("人均纯收入从2000元增加到4100元，实现翻番。", &["4100元; 2000元 => 翻番 Holds"]);
}

#[test]
fn points() {
    check("城镇化率由52.3%提高到54.1%，提高1.8个百分点。", &["54.1%; 52.3% => 1.8个百分点 Holds"]);
    check(
        "2015年，森林覆盖率42.5%。2020年，森林覆盖率45.1%，比2015年提高2.9个百分点。",
        &["45.1%; 42.5% => 2.9个百分点 DoesNotHold DigitSlip"],
    );
    check("参保率由65%上升到82%，上升17%。", &["82%; 65% => 17% DoesNotHold PercentForPoints"]);
    check(
        "规模以上企业用电量增长6.3%（上年同期为增长4.8%），增速加快1.5个百分点。",
        &["6.3%; 4.8% => 1.5个百分点 Holds"],
    );
}

#[test]
fn shares() {
    check("全县耕地面积60万亩，其中水田42万亩，占耕地面积的70%。", &["42万亩; 60万亩 => 70% Holds"]);
    check("年末在岗职工8000人，其中女职工3600人，占45%。", &["3600人; 8000人 => 45% Holds"]);
    check(
        "全市共有学校500所。其中小学320所，占学校总数的64%；中学180所，占36%。",
        &["320所; 500所 => 64% Holds", "180所; 500所 => 36% Holds", "320所; 180所 => 500所 Holds"],
    );
    check(
        "财政总支出120.0亿元，民生支出96.0亿元，占财政总支出的85%。",
        &["96.0亿元; 120.0亿元 => 85% DoesNotHold DigitSlip"],
    );
}

#[test]
fn sums() {
    check("全年受理投诉286件（电话投诉120件、来信投诉66件、来访投诉100件）。", &["120件; 66件; 100件 => 286件 Holds"]);
    check(
        "全镇总人口45210人，其中男性23105人，女性22015人。",
        &["23105人; 22015人 => 45210人 DoesNotHold DigitsSwapped"],
    );
    check(
        "全年进出口总额52.3亿美元，其中出口30.1亿美元，进口22.2亿美元。",
        &["30.1亿美元; 22.2亿美元 => 52.3亿美元 Holds"],
    );
    check("规模以上企业利润128亿元，其中纺织企业21亿元，食品企业35亿元。", &[]);
    check(
        "一般公共预算收入12.5亿元，上级补助收入30.2亿元，上年结余1.3亿元，收入总计44亿元。",
        &["12.5亿元; 30.2亿元; 1.3亿元 => 44亿元 Holds"],
    );
}

#[test]
fn plans_and_balances() {
    check("一般公共预算收入完成52.5亿元，为预算50亿元的105%。", &["52.5亿元; 50亿元 => 105% Holds"]);
    check("计划改造危房400户，实际完成412户，完成计划的103%。", &["412户; 400户 => 103% Holds"]);
    check("全年总收入86亿元，总支出80亿元，收支相抵，结余6亿元。", &["86亿元; 80亿元 => 6亿元 Holds"]);
    check("出生率12.1‰，死亡率6.4‰，自然增长率5.7‰。", &["12.1‰; 6.4‰ => 5.7‰ Holds"]);
}

#[test]
fn averages() {
    check("农民人均纯收入由2000年的1200元增加到2010年的3100元，年均增长10.0%。", &["3100元; 1200元 => 10.0% Holds"]);
    check("1990年乡镇企业产值3.5亿元，比1985年增长100%，年均递增18.9%。", &["100% => 18.9% DoesNotHold Periods"]);
    check(
        "全县总面积1200平方公里，总人口36万人，人口密度为300人/平方公里。",
        &["36万人; 1200平方公里 => 300人/平方公里 Holds"],
    );
}

#[test]
fn contributions() {
    check(
        "全年地区生产总值500亿元，增长5.2%。其中，第一产业拉动经济增长0.2个百分点，第二产业拉动1.9个百分点，第三产业拉动3.1个百分点。",
        &["0.2个百分点; 1.9个百分点; 3.1个百分点 => 5.2% Holds"],
    );
    check(
        "全年地区生产总值增长5.2%，第三产业贡献率为59.6%，拉动经济增长3.1个百分点。",
        &["5.2%; 59.6% => 3.1个百分点 Holds"],
    );
}

#[test]
fn comparisons() {
    check("年末共有男职工3200人，女职工2800人，男职工比女职工多400人。", &["3200人; 2800人 => 400人 Holds"]);
    check(
        "甲公司销售额为5.2亿元，乙公司销售额为4.0亿元，甲公司销售额比乙公司销售额高30%。",
        &["5.2亿元; 4.0亿元 => 30% Holds"],
    );
}

#[test]
fn structures() {
    check(
        "从业人员12.8万人，其中第一产业5.2万人，第二产业3.4万人，第三产业4.2万人，三次产业从业人员比例为40.6:26.6:32.8。",
        &[
            "5.2万人; 3.4万人; 4.2万人 => 12.8万人 Holds",
            "5.2万人; 12.8万人 => 40.6 Holds",
            "3.4万人; 12.8万人 => 26.6 Holds",
            "4.2万人; 12.8万人 => 32.8 Holds",
        ],
    );
    check("三次产业结构由12.1∶45.3∶42.6调整为10.5∶44.1∶47.4。", &["10.5; 44.1; 47.4 => 10.5∶44.1∶47.4 DoesNotHold"]);
    check(
        "城镇居民人均可支配收入40000元，农村居民人均可支配收入16000元，城乡居民收入比为2.5:1。",
        &["40000元; 16000元 => 2.5 Holds"],
    );
}

#[test]
fn the_unsaid_is_carried_over() {
    check(
        "水稻由2010年的20万亩扩大到2015年的25万亩，年均增长4.6%；玉米由8万亩扩大到12万亩，年均增长8.4%。",
        &["25万亩; 20万亩 => 4.6% Holds", "12万亩; 8万亩 => 8.4% Holds"],
    );
    check(
        "2010年，甲、乙、丙所占比重分别为30.1%、40.2%和29.7%。2015年，甲、乙、丙分别占31.3%、41.0%和27.7%，甲、乙分别比2010年提高1.2个和0.8个百分点。",
        &[],
    );
    check(
        "全县小学在校生12400人，城区小学在校生7000人。初中在校生5600人，其中城区3500人，占62.5%。",
        &["3500人; 5600人 => 62.5% Holds"],
    );
    check(
        "一般公共预算收入完成24627万元，完成年初预算数60999万元的40.4%，比上年减收1070万元，下降4.2%。",
        &["24627万元; 60999万元 => 40.4% Holds", "24627万元; 1070万元 => 4.2% Holds"],
    );
}

#[test]
fn shares_without_a_total_are_of_their_sum() {
    check(
        "男性人口158.2万人，占51.2%；女性人口150.8万人，占48.8%。",
        &["158.2万人; 150.8万人 => 51.2% Holds", "150.8万人; 158.2万人 => 48.8% Holds"],
    );
    check(
        "全国苹果产量4500万吨，该县苹果产量90万吨，占全国的2%；梨产量12万吨，占全国的0.7%。",
        &["90万吨; 4500万吨 => 2% Holds"],
    );
    check(
        "外贸进出口总额312.5亿元，出口220.6亿元。对甲国、乙国出口分别为62.3亿元和55.1亿元，占出口总额的28.2%和25.0%。",
        &["62.3亿元; 220.6亿元 => 28.2% Holds", "55.1亿元; 220.6亿元 => 25.0% Holds"],
    );
}

#[test]
fn other_bases_are_no_errors() {
    check("全省法院收案321 146件（不含上年旧存28 802件），比上年下降1.3%。", &[]);
    check("该厂工业总产值按可比价格计算增长12%，由80亿元增加到100亿元，增长19%。", &[]);
    check("对甲、乙两国进出口分别为3.38亿元、9.10亿元。全年出口12.48亿元。", &[]);
}

#[test]
fn hedges_allow_what_they_say() {
    check("耕地60万亩，其中水田29万亩，占耕地的近50%。", &["29万亩; 60万亩 => 50% Holds"]);
    check("耕地60万亩，其中水田21万亩，占耕地的近50%。", &[]);
    check("招生人数由27.3万人增加到566万人，增长近20倍。", &["566万人; 27.3万人 => 20倍 Holds"]);
    check("高新技术企业达到320家，增加80家，增长三分之一。", &["320家; 80家 => 三分之一 Holds"]);
}

#[test]
fn unlikely_texts_neither_panic_nor_hang() {
    let nested = format!("{}1人{}", "（".repeat(500), "）".repeat(500));
    let digits = "9".repeat(10_000);
    for text in [
        "",
        "%",
        "，，，。。。",
        "１２３",
        "1：2：",
        "百分之",
        "1/0",
        "增长%",
        "（（（",
        "占",
        "其中",
        nested.as_str(),
        digits.as_str(),
        "\u{0}\u{1}\u{fffd}1万",
    ] {
        let _ = claims(&Reading::new(text));
    }
}
