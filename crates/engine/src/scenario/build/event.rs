//! What happens, and what must hold.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Builder, Place};
use crate::command::{Command, Fault};
use crate::domain::user::numbered;
use crate::domain::{Entity, EntityKind, Name, Offset, World, ordered};
use crate::limits;
use crate::scenario::command::CHANGE_TAG;
use crate::scenario::command::read::{self, Finds};
use crate::scenario::expectation::{self, Expectation};
use crate::scenario::file::{self, File};
use crate::scenario::names;
use crate::setup::{Failure, LateThing, ScriptLine};

impl Builder {
    pub(super) fn lines(&mut self, file: &File) -> Vec<ScriptLine> {
        let mut lines = Vec::with_capacity(file.events.len());
        let mut joining = self.world.users.len() as u64;
        self.comers = self.comers(file);
        for (position, event) in file.events.iter().enumerate() {
            let pointer = format!("/events/{position}");
            let (at, last) = (Self::offset(&event.at()), event.is_last());
            // A group of too many is refused when it is made.
            if let Some(Joins { people, field, .. }) = joins(event).filter(|of| of.field == JOINS) {
                joining += u64::from(people);
                if joining > u64::from(limits::PEOPLE_MAX) {
                    let message = format!("more than {} people in all", limits::PEOPLE_MAX);
                    self.error(format!("{pointer}/{field}"), message);
                }
            }
            self.event = Some((at, last, position));
            if let Some(command) = read::event(&event.fields, &pointer, self) {
                lines.push(ScriptLine { at, command, last, late: std::mem::take(&mut self.late) });
            }
        }
        self.event = None;
        lines
    }

    /// What comes to be with which event, by kind and name. Beyond the limit of people, nobody.
    fn comers(&self, file: &File) -> BTreeMap<String, Place> {
        let mut comers = BTreeMap::new();
        let mut joining: Vec<(Place, String, u32)> = Vec::new();
        for (position, event) in file.events.iter().enumerate() {
            let place = (Self::offset(&event.at()), event.is_last(), position);
            let value = Value::from(event.fields.clone());
            for (kind, name) in names::created_by(&value) {
                let known = comers.entry(key(kind, &name)).or_insert(place);
                *known = place.min(*known);
            }
            if let Some(Joins { group, people, .. }) = joins(event) {
                ordered::insert(&mut joining, (place, group.to_owned(), people));
            }
        }
        let of = |group: &crate::domain::Group| (group.name.to_string(), group.members);
        let mut members: Vec<(String, u32)> = self.world.groups.values().map(of).collect();
        let mut joined = 0;
        for (place, group, people) in joining {
            let known = members.iter().position(|(name, _)| *name == group);
            let known = known.unwrap_or_else(|| {
                members.push((group.clone(), 0));
                members.len() - 1
            });
            for _ in 0..people.min(limits::PEOPLE_MAX.saturating_sub(joined)) {
                joined += 1;
                members[known].1 += 1;
                comers.insert(key(EntityKind::User, &numbered(&group, members[known].1)), place);
            }
        }
        comers
    }

    /// The capacity curves of regions, as lines: before those of the file, so that a fault of the same instant wins.
    pub(super) fn curves(&mut self, world: &file::World) -> Vec<ScriptLine> {
        let mut lines = Vec::new();
        for region in &world.regions {
            let Some(id) = self.world.regions.find(|of| *of.name == *region.name.0) else { continue };
            for point in &region.curve {
                let at = Self::offset(&point.at);
                let command = Command::Fault(Fault::RegionTaken { region: id, others: Some(point.others) });
                lines.push(ScriptLine { at, command, last: false, late: Vec::new() });
            }
        }
        lines
    }

    pub(super) fn failures(&mut self, world: &file::World) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (position, failure) in world.failures.iter().enumerate() {
            let pointer = format!("/world/failures/{position}");
            let (between, repair) = (Self::offset(&failure.between), Self::offset(&failure.repair));
            for (field, mean) in [("between", between), ("repair", repair)] {
                // A mean of a second would be nothing but failures.
                if mean < Offset::minutes(1) || mean > Offset::days(limits::HORIZON_DAYS_MAX) {
                    let message =
                        format!("expected a minute or more, and at most {} days", limits::HORIZON_DAYS_MAX);
                    self.error(format!("{pointer}/{field}"), message);
                }
            }
            if let Some(fault) = read::fault(&failure.fault.0, &format!("{pointer}/fault"), self) {
                failures.push(Failure { fault, between_ms: between.0, repair_ms: repair.0 });
            }
        }
        failures
    }

    pub(super) fn expectations(&mut self, file: &File) -> Vec<Expectation> {
        let mut expectations = Vec::with_capacity(file.expect.len());
        for (position, expect) in file.expect.iter().enumerate() {
            match expectation::read(expect, format!("/expect/{position}"), None) {
                Ok(expectation) => expectations.extend(expectation),
                Err(error) => self.errors.push(error),
            }
        }
        expectations
    }
}

/// Where the number of those stands who join a group that is there.
const JOINS: &str = "peopleJoin/people";

/// People who join a group.
struct Joins<'a> {
    group: &'a str,
    people: u32,
    /// Where the number stands in the event.
    field: &'static str,
}

/// The people who join with an event, if that is what happens.
fn joins(event: &file::Event) -> Option<Joins<'_>> {
    let (of, group, field) = match event.fields.get("peopleJoin") {
        Some(join) => (join, &join["group"], JOINS),
        None => {
            let change = event.fields.get("change").filter(|change| change[CHANGE_TAG] == "addGroup")?;
            (change, &change["name"], "change/people")
        }
    };
    Some(Joins { group: group.as_str()?, people: u32::try_from(of["people"].as_u64()?).ok()?, field })
}

/// How what comes to be is found again.
fn key(kind: EntityKind, name: &str) -> String {
    format!("{}/{name}", kind.name())
}

impl Finds for Builder {
    /// What a file names is there from the start: [`crate::scenario::shape`] has seen to that. But a region is there only if
    /// something is in it, and events make things and let people join: what names those is bound to them when it happens, for only
    /// then do they have a place in their lists.
    fn find(&mut self, kind: EntityKind, name: &str, pointer: &str) -> Option<Entity> {
        if let Some(found) = self.world.named(kind, name) {
            return Some(found);
        }
        let comes = self.comers.get(&key(kind, name)).copied();
        if let (Some(event), Some(comes)) = (self.event, comes)
            && comes < event
        {
            let stands_in = kind.at(u32::MAX as usize - self.late.len());
            self.late.push(LateThing { stands_in, name: Name::new(name) });
            return Some(stands_in);
        }
        match (comes, kind) {
            (Some((at, ..)), EntityKind::User) => {
                self.error(pointer, format!("{name:?} joins later than this, at {at}"));
            }
            (Some((at, ..)), _) => self.error(pointer, format!("{name:?} comes later than this, at {at}")),
            // Beyond the limit of people, which was told.
            (None, EntityKind::User) => self.error(pointer, format!("{name:?} joins later")),
            (None, EntityKind::Region) => self.error(pointer, "nothing of this world is in that region"),
            (None, _) => {
                self.error(pointer, format!("{name:?} is not there at the start, and nothing makes it"));
            }
        }
        None
    }

    fn world(&self) -> &World {
        &self.world
    }

    fn error(&mut self, pointer: String, message: String) {
        Self::error(self, pointer, message);
    }
}
