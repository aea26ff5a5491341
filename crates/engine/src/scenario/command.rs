//! Commands as JSON: in files, links and messages they are written alike. Everything here follows from the declarations of
//! [`crate::command`].

pub mod read;
pub mod shape;
pub mod write;

use serde_json::{Map, Value};

use crate::command::{Declared, UserAction};

/// Fields of a JSON object.
pub type Fields = Map<String, Value>;

/// How the name of an action stands beside its fields.
pub const ACTION_TAG: &str = "action";
/// How the name of a fault stands beside its fields.
pub const FAULT_TAG: &str = "kind";

/// How the name of a change stands beside its fields.
pub const CHANGE_TAG: &str = "what";

/// What an event can be: an administrator's action, something that breaks or is repaired, a change of the environment, or what
/// becomes of a user.
pub fn kinds() -> Vec<&'static str> {
    let mut kinds = vec!["admin", "fault", "repair", "change"];
    kinds.extend(UserAction::declarations().map(|declaration| declaration.name));
    kinds
}

/// A field that says something.
pub(super) fn present<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}
