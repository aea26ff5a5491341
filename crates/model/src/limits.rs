//! The limits of files and runs, in one place. Each is met with an error that names it, never with a hang
//! (decisions.md, *The program*).

use crate::domain::EntityKind;

/// Bytes of a scenario file.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;
/// Errors that are reported of one file; how many more there are is said.
pub const FILE_ERRORS_MAX: usize = 100;
/// Days of a run.
pub const HORIZON_DAYS_MAX: i64 = 731;
/// People in all groups together, also those who join later.
pub const PEOPLE_MAX: u32 = 20_000;
/// Things of each kind that a run has in all, also those that were removed. Of what is not listed, see elsewhere.
pub const THINGS_MAX: [(EntityKind, usize); 11] = [
    (EntityKind::Region, 64),
    (EntityKind::Subscription, 100),
    (EntityKind::ResourceGroup, 100),
    (EntityKind::Vnet, 100),
    (EntityKind::Subnet, 5_000),
    (EntityKind::Link, 200),
    (EntityKind::Peering, 100),
    (EntityKind::Resource, 100),
    (EntityKind::Domain, 20),
    (EntityKind::Controller, 1_000),
    (EntityKind::Group, 1_000),
];
/// Organizational units of a domain.
pub const UNITS_MAX: usize = 100;
/// Events of a run: four times those of a year of 50 connections and 10,000 people.
pub const EVENTS_MAX: u64 = 20_000_000;
/// Events at one instant.
pub const EVENTS_AT_ONCE_MAX: u32 = 1_000_000;
/// Records that a run keeps. Routine ones beyond [`ROUTINE_RECORDS_MAX`] do not count: they are not kept.
pub const RECORDS_MAX: u64 = 2_000_000;
/// Routine records (successful sign-ins) that a run keeps; later ones are counted only.
pub const ROUTINE_RECORDS_MAX: u64 = 2_000;
/// Actions taken in a run, besides those of its file.
pub const ACTIONS_MAX: usize = 10_000;
/// Bytes that the checkpoints of a run may take.
pub const CHECKPOINT_BYTES_MAX: usize = 96 * 1024 * 1024;
/// Attempts of one Cloud PC that still hold something or are under way.
pub const ATTEMPTS_HELD_MAX: usize = 64;
/// Levels of causes that an explanation follows.
pub const CAUSE_DEPTH_MAX: usize = 64;
