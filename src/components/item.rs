//! How an [`Item`] is drawn: in cells of tables and entries of lists alike.

use leptos::prelude::*;

use super::status::{glyph, shaped};
use super::why::why_button;
use crate::tell::direction::isolated;
use crate::tell::item::Item;

impl Item {
    /// The words alone, with their shape and their link.
    pub fn words(&mut self) -> AnyView {
        let text = isolated(std::mem::take(&mut self.text));
        match (self.shape, self.link.take()) {
            (Some(shape), Some(address)) => {
                view! { <span class="badge">{glyph(shape)}<a href=address>{text}</a></span> }.into_any()
            }
            (Some(shape), None) => shaped(shape, text).into_any(),
            (None, Some(address)) => view! { <a href=address>{text}</a> }.into_any(),
            (None, None) if self.code => view! { <code>{text}</code> }.into_any(),
            (None, None) => text.into_any(),
        }
    }

    /// All of it. `described_by` is the id of what the cause is a cause of, where something on the page says it.
    pub fn draw(mut self, described_by: Option<&str>) -> Vec<AnyView> {
        let mut parts = Vec::new();
        if !self.text.is_empty() {
            parts.push(self.words());
        }
        let Self { second, details, why, .. } = self;
        if !second.is_empty() {
            parts.push(view! { <span class="second">{isolated(second)}</span> }.into_any());
        }
        if !details.is_empty() {
            parts.push(
                view! { <details><summary>"View details"</summary>{super::list::facts(details)}</details> }
                    .into_any(),
            );
        }
        if let Some(record) = why {
            parts.push(why_button(record, described_by.map(str::to_owned)));
        }
        parts
    }
}
