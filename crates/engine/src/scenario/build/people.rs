//! Administrators, groups and users.

use std::collections::BTreeSet;

use super::Builder;
use crate::domain::time::MINUTE_MS;
use crate::domain::user::{SPREAD, numbered_after};
use crate::domain::{Admin, AzureRole, Group, IntuneRole, Name, Offset, Size, Workday, ordered};
use crate::limits;
use crate::scenario::file;
use crate::scenario::shape::parse_clock;

impl Builder {
    pub(super) fn people(&mut self, world: &file::World) {
        for admin in &world.admins {
            let admin = Admin {
                name: Name::new(&admin.name.0),
                title: Name::new(admin.title.as_ref().unwrap_or(&admin.name.0)),
                intune: match admin.intune {
                    Some(file::IntuneRole::IntuneAdministrator) => IntuneRole::IntuneAdministrator,
                    Some(file::IntuneRole::Windows365Administrator) => IntuneRole::Windows365Administrator,
                    None => IntuneRole::None,
                },
                azure: azure_role(admin.azure),
                azure_on: admin
                    .azure_on
                    .iter()
                    .map(|on| (self.subscription_named(&on.subscription), azure_role(on.role)))
                    .collect(),
            };
            self.world.admins.push(admin);
        }
        if world.admins.is_empty() {
            for admin in Admin::defaults() {
                self.world.admins.push(admin);
            }
        }
        let mut people: u64 = world.users.iter().map(|user| 1 + user.further.len() as u64).sum();
        for (position, group) in world.groups.iter().enumerate() {
            let workday = group.workday.as_ref().map(|workday| {
                let mut sign_ins_ms = Vec::new();
                for moment in workday.sign_ins.iter().filter_map(|clock| parse_clock(&clock.0)) {
                    ordered::insert(&mut sign_ins_ms, moment);
                }
                let spread = workday.spread.as_ref().map_or(SPREAD, Self::offset);
                if spread > Offset::hours(12) {
                    let pointer = format!("/world/groups/{position}/workday/spread");
                    self.error(pointer, "expected 12 hours or less");
                }
                Workday {
                    sign_ins_ms,
                    spread_ms: spread.0,
                    ahead_of_utc_ms: i64::from(workday.ahead_of_utc_minutes) * MINUTE_MS,
                }
            });
            people += u64::from(group.people);
            if people > u64::from(limits::PEOPLE_MAX) {
                let message = format!("more than {} people in all", limits::PEOPLE_MAX);
                self.error(format!("/world/groups/{position}/people"), message);
                break;
            }
            let name = Name::new(&group.name.0);
            let mut of = Group::new(name, workday);
            if let Some(licence) = &group.licence {
                of.size = self.size(licence, format!("/world/groups/{position}/licence"));
            }
            let id = self.world.groups.push(of);
            for _ in 0..group.people {
                self.world.add_member(id);
            }
        }
        let mut taken = BTreeSet::new();
        for (position, user) in world.users.iter().enumerate() {
            let name = Name::new(&user.name.0);
            let pointer = format!("/world/users/{position}");
            self.name_of_person(&name, &pointer, world, &mut taken);
            let title = Name::new(user.title.as_ref().unwrap_or(&user.name.0));
            let group = self.group(&user.group);
            let id = self.world.add_user(name, title, group);
            self.world.users[id].licensed = user.licensed.0;
            self.world.users[id].cloud_only = user.cloud_only;
            for other in &user.others {
                let other = self.group(other);
                self.world.join_group(id, other);
            }
            for (place, licence) in user.further.iter().enumerate() {
                let pointer = format!("{pointer}/further/{place}");
                let name = Name::new(&licence.name.0);
                self.name_of_person(&name, &pointer, world, &mut taken);
                let title = Name::new(licence.title.as_ref().unwrap_or(&licence.name.0));
                let size = match &licence.size {
                    None => Size::default(),
                    Some(size) => self.size(size, format!("{pointer}/size")),
                };
                self.world.add_licence(id, name, title, size);
            }
        }
    }

    /// A name of somebody, or of a further licence, that nobody else has, nor a numbered member of a group.
    fn name_of_person(
        &mut self,
        name: &Name,
        pointer: &str,
        world: &file::World,
        taken: &mut BTreeSet<Name>,
    ) {
        let numbered = numbered_after(name).filter(|group| world.groups.iter().any(|of| of.name.0 == *group));
        if let Some(group) = numbered {
            let message = format!("{name:?} is a name of the numbered people of group {group:?}");
            self.error(format!("{pointer}/name"), message);
        } else if !taken.insert(name.clone()) {
            self.error(format!("{pointer}/name"), format!("the name {name:?} stands twice"));
        }
    }

    /// The size of that name, among the licences that are counted.
    fn size(&mut self, called: &str, pointer: String) -> Size {
        self.world.size_called(called).unwrap_or_else(|| {
            self.error(pointer, format!("{called:?} is no size of the licences"));
            Size::default()
        })
    }
}

const fn azure_role(role: Option<file::AzureRole>) -> AzureRole {
    match role {
        Some(file::AzureRole::Owner) => AzureRole::Owner,
        Some(file::AzureRole::UserAccessAdministrator) => AzureRole::UserAccessAdministrator,
        Some(file::AzureRole::Reader) => AzureRole::Reader,
        None => AzureRole::None,
    }
}
