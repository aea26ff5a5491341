//! The limits of a session.

use anc_engine::limits;

/// Branches of a session.
pub const BRANCHES_MAX: usize = 100;
/// Things that one intent does at once.
pub const ACTED_AT_ONCE_MAX: usize = 1_000;
/// Bytes of an intent: those of a file, spelled as a text in JSON.
pub const INTENT_BYTES_MAX: usize = 2 * limits::FILE_BYTES_MAX;
/// Real milliseconds that one frame can let pass.
pub const FRAME_MS_MAX: i64 = 60_000;
