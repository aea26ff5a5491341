//! What became of something that was done for several people at once: how many it was done for, and why it was refused to others.

use anc_engine::action::Refusal;
use anc_engine::domain::{Rule, World};

use super::refusal::{self, Refused};

/// A report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Report {
    /// For how many it was done.
    pub(crate) done: usize,
    /// Each rule that refused it, and to whom.
    pub(crate) refused: Vec<(Refused, Vec<String>)>,
    /// Who is not there any more.
    pub(crate) gone: Vec<String>,
}

/// A report: for each of `people` why the service refused it, if it did.
pub(crate) fn told(
    world: &World,
    people: Vec<String>,
    outcomes: Vec<Option<Refusal>>,
    gone: Vec<String>,
) -> Report {
    let mut report = Report { done: 0, refused: Vec::new(), gone };
    let mut rules: Vec<Rule> = Vec::new();
    for (name, refused) in people.into_iter().zip(outcomes) {
        let Some(refusal) = refused else {
            report.done += 1;
            continue;
        };
        let position = rules.iter().position(|&rule| rule == refusal.rule).unwrap_or_else(|| {
            rules.push(refusal.rule);
            report.refused.push((refusal::told(&refusal, world), Vec::new()));
            rules.len() - 1
        });
        report.refused[position].1.push(name);
    }
    report
}
