//! The checker: what reads any file and says all that is wrong with it. A part of the program that is fetched when somebody opens a
//! file of their own; what the library has was checked when the page was built.

use anc_engine::scenario::FileError;
use anc_session::{Document, Origin};

/// The part could not be fetched.
pub(super) struct Unreachable;

#[cfg(anc_parts)]
impl From<leptos::wasm_split::SplitLoaderError> for Unreachable {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

type Checked = Result<Document, Vec<FileError>>;

#[cfg_attr(
    anc_parts,
    leptos::wasm_split::wasm_split(checker, wasm_split_path = leptos::wasm_split, fallible)
)]
#[cfg_attr(not(anc_parts), expect(clippy::unnecessary_wraps, reason = "a part may be out of reach"))]
#[expect(clippy::needless_pass_by_value, reason = "what goes into a part is handed over")]
fn checked(bytes: Vec<u8>, origin: Origin) -> Result<Checked, Unreachable> {
    Ok(Document::read(&bytes, origin))
}

/// Reads a file.
pub(super) async fn check(bytes: Vec<u8>, origin: Origin) -> Result<Checked, Unreachable> {
    #[cfg(anc_parts)]
    let checked = checked(bytes, origin).await;
    #[cfg(not(anc_parts))]
    let checked = std::future::ready(checked(bytes, origin)).await;
    checked
}
