//! Drawing the picture: one SVG element a mark, and a link over each place that can be touched. Decides nothing.

use anc_engine::domain::RecordKey;
use leptos::prelude::*;
use leptos::{ev, svg};

use super::layout::{Area, Layout, WIDE_FROM, layout, px};
use super::marks::{Mark, Touch, marks, touches};
use crate::state::{Run, use_run};
use crate::tell::direction::isolated;
use crate::tell::picture::Model;
use crate::tell::picture::part::{Panel, Target};
use crate::view::{View, live, text};
use crate::words;

fn element(mark: Mark) -> AnyView {
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
fn link(run: Run, touch: Touch) -> AnyView {
    let Touch { area: Area { x, y, width, height }, target, words, stop } = touch;
    let words = isolated(words);
    let (address, why) = match target {
        Target::Page(page) => (page.fragment(), None),
        Target::Why(record) => ("#/activity".to_owned(), Some(record)),
    };
    let ask = move |event: web_sys::MouseEvent| {
        if let Some(record) = why {
            event.prevent_default();
            run.explain(record);
        }
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
        .on(ev::click, ask)
        .child(inside)
        .into_any()
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

/// What tells a touch from another one: while it stays the same, its link stays, and with it the focus.
fn identity(touch: &Touch) -> (String, Option<RecordKey>) {
    let Area { x, y, width, height } = touch.area;
    let (page, record) = match &touch.target {
        Target::Page(page) => (page.fragment(), None),
        Target::Why(record) => (String::new(), Some(*record)),
    };
    (format!("{} {} {} {} {page} {}", px(x), px(y), px(width), px(height), touch.words), record)
}

/// No smaller than this, where the picture is fitted into a frame: what is left is scrolled.
const SCALE_MIN: f64 = 0.5;

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

/// The picture in a room.
#[component]
pub fn Picture(
    /** What it tells. */
    model: View<Model>,
    /** How much room there is: width and height. */
    room: Signal<(f64, f64)>,
    /** Whether it is fitted into the room; else it is as high as it needs to be. */
    fit: bool,
) -> impl IntoView {
    let run = use_run();
    let fitted = View::new(move || {
        model.with(|model| if fit { fitted(model, room.get()) } else { (layout(model, room.get().0), 1.0) })
    });
    let placed = View::new(move || fitted.with(|(layout, _)| layout.clone()));
    let scale = move || fitted.with(|(_, scale)| *scale);
    let drawn = live(move || {
        let marks = model.with(|model| placed.with(|layout| marks(model, layout)));
        marks.into_iter().map(element).collect_view()
    });
    let touched = View::new(move || model.with(|model| placed.with(|layout| touches(model, layout))));
    let shown =
        move |size: fn(&Layout) -> f64| text(move || placed.with(|layout| px(size(layout) * scale())));
    view! {
        <svg
            class="picture"
            role="group"
            aria-label=text(move || model.with(spoken))
            width=shown(|layout| layout.width)
            height=shown(|layout| layout.height)
            viewBox=text(move || placed.with(|layout| format!("0 0 {} {}", px(layout.width), px(layout.height))))
        >
            <g aria-hidden="true">{drawn}</g>
            <For each=move || touched.get() key=identity children=move |touch| link(run, touch) />
        </svg>
    }
}
