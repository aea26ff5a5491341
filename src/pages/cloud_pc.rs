//! One Cloud PC: its attempts, the choice, its stages, and the settings it was born with beside today's.

use anc_engine::connectivity::{self, Connectivity};
use anc_engine::domain::{
    Attempt, AttemptState, CloudPc, CloudPcId, CloudPcStatus, ConnectionSettings, Entity, Instant, RecordKey,
    Stage, Work, World,
};
use anc_engine::provisioning::CandidateVerdict;
use anc_engine::{Detail, Simulation};
use leptos::prelude::*;

use crate::address::Page;
use crate::clock;
use crate::components::item::Item;
use crate::components::list::{card, facts, paragraph, steps};
use crate::components::status::Shape;
use crate::components::table::{NOWRAP, TEXT, Table};
use crate::picture::model::cloud_pc_badge;
use crate::run::use_run;

#[derive(Clone, PartialEq)]
struct View {
    summary: Vec<(&'static str, Item)>,
    notes: Vec<String>,
    facts: Vec<Item>,
    connectivity: Item,
    failing: Vec<Item>,
    stages: Vec<Item>,
    candidates: Vec<Item>,
    settings: Option<Table>,
    attempts: Table,
}

/// The four things that provisioning makes of a Cloud PC.
fn made(of: &CloudPc) -> Vec<Item> {
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

fn connectivity_item(of: Connectivity) -> Item {
    let (shape, words) = match of {
        Connectivity::Unknown => (Shape::NotRun, "Not checked yet"),
        Connectivity::Available => (Shape::Success, "Available"),
        Connectivity::AvailableWithWarning => (Shape::Warning, "Available, with a warning"),
        Connectivity::Unavailable => (Shape::Error, "Unavailable"),
    };
    Item::shaped(shape, words)
}

/// What else is to be known: warnings of the set-up, a grace period, work that is under way.
fn notes(of: &CloudPc, world: &World, when: &impl Fn(Instant) -> String) -> Vec<String> {
    let mut notes = Vec::new();
    if !of.warnings.is_empty() {
        let steps: Vec<&str> = of.warnings.iter().map(|step| step.words()).collect();
        notes.push(format!("Steps of its set-up failed: {}.", steps.join(", ")));
    }
    if let Some((ends, _)) = of.grace {
        notes.push(format!(
            "Its user works on until {}; then it is removed, with whatever is on it.",
            when(ends)
        ));
    }
    match &of.work {
        Some(Work::Move(target, _)) => {
            notes.push(format!("It moves to {}.", world.name(Entity::Connection(target.connection))));
        }
        Some(Work::Resize(Some(_), _)) => {
            notes.push("It holds a second address while it is resized.".to_owned());
        }
        _ => {}
    }
    notes
}

fn settings(world: &World, of: &ConnectionSettings) -> Vec<(&'static str, String)> {
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
fn settings_table(world: &World, attempt: &Attempt) -> Option<Table> {
    let born = attempt.placement.as_ref()?;
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

fn stages(cloud_pc: &CloudPc, attempt: &Attempt, when: &impl Fn(Instant) -> String) -> Vec<Item> {
    let hybrid = attempt.placement.as_ref().is_some_and(|place| place.settings.domain.is_some());
    Stage::ALL
        .into_iter()
        .filter(|stage| hybrid || !stage.entry().hybrid_only)
        .map(|stage| {
            let (shape, words) = match attempt.state {
                AttemptState::Done => (Shape::Success, "done".to_owned()),
                AttemptState::InStage(present, ..) if stage < present => (Shape::Success, "done".to_owned()),
                AttemptState::InStage(present, began, _) if stage == present => {
                    (Shape::Running, format!("since {}", when(began)))
                }
                _ if cloud_pc.status == CloudPcStatus::Failed => (Shape::NotRun, "not done".to_owned()),
                _ => (Shape::Pending, "to come".to_owned()),
            };
            Item::shaped(shape, stage.entry().title).second(words)
        })
        .collect()
}

/// What became of each connection in the last choice.
fn candidates(simulation: &Simulation, id: CloudPcId) -> Vec<Item> {
    let chosen = simulation.records().iter().rev().find_map(|record| match &record.detail {
        Detail::ConnectionChosen { candidates, .. } | Detail::NoConnection { candidates, .. }
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
                    (Shape::Warning, format!("passed over: {}", why.words()))
                }
                CandidateVerdict::NotAsked => (Shape::NotRun, "not asked".to_owned()),
            };
            let name = simulation.world().name(Entity::Connection(candidate.connection)).to_owned();
            let address = Page::Connection(name.clone()).fragment();
            Item::shaped(shape, name).link(address).second(words)
        })
        .collect()
}

fn attempts(of: &CloudPc, when: &impl Fn(Instant) -> String) -> Table {
    let rows = of.attempts.iter().rev().map(|attempt| {
        let began = if attempt.record == RecordKey::OPENED {
            "before the start".to_owned()
        } else {
            when(attempt.started)
        };
        let (shape, words) = match attempt.state {
            AttemptState::InStage(stage, ..) => (Shape::Running, stage.entry().title),
            AttemptState::Failed(_) => (Shape::Error, "Failed; still holds its address"),
            AttemptState::CleanedUp => (Shape::Error, "Failed"),
            AttemptState::Done => (Shape::Success, "Succeeded"),
        };
        vec![
            Item::text(format!("Attempt {} of 3", attempt.number)),
            Item::text(began),
            Item::shaped(shape, words),
            Item::why(attempt.record),
        ]
    });
    Table {
        name: "Attempts",
        caption: Some("Attempts, newest first"),
        columns: &[("Attempt", TEXT), ("Began", NOWRAP), ("State", TEXT), ("Cause", TEXT)],
        head: 0,
        rows: rows.collect(),
        empty: "",
    }
}

fn view_of(simulation: &Simulation, name: &str) -> Option<View> {
    let world = simulation.world();
    let id = world.cloud_pcs.find(|cloud_pc| cloud_pc.name.as_str() == name)?;
    let of = &world.cloud_pcs[id];
    let when = |at: Instant| clock::day_and_time(world.start.at(at));
    let last = of.last_attempt()?;
    let (connectivity, failing) = connectivity::look(world, id);
    let failing = failing
        .into_iter()
        .map(|(check, because)| Item::shaped(Shape::Error, check.words()).because(because));
    let user = Entity::User(of.user);
    let sign_in = Page::SignIn(Some(world.name(user).to_owned())).fragment();
    Some(View {
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
        stages: stages(of, last, &when),
        candidates: candidates(simulation, id),
        settings: settings_table(world, last),
        attempts: attempts(of, &when),
    })
}

fn body(name: &str, view: View) -> AnyView {
    let notes: Vec<AnyView> = view.notes.into_iter().map(|note| paragraph(Item::note(note))).collect();
    let connectivity = vec![paragraph(view.connectivity), steps("failing", view.failing)];
    let choice =
        (!view.candidates.is_empty()).then(|| card("The choice", vec![steps("candidate", view.candidates)]));
    view! {
        <div class="page-head"><p class="caption"><a href="#/cloud-pcs">"Cloud PCs"</a></p></div>
        <h1>{name.to_owned()}</h1>
        <section class="card">{facts(view.summary)}{notes}</section>
        <div class="belief">
            {card("What it is", vec![steps("fact", view.facts)])}
            {card("Its own connectivity", connectivity)}
        </div>
        <div class="belief">{card("Stages", vec![steps("stage", view.stages)])}{choice}</div>
        {view.settings.map(Table::draw)}
        {view.attempts.draw()}
    }
    .into_any()
}

/// The page.
#[component]
pub fn CloudPcPage(
    /** Its name. */
    name: String,
) -> impl IntoView {
    let view_name = name.clone();
    let view = use_run().view(move |simulation| view_of(simulation, &view_name));
    move || match view.get() {
        Some(view) => body(&name, view),
        None => super::missing("Cloud PC", &name, "#/cloud-pcs").into_any(),
    }
}
