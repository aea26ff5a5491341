//! One connection: belief and truth check by check, its properties, its runs.

use anc_engine::command::Command;
use anc_engine::domain::{
    CandidateVerdict, Check, CheckResult, CheckRun, Connection, ConnectionId, ConnectionStatus, Entity,
    EntityKind, Instant, Network, RunTrigger, Verdict, World,
};
use anc_engine::provisioning::choice;
use anc_engine::{Simulation, calendar, health};
use anc_session::Session;

use super::connections::policies_using;
use super::deed::Deed;
use crate::shell::address::Page;
use crate::tell::badge::{cloud_pc_badge, connection_badge, differing, seen, status_badge, upper_first};
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{TEXT, Table};
use crate::words;

/// What is told.
#[derive(Clone, PartialEq)]
pub(crate) struct Told {
    /// Which checks failed and what to do, where some did.
    pub(crate) finding: Vec<Item>,
    pub(crate) believed: Vec<Item>,
    pub(crate) true_now: Item,
}

/// A run in the strip of its history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stripe {
    /// The how-many-th run it is.
    pub(crate) number: u32,
    /// Its result.
    pub(crate) shape: Shape,
    /// When it began.
    pub(crate) when: String,
    /// Its result, in words.
    pub(crate) words: String,
}

/// The runs of a connection, and one of them beside the run before it.
#[derive(Clone, PartialEq)]
pub(crate) struct History {
    /// All that are known, oldest first.
    pub(crate) runs: Vec<Stripe>,
    /// The number of the one that is told.
    pub(crate) chosen: u32,
    /// What is to be known of it.
    pub(crate) facts: Vec<(&'static str, Item)>,
    /// Its results.
    pub(crate) checks: Table,
}

/// What support asks for: one a run, written as Azure writes such ids.
pub(crate) fn correlation(run: &CheckRun) -> String {
    let id = run.correlation_id;
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        id >> 32,
        id >> 16 & 0xFFFF,
        id >> 4 & 0xFFF,
        id >> 20 & 0xFFF,
        id & 0xFFFF_FFFF_FFFF
    )
}

/// What the admin center calls *Told details*.
pub(crate) fn details(result: &CheckResult, run: &CheckRun) -> Vec<(&'static str, Item)> {
    let correlation = ("Correlation id", Item::code(correlation(run)));
    match result.verdict {
        Verdict::Passed => Vec::new(),
        Verdict::Error(error) | Verdict::Warning(error) | Verdict::Informational(error) => {
            let entry = error.entry();
            let mut details = vec![
                ("Recommended action", Item::text(entry.action)),
                ("What is wrong", Item::text(entry.meaning)),
                ("Error type", Item::code(entry.graph)),
            ];
            if !result.detail.is_empty() {
                details.push(("Additional detail", Item::code(&result.detail)));
            }
            details.push(correlation);
            details
        }
        Verdict::NotRun(stopper) => vec![
            ("Recommended action", Item::text("Repair what stopped it, then retry.")),
            ("What is wrong", Item::text("It could not run.")),
            ("Stopped by", Item::text(stopper.entry().title)),
            correlation,
        ],
    }
}

/// What the last run found wrong: `Checks failed: DNS`, with what to do.
pub(crate) fn findings(of: &Connection) -> Vec<Item> {
    let Some(run) = of.last_run() else { return Vec::new() };
    let worst = run.results.iter().any(|result| matches!(result.verdict, Verdict::Error(_)));
    let found = run.results.iter().filter_map(|result| match result.verdict {
        Verdict::Error(error) => Some((result, error)),
        Verdict::Warning(error) if !worst => Some((result, error)),
        _ => None,
    });
    found
        .map(|(result, error)| {
            let entry = error.entry();
            let words = format!("{}: {}", status_badge(run.status).words, result.check.entry().title);
            Item::shaped(Shape::of_verdict(result.verdict), words)
                .second(format!("{} {}", entry.meaning, entry.action))
                .because(run.record)
        })
        .collect()
}

/// What a run saw of a check; none: it did not look, at least not yet.
fn seen_by(run: Option<&CheckRun>, check: Check, when: &impl Fn(Instant) -> String) -> Item {
    let seen = run.and_then(|run| Some((run, run.result(check)?)));
    seen.map_or_else(
        || Item::shaped(Shape::Pending, "Not seen"),
        |(run, seen)| {
            let at = if run.number == 0 { "before the start".to_owned() } else { when(seen.at) };
            let item = Item::shaped(Shape::of_verdict(seen.verdict), seen.verdict.title()).second(at);
            Item { details: details(seen, run), ..item }
        },
    )
}

/// Each check as a run saw it, beside the run before and what is true.
fn checks(
    simulation: &Simulation,
    run: Option<&CheckRun>,
    before: Option<&CheckRun>,
    now: &[CheckResult],
    when: &impl Fn(Instant) -> String,
) -> Table {
    let rows = now.iter().map(|truth| {
        let entry = truth.check.entry();
        let seen = run.and_then(|run| run.result(truth.check));
        // What the run saw is asked first, then what is true and it did not see.
        let cause = seen.filter(|seen| seen.verdict != Verdict::Passed).unwrap_or(truth);
        let earlier = before.and_then(|before| before.result(truth.check));
        let earlier = earlier.map_or_else(Item::default, |earlier| {
            Item::shaped(Shape::of_verdict(earlier.verdict), earlier.verdict.title())
        });
        vec![
            Item::text(entry.title).second(entry.proves),
            seen_by(run, truth.check, when),
            earlier,
            Item::shaped(Shape::of_verdict(truth.verdict), truth.verdict.title()),
            cause.because.first().map_or_else(Item::default, |&key| super::cause(simulation, key)),
        ]
    });
    Table {
        name: "Health checks",
        caption: Some("Health checks"),
        columns: &[
            ("Check", TEXT),
            ("Seen by this run", TEXT),
            ("The run before", TEXT),
            ("True now", TEXT),
            ("Cause", TEXT),
        ],
        head: 0,
        rows: rows.collect(),
        empty: "",
    }
}

/// What began a run, in words.
const fn begun_by(trigger: RunTrigger) -> &'static str {
    match trigger {
        RunTrigger::Creation => "the connection was created",
        RunTrigger::Period => "its time had come",
        RunTrigger::Retry => "somebody asked for it",
        RunTrigger::Edit => "the connection was edited",
        RunTrigger::Reactivation => "the connection is used again",
        RunTrigger::BeforeStart => "it was over before the start",
    }
}

fn facts_of(
    run: &CheckRun,
    world: &World,
    of: &Connection,
    when: &impl Fn(Instant) -> String,
) -> Vec<(&'static str, Item)> {
    let over = run.status != ConnectionStatus::Running;
    let mut facts = vec![
        ("Result", Item::badge(status_badge(run.status)).because(run.record)),
        ("Because", Item::text(begun_by(run.trigger))),
    ];
    if run.trigger != RunTrigger::BeforeStart {
        facts.push(("Began", Item::text(when(run.started))));
        facts.push((if over { "Ended" } else { "Ends" }, Item::text(when(run.ends))));
        let subnet = &world.subnets[of.settings.subnet];
        let vm = match run.vm_address {
            Some(address) => subnet.address(address).to_string(),
            None if run.vm => "gone".to_owned(),
            None => "none: there was no address for it".to_owned(),
        };
        facts.push(("Temporary VM", Item::text(vm)));
        facts.push(("Correlation id", Item::code(correlation(run))));
    }
    facts
}

/// The runs of a connection, and one of them; where it is none that is known, the last that is over, or the first.
pub(crate) fn history(simulation: &Simulation, name: &str, chosen: Option<u32>) -> Option<History> {
    let world = simulation.world();
    let id = world.connection_named(name)?;
    let of = &world.connections[id];
    let moment = world.start.at(simulation.now());
    let when = |at: Instant| calendar::seen_from(world.start.at(at), moment);
    let runs: Vec<&CheckRun> = of.history.iter().map(|run| &**run).chain(&of.current_run).collect();
    let position = runs
        .iter()
        .position(|run| Some(run.number) == chosen)
        .or_else(|| runs.iter().rposition(|run| run.status != ConnectionStatus::Running))
        .or_else(|| runs.len().checked_sub(1));
    let run = position.map(|position| runs[position]);
    let before = position.and_then(|position| position.checked_sub(1)).map(|position| runs[position]);
    let stripes = runs.iter().map(|run| {
        let badge = status_badge(run.status);
        let early = run.trigger == RunTrigger::BeforeStart;
        Stripe {
            number: run.number,
            shape: badge.shape,
            when: if early { "before the start".to_owned() } else { when(run.started) },
            words: badge.words,
        }
    });
    let now = health::truth(simulation.state(), id);
    Some(History {
        runs: stripes.collect(),
        chosen: run.map_or(0, |run| run.number),
        facts: run.map(|run| facts_of(run, world, of, &when)).unwrap_or_default(),
        checks: checks(simulation, run, before, &now, &when),
    })
}

/// Who uses a connection: policies with its place in their order, and Cloud PCs.
pub(crate) fn used_by(simulation: &Simulation, name: &str) -> Vec<Item> {
    let world = simulation.world();
    let Some(id) = world.connection_named(name) else { return Vec::new() };
    let mut users: Vec<Item> = world
        .policies_using(id)
        .map(|policy| {
            let place = world.policies[policy].connections().iter().position(|&other| other == id);
            let name = world.name(Entity::Policy(policy)).to_owned();
            let place = words::place_in_order(&(place.unwrap_or(0) + 1).to_string());
            Item::text(name.clone()).link(Page::Policy(name).fragment()).second(place)
        })
        .collect();
    let cloud_pcs: Vec<_> = world.cloud_pcs_on(id).collect();
    let more = cloud_pcs.len().saturating_sub(USERS_MAX);
    users.extend(cloud_pcs.into_iter().take(USERS_MAX).map(|cloud_pc| {
        let name = world.name(Entity::CloudPc(cloud_pc)).to_owned();
        let badge = cloud_pc_badge(&world.cloud_pcs[cloud_pc]);
        Item::shaped(badge.shape, name.clone()).link(Page::CloudPc(name).fragment()).second(badge.words)
    }));
    if more > 0 {
        users.push(
            Item::text(upper_first(&words::more_cloud_pcs(&more.to_string())))
                .link(Page::CloudPcs.fragment()),
        );
    }
    users
}

/// Cloud PCs that are said by name.
const USERS_MAX: usize = 8;

/// What the rules say of a connection now: what whoever acts may do, and whether new Cloud PCs are placed on it. The engine is asked,
/// on a copy.
pub(crate) fn rules(session: &Session, name: &str) -> Vec<Item> {
    let simulation = session.branch().simulation();
    let world = simulation.world();
    let Some(id) = world.connection_named(name) else { return Vec::new() };
    let mut lines = Vec::new();
    let (verdict, because) = choice::judge(world, Network::Connection(id));
    lines.push(
        match verdict {
            CandidateVerdict::PassedOver(why) => {
                Item::shaped(Shape::Warning, words::new_ones_pass_over(why.words()))
                    .second(why.rule().text().fact)
            }
            _ => Item::shaped(
                Shape::Success,
                "New Cloud PCs are placed on it, where it is the first that is available",
            ),
        }
        .because(because),
    );
    for deed in super::deed::of_connection(session, id) {
        let Some(command) = tried(session, &deed) else { continue };
        let Ok(rehearsal) = session.rehearse(command) else { continue };
        lines.push(match rehearsal.refused {
            Some(refusal) => Item::shaped(Shape::Error, words::would_be_refused(&deed.button))
                .second(refusal.rule.text().fact),
            None => Item::shaped(Shape::Success, words::would_be_carried_out(&deed.button)),
        });
    }
    lines
}

/// A command of a button as the service would get it, where there is nothing else to be said.
fn tried(session: &Session, deed: &Deed) -> Option<Command> {
    let mut draft = deed.draft.clone();
    match draft.declaration.name {
        // Whoever writes what stands there changes nothing: another subnet is an edit.
        "editConnection" => {
            let world = session.branch().simulation().world();
            let stands = draft.text("subnet").to_owned();
            let other =
                world.present(EntityKind::Subnet).map(|of| world.name(of)).find(|name| *name != stands);
            draft.write("subnet", vec![other.unwrap_or(&stands).to_owned()]);
        }
        "updatePassword" => draft.write("passwordsMatch", vec!["true".to_owned()]),
        _ => {}
    }
    draft.command(session.branch().simulation().world(), session.actor()).ok()
}

/// What it is made of.
pub(crate) fn properties(simulation: &Simulation, name: &str) -> Vec<(&'static str, Item)> {
    let world = simulation.world();
    let Some(id) = world.connection_named(name) else { return Vec::new() };
    let of = &world.connections[id];
    let vnet = &world.vnets[world.vnet_of(of.settings.subnet)];
    let subnet = &world.subnets[of.settings.subnet];
    let mut properties = vec![
        ("Join type", of.join_type.title().to_owned()),
        ("Region", world.title(Entity::Region(vnet.region)).to_owned()),
        ("Subscription", world.name(Entity::Subscription(vnet.subscription)).to_owned()),
        ("Resource group", world.name(Entity::ResourceGroup(of.settings.resource_group)).to_owned()),
        ("Virtual network", vnet.name.to_string()),
        ("Subnet", format!("{} ({})", subnet.name, subnet.prefix)),
        ("Available IP count", subnet.free().to_string()),
    ];
    if let Some(domain) = of.settings.domain {
        properties.push(("AD domain", world.name(Entity::Domain(domain)).to_owned()));
        let unit = of.settings.organizational_unit.as_ref();
        properties
            .push(("Organizational unit", unit.map_or_else(|| "default".to_owned(), ToString::to_string)));
        properties.push(("AD domain username", world.domains[domain].join_account.name.to_string()));
    }
    if let Some(computer) = of.last_run().and_then(|run| run.computer.as_ref()) {
        properties.push(("Computer of the last trial join", computer.to_string()));
    }
    properties.push(("Used by policies", policies_using(world, id)));
    properties.push(("Cloud PC count", world.cloud_pcs_on(id).count().to_string()));
    properties.into_iter().map(|(term, value)| (term, Item::text(value))).collect()
}

pub(crate) fn told(simulation: &Simulation, name: &str) -> Option<Told> {
    let world = simulation.world();
    let id: ConnectionId = world.connection_named(name)?;
    let of = &world.connections[id];
    let moment = world.start.at(simulation.now());
    let when = |at: Instant| calendar::seen_from(world.start.at(at), moment);
    let now = health::truth(simulation.state(), id);
    let mut believed = vec![
        Item::badge(connection_badge(of)),
        Item::text("").second(words::provisioning_goes_by_this(&upper_first(&seen(simulation, id)))),
    ];
    if let Some(next) = of.next_run_at {
        believed.push(Item::note(words::next_checks(&when(next))));
    }
    if let Some(run) = &of.current_run {
        believed.push(Item::shaped(
            Shape::Running,
            words::checks_running(
                &when(run.started),
                &run.results.len().to_string(),
                &now.len().to_string(),
                &when(run.started.after(health::RUN_MAX)),
            ),
        ));
    }
    Some(Told {
        finding: findings(of),
        believed,
        true_now: differing(of, &now).map_or_else(|| Item::shaped(Shape::Info, "As believed"), Item::badge),
    })
}
