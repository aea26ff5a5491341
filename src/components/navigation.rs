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
        Page::Scenarios => Icon::Library,
    }
}

/// The navigation.
#[component]
pub fn Navigation(
    /** The page that is open. */
    page: Signal<Page>,
) -> impl IntoView {
    let links = NAVIGATION.map(|(title, target)| {
        let address = target.fragment();
        let drawn = icon(&target).draw();
        let class = if target == Page::Scenarios { "apart" } else { "" };
        let current = move || page.with(|page| page.belongs_to(&target)).then_some("page");
        view! { <li class=class><a href=address aria-current=current>{drawn}{title}</a></li> }
    });
    view! { <nav class="navigation" aria-label="Pages"><ul>{links}</ul></nav> }
}
