//! The words that may follow a number as its unit.
//!
//! Must not know: what a unit is worth (that is `quantity`), what a sentence says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::chars::Chars;

/// Measures and counters, in no order: the longest that fits is taken.
const WORDS: &str = "\
    % ‰ ‱ 个百分点 百分点 个千分点 千分点 个基点 基点 个点 点 倍 成 番 \
    元 角 分 美元 港元 欧元 日元 英镑 卢布 人民币 元人民币 美金 \
    人 名 位 户 口 人次 人日 人年 人公里 吨公里 户次 件次 项次 车次 架次 班次 床日 张次 场次 例次 家次 批次 台次 册次 艘次 剂次 针次 辆次 列次 篇次 节次 课次 只次 头次 人份 人天 工日 台班 标台 标箱 标准箱 TEU \
    个 家 所 座 项 件 种 类 级 条 处 间 栋 幢 期 批 场 届 例 宗 起 笔 期次 次 份 张 册 本 部 篇 幅 首 集 套 台 辆 架 艘 只 头 羽 匹 尾 \
    株 棵 枚 块 片 把 支 盏 门 盒 瓶 袋 箱 桶 捆 车 列 节 孔 眼 口井 段 层 排 组 对 双 队 班 伙 群 团 股 员 桩 单 款 师 尊 副 盘 粒 颗 根 朵 亩次 \
    县 区 省 市 州 乡 镇 村 街道 社区 国 站 泊位 车位 教学班 宗地 图斑 剂 厂 店 门课 学时 课时 学分 分钟 秒 秒钟 小时 天 周 周岁 周年 个月 年 岁 个工作日 工作日 日 晚 夜 季 代 轮 步 \
    公顷 亩 平方米 平方公里 平方千米 平方厘米 立方米 立方 立方厘米 立方公里 方 顷 \
    米 千米 公里 厘米 毫米 微米 纳米 分米 海里 里 尺 寸 英里 英寸 英尺 车道公里 皮长公里 芯公里 对公里 \
    吨 千克 公斤 克 毫克 微克 斤 两 担 吨标准煤 吨标煤 标准吨 标准煤 载重吨 总吨 蒸吨 磅 盎司 克拉 升 毫升 \
    瓦 千瓦 兆瓦 吉瓦 千瓦时 瓦时 兆瓦时 度 马力 千伏 千伏安 伏 伏安 焦耳 千焦 百万千焦 吉焦 卡 千卡 大卡 摄氏度 ℃ ° °C \
    帕 千帕 兆帕 分贝 赫兹 兆赫 比特 字节 字 千字 印张 册件 卷 卷宗 码 \
    kWh kW MW GW kV kg g mg t km m cm mm hm2 hm² ㎡ ㎥ ㎞ ㎏ ㎎ ㎝ ㎜ μg ug km2 km² m2 m² m3 m³ L ml MB GB TB PB Mbps Gbps";

/// Units of the denominator after a slash; 年 is left out: a rate per year keeps its quantity.
const DENOMINATORS: &str = "人 户 平方公里 平方千米 公顷 亩 平方米 立方米 吨 千克 公斤 斤 元 万元 千瓦时 小时 天 日 月 人月 辆 桶 枚 个 次 升 \
    分钟 秒 头 只 张 件 盎司 百克 件次 公里 千米 米 km m3 m³ m2 m² ㎡ h s L 度 kWh 标准煤 百户 百人 千人 万人 万元产值";

/// Words that begin like a counter but mean something else, so that no unit stands before them.
const NOT_UNITS: &[&str] = &[
    "人民",
    "人大",
    "人工",
    "人均",
    "人才",
    "人口",
    "人类",
    "分别",
    "分之",
    "级别",
    "期间",
    "部门",
    "部分",
    "年代",
    "年级",
    "年期",
    "年产",
    "月份",
    "日报",
    "号线",
    "号文",
    "点对",
    "步走",
    "代表",
    "区间",
    "市场",
    "国道",
    "省道",
    "县道",
    "乡道",
    "村道",
    "路公",
    "队伍",
    "里程",
    "方面",
    "位于",
    "例如",
    "口径",
    "项目",
    "类型",
    "成为",
    "成功",
    "成立",
    "成长",
    "条件",
    "门类",
    "级以",
    "对口",
    "市级",
    "省级",
    "县级",
    "区级",
    "国家",
    "国内",
    "国际",
    "村级",
    "镇级",
    "乡级",
    "站点",
    "组织",
    "组成",
    "单位",
    "群众",
    "层次",
    "首次",
    "首个",
    "本科",
    "本级",
    "双方",
    "双创",
    "双拥",
    "批准",
    "批复",
    "轮胎",
    "轮船",
    "周边",
    "周围",
    "代理",
    "分公司",
    "分校",
    "分局",
    "分院",
    "分行",
    "分会",
    "分支",
    "成员",
    "人机",
    "人行",
    "两化",
    "两地",
    "两项",
];

struct Lexicon {
    by_first: BTreeMap<char, Vec<Vec<char>>>,
    denominators: BTreeMap<char, Vec<Vec<char>>>,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon { by_first: index(WORDS), denominators: index(DENOMINATORS) });

fn index(words: &str) -> BTreeMap<char, Vec<Vec<char>>> {
    let mut by_first: BTreeMap<char, Vec<Vec<char>>> = BTreeMap::new();
    for word in words.split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        by_first.entry(word[0]).or_default().push(word);
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    by_first
}

/// Reads a unit: its text and where it ends.
pub(super) fn read(chars: &Chars, at: usize) -> Option<(String, usize)> {
    let own = chars.unit(at);
    let mut end = own.max(longest(chars, at, &LEXICON.by_first))?;
    if own.is_none() && end - at == 1 && is_other_word(chars, at) {
        return None;
    }
    if chars.get(at).is_ascii_alphabetic() && chars.get(end).is_ascii_alphanumeric() {
        return None;
    }
    if chars.get(end) == '/'
        && let Some(denominator_end) = longest(chars, end + 1, &LEXICON.denominators)
    {
        end = denominator_end;
    }
    Some((chars.text(at, end), end))
}

/// Returns whether a measure stands here that is told apart from ordinary words: money, weight, area, time.
pub(super) fn is_measure(unit: &str) -> bool {
    const COMMON: &str = "个 点 成 分 方 里 两 度 段 层 排 组 对 双 队 班 群 团 股 员 单 款 师 副 盘 口 位 级 类 种 期 批 起 部 首 集 门 车 节 孔 眼 \
        市 区 省 州 国 站 代 轮 步 日 晚 夜 季 周 村 镇 乡 县 字 卡 卷 码 号 条 处 间 次 本 把 支 片 块 根 届 场 例 宗 家 所 座 列 番";
    !COMMON.split_whitespace().any(|word| word == unit)
}

fn is_other_word(chars: &Chars, at: usize) -> bool {
    chars.any(at, NOT_UNITS).is_some()
}

fn longest(chars: &Chars, at: usize, index: &BTreeMap<char, Vec<Vec<char>>>) -> Option<usize> {
    let words = index.get(&chars.get(at))?;
    let word = words.iter().find(|word| word.iter().enumerate().all(|(i, c)| chars.get(at + i) == *c))?;
    Some(at + word.len())
}
