//! The navigation, in the admin center's words.

use leptos::prelude::*;

use crate::shell::address::{PAGES, Page, PageEntry};

/// The navigation.
#[component]
pub fn Navigation(
    /** The page that is open. */
    page: Signal<Page>,
    /** Whether it is open, where there is no room for it. */
    open: RwSignal<bool>,
) -> impl IntoView {
    let link = |entry: &'static PageEntry| {
        let address = entry.page.fragment();
        let class = if entry.page == Page::Lessons { "apart" } else { "" };
        let current = move || page.with(|page| page.belongs_to(&entry.page)).then_some("page");
        let drawn = entry.icon.draw();
        view! { <li class=class><a href=address aria-current=current on:click=move |_| open.set(false)>{drawn}{entry.title}</a></li> }
    };
    let links: Vec<_> = PAGES.iter().map(link).collect();
    let close_with_escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! { <nav class="navigation" id="navigation" aria-label="Pages" on:keydown=close_with_escape><ul>{links}</ul></nav> }
}
