//! Two runs beside each other as marks of a file: what each came to, both timelines on one axis, both pictures where each ends.

use anc_engine::course::Course;
use anc_engine::domain::Instant;

use super::lane;
use super::layout::{LINE, broken, layout};
use super::marks::{Mark, marks};
use super::scale::Scale;
use super::timeline::{lanes, of_note};
use crate::tell::compare::Compared;
use crate::tell::picture::model;

/// From the edges to what is drawn.
const EDGE: f64 = 16.0;
/// How wide the whole is.
const WIDE: f64 = 1_200.0;
/// Between two parts of it.
const GAP: f64 = 24.0;
/// Columns of the figures.
const COLUMNS: [f64; 4] = [EDGE, 430.0, 610.0, 660.0];

/// The scale on which both are drawn.
pub fn scale(courses: &[Course], pixels: f64) -> Scale {
    let end = courses.iter().map(Course::end).max().unwrap_or_default();
    let mut note: Vec<Instant> = courses.iter().flat_map(of_note).collect();
    note.sort_unstable();
    Scale::new((Instant::default(), end), pixels, &note)
}

/// Everything, and how large it is.
pub(crate) fn comparison(
    courses: &[Course],
    told: &Compared,
    title: &str,
    names: &[String; 2],
) -> (Vec<Mark>, (f64, f64)) {
    let mut all = Vec::new();
    let mut top = EDGE;
    let line = |all: &mut Vec<Mark>, top: &mut f64, class: &'static str, text: &str| {
        for line in broken(text, WIDE - 2.0 * EDGE, 6.6) {
            all.push(Mark::Text { class, at: (EDGE, *top + 14.0), anchor: "start", text: line });
            *top += LINE + 3.0;
        }
    };
    line(&mut all, &mut top, "picture-title", title);
    for text in [told.alike, told.parting.as_str()] {
        line(&mut all, &mut top, "picture-body", text);
    }
    for (name, item) in &told.first {
        line(&mut all, &mut top, "picture-body", &format!("{name}: {} {}", item.text, item.second));
    }
    top += GAP / 2.0;
    let heads: Vec<&str> = told.table.columns.iter().map(|(name, _)| *name).collect();
    let rows =
        told.table.rows.iter().map(|row| row.iter().map(|item| item.text.as_str()).collect::<Vec<_>>());
    for (position, row) in std::iter::once(heads).chain(rows).enumerate() {
        let class = if position == 0 { "picture-strong" } else { "picture-body" };
        for (column, (text, x)) in row.iter().zip(COLUMNS).enumerate() {
            let anchor = if matches!(column, 1 | 2) { "end" } else { "start" };
            all.push(Mark::Text { class, at: (x, top + 14.0), anchor, text: (*text).to_owned() });
        }
        top += LINE + 3.0;
    }
    let scale = scale(courses, WIDE - 2.0 * EDGE - 206.0);
    for (course, name) in courses.iter().zip(names) {
        top += GAP;
        line(&mut all, &mut top, "picture-strong", name);
        let start = course.simulation().world().start;
        let (drawn, (_, height)) = lane::marks(&lanes(course, &scale), &scale, start);
        all.extend(drawn.into_iter().map(|mark| mark.moved(EDGE, top)));
        top += height;
    }
    for (course, name) in courses.iter().zip(names) {
        top += GAP;
        line(&mut all, &mut top, "picture-strong", name);
        let model = model(course.simulation());
        let layout = layout(&model, WIDE - 2.0 * EDGE);
        all.extend(marks(&model, &layout).into_iter().map(|mark| mark.moved(EDGE, top)));
        top += layout.height;
    }
    (all, (WIDE, top + EDGE))
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;

    use super::*;
    use crate::picture::svg::{self, Colours};
    use crate::state::library::tests as library;
    use crate::tell::compare::compared;

    #[test]
    fn everything_stands_inside_and_says_what_the_page_says() {
        for scenario in library::all().into_iter().step_by(4) {
            let mut run = Simulation::new(&scenario.setup);
            run.run_until(run.horizon()).expect("within limits");
            let courses = [Course::of(&run).expect("a course"), Course::of(&run).expect("a course")];
            let told = compared(&courses);
            let names = ["Run 1".to_owned(), "Run 2".to_owned()];
            let (marks, (width, height)) = comparison(&courses, &told, &scenario.title, &names);
            for mark in &marks {
                let (x, y) = match mark {
                    Mark::Text { at, .. } | Mark::Circle { at, .. } => *at,
                    Mark::Rect { area, .. } => (area.right(), area.bottom()),
                    Mark::Path { .. } => continue,
                };
                assert!(
                    (0.0..=width).contains(&x) && (0.0..=height).contains(&y),
                    "{}: {mark:?}",
                    scenario.id
                );
            }
            for row in &told.table.rows {
                let has = |text: &str| {
                    marks.iter().any(|mark| matches!(mark, Mark::Text { text: of, .. } if of == text))
                };
                assert!(row.iter().all(|item| has(&item.text)), "{}: {row:?}", scenario.id);
            }
            let file = svg::file(marks, (width, height), &scenario.title, Colours::Light);
            assert!(!file.contains("href") && file.ends_with("</svg>\n"), "{}", scenario.id);
        }
    }
}
