//! Drawing lanes, on the screen and as marks of a file, and the axis below them. Decides nothing.

use anc_engine::domain::Offset;
use anc_engine::domain::time::UtcStart;
use leptos::prelude::*;

use super::layout::{Area, px};
use super::marks::Mark;
use super::scale::Scale;
use super::timeline::Lane;
use crate::components::axis::{Label, PLACES, labels};
use crate::components::styles::adopt;
use crate::tell::direction::isolated;

/// Signs of a lane that are said at the most.
const SAID_MAX: usize = 100;
/// Between two labels of the axis there is so much room.
const ROOM: f64 = 70.0;
/// In a file, names take so much room, and letters of them are so wide.
const NAMES: f64 = 190.0;
const LETTER: f64 = 6.2;

/// What lanes look like.
pub fn styles() {
    adopt(include_str!("../../style/timeline.css"));
}

/// Draws a lane that is so many pixels wide, with its name before it.
pub fn draw(of: Lane, width: i64) -> AnyView {
    let Lane { name, page, words, height, paths, spots } = of;
    let name = isolated(&name);
    let tip = name.clone();
    let name_of_list = name.clone();
    let name = match page {
        Some(page) => view! { <a class="lane-name" href=page title=tip>{name}</a> }.into_any(),
        None => view! { <span class="lane-name" title=tip>{name}</span> }.into_any(),
    };
    let paths = paths.into_iter().map(|(class, path)| view! { <path class=class d=path></path> });
    // The same for those who do not see where it stands.
    let said = spots.iter().take(SAID_MAX).map(|spot| view! { <li>{spot.words.clone()}</li> }).collect_view();
    let spots = spots.into_iter().map(|spot| {
        let (left, right) = spot.across;
        let (top, bottom) = spot.down;
        view! {
            <rect class=spot.class x=px(left) y=px(top) width=px(right - left) height=px(bottom - top) rx="2">
                <title>{spot.words}</title>
            </rect>
        }
    });
    view! {
        <div class="lane">
            {name}
            <svg role="img" aria-label=isolated(&words) width=width.to_string() height=px(height)>
                {paths.collect_view()}
                {spots.collect_view()}
            </svg>
            <ul class="hidden-visually" aria-label=name_of_list>{said}</ul>
        </div>
    }
    .into_any()
}

/// The axis below lanes.
pub fn axis_line(start: UtcStart, scale: &Scale) -> AnyView {
    let label = |Label { place, words, day }: Label| {
        let class = if day { "axis-label day" } else { "axis-label" };
        view! { <span class=class style:left=format!("{place}px")>{words}</span> }
    };
    let labels = axis(start, scale).into_iter().map(label).collect_view();
    view! { <div class="timeline-axis axis" aria-hidden="true">{labels}</div> }.into_any()
}

/// Lanes with their axis, as marks of a file: how large it is, too.
pub fn marks(lanes: &[Lane], scale: &Scale, start: UtcStart) -> (Vec<Mark>, (f64, f64)) {
    let mut marks = Vec::new();
    let mut top = 8.0;
    let text = |class, at, anchor, text: &str| Mark::Text { class, at, anchor, text: text.to_owned() };
    for lane in lanes {
        let most = (NAMES / LETTER) as usize;
        let cut = lane.name.chars().count() > most;
        let name: String =
            lane.name.chars().take(if cut { most - 1 } else { most }).chain(cut.then_some('…')).collect();
        marks.push(text("lane-title", (8.0, top + lane.height / 2.0 + 4.0), "start", &name));
        let moved = format!("translate({} {})", px(NAMES), px(top));
        let paths = lane.paths.iter().cloned();
        marks.extend(paths.map(|(class, path)| Mark::Path { class, path, transform: moved.clone() }));
        for spot in &lane.spots {
            let area = Area {
                x: NAMES + spot.across.0,
                y: top + spot.down.0,
                width: spot.across.1 - spot.across.0,
                height: spot.down.1 - spot.down.0,
            };
            marks.push(Mark::Rect { class: spot.class, area, round: 2.0 });
        }
        top += lane.height + 6.0;
    }
    for Label { place, words, .. } in axis(start, scale) {
        marks.push(text("lane-title", (NAMES + place as f64, top + 14.0), "middle", &words));
    }
    (marks, (NAMES + scale.width() + 16.0, top + 24.0))
}

/// The labels of the axis: of each stretch that is not folded, as far apart as they need to be. Their places are pixels.
fn axis(start: UtcStart, scale: &Scale) -> Vec<Label> {
    let mut all: Vec<Label> = Vec::new();
    for ((from, to), (left, right)) in scale.open() {
        let width = right - left;
        for mut label in labels(UtcStart(start.at(from)), Offset(to.0 - from.0), width as i64) {
            label.place = (left + width * label.place as f64 / PLACES as f64).round() as i64;
            if all.last().is_none_or(|last| (label.place - last.place) as f64 >= ROOM) {
                all.push(label);
            }
        }
    }
    all
}
