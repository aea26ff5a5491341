//! What happens, and what must hold.

use std::collections::BTreeMap;

use super::{Builder, Place, first, join_type};
use crate::action::numbered;
use crate::command::{AdminAction, Command};
use crate::domain::id::Id as _;
use crate::domain::{Check, DomainId, GroupId, JoinType, Name, Offset, RegionId, ordered};
use crate::fault::Fault;
use crate::limits;
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
            let at = Self::offset(&event.at);
            if let Some(join) = &event.people_join {
                joining += u64::from(join.people);
                if joining > u64::from(limits::PEOPLE_MAX) {
                    let message = format!("more than {} people in all", limits::PEOPLE_MAX);
                    self.error(format!("{pointer}/peopleJoin/people"), message);
                }
            }
            self.event = Some((at, event.last, position));
            if let Some(command) = self.command(event, &pointer) {
                lines.push(ScriptLine { at, command, last: event.last, late: self.late.take() });
            }
        }
        self.event = None;
        lines
    }

    /// Who joins with which event. Beyond the limit of people, nobody.
    fn joiners(&self, file: &File) -> BTreeMap<String, Place> {
        let mut joins: Vec<(Place, GroupId, u32)> = Vec::new();
        for (position, event) in file.events.iter().enumerate() {
            if let Some(join) = &event.people_join {
                let place = (Self::offset(&event.at), event.last, position);
                ordered::insert(&mut joins, (place, self.group(&join.group), join.people));
            }
        }
        let mut members: Vec<u32> = self.world.groups.values().map(|group| group.members).collect();
        let mut joiners = BTreeMap::new();
        for (place, group, people) in joins {
            for _ in 0..people.min(limits::PEOPLE_MAX.saturating_sub(joiners.len() as u32)) {
                let Some(count) = members.get_mut(group.position()) else { break };
                *count += 1;
                joiners.insert(numbered(&self.world.groups[group].name, *count), place);
            }
        }
        joiners
    }

    fn command(&mut self, event: &file::Event, pointer: &str) -> Option<Command> {
        if let Some(action) = &event.admin {
            let admin = match &event.acting_as {
                Some(name) => self.world.admins.find(|admin| *admin.name == *name.0),
                None => self.world.admins.ids().next(),
            };
            return Some(Command::Admin(admin?, self.admin_action(action, pointer)?));
        }
        if let Some(fault) = &event.fault {
            return self.fault(fault, &format!("{pointer}/fault")).map(Command::Fault);
        }
        if let Some(fault) = &event.repair {
            return self.fault(fault, &format!("{pointer}/repair")).map(Command::Repair);
        }
        if let Some(join) = &event.people_join {
            return Some(Command::PeopleJoin { group: self.group(&join.group), count: join.people });
        }
        if let Some(of) = &event.licence {
            let user = self.user(&of.user, &format!("{pointer}/licence/user"))?;
            return Some(Command::Licence(user, of.has));
        }
        if let Some(of) = &event.membership {
            let user = self.user(&of.user, &format!("{pointer}/membership/user"))?;
            return Some(Command::Membership(user, of.member));
        }
        self.user(event.sign_in.as_ref()?, &format!("{pointer}/signIn")).map(Command::SignIn)
    }

    fn admin_action(&mut self, action: &file::AdminAction, pointer: &str) -> Option<AdminAction> {
        let name = |name: &file::ConnectionRef| Name::new(&name.0);
        let names = |names: &[file::ConnectionRef]| names.iter().map(name).collect::<Vec<_>>();
        let whose = format!("{pointer}/admin/user");
        Some(match action {
            file::AdminAction::CreateConnection {
                name,
                join_type: kind,
                subnet,
                resource_group,
                domain,
                organizational_unit,
                user_name,
                passwords_match,
            } => AdminAction::CreateConnection {
                name: Name::new(&name.0),
                join_type: join_type(*kind),
                subnet: self.subnet(subnet),
                resource_group: self.resource_group_named(resource_group.as_ref()),
                // The form of a connection for Microsoft Entra join asks for none.
                domain: match join_type(*kind) {
                    JoinType::AzureAdJoin if domain.is_none() => None,
                    _ => self.domain(domain.as_ref()),
                },
                organizational_unit: organizational_unit.as_ref().map(Name::new),
                user_name: user_name.as_ref().map(Name::new),
                passwords_match: passwords_match.0,
            },
            file::AdminAction::EditConnection { connection, rename, subnet, organizational_unit } => {
                AdminAction::EditConnection {
                    connection: name(connection),
                    rename: rename.as_ref().map(|rename| Name::new(&rename.0)),
                    subnet: subnet.as_ref().map(|subnet| self.subnet(subnet)),
                    organizational_unit: organizational_unit.as_ref().map(Name::new),
                }
            }
            file::AdminAction::DeleteConnection { connection } => {
                AdminAction::DeleteConnection { connection: name(connection) }
            }
            file::AdminAction::ReactivateConnection { connection } => {
                AdminAction::ReactivateConnection { connection: name(connection) }
            }
            file::AdminAction::RequestLimit { connections } => {
                AdminAction::RequestLimit { connections: *connections }
            }
            file::AdminAction::RetryChecks { connection } => {
                AdminAction::RetryChecks { connection: name(connection) }
            }
            file::AdminAction::UpdatePassword { connection } => {
                AdminAction::UpdatePassword { connection: name(connection) }
            }
            file::AdminAction::CreatePolicy { name, connections, groups, single_sign_on } => {
                AdminAction::CreatePolicy {
                    name: Name::new(&name.0),
                    connections: names(connections),
                    groups: groups.iter().map(|group| self.group(group)).collect(),
                    single_sign_on: *single_sign_on,
                }
            }
            file::AdminAction::EditPolicy { policy, connections } => {
                AdminAction::EditPolicy { policy: Name::new(&policy.0), connections: names(connections) }
            }
            file::AdminAction::AssignPolicy { policy, group } => {
                AdminAction::AssignPolicy { policy: Name::new(&policy.0), group: self.group(group) }
            }
            file::AdminAction::UnassignPolicy { policy, group } => {
                AdminAction::UnassignPolicy { policy: Name::new(&policy.0), group: self.group(group) }
            }
            file::AdminAction::DeletePolicy { policy } => {
                AdminAction::DeletePolicy { policy: Name::new(&policy.0) }
            }
            file::AdminAction::RetryProvisioning { user } => {
                AdminAction::RetryProvisioning { user: self.user(user, &whose)? }
            }
            file::AdminAction::Reprovision { user } => {
                AdminAction::Reprovision { user: self.user(user, &whose)? }
            }
            file::AdminAction::MoveCloudPc { user } => {
                AdminAction::MoveCloudPc { user: self.user(user, &whose)? }
            }
            file::AdminAction::ResizeCloudPc { user } => {
                AdminAction::ResizeCloudPc { user: self.user(user, &whose)? }
            }
            file::AdminAction::EndGracePeriod { user } => {
                AdminAction::EndGracePeriod { user: self.user(user, &whose)? }
            }
        })
    }

    fn fault(&mut self, fault: &file::Fault, pointer: &str) -> Option<Fault> {
        Some(match fault {
            file::Fault::LinkDown { link } => {
                Fault::LinkDown(self.world.links.find(|of| *of.name == *link.0).unwrap_or_else(first))
            }
            file::Fault::PeeringDown { peering } => Fault::PeeringDown(self.peering(peering)),
            file::Fault::ControllerDown { controller } => Fault::ControllerDown(self.controller(controller)),
            file::Fault::EntraIdDown {} => Fault::EntraIdDown,
            file::Fault::RegionTaken { region, others } => {
                Fault::RegionTaken(self.region_named(region, pointer)?, *others)
            }
            file::Fault::RegionUnsupported { region } => {
                Fault::RegionUnsupported(self.region_named(region, pointer)?)
            }
            file::Fault::AddressesTaken { subnet, used } => Fault::AddressesTaken(self.subnet(subnet), *used),
            file::Fault::SubnetBroken { subnet, how } => Fault::SubnetBroken(self.subnet(subnet), how.0),
            file::Fault::SubscriptionBroken { subscription, how } => {
                Fault::SubscriptionBroken(self.subscription_named(subscription), how.0)
            }
            file::Fault::AzurePolicyDenies { subscription } => {
                Fault::AzurePolicyDenies(self.subscription_named(subscription))
            }
            file::Fault::RegistrationMissing { subscription } => {
                Fault::RegistrationMissing(self.subscription_named(subscription))
            }
            file::Fault::SubscriptionRoleRemoved { subscription } => {
                Fault::SubscriptionRoleRemoved(self.subscription_named(subscription))
            }
            file::Fault::ResourceGroupBroken { resource_group, how } => {
                Fault::ResourceGroupBroken(self.resource_group_named(Some(resource_group)), how.0)
            }
            file::Fault::ResourceGroupLocked { resource_group, lock } => {
                Fault::ResourceGroupLocked(self.resource_group_named(Some(resource_group)), lock.0)
            }
            file::Fault::DeploymentHistoryFull { resource_group } => {
                Fault::DeploymentHistoryFull(self.resource_group_named(Some(resource_group)))
            }
            file::Fault::ResourceGroupRoleRemoved { resource_group } => {
                Fault::ResourceGroupRoleRemoved(self.resource_group_named(Some(resource_group)))
            }
            file::Fault::ConnectOff {} => Fault::ConnectOff,
            file::Fault::SyncSlow { interval } => {
                let interval = Self::offset(interval);
                if interval < Offset::minutes(1) {
                    self.error(format!("{pointer}/interval"), "expected a minute or more");
                }
                Fault::SyncSlow(interval.0.max(1))
            }
            file::Fault::AccessBlocked { group } => Fault::AccessBlocked(self.group(group)),
            file::Fault::IntuneRoleRemoved {} => Fault::IntuneRoleRemoved,
            file::Fault::EnrollmentRestricted { restriction } => Fault::EnrollmentRestricted(restriction.0),
            file::Fault::ScriptsRestricted { scripts } => Fault::ScriptsRestricted(scripts.0),
            file::Fault::DeploymentFails { how } => Fault::DeploymentFails(how.0),
            file::Fault::CheckFails { check, how } => Fault::CheckFails(Check::named(&check.0)?, how.0),
            file::Fault::SetupFails { step } => Fault::SetupFails(step.0),
            file::Fault::TrustBroken { user } => {
                Fault::TrustBroken(self.user(user, &format!("{pointer}/user"))?)
            }
            file::Fault::ResourceDown { resource } => Fault::ResourceDown(self.resource(resource)),
            _ => return self.fault_of_vnet(fault).or_else(|| self.fault_of_domain(fault, pointer)),
        })
    }

    fn fault_of_vnet(&self, fault: &file::Fault) -> Option<Fault> {
        Some(match fault {
            file::Fault::EndpointsBlocked { vnet, service } => {
                Fault::EndpointsBlocked(self.vnet(vnet), service.0)
            }
            file::Fault::OutboundClosed { vnet } => Fault::OutboundClosed(self.vnet(vnet)),
            file::Fault::UdpBlocked { vnet, way } => Fault::UdpBlocked(self.vnet(vnet), way.0),
            file::Fault::AdPortsBlocked { vnet } => Fault::AdPortsBlocked(self.vnet(vnet)),
            file::Fault::VnetBroken { vnet, how } => Fault::VnetBroken(self.vnet(vnet), how.0),
            file::Fault::DnsServersChanged { vnet, dns } => {
                let servers = dns.iter().map(|server| self.controller(server)).collect();
                Fault::DnsServersChanged(self.vnet(vnet), servers)
            }
            file::Fault::VnetRoleRemoved { vnet } => Fault::VnetRoleRemoved(self.vnet(vnet)),
            _ => return None,
        })
    }

    fn fault_of_domain(&mut self, fault: &file::Fault, pointer: &str) -> Option<Fault> {
        let (name, make): (_, &dyn Fn(DomainId) -> Fault) = match fault {
            file::Fault::PasswordChanged { domain } => (domain, &Fault::PasswordChanged),
            file::Fault::PasswordExpired { domain } => (domain, &Fault::PasswordExpired),
            file::Fault::AccountLocked { domain } => (domain, &Fault::AccountLocked),
            file::Fault::JoinRightRemoved { domain } => (domain, &Fault::JoinRightRemoved),
            file::Fault::DelegationRemoved { domain } => (domain, &Fault::DelegationRemoved),
            file::Fault::ComputerMoved { domain } => (domain, &Fault::ComputerMoved),
            file::Fault::ServiceRecordsMissing { domain } => (domain, &Fault::ServiceRecordsMissing),
            file::Fault::KerberosServerRemoved { domain } => (domain, &Fault::KerberosServerRemoved),
            file::Fault::SyncScopeChanged { domain } => (domain, &Fault::SyncScopeChanged),
            file::Fault::ConnectionPointMissing { domain } => (domain, &Fault::ConnectionPointMissing),
            file::Fault::OrganizationalUnitRemoved { domain, unit } => {
                let unit = Name::new(unit);
                (domain, &move |id| Fault::OrganizationalUnitRemoved(id, unit.clone()))
            }
            _ => return None,
        };
        let domain = self.domain(name.as_ref());
        if domain.is_none() {
            self.error(pointer, "the world has no AD domain");
        }
        domain.map(make)
    }

    fn region_named(&mut self, name: &file::RegionRef, pointer: &str) -> Option<RegionId> {
        let found = self.world.regions.find(|of| *of.name == *name.0);
        if found.is_none() {
            self.error(format!("{pointer}/region"), "nothing of this world is in that region");
        }
        found
    }

    /// The capacity curves of regions, as lines: before those of the file, so that a fault of the same instant wins.
    pub(super) fn curves(&mut self, world: &file::World) -> Vec<ScriptLine> {
        let mut lines = Vec::new();
        for region in &world.regions {
            let Some(id) = self.world.regions.find(|of| *of.name == *region.name.0) else { continue };
            for point in &region.curve {
                let at = Self::offset(&point.at);
                let command = Command::Fault(Fault::RegionTaken(id, Some(point.others)));
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
            if let Some(fault) = self.fault(&failure.fault, &format!("{pointer}/fault")) {
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
