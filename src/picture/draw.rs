//! Drawing the picture: one SVG element a mark. Decides nothing.

use leptos::prelude::*;

use super::layout::layout;
use super::marks::{Mark, marks};
use super::model::Model;

fn element(mark: Mark) -> AnyView {
    match mark {
        Mark::Rect { class, area, round } => view! {
            <rect class=class x=area.x y=area.y width=area.width height=area.height rx=round></rect>
        }
        .into_any(),
        Mark::Path { class, path, transform } => {
            view! { <path class=class d=path transform=transform></path> }.into_any()
        }
        Mark::Circle { class, at: (x, y), radius } => {
            view! { <circle class=class cx=x cy=y r=radius></circle> }.into_any()
        }
        Mark::Text { class, at: (x, y), anchor, text } => {
            view! { <text class=class x=x y=y text-anchor=anchor>{text}</text> }.into_any()
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
            width=move || placed.with(|layout| layout.width)
            height=move || placed.with(|layout| layout.height)
            viewBox=move || placed.with(|layout| format!("0 0 {} {}", layout.width, layout.height))
        >
            {drawn}
        </svg>
    }
}
