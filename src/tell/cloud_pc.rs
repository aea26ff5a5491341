//! One Cloud PC: its attempts, the choice, its stages, and the settings it was born with beside today's.

use anc_engine::calendar;
use anc_engine::connectivity::{self, Connectivity};
use anc_engine::domain::{
    Attempt, AttemptProblem, AttemptState, CandidateVerdict, CloudPc, CloudPcId, CloudPcStatus,
    ConnectionSettings, Entity, Instant, Network, Placement, RecordKey, Rule, Stage, Work, World,
};
use anc_engine::{Detail, Simulation};

use crate::shell::address::Page;
use crate::tell::badge::cloud_pc_badge;
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{NOWRAP, TEXT, Table};
use crate::tell::target::of_entity;
use crate::words;

/// What is told.
#[derive(Clone, PartialEq)]
pub(crate) struct Told {
    /// How it failed, where it did.
    pub(crate) failure: Option<Item>,
    pub(crate) summary: Vec<(&'static str, Item)>,
    pub(crate) notes: Vec<String>,
    pub(crate) facts: Vec<Item>,
    pub(crate) connectivity: Item,
    pub(crate) failing: Vec<Item>,
    pub(crate) stages: Vec<Item>,
    pub(crate) candidates: Vec<Item>,
    pub(crate) settings: Option<Table>,
    pub(crate) attempts: Table,
}

/// The four things that provisioning makes of a Cloud PC.
pub(crate) fn made(of: &CloudPc) -> Vec<Item> {
    let facts = of.facts();
    [
        ("On the network", facts.on_network),
        ("Registered in Microsoft Entra ID", facts.registered),
        ("Enrolled in Intune", facts.enrolled),
        ("Ready for sign-in", facts.ready),
    ]
    .into_iter()
    .map(|(title, holds)| {
        let (shape, words) = if holds { (Shape::Success, "yes") } else { (Shape::NotRun, "not yet") };
        Item::shaped(shape, title).second(words)
    })
    .collect()
}

pub(crate) fn connectivity_item(of: Connectivity) -> Item {
    let (shape, words) = match of {
        Connectivity::Unknown => (Shape::NotRun, "Not checked yet"),
        Connectivity::Available => (Shape::Success, "Available"),
        Connectivity::AvailableWithWarning => (Shape::Warning, "Available, with a warning"),
        Connectivity::Unavailable => (Shape::Error, "Unavailable"),
        Connectivity::UnderServiceMaintenance => (Shape::Running, "Under service maintenance"),
        Connectivity::InUse => (Shape::Success, "In use"),
    };
    Item::shaped(shape, words)
}

/// What else is to be known: warnings of the set-up, a grace period, work that is under way.
pub(crate) fn notes(of: &CloudPc, world: &World, when: &impl Fn(Instant) -> String) -> Vec<String> {
    let mut notes = Vec::new();
    if !of.warnings.is_empty() {
        let steps: Vec<&str> = of.warnings.iter().map(|step| step.words()).collect();
        notes.push(words::steps_failed(&steps.join(", ")));
    }
    if let Some((ends, _)) = of.grace {
        notes.push(anc_engine::words::works_on_until(&when(ends)));
    }
    if of.status == CloudPcStatus::PendingProvision {
        let size = world.pool(of.size).map_or("", |pool| pool.size.as_str());
        notes.push(anc_engine::words::no_licence_free(size));
    }
    match &of.work {
        Some(Work::Move(target, _)) => {
            notes.push(words::moves_to(&network_title(world, target.network())));
        }
        Some(Work::Recover(_)) => notes.push("It comes back as it was.".to_owned()),
        Some(Work::Resize(Some(_), _)) => {
            notes.push("It holds a second address while it is resized.".to_owned());
        }
        _ => {}
    }
    notes
}

/// What a network is called: a connection by its name, the Microsoft hosted network with its region.
pub(crate) fn network_title(world: &World, network: Network) -> String {
    match network {
        Network::Connection(id) => world.name(Entity::Connection(id)).to_owned(),
        Network::Hosted(id) => words::hosted_network_in(&world.regions[id].title),
    }
}

pub(crate) fn settings(world: &World, of: &ConnectionSettings) -> Vec<(&'static str, String)> {
    let subnet = &world.subnets[of.subnet];
    vec![
        ("Subnet", format!("{} ({})", subnet.name, subnet.prefix)),
        ("Virtual network", world.name(Entity::Vnet(subnet.vnet)).to_owned()),
        ("Resource group", world.name(Entity::ResourceGroup(of.resource_group)).to_owned()),
        ("AD domain", of.domain.map_or("none", |domain| world.name(Entity::Domain(domain))).to_owned()),
        (
            "Organizational unit",
            of.organizational_unit.as_ref().map_or_else(|| "default".to_owned(), ToString::to_string),
        ),
    ]
}

/// The settings of an attempt beside those that the connection has today.
pub(crate) fn settings_table(world: &World, attempt: &Attempt) -> Option<Table> {
    let born = attempt.placement.as_ref()?.over.as_ref()?;
    let today = settings(world, &world.connections[born.connection].settings);
    let rows = settings(world, &born.settings).into_iter().zip(today).map(|((term, born), (_, today))| {
        let today = if born == today { Item::text(today) } else { Item::shaped(Shape::Info, today) };
        vec![Item::text(term), Item::text(born), today]
    });
    Some(Table {
        name: "Settings",
        caption: Some("Settings: an edit does not reach it"),
        columns: &[("Setting", TEXT), ("Born with", TEXT), ("The connection today", TEXT)],
        head: 0,
        rows: rows.collect(),
        empty: "",
    })
}

/// Where an attempt failed, and why.
pub(crate) fn failure(simulation: &Simulation, attempt: &Attempt) -> Option<(Option<Stage>, AttemptProblem)> {
    if !matches!(attempt.state, AttemptState::Failed(_) | AttemptState::CleanedUp) {
        return None;
    }
    let record = simulation.record(attempt.record)?;
    // The record of the last attempt says that all of them failed; what triggered it says how.
    let of = match &record.detail {
        Detail::ProvisioningFailed => simulation.record(record.cause?)?,
        _ => record,
    };
    match of.detail {
        Detail::AttemptFailed { stage, problem, .. } => Some((stage, problem)),
        _ => None,
    }
}

pub(crate) const TIMES: [&str; 4] = ["", "once", "twice", "three times"];

/// `Failed at Join, three times: No DNS server …`
pub(crate) fn failed(simulation: &Simulation, of: &CloudPc) -> Option<Item> {
    if of.status != CloudPcStatus::Failed {
        return None;
    }
    let last = of.last_attempt()?;
    let (stage, problem) = failure(simulation, last)?;
    let alike =
        of.attempts.iter().rev().take_while(|other| failure(simulation, other) == Some((stage, problem)));
    let count = alike.count();
    let times = TIMES.get(count).map_or_else(|| format!("{count} times"), |&word| word.to_owned());
    let place = stage.map_or("the choice of a network", |stage| stage.entry().title);
    let words = words::failed_at(place, &times, problem.words());
    Some(Item::shaped(Shape::Error, words).second(problem.remedy()).because(last.record))
}

/// Whether an attempt is in a stage now.
fn attempt_is_in(attempt: &Attempt, stage: Stage) -> bool {
    matches!(attempt.state, AttemptState::InStage(now, ..) if now == stage)
}

pub(crate) fn stages(
    simulation: &Simulation,
    of: &CloudPc,
    attempt: &Attempt,
    when: &impl Fn(Instant) -> String,
) -> Vec<Item> {
    let failed = failure(simulation, attempt);
    let domain = attempt.placement.as_ref().and_then(Placement::domain);
    // The computers of a federated domain register themselves.
    let waits = domain.is_some_and(|domain| !simulation.world().domains[domain].federated);
    let world = simulation.world();
    let prepares =
        world.policies[of.policy].preparation.is_some() && world.rules.holds(Rule::DevicePreparation);
    Stage::ALL
        .into_iter()
        .filter(|stage| match stage {
            Stage::Prepare => prepares || attempt_is_in(attempt, Stage::Prepare),
            stage => waits || !stage.entry().hybrid_only,
        })
        .map(|stage| {
            let (shape, words) = match attempt.state {
                AttemptState::Done => (Shape::Success, "done".to_owned()),
                AttemptState::InStage(present, ..) if stage < present => (Shape::Success, "done".to_owned()),
                AttemptState::InStage(present, began, _) if stage == present => {
                    (Shape::Running, words::since(&when(began)))
                }
                _ => match failed {
                    Some((Some(at), _)) if stage < at => (Shape::Success, "done".to_owned()),
                    Some((Some(at), problem)) if stage == at => (Shape::Error, problem.words().to_owned()),
                    Some(_) => (Shape::NotRun, "not reached".to_owned()),
                    None => (Shape::Pending, "to come".to_owned()),
                },
            };
            Item::shaped(shape, stage.entry().title).second(words)
        })
        .collect()
}

/// What became of each connection in the last choice.
pub(crate) fn candidates(simulation: &Simulation, id: CloudPcId) -> Vec<Item> {
    let chosen = simulation.records().iter().rev().find_map(|record| match &record.detail {
        Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. }
            if record.key.entity == Entity::CloudPc(id) =>
        {
            Some(candidates)
        }
        _ => None,
    });
    chosen
        .into_iter()
        .flatten()
        .map(|candidate| {
            let (shape, words) = match candidate.verdict {
                CandidateVerdict::Taken => (Shape::Success, "taken".to_owned()),
                CandidateVerdict::PassedOver(why) => {
                    // Where nobody documents what the service does, the page says so.
                    let words = match why.rule().modelled() {
                        Some(choice) => words::passed_over_by_choice(why.words(), choice),
                        None => words::passed_over(why.words()),
                    };
                    (Shape::Warning, words)
                }
                CandidateVerdict::NotAsked => (Shape::NotRun, "not asked".to_owned()),
            };
            let world = simulation.world();
            let item = Item::shaped(shape, world.title(candidate.network.entity())).second(words);
            match of_entity(world, candidate.network.entity()) {
                Some(page) => item.link(page.fragment()),
                None => item,
            }
        })
        .collect()
}

pub(crate) fn attempts(simulation: &Simulation, of: &CloudPc, when: &impl Fn(Instant) -> String) -> Table {
    let rows = of.attempts.iter().rev().map(|attempt| {
        let began = if attempt.record == RecordKey::OPENED {
            "before the start".to_owned()
        } else {
            when(attempt.started)
        };
        let failed = failure(simulation, attempt);
        let (shape, words) = match attempt.state {
            AttemptState::InStage(..) => (Shape::Running, "Under way"),
            AttemptState::Failed(_) => (Shape::Error, "Failed; still holds what it took"),
            AttemptState::CleanedUp if failed.is_none() => {
                (Shape::NotRun, "Succeeded, and was removed since")
            }
            AttemptState::CleanedUp => (Shape::Error, "Failed"),
            AttemptState::Done => (Shape::Success, "Succeeded"),
        };
        let stage = match (attempt.state, failed) {
            (AttemptState::InStage(stage, ..), _) | (_, Some((Some(stage), _))) => stage.entry().title,
            (_, Some((None, _))) => "The choice of a network",
            (AttemptState::Done, _) => "All of them",
            _ => "",
        };
        let problem = failed.map_or("", |(_, problem)| problem.words());
        let network = attempt.placement.as_ref().map_or_else(
            || "none".to_owned(),
            |place| match place.network() {
                Network::Connection(id) => {
                    simulation.title_at(Entity::Connection(id), attempt.started).to_owned()
                }
                hosted @ Network::Hosted(_) => network_title(simulation.world(), hosted),
            },
        );
        vec![
            Item::text(words::attempt_of_three(&attempt.number.to_string())),
            Item::text(began),
            Item::text(network),
            Item::text(stage),
            Item::shaped(shape, words).second(problem),
            Item::why(attempt.record),
        ]
    });
    Table {
        name: "Attempts",
        caption: Some("Attempts, newest first"),
        columns: &[
            ("Attempt", NOWRAP),
            ("Began", NOWRAP),
            ("Network", TEXT),
            ("Stage", TEXT),
            ("State", TEXT),
            ("Cause", TEXT),
        ],
        head: 0,
        rows: rows.collect(),
        empty: "",
    }
}

pub(crate) fn told(simulation: &Simulation, name: &str) -> Option<Told> {
    let world = simulation.world();
    let id = world.cloud_pc_named(name)?;
    let of = &world.cloud_pcs[id];
    let now = world.start.at(simulation.now());
    let when = |at: Instant| calendar::seen_from(world.start.at(at), now);
    let last = of.last_attempt();
    let (connectivity, failing) = connectivity::check(world, id, simulation.now());
    let failing = failing.into_iter().map(|(check, because)| Item {
        text: check.words().to_owned(),
        shape: Some(Shape::Error),
        ..super::cause(simulation, because)
    });
    let user = Entity::User(of.user);
    let sign_in = Page::SignIn(Some(world.name(user).to_owned())).fragment();
    Some(Told {
        failure: failed(simulation, of),
        summary: vec![
            ("Status", Item::badge(cloud_pc_badge(of))),
            ("User", Item::text(world.title(user))),
            ("Sign-in", Item::text("How it would go now").link(sign_in)),
            ("Provisioning policy", Item::text(world.name(Entity::Policy(of.policy)))),
        ],
        notes: notes(of, world, &when),
        facts: made(of),
        connectivity: connectivity_item(connectivity),
        failing: failing.collect(),
        stages: last.map(|last| stages(simulation, of, last, &when)).unwrap_or_default(),
        candidates: candidates(simulation, id),
        settings: last.and_then(|last| settings_table(world, last)),
        attempts: attempts(simulation, of, &when),
    })
}
