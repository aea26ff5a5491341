//! The header: what this is, which scenario, which rules, which theme.

use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use crate::preferences::{self, Theme};
use crate::run::use_run;

/// The header.
#[component]
pub fn Header(
    /** Opens the help. */
    help: Callback<()>,
) -> impl IntoView {
    let run = use_run();
    let rules = run.view(|simulation| simulation.world().rules.set.title());
    let theme = RwSignal::new(preferences::theme());
    let choose = move |event| {
        if let Some(chosen) = Theme::named(&event_target_value(&event)) {
            theme.set(chosen);
            preferences::set_theme(chosen);
        }
    };
    view! {
        <header class="header">
            <a class="brand" href="#/">
                <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
                    <circle cx="12" cy="5" r="2.6"></circle>
                    <path d="M12 8v13M7 12h10M4 15c1 4 4 6 8 6s7-2 8-6"></path>
                </svg>
                "ANC Simulator"
            </a>
            <span class="simulated">"simulated"</span>
            <span class="scenario-title">{move || run.about.get().title}</span>
            <span class="header-facts">
                {move || format!("Rules: {} · Seed {}", rules.get(), run.about.get().seed)}
            </span>
            <label class="field header-controls">
                <span class="hidden-visually">"Theme"</span>
                <select aria-label="Theme" on:change=choose prop:value=move || theme.get().name()>
                    {Theme::ALL.map(|one| view! {
                        <option value=one.name() selected=move || theme.get() == one>{one.title()}</option>
                    })}
                </select>
            </label>
            {Button::icon("Help").draw(Icon::Help.draw(), move || help.run(()))}
        </header>
    }
}
