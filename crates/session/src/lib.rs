//! What somebody does with the simulator, without a screen: an open document, its branches and which one is open, who acts, and
//! time that passes frame by frame.
//!
//! Everything that changes anything is an [`Intent`], whoever sends it: a button, a key, a lesson, a message of a host page, a line
//! for `anc play`. [`Session::apply`] answers with what changed, or with why nothing did.
//!
//! ```
//! use anc_session::{Document, Intent, Origin, Session};
//!
//! let text = r#"{
//!     "format": 1, "id": "hello", "title": "Hello", "summary": "One connection.",
//!     "start": "2026-03-02T08:00:00Z", "horizon": "1d",
//!     "world": {
//!         "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.0.0.0/26" }] }],
//!         "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs", "new": true }]
//!     }
//! }"#;
//! let document = Document::read(text.as_bytes(), Origin::Sent).expect("a scenario");
//! let mut session = Session::open(document);
//! for line in [
//!     r#"{ "version": 1, "intent": "seek", "to": "2h" }"#,
//!     r#"{ "version": 1, "intent": "act", "command": { "admin": { "action": "retryChecks", "connection": "anc" } } }"#,
//!     r#"{ "version": 1, "intent": "undo" }"#,
//! ] {
//!     let intent = Intent::parse(line, &session).expect("an intent");
//!     session.apply(intent, &mut || true).expect("it is done");
//! }
//! assert_eq!(session.branch().simulation().actions().len(), 0);
//! ```

pub mod branch;
pub mod change;
pub mod document;
pub mod draft;
pub mod intent;
pub mod kept;
pub mod lesson;
pub mod limits;
pub mod link;
pub mod message;
mod pace;
pub mod rejected;
pub mod session;
pub mod speed;
pub mod told;
pub mod what_if;

pub use branch::{Branch, BranchId, Instead, Made, Without};
pub use change::{Change, Slice};
pub use document::{Document, Origin};
pub use draft::{Draft, Family, Wrong};
pub use intent::Intent;
pub use kept::Kept;
pub use link::{Link, LinkError};
pub use rejected::Rejected;
pub use session::{Motion, Session};
pub use speed::{SPEED_AT_FIRST, SPEEDS, Speed};
