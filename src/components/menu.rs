//! Menus: a button that opens what stands behind it; the browser's own, which closes by the same button.

use leptos::prelude::*;

/// Draws one. `opened` is told that somebody looked into it.
pub fn menu(name: &'static str, class: &str, opened: Callback<()>, content: AnyView) -> AnyView {
    view! {
        <details class=format!("menu {class}") on:toggle=move |_| opened.run(())>
            <summary class="button">{name}</summary>
            <div class="menu-list" role="group" aria-label=name>{content}</div>
        </details>
    }
    .into_any()
}
