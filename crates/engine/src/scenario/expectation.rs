//! Expectations: what must hold at a moment, by a moment, or never.

use super::file::{self, Expect};
use crate::connectivity::{self, Connectivity};
use crate::domain::{CandidateVerdict, PassedOver};
use crate::domain::{
    Check, CloudPc, CloudPcStatus, Entity, ErrorType, Instant, RecordKind, Rule, SessionQuality,
    SignInProblem, Verdict,
};
use crate::record::{Detail, Record};
use crate::sign_in::Failed;
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
    /// The line it begins in.
    pub line: usize,
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
    /// A region has room for so many.
    Region(file::ExpectRegion),
    /// A network resource is reached, or not.
    Reach(file::ExpectReach),
    /// How far an outage goes.
    Outage(file::ExpectOutage),
    /// What health checks left in the directory.
    Domain(file::ExpectDomain),
}

/// Reads what an expectation is about; nothing, where that is not exactly one thing, which [`super::moments`] tells.
pub(super) fn what(expect: &Expect) -> Result<Option<What>, &'static str> {
    let told: Vec<What> = [
        expect.connection.clone().map(What::Connection),
        expect.check.clone().map(What::Check),
        expect.cloud_pc.clone().map(What::CloudPc),
        expect.cloud_pcs.clone().map(What::CloudPcs),
        expect.sign_in.clone().map(What::SignIn),
        expect.refused.clone().map(What::Refused),
        expect.subnet.clone().map(What::Subnet),
        expect.region.clone().map(What::Region),
        expect.reach.clone().map(What::Reach),
        expect.outage.clone().map(What::Outage),
        expect.domain.clone().map(What::Domain),
    ]
    .into_iter()
    .flatten()
    .collect();
    let [what] = &told[..] else { return Ok(None) };
    match what {
        What::CloudPcs(of) if of.count.is_none() && of.at_least.is_none() && of.at_most.is_none() => {
            Err("expected one of count, atLeast, atMost")
        }
        What::SignIn(of)
            if of.outcome == file::SignInOutcome::Succeeded && (of.hop.is_some() || of.problem.is_some()) =>
        {
            Err("a sign-in that succeeded ends at no hop")
        }
        What::SignIn(of)
            if of.outcome == file::SignInOutcome::Failed
                && (of.session.is_some() || of.prompted.is_some()) =>
        {
            Err("a sign-in that failed has no session")
        }
        What::Reach(of)
            if of.outcome == file::SignInOutcome::Succeeded && (of.hop.is_some() || of.problem.is_some()) =>
        {
            Err("a way that succeeds ends at no hop")
        }
        What::Check(of) if of.stopped_by.is_some() && of.result != file::CheckResult::NotRun => {
            Err("only a check that is notRun was stopped by another")
        }
        What::Outage(of)
            if of.failed_at_least.is_none()
                && of.failed_at_most.is_none()
                && of.shut_out_at_least.is_none()
                && of.shut_out_at_most.is_none() =>
        {
            Err("expected one of failedAtLeast, failedAtMost, shutOutAtLeast, shutOutAtMost")
        }
        What::CloudPc(of)
            if of.status.is_none()
                && of.connection.is_none()
                && of.subnet.is_none()
                && of.passed_over.is_empty()
                && of.facts.is_none()
                && of.connectivity.is_none()
                && of.failing.is_none()
                && of.problem.is_none()
                && of.attempts.is_none() =>
        {
            Err(
                "expected one of status, connection, subnet, passedOver, facts, connectivity, failing, problem, attempts",
            )
        }
        _ => Ok(Some(what.clone())),
    }
}

impl What {
    /// In a few words, for people.
    pub fn words(&self) -> String {
        match self {
            Self::Connection(of) => format!("{} is {}", of.name.0, of.status.name()),
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
                if let Some(facts) = &of.facts {
                    let facts: Vec<&str> = facts.iter().map(|fact| fact.name()).collect();
                    words.push_str(&format!(" has the facts [{}]", facts.join(", ")));
                }
                if let Some(connectivity) = of.connectivity {
                    words.push_str(&format!(", connectivity {}", connectivity.name()));
                }
                if let Some(failing) = of.failing {
                    words.push_str(&format!(", {} fails", failing.name()));
                }
                if let Some(problem) = &of.problem {
                    words.push_str(&format!(", its last attempt failed ({})", problem.0));
                }
                if let Some(attempts) = of.attempts {
                    words.push_str(&format!(", {attempts} attempts"));
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
                file::SignInOutcome::Succeeded => {
                    let session = of.session.map(|of| format!(" over {}", of.name())).unwrap_or_default();
                    let prompted = match of.prompted {
                        Some(true) => ", with a password prompt",
                        Some(false) => ", without a password prompt",
                        None => "",
                    };
                    format!("{} signs in{session}{prompted}", of.user.0)
                }
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
            Self::Region(of) => format!("{} has room for {} Cloud PCs", of.name.0, of.free),
            Self::Reach(of) => {
                let hop = of.hop.as_ref().map(|hop| format!(" at {}", hop.0)).unwrap_or_default();
                match of.outcome {
                    file::SignInOutcome::Succeeded => format!("{} reaches {}", of.user.0, of.resource.0),
                    file::SignInOutcome::Failed => {
                        format!("{} cannot reach {}{hop}", of.user.0, of.resource.0)
                    }
                }
            }
            Self::Outage(of) => {
                let bounds = [
                    (of.failed_at_least, "at least", "sign-ins failed"),
                    (of.failed_at_most, "at most", "sign-ins failed"),
                    (of.shut_out_at_least, "at least", "people are shut out"),
                    (of.shut_out_at_most, "at most", "people are shut out"),
                ];
                let words = bounds
                    .into_iter()
                    .filter_map(|(count, bound, what)| count.map(|count| format!("{bound} {count} {what}")));
                words.collect::<Vec<_>>().join(", ")
            }
            Self::Domain(of) => {
                format!(
                    "the directory holds at least {} computers of health checks",
                    of.test_computers_at_least
                )
            }
        }
    }

    /// Whether a record can make it hold that did not hold before: only then is a new look worth its while.
    pub(super) fn concerns(&self, record: &Record) -> bool {
        let kind = record.key.kind;
        match self {
            Self::Connection(_) | Self::Check(_) => {
                matches!(
                    kind,
                    RecordKind::RunStarted
                        | RecordKind::RunEnded
                        | RecordKind::ConnectionCreated
                        | RecordKind::ConnectionInactive
                        | RecordKind::ConnectionDeleted
                )
            }
            Self::CloudPc(of) if of.connectivity.is_some() || of.failing.is_some() => changes_ways(kind),
            Self::CloudPc(_) | Self::CloudPcs(_) => matches!(record.key.entity, Entity::CloudPc(_)),
            Self::Reach(_) => changes_ways(kind),
            Self::Outage(_) => kind == RecordKind::SignInFailed || changes_ways(kind),
            Self::Region(_) => {
                matches!(record.key.entity, Entity::CloudPc(_) | Entity::Region(_))
            }
            Self::Domain(_) => kind == RecordKind::RunEnded,
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
                equal(of.status.name(), world.connections[id].status().name())
            }
            Self::Check(of) => check(simulation, of),
            Self::CloudPc(of) => cloud_pc(simulation, of),
            Self::CloudPcs(of) => {
                let seen = world.cloud_pcs.values().filter(|cloud_pc| {
                    let placed = cloud_pc.placement().map(|place| &world.connections[place.connection].name);
                    of.connection.as_ref().is_none_or(|name| placed.is_some_and(|placed| **placed == *name.0))
                        && of.status.is_none_or(|status| status_of(Some(cloud_pc)) == status.0)
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
            Self::Region(of) => {
                let region = world.regions.values().find(|region| *region.name == *of.name.0);
                let free = region.map_or(0, crate::domain::Region::free);
                if free == of.free { Ok(()) } else { Err(format!("there is room for {free}")) }
            }
            Self::Reach(of) => reach(simulation, of),
            Self::Outage(of) => outage(simulation, of),
            Self::Domain(of) => {
                let domain = match &of.name {
                    Some(name) => world.domains.values().find(|domain| *domain.name == *name.0),
                    None => world.domains.values().next(),
                };
                let seen = domain.map_or(0, |domain| domain.test_computers);
                if seen >= of.test_computers_at_least { Ok(()) } else { Err(format!("it holds {seen}")) }
            }
        }
    }
}

/// Records after which another way may be open, or closed.
const fn changes_ways(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::FaultStruck
            | RecordKind::RepairMade
            | RecordKind::AdminActed
            | RecordKind::Provisioned
            | RecordKind::Deprovisioned
            | RecordKind::WorkBegan
            | RecordKind::WorkDone
    )
}

fn reach(simulation: &Simulation, of: &file::ExpectReach) -> Result<(), String> {
    let world = simulation.world();
    let Some(user) = world.user_named(&of.user.0) else { return Err("nobody has that name yet".into()) };
    let Some(resource) = world.resources.find(|resource| *resource.name == *of.resource.0) else {
        return Err("it does not exist".into());
    };
    let route = crate::sign_in::reach(world, user, resource);
    let (fits, seen) = match route.failure() {
        None => (of.outcome == file::SignInOutcome::Succeeded, "it is reached".to_owned()),
        Some(Failed { place, problem, .. }) => (
            of.outcome == file::SignInOutcome::Failed
                && of.hop.as_ref().is_none_or(|expected| expected.0 == place.name())
                && of.problem.as_ref().is_none_or(|expected| expected.0 == problem.name()),
            format!("the way ends at {} ({})", place.name(), problem.name()),
        ),
    };
    if fits { Ok(()) } else { Err(seen) }
}

fn outage(simulation: &Simulation, of: &file::ExpectOutage) -> Result<(), String> {
    let failed = simulation.sign_ins().1;
    let fits = of.failed_at_least.is_none_or(|least| failed >= u64::from(least))
        && of.failed_at_most.is_none_or(|most| failed <= u64::from(most));
    if !fits {
        return Err(format!("{failed} sign-ins failed"));
    }
    if of.shut_out_at_least.is_none() && of.shut_out_at_most.is_none() {
        return Ok(());
    }
    let abilities = crate::sign_in::abilities(simulation.world());
    let shut_out = abilities.iter().map(|of| of.shut_out as u64).sum::<u64>();
    let fits = of.shut_out_at_least.is_none_or(|least| shut_out >= u64::from(least))
        && of.shut_out_at_most.is_none_or(|most| shut_out <= u64::from(most));
    if fits { Ok(()) } else { Err(format!("{shut_out} people are shut out")) }
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
        Verdict::Informational(error) => (file::CheckResult::Informational, Some(error)),
        Verdict::Warning(error) => (file::CheckResult::Warning, Some(error)),
        Verdict::Error(error) => (file::CheckResult::Error, Some(error)),
        Verdict::NotRun(_) => (file::CheckResult::NotRun, None),
    };
    let fits = seen == of.result
        && of.error_type.as_ref().is_none_or(|expected| ErrorType::named(&expected.0) == error)
        && of.detail.as_ref().is_none_or(|expected| result.detail.contains(expected))
        && of.stopped_by.as_ref().is_none_or(|expected| {
            matches!(result.verdict, Verdict::NotRun(stopper) if Check::named(&expected.0) == Some(stopper))
        });
    if fits {
        return Ok(());
    }
    let more = match (result.verdict, error) {
        (Verdict::NotRun(stopper), _) => format!(" ({} stopped it)", stopper.entry().name),
        (_, Some(error)) => format!(" ({} {})", error.entry().graph, result.detail),
        _ => String::new(),
    };
    Err(format!("it is {}{more}", seen.name()))
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
    if let Some(expected) = &of.facts {
        let facts = cloud_pc.map(CloudPc::facts);
        let told = facts.map_or(Vec::new(), |facts| {
            [
                (file::Fact::OnNetwork, facts.on_network),
                (file::Fact::Registered, facts.registered),
                (file::Fact::Enrolled, facts.enrolled && world.rules.holds(Rule::FourFacts)),
                (file::Fact::Ready, facts.ready),
            ]
            .into_iter()
            .filter_map(|(fact, holds)| holds.then_some(fact))
            .collect()
        });
        if told.len() != expected.len() || told.iter().any(|fact| !expected.contains(fact)) {
            let told: Vec<&str> = told.iter().map(|fact| fact.name()).collect();
            return Err(format!("the facts are [{}]", told.join(", ")));
        }
    }
    let (connectivity, failing) =
        id.map_or((Connectivity::Unknown, Vec::new()), |id| connectivity::check(world, id));
    if let Some(expected) = of.connectivity {
        equal(expected.name(), connectivity.name())?;
    }
    if let Some(expected) = of.failing
        && !failing.iter().any(|(check, _)| *check == expected.0)
    {
        let failing: Vec<&str> = failing.iter().map(|(check, _)| check.name()).collect();
        return Err(format!("failing are [{}]", failing.join(", ")));
    }
    if let Some(expected) = of.attempts {
        let seen = cloud_pc.map_or(0, |cloud_pc| cloud_pc.attempts_begun);
        if seen != expected {
            return Err(format!("it has had {seen}"));
        }
    }
    if let Some(expected) = &of.problem {
        let seen = simulation.records().iter().rev().find_map(|record| match &record.detail {
            Detail::AttemptFailed { problem, .. }
                if id.is_some_and(|id| record.key.entity == Entity::CloudPc(id)) =>
            {
                Some(problem.name())
            }
            _ => None,
        });
        equal(&expected.0, seen.unwrap_or("without a failed attempt"))?;
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
        None => {
            let session = last.session.map_or("", SessionQuality::name);
            format!("it succeeded, over {session}{}", if last.prompted { ", with a prompt" } else { "" })
        }
        Some((place, problem)) => format!("it failed at {} ({})", place.name(), problem.name()),
    };
    let fits = match (of.outcome, last.failed) {
        (file::SignInOutcome::Succeeded, None) => {
            of.session.is_none_or(|session| last.session == Some(session.0))
                && of.prompted.is_none_or(|prompted| last.prompted == prompted)
        }
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

fn status_of(cloud_pc: Option<&CloudPc>) -> CloudPcStatus {
    cloud_pc.map_or(CloudPcStatus::NotProvisioned, |cloud_pc| cloud_pc.status)
}
