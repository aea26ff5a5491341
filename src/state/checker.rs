//! The checker: what reads any file and says all that is wrong with it. A part of the program that is fetched when somebody opens a
//! file of their own, or saves a run; what the library has was checked when the page was built.

use anc_engine::scenario::FileError;
use anc_engine::scenario::export::export;
use anc_session::{Document, Origin, Session};

/// The part could not be fetched.
pub(crate) struct Unreachable;

#[cfg(anc_parts)]
impl From<leptos::wasm_split::SplitLoaderError> for Unreachable {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// What reads files, and writes them.
#[derive(Clone, Copy)]
pub(crate) struct Checker {
    /// Reads any file.
    pub(crate) check: fn(&[u8], Origin) -> Result<Document, Vec<FileError>>,
    /// Writes the open branch of a session as a file.
    pub(super) save: fn(&Session) -> Result<String, Vec<FileError>>,
}

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(checker, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
fn parted() -> Result<Checker, Unreachable> {
    Ok(Checker {
        check: Document::read,
        save: |session| {
            export(&session.document().text, &session.branch().left_out, session.branch().simulation())
        },
    })
}

/// The checker, which is fetched when it is wanted.
pub(super) async fn checker() -> Result<Checker, Unreachable> {
    #[cfg(anc_parts)]
    let checker = parted().await;
    #[cfg(not(anc_parts))]
    let checker = std::future::ready(parted()).await;
    checker
}
