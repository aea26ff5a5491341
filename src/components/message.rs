//! Message bars: what happened or what is so, and what to do about it.

use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use super::status::glyph;
use crate::tell::shape::Shape;

/// A message bar.
#[derive(Default)]
pub struct Message {
    /// What kind of message it is: an error, a warning, or anything else.
    pub shape: Shape,
    /// Whether it is read out when it appears: `alert` at once, `status` in its turn.
    pub role: Option<&'static str>,
    /// Its own id, where it takes the focus.
    pub id: Option<&'static str>,
    /// What a button does that takes it away.
    pub dismiss: Option<Callback<()>>,
}

impl Message {
    /// A message that is there from the beginning.
    pub fn of(shape: Shape) -> Self {
        Self { shape, ..Self::default() }
    }

    /// A message that is read out at once.
    pub fn alert(shape: Shape) -> Self {
        Self { role: Some("alert"), ..Self::of(shape) }
    }

    /// Draws it.
    pub fn draw(self, body: impl IntoAny) -> AnyView {
        self.with(body.into_any())
    }

    fn with(self, body: AnyView) -> AnyView {
        let Self { shape, role, id, dismiss } = self;
        let class = match shape {
            Shape::Error => "message error",
            Shape::Warning => "message warning",
            _ => "message",
        };
        let dismiss =
            dismiss.map(|act| Button::icon("Dismiss").draw(Icon::Dismiss.draw(), move || act.run(())));
        view! {
            <div class=class role=role id=id tabindex=id.map(|_| "-1")>
                {glyph(shape)}
                <div class="message-body">{body}</div>
                {dismiss}
            </div>
        }
        .into_any()
    }
}
