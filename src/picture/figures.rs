//! Figures over time as lanes, on the axis of the timeline. Pure functions, natively tested.

use anc_engine::domain::Instant;
use anc_engine::figures::{Figure, Line};

use super::scale::Scale;
use super::timeline::{Lane, rect};
use crate::words;

/// How high a lane of a figure is, and the largest value in it.
const HEIGHT: f64 = 30.0;
const HIGHEST: f64 = 26.0;
/// Lines of a figure that are drawn; its file has all of them.
pub const LINES_MAX: usize = 40;

/// The lanes of a figure: all of them to one measure, so that they can be compared.
pub fn lanes(of: &Figure, scale: &Scale, end: Instant) -> Vec<Lane> {
    let most = of.lines.iter().map(Line::most).max().unwrap_or(1).max(1);
    of.lines.iter().take(LINES_MAX).map(|line| lane(line, scale, end, most)).collect()
}

fn lane(line: &Line, scale: &Scale, end: Instant, most: i64) -> Lane {
    let (begins, ends) = scale.window();
    let mut path = String::new();
    // What is narrower than a pixel is told with what lies beside it: the largest value of it.
    let mut last: Option<(f64, f64, i64)> = None;
    let mut flush = |bar: Option<(f64, f64, i64)>| {
        let Some((left, right, value)) = bar.filter(|(.., value)| *value > 0) else { return };
        let height = (HIGHEST * value as f64 / most as f64).max(1.0);
        let width = (right - left).max(1.0);
        rect(&mut path, (left, HEIGHT - height), (width, height));
    };
    let tos = line.steps.iter().skip(1).map(|(at, _)| *at).chain([end]);
    for (&(from, value), to) in line.steps.iter().zip(tos) {
        if from >= ends || to <= begins {
            continue;
        }
        let (left, right) = (scale.place(from), scale.place(to));
        match &mut last {
            Some((begins, ends, largest)) if right - *begins < 1.0 => {
                *ends = right;
                *largest = value.max(*largest);
            }
            _ => flush(last.replace((left, right, value))),
        }
    }
    flush(last);
    let now = line.at(end).unwrap_or(0).to_string();
    Lane {
        name: line.name.clone(),
        page: None,
        words: words::lane_of_figure(&line.name, &now, &line.most().to_string()),
        height: HEIGHT,
        paths: if path.is_empty() { Vec::new() } else { vec![("lane-figure", path)] },
        spots: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;
    use anc_engine::course::Course;
    use anc_engine::figures::figures;

    use super::*;
    use crate::state::library::tests as library;

    #[test]
    fn what_is_most_is_highest_and_nothing_leaves_its_lane() {
        for scenario in library::all() {
            let mut run = Simulation::new(&scenario.setup);
            run.run_until(run.horizon()).expect("within limits");
            let course = Course::of(&run).expect("within limits");
            let scale = Scale::new((Instant::default(), run.horizon()), 700.0, &[]);
            for figure in figures(&course) {
                let lanes = lanes(&figure, &scale, course.end());
                assert_eq!(lanes.len(), figure.lines.len().min(LINES_MAX), "{}", scenario.id);
                let mut highest: f64 = 0.0;
                for lane in &lanes {
                    for rect in lane.paths.iter().flat_map(|(_, path)| path.split('M').skip(1)) {
                        let numbers = |text: &str| text.parse::<f64>().expect(rect);
                        let (left, rest) = rect.split_once(' ').expect(rect);
                        let (top, rest) = rest.split_once('h').expect(rect);
                        let (width, rest) = rest.split_once('v').expect(rect);
                        let height = numbers(rest.split_once('h').expect(rect).0);
                        highest = highest.max(height);
                        assert!(numbers(left) >= 0.0 && numbers(left) + numbers(width) <= 701.2, "{rect}");
                        assert!(numbers(top) + height <= HEIGHT + 0.11, "{rect}");
                    }
                }
                // Whatever was most stands as high as the lane allows; where nothing ever was, nothing stands.
                let most = figure.lines.iter().map(Line::most).max().unwrap_or(0);
                if most == 0 {
                    assert!(
                        lanes.iter().all(|lane| lane.paths.is_empty()),
                        "{}: {}",
                        scenario.id,
                        figure.name
                    );
                    continue;
                }
                assert!((highest - HIGHEST).abs() < 0.11, "{}: {} {highest}", scenario.id, figure.name);
            }
        }
    }
}
