//! Figures in a row: `1.6%、11.2%和1.3%` share the words before the first.
//!
//! Must not know: what the words mean.

use super::Mention;

/// Longer rows are cut.
const LONGEST: usize = 40;

/// Marks the members of each list.
pub(super) fn join(mentions: &mut [Mention]) {
    let mut list = 0;
    for at in 1..mentions.len() {
        let follows = mentions[at].sentence == mentions[at - 1].sentence
            && is_joint(&mentions[at].lead)
            && mentions[at - 1].tail_is_joint();
        if !follows {
            continue;
        }
        match mentions[at - 1].list {
            Some((number, place)) if place + 1 < LONGEST => {
                mentions[at].list = Some((number, place + 1));
                continue;
            }
            _ => {
                list += 1;
                mentions[at - 1].list = Some((list, 0));
                mentions[at].list = Some((list, 1));
            }
        }
    }
}

/// Nothing but a comma of a list, 和, 及 between two figures.
fn is_joint(lead: &str) -> bool {
    !lead.is_empty() && lead.chars().all(|c| matches!(c, '、' | '和' | '及' | '与' | '以' | '，')) && lead != "，"
}

impl Mention {
    fn tail_is_joint(&self) -> bool {
        self.tail.chars().all(|c| matches!(c, '和' | '及' | '与' | '以'))
    }
}

/// Gives the members of a list the role, direction and words of its first.
pub(super) fn inherit(mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        let words = mentions[at].lead.contains("分别");
        mentions[at].respectively |= words;
        let Some((_, place)) = mentions[at].list.filter(|(_, place)| *place > 0) else { continue };
        let (before, rest) = mentions.split_at_mut(at);
        let (first, member) = (&before[at - place], &mut rest[0]);
        if first.is_like(member) {
            member.role = first.role;
            member.direction = first.direction;
            member.clause.clone_from(&first.clause);
            member.respectively = first.respectively;
        }
    }
}
