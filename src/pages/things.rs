//! The pages on which one acts: a part of the program of their own.

use leptos::prelude::*;

use super::{cloud_pc, connection, environment, policies, policy, sign_in, thing};
use crate::shell::address::Page;

/// Draws one of them.
pub fn draw(page: Page) -> AnyView {
    match page {
        Page::Connection(name) => connection::draw(name),
        Page::Policies => policies::draw(),
        Page::Policy(name) => policy::draw(name),
        Page::CloudPc(name) => cloud_pc::draw(name),
        Page::SignIn(user) => view! { <sign_in::SignInPage user=user /> }.into_any(),
        Page::Environment => environment::draw(),
        Page::Thing(of) => thing::draw(&of),
        // The others are drawn elsewhere.
        Page::Overview
        | Page::Connections
        | Page::CloudPcs
        | Page::Activity
        | Page::Expectations
        | Page::Scenarios
        | Page::NotFound => ().into_any(),
    }
}
