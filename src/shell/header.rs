//! The header: what this is, which scenario, which rules, which theme; in a frame, the way out of it.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::shell::acting;
use crate::shell::location::use_place;
use crate::shell::share::{self, address};
use crate::state::preferences::{self, Theme};
use crate::state::use_run;
use crate::view::{flag, text};
use crate::words;

/// The header.
#[component]
pub fn Header(
    /** Opens the help. */
    help: Callback<()>,
    /** Whether the navigation is open, where there is no room for it. */
    menu: RwSignal<bool>,
) -> impl IntoView {
    let (run, place) = (use_run(), use_place());
    let facts = text(move || run.told(|about| words::rules_and_seed(about.rules, &about.seed.to_string())));
    let title = view! { <span class="scenario-title"><bdi>{text(move || run.told(|about| about.title.clone()))}</bdi></span> };
    if place.embed {
        let address = text(move || address(run, place));
        return view! {
            <header class="header">
                <span class="simulated">"simulated"</span>
                {title}
                <a class="way-out" href=address target="_blank" rel="noopener">"Open in the simulator"</a>
            </header>
        }
        .into_any();
    }
    let theme = RwSignal::new(preferences::theme());
    let choose = move |event| {
        if let Some(chosen) = Theme::named(&event_target_value(&event)) {
            theme.set(chosen);
            preferences::set_theme(chosen);
        }
    };
    view! {
        <header class="header">
            <button
                type="button"
                class="button icon-only menu-button"
                aria-label="Pages"
                aria-expanded=text(move || if menu.get() { "true" } else { "false" })
                aria-controls="navigation"
                on:click=move |_| menu.update(|open| *open = !*open)
            >
                {Icon::Menu.draw()}
            </button>
            <a class="brand" href="#/" aria-label="ANC Simulator">
                <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
                    <circle cx="12" cy="5" r="2.6"></circle>
                    <path d="M12 8v13M7 12h10M4 15c1 4 4 6 8 6s7-2 8-6"></path>
                </svg>
                <span class="brand-name">"ANC Simulator"</span>
            </a>
            <span class="simulated">"simulated"</span>
            {title}
            <span class="header-facts">{facts}</span>
            <span class="header-controls">
                {acting::draw()}
                {share::draw()}
                <label class="field">
                    <span class="hidden-visually">"Theme"</span>
                    <select aria-label="Theme" on:change=choose prop:value=text(move || theme.get().name())>
                        {Theme::ALL.map(|one| view! {
                            <option value=one.name() selected=flag(move || theme.get() == one)>{one.title()}</option>
                        })}
                    </select>
                </label>
                {Button::icon("Help").draw(Icon::Help.draw(), move || help.run(()))}
            </span>
        </header>
    }
    .into_any()
}
