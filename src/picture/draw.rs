//! Drawing the picture: one SVG element a mark. Decides nothing.

use leptos::prelude::*;

use super::layout::{layout, px};
use super::marks::{Mark, marks};
use super::model::Model;

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
            view! { <text class=class x=px(x) y=px(y) text-anchor=anchor>{text}</text> }.into_any()
        }
    }
}

/// The picture in words, for those who do not see it: the table beside it says the rest.
fn spoken(model: &Model) -> String {
    let cards: Vec<String> = model
        .cards
        .iter()
        .map(|card| {
            format!(
                "{} in {}: {}, capacity {}, {}",
                card.name, card.region, card.status.words, card.capacity.words, card.counts
            )
        })
        .collect();
    let sign_in = model.sign_in.as_ref().map(|sign_in| format!(" {}", sign_in.sentence)).unwrap_or_default();
    format!("Picture of the tenant. {}.{sign_in} The table below says the same.", cards.join("; "))
}

/// The picture at a width.
#[component]
pub fn Picture(
    /** What it tells. */
    model: Memo<Model>,
    /** How wide it may be. */
    width: Signal<f64>,
) -> impl IntoView {
    let placed = Memo::new(move |_| model.with(|model| layout(model, width.get())));
    let drawn = move || {
        let marks = model.with(|model| placed.with(|layout| marks(model, layout)));
        marks.into_iter().map(element).collect_view()
    };
    view! {
        <svg
            class="picture"
            role="img"
            aria-label=move || model.with(spoken)
            width=move || placed.with(|layout| px(layout.width))
            height=move || placed.with(|layout| px(layout.height))
            viewBox=move || placed.with(|layout| format!("0 0 {} {}", px(layout.width), px(layout.height)))
        >
            {drawn}
        </svg>
    }
}
