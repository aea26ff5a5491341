//! Drawing the picture: one SVG element a mark, and a link over each place that can be touched. Decides nothing.

use anc_engine::domain::RecordKey;
use leptos::prelude::*;
use leptos::{ev, svg};

use super::layout::{Area, Layout, WIDE_FROM, layout, px};
use super::marks::{Mark, Touch, marks, touches};
use crate::components::focus::focus_on;
use crate::shell::address::beside_picture;
use crate::state::{Run, use_run};
use crate::tell::direction::isolated;
use crate::tell::picture::Model;
use crate::tell::picture::part::{Many, Opened, Panel, Target};
use crate::view::{View, live, text};
use crate::words;

/// A mark as an element.
pub fn element(mark: Mark) -> AnyView {
    match mark {
        Mark::Rect { class, area, round } => view! {
            <rect class=class x=px(area.x) y=px(area.y) width=px(area.width) height=px(area.height) rx=px(round)></rect>
        }
        .into_any(),
        Mark::Path { class, path, transform } => {
            view! { <path class=class d=path transform=transform></path> }.into_any()
        }
        Mark::Circle { class, at: (x, y), radius } => {
            view! { <circle class=class cx=px(x) cy=px(y) r=px(radius)></circle> }.into_any()
        }
        Mark::Text { class, at: (x, y), anchor, text } => {
            view! { <text class=class x=px(x) y=px(y) text-anchor=anchor>{isolated(text)}</text> }.into_any()
        }
    }
}

/// A link over a place. One that asks why is a link to the page where the record stands, for whoever opens it elsewhere.
fn link(run: Run, touch: Touch, selects: bool, selected: View<String>, opened: RwSignal<Opened>) -> AnyView {
    let Touch { area: Area { x, y, width, height }, target, words, stop } = touch;
    let words = isolated(words);
    let address = match &target {
        Target::Page(page) => page.fragment(),
        Target::Why(_) => "#/activity".to_owned(),
        Target::All(many) => many.page().fragment(),
    };
    let (here, beside) = (address.clone(), address.clone());
    let current = move || selected.with(|selected| *selected == here).then_some("true");
    let (id, expanded) = match &target {
        Target::All(many) => {
            let is_open = opened.with_untracked(|opened| opened.has(*many));
            (Some(place_of_all(*many)), Some(is_open.to_string()))
        }
        _ => (None, None),
    };
    let ask = move |event: web_sys::MouseEvent| {
        // Whoever holds a key wants a tab of its own.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        match target {
            Target::Why(record) => run.explain(record),
            Target::All(many) => {
                opened.update(|opened| opened.turn(many));
                // It says something else by then, and is another element.
                focus_on(place_of_all(many));
            }
            Target::Page(_) if selects && has_room() => run.leads_to.set(Some(beside_picture(&beside))),
            Target::Page(_) => return,
        }
        event.prevent_default();
    };
    let tab = if stop { "0" } else { "-1" };
    // In a view, `a` is HTML's: it would hold no shapes, and nobody could touch it.
    let inside = (
        svg::title().child(words.clone()),
        view! { <rect x=px(x) y=px(y) width=px(width) height=px(height) rx="4"></rect> },
    );
    svg::a()
        .attr("class", "touch")
        .attr("href", address)
        .attr("tabindex", tab)
        .attr("aria-label", words)
        .attr("aria-current", current)
        .attr("aria-expanded", expanded)
        .attr("id", id)
        .on(ev::click, ask)
        .child(inside)
        .into_any()
}

/// The id of what opens all of these.
fn place_of_all(many: Many) -> String {
    format!("all-{}", many as u8)
}

/// Narrower than this a page has no room beside the picture: it is opened instead.
const BESIDE_FROM: f64 = 1_180.0;

fn has_room() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width >= BESIDE_FROM)
}

/// The picture in words, for those who do not see it: the table below it says the rest.
fn spoken(model: &Model) -> String {
    let region = |panel: &Panel| format!("{}: {}. ", panel.title(), panel.words());
    let regions: String = model.regions.iter().map(region).collect();
    match &model.sign_in {
        Some(sign_in) => words::picture_with_sign_in(&regions, &sign_in.sentence),
        None => words::picture(&regions),
    }
}

/// The picture of another run than the open one: nothing in it leads anywhere.
pub fn still(model: &Model, width: f64) -> AnyView {
    let (layout, scale) = fitted(model, (width, f64::MAX));
    let drawn = marks(model, &layout).into_iter().map(element).collect_view();
    view! {
        <svg
            class="picture"
            role="img"
            aria-label=spoken(model)
            width=px(layout.width * scale)
            height=px(layout.height * scale)
            viewBox=format!("0 0 {} {}", px(layout.width), px(layout.height))
        >
            {drawn}
        </svg>
    }
    .into_any()
}

/// What tells a touch from another one: while it stays the same, its link stays, and with it the focus.
fn identity(touch: &Touch) -> (String, Option<RecordKey>) {
    let Area { x, y, width, height } = touch.area;
    let (page, record) = match &touch.target {
        Target::Page(page) => (page.fragment(), None),
        Target::Why(record) => (String::new(), Some(*record)),
        Target::All(_) => (String::new(), None),
    };
    (format!("{} {} {} {} {page} {}", px(x), px(y), px(width), px(height), touch.words), record)
}

/// No smaller than this, where the picture is fitted into a frame: what is left is scrolled.
const SCALE_MIN: f64 = 0.5;
/// No smaller than this, so that columns stand beside each other in a page that is nearly wide enough.
const SCALE_OF_COLUMNS: f64 = 0.88;

/// The layout that is shown largest when it is fitted into a room, and its scale.
fn fitted(model: &Model, (width, height): (f64, f64)) -> (Layout, f64) {
    let scaled = |across: f64| {
        let layout = layout(model, across);
        let scale = (width / layout.width).min(height / layout.height).min(1.0);
        (layout, scale)
    };
    let (own, wide) = (scaled(width), scaled(width.max(WIDE_FROM)));
    let (layout, scale) = if wide.1 > own.1 { wide } else { own };
    (layout, scale.max(SCALE_MIN))
}

/// The layout for a width, as high as it needs to be. Where little is lacking for columns beside each other, it is made smaller by that.
fn unfitted(model: &Model, width: f64) -> (Layout, f64) {
    let scale = (width / WIDE_FROM).min(1.0);
    if scale >= SCALE_OF_COLUMNS {
        (layout(model, width / scale), scale)
    } else {
        (layout(model, width), 1.0)
    }
}

/// The picture in a room.
#[component]
pub fn Picture(
    /** What it tells. */
    model: View<Model>,
    /** How much room there is: width and height. */
    room: Signal<(f64, f64)>,
    /** Whether it is fitted into the room; else it is as high as it needs to be. */
    fit: bool,
    /** The fragment of what is shown beside it; where it is fitted, nothing is. */
    selected: View<String>,
    /** Of what there is much of: what is opened. */
    opened: RwSignal<Opened>,
) -> impl IntoView {
    let run = use_run();
    let placed = View::new(move || {
        model.with(|model| if fit { fitted(model, room.get()) } else { unfitted(model, room.get().0) })
    });
    let drawn = live(move || {
        let marks = model.with(|model| placed.with(|(layout, _)| marks(model, layout)));
        marks.into_iter().map(element).collect_view()
    });
    let touched = View::new(move || model.with(|model| placed.with(|(layout, _)| touches(model, layout))));
    let shown =
        move |size: fn(&Layout) -> f64| text(move || placed.with(|(layout, scale)| px(size(layout) * scale)));
    view! {
        <svg
            class="picture"
            role="group"
            aria-label=text(move || model.with(spoken))
            width=shown(|layout| layout.width)
            height=shown(|layout| layout.height)
            viewBox=text(move || placed.with(|(layout, _)| ["0 0 ", &px(layout.width), " ", &px(layout.height)].concat()))
        >
            <g aria-hidden="true">{drawn}</g>
            <For each=move || touched.get() key=identity children=move |touch| link(run, touch, !fit, selected, opened) />
        </svg>
    }
}
