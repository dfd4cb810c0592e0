//! Formulas made at random, the same in each run.

/// A generator of formulas, so that the two walks meet in combinations that nobody thought of.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        let at = self.roll(from.len() as u64);
        from[usize::try_from(at).expect("small")]
    }

    pub(super) fn formula(&mut self, depth: u32) -> String {
        let leaf = [
            "x",
            "y",
            "p",
            "based",
            "broken",
            "hedged",
            "worded",
            "x_growth",
            "per_household",
            "twice_hedged",
            "planned",
            "planned[year: 2014—2016]",
            "x[year: 2013]",
            "2",
            "0.3",
        ];
        if depth == 0 {
            return self.pick(&leaf).to_owned();
        }
        let (a, b) = (self.formula(depth - 1), self.formula(depth - 1));
        let (year, other) = (self.pick(&["-1", "-2", "2011", "2013"]), self.pick(&["-1", "2014", "2016"]));
        let area = self.pick(&["全国", "东部", "西部", "港口"]);
        match self.roll(28) {
            0 => format!("growth({a})"),
            1 => format!("growth({a}, base: {year})"),
            2 => format!("change({a}, base: {year})"),
            3 => format!("times({a})"),
            4 => format!("share({a})"),
            5 => format!("share({a}, {b})"),
            6 => format!("index({a}, base: 2012)"),
            7 => format!("cagr({a}, from: {year})"),
            8 => format!("cagr({a}, from: {year}, to: {other})"),
            9 => format!("cumulative({a}, from: {year})"),
            10 => format!("mean({a}, from: {year}, to: {other})"),
            11 => format!("sum({a})"),
            12 => format!("sum({a}, areas: [{area}, 中部])"),
            13 => format!("contribution({a})"),
            14 => format!("pull({a}, {b})"),
            15 => format!("deflate({a}, p)"),
            16 => format!("({a})[area: {area}]"),
            17 => format!("({a})[year: {year}]"),
            18 => format!("({a})[area: {area}, year: {year}]"),
            19 => format!("({a}) + ({b})"),
            20 => format!("({a}) - ({b})"),
            21 => format!("({a}) * ({b})"),
            22 => format!("({a}) / ({b})"),
            23 => format!("rank({a})"),
            24 => format!("({a}) < ({b})"),
            25 => format!("({a}) == ({b})"),
            26 => format!("({a}) ^ {}", self.pick(&["2", "-1"])),
            _ => format!("-({a})"),
        }
    }
}
