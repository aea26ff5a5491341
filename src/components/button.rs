//! Buttons: one shape of them for all that is done.

use leptos::prelude::*;

use crate::view::View;

/// What a button looks like, and what it says to those who do not see it.
#[derive(Default)]
pub struct Button {
    /// Its classes besides `button`.
    pub class: &'static str,
    /// Its name, when what is in it does not say it.
    pub label: Option<String>,
    /// What a tooltip says: its name, where it shows an icon alone, or what it is for.
    pub tip: Option<String>,
    /// Its own id.
    pub id: Option<String>,
    /// The id of what it belongs to.
    pub described_by: Option<String>,
    /// The key that does the same.
    pub key: Option<&'static str>,
    /// Whether it can do nothing now. It keeps the focus: whoever works with the keyboard stays there.
    pub idle: Option<View<bool>>,
}

impl Button {
    /// A button that shows an icon alone.
    pub fn icon(label: &str) -> Self {
        let label = Some(label.to_owned());
        Self { class: "icon-only", tip: label.clone(), label, ..Self::default() }
    }

    /// Draws it.
    pub fn draw(self, content: impl IntoAny, act: impl Fn() + Send + Sync + 'static) -> AnyView {
        self.of(content.into_any(), Callback::new(move |()| act()))
    }

    fn of(self, content: AnyView, act: Callback<()>) -> AnyView {
        let Self { class, label, tip, id, described_by, key, idle } = self;
        let description = tip.clone().filter(|_| tip != label);
        view! {
            <button
                type="button"
                id=id
                class=format!("button {class}")
                aria-label=label
                data-tip=tip
                aria-description=description
                aria-describedby=described_by
                aria-keyshortcuts=key
                aria-disabled=move || idle.filter(|idle| idle.get()).map(|_| "true")
                on:click=move |_| act.run(())
            >
                {content}
            </button>
        }
        .into_any()
    }
}
