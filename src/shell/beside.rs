//! What is selected in the picture, beside it: the page that tells of it, with everything that can be done there.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::focus::focus_first;
use crate::components::icon::Icon;
use crate::shell::address::Page;
use crate::shell::location::{BESIDE, Place};
use crate::shell::parts::Parts;
use crate::shell::waiting;
use crate::view::live;
use crate::words;

/// Draws a page beside the picture.
pub(super) fn draw(parts: Parts, place: Place, address: &str) -> AnyView {
    let page = Page::parse(address);
    let address = address.to_owned();
    let name = words::beside(&page.title());
    let touched = [".touch[href='", &address, "']"].concat();
    let close = move || {
        place.go(Page::Overview);
        // Back to where it was selected: the picture is laid out anew in the next frame, since it has more room.
        let touched = touched.clone();
        request_animation_frame(move || request_animation_frame(move || focus_first(&touched)));
    };
    let on_escape = {
        let close = close.clone();
        move |event: web_sys::KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() {
                close();
            }
        }
    };
    // What draws it may come later: what stands around it stays, and with it the focus.
    let drawn = live(move || match parts.drawing(&page) {
        (Some(draw), _) => draw(page.clone()),
        (None, failed) => waiting::page(parts, page.title(), failed, Some(waiting::STAYS_OPEN)),
    });
    view! {
        <aside class="beside" id=BESIDE tabindex="-1" aria-label=name on:keydown=on_escape>
            <div class="beside-head">
                <a href=address>"Open as a page"</a>
                {Button::icon("Close").draw(Icon::Dismiss.draw(), close)}
            </div>
            <div class="page">{drawn}</div>
        </aside>
    }
    .into_any()
}
