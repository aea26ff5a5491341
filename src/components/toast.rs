//! Toasts: what was done, with the way back. They stay until they are dismissed or something else is done.

use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use super::status::glyph;
use crate::tell::shape::Shape;

/// Draws one.
pub fn toast(done: String, undo: Callback<()>, dismiss: Callback<()>) -> AnyView {
    view! {
        <div class="toast">
            {glyph(Shape::Success)}
            <p>{done}</p>
            {Button { class: "subtle", ..Button::default() }.draw("Undo", move || undo.run(()))}
            {Button::icon("Dismiss").draw(Icon::Dismiss.draw(), move || dismiss.run(()))}
        </div>
    }
    .into_any()
}
