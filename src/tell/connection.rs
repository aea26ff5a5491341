//! One connection: belief and truth check by check, its properties, its runs.

use anc_engine::domain::{CheckResult, CheckRun, Connection, ConnectionId, Entity, Instant, Verdict, World};
use anc_engine::{Simulation, calendar, health};

use super::connections::policies_using;
use crate::tell::badge::{connection_badge, differing, seen, status_badge, upper_first};
use crate::tell::item::Item;
use crate::tell::shape::Shape;
use crate::tell::table::{NOWRAP, TEXT, Table};
use crate::words;

/// What is told.
#[derive(Clone, PartialEq)]
pub(crate) struct Told {
    /// Which checks failed and what to do, where some did.
    pub(crate) finding: Vec<Item>,
    pub(crate) believed: Vec<Item>,
    pub(crate) true_now: Item,
    pub(crate) checks: Table,
    pub(crate) properties: Vec<(&'static str, Item)>,
    pub(crate) runs: Table,
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

/// Each check as the last run saw it, beside what is true.
pub(crate) fn checks(
    simulation: &Simulation,
    of: &Connection,
    now: &[CheckResult],
    when: &impl Fn(Instant) -> String,
) -> Table {
    let rows = now.iter().map(|truth| {
        let entry = truth.check.entry();
        let seen = of.last_run().and_then(|run| Some((run, run.result(truth.check)?)));
        let as_seen = seen.map_or_else(
            || Item::shaped(Shape::Pending, "Not seen yet"),
            |(run, seen)| {
                let at = if run.number == 0 { "before the start".to_owned() } else { when(seen.at) };
                let item = Item::shaped(Shape::of_verdict(seen.verdict), seen.verdict.title()).second(at);
                Item { details: details(seen, run), ..item }
            },
        );
        // What the last run saw is asked first, then what is true and it did not see.
        let cause =
            seen.map(|(_, seen)| seen).filter(|seen| seen.verdict != Verdict::Passed).unwrap_or(truth);
        vec![
            Item::text(entry.title).second(entry.proves),
            as_seen,
            Item::shaped(Shape::of_verdict(truth.verdict), truth.verdict.title()),
            cause.because.first().map_or_else(Item::default, |&key| super::cause(simulation, key)),
        ]
    });
    Table {
        name: "Health checks",
        caption: Some("Health checks"),
        columns: &[("Check", TEXT), ("Seen by the last run", TEXT), ("True now", TEXT), ("Cause", TEXT)],
        head: 0,
        rows: rows.collect(),
        empty: "",
    }
}

pub(crate) fn runs(of: &Connection, when: &impl Fn(Instant) -> String) -> Table {
    let rows = of.history.iter().rev().filter(|run| run.number > 0).map(|run| {
        vec![
            Item::text(when(run.started)),
            Item::text(when(run.ends)),
            Item::badge(status_badge(run.status)),
            Item::why(run.record),
        ]
    });
    Table {
        name: "Runs",
        caption: Some("Runs, newest first"),
        columns: &[("Began", NOWRAP), ("Ended", NOWRAP), ("Result", TEXT), ("Cause", TEXT)],
        head: 0,
        rows: rows.collect(),
        empty: "None so far.",
    }
}

pub(crate) fn properties(of: &Connection, id: ConnectionId, world: &World) -> Vec<(&'static str, Item)> {
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
        true_now: differing(of.status(), &now)
            .map_or_else(|| Item::shaped(Shape::Info, "As believed"), Item::badge),
        checks: checks(simulation, of, &now, &when),
        properties: properties(of, id, world),
        runs: runs(of, &when),
    })
}
