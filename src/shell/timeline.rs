//! The timeline, above the track of the time bar: lanes, the present moment across them, a stretch of time that is chosen.

use anc_engine::domain::{Instant, Offset};
use anc_engine::{Simulation, calendar};
use anc_session::Intent;
use leptos::ev::{PointerEvent, WheelEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::Element;

use crate::components::button::Button;
use crate::components::measured::measured;
use crate::picture::lane;
use crate::picture::layout::px;
use crate::picture::scale::Scale;
use crate::picture::timeline::{LEGEND, lanes, of_note};
use crate::state::course::Followed;
use crate::state::use_run;
use crate::view::{View, follow, live, text};
use crate::words;

/// No less than this is shown.
const SHORTEST: i64 = 60_000;
/// A pointer that moves less than this clicks.
const CLICK: f64 = 4.0;

/// A stretch of a run.
type Window = (Instant, Instant);

/// The timeline.
pub(super) fn draw() -> AnyView {
    lane::styles();
    let run = use_run();
    let followed = Followed::new(run);
    let horizon = run.view(Simulation::horizon);
    let begins = run.view(|simulation| simulation.world().start);
    // None: the whole run.
    let zoomed = RwSignal::new(None::<Window>);
    let folded = RwSignal::new(true);
    let room = NodeRef::<Div>::new();
    let inner = NodeRef::<Div>::new();
    let width =
        measured(move || room.get_untracked().map_or(240, |room| i64::from(room.client_width())).max(120));
    let window = View::new(move || {
        let whole = horizon.get();
        zoomed.get().filter(|(_, to)| *to <= whole).unwrap_or((Offset::ZERO, whole))
    });
    // Another scenario is seen whole at first.
    follow(move || {
        run.about.track();
        zoomed.set(None);
    });
    let note =
        View::new(move || if folded.get() { followed.with(of_note).unwrap_or_default() } else { Vec::new() });
    let scale = View::new(move || note.with(|note| Scale::new(window.get(), width.get() as f64, note)));
    let told = View::new(move || {
        scale.with(|scale| followed.with(|course| lanes(course, scale)).unwrap_or_default())
    });
    let zoom = move |(from, to): Window| {
        let whole = horizon.get();
        let length = (to.0 - from.0).clamp(SHORTEST.min(whole.0), whole.0);
        let from = from.0.clamp(0, whole.0 - length);
        let is_all = from == 0 && length == whole.0;
        zoomed.set((!is_all).then_some((Offset(from), Offset(from + length))));
    };
    // Around the present moment where it is shown, else around the middle; `num` / `den` is how long it is then.
    let scaled = move |num: i64, den: i64, around: Option<Instant>| {
        let (from, to) = untrack(|| window.get());
        let now = run.now.get_untracked();
        let middle = around.or(Some(now).filter(|now| (from..=to).contains(now)));
        let middle = middle.map_or(i64::midpoint(from.0, to.0), |at| at.0);
        untrack(|| {
            zoom((
                Offset(middle - (middle - from.0) * num / den),
                Offset(middle + (to.0 - middle) * num / den),
            ));
        });
    };
    let moved = move |parts: i64| {
        let (from, to) = untrack(|| window.get());
        let by = (to.0 - from.0) * parts / 4;
        untrack(|| zoom((Offset(from.0 + by), Offset(to.0 + by))));
    };
    let whole = View::new(move || zoomed.with(Option::is_none));
    let button = move |label: &str, idle| Button {
        class: "subtle",
        label: Some(label.to_owned()),
        idle,
        ..Button::default()
    };
    let idle = Some(whole);
    let tools = view! {
        <div class="timeline-tools" role="group" aria-label="What is shown of the time">
            {button("Zoom in", None).draw("+", move || scaled(1, 2, None))}
            {button("Zoom out", idle).draw("−", move || scaled(2, 1, None))}
            {button("Earlier", idle).draw("‹", move || moved(-1))}
            {button("Later", idle).draw("›", move || moved(1))}
            {button("The whole run", idle).draw("All", move || zoomed.set(None))}
            <label class="field check">
                <input type="checkbox" prop:checked=move || folded.get() on:change=move |event| folded.set(event_target_checked(&event)) />
                "Fold quiet time"
            </label>
            <p class="caption timeline-legend">
                <span>"Each connection: its runs of checks; what is "<strong>"believed"</strong>"; what is "<strong>"true"</strong></span>
                {LEGEND.map(|(class, words)| view! {
                    <span class="legend-sign"><svg width="14" height="8" aria-hidden="true"><rect class=class width="14" height="8"></rect></svg>{words}</span>
                })}
            </p>
        </div>
    };
    // Where a pointer is, in the drawing.
    let x_of = move |client: i32| {
        let left = room.get_untracked().map_or(0.0, |room| room.get_bounding_client_rect().left());
        (f64::from(client) - left).max(0.0).min(width.get_untracked() as f64)
    };
    let brush = RwSignal::new(None::<(f64, f64)>);
    let pressed = move |event: PointerEvent| {
        // A name is a link.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let named =
            target.is_some_and(|target| target.closest(".lane-name").is_ok_and(|name| name.is_some()));
        if event.button() == 0 && !named {
            let x = x_of(event.client_x());
            brush.set(Some((x, x)));
            if let Some(room) = inner.get_untracked() {
                // Whoever leaves the drawing with the pointer down still chooses.
                let _ = room.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let dragged = move |event: PointerEvent| {
        if let Some((from, _)) = brush.get_untracked() {
            brush.set(Some((from, x_of(event.client_x()))));
        }
    };
    let released = move |_: PointerEvent| {
        let Some((from, to)) = brush.get_untracked() else { return };
        brush.set(None);
        let moment = |x: f64| untrack(|| scale.with(|scale| scale.moment(x)));
        if (to - from).abs() < CLICK {
            run.send(Intent::Seek(moment(to)));
        } else {
            zoom((moment(from.min(to)), moment(from.max(to))));
        }
    };
    let wheeled = move |event: WheelEvent| {
        let around = || untrack(|| scale.with(|scale| scale.moment(x_of(event.client_x()))));
        match (event.ctrl_key(), event.delta_x() as i64, event.delta_y() as i64) {
            (true, _, down) if down < 0 => scaled(3, 4, Some(around())),
            (true, _, down) if down > 0 => scaled(4, 3, Some(around())),
            (false, across, down) if across.abs() > down.abs() => moved(across.signum()),
            _ => return,
        }
        event.prevent_default();
    };
    let present = move || text(move || scale.with(|scale| format!("{}px", px(scale.place(run.now.get())))));
    let brushed = live(move || {
        let (from, to) = brush.get().filter(|(from, to)| (to - from).abs() >= CLICK)?;
        Some(
            view! { <div class="brush" style:left=format!("{}px", px(from.min(to))) style:width=format!("{}px", px((to - from).abs()))></div> },
        )
    });
    let folds = live(move || {
        let folds: Vec<_> = scale.with(|scale| scale.folds().collect());
        folds.into_iter().map(|(left, right, length)| view! {
            <div class="fold" style:left=format!("{}px", px(left)) style:width=format!("{}px", px(right - left)) title=words::folded(&length.words())></div>
        }).collect_view()
    });
    let axis = live(move || scale.with(|scale| lane::axis_line(begins.get(), scale)));
    let shown = text(move || {
        let (from, to) = window.get();
        let moment = |at: Instant| calendar::seen_from(begins.get().at(at), begins.get().at(Offset::ZERO));
        words::shown_of_time(&moment(from), &moment(to))
    });
    let drawn =
        live(move || told.get().into_iter().map(move |of| lane::draw(of, width.get())).collect_view());
    view! {
        <section class="timeline" aria-label="Timeline">
            {tools}
            <p class="hidden-visually" role="status">{shown}</p>
            <div class="lanes" tabindex="0" role="group" aria-label="Lanes">
                <div class="lanes-inner" node_ref=inner on:pointerdown=pressed on:pointermove=dragged on:pointerup=released on:pointercancel=move |_| brush.set(None) on:wheel=wheeled>
                    {drawn}
                    <div class="lanes-over" node_ref=room>
                        {folds}
                        <div class="fog" style:left=present()></div>
                        <div class="playhead" style:left=present()></div>
                        {brushed}
                    </div>
                </div>
            </div>
            {axis}
        </section>
    }
    .into_any()
}
