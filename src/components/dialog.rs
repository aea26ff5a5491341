//! Dialogs: the browser's own, which keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;

/// Opens or closes a dialog as a modal one.
pub fn show(dialog: NodeRef<html::Dialog>, open: bool) {
    let Some(dialog) = dialog.get() else { return };
    if open && !dialog.open() {
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// A dialog with a title and a button that closes it.
pub struct Dialog {
    /// The element.
    pub element: NodeRef<html::Dialog>,
    /// The id of its title.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What stands below the title.
    pub subtitle: Option<AnyView>,
    /// What closes it, by whatever way.
    pub close: Callback<()>,
}

impl Dialog {
    /// Draws it.
    pub fn draw(self, body: impl IntoAny) -> AnyView {
        self.with(body.into_any())
    }

    fn with(self, body: AnyView) -> AnyView {
        let Self { element, id, title, subtitle, close } = self;
        let subtitle = subtitle.map(|words| view! { <p class="caption">{words}</p> });
        view! {
            <dialog node_ref=element aria-labelledby=id on:close=move |_| close.run(())>
                <div class="dialog-head">
                    <div><h2 id=id>{title}</h2>{subtitle}</div>
                    {Button::icon("Close").draw(Icon::Dismiss.draw(), move || close.run(()))}
                </div>
                <div class="dialog-body">{body}</div>
            </dialog>
        }
        .into_any()
    }
}
