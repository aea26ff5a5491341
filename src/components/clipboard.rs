//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Copies a text, where the browser lets the page copy.
pub async fn copied(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Only a page that came over a safe way has a clipboard.
    let navigator = window.navigator();
    let Ok(clipboard) = js_sys::Reflect::get(&navigator, &"clipboard".into()) else { return false };
    if clipboard.is_undefined() || clipboard.is_null() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
