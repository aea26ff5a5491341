//! Messages in a page: what happened, where, and what to do.

use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use super::status::{Shape, glyph};
use crate::state::{BadFile, Notice, use_run};
use crate::view::live;

/// What the address asked for and could not be had, and why a run stopped.
#[component]
pub fn Messages() -> impl IntoView {
    let run = use_run();
    let notices = live(move || {
        let notice = |(position, Notice { title, lines }): (usize, Notice)| {
            let dismiss = move || {
                run.notices.update(|notices| {
                    if position < notices.len() {
                        notices.remove(position);
                    }
                });
            };
            view! {
                <div class="message warning" role="alert">
                    {glyph(Shape::Warning)}
                    <div class="message-body">
                        <h2>{title}</h2>
                        {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                    </div>
                    {Button::icon("Dismiss").draw(Icon::Dismiss.draw(), dismiss)}
                </div>
            }
        };
        run.notices.get().into_iter().enumerate().map(notice).collect_view()
    });
    let halted = live(move || {
        run.halted.get().map(|why| {
            view! {
                <div class="message warning" role="status">
                    {glyph(Shape::Warning)}
                    <p class="message-body">{why}</p>
                </div>
            }
        })
    });
    view! { {notices}{halted} }
}

/// What is wrong with a file, all of it, with places.
pub fn file_errors(bad: BadFile, dismiss: impl Fn() + Send + Sync + 'static) -> AnyView {
    let BadFile { name, errors } = bad;
    let count = errors.len();
    let things = if count == 1 { "one thing is".to_owned() } else { format!("{count} things are") };
    let errors: Vec<AnyView> =
        errors.into_iter().map(|error| view! { <li><code>{error}</code></li> }.into_any()).collect();
    view! {
        <div class="message error" role="alert" tabindex="-1" id="file-errors">
            {glyph(Shape::Error)}
            <div class="message-body">
                <h3>{format!("{name} was not opened: {things} wrong with it")}</h3>
                <p>"What was open stays open."</p>
                <ol class="scrolling" tabindex="0" aria-label="Errors">{errors}</ol>
            </div>
            {Button::icon("Dismiss").draw(Icon::Dismiss.draw(), dismiss)}
        </div>
    }
    .into_any()
}
