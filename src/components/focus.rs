//! Where the focus goes.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// Sets the focus, where something has this id.
pub fn focus(id: &str) {
    take(document().get_element_by_id(id));
}

/// Sets the focus on the first link of a drawing that is meant.
pub fn focus_first(selector: &str) {
    take(document().query_selector(selector).ok().flatten());
}

/// Links of a drawing take the focus as others do.
fn take(found: Option<Element>) {
    if let Some(element) = found.map(Element::unchecked_into::<HtmlElement>) {
        let _ = element.focus();
    }
}

/// Sets the focus, once what is drawn is there.
pub fn focus_on(id: String) {
    set_timeout(move || focus(&id), Duration::ZERO);
}
