//! What is measured of the page, and follows the window.

use leptos::prelude::*;

/// What something measures: at first a guess, then once the page is laid out, and whenever the window changes.
pub fn measured<T: Send + Sync + 'static>(measure: impl Fn() -> T + Copy + 'static) -> RwSignal<T> {
    let size = RwSignal::new(measure());
    let resized = window_event_listener(leptos::ev::resize, move |_| size.set(measure()));
    on_cleanup(move || resized.remove());
    request_animation_frame(move || {
        // Whoever left the page meanwhile needs it no more, and what is measured may be gone with it.
        if !size.is_disposed() {
            size.set(measure());
        }
    });
    size
}
