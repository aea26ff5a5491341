//! Buttons that do something to the tenant, from plain data.

use leptos::prelude::*;

use super::button::Button;
use super::status::glyph;
use crate::state::{Prepared, use_run};
use crate::tell::deed::Deed;
use crate::tell::shape::Shape;

/// A button that prepares its command. `about` is the id of what it belongs to, where the same button stands more than once.
pub fn deed(of: Deed, about: Option<&str>) -> AnyView {
    let run = use_run();
    let Deed { button, draft, at_once, lacking } = of;
    let look = Button {
        tip: lacking.map(str::to_owned),
        described_by: about.map(str::to_owned),
        ..Button::default()
    };
    look.draw(button, move || run.prepare(Prepared::Command { asked: draft.clone(), at_once }))
}

/// What is to be known before something is done: that a role is missing, or that something is lost.
pub fn warning(fact: &'static str) -> AnyView {
    view! { <p class="lacking">{glyph(Shape::Warning)}<span>{fact}</span></p> }.into_any()
}

/// All buttons of a page, and which role whoever acts lacks for some of them.
pub fn bar(deeds: Vec<Deed>) -> AnyView {
    if deeds.is_empty() {
        return ().into_any();
    }
    let lacking = deeds.iter().find_map(|deed| deed.lacking);
    let lacking = lacking.map(warning);
    let buttons: Vec<AnyView> = deeds.into_iter().map(|of| deed(of, None)).collect();
    view! { <div class="deeds" role="group" aria-label="Actions">{buttons}</div>{lacking} }.into_any()
}
