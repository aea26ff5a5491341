//! The pages, each by the name that the navigation gives it.

pub mod activity;
pub mod cloud_pc;
pub mod cloud_pcs;
pub mod connection;
pub mod connections;
pub mod environment;
pub mod expectations;
pub mod overview;
pub mod policies;
pub mod policy;
pub mod scenarios;
pub mod sign_in;
pub mod thing;
pub mod things;

use leptos::prelude::*;

use crate::shell::address::Page;
use crate::words;

/// Draws a page.
#[expect(clippy::needless_pass_by_value, reason = "a drawing of pages takes a page")]
pub fn draw(page: Page) -> AnyView {
    match page {
        // The frame draws the first by itself; the others are a part of their own.
        Page::Overview
        | Page::Connection(_)
        | Page::Policies
        | Page::Policy(_)
        | Page::CloudPc(_)
        | Page::SignIn(_)
        | Page::Environment
        | Page::Thing(_) => ().into_any(),
        Page::Connections => connections::Connections().into_any(),
        Page::CloudPcs => cloud_pcs::CloudPcs().into_any(),
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

/// Said in the place of what is told of a name that nothing in this run has, at least not yet.
pub fn nothing(what: &str, list: &'static str) -> impl IntoView + use<> {
    view! { <p>{words::none_of_this_name(what)}<a href=list>"To the list"</a></p> }
}
