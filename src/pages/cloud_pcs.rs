//! Cloud PCs: the list, and what is done with several of them at once.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::{deeds, grid};
use crate::state::use_run;
use crate::tell::cloud_pcs::GRID;
use crate::tell::deed::of_several;
use crate::tell::numbers::grouped;
use crate::words;

/// The page.
pub fn draw() -> AnyView {
    let chosen: grid::Chosen = RwSignal::new(Vec::new());
    let several = use_run().view_session(move |session| {
        chosen.with(|chosen| of_several(session, chosen.iter().map(String::as_str)))
    });
    let bar = move || {
        let (deeds, count) = several.get();
        // As high as with nothing chosen: whoever chooses the first keeps the list where it is.
        if count == 0 {
            return view! { <p class="caption">"Choose some of them to act on several at once."</p> }
                .into_any();
        }
        let none = Button { class: "subtle", ..Button::default() };
        let none = none.draw("Choose none", move || chosen.set(Vec::new()));
        view! { <p class="chosen"><strong>{words::chosen_of_list(&grouped(count as u64))}</strong>{none}</p>{deeds::bar(deeds)} }
            .into_any()
    };
    view! {
        <h1>"Cloud PCs"</h1>
        <section class="several" aria-label="What is chosen">{bar}</section>
        {grid::draw(&GRID, Some(chosen))}
    }
    .into_any()
}
