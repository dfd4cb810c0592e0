//! How one knows that parts are all the parts.
//!
//! Must not know: arithmetic of sums.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::groups::Evidence;
use crate::manuscript::reading::{Reading, Role};

/// Words that divide a whole between them: parts that show each word of a row are all the parts.
const PARTITIONS: &[&[&str]] = &[
    &["城镇", "乡村"],
    &["城镇", "农村"],
    &["城市", "农村"],
    &["城镇", "农业"],
    &["男", "女"],
    &["出口", "进口"],
    &["公办", "民办"],
    &["国有", "非国有"],
    &["公有", "非公有"],
    &["第一产业", "第二产业", "第三产业"],
    &["一产", "二产", "三产"],
    &["一般债务", "专项债务"],
    &["一般债券", "专项债券"],
    &["农业", "非农业"],
    &["中央", "地方"],
    &["中直", "地方"],
    &["市区", "县"],
    &["轻工业", "重工业"],
    &["镇", "乡", "街道"],
    &["镇", "街道"],
    &["境内", "境外"],
    &["国内", "国外"],
    &["入境", "国内"],
    &["税收", "非税"],
    &["税收", "非税收入"],
    &["活期", "定期"],
    &["短期", "中长期"],
    &["汉族", "少数民族"],
    &["脱贫", "未脱贫"],
    &["商品房", "保障"],
    &["本级", "下级"],
    &["市本级", "县"],
    &["市本级", "县区"],
    &["客运", "货运"],
    &["基本支出", "项目支出"],
    &["线上", "线下"],
    &["商品零售", "餐饮"],
    &["餐饮收入", "商品零售"],
    &["固定", "流动"],
    &["普通高中", "中等职业"],
    &["小学", "初中"],
    &["本科", "专科"],
    &["研究生", "本"],
    &["党员", "群众"],
    &["内资", "外资"],
    &["民间", "国有"],
];

/// Returns what the words of the parts, or their shares, say of their being all.
pub(super) fn evidence(reading: &Reading, parts: &[usize]) -> Evidence {
    if divides(reading, parts) || shares_make_all(reading, parts) {
        return Evidence::Whole;
    }
    Evidence::Some
}

fn divides(reading: &Reading, parts: &[usize]) -> bool {
    let names: Vec<String> =
        parts.iter().map(|i| format!("{}{}", reading.mentions[*i].subject, reading.mentions[*i].tail)).collect();
    PARTITIONS.iter().any(|words| {
        words.len() == names.len()
            && words.iter().all(|word| names.iter().any(|name| name.contains(word)))
            && distinct(words, &names)
    }) || parts.len() >= 2
        && names.last().is_some_and(|name| ["剩余", "其余", "其它", "其他"].iter().any(|word| name.starts_with(word)))
}

/// Each name shows a word of its own: the longest that it contains.
fn distinct(words: &[&str], names: &[String]) -> bool {
    let mut taken: Vec<&str> = Vec::new();
    for name in names {
        let word = words.iter().filter(|word| name.contains(**word)).max_by_key(|word| word.len());
        match word {
            Some(word) if !taken.contains(word) => taken.push(word),
            _ => return false,
        }
    }
    true
}

/// Whether each part is followed by its share, and the shares make 100 but for rounding.
fn shares_make_all(reading: &Reading, parts: &[usize]) -> bool {
    let mut sum = BigRational::zero();
    for part in parts {
        let share = reading.mentions.get(part + 1).filter(|m| m.role == Role::Share);
        let Some(amount) = share.and_then(|share| share.amount.as_ref()) else { return false };
        sum += &amount.value;
    }
    let off = (sum - BigRational::from_integer(1.into())).abs();
    off <= BigRational::new(1.into(), 100.into())
}
