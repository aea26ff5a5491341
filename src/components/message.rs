//! Messages in a page: what happened, where, and what to do.

use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use super::status::{Shape, glyph};
use crate::run::use_run;

/// What is wrong with the file that could not be opened, and why a run stopped.
#[component]
pub fn Messages() -> impl IntoView {
    let run = use_run();
    let bad_file = move || {
        run.bad_file.get().map(|bad| {
            let count = bad.errors.len();
            let things = if count == 1 { "one thing is".to_owned() } else { format!("{count} things are") };
            view! {
                <div class="message error" role="alert">
                    {glyph(Shape::Error)}
                    <div class="message-body">
                        <h2>{format!("{} was not opened: {things} wrong with it", bad.name)}</h2>
                        <p>"What was open stays open."</p>
                        <ol class="scrolling" tabindex="0" aria-label="Errors">
                            {bad.errors.into_iter().map(|error| view! { <li><code>{error}</code></li> }).collect_view()}
                        </ol>
                    </div>
                    {Button::icon("Dismiss").draw(Icon::Dismiss.draw(), move || run.bad_file.set(None))}
                </div>
            }
        })
    };
    let halted = move || {
        run.halted.get().map(|why| {
            view! {
                <div class="message warning" role="status">
                    {glyph(Shape::Warning)}
                    <p class="message-body">{why}</p>
                </div>
            }
        })
    };
    view! { {bad_file}{halted} }
}
