//! The pages, each by the name that the navigation gives it.

pub mod activity;
mod as_tables;
pub mod cloud_pc;
pub mod cloud_pcs;
pub mod compare;
#[cfg(debug_assertions)]
pub mod components;
pub mod connection;
pub mod connections;
pub mod editor;
pub mod environment;
pub mod expectations;
pub mod lessons;
pub mod overview;
pub mod policies;
pub mod policy;
pub mod report;
pub mod scenarios;
pub mod several;
pub mod sign_in;
pub mod taken;
pub mod thing;

use anc_engine::Simulation;
use anc_session::Session;
use leptos::prelude::*;

use crate::components::deeds::bar;
use crate::shell::address::Page;
use crate::state::use_run;
use crate::tell::deed::Deed;
use crate::view::live;
use crate::words;

/// Draws a page that is read.
#[expect(clippy::needless_pass_by_value, reason = "a drawing of pages takes a page")]
pub fn draw(page: Page) -> AnyView {
    match page {
        // What belongs to the overview and is read.
        Page::Overview => as_tables::draw(),
        Page::Activity => activity::Activity().into_any(),
        Page::Expectations => expectations::Expectations().into_any(),
        Page::Scenarios => scenarios::Scenarios().into_any(),
        #[cfg(debug_assertions)]
        Page::Components => components::draw(),
        _ => NotFound().into_any(),
    }
}

/// Draws a long list.
#[expect(clippy::needless_pass_by_value, reason = "a drawing of pages takes a page")]
pub fn draw_lists(page: Page) -> AnyView {
    match page {
        Page::Connections => connections::draw(),
        Page::CloudPcs => cloud_pcs::draw(),
        _ => NotFound().into_any(),
    }
}

/// Draws a page on which one acts.
pub fn draw_things(page: Page) -> AnyView {
    match page {
        Page::Connection(name) => connection::draw(name),
        Page::Policies => policies::draw(),
        Page::Policy(name) => policy::draw(name),
        Page::CloudPc(name) => cloud_pc::draw(name),
        _ => NotFound().into_any(),
    }
}

/// Draws a page of what those rest on.
pub fn draw_environment(page: Page) -> AnyView {
    match page {
        Page::SignIn(user) => view! { <sign_in::SignInPage user=user /> }.into_any(),
        Page::Environment => environment::draw(),
        Page::Thing(of) => thing::draw(&of),
        _ => NotFound().into_any(),
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

/// The page of one thing that has a name: what can be done to it, and what is told of it.
pub(super) struct One<T> {
    /// What such a thing is called, its list, and the list's title.
    pub(super) list: (&'static str, &'static str, &'static str),
    /// What is told of it.
    pub(super) told: fn(&Simulation, &str) -> Option<T>,
    /// What can be done to it.
    pub(super) deeds: fn(&Session, &str) -> Vec<Deed>,
    /// Draws what is told.
    pub(super) body: fn(T) -> AnyView,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> One<T> {
    /// Draws it.
    pub(super) fn draw(self, name: String) -> AnyView {
        let Self { list: (what, list, title), told, deeds, body } = self;
        let run = use_run();
        let view_name = name.clone();
        let view = run.view(move |simulation| told(simulation, &view_name));
        let deeds_name = name.clone();
        let deeds = run.view_session(move |session| deeds(session, &deeds_name));
        let body = move || match view.get() {
            Some(view) => body(view),
            None => nothing(what, list).into_any(),
        };
        view! {
            <div class="page-head"><p class="caption"><a href=list>{title}</a></p></div>
            <h1>{name}</h1>
            {live(move || bar(deeds.get()))}
            {body}
        }
        .into_any()
    }
}
