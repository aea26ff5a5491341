//! Lists and cards, from plain data.

use leptos::prelude::*;

use super::message::Message;
use crate::tell::item::Item;

/// A card with a title.
pub fn card(title: impl Into<String>, body: Vec<AnyView>) -> AnyView {
    let title = title.into();
    view! { <section class="card"><h2>{title}</h2>{body}</section> }.into_any()
}

/// A paragraph.
pub fn paragraph(item: Item) -> AnyView {
    view! { <p>{item.draw(None)}</p> }.into_any()
}

/// What is wrong and what to do, above everything else.
pub fn message(mut item: Item) -> AnyView {
    let shape = item.shape.take().unwrap_or_default();
    Message::of(shape).draw(item.draw(None))
}

/// Entries below each other, each with its second line at the end of its first; nothing when there are none. `name` begins
/// their ids.
pub fn steps(name: &str, items: Vec<Item>) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let entries: Vec<AnyView> = items
        .into_iter()
        .enumerate()
        .map(|(position, mut item)| {
            let id = format!("{name}-{position}");
            let words = (!item.text.is_empty())
                .then(|| view! { <span id=id.clone()>{item.words()}</span> }.into_any());
            let rest = item.draw(words.is_some().then_some(&*id));
            view! { <li>{words}{rest}</li> }.into_any()
        })
        .collect();
    view! { <ol class="steps">{entries}</ol> }.into_any()
}

/// Terms and what is to be known of them.
pub fn facts(facts: Vec<(&'static str, Item)>) -> AnyView {
    let entries: Vec<AnyView> = facts
        .into_iter()
        .flat_map(|(term, fact)| {
            [view! { <dt>{term}</dt> }.into_any(), view! { <dd>{fact.draw(None)}</dd> }.into_any()]
        })
        .collect();
    view! { <dl class="facts">{entries}</dl> }.into_any()
}
