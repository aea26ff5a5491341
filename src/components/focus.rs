//! Where the focus goes.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Sets the focus, where something has this id.
pub fn focus(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Sets the focus on the first link of a drawing that is meant.
pub fn focus_first(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    // Links of a drawing take the focus as others do.
    if let Some(element) = found.map(leptos::wasm_bindgen::JsCast::unchecked_into::<HtmlElement>) {
        let _ = element.focus();
    }
}

/// Sets the focus, once what is drawn is there.
pub fn focus_on(id: String) {
    set_timeout(move || focus(&id), Duration::ZERO);
}
