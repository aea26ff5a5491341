//! What happens, and what must hold.

use std::collections::BTreeMap;

use super::{Builder, Place};
use crate::action::numbered;
use crate::command::{Command, Fault};
use crate::domain::id::Id as _;
use crate::domain::{Entity, EntityKind, GroupId, Name, Offset, UserId, World, ordered};
use crate::limits;
use crate::scenario::command::read::{self, Finds};
use crate::scenario::expectation::{self, Expectation, When};
use crate::scenario::file::{self, File};
use crate::setup::{Failure, ScriptLine};

impl Builder {
    pub(super) fn lines(&mut self, file: &File) -> Vec<ScriptLine> {
        let mut lines = Vec::with_capacity(file.events.len());
        let mut joining = self.world.users.len() as u64;
        self.joiners = self.joiners(file);
        for (position, event) in file.events.iter().enumerate() {
            let pointer = format!("/events/{position}");
            let (at, last) = (Self::offset(&event.at()), event.is_last());
            if let Some((_, people)) = joins(event) {
                joining += u64::from(people);
                if joining > u64::from(limits::PEOPLE_MAX) {
                    let message = format!("more than {} people in all", limits::PEOPLE_MAX);
                    self.error(format!("{pointer}/peopleJoin/people"), message);
                }
            }
            self.event = Some((at, last, position));
            if let Some(command) = read::event(&event.fields, &pointer, self) {
                lines.push(ScriptLine { at, command, last, late: self.late.take() });
            }
        }
        self.event = None;
        lines
    }

    /// Who joins with which event. Beyond the limit of people, nobody.
    fn joiners(&self, file: &File) -> BTreeMap<String, Place> {
        let mut joining: Vec<(Place, GroupId, u32)> = Vec::new();
        for (position, event) in file.events.iter().enumerate() {
            if let Some((group, people)) = joins(event)
                && let Some(group) = self.world.groups.find(|of| *of.name == *group)
            {
                let place = (Self::offset(&event.at()), event.is_last(), position);
                ordered::insert(&mut joining, (place, group, people));
            }
        }
        let mut members: Vec<u32> = self.world.groups.values().map(|group| group.members).collect();
        let mut joiners = BTreeMap::new();
        for (place, group, people) in joining {
            for _ in 0..people.min(limits::PEOPLE_MAX.saturating_sub(joiners.len() as u32)) {
                let Some(count) = members.get_mut(group.position()) else { break };
                *count += 1;
                joiners.insert(numbered(&self.world.groups[group].name, *count), place);
            }
        }
        joiners
    }

    /// The capacity curves of regions, as lines: before those of the file, so that a fault of the same instant wins.
    pub(super) fn curves(&mut self, world: &file::World) -> Vec<ScriptLine> {
        let mut lines = Vec::new();
        for region in &world.regions {
            let Some(id) = self.world.regions.find(|of| *of.name == *region.name.0) else { continue };
            for point in &region.curve {
                let at = Self::offset(&point.at);
                let command = Command::Fault(Fault::RegionTaken { region: id, others: Some(point.others) });
                lines.push(ScriptLine { at, command, last: false, late: None });
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
            let pointer = format!("/expect/{position}");
            let when = match (&expect.at, &expect.by, expect.never) {
                (Some(at), None, None) => When::At(Self::offset(at)),
                (None, Some(by), None) => When::By(Self::offset(by)),
                (None, None, Some(true)) => When::Never,
                // Told by `moments`.
                _ => continue,
            };
            match expectation::what(expect) {
                Ok(Some(what)) => expectations.push(Expectation { when, what, pointer, line: 0 }),
                Ok(None) => {}
                Err(message) => self.error(pointer, message),
            }
        }
        expectations
    }
}

/// The group that people join, and how many, if that is what happens.
fn joins(event: &file::Event) -> Option<(&str, u32)> {
    let join = event.fields.get("peopleJoin")?;
    Some((join["group"].as_str()?, u32::try_from(join["people"].as_u64()?).ok()?))
}

impl Finds for Builder {
    /// What a file names is there from the start: [`crate::scenario::shape`] has seen to that. But a region is there only if
    /// something is in it, and people may join later: events are bound to those when they happen, for only then do they have
    /// a place in the list.
    fn find(&mut self, kind: EntityKind, name: &str, pointer: &str) -> Option<Entity> {
        if let Some(found) = self.world.named(kind, name) {
            return Some(found);
        }
        if kind == EntityKind::User {
            let joins = self.joiners.get(name).copied();
            if self.event.is_some_and(|event| joins.is_some_and(|joins| joins < event)) {
                self.late = Some(Name::new(name));
                return Some(Entity::User(UserId::new(0)));
            }
            let when = joins.map_or_else(String::new, |(at, ..)| format!(" than this, at {at}"));
            self.error(pointer, format!("{name:?} joins later{when}"));
        } else {
            self.error(pointer, "nothing of this world is in that region");
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
