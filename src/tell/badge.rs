//! Statuses in shape and words, and what is known of a connection: the same on every page and in the picture.

use anc_engine::domain::{
    Check, CheckResult, CloudPc, CloudPcStatus, Connection, ConnectionId, ConnectionStatus, Offset, Verdict,
};
use anc_engine::{Simulation, health};

use crate::tell::direction::isolated;
use crate::tell::shape::Shape;
use crate::words;

/// A status: shape and words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Badge {
    /// The shape, which has its colour.
    pub shape: Shape,
    /// The words.
    pub words: String,
}

impl Badge {
    /// A shape with its words.
    pub fn new(shape: Shape, words: impl Into<String>) -> Self {
        Self { shape, words: isolated(words) }
    }
}

/// The badge of a status.
pub fn status_badge(status: ConnectionStatus) -> Badge {
    let shape = match status {
        ConnectionStatus::Pending => Shape::Pending,
        ConnectionStatus::Running => Shape::Running,
        ConnectionStatus::Passed | ConnectionStatus::Informational => Shape::Success,
        ConnectionStatus::Warning => Shape::Warning,
        ConnectionStatus::Inactive => Shape::NotRun,
        ConnectionStatus::Failed => Shape::Error,
    };
    Badge::new(shape, status.title())
}

/// The status of a connection, with the checks that made it so: `Checks failed: DNS`.
pub fn connection_badge(of: &Connection) -> Badge {
    let mut badge = status_badge(of.status());
    let wanted = |verdict: &Verdict| match of.status() {
        ConnectionStatus::Failed => matches!(verdict, Verdict::Error(_)),
        ConnectionStatus::Warning => matches!(verdict, Verdict::Warning(_)),
        _ => false,
    };
    let results = of.last_run().map(|run| run.results.as_slice()).unwrap_or_default();
    let found: Vec<&str> = results
        .iter()
        .filter(|result| wanted(&result.verdict))
        .map(|result| result.check.entry().short)
        .collect();
    if !found.is_empty() {
        badge.words = format!("{}: {}", badge.words, found.join(", "));
    }
    badge
}

/// The status of a Cloud PC as a badge.
pub fn cloud_pc_badge(cloud_pc: &CloudPc) -> Badge {
    Badge::new(shape_of(cloud_pc.status), cloud_pc.status.title())
}

/// The shape that stands for a status of a Cloud PC.
pub(crate) const fn shape_of(status: CloudPcStatus) -> Shape {
    match status {
        CloudPcStatus::Provisioned => Shape::Success,
        CloudPcStatus::Provisioning
        | CloudPcStatus::Preparing
        | CloudPcStatus::Restoring
        | CloudPcStatus::Deprovisioning
        | CloudPcStatus::Resizing
        | CloudPcStatus::PendingProvision
        | CloudPcStatus::ResizePendingLicense
        | CloudPcStatus::MovingRegion => Shape::Running,
        CloudPcStatus::ProvisionedWithWarnings | CloudPcStatus::InGracePeriod => Shape::Warning,
        CloudPcStatus::Failed => Shape::Error,
        CloudPcStatus::NotProvisioned => Shape::NotRun,
    }
}

/// `3 h`: the largest unit only. A number and its unit stay on one line.
pub fn largest_unit(length: Offset) -> String {
    let words = length.words();
    words.split(' ').take(2).collect::<Vec<_>>().join("\u{a0}")
}

/// `seen 2 h ago`
pub fn seen(simulation: &Simulation, connection: ConnectionId) -> String {
    let of = &simulation.world().connections[connection];
    match of.last_run() {
        Some(run) if run.number == 0 && run.ends.0 == 0 => "seen before the start".to_owned(),
        Some(run) => match simulation.now().since(run.ends) {
            age if age.0 < 60_000 => "seen just now".to_owned(),
            age => words::seen_ago(&largest_unit(age)),
        },
        None => "not seen yet".to_owned(),
    }
}

/// What is true now where it differs from the status: what a check would find.
pub fn truth(simulation: &Simulation, connection: ConnectionId) -> Option<Badge> {
    differing(&simulation.world().connections[connection], &health::truth(simulation.state(), connection))
}

/// The same, when what all checks would find is known. A status that is true can have another reason by now.
pub fn differing(of: &Connection, results: &[CheckResult]) -> Option<Badge> {
    let believed = of.status();
    let true_status = health::roll_up(results);
    if !believed.is_usable() && believed != ConnectionStatus::Failed {
        return None;
    }
    let is_bad = |result: &CheckResult| matches!(result.verdict, Verdict::Error(_) | Verdict::Warning(_));
    let seen = |check: Check| of.last_run().and_then(|run| run.result(check)).is_some_and(is_bad);
    let found = results.iter().find_map(|result| match result.verdict {
        Verdict::Error(error) | Verdict::Warning(error) if true_status != believed || !seen(result.check) => {
            Some((result.check, error))
        }
        _ => None,
    });
    if true_status == believed && found.is_none() {
        return None;
    }
    let words = match found {
        Some((check, error)) => {
            let check = check.entry().short;
            match error.entry().number {
                Some(number) => words::fails_with(check, &number.to_string()),
                None => words::fails(check),
            }
        }
        None => "all checks pass".to_owned(),
    };
    Some(Badge { shape: status_badge(true_status).shape, words })
}

/// As a sentence begins.
pub fn upper_first(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
