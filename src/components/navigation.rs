//! The navigation, in the admin center's words.

use leptos::prelude::*;

use super::icon::Icon;
use crate::address::{NAVIGATION, Page};

const fn icon(page: &Page) -> Icon {
    match page {
        Page::Overview | Page::NotFound => Icon::Home,
        Page::Connections | Page::Connection(_) => Icon::Connection,
        Page::CloudPcs | Page::CloudPc(_) => Icon::CloudPc,
        Page::SignIn(_) => Icon::SignIn,
        Page::Activity => Icon::Activity,
        Page::Expectations => Icon::Expectations,
        Page::Scenarios => Icon::Library,
    }
}

/// The navigation.
#[component]
pub fn Navigation(
    /** The page that is open. */
    page: Signal<Page>,
    /** Whether it is open, where there is no room for it. */
    open: RwSignal<bool>,
) -> impl IntoView {
    let links = NAVIGATION.map(|(title, target)| {
        let address = target.fragment();
        let drawn = icon(&target).draw();
        let class = if target == Page::Scenarios { "apart" } else { "" };
        let current = move || page.with(|page| page.belongs_to(&target)).then_some("page");
        view! { <li class=class><a href=address aria-current=current on:click=move |_| open.set(false)>{drawn}{title}</a></li> }
    });
    let close_with_escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! { <nav class="navigation" id="navigation" aria-label="Pages" on:keydown=close_with_escape><ul>{links}</ul></nav> }
}
