//! The browser's address and history: the one place that reads and writes them.
//!
//! The address always brings back what is open. Opening a scenario is a step that *Back* undoes; pausing, seeking and
//! stepping only keep the address true; playing writes nothing. In a frame the history belongs to the page around it.

use anc_session::Link;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;

use crate::components::focus::{focus, focus_on};
use crate::shell::address::{Page, Query};
use crate::state::Run;
use crate::view::View;

/// The id of what stands beside the picture.
pub const BESIDE: &str = "beside";

/// Where we are.
#[derive(Clone, Copy)]
pub struct Place {
    /// The page that is open.
    pub page: RwSignal<Page>,
    /// The fragment of the page beside the picture; empty: there is none. It lives as long as the app: what follows it may be gone by the time
    /// that it changes.
    pub selected: View<String>,
    /// A link to a run that the address is, until it is opened.
    pub link: RwSignal<Option<String>>,
    /// What the address says besides.
    rest: StoredValue<Vec<String>>,
    /// Whether another page is around this one.
    pub framed: bool,
    /// Whether the address asks for a page without navigation.
    pub embed: bool,
}

fn location() -> Option<web_sys::Location> {
    Some(web_sys::window()?.location())
}

/// The query of the address.
pub fn search() -> String {
    location().and_then(|location| location.search().ok()).unwrap_or_default()
}

fn fragment() -> String {
    location().and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// The link to a run that stands behind the `#`, where one does.
fn link() -> Option<String> {
    Some(fragment().trim_start_matches('#').to_owned()).filter(|link| Link::is_meant(link))
}

/// Where this page is, without anything that it says.
pub fn base() -> String {
    let base = location()
        .and_then(|location| Some(format!("{}{}", location.origin().ok()?, location.pathname().ok()?)));
    base.unwrap_or_default()
}

fn is_framed() -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Another origin's window cannot be looked into, but it can be told apart.
    window.parent().ok().flatten().is_some_and(|parent| !js_sys::Object::is(&parent, &window))
}

impl Place {
    /// Where the address leads.
    pub fn begin(query: &Query) -> Self {
        let page = RwSignal::new(if link().is_some() { Page::Overview } else { Page::parse(&fragment()) });
        Self {
            page,
            selected: View::new(move || page.with(Page::selected_fragment)),
            link: RwSignal::new(link()),
            rest: StoredValue::new(query.rest.clone()),
            framed: is_framed(),
            embed: query.embed,
        }
    }

    /// The address of what is open, from `?` on.
    pub fn text(self, query: Query) -> String {
        let query = Query { rest: self.rest.get_value(), ..query };
        format!("{}{}", query.text(), self.page.get_untracked().fragment())
    }

    /// The whole address of what is open, to be copied: for a page of its own, whatever frame it is in.
    pub fn whole(self, query: Query) -> String {
        let rest = self.rest.get_value().into_iter().filter(|part| !part.starts_with("embed")).collect();
        let query = Query { rest, ..query };
        format!("{}{}{}", base(), query.text(), self.page.get_untracked().fragment())
    }

    /// The address of a link, to be copied.
    pub fn linked(self, link: &str) -> String {
        format!("{}#{link}", base())
    }

    /// Keeps the address true.
    pub fn keep(self, query: Query) {
        let text = self.text(query);
        if text != format!("{}{}", search(), fragment()) {
            write(&text, false);
        }
    }

    /// Another scenario was opened: it begins on the overview, and *Back* leads to what was open before.
    pub fn opened(self, query: Query) {
        self.page.set(Page::Overview);
        write(&self.text(query), !self.framed);
    }

    /// Opens a scenario of the library as a lesson, at its start.
    pub fn learn(self, run: Run, id: String) {
        let query = Query { lesson: true, ..Query::default() };
        run.open_asked(id, query, move || self.opened(run.query()));
    }

    /// Goes to a page.
    pub fn go(self, page: Page) {
        let text = format!("{}{}", search(), page.fragment());
        write(&text, !self.framed);
        self.turn(page);
    }

    /// Shows a page, from its top, with the focus in it.
    pub fn turn(self, page: Page) {
        if self.page.get_untracked() == page {
            return;
        }
        let selected = page.selected().is_some();
        self.page.set(page);
        // What is selected in the picture stands beside it, and the picture stays where it is.
        if selected {
            return focus_on(BESIDE.to_owned());
        }
        // The focus scrolls to the page, and past what stands above it.
        focus_main();
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Follows *Back*, *Forward*, and whoever writes into the address. `elsewhere` is told what the address says of the
    /// scenario.
    pub fn follow(self, elsewhere: impl Fn(Query) + 'static) {
        let moved = move |_| match link() {
            Some(link) => self.link.set(Some(link)),
            None => {
                elsewhere(Query::parse(&search()));
                self.turn(Page::parse(&fragment()));
            }
        };
        let moved = StoredValue::new_local(moved);
        for event in ["popstate", "hashchange"] {
            let listener =
                window_event_listener_untyped(event, move |event| moved.with_value(|moved| moved(event)));
            on_cleanup(move || listener.remove());
        }
        if !self.framed {
            return;
        }
        // A link would add to the history of the page around the frame.
        let clicked = window_event_listener(leptos::ev::click, move |event| {
            let plain = event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
            let address = link.and_then(|link| link.get_attribute("href"));
            if let Some(address) = address.filter(|_| plain && !event.default_prevented()) {
                event.prevent_default();
                self.go(Page::parse(&address));
            }
        });
        on_cleanup(move || clicked.remove());
    }
}

/// Writes an address, from `?` on, as a new entry of the history or in place of the present one. A browser that has had
/// enough of them refuses; the next one is taken again.
fn write(text: &str, new: bool) {
    let Some(window) = web_sys::window() else { return };
    let path = window.location().pathname().unwrap_or_default();
    let address = format!("{path}{text}");
    if let Ok(history) = window.history() {
        let _ = if new {
            history.push_state_with_url(&JsValue::NULL, "", Some(&address))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
        };
    }
}

/// Loads the page anew. The address keeps what is open.
pub fn reload() {
    if let Some(location) = location() {
        let _ = location.reload();
    }
}

/// Puts the focus into the page.
pub fn focus_main() {
    focus("main");
}

/// Where we are, for all components.
pub fn use_place() -> Place {
    expect_context::<Place>()
}
