//! Overview: what just happened, and the summaries.

use anc_engine::calendar;
use anc_engine::domain::{CloudPcStatus, ConnectionStatus, RecordKey, RecordKind};
use anc_engine::narration::Tone;
use anc_engine::provisioning::ATTEMPTS_MAX;
use anc_engine::story::Story;
use anc_engine::{Detail, Record, Simulation};

use crate::tell::badge::shape_of;
use crate::tell::direction::narrated;
use crate::tell::shape::Shape;
use crate::words;

/// What the feed shows.
pub(crate) const FEED_MAX: usize = 4;
/// Records that are searched for it.
const SEARCHED_MAX: usize = 1_000;

/// One entry of the feed.
#[derive(Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: RecordKey,
    pub(crate) shape: Shape,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) when: String,
    pub(crate) alike: usize,
}

/// Stages, requests and single checks are too many for a feed of four; what is as it was before is no news.
pub(crate) fn is_news(record: &Record) -> bool {
    match &record.detail {
        Detail::RunEnded { before, status, .. } => before != status,
        // That the last attempt failed is told by what became of the Cloud PC.
        Detail::AttemptFailed { attempt, .. } => *attempt < ATTEMPTS_MAX,
        _ => !matches!(
            record.key.kind,
            RecordKind::StageDone
                | RecordKind::CloudPcRequested
                | RecordKind::UserActed
                | RecordKind::RunStarted
                | RecordKind::CheckChanged
                | RecordKind::CleanedUp
                | RecordKind::PolicyAssigned
                | RecordKind::PolicyCreated
                | RecordKind::SignedIn
        ),
    }
}

pub(crate) const fn may_stand_for_many(record: &Record) -> bool {
    matches!(
        record.key.kind,
        RecordKind::ConnectionChosen
            | RecordKind::Provisioned
            | RecordKind::SignInFailed
            | RecordKind::SessionCut
            | RecordKind::AttemptFailed
            | RecordKind::NoConnection
            | RecordKind::ProvisioningFailed
            | RecordKind::SignedIn
            | RecordKind::GraceBegan
            | RecordKind::Deprovisioned
    )
}

/// The newest news; routine only where there is nothing else.
pub(crate) fn feed(simulation: &Simulation, story: &Story) -> Vec<Entry> {
    let news = entries(simulation, |record| {
        is_news(record) || (record.key.kind == RecordKind::SignedIn && story.begins(record.key))
    });
    if news.iter().all(|entry| entry.key == RecordKey::OPENED) { entries(simulation, |_| true) } else { news }
}

pub(crate) fn entries(simulation: &Simulation, wanted: impl Fn(&Record) -> bool) -> Vec<Entry> {
    let start = simulation.world().start;
    let now = start.at(simulation.now());
    let mut entries: Vec<Entry> = Vec::new();
    let recent = simulation.records().iter().rev().take(SEARCHED_MAX);
    for record in recent.filter(|record| wanted(record)) {
        // Of many alike, the last one stands for all: twelve people who join are one story.
        let alike = |entry: &&mut Entry| entry.key.kind == record.key.kind && may_stand_for_many(record);
        if let Some(entry) = entries.last_mut().filter(alike) {
            entry.alike += 1;
            continue;
        }
        if entries.len() == FEED_MAX {
            break;
        }
        let told = narrated(record, simulation);
        entries.push(Entry {
            key: record.key,
            shape: Shape::of_tone(told.tone),
            title: told.title,
            text: told.text,
            when: calendar::hour_or_day(start.at(record.key.at), now),
            alike: 0,
        });
    }
    entries
}

/// A summary: its title, the page it leads to, and its facts.
pub(crate) type Summary = (&'static str, &'static str, Vec<(Shape, String)>);

/// The statuses of Cloud PCs in the summary, in their order there, and whether they are told though no Cloud PC has them.
const SUMMED: [(CloudPcStatus, bool); 12] = [
    (CloudPcStatus::Provisioned, true),
    (CloudPcStatus::ProvisionedWithWarnings, false),
    (CloudPcStatus::Provisioning, true),
    (CloudPcStatus::Preparing, false),
    (CloudPcStatus::PendingProvision, false),
    (CloudPcStatus::Restoring, false),
    (CloudPcStatus::Resizing, false),
    (CloudPcStatus::ResizePendingLicense, false),
    (CloudPcStatus::MovingRegion, false),
    (CloudPcStatus::InGracePeriod, false),
    (CloudPcStatus::Deprovisioning, false),
    (CloudPcStatus::Failed, true),
];

/// The two summaries of the admin center's overview: what is always told, and what is told when there is any.
pub(crate) fn summaries(simulation: &Simulation) -> [Summary; 2] {
    let world = simulation.world();
    let pcs = |status| world.cloud_pcs.values().filter(|cloud_pc| cloud_pc.status == status).count();
    let connections = |test: fn(ConnectionStatus) -> bool| {
        world.present_connections().filter(|(_, connection)| test(connection.status())).count()
    };
    let told = |always: bool, shape, count: usize, words: &str| {
        (always || count > 0).then(|| (shape, format!("{count} {words}")))
    };
    // Whatever there is of Cloud PCs is told; the three that are asked for first, always.
    let provisioning = SUMMED.map(|(status, always)| {
        told(always, shape_of(status), pcs(status), &status.title().to_ascii_lowercase())
    });
    let ready = |status| matches!(status, ConnectionStatus::Passed | ConnectionStatus::Informational);
    let under_way = |status| matches!(status, ConnectionStatus::Running | ConnectionStatus::Pending);
    let health = [
        told(true, Shape::Success, connections(ready), "successful"),
        told(false, Shape::Warning, connections(|of| of == ConnectionStatus::Warning), "with warnings"),
        told(true, Shape::Running, connections(under_way), "running"),
        told(true, Shape::Error, connections(|of| of == ConnectionStatus::Failed), "failed"),
        told(false, Shape::NotRun, connections(|of| of == ConnectionStatus::Inactive), "inactive"),
    ];
    [
        ("Provisioning status", "#/cloud-pcs", provisioning.into_iter().flatten().collect()),
        ("Azure network connection health", "#/connections", health.into_iter().flatten().collect()),
    ]
}

/// The newest of the story in one line, where there is no room for more.
pub(crate) fn headline(simulation: &Simulation, story: &Story) -> Option<(Shape, String)> {
    let now = simulation.now();
    let mark = story.until(now).last()?;
    let told = mark.tell(simulation, now)?;
    let start = simulation.world().start;
    let when = calendar::hour_or_day(start.at(mark.at()), start.at(now));
    Some((Shape::of_tone(told.tone.max(Tone::Info)), words::when_and_what(&when, &told.title)))
}
