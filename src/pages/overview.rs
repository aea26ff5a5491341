//! Overview: the picture of the tenant, what just happened, and the same as a table.

use anc_engine::domain::{RecordKey, RecordKind};
use anc_engine::narration::narrate;
use anc_engine::{Record, Simulation};
use leptos::prelude::*;

use crate::clock;
use crate::components::item::Item;
use crate::components::status::{Shape, glyph, shaped};
use crate::components::table::{TEXT, Table};
use crate::components::why::why_button;
use crate::picture::draw::Picture;
use crate::picture::model::{Model, model};
use crate::run::use_run;

/// What the feed shows.
const FEED_MAX: usize = 4;
/// Records that are searched for it.
const SEARCHED_MAX: usize = 400;

/// One entry of the feed.
#[derive(Clone, PartialEq)]
struct Entry {
    key: RecordKey,
    shape: Shape,
    title: String,
    text: String,
    when: String,
    alike: usize,
}

/// Stages, requests and single checks are too many for a feed of five.
fn belongs_in_feed(record: &Record) -> bool {
    !matches!(
        record.key.kind,
        RecordKind::StageDone
            | RecordKind::CloudPcRequested
            | RecordKind::UserActed
            | RecordKind::CheckChanged
            | RecordKind::CleanedUp
            | RecordKind::PolicyAssigned
            | RecordKind::PolicyCreated
            | RecordKind::SignedIn
    )
}

const fn may_stand_for_many(record: &Record) -> bool {
    matches!(
        record.key.kind,
        RecordKind::ConnectionChosen
            | RecordKind::Provisioned
            | RecordKind::SignInFailed
            | RecordKind::AttemptFailed
            | RecordKind::NoConnection
            | RecordKind::ProvisioningFailed
    )
}

fn feed(simulation: &Simulation) -> Vec<Entry> {
    let world = simulation.world();
    let mut entries: Vec<Entry> = Vec::new();
    for record in
        simulation.records().iter().rev().take(SEARCHED_MAX).filter(|record| belongs_in_feed(record))
    {
        // Of many alike, the last one stands for all: twelve people who join are one story.
        let alike = |entry: &&mut Entry| entry.key.kind == record.key.kind && may_stand_for_many(record);
        if let Some(entry) = entries.last_mut().filter(alike) {
            entry.alike += 1;
            continue;
        }
        if entries.len() == FEED_MAX {
            break;
        }
        let told = narrate(record, simulation);
        entries.push(Entry {
            key: record.key,
            shape: Shape::of_tone(told.tone),
            title: told.title,
            text: told.text,
            when: clock::time(world.start.at(record.key.at)),
            alike: 0,
        });
    }
    entries
}

#[component]
fn Feed() -> impl IntoView {
    let run = use_run();
    let entries = run.view(feed);
    let line = |(position, entry): (usize, Entry)| {
        let id = format!("feed-{position}");
        let alike = (entry.alike > 0).then(|| format!("And {} more like it before. ", entry.alike));
        view! {
            <li>
                {glyph(entry.shape)}
                <div>
                    <div class="feed-head"><h3 id=id.clone()>{entry.title}</h3><span class="caption number">{entry.when}</span></div>
                    <p>{entry.text}" "{alike}{why_button(entry.key, Some(id))}</p>
                </div>
            </li>
        }
    };
    view! {
        <section class="feed" aria-labelledby="feed-title">
            <h2 id="feed-title">"What just happened"</h2>
            <ol>{move || entries.get().into_iter().enumerate().map(line).collect_view()}</ol>
        </section>
    }
}

/// A summary: its title, the page it leads to, and its facts.
type Summary = (&'static str, &'static str, Vec<(Shape, String)>);

/// The two summaries of the admin center's overview.
fn summaries(simulation: &Simulation) -> [Summary; 2] {
    use anc_engine::domain::{CloudPcStatus, ConnectionStatus};
    let world = simulation.world();
    let pcs = |status| world.cloud_pcs.values().filter(|cloud_pc| cloud_pc.status == status).count();
    let connections = |test: fn(ConnectionStatus) -> bool| {
        world.present_connections().filter(|(_, connection)| test(connection.status())).count()
    };
    let provisioning = vec![
        (
            Shape::Success,
            format!(
                "{} provisioned",
                pcs(CloudPcStatus::Provisioned)
                    + pcs(CloudPcStatus::ProvisionedWithWarnings)
                    + pcs(CloudPcStatus::InGracePeriod)
            ),
        ),
        (Shape::Running, format!("{} provisioning", pcs(CloudPcStatus::Provisioning))),
        (Shape::Error, format!("{} failed", pcs(CloudPcStatus::Failed))),
    ];
    let health = vec![
        (Shape::Success, format!("{} successful", connections(ConnectionStatus::is_usable))),
        (
            Shape::Running,
            format!(
                "{} running",
                connections(|s| matches!(s, ConnectionStatus::Running | ConnectionStatus::Pending))
            ),
        ),
        (Shape::Error, format!("{} failed", connections(|s| s == ConnectionStatus::Failed))),
    ];
    [
        ("Provisioning status", "#/cloud-pcs", provisioning),
        ("Azure network connection health", "#/connections", health),
    ]
}

fn tables(model: &Model) -> [Table; 2] {
    let rows = model.cards.iter().map(|card| {
        let link = card.link.as_ref().map_or_else(
            || "none".to_owned(),
            |link| format!("{} {} {}", link.kind, link.name, if link.up { "up" } else { "down" }),
        );
        vec![
            Item::text(&card.region),
            Item::text(&card.name),
            Item::badge(card.status.clone()).second(&card.seen),
            card.truth.clone().map_or_else(|| Item::text("as believed"), Item::badge),
            Item::text(&card.capacity.words),
            Item::text(&card.addresses.words),
            Item::text(&card.counts),
            Item::text(link),
        ]
    });
    let controllers = model.on_premises.iter().flat_map(|of| &of.controllers);
    let controllers = controllers.map(|of| (of, "on-premises".to_owned()));
    let in_azure = model
        .cards
        .iter()
        .flat_map(|card| card.controllers.iter().map(|of| (of, format!("in Azure, asked by {}", card.name))));
    let identity = controllers.chain(in_azure).map(|(of, place)| {
        let shape = if of.answers { Shape::Success } else { Shape::Error };
        vec![Item::text(format!("{}, {place}", of.name)), Item::shaped(shape, of.words)]
    });
    let entra_id = vec![Item::text("Microsoft Entra ID"), Item::badge(model.entra_id.clone())];
    [
        Table {
            name: "Regions and connections",
            caption: Some("Regions and connections"),
            columns: &[
                ("Region", TEXT),
                ("Connection", TEXT),
                ("Status", TEXT),
                ("True now", TEXT),
                ("Capacity", TEXT),
                ("Addresses", TEXT),
                ("Cloud PCs", TEXT),
                ("Link", TEXT),
            ],
            head: 1,
            rows: rows.collect(),
            empty: "No connection yet.",
        },
        Table {
            name: "Where identity lives",
            caption: Some("Where identity lives"),
            columns: &[("What", TEXT), ("True now", TEXT)],
            head: 0,
            rows: std::iter::once(entra_id).chain(identity).collect(),
            empty: "",
        },
    ]
}

/// The width that the picture may take: the frame's, less what stands beside it.
fn picture_width() -> f64 {
    let element = document().query_selector(".picture-box").ok().flatten();
    let measured = element.map(|element| f64::from(element.client_width())).filter(|&width| width > 0.0);
    let whole = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64()).unwrap_or(1_024.0);
    measured.unwrap_or(whole - 40.0).max(280.0)
}

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let run = use_run();
    let model = run.view(model);
    let width = RwSignal::new(picture_width());
    let resized = window_event_listener(leptos::ev::resize, move |_| width.set(picture_width()));
    on_cleanup(move || resized.remove());
    // The box is measured once it is there.
    request_animation_frame(move || {
        width.try_set(picture_width());
    });
    let summary = run.view(summaries);
    let cards = move || {
        summary.get().map(|(title, address, facts)| {
            let facts = facts.into_iter().map(|(shape, words)| view! { <li>{shaped(shape, words)}</li> });
            view! { <section class="summary"><h2><a href=address>{title}</a></h2><ul>{facts.collect_view()}</ul></section> }
        })
    };
    view! {
        <h1 class="hidden-visually">"Overview"</h1>
        <p class="story">{move || run.about.get().summary}</p>
        <div class="overview">
            <div class="picture-column">
                <div class="picture-box"><Picture model=model width=width.into() /></div>
                <div class="summaries">{cards}</div>
            </div>
            <Feed />
        </div>
        <details class="as-table">
            <summary>"The same as a table"</summary>
            <div class="page">{move || model.with(tables).map(Table::draw)}</div>
        </details>
    }
}
