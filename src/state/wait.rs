//! Work that takes longer than a frame: done in slices, between which the page answers.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Of long work so many milliseconds are done at once.
pub(super) const SLICE_MS: f64 = 10.0;

/// Lets the page answer, for so many milliseconds at least.
pub(super) async fn wait(ms: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
    });
    let _ = JsFuture::from(promise).await;
}
