//! The pages, each by the name that the navigation gives it.

pub mod activity;
pub mod cloud_pc;
pub mod cloud_pcs;
pub mod connection;
pub mod connections;
pub mod expectations;
pub mod overview;
pub mod scenarios;
pub mod sign_in;

use leptos::prelude::*;

use crate::shell::address::Page;
use crate::words;

/// Draws a page.
pub fn draw(page: Page) -> AnyView {
    match page {
        // The frame draws it by itself: it needs no part.
        Page::Overview => ().into_any(),
        Page::Connections => connections::Connections().into_any(),
        Page::Connection(name) => view! { <connection::ConnectionPage name=name /> }.into_any(),
        Page::CloudPcs => cloud_pcs::CloudPcs().into_any(),
        Page::CloudPc(name) => view! { <cloud_pc::CloudPcPage name=name /> }.into_any(),
        Page::SignIn(user) => view! { <sign_in::SignInPage user=user /> }.into_any(),
        Page::Activity => activity::Activity().into_any(),
        Page::Expectations => expectations::Expectations().into_any(),
        Page::Scenarios => scenarios::Scenarios().into_any(),
        Page::NotFound => NotFound().into_any(),
    }
}

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <h1>"There is no such page"</h1>
        <p>"The address may be misspelt. "<a href="#/">"To the overview"</a></p>
    }
}

/// A name that nothing in this run has, at least not yet.
pub fn missing(what: &str, name: &str, list: &'static str) -> impl IntoView + use<> {
    view! {
        <h1>{name.to_owned()}</h1>
        <p>{words::none_of_this_name(what)}<a href=list>"To the list"</a></p>
    }
}
