//! Messages in a page: what happened, where, and what to do.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::message::Message;
use crate::state::{Call, Notice, use_run};
use crate::tell::shape::Shape;
use crate::view::live;

/// What the address asked for and could not be had, and why a run stopped.
#[component]
pub fn Messages() -> impl IntoView {
    let run = use_run();
    let notices = live(move || {
        let notice = |(position, Notice { title, lines }): (usize, Notice)| {
            let dismiss = move |()| {
                run.notices.update(|notices| {
                    if position < notices.len() {
                        notices.remove(position);
                    }
                });
            };
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            Message { dismiss: Some(Callback::new(dismiss)), ..Message::alert(Shape::Warning) }
                .draw(view! { <h2>{title}</h2>{lines} })
        };
        run.notices.get().into_iter().enumerate().map(notice).collect_view()
    });
    let halted = live(move || {
        let look = Message { role: Some("status"), ..Message::of(Shape::Warning) };
        run.halted.get().map(|why| look.draw(why))
    });
    let offer = live(move || {
        run.offer.get().map(|offer| {
            Message { role: Some("status"), ..Message::default() }.draw(view! {
                <h2>"Go on where you left off?"</h2>
                <p>{offer.words}</p>
                <p class="deeds">
                    {Button { class: "primary", ..Button::default() }.draw("Go on", move || run.call(Call::Answer(true)))}
                    {Button::default().draw("Forget it", move || run.call(Call::Answer(false)))}
                </p>
            })
        })
    });
    view! { {offer}{notices}{halted} }
}
