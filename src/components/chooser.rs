//! A button by which somebody chooses a JSON file, and its bytes.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use crate::components::button::Button;

/// Draws the button; `label` names the field behind it.
pub fn draw(words: AnyView, label: &'static str, chosen: Callback<File>) -> AnyView {
    let input = NodeRef::<leptos::html::Input>::new();
    let choose = move || {
        if let Some(input) = input.get() {
            input.click();
        }
    };
    let changed = move |event: leptos::ev::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = target else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            chosen.run(file);
        }
    };
    view! {
        {Button::default().draw(words, choose)}
        <input node_ref=input class="hidden-visually" type="file" accept=".json,application/json" tabindex="-1" aria-label=label on:change=changed />
    }
    .into_any()
}

/// What is in a file. None: the browser could not read it.
pub async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
