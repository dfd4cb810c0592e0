//! What is left.
//!
//! | written | arithmetic |
//! |---|---|
//! | 总收入100亿元，总支出90亿元，结余10亿元 | income − expenditure |
//! | 出口30亿美元，进口20亿美元，顺差10亿美元 | exports − imports |
//! | 迁入500人，迁出300人，净迁入200人 | in − out |
//!
//! Must not know: other kinds.

use crate::manuscript::reading::{Mention, Reading, Role};

use super::claim::{Binding, Claim, ClaimKind};
use super::judgement::judge;
use super::resolve::question;

/// What is left, and the names of what it is the difference of.
const BALANCES: &[(&[&str], &str, &str)] = &[
    (&["收支相抵", "结余", "盈余", "年终结转", "滚存结余", "收支差额"], "收入", "支出"),
    (&["收支相抵", "结余", "盈余", "年终结转", "滚存结余"], "总收入", "总支出"),
    (&["贸易顺差", "顺差", "净出口"], "出口", "进口"),
    (&["贸易逆差", "逆差"], "进口", "出口"),
    (&["净迁入", "机械增长"], "迁入", "迁出"),
    (&["净流入"], "流入", "流出"),
    (&["净增人口", "自然增长人口", "自然增加", "人口自然增长", "净增"], "出生人口", "死亡人口"),
];

/// Adds every balance.
pub(super) fn find(reading: &Reading, claims: &mut Vec<Claim>) {
    for (at, mention) in reading.mentions.iter().enumerate() {
        if mention.role == Role::Level && mention.amount.is_some() {
            claims.extend(BALANCES.iter().rev().find_map(|row| read(reading, at, mention, row)));
        }
    }
}

fn read(
    reading: &Reading,
    at: usize,
    mention: &Mention,
    (words, plus, minus): &(&[&str], &str, &str),
) -> Option<Claim> {
    let clause = mention.clause.trim_end_matches(['为', '达', '是']);
    words.iter().find(|word| clause.ends_with(**word))?;
    let find = |name: &str| {
        let mut found = reading.before_in_sentence(at, 40).filter(|i| {
            let other = &reading.mentions[*i];
            other.is_level() && other.is_like(mention) && other.subject.ends_with(name)
        });
        let only = found.next()?;
        found.next().is_none().then_some(only)
    };
    let (plus, minus) = (find(plus)?, find(minus)?);
    let mut asked = question(reading, ClaimKind::Balance, mention, &[plus, minus])?;
    asked.words =
        format!("{} − {}", reading.printed(&reading.mentions[plus]), reading.printed(&reading.mentions[minus]));
    asked.binding = Binding::Loose;
    judge(asked, &|v| Some(&v[0] - &v[1]))
}
