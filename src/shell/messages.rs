//! Messages in a page: what happened, where, and what to do.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::components::status::glyph;
use crate::state::{Call, Notice, use_run};
use crate::tell::shape::Shape;
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
    let offer = live(move || {
        run.offer.get().map(|offer| {
            view! {
                <div class="message" role="status">
                    {glyph(Shape::Info)}
                    <div class="message-body">
                        <h2>"Go on where you left off?"</h2>
                        <p>{offer.words}</p>
                        <p class="deeds">
                            {Button { class: "primary", ..Button::default() }.draw("Go on", move || run.call(Call::Answer(true)))}
                            {Button::default().draw("Forget it", move || run.call(Call::Answer(false)))}
                        </p>
                    </div>
                </div>
            }
        })
    });
    view! { {offer}{notices}{halted} }
}
