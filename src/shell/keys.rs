//! Keys: which command a key means, and when it is left to what has the focus.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::commands::TimeCommand;
use super::time_bar::carry_out;
use crate::state::Run;

/// Shows tooltips, or takes them away until the pointer or the focus is where none is.
pub fn tips(on: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force("data-no-tips", !on);
    }
}

/// Whether a pointer is in something that has a tooltip.
pub fn in_tip(event: &PointerEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("[data-tip]").is_ok_and(|tip| tip.is_some()))
}

/// A key. Fields and buttons keep theirs, and so do the browser's combinations.
pub fn press(event: &KeyboardEvent, run: Run, help: RwSignal<bool>, shortcuts: RwSignal<bool>) {
    if event.key() == "Escape" {
        tips(false);
    }
    let taken = event.default_prevented() || event.alt_key();
    let control = event.ctrl_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
    let kept = target.is_some_and(|element| {
        let kind = element.get_attribute("type").unwrap_or_default();
        keeps_key(&element.tag_name(), &kind, &event.key())
    });
    // Only single keys can be switched off: speech would press them by mistake.
    if taken || in_dialog || kept || !(control || shortcuts.get_untracked()) {
        return;
    }
    let Some(command) = TimeCommand::of_key(&event.key(), event.shift_key(), control) else { return };
    event.prevent_default();
    match command {
        TimeCommand::Help => help.set(true),
        TimeCommand::FullScreen => toggle_full_screen(),
        _ => carry_out(run, command),
    }
}

fn toggle_full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        // A page in a frame may not be allowed to; then nothing happens.
        let _ = root.request_fullscreen();
    }
}

/// Whether an element keeps a key for itself, so that no shortcut takes it: fields keep all, a slider those that move
/// it, buttons and links those that press them. `kind` is the type of an input.
fn keeps_key(element: &str, kind: &str, key: &str) -> bool {
    match element {
        "INPUT" if kind == "range" => {
            matches!(
                key,
                "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "PageUp" | "PageDown"
            )
        }
        "INPUT" | "SELECT" | "TEXTAREA" | "DIALOG" => true,
        "BUTTON" | "A" | "SUMMARY" | "LABEL" => matches!(key, " " | "Enter"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_keys_and_buttons_those_that_press_them() {
        assert!(keeps_key("INPUT", "search", "ArrowLeft") && keeps_key("BUTTON", "button", " "));
        assert!(!keeps_key("BUTTON", "button", "ArrowLeft") && !keeps_key("MAIN", "", " "));
        // After the slider was used, Space plays.
        assert!(keeps_key("INPUT", "range", "ArrowLeft") && keeps_key("INPUT", "range", "Home"));
        assert!(!keeps_key("INPUT", "range", " ") && !keeps_key("INPUT", "range", "]"));
    }
}
