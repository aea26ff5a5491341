//! The scenario file that is written in the editor: kept in this tab, whatever page is looked at; checked and played to its end after each change.

use std::cell::RefCell;

use anc_engine::scenario::FileError;
use anc_session::{Document, Intent, Origin, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::checker::checker;
use super::clock_ms;
use super::wait::{SLICE_MS, wait};

const KEY: &str = "anc-editor";
/// So long nobody may have written anything, in milliseconds, before it is looked at.
const PAUSE_MS: i32 = 350;

thread_local! {
    static TEXT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What was written in this tab. None: nothing yet.
pub fn kept() -> Option<String> {
    let here = TEXT.with_borrow(Clone::clone);
    here.or_else(|| window().session_storage().ok().flatten()?.get_item(KEY).ok().flatten())
}

/// Keeps what was written.
pub fn keep(text: &str) {
    TEXT.set(Some(text.to_owned()));
    if let Some(storage) = window().session_storage().ok().flatten() {
        // A full storage keeps what it had; the page has the text as long as it lives.
        let _ = storage.set_item(KEY, text);
    }
}

/// What became of a text.
pub enum Looked {
    /// What is wrong with it.
    Wrong(Vec<FileError>),
    /// It is right, and was played to its end, or to a limit.
    Played(Box<Session>),
    /// The part that reads files could not be fetched.
    Unreachable,
}

/// Looks at a text once nothing was written for a moment, and tells what became of it: unless `is_last` says that there is a newer one.
pub fn look(text: String, is_last: impl Fn() -> bool + 'static, told: impl FnOnce(Looked) + 'static) {
    spawn_local(async move {
        wait(PAUSE_MS).await;
        if !is_last() {
            return;
        }
        let checker = checker().await;
        if !is_last() {
            return;
        }
        let Ok(checker) = checker else { return told(Looked::Unreachable) };
        let document: Document = match (checker.check)(text.as_bytes(), Origin::Sent) {
            Ok(document) => document,
            Err(errors) => return told(Looked::Wrong(errors)),
        };
        let mut session = Session::open(document);
        let mut intent = Intent::Seek(session.branch().simulation().horizon());
        loop {
            let until = clock_ms() + SLICE_MS;
            // Nothing can be rejected here: time passes in a run of its own.
            let _ = session.apply(intent, &mut || clock_ms() < until);
            if !is_last() {
                return;
            }
            if !session.is_moving() {
                return told(Looked::Played(Box::new(session)));
            }
            wait(0).await;
            intent = Intent::Frame(0);
        }
    });
}
