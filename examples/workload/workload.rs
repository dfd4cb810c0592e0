//! The workload's own files, and its data as a dense array of hundredths.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::{Outcome, read};

/// A missing value.
const MISSING: i64 = i64::MIN;

pub(crate) struct Indicator {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) decimals: u32,
}

pub(crate) struct Chapter {
    pub(crate) id: String,
    pub(crate) title: String,
}

pub(crate) struct Workload {
    pub(crate) title: String,
    pub(crate) years: Vec<i32>,
    pub(crate) chapters: Vec<Chapter>,
    pub(crate) indicators: Vec<Indicator>,
    /// Id and name.
    pub(crate) areas: Vec<(String, String)>,
    /// Indicator, year, value.
    pub(crate) targets: Vec<[String; 3]>,
    by_id: BTreeMap<String, usize>,
    values: Vec<i64>,
}

#[derive(serde::Deserialize)]
struct Named {
    title: String,
    years: Vec<i32>,
    chapters: Vec<Heading>,
}

#[derive(serde::Deserialize)]
struct Heading {
    id: String,
    title: String,
}

impl Workload {
    pub(crate) fn read(folder: &Path) -> Outcome<Self> {
        let named: Named = serde_json::from_str(&read(&folder.join("book.json"))?)
            .map_err(|error| format!("{}: {error}", folder.join("book.json").display()))?;
        let indicators = rows::<4>(folder, "indicators.csv")?;
        let indicators = indicators.into_iter().map(|[id, name, unit, decimals]| {
            let decimals =
                decimals.parse().map_err(|_| format!("indicators.csv: `{decimals}` is no number of decimals"))?;
            Ok(Indicator { id, name, unit, decimals })
        });
        let indicators = indicators.collect::<Outcome<Vec<_>>>()?;
        let areas = rows::<2>(folder, "regions.csv")?.into_iter().map(|[id, name]| (id, name)).collect::<Vec<_>>();
        let mut workload = Self {
            title: named.title,
            chapters: named.chapters.into_iter().map(|Heading { id, title }| Chapter { id, title }).collect(),
            targets: rows(folder, "targets.csv")?,
            by_id: indicators.iter().enumerate().map(|(index, found)| (found.id.clone(), index)).collect(),
            values: vec![MISSING; indicators.len() * areas.len() * named.years.len()],
            years: named.years,
            indicators,
            areas,
        };
        workload.fill(folder)?;
        Ok(workload)
    }

    /// Reads `data.csv`: region, indicator, year, value with two decimals or nothing.
    fn fill(&mut self, folder: &Path) -> Outcome<()> {
        let path = folder.join("data.csv");
        let open = std::fs::File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let areas: BTreeMap<String, usize> =
            self.areas.iter().enumerate().map(|(index, (id, _))| (id.clone(), index)).collect();
        for line in BufReader::with_capacity(1 << 20, open).lines().skip(1) {
            let line = line.map_err(|error| format!("{}: {error}", path.display()))?;
            let wrong = || format!("{}: cannot read `{line}`", path.display());
            let mut cells = line.split(',');
            let (area, indicator) = (cells.next().ok_or_else(wrong)?, cells.next().ok_or_else(wrong)?);
            let (year, value) = (cells.next().ok_or_else(wrong)?, cells.next().ok_or_else(wrong)?);
            if value.is_empty() {
                continue;
            }
            let area = areas.get(area).ok_or_else(wrong)?;
            let place = self.place(indicator, *area, year.parse().map_err(|_| wrong())?).ok_or_else(wrong)?;
            self.values[place] = hundredths(value).ok_or_else(wrong)?;
        }
        Ok(())
    }

    fn place(&self, indicator: &str, area: usize, year: i32) -> Option<usize> {
        let indicator = *self.by_id.get(indicator)?;
        let year = usize::try_from(year - self.years.first()?).ok().filter(|year| *year < self.years.len())?;
        Some((indicator * self.areas.len() + area) * self.years.len() + year)
    }

    fn value(&self, indicator: &str, area: usize, year: i32) -> Option<i64> {
        Some(self.values[self.place(indicator, area, year)?]).filter(|value| *value != MISSING)
    }

    pub(crate) fn indicator(&self, id: &str) -> Outcome<&Indicator> {
        self.by_id.get(id).map(|index| &self.indicators[*index]).ok_or_else(|| format!("no indicator `{id}`"))
    }

    pub(crate) fn last(&self) -> i32 {
        self.years.last().copied().unwrap_or_default()
    }

    /// The sum over the areas that have a value, in hundredths.
    pub(crate) fn total(&self, indicator: &str, year: i32) -> i64 {
        (0..self.areas.len()).filter_map(|area| self.value(indicator, area, year)).sum()
    }

    /// The areas with the largest values in the last year; `whole` takes only those with a value in every year.
    pub(crate) fn leading(&self, indicator: &str, count: usize, whole: bool) -> Vec<&str> {
        let complete = |area: usize| self.years.iter().all(|year| self.value(indicator, area, *year).is_some());
        let known = (0..self.areas.len()).filter(|area| !whole || complete(*area));
        let mut known: Vec<(i64, usize)> =
            known.filter_map(|area| Some((-self.value(indicator, area, self.last())?, area))).collect();
        known.sort_unstable();
        known.into_iter().take(count).map(|(_, area)| self.areas[area].0.as_str()).collect()
    }
}

/// The rows of a small file of plain fields.
fn rows<const N: usize>(folder: &Path, name: &str) -> Outcome<Vec<[String; N]>> {
    let text = read(&folder.join(name))?;
    let row = |line: &str| -> Outcome<[String; N]> {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells.try_into().map_err(|_| format!("{}: `{line}` has not {N} fields", folder.join(name).display()))
    };
    text.lines().skip(1).map(row).collect()
}

fn hundredths(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once('.')?;
    let rest = (rest.len() == 2).then(|| rest.parse::<i64>().ok())??;
    Some(whole.parse::<i64>().ok()? * 100 + rest)
}
