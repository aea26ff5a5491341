//! Where the focus goes.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Sets the focus, once what is drawn is there.
pub fn focus_on(id: String) {
    let set = move || {
        let found = document().get_element_by_id(&id);
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    };
    set_timeout(set, Duration::ZERO);
}
