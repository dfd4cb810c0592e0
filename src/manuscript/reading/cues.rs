//! The words that say what a figure is: one table a role.
//!
//! Must not know: figures, sentences.

/// Stands in a lead where a date was cut out.
pub(super) const DATE: char = '\u{1}';

/// Growing.
pub(super) const UP: &[&str] = &[
    "增长",
    "增加",
    "上升",
    "提高",
    "提升",
    "增幅",
    "增速",
    "增幅为",
    "增速为",
    "增速达",
    "上涨",
    "递增",
    "净增",
    "增收",
    "扩大",
    "高出",
    "增产",
    "多收",
    "增支",
    "加快",
    "快于",
    "高于",
    "多增",
    "增",
    "升",
    "涨",
    "高",
    "多",
    "快",
    "增长率为",
    "增长幅度为",
    "增长速度为",
    "增速达到",
    "增长率",
    "增幅达",
    "增幅达到",
    "跃升",
    "净增加",
    "增长达",
    "正增长",
    "增至",
];

/// Shrinking.
pub(super) const DOWN: &[&str] = &[
    "下降",
    "减少",
    "降低",
    "下跌",
    "回落",
    "递减",
    "缩减",
    "减收",
    "减支",
    "减产",
    "负增长",
    "萎缩",
    "缩小",
    "降幅",
    "降幅为",
    "降幅达",
    "下滑",
    "收窄",
    "放缓",
    "低于",
    "净减少",
    "净减",
    "减幅",
    "减幅为",
    "少收",
    "减",
    "降",
    "跌",
    "低",
    "少",
    "慢",
    "慢于",
    "压缩",
    "压减",
    "削减",
];

/// Words between a change and its figure that keep it a change.
pub(super) const FILLERS: &[&str] = &[
    "了",
    "近",
    "约",
    "超过",
    "超",
    "逾",
    "将近",
    "接近",
    "高达",
    "大约",
    "至少",
    "仅",
    "只",
    "不足",
    "不到",
    "：",
    "幅度为",
    "幅度达",
    "达",
    "达到",
    "均",
    "为",
    "各",
    "又",
];

/// Words that end a change at a new value: the figure is a level.
pub(super) const TO: &[&str] = &[
    "增加到",
    "增长到",
    "提高到",
    "上升到",
    "提升到",
    "扩大到",
    "下降到",
    "减少到",
    "降低到",
    "发展到",
    "增至",
    "升至",
    "降至",
    "减至",
    "涨至",
    "跌至",
    "提高至",
    "增加至",
    "上升至",
    "下降至",
    "减少至",
    "提升至",
    "降低至",
    "增长至",
    "扩大至",
    "翻倍至",
    "达到",
    "达",
    "至",
    "到",
    "调整为",
    "下降为",
    "上升为",
    "变为",
    "跃升至",
    "跃升到",
    "增加为",
    "飙升到",
    "回落至",
    "缩小到",
    "缩小至",
    "回升至",
];

/// A share of a whole.
pub(super) const SHARE: &[&str] = &["占", "比重", "占比", "份额", "比例", "构成"];

/// The share of a plan that is done.
pub(super) const PLAN: &[&str] = &["预算", "计划", "目标", "任务"];

/// An average rate of growth over years.
pub(super) const AVERAGE: &[&str] =
    &["年均", "年平均", "年递增", "年递减", "平均每年", "每年平均", "平均增长", "平均递增", "平均下降", "平均递减"];

/// What a change may be compared with.
pub(super) const COMPARED: &[&str] = &["比", "较", "同比", "环比", "与", "相比", "是", "为", "相当于"];
