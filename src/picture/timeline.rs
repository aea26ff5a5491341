//! The timeline: the course of a run as lanes beside each other. What is told where, in pixels; nothing is drawn here. Natively tested.
//!
//! A lane has few paths, one for each tone, however long the run is: what would be narrower than a pixel is told with what lies beside
//! it, and the worst of them stays.

use anc_engine::course::{Checked, Course, Steps, Turn};
use anc_engine::domain::id::Id as _;
use anc_engine::domain::time::HOUR_MS;
use anc_engine::domain::{
    CloudPcStatus, ConnectionId, ConnectionStatus, Entity, Instant, Offset, RecordKey, RecordKind,
};
use anc_engine::{Simulation, calendar};

use super::layout::{Point, px};
use super::scale::Scale;
use crate::tell::badge::status_badge;
use crate::tell::direction::{isolated, narrated};
use crate::tell::numbers::counted;
use crate::tell::target::of_entity;
use crate::words;

/// How high a lane of a connection is.
pub const HEIGHT: f64 = 24.0;
/// How high a row of what was broken is, and how many there are at the most: more are told together.
const ROW: f64 = 9.0;
const ROWS_MAX: usize = 4;
/// Signs of what was done stand so far apart.
const APART: f64 = 9.0;
/// Lanes of connections: as many as a tenant may have by far.
const LANES_MAX: usize = 100;

/// A lane.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// What it is of.
    pub name: String,
    /// The page of that.
    pub page: Option<String>,
    /// What it tells, for those who do not see it.
    pub words: String,
    /// How high it is.
    pub height: f64,
    /// What is painted: the class, and the path.
    pub paths: Vec<(&'static str, String)>,
    /// What says more when it is pointed at.
    pub spots: Vec<Spot>,
}

/// A place that says what it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// Its class.
    pub class: &'static str,
    /// From left to right.
    pub across: (f64, f64),
    /// From top to bottom.
    pub down: (f64, f64),
    /// What it says.
    pub words: String,
}

/// How a stretch of a band is meant, from what is well to what is worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Level {
    Quiet,
    Well,
    Running,
    Warning,
    Error,
}

impl Level {
    const fn of(status: ConnectionStatus) -> Self {
        match status {
            ConnectionStatus::Inactive | ConnectionStatus::Pending => Self::Quiet,
            ConnectionStatus::Passed | ConnectionStatus::Informational => Self::Well,
            ConnectionStatus::Running => Self::Running,
            ConnectionStatus::Warning => Self::Warning,
            ConnectionStatus::Failed => Self::Error,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Quiet => "lane-quiet",
            Self::Well => "lane-well",
            Self::Running => "lane-running",
            Self::Warning => "lane-warning",
            Self::Error => "lane-error",
        }
    }

    /// What is worse is thicker: colours alone do not tell.
    const fn thickness(self) -> f64 {
        match self {
            Self::Quiet => 1.0,
            Self::Well | Self::Running => 2.0,
            Self::Warning => 4.0,
            Self::Error => 6.0,
        }
    }
}

/// Stretches of one band, in order: what is narrower than a pixel is merged with what lies beside it.
struct Band {
    /// Its lower edge, or its upper one with `fixed`.
    edge: f64,
    /// The same height for all of it.
    fixed: Option<f64>,
    last: Option<(f64, f64, Level)>,
    paths: Vec<(&'static str, String)>,
}

impl Band {
    fn new(edge: f64, fixed: Option<f64>) -> Self {
        Self { edge, fixed, last: None, paths: Vec::new() }
    }

    fn add(&mut self, left: f64, right: f64, level: Level) {
        match &mut self.last {
            Some((begins, ends, of)) if right - *begins < 1.0 || (*of == level && left - *ends < 0.5) => {
                *ends = right.max(*ends);
                *of = level.max(*of);
            }
            _ => {
                self.flush();
                self.last = Some((left, right, level));
            }
        }
    }

    fn flush(&mut self) {
        let Some((left, right, level)) = self.last.take() else { return };
        let height = self.fixed.unwrap_or(level.thickness());
        let top = if self.fixed.is_some() { self.edge } else { self.edge - height };
        let width = (right - left).max(1.0);
        let place = self.paths.iter().position(|(class, _)| *class == level.class());
        let place = place.unwrap_or_else(|| {
            self.paths.push((level.class(), String::new()));
            self.paths.len() - 1
        });
        rect(&mut self.paths[place].1, (left, top), (width, height));
    }

    fn done(mut self) -> Vec<(&'static str, String)> {
        self.flush();
        self.paths
    }
}

/// A rectangle more in a path.
pub(super) fn rect(path: &mut String, (left, top): Point, (width, height): (f64, f64)) {
    path.push_str(&format!("M{} {}h{}v{}h-{}z", px(left), px(top), px(width), px(height), px(width)));
}

/// From where to where a stretch of time goes; none, where nothing of it is shown.
fn across(scale: &Scale, from: Instant, to: Instant) -> Option<(f64, f64)> {
    let (begins, ends) = scale.window();
    (from < ends && to > begins).then(|| (scale.place(from), scale.place(to)))
}

/// All lanes of a run.
pub fn lanes(course: &Course, scale: &Scale) -> Vec<Lane> {
    let world = course.simulation().world();
    let mut lanes: Vec<Lane> = world
        .connections
        .ids()
        .filter(|id| course.connections.len() > id.position())
        .take(LANES_MAX)
        .map(|id| connection(course, scale, id))
        .collect();
    lanes.extend(
        [
            (!world.policies.is_empty()).then(|| provisioning(course, scale)),
            (!course.simulation().curve().hours().is_empty()).then(|| sign_ins(course, scale)),
            (!course.outages.is_empty()).then(|| outages(course, scale)),
            done(course, scale),
        ]
        .into_iter()
        .flatten(),
    );
    lanes
}

/// Runs of checks; below them what is believed, and what is true.
fn connection(course: &Course, scale: &Scale, id: ConnectionId) -> Lane {
    let simulation = course.simulation();
    let end = course.simulation().now();
    let of = &course.connections[id.position()];
    let none: &[Checked] = &[];
    let runs = course.happened.runs.get(id.position()).map_or(none, Vec::as_slice);
    let mut checks = Band::new(1.0, Some(6.0));
    for run in runs {
        let (to, status) = run.ended.unwrap_or((end, None));
        if let Some((left, right)) = across(scale, run.began.at, to) {
            checks.add(left, right, status.map_or(Level::Running, Level::of));
        }
    }
    let band = |steps: &Steps<Option<ConnectionStatus>>, edge: f64| {
        let mut band = Band::new(edge, None);
        for (from, to, status) in steps.spans(end) {
            if let (Some(status), Some((left, right))) = (status, across(scale, from, to)) {
                band.add(left, right, Level::of(*status));
            }
        }
        band.done()
    };
    let mut paths = checks.done();
    paths.extend(band(&of.believed, 15.0));
    paths.extend(band(&of.truth, 22.0));
    let believed = of.believed.at(end).copied().flatten().map(|status| status_badge(status).words);
    let name = simulation.world().title(Entity::Connection(id)).to_owned();
    Lane {
        page: of_entity(simulation.world(), Entity::Connection(id)).map(|page| page.fragment()),
        words: words::lane_of_connection(
            &name,
            &counted(runs.len(), "run of checks", "runs of checks"),
            &believed.unwrap_or_else(|| "deleted".to_owned()),
            &of.stale(end).words(),
        ),
        name,
        height: HEIGHT,
        paths,
        spots: Vec::new(),
    }
}

/// Short strokes at moments, one a pixel.
fn strokes(moments: impl Iterator<Item = f64>, top: f64, height: f64) -> String {
    let mut path = String::new();
    let mut last = f64::MIN;
    for x in moments {
        if x - last >= 2.0 {
            path.push_str(&format!("M{} {}h2v{}h-2z", px(x - 1.0), px(top), px(height)));
            last = x;
        }
    }
    path
}

/// How many Cloud PCs are being provisioned; where an alternate was taken, where an attempt failed, where one was ready.
fn provisioning(course: &Course, scale: &Scale) -> Lane {
    let end = course.simulation().now();
    let place = |status| CloudPcStatus::ALL.iter().position(|of| *of == status).unwrap_or_default();
    let places = [place(CloudPcStatus::Provisioning), place(CloudPcStatus::Preparing)];
    let under_way = |all: &[u32]| places.iter().map(|&place| all[place]).sum::<u32>();
    let most = course.cloud_pcs.changes().iter().map(|(_, all)| under_way(all)).max().unwrap_or(0).max(1);
    let mut area = String::new();
    for (from, to, all) in course.cloud_pcs.spans(end) {
        let height = 12.0 * f64::from(under_way(all)) / f64::from(most);
        if let (true, Some((left, right))) = (under_way(all) > 0, across(scale, from, to)) {
            let width = (right - left).max(1.0);
            rect(&mut area, (left, 14.0 - height), (width, height));
        }
    }
    let (begins, ends) = scale.window();
    let of = |wanted: fn(Turn) -> bool| {
        let shown = course
            .happened
            .turns
            .iter()
            .filter(move |(key, turn)| wanted(*turn) && (begins..=ends).contains(&key.at));
        shown.map(|(key, _)| scale.place(key.at))
    };
    let paths = vec![
        ("lane-running", area),
        ("lane-well", strokes(of(|turn| turn == Turn::Provisioned), 16.0, 2.0)),
        ("lane-warning", strokes(of(|turn| matches!(turn, Turn::Chosen(_, place) if place > 0)), 18.0, 3.0)),
        ("lane-error", strokes(of(|turn| matches!(turn, Turn::AttemptFailed | Turn::GaveUp)), 15.0, 8.0)),
    ];
    let count =
        |wanted: fn(Turn) -> bool| course.happened.turns.iter().filter(|(_, turn)| wanted(*turn)).count();
    Lane {
        name: "Provisioning".to_owned(),
        page: Some("#/cloud-pcs".to_owned()),
        words: words::lane_of_provisioning(
            &count(|turn| turn == Turn::Provisioned).to_string(),
            &count(|turn| matches!(turn, Turn::Chosen(_, place) if place > 0)).to_string(),
            &counted(count(|turn| turn == Turn::AttemptFailed), "attempt", "attempts"),
        ),
        height: HEIGHT,
        paths: paths.into_iter().filter(|(_, path)| !path.is_empty()).collect(),
        spots: Vec::new(),
    }
}

/// The share of sign-ins that succeeded, hour by hour, or over as many hours as a bar of two pixels needs.
fn sign_ins(course: &Course, scale: &Scale) -> Lane {
    let hours = course.simulation().curve().hours();
    let [mut good, mut bad] = [String::new(), String::new()];
    let mut bar: Option<(f64, f64, u64, u64)> = None;
    let mut flush = |bar: Option<(f64, f64, u64, u64)>| {
        let Some((left, right, well, failed)) = bar else { return };
        let width = (right - left).max(1.0);
        let height = 18.0 * failed as f64 / (well + failed).max(1) as f64;
        if failed > 0 {
            rect(&mut bad, (left, 3.0), (width, height));
        }
        if well > 0 {
            rect(&mut good, (left, 3.0 + height), (width, 18.0 - height));
        }
    };
    for (hour, &(well, failed)) in hours.iter().enumerate() {
        let from = Offset(hour as i64 * HOUR_MS);
        let Some((left, right)) = across(scale, from, Offset(from.0 + HOUR_MS)) else { continue };
        let (well, failed) = (u64::from(well), u64::from(failed));
        if well + failed == 0 && bar.is_none() {
            continue;
        }
        let (begins, _, sum, lost) = bar.unwrap_or((left, right, 0, 0));
        let told = (begins, right, sum + well, lost + failed);
        if right - begins < 2.0 {
            bar = Some(told);
            continue;
        }
        flush(Some(told));
        bar = None;
    }
    flush(bar);
    let (well, failed) = course.simulation().sign_ins();
    let paths = vec![("lane-soft", good), ("lane-error", bad)];
    Lane {
        name: "Sign-ins".to_owned(),
        page: Some("#/sign-in".to_owned()),
        words: words::lane_of_sign_ins(&well.to_string(), &failed.to_string()),
        height: HEIGHT,
        paths: paths.into_iter().filter(|(_, path)| !path.is_empty()).collect(),
        spots: Vec::new(),
    }
}

/// What was broken, from when to when.
fn outages(course: &Course, scale: &Scale) -> Lane {
    let simulation = course.simulation();
    let now = simulation.now();
    let mut ends = [f64::MIN; ROWS_MAX];
    let mut spots: Vec<Spot> = Vec::new();
    let mut used = 1;
    for of in &course.outages {
        let to = of.to.unwrap_or(now);
        let Some((left, right)) = across(scale, of.from, Offset(to.0.max(of.from.0 + 1))) else { continue };
        let right = right.max(left + 2.0);
        let title = words::is_broken(simulation.world().title(of.entity), &isolated(&of.words));
        let free = ends.iter().position(|end| *end <= left);
        // What finds no row of its own is told with the last one there.
        let Some(row) = free else {
            if let Some(last) = spots.last_mut().filter(|last| last.words.len() < 600) {
                last.words = [&last.words, "\n", &title].concat();
            }
            continue;
        };
        ends[row] = right + 1.0;
        used = used.max(row + 1);
        let top = 2.0 + ROW * row as f64;
        let span = span_words(simulation, of.from, of.to);
        spots.push(Spot {
            class: "lane-outage",
            across: (left, right),
            down: (top, top + ROW - 2.0),
            words: words::at_time(&title, &span),
        });
    }
    let still = course.outages.iter().filter(|of| of.to.is_none()).count();
    Lane {
        name: "Broken".to_owned(),
        page: Some("#/environment".to_owned()),
        words: words::lane_of_outages(&course.outages.len().to_string(), &still.to_string()),
        height: 4.0 + ROW * used as f64,
        paths: Vec::new(),
        spots,
    }
}

fn span_words(simulation: &Simulation, from: Instant, to: Option<Instant>) -> String {
    let start = simulation.world().start;
    let moment = |at: Instant| calendar::seen_from(start.at(at), start.at(simulation.now()));
    match to {
        Some(to) => words::from_to(&moment(from), &moment(to)),
        None => words::since_then(&moment(from)),
    }
}

/// What was done, and what broke: a sign each, those beside each other together.
fn done(course: &Course, scale: &Scale) -> Option<Lane> {
    let simulation = course.simulation();
    let (begins, ends) = scale.window();
    let start = simulation.world().start;
    let mut spots: Vec<(Spot, RecordKey, usize)> = Vec::new();
    for &key in &course.happened.done {
        if key.at < begins || key.at > ends {
            continue;
        }
        let x = scale.place(key.at);
        if let Some((last, _, more)) = spots.last_mut()
            && x - last.across.0 < APART
        {
            *more += 1;
            if key.kind == RecordKind::FaultStruck {
                last.class = "lane-struck";
            }
            continue;
        }
        let class = if key.kind == RecordKind::FaultStruck { "lane-struck" } else { "lane-done" };
        spots.push((Spot { class, across: (x, x + 7.0), down: (3.0, 10.0), words: String::new() }, key, 0));
    }
    let spots: Vec<Spot> = spots
        .into_iter()
        .filter_map(|(mut spot, key, more)| {
            let title = narrated(simulation.record(key)?, simulation).title;
            let when = calendar::hour_or_day(start.at(key.at), start.at(simulation.now()));
            spot.words = match more {
                0 => words::mark(&when, &title),
                more => words::marks(&when, &title, &more.to_string()),
            };
            Some(spot)
        })
        .collect();
    let all = course.happened.done.len();
    (all > 0).then(|| Lane {
        name: "Done".to_owned(),
        page: Some("#/activity".to_owned()),
        words: words::lane_of_done(&counted(all, "thing", "things")),
        height: 13.0,
        paths: Vec::new(),
        spots,
    })
}

/// The moments that are of note: between them time may be folded.
pub fn of_note(course: &Course) -> Vec<Instant> {
    let mut moments: Vec<Instant> = course.happened.done.iter().map(|key| key.at).collect();
    for of in &course.outages {
        moments.extend([Some(of.from), of.to].into_iter().flatten());
    }
    for of in &course.connections {
        moments.extend(of.believed.changes().iter().map(|(at, _)| *at));
        moments.extend(of.truth.changes().iter().map(|(at, _)| *at));
    }
    moments.extend(course.happened.turns.iter().map(|(key, _)| key.at));
    moments.extend([Instant::default(), course.end()]);
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// The signs of the legend: how a stretch looks, and what it means.
pub const LEGEND: [(&str, &str); 3] =
    [("lane-well", "checks successful"), ("lane-warning", "with warnings"), ("lane-error", "failed")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::library::tests as library;

    fn course(id: &str) -> Course {
        let scenario = library::find(id);
        let mut run = Simulation::new(&scenario.setup);
        run.run_until(run.horizon()).expect("within limits");
        Course::of(&run).expect("within limits")
    }

    fn whole(course: &Course, pixels: f64) -> Scale {
        Scale::new((Instant::default(), course.simulation().horizon()), pixels, &of_note(course))
    }

    /// The rectangles of a path: left, top, width, height.
    fn rects(path: &str) -> Vec<[f64; 4]> {
        let number = |text: &str| text.parse::<f64>().expect(path);
        let rect = |text: &str| {
            let (at, rest) = text.split_once('h').expect(path);
            let (left, top) = at.split_once(' ').expect(path);
            let (width, rest) = rest.split_once('v').expect(path);
            let (height, _) = rest.split_once('h').expect(path);
            [number(left), number(top), number(width), number(height).abs()]
        };
        path.split('M').skip(1).map(rect).collect()
    }

    #[test]
    fn every_run_of_the_library_has_lanes_that_stay_in_their_frame() {
        for scenario in library::all() {
            let course = course(&scenario.id);
            for pixels in [230.0, 600.0, 1_250.0] {
                let scale = whole(&course, pixels);
                let lanes = lanes(&course, &scale);
                assert!(lanes.len() >= course.connections.len(), "{}", scenario.id);
                for lane in &lanes {
                    assert!(lane.words.len() > 12 && !lane.name.is_empty(), "{lane:?}");
                    for (class, path) in &lane.paths {
                        for [left, top, width, height] in rects(path) {
                            let inside = left >= -1.1 && left + width <= pixels + 1.1 && top >= 0.0;
                            assert!(
                                inside && top + height <= lane.height + 12.0,
                                "{}: {class} {path}",
                                scenario.id
                            );
                        }
                        // However long a run is, a lane has no more than two a pixel.
                        assert!(rects(path).len() as f64 <= 2.0 * pixels, "{}: {class}", scenario.id);
                    }
                    for spot in &lane.spots {
                        assert!(spot.words.len() > 5, "{}: {spot:?}", scenario.id);
                        assert!(
                            spot.across.0 >= 0.0 && spot.across.1 <= pixels + 8.0,
                            "{}: {spot:?}",
                            scenario.id
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_stale_status_is_an_offset_between_two_bands() {
        let course = course("stale-status");
        let scale = whole(&course, 1_000.0);
        let lane = &lanes(&course, &scale)[0];
        let errors: Vec<[f64; 4]> = lane
            .paths
            .iter()
            .filter(|(class, _)| *class == "lane-error")
            .flat_map(|(_, path)| rects(path))
            .collect();
        let first = |lower: f64| {
            let band = errors.iter().filter(|[_, top, _, height]| (top + height - lower).abs() < 0.01);
            band.map(|[left, ..]| *left).fold(f64::MAX, f64::min)
        };
        // It is true before it is believed: by hours.
        let [believed, truth] = [first(15.0), first(22.0)];
        assert!(truth < believed, "{truth} {believed}");
        let offset = scale.moment(believed).since(scale.moment(truth));
        assert!(offset > Offset::hours(1), "{}", offset.words());
        assert!(lane.words.contains("believed something else than what was true for"), "{}", lane.words);
    }

    #[test]
    fn a_stretch_of_a_run_shows_what_is_in_it_alone() {
        let course = course("domain-controller-outage");
        let of = course.outages.first().expect("a controller").clone();
        let before = Scale::new((Instant::default(), Offset(of.from.0 - 1)), 500.0, &[]);
        let broken = |scale: &Scale| {
            let lanes = lanes(&course, scale);
            lanes.into_iter().find(|lane| lane.name == "Broken").expect("a lane").spots
        };
        assert_eq!(broken(&before), []);
        let around = Scale::new((Offset(of.from.0 - 60_000), Offset(of.from.0 + 60_000)), 500.0, &[]);
        let spots = broken(&around);
        assert!(spots.iter().any(|spot| (spot.across.0 - 250.0).abs() < 1.0), "{spots:?}");
        assert!(spots.iter().any(|spot| spot.words.contains("does not answer")), "{spots:?}");
    }
}
