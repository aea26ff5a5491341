//! Style sheets that come with a later part of the program: what stands there need not be in the first load. They are made by the
//! program, so that the policy that allows no inline style has nothing against them.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::CssStyleSheet;

thread_local! {
    /// Those that were adopted, by the place of their text.
    static ADOPTED: RefCell<Vec<*const u8>> = const { RefCell::new(Vec::new()) };
}

/// Takes a style sheet up, once. A browser that cannot shows the part without its looks.
pub fn adopt(styles: &'static str) {
    let is_new = ADOPTED.with_borrow_mut(|adopted| {
        let is_new = !adopted.contains(&styles.as_ptr());
        adopted.extend(is_new.then_some(styles.as_ptr()));
        is_new
    });
    if !is_new {
        return;
    }
    let Ok(sheet) = CssStyleSheet::new() else { return };
    if sheet.replace_sync(styles).is_err() {
        return;
    }
    let (document, name) = (document(), "adoptedStyleSheets".into());
    let sheets = Reflect::get(&document, &name).ok().and_then(|sheets| sheets.dyn_into::<Array>().ok());
    let all = sheets.unwrap_or_default().concat(&Array::of1(&sheet));
    let _ = Reflect::set(&document, &name, &all);
}
