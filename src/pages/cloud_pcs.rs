//! Cloud PCs: the list, and what is done with several of them at once.

use leptos::prelude::*;

use super::several;
use crate::components::button::Button;
use crate::components::{deeds, grid};
use crate::state::use_run;
use crate::tell::cloud_pcs::GRID;
use crate::tell::deed::{Deed, of_cloud_pcs, of_several};
use crate::tell::numbers::grouped;
use crate::view::live;
use crate::words;

/// The page.
pub fn draw() -> AnyView {
    let chosen: grid::Chosen = RwSignal::new(Vec::new());
    let asked: several::Asked = RwSignal::new(None);
    let found = use_run().view_session(move |session| {
        chosen.with(|chosen| of_several(session, chosen.iter().map(String::as_str)))
    });
    let all = use_run().view_session(of_cloud_pcs);
    let bar = move || {
        let (deeds, people) = found.get();
        // As high as with nothing chosen: whoever chooses the first keeps the list where it is.
        if people.is_empty() {
            return view! { <p class="caption">"Choose some of them to act on several at once."</p> }
                .into_any();
        }
        let count = words::chosen_of_list(&grouped(people.len() as u64));
        let none = Button { class: "subtle", ..Button::default() };
        let none = none.draw("Choose none", move || chosen.set(Vec::new()));
        let button = |deed: Deed| {
            let look = Button { tip: deed.lacking.map(str::to_owned), ..Button::default() };
            let people = people.clone();
            look.draw(deed.button.clone(), move || asked.set(Some((deed.clone(), people.clone()))))
        };
        let buttons: Vec<AnyView> = deeds.into_iter().map(button).collect();
        view! {
            <p class="chosen"><strong>{count}</strong>{none}</p>
            <div class="deeds" role="group" aria-label="Actions">{buttons}</div>
        }
        .into_any()
    };
    view! {
        <h1>"Cloud PCs"</h1>
        {live(move || deeds::bar(all.get()))}
        <section class="several" aria-label="What is chosen">{live(bar)}</section>
        {grid::draw(&GRID, Some(chosen))}
        {several::draw(asked)}
    }
    .into_any()
}
