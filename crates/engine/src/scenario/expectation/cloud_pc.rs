//! A user's Cloud PC is somewhere, somehow.

use super::{Kind, changes_ways, equal, status_of};
use crate::connectivity::{self, Connectivity};
use crate::domain::{CandidateVerdict, CloudPc, Entity, PassedOver, Placement, Rule};
use crate::record::{Detail, Record};
use crate::scenario::file::{self, ExpectCloudPc, Fact};
use crate::simulation::Simulation;

impl Kind for ExpectCloudPc {
    fn wrong(&self) -> Option<&'static str> {
        let says_something = self.status.is_some()
            || self.connection.is_some()
            || self.hosted.is_some()
            || self.subnet.is_some()
            || !self.passed_over.is_empty()
            || self.facts.is_some()
            || self.connectivity.is_some()
            || self.failing.is_some()
            || self.problem.is_some()
            || self.attempts.is_some();
        (!says_something).then_some(
            "expected one of status, connection, hosted, subnet, passedOver, facts, connectivity, failing, problem, attempts",
        )
    }

    fn words(&self) -> String {
        let mut words = format!("the Cloud PC of {}", self.user.0);
        if let Some(status) = self.status {
            words.push_str(&format!(" is {}", status.name()));
        }
        if let Some(connection) = &self.connection {
            words.push_str(&format!(" on {}", connection.0));
        }
        if let Some(region) = &self.hosted {
            words.push_str(&format!(" on the Microsoft hosted network in {}", region.0));
        }
        if let Some(subnet) = &self.subnet {
            words.push_str(&format!(" in {}", subnet.0));
        }
        for passed in &self.passed_over {
            words.push_str(&format!(", {} passed over ({})", passed.connection.0, passed.because.name()));
        }
        if let Some(facts) = &self.facts {
            let facts: Vec<&str> = facts.iter().map(|fact| fact.name()).collect();
            words.push_str(&format!(" has the facts [{}]", facts.join(", ")));
        }
        if let Some(connectivity) = self.connectivity {
            words.push_str(&format!(", connectivity {}", connectivity.name()));
        }
        if let Some(failing) = self.failing {
            words.push_str(&format!(", {} fails", failing.name()));
        }
        if let Some(problem) = &self.problem {
            words.push_str(&format!(", its last attempt failed ({})", problem.0));
        }
        if let Some(attempts) = self.attempts {
            words.push_str(&format!(", {attempts} attempts"));
        }
        words
    }

    fn concerns(&self, record: &Record) -> bool {
        if self.connectivity.is_some() || self.failing.is_some() {
            changes_ways(record.key.kind)
        } else {
            matches!(record.key.entity, Entity::CloudPc(_))
        }
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let world = simulation.world();
        let Some(user) = world.user_named(&self.user.0) else {
            return Err("nobody has that name yet".into());
        };
        let id = world.users[user].cloud_pc;
        let cloud_pc = id.map(|id| &world.cloud_pcs[id]);
        if let Some(expected) = self.status {
            let seen = status_of(cloud_pc);
            equal(expected.name(), seen.name())?;
        }
        let placement = cloud_pc.and_then(CloudPc::placement);
        if let Some(expected) = &self.connection {
            let connection = placement.and_then(Placement::connection);
            let seen = connection.map_or("on no connection", |id| &world.connections[id].name);
            equal(&expected.0, seen)?;
        }
        if let Some(expected) = &self.hosted {
            let region = placement.filter(|place| place.over.is_none()).map(|place| place.region);
            let seen = region.map_or("not hosted", |region| &world.regions[region].name);
            equal(&expected.0, seen)?;
        }
        if let Some(expected) = &self.subnet {
            let over = placement.and_then(|place| place.over.as_ref());
            let seen = over.map_or("in no subnet", |over| &world.subnets[over.settings.subnet].name);
            equal(&expected.0, seen)?;
        }
        if let Some(expected) = &self.facts {
            let facts = cloud_pc.map(CloudPc::facts);
            let told = facts.map_or(Vec::new(), |facts| {
                [
                    (Fact::OnNetwork, facts.on_network),
                    (Fact::Registered, facts.registered),
                    (Fact::Enrolled, facts.enrolled && world.rules.holds(Rule::FourFacts)),
                    (Fact::Ready, facts.ready),
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
        let (connectivity, failing) = id.map_or((Connectivity::Unknown, Vec::new()), |id| {
            connectivity::check(world, id, simulation.now())
        });
        if let Some(expected) = self.connectivity {
            equal(expected.name(), connectivity.name())?;
        }
        if let Some(expected) = self.failing
            && !failing.iter().any(|(check, _)| *check == expected.0)
        {
            let failing: Vec<&str> = failing.iter().map(|(check, _)| check.name()).collect();
            return Err(format!("failing are [{}]", failing.join(", ")));
        }
        if let Some(expected) = self.attempts {
            let seen = cloud_pc.map_or(0, |cloud_pc| cloud_pc.attempts_begun);
            if seen != expected {
                return Err(format!("it has had {seen}"));
            }
        }
        if let Some(expected) = &self.problem {
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
        for expected in &self.passed_over {
            let candidates = simulation.records().iter().rev().find_map(|record| match &record.detail {
                Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. }
                    if id.is_some_and(|id| record.key.entity == Entity::CloudPc(id)) =>
                {
                    Some(candidates)
                }
                _ => None,
            });
            let Some(candidates) = candidates else { return Err("nothing was chosen".into()) };
            let candidate = candidates
                .iter()
                .find(|candidate| *world.name(candidate.network.entity()) == *expected.connection.0);
            let seen = candidate.map_or("no candidate", |candidate| candidate.verdict.name());
            let fits = candidate.is_some_and(|candidate| {
                matches!(
                    (candidate.verdict, expected.because),
                    (CandidateVerdict::PassedOver(PassedOver::Status(_)), file::PassedOver::Status)
                        | (
                            CandidateVerdict::PassedOver(PassedOver::RegionFull),
                            file::PassedOver::RegionFull
                        )
                        | (
                            CandidateVerdict::PassedOver(PassedOver::SubnetFull),
                            file::PassedOver::SubnetFull
                        )
                )
            });
            if !fits {
                return Err(format!("{} is {seen}", expected.connection.0));
            }
        }
        Ok(())
    }
}
