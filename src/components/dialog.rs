//! Dialogs: the browser's own.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Opens or closes a dialog as a modal one.
pub fn show(dialog: NodeRef<Dialog>, open: bool) {
    let Some(dialog) = dialog.get() else { return };
    if open && !dialog.open() {
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}
