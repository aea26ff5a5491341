//! What makes a run go: an agenda of events in order of time, digests, and checkpoints to go back to. None of it
//! knows what is simulated.

pub mod agenda;
pub mod checkpoints;
pub mod digest;
pub mod log;

pub use agenda::Agenda;
pub use checkpoints::Checkpoints;
pub use digest::{Canonical, Digest, StateHasher};
pub use log::{Entries, Log};
