//! Figures over time: what a run had how much of, and when. As values that change in steps; as rows of a table, or of a CSV file.

use std::fmt::Write as _;

use crate::calendar;
use crate::course::Course;
use crate::domain::id::Id as _;
use crate::domain::time::{HOUR_MS, civil};
use crate::domain::{CloudPcStatus, Entity, Instant, Offset};
use crate::words::fixed;

/// Rows of a CSV file at the most: of more, every second one is left out until they are as few.
pub const ROWS_MAX: usize = 50_000;
/// Cells of it at the most, likewise.
const CELLS_MAX: usize = 1_000_000;

/// A line of a figure: a value that holds from each moment on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it is of.
    pub name: String,
    /// From each moment on it is so much.
    pub steps: Vec<(Instant, i64)>,
}

impl Line {
    fn new(name: impl Into<String>, steps: impl IntoIterator<Item = (Instant, i64)>) -> Self {
        Self { name: name.into(), steps: steps.into_iter().collect() }
    }

    /// What it is at a moment. None: it was not yet.
    pub fn at(&self, moment: Instant) -> Option<i64> {
        let past = self.steps.partition_point(|(at, _)| *at <= moment);
        Some(self.steps.get(past.checked_sub(1)?)?.1)
    }

    /// The largest value.
    pub fn most(&self) -> i64 {
        self.steps.iter().map(|(_, value)| *value).max().unwrap_or(0)
    }
}

/// A figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What it is called in file names.
    pub name: &'static str,
    /// What it says.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// All figures of a run that have something to say.
pub fn figures(course: &Course) -> Vec<Figure> {
    let world = course.simulation().world();
    let end = course.end();
    let statuses = CloudPcStatus::ALL.iter().enumerate().map(|(place, status)| {
        let mut last = None;
        let steps = course.cloud_pcs.changes().iter().filter_map(|(at, all)| {
            let value = i64::from(all[place]);
            (last.replace(value) != Some(value)).then_some((*at, value))
        });
        Line::new(status.title(), steps)
    });
    let free = |title: &str, of: &crate::course::Steps<u32>| {
        Line::new(title, of.changes().iter().map(|(at, free)| (*at, i64::from(*free))))
    };
    let regions = world.regions.ids().zip(&course.regions);
    let regions = regions.map(|(id, of)| free(world.title(Entity::Region(id)), of));
    let subnets = world.subnets.ids().zip(&course.subnets);
    let subnets = subnets.map(|(id, of)| free(world.title(Entity::Subnet(id)), of));
    let hours = course.simulation().curve().hours();
    // An hour without a sign-in has no share.
    let share = hours.iter().enumerate().filter(|(_, (well, failed))| well + failed > 0).map(
        |(hour, (well, failed))| {
            let (well, failed) = (i64::from(*well), i64::from(*failed));
            (Offset(hour as i64 * HOUR_MS), 100 * well / (well + failed))
        },
    );
    let ages = world.connections.ids().filter_map(|id| {
        let runs = course.happened.runs.get(id.position())?;
        let ends = runs.iter().filter_map(|run| run.ended.map(|(at, _)| at));
        Some(Line::new(world.title(Entity::Connection(id)), ages(ends, end)))
    });
    [
        ("cloud-pcs", fixed::FIGURE_CLOUD_PCS, statuses.collect::<Vec<_>>()),
        ("regions", fixed::FIGURE_REGIONS, regions.collect()),
        ("subnets", fixed::FIGURE_SUBNETS, subnets.collect()),
        ("sign-ins", fixed::FIGURE_SIGN_INS, vec![Line::new(fixed::SHARE, share)]),
        ("age-of-belief", fixed::FIGURE_AGES, ages.collect()),
    ]
    .into_iter()
    .map(|(name, title, mut lines)| {
        // That a Cloud PC never was in a status says nothing; that nothing was free, or nobody could sign in, does.
        lines.retain(|line| !line.steps.is_empty() && (name != "cloud-pcs" || line.most() != 0));
        Figure { name, title, lines }
    })
    .filter(|figure| !figure.lines.is_empty())
    .collect()
}

/// How old what is believed is, in whole hours, from the first end of a run on.
fn ages(ends: impl Iterator<Item = Instant>, end: Instant) -> Vec<(Instant, i64)> {
    let mut steps = Vec::new();
    let mut since: Option<Instant> = None;
    let ends: Vec<Instant> = ends.chain([end]).collect();
    for at in ends {
        if let Some(since) = since {
            let hours = at.since(since).0 / HOUR_MS;
            steps.extend((1..=hours).map(|hour| (Offset(since.0 + hour * HOUR_MS), hour)));
        }
        if steps.last().is_none_or(|(_, value)| *value != 0) && at < end {
            steps.push((at, 0));
        }
        since = Some(at);
    }
    steps
}

impl Figure {
    /// The moments at which one of its lines becomes another one, in order; at most so many.
    pub fn moments(&self, most: usize) -> Vec<Instant> {
        let mut moments: Vec<Instant> =
            self.lines.iter().flat_map(|line| line.steps.iter().map(|(at, _)| *at)).collect();
        moments.sort_unstable();
        moments.dedup();
        while moments.len() > most.max(1) {
            let mut position = 0;
            moments.retain(|_| {
                position += 1;
                position % 2 == 1
            });
        }
        moments
    }

    /// As a CSV file: a row for each moment at which something changes, a column for each line.
    pub fn csv(&self, course: &Course) -> String {
        let start = course.simulation().world().start;
        let names = self.lines.iter().map(|line| cell(&line.name));
        let mut out = [fixed::MOMENT.to_owned(), fixed::UTC.to_owned()]
            .into_iter()
            .chain(names)
            .collect::<Vec<_>>()
            .join(",");
        out.push_str("\r\n");
        for at in self.moments((CELLS_MAX / self.lines.len().max(1)).min(ROWS_MAX)) {
            let _ = write!(out, "{at},{}", civil(start.at(at)));
            for line in &self.lines {
                let value = line.at(at).map(|value| value.to_string()).unwrap_or_default();
                let _ = write!(out, ",{value}");
            }
            out.push_str("\r\n");
        }
        out
    }

    /// As rows of a table: when, and the values of all lines.
    pub fn rows(&self, course: &Course, most: usize) -> Vec<(String, Vec<Option<i64>>)> {
        let start = course.simulation().world().start;
        let end = start.at(course.end());
        let moments = self.moments(most);
        let row = |at: Instant| {
            (calendar::seen_from(start.at(at), end), self.lines.iter().map(|line| line.at(at)).collect())
        };
        moments.into_iter().map(row).collect()
    }
}

/// A cell of a CSV file. What a spreadsheet would take for a formula is text.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quote = if is_formula { "'" } else { "" };
    let text: String = quote
        .chars()
        .chain(text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }))
        .collect();
    if text.contains([',', '"', ';']) || is_formula {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
