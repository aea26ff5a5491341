//! Files that were opened in this tab: kept, so that reload, *Back* and *Forward* bring them back. They stay in the browser;
//! a browser without storage, such as a sandboxed frame, keeps them as long as the page lives.

use std::cell::RefCell;

use anc_engine::domain::ordered;
use leptos::prelude::set_timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Storage, Url};

/// What identities begin with that stand for files opened in this tab.
pub const OPENED_FILE: &str = "file-";

const KEY: &str = "anc-";
/// Files that are kept: a browser has room for about five of the largest.
const KEPT_MAX: usize = 5;

thread_local! {
    static KEPT: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// The numbers of the files in storage, oldest first.
fn numbers(storage: &Storage) -> Vec<u32> {
    let prefix = format!("{KEY}{OPENED_FILE}");
    let count = storage.length().unwrap_or(0);
    let mut numbers: Vec<u32> = Vec::new();
    for position in 0..count {
        let key = storage.key(position).ok().flatten();
        let number = key.and_then(|key| key.strip_prefix(&prefix)?.parse().ok());
        if let Some(number) = number {
            ordered::insert(&mut numbers, number);
        }
    }
    numbers
}

/// Keeps the text of a file. Gives the identity by which the address names it.
pub fn keep(text: &str) -> String {
    let storage = session();
    let mut stored = storage.as_ref().map(numbers).unwrap_or_default();
    let number = |id: &str| id.strip_prefix(OPENED_FILE)?.parse::<u32>().ok();
    let here = KEPT.with_borrow(|kept| kept.last().and_then(|(id, _)| number(id))).unwrap_or(0);
    let id = format!("{OPENED_FILE}{}", stored.last().copied().unwrap_or(0).max(here) + 1);
    KEPT.with_borrow_mut(|kept| {
        if kept.len() == KEPT_MAX {
            kept.remove(0);
        }
        kept.push((id.clone(), text.to_owned()));
    });
    if let Some(storage) = storage {
        // The oldest make room: for the number, and for the bytes.
        while stored.len() >= KEPT_MAX || storage.set_item(&format!("{KEY}{id}"), text).is_err() {
            if stored.is_empty() {
                break;
            }
            let oldest = stored.remove(0);
            let _ = storage.remove_item(&format!("{KEY}{OPENED_FILE}{oldest}"));
        }
        let _ = storage.set_item(&format!("{KEY}{id}"), text);
    }
    id
}

/// The text of a file that was opened in this tab.
pub fn kept(id: &str) -> Option<String> {
    let here = KEPT.with_borrow(|kept| kept.iter().find(|(of, _)| of == id).map(|(_, text)| text.clone()));
    here.or_else(|| session()?.get_item(&format!("{KEY}{id}")).ok().flatten())
}

/// What a file is, by the end of its name.
const KINDS: [(&str, &str); 4] =
    [("json", "application/json"), ("md", "text/markdown"), ("csv", "text/csv"), ("svg", "image/svg+xml")];

/// Gives a drawing to the browser as a picture to keep: what draws it is fetched for that. `false`: it could not be drawn.
pub async fn download_picture(name: &str, drawing: &str) -> bool {
    let draw = web_sys::window().and_then(|window| js_sys::Reflect::get(&window, &"ancPicture".into()).ok());
    let Some(draw) = draw.and_then(|draw| draw.dyn_into::<js_sys::Function>().ok()) else { return false };
    let drawn = draw.call2(&wasm_bindgen::JsValue::NULL, &drawing.into(), &name.into());
    let Some(drawn) = drawn.ok().and_then(|drawn| drawn.dyn_into::<js_sys::Promise>().ok()) else {
        return false;
    };
    wasm_bindgen_futures::JsFuture::from(drawn).await.is_ok()
}

/// Gives a text to the browser as a file to keep.
pub fn download(name: &str, text: &str) {
    let options = BlobPropertyBag::new();
    let kind = KINDS.iter().find(|(end, _)| name.rsplit('.').next() == Some(end));
    options.set_type(kind.map_or("text/plain", |(_, kind)| kind));
    let parts = js_sys::Array::of1(&text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    let anchor = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser reads it after this.
    let forget = move || drop(Url::revoke_object_url(&address));
    set_timeout(forget, std::time::Duration::from_mins(1));
}
