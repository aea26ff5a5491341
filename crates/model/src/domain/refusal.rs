//! Why the service refuses something.

use super::rules::Rule;
use super::world::World;

/// Why the service refused something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The rule it would break.
    pub rule: Rule,
    /// What it was about.
    pub about: String,
}

/// Refuses what a rule forbids, while the rule holds.
///
/// # Errors
/// The rule that forbids it.
pub fn forbid(world: &World, forbidden: bool, rule: Rule, about: &str) -> Result<(), Refusal> {
    if forbidden && world.rules.holds(rule) { Err(Refusal { rule, about: about.to_owned() }) } else { Ok(()) }
}

/// What must be there, or the action makes no sense.
///
/// # Errors
/// The rule that says so.
pub fn require<T>(found: Option<T>, rule: Rule, about: &str) -> Result<T, Refusal> {
    found.ok_or_else(|| Refusal { rule, about: about.to_owned() })
}
