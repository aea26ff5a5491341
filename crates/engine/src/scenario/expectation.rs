//! Expectations: what must hold at a moment, by a moment, or never.

use super::file::{self, Expect};
use crate::domain::{
    Check, CloudPc, CloudPcStatus, ConnectionStatus, Entity, ErrorType, Instant, RecordKind, Rule,
    SignInProblem, Verdict,
};
use crate::provisioning::{CandidateVerdict, PassedOver};
use crate::record::{Detail, Record};
use crate::simulation::Simulation;

/// When something must hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// After all events of this instant.
    At(Instant),
    /// At some moment up to and with this instant.
    By(Instant),
    /// At no moment up to the horizon.
    Never,
}

/// Something that must hold.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// When.
    pub when: When,
    /// What.
    pub what: What,
    /// Where it stands in the file.
    pub pointer: String,
}

/// What became of an expectation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It held.
    Held,
    /// It did not; this was seen instead.
    Failed(String),
    /// The run ended before its moment.
    NotReached,
}

/// What must hold.
#[derive(Clone, Debug)]
pub enum What {
    /// A connection has a status.
    Connection(file::ExpectConnection),
    /// A check has a result.
    Check(file::ExpectCheck),
    /// A user's Cloud PC is somewhere, somehow.
    CloudPc(file::ExpectCloudPc),
    /// So many Cloud PCs are somewhere, somehow.
    CloudPcs(file::ExpectCloudPcs),
    /// A user's last sign-in went so.
    SignIn(file::ExpectSignIn),
    /// An action was refused.
    Refused(file::ExpectRefused),
    /// A subnet has so many free addresses.
    Subnet(file::ExpectSubnet),
}

/// Reads what an expectation is about: exactly one thing.
pub(super) fn what(expect: &Expect) -> Result<What, &'static str> {
    let told: Vec<What> = [
        expect.connection.clone().map(What::Connection),
        expect.check.clone().map(What::Check),
        expect.cloud_pc.clone().map(What::CloudPc),
        expect.cloud_pcs.clone().map(What::CloudPcs),
        expect.sign_in.clone().map(What::SignIn),
        expect.refused.clone().map(What::Refused),
        expect.subnet.clone().map(What::Subnet),
    ]
    .into_iter()
    .flatten()
    .collect();
    let [what] = &told[..] else {
        return Err("expected exactly one of connection, check, cloudPc, cloudPcs, signIn, refused, subnet");
    };
    match what {
        What::CloudPcs(of) if of.count.is_none() && of.at_least.is_none() && of.at_most.is_none() => {
            Err("expected one of count, atLeast, atMost")
        }
        What::SignIn(of)
            if of.outcome == file::SignInOutcome::Succeeded && (of.hop.is_some() || of.problem.is_some()) =>
        {
            Err("a sign-in that succeeded ends at no hop")
        }
        What::CloudPc(of)
            if of.status.is_none()
                && of.connection.is_none()
                && of.subnet.is_none()
                && of.passed_over.is_empty() =>
        {
            Err("expected one of status, connection, subnet, passedOver")
        }
        _ => Ok(what.clone()),
    }
}

impl What {
    /// In a few words, for people.
    pub fn words(&self) -> String {
        match self {
            Self::Connection(of) => format!("{} is {}", of.name.0, status(of.status).graph()),
            Self::Check(of) => {
                let error = of.error_type.as_ref().map(|error| format!(" ({})", error.0)).unwrap_or_default();
                format!("check {} of {} is {}{error}", of.name.0, of.connection.0, of.result.name())
            }
            Self::CloudPc(of) => {
                let mut words = format!("the Cloud PC of {}", of.user.0);
                if let Some(status) = of.status {
                    words.push_str(&format!(" is {}", status.name()));
                }
                if let Some(connection) = &of.connection {
                    words.push_str(&format!(" on {}", connection.0));
                }
                if let Some(subnet) = &of.subnet {
                    words.push_str(&format!(" in {}", subnet.0));
                }
                for passed in &of.passed_over {
                    let why = passed.because.name();
                    words.push_str(&format!(", {} passed over ({why})", passed.connection.0));
                }
                words
            }
            Self::CloudPcs(of) => {
                let place = of.connection.as_ref().map(|name| format!(" on {}", name.0)).unwrap_or_default();
                let status = of.status.map(|status| format!(" {}", status.name())).unwrap_or_default();
                let count = [(of.count, "exactly"), (of.at_least, "at least"), (of.at_most, "at most")];
                let count: Vec<String> = count
                    .into_iter()
                    .filter_map(|(count, word)| count.map(|count| format!("{word} {count}")))
                    .collect();
                format!("{} Cloud PCs{status}{place}", count.join(" and "))
            }
            Self::SignIn(of) => match of.outcome {
                file::SignInOutcome::Succeeded => format!("{} signs in", of.user.0),
                file::SignInOutcome::Failed => {
                    let hop = of.hop.as_ref().map(|hop| format!(" at {}", hop.0)).unwrap_or_default();
                    let why =
                        of.problem.as_ref().map(|problem| format!(" ({})", problem.0)).unwrap_or_default();
                    format!("{} cannot sign in{hop}{why}", of.user.0)
                }
            },
            Self::Refused(of) => {
                let action = of.action.as_ref().map_or("an action", |action| action.0.as_str());
                format!("{action} is refused by {}", of.rule.0)
            }
            Self::Subnet(of) => format!("{} has {} free addresses", of.name.0, of.free),
        }
    }

    /// Whether a record can make it hold that did not hold before: only then is a new look worth its while.
    pub(super) fn concerns(&self, record: &Record) -> bool {
        let kind = record.key.kind;
        match self {
            Self::Connection(_) | Self::Check(_) => {
                matches!(kind, RecordKind::RunStarted | RecordKind::RunEnded | RecordKind::ConnectionCreated)
            }
            Self::CloudPc(_) | Self::CloudPcs(_) => matches!(record.key.entity, Entity::CloudPc(_)),
            Self::SignIn(_) => matches!(kind, RecordKind::SignedIn | RecordKind::SignInFailed),
            Self::Refused(_) => kind == RecordKind::Refused,
            Self::Subnet(_) => {
                matches!(record.key.entity, Entity::CloudPc(_) | Entity::Connection(_) | Entity::Subnet(_))
            }
        }
    }

    /// Whether it holds now; if not, what is so instead. `at_this_instant`: only what happened now counts, for things
    /// that happen rather than are.
    pub(super) fn holds(&self, simulation: &Simulation, at_this_instant: bool) -> Result<(), String> {
        let world = simulation.world();
        match self {
            Self::Connection(of) => {
                let Some(id) = world.connection_named(&of.name.0) else {
                    return Err("it does not exist".into());
                };
                let seen = world.connections[id].status();
                equal(status(of.status).graph(), seen.graph())
            }
            Self::Check(of) => check(simulation, of),
            Self::CloudPc(of) => cloud_pc(simulation, of),
            Self::CloudPcs(of) => {
                let seen = world.cloud_pcs.values().filter(|cloud_pc| {
                    let placed = cloud_pc.placement().map(|place| &world.connections[place.connection].name);
                    of.connection.as_ref().is_none_or(|name| placed.is_some_and(|placed| **placed == *name.0))
                        && of.status.is_none_or(|status| status_of(Some(cloud_pc)) == status)
                });
                let seen = seen.count() as u64;
                let fits = of.count.is_none_or(|count| seen == u64::from(count))
                    && of.at_least.is_none_or(|least| seen >= u64::from(least))
                    && of.at_most.is_none_or(|most| seen <= u64::from(most));
                if fits { Ok(()) } else { Err(format!("there are {seen}")) }
            }
            Self::SignIn(of) => sign_in(simulation, of, at_this_instant),
            Self::Refused(of) => refused(simulation, of, at_this_instant),
            Self::Subnet(of) => {
                let subnet = world.subnets.values().find(|subnet| *subnet.name == *of.name.0);
                let free = subnet.map_or(0, crate::domain::Subnet::free);
                if free == of.free { Ok(()) } else { Err(format!("{free} are free")) }
            }
        }
    }
}

fn equal(expected: &str, seen: &str) -> Result<(), String> {
    if expected == seen { Ok(()) } else { Err(format!("it is {seen}")) }
}

fn check(simulation: &Simulation, of: &file::ExpectCheck) -> Result<(), String> {
    let world = simulation.world();
    let Some(id) = world.connection_named(&of.connection.0) else { return Err("it does not exist".into()) };
    let Some(run) = world.connections[id].last_run() else { return Err("no run has ended".into()) };
    let Some(result) = Check::named(&of.name.0).and_then(|check| run.result(check)) else {
        return Err("connections of this join type do not have the check".into());
    };
    let (seen, error) = match result.verdict {
        Verdict::Passed => (file::CheckResult::Passed, None),
        Verdict::Warning(error) => (file::CheckResult::Warning, Some(error)),
        Verdict::Error(error) => (file::CheckResult::Error, Some(error)),
        Verdict::NotRun(_) => (file::CheckResult::NotRun, None),
    };
    let fits = seen == of.result
        && of.error_type.as_ref().is_none_or(|expected| ErrorType::named(&expected.0) == error);
    if fits {
        return Ok(());
    }
    let error = error.map(|error| format!(" ({})", error.entry().graph)).unwrap_or_default();
    Err(format!("it is {}{error}", seen.name()))
}

fn cloud_pc(simulation: &Simulation, of: &file::ExpectCloudPc) -> Result<(), String> {
    let world = simulation.world();
    let Some(user) = world.user_named(&of.user.0) else { return Err("nobody has that name yet".into()) };
    let id = world.users[user].cloud_pc;
    let cloud_pc = id.map(|id| &world.cloud_pcs[id]);
    if let Some(expected) = of.status {
        let seen = status_of(cloud_pc);
        equal(expected.name(), seen.name())?;
    }
    let placement = cloud_pc.and_then(CloudPc::placement);
    if let Some(expected) = &of.connection {
        let seen = placement.map_or("on no connection", |place| &world.connections[place.connection].name);
        equal(&expected.0, seen)?;
    }
    if let Some(expected) = &of.subnet {
        let seen = placement.map_or("in no subnet", |place| &world.subnets[place.settings.subnet].name);
        equal(&expected.0, seen)?;
    }
    for expected in &of.passed_over {
        let candidates = simulation.records().iter().rev().find_map(|record| match &record.detail {
            Detail::ConnectionChosen { candidates, .. } | Detail::NoConnection { candidates, .. }
                if id.is_some_and(|id| record.key.entity == Entity::CloudPc(id)) =>
            {
                Some(candidates)
            }
            _ => None,
        });
        let Some(candidates) = candidates else { return Err("nothing was chosen".into()) };
        let candidate = candidates
            .iter()
            .find(|candidate| *world.connections[candidate.connection].name == *expected.connection.0);
        let seen = candidate.map_or("no candidate", |candidate| candidate.verdict.name());
        let fits = candidate.is_some_and(|candidate| {
            matches!(
                (candidate.verdict, expected.because),
                (CandidateVerdict::PassedOver(PassedOver::Status(_)), file::PassedOver::Status)
                    | (CandidateVerdict::PassedOver(PassedOver::RegionFull), file::PassedOver::RegionFull)
                    | (CandidateVerdict::PassedOver(PassedOver::SubnetFull), file::PassedOver::SubnetFull)
            )
        });
        if !fits {
            return Err(format!("{} is {seen}", expected.connection.0));
        }
    }
    Ok(())
}

fn sign_in(simulation: &Simulation, of: &file::ExpectSignIn, at_this_instant: bool) -> Result<(), String> {
    let world = simulation.world();
    let Some(user) = world.user_named(&of.user.0) else { return Err("nobody has that name yet".into()) };
    let last = world.users[user].last_sign_in;
    let Some(last) = last.filter(|last| !at_this_instant || last.at == simulation.now()) else {
        return Err("there was no sign-in".into());
    };
    let seen = match last.failed {
        None => "it succeeded".to_owned(),
        Some((place, problem)) => format!("it failed at {} ({})", place.name(), problem.entry().name),
    };
    let fits = match (of.outcome, last.failed) {
        (file::SignInOutcome::Succeeded, None) => true,
        (file::SignInOutcome::Failed, Some((place, problem))) => {
            of.hop.as_ref().is_none_or(|hop| hop.0 == place.name())
                && of
                    .problem
                    .as_ref()
                    .is_none_or(|expected| SignInProblem::named(&expected.0) == Some(problem))
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(seen) }
}

fn refused(simulation: &Simulation, of: &file::ExpectRefused, at_this_instant: bool) -> Result<(), String> {
    let rule = Rule::named(&of.rule.0);
    let mut last = None;
    for record in simulation.records().iter().rev() {
        if at_this_instant && record.key.at < simulation.now() {
            break;
        }
        if let Detail::Refused { rule: seen, action, .. } = &record.detail {
            if Some(*seen) == rule && of.action.as_ref().is_none_or(|expected| expected.0 == *action) {
                return Ok(());
            }
            last = last.or(Some(format!("{action} was refused by {}", seen.text().name)));
        }
    }
    Err(last.unwrap_or_else(|| "nothing was refused".into()))
}

const fn status(status: file::Status) -> ConnectionStatus {
    match status {
        file::Status::Pending => ConnectionStatus::Pending,
        file::Status::Running => ConnectionStatus::Running,
        file::Status::Passed => ConnectionStatus::Passed,
        file::Status::Warning => ConnectionStatus::Warning,
        file::Status::Failed => ConnectionStatus::Failed,
    }
}

fn status_of(cloud_pc: Option<&CloudPc>) -> file::CloudPcStatus {
    match cloud_pc {
        None => file::CloudPcStatus::NotProvisioned,
        Some(cloud_pc) => match cloud_pc.status {
            CloudPcStatus::Provisioning => file::CloudPcStatus::Provisioning,
            CloudPcStatus::Provisioned => file::CloudPcStatus::Provisioned,
            CloudPcStatus::Failed => file::CloudPcStatus::Failed,
        },
    }
}
