//! Tabs, after the ARIA Authoring Practices: one of them is in the order of the keyboard, arrows go from one to the next, Home and End
//! to the first and the last. What is not chosen is there all the same: paper shows all.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::focus::focus;
use crate::components::styles::adopt;
use crate::view::{flag, text};

/// Where a key leads from a tab, of so many.
fn led(key: &str, from: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if from >= last { 0 } else { from + 1 }),
        "ArrowLeft" => Some(from.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Draws them: each with its title and what it shows. `name` begins their ids, and says what they are of.
pub fn tabs(name: &'static str, tabs: Vec<(&'static str, AnyView)>) -> AnyView {
    adopt(include_str!("../../style/tabs.css"));
    let chosen = RwSignal::new(0_usize);
    let count = tabs.len();
    let ids = move |position: usize| (format!("{name}-tab-{position}"), format!("{name}-panel-{position}"));
    let press = move |event: KeyboardEvent| {
        // With another key they are the browser's.
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(to) = led(&event.key(), chosen.get_untracked(), count) else { return };
        event.prevent_default();
        chosen.set(to);
        focus(&ids(to).0);
    };
    let (mut titles, mut panels) = (Vec::new(), Vec::new());
    for (position, (title, content)) in tabs.into_iter().enumerate() {
        let (tab, panel) = ids(position);
        let is_chosen = move || chosen.get() == position;
        let selected = text(move || if is_chosen() { "true" } else { "false" });
        let order = text(move || if is_chosen() { "0" } else { "-1" });
        titles.push(
            view! {
                <button type="button" role="tab" class="tab" id=tab.clone() aria-controls=panel.clone() aria-selected=selected tabindex=order on:click=move |_| chosen.set(position)>
                    {title}
                </button>
            }
            .into_any(),
        );
        panels.push(
            view! {
                <div role="tabpanel" class="tab-panel" id=panel aria-labelledby=tab tabindex="0" hidden=flag(move || !is_chosen())>
                    <h2 class="tab-title">{title}</h2>
                    {content}
                </div>
            }
            .into_any(),
        );
    }
    view! {
        <div class="tabs" role="tablist" aria-label=name on:keydown=press>{titles}</div>
        {panels}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!((led("ArrowRight", 2, 3), led("ArrowLeft", 0, 3)), (Some(0), Some(2)));
        assert_eq!((led("ArrowRight", 0, 3), led("ArrowLeft", 2, 3)), (Some(1), Some(1)));
        assert_eq!((led("Home", 2, 3), led("End", 0, 3), led("a", 0, 3)), (Some(0), Some(2), None));
        assert_eq!(led("End", 0, 0), None, "of none there is none");
    }
}
