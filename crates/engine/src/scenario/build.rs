//! Builds the world of a file whose shape is right, and finds what only several values together tell.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Scenario;
use super::error::FileError;
use super::expectation::{self, Expectation, When};
use super::file::{self, File};
use super::names::{DEFAULT_RESOURCE_GROUP, DEFAULT_SUBSCRIPTION};
use super::shape::parse_clock;
use crate::action::{self, AdminAction, Command};
use crate::domain::directory::PASSWORD_AT_START;
use crate::domain::endpoint::EndpointService;
use crate::domain::region::SUPPORTED_REGIONS;
use crate::domain::time::MINUTE_MS;
use crate::domain::{
    AdDomain, Admin, Arena, AzureRole, ConnectionId, ConnectionSettings, ControllerId, DomainController,
    DomainId, EntraId, Group, GroupId, IntuneRole, JoinAccount, JoinType, Link, LinkKind, Name, Offset,
    Prefix, ProvisioningPolicy, RecordKey, Region, RegionId, ResourceGroup, ResourceGroupId, RuleSet, Site,
    Stage, Subnet, SubnetId, Subscription, SubscriptionId, UserId, UtcStart, Vnet, VnetId, Workday, World,
};
use crate::fault::Fault;
use crate::limits;
use crate::provisioning::stages::default_durations;
use crate::simulation::{Line, Setup};

/// The capacity of a region that says nothing about it: more than most scenarios use.
const CAPACITY: u32 = 1_000;
/// How often Microsoft Entra Connect synchronizes by default. Documented (facts.md §1.4).
const SYNC_INTERVAL: Offset = Offset::minutes(30);
/// How late people come by default.
const SPREAD: Offset = Offset::minutes(30);

/// Builds a scenario, or says what is wrong.
pub fn build(file: &File) -> Result<Scenario, Vec<FileError>> {
    let mut builder = Builder { errors: Vec::new(), world: empty_world(file), horizon: Offset::ZERO };
    builder.horizon = builder.horizon(file);
    builder.unique_names(&file.world);
    builder.azure(&file.world);
    builder.directory(&file.world);
    builder.networks(&file.world);
    builder.people(&file.world);
    builder.stage_durations(&file.world);
    let new_connections = builder.connections(&file.world);
    let assignments = builder.policies(&file.world);
    let lines = builder.lines(file);
    let expectations = builder.expectations(file);
    if !builder.errors.is_empty() {
        return Err(builder.errors);
    }
    let horizon = builder.horizon;
    let setup = Setup { world: builder.world, new_connections, assignments, lines, horizon };
    Ok(Scenario {
        id: Name::new(&file.id.0),
        title: file.title.clone(),
        summary: file.summary.clone(),
        setup: Arc::new(setup),
        expectations,
    })
}

fn empty_world(file: &File) -> World {
    World {
        rules: match file.rules {
            Some(file::Rules::Service2026_10) => RuleSet::Service2026_10,
            Some(file::Rules::Overview2024_10) | None => RuleSet::Overview2024_10,
        },
        seed: file.seed.unwrap_or(1),
        start: UtcStart::parse(&file.start.0).unwrap_or(UtcStart(0)),
        regions: Arena::default(),
        subscriptions: Arena::default(),
        resource_groups: Arena::default(),
        vnets: Arena::default(),
        subnets: Arena::default(),
        links: Arena::default(),
        domains: Arena::default(),
        controllers: Arena::default(),
        entra_id: EntraId { up: true, changed_by: RecordKey::OPENED, sync_interval_ms: SYNC_INTERVAL.0 },
        admins: Arena::default(),
        groups: Arena::default(),
        users: Arena::default(),
        connections: Arena::default(),
        policies: Arena::default(),
        cloud_pcs: Arena::default(),
        computer_names: BTreeSet::new(),
        stage_durations: default_durations(),
    }
}

/// Builds in the order of dependencies. References were checked by [`super::shape`], so that a look-up finds something;
/// where it would not, the first entry stands in, and the file has an error anyway.
struct Builder {
    errors: Vec<FileError>,
    world: World,
    horizon: Offset,
}

impl Builder {
    fn error(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        if self.errors.len() < limits::FILE_ERRORS_MAX {
            self.errors.push(FileError::new(pointer, message));
        }
    }

    fn offset(text: &file::OffsetText) -> Offset {
        Offset::parse(&text.0).unwrap_or_default()
    }

    fn horizon(&mut self, file: &File) -> Offset {
        let horizon = Self::offset(&file.horizon);
        let most = Offset::days(limits::HORIZON_DAYS_MAX);
        if horizon > most || horizon == Offset::ZERO {
            self.error(
                "/horizon",
                format!("a run is longer than nothing and at most {} days", limits::HORIZON_DAYS_MAX),
            );
        }
        horizon.min(most)
    }

    fn unique_names(&mut self, world: &file::World) {
        let flat = |list: &str, names: Vec<&str>| -> Vec<(String, String)> {
            names
                .into_iter()
                .enumerate()
                .map(|(position, name)| (format!("/world/{list}/{position}/name"), name.to_owned()))
                .collect()
        };
        let lists = [
            flat("regions", world.regions.iter().map(|of| of.name.0.as_str()).collect()),
            flat("subscriptions", world.subscriptions.iter().map(|of| of.name.0.as_str()).collect()),
            flat("resourceGroups", world.resource_groups.iter().map(|of| of.name.0.as_str()).collect()),
            flat("vnets", world.vnets.iter().map(|of| of.name.0.as_str()).collect()),
            flat("links", world.links.iter().map(|of| of.name.0.as_str()).collect()),
            flat("domains", world.domains.iter().map(|of| of.name.as_str()).collect()),
            flat("admins", world.admins.iter().map(|of| of.name.0.as_str()).collect()),
            flat("groups", world.groups.iter().map(|of| of.name.0.as_str()).collect()),
            flat("connections", world.connections.iter().map(|of| of.name.0.as_str()).collect()),
            flat("policies", world.policies.iter().map(|of| of.name.0.as_str()).collect()),
            nested(
                "vnets",
                "subnets",
                world.vnets.iter().map(|vnet| vnet.subnets.iter().map(|of| of.name.0.as_str()).collect()),
            ),
            nested(
                "domains",
                "controllers",
                world
                    .domains
                    .iter()
                    .map(|domain| domain.controllers.iter().map(|of| of.name.0.as_str()).collect()),
            ),
        ];
        for list in lists {
            let mut seen = BTreeSet::new();
            for (pointer, name) in list {
                if !seen.insert(name.clone()) {
                    self.error(pointer, format!("the name {name:?} stands twice"));
                }
            }
        }
    }

    fn azure(&mut self, world: &file::World) {
        for (position, region) in world.regions.iter().enumerate() {
            let capacity = region.capacity.unwrap_or(CAPACITY);
            if region.others > capacity {
                let message = format!("other tenants hold {}, but the capacity is {capacity}", region.others);
                self.error(format!("/world/regions/{position}/others"), message);
            }
            self.region(&region.name.0, capacity, region.others);
        }
        for subscription in &world.subscriptions {
            self.subscription(&subscription.name.0, subscription.reader.0);
        }
        if world.subscriptions.is_empty() {
            self.subscription(DEFAULT_SUBSCRIPTION, true);
        }
        for group in &world.resource_groups {
            self.resource_group(&group.name.0, group.network_interface_contributor.0);
        }
        if world.resource_groups.is_empty() {
            self.resource_group(DEFAULT_RESOURCE_GROUP, true);
        }
        if let Some(entra_id) = &world.entra_id {
            self.world.entra_id.up = entra_id.up.0;
            if let Some(interval) = &entra_id.sync_interval {
                let interval = Self::offset(interval);
                if interval < Offset::minutes(1) || interval > Offset::days(limits::HORIZON_DAYS_MAX) {
                    let message =
                        format!("expected a minute or more, and at most {} days", limits::HORIZON_DAYS_MAX);
                    self.error("/world/entraId/syncInterval", message);
                }
                self.world.entra_id.sync_interval_ms = interval.0;
            }
        }
    }

    fn region(&mut self, name: &str, capacity: u32, others: u32) -> RegionId {
        let known = SUPPORTED_REGIONS.iter().find(|(short, _)| *short == name);
        self.world.regions.push(Region {
            name: name.into(),
            title: known.map_or(name, |(_, title)| title).into(),
            supported: known.is_some(),
            capacity,
            others,
            others_at_start: others,
            ours: 0,
            changed_by: RecordKey::OPENED,
        })
    }

    fn subscription(&mut self, name: &str, reader_role: bool) {
        let changed_by = RecordKey::OPENED;
        self.world.subscriptions.push(Subscription { name: name.into(), reader_role, changed_by });
    }

    fn resource_group(&mut self, name: &str, network_interface_contributor_role: bool) {
        let changed_by = RecordKey::OPENED;
        self.world.resource_groups.push(ResourceGroup {
            name: name.into(),
            network_interface_contributor_role,
            changed_by,
        });
    }

    /// Domains come before networks, because networks name controllers as DNS servers; controllers get their subnets
    /// when those exist.
    fn directory(&mut self, world: &file::World) {
        for domain in &world.domains {
            let account = domain.join_account.clone().unwrap_or_else(|| format!("svc-join@{}", domain.name));
            let id = self.world.domains.push(AdDomain {
                name: Name::new(&domain.name),
                organizational_units: domain.organizational_units.iter().map(Name::new).collect(),
                join_account: JoinAccount {
                    name: Name::new(account),
                    password_version: PASSWORD_AT_START,
                    passwords_set: PASSWORD_AT_START,
                    expired: false,
                    locked: false,
                    may_join: true,
                    changed_by: RecordKey::OPENED,
                },
            });
            for controller in &domain.controllers {
                self.world.controllers.push(DomainController {
                    name: Name::new(&controller.name.0),
                    domain: id,
                    site: Site::OnPremises,
                    up: controller.up.0,
                    changed_by: RecordKey::OPENED,
                });
            }
        }
    }

    fn networks(&mut self, world: &file::World) {
        let mut prefixes: Vec<(String, VnetId, Prefix)> = Vec::new();
        for (position, vnet) in world.vnets.iter().enumerate() {
            let region = match self.world.regions.find(|region| *region.name == *vnet.region.0) {
                Some(region) => region,
                None => self.region(&vnet.region.0, CAPACITY, 0),
            };
            let dns: Vec<ControllerId> = match &vnet.dns {
                None => self.world.controllers.ids().collect(),
                Some(servers) => servers.iter().map(|server| self.controller(server)).collect(),
            };
            let mut blocked: Vec<EndpointService> = vnet.blocked.iter().map(|&of| service(of)).collect();
            blocked.sort_unstable();
            blocked.dedup();
            let subscription = vnet.subscription.as_ref().map(|name| self.subscription_named(name));
            let id = self.world.vnets.push(Vnet {
                name: Name::new(&vnet.name.0),
                region,
                subscription: subscription
                    .or_else(|| self.world.subscriptions.ids().next())
                    .unwrap_or_else(first),
                dns_servers_at_start: dns.clone(),
                dns_servers: dns,
                dns_changed_by: RecordKey::OPENED,
                blocked,
                firewall_changed_by: RecordKey::OPENED,
                network_user_role: vnet.network_user.0,
                roles_changed_by: RecordKey::OPENED,
            });
            for (place, subnet) in vnet.subnets.iter().enumerate() {
                let pointer = format!("/world/vnets/{position}/subnets/{place}");
                let Some(prefix) = Prefix::parse(&subnet.prefix.0) else { continue };
                if let Some((other, ..)) =
                    prefixes.iter().find(|(_, of, other)| *of == id && other.overlaps(prefix))
                {
                    let message = format!("{prefix} overlaps subnet {other:?} of the same virtual network");
                    self.error(format!("{pointer}/prefix"), message);
                }
                prefixes.push((subnet.name.0.clone(), id, prefix));
                let name = Name::new(&subnet.name.0);
                let subnet_of = Subnet::new(name, id, prefix, subnet.used, RecordKey::OPENED);
                if subnet.used > subnet_of.size() {
                    let message = format!(
                        "{} addresses are used, but {prefix} has {}: Azure keeps five",
                        subnet.used,
                        subnet_of.size()
                    );
                    self.error(format!("{pointer}/used"), message);
                }
                self.world.subnets.push(subnet_of);
            }
        }
        for link in &world.links {
            let vnet = self.vnet(&link.vnet);
            self.world.links.push(Link {
                name: Name::new(&link.name.0),
                kind: match link.kind {
                    Some(file::LinkKind::ExpressRoute) => LinkKind::ExpressRoute,
                    Some(file::LinkKind::Vpn) | None => LinkKind::Vpn,
                },
                vnet,
                up: link.up.0,
                changed_by: RecordKey::OPENED,
            });
        }
        self.routed_prefixes_do_not_overlap(world, &prefixes);
        let sites = world.domains.iter().flat_map(|domain| &domain.controllers).map(|of| of.subnet.as_ref());
        let sites: Vec<Site> = sites
            .map(|subnet| subnet.map_or(Site::OnPremises, |subnet| Site::Subnet(self.subnet(subnet))))
            .collect();
        for (controller, site) in self.world.controllers.values_mut().zip(sites) {
            controller.site = site;
        }
    }

    /// Networks that reach on-premises share one address space: an address can be in one of them only.
    fn routed_prefixes_do_not_overlap(&mut self, world: &file::World, prefixes: &[(String, VnetId, Prefix)]) {
        let linked = |vnet| self.world.links_of(vnet).next().is_some();
        let mut found = Vec::new();
        for (number, (name, vnet, prefix)) in prefixes.iter().enumerate() {
            let other = prefixes[..number]
                .iter()
                .find(|(_, of, other)| of != vnet && other.overlaps(*prefix) && linked(*of) && linked(*vnet));
            if let Some((other, ..)) = other {
                found.push((
                    name,
                    format!(
                        "{prefix} overlaps subnet {other:?}, and both networks are linked to on-premises"
                    ),
                ));
            }
        }
        for (name, message) in found {
            let place = world.vnets.iter().enumerate().find_map(|(position, vnet)| {
                let place = vnet.subnets.iter().position(|subnet| subnet.name.0 == *name)?;
                Some(format!("/world/vnets/{position}/subnets/{place}/prefix"))
            });
            self.error(place.unwrap_or_default(), message);
        }
    }

    fn people(&mut self, world: &file::World) {
        for admin in &world.admins {
            self.world.admins.push(Admin {
                name: Name::new(&admin.name.0),
                title: Name::new(admin.title.as_ref().unwrap_or(&admin.name.0)),
                intune: match admin.intune {
                    Some(file::IntuneRole::IntuneAdministrator) => IntuneRole::IntuneAdministrator,
                    Some(file::IntuneRole::Windows365Administrator) => IntuneRole::Windows365Administrator,
                    None => IntuneRole::None,
                },
                azure: match admin.azure {
                    Some(file::AzureRole::Owner) => AzureRole::Owner,
                    Some(file::AzureRole::Reader) => AzureRole::Reader,
                    None => AzureRole::None,
                },
            });
        }
        if world.admins.is_empty() {
            for admin in Admin::defaults() {
                self.world.admins.push(admin);
            }
        }
        let mut people = world.users.len() as u64;
        for (position, group) in world.groups.iter().enumerate() {
            let workday = group.workday.as_ref().map(|workday| {
                let mut sign_ins_ms: Vec<i64> =
                    workday.sign_ins.iter().filter_map(|clock| parse_clock(&clock.0)).collect();
                sign_ins_ms.sort_unstable();
                sign_ins_ms.dedup();
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
            let id = self.world.groups.push(Group { name, members: 0, people: Vec::new(), policy: None, workday });
            for _ in 0..group.people {
                action::add_member(&mut self.world, id);
            }
        }
        let mut taken = BTreeSet::new();
        for (position, user) in world.users.iter().enumerate() {
            let name = Name::new(&user.name.0);
            let numbered = user.name.0.rsplit_once('-').filter(|(group, number)| {
                number.bytes().all(|byte| byte.is_ascii_digit())
                    && world.groups.iter().any(|of| of.name.0 == *group)
            });
            if let Some((group, _)) = numbered {
                let message = format!("{name:?} is a name of the numbered people of group {group:?}");
                self.error(format!("/world/users/{position}/name"), message);
            } else if !taken.insert(name.clone()) {
                self.error(
                    format!("/world/users/{position}/name"),
                    format!("the name {name:?} stands twice"),
                );
            }
            let title = Name::new(user.title.as_ref().unwrap_or(&user.name.0));
            let group = self.group(&user.group);
            action::add_user(&mut self.world, name, title, group);
        }
    }

    fn stage_durations(&mut self, world: &file::World) {
        for (position, duration) in world.stages.iter().enumerate() {
            let (from, to) = (Self::offset(&duration.from), Self::offset(&duration.to));
            if from > to || to > Offset::days(limits::HORIZON_DAYS_MAX) {
                let pointer = format!("/world/stages/{position}/to");
                let most = limits::HORIZON_DAYS_MAX;
                self.error(pointer, format!("expected a time from \"from\" to {most} days"));
            }
            if let Some(stage) = Stage::named(&duration.stage.0) {
                self.world.stage_durations.0[stage as usize] = (from, to);
            }
        }
    }

    fn connections(&mut self, world: &file::World) -> Vec<ConnectionId> {
        let mut new = Vec::new();
        for (position, connection) in world.connections.iter().enumerate() {
            let join_type = join_type(connection.join_type);
            let domain = match join_type {
                JoinType::AzureAdJoin => None,
                JoinType::HybridAzureAdJoin => self.domain(connection.domain.as_ref()),
            };
            if join_type == JoinType::HybridAzureAdJoin && domain.is_none() {
                let message = "a hybrid connection needs an AD domain, and the world has none";
                self.error(format!("/world/connections/{position}/joinType"), message);
            }
            let settings = ConnectionSettings {
                subnet: self.subnet(&connection.subnet),
                resource_group: self.resource_group_named(connection.resource_group.as_ref()),
                domain,
                organizational_unit: connection.organizational_unit.as_ref().map(Name::new),
            };
            let name = Name::new(&connection.name.0);
            let id = action::add_connection(&mut self.world, name, join_type, settings);
            if connection.new {
                new.push(id);
            }
        }
        new
    }

    fn policies(&mut self, world: &file::World) -> Vec<(crate::domain::PolicyId, GroupId, bool)> {
        let mut assignments = Vec::new();
        for (position, policy) in world.policies.iter().enumerate() {
            let mut connections: Vec<ConnectionId> = Vec::new();
            for (place, name) in policy.connections.iter().enumerate() {
                let pointer = format!("/world/policies/{position}/connections/{place}");
                let Some(id) = self.world.connection_named(&name.0) else {
                    self.error(
                        pointer,
                        format!("{:?} does not exist at the start: an event creates it", name.0),
                    );
                    continue;
                };
                let join_type = |id: ConnectionId| self.world.connections[id].join_type;
                if connections.contains(&id) {
                    self.error(pointer, format!("{:?} stands twice", name.0));
                } else if connections.first().is_some_and(|&first| join_type(first) != join_type(id)) {
                    self.error(pointer, "all connections of a policy have one join type");
                } else {
                    connections.push(id);
                }
            }
            let Some(&first) = connections.first() else { continue };
            let join_type = self.world.connections[first].join_type;
            let name = Name::new(&policy.name.0);
            let id = self.world.policies.push(ProvisioningPolicy {
                name,
                join_type,
                connections,
                groups: Vec::new(),
            });
            let mut groups = BTreeSet::new();
            for group in &policy.groups {
                let group = self.group(group);
                if groups.insert(group) {
                    assignments.push((id, group, policy.new));
                }
            }
        }
        assignments
    }

    fn lines(&mut self, file: &File) -> Vec<Line> {
        let mut lines = Vec::with_capacity(file.events.len());
        let mut joining = self.world.users.len() as u64;
        for (position, event) in file.events.iter().enumerate() {
            let pointer = format!("/events/{position}");
            let at = Self::offset(&event.at);
            if at > self.horizon {
                let message = format!("{at} is after the horizon, {}", self.horizon);
                self.error(format!("{pointer}/at"), message);
            }
            let told = [
                event.admin.is_some(),
                event.sign_in.is_some(),
                event.fault.is_some(),
                event.repair.is_some(),
                event.people_join.is_some(),
            ];
            if told.iter().filter(|&&told| told).count() != 1 {
                let message = "expected exactly one of admin, signIn, fault, repair, peopleJoin";
                self.error(pointer, message);
                continue;
            }
            if event.acting_as.is_some() && event.admin.is_none() {
                self.error(format!("{pointer}/as"), "only an admin's action is done as somebody");
            }
            if let Some(join) = &event.people_join {
                joining += u64::from(join.people);
                if joining > u64::from(limits::PEOPLE_MAX) {
                    let message = format!("more than {} people in all", limits::PEOPLE_MAX);
                    self.error(format!("{pointer}/peopleJoin/people"), message);
                }
            }
            if let Some(command) = self.command(event, &pointer) {
                lines.push(Line { at, command });
            }
        }
        lines
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
        self.user(event.sign_in.as_ref()?, &format!("{pointer}/signIn")).map(Command::SignIn)
    }

    fn admin_action(&mut self, action: &file::AdminAction, pointer: &str) -> Option<AdminAction> {
        Some(match action {
            file::AdminAction::CreateConnection {
                name,
                join_type: kind,
                subnet,
                resource_group,
                domain,
                organizational_unit,
            } => AdminAction::CreateConnection {
                name: Name::new(&name.0),
                join_type: join_type(*kind),
                subnet: self.subnet(subnet),
                resource_group: self.resource_group_named(resource_group.as_ref()),
                domain: self.domain(domain.as_ref()),
                organizational_unit: organizational_unit.as_ref().map(Name::new),
            },
            file::AdminAction::EditConnection { connection, subnet, organizational_unit } => {
                AdminAction::EditConnection {
                    connection: Name::new(&connection.0),
                    subnet: subnet.as_ref().map(|subnet| self.subnet(subnet)),
                    organizational_unit: organizational_unit.as_ref().map(Name::new),
                }
            }
            file::AdminAction::RetryChecks { connection } => {
                AdminAction::RetryChecks { connection: Name::new(&connection.0) }
            }
            file::AdminAction::UpdatePassword { connection } => {
                AdminAction::UpdatePassword { connection: Name::new(&connection.0) }
            }
            file::AdminAction::CreatePolicy { name, connections, groups } => AdminAction::CreatePolicy {
                name: Name::new(&name.0),
                connections: connections.iter().map(|connection| Name::new(&connection.0)).collect(),
                groups: groups.iter().map(|group| self.group(group)).collect(),
            },
            file::AdminAction::AssignPolicy { policy, group } => {
                AdminAction::AssignPolicy { policy: Name::new(&policy.0), group: self.group(group) }
            }
            file::AdminAction::RetryProvisioning { user } => {
                AdminAction::RetryProvisioning { user: self.user(user, &format!("{pointer}/admin/user"))? }
            }
        })
    }

    fn fault(&mut self, fault: &file::Fault, pointer: &str) -> Option<Fault> {
        let of_domain = match fault {
            file::Fault::PasswordChanged { domain }
            | file::Fault::PasswordExpired { domain }
            | file::Fault::AccountLocked { domain }
            | file::Fault::JoinRightRemoved { domain } => {
                let id = self.domain(domain.as_ref());
                if id.is_none() {
                    self.error(pointer, "the world has no AD domain");
                }
                Some(id?)
            }
            _ => None,
        };
        let domain = of_domain.unwrap_or_else(first);
        Some(match fault {
            file::Fault::LinkDown { link } => {
                Fault::LinkDown(self.world.links.find(|of| *of.name == *link.0).unwrap_or_else(first))
            }
            file::Fault::ControllerDown { controller } => Fault::ControllerDown(self.controller(controller)),
            file::Fault::EntraIdDown {} => Fault::EntraIdDown,
            file::Fault::RegionTaken { region, others } => {
                let Some(id) = self.world.regions.find(|of| *of.name == *region.0) else {
                    self.error(format!("{pointer}/region"), "nothing of this world is in that region");
                    return None;
                };
                Fault::RegionTaken(id, *others)
            }
            file::Fault::AddressesTaken { subnet, used } => Fault::AddressesTaken(self.subnet(subnet), *used),
            file::Fault::EndpointsBlocked { vnet, service: of } => {
                Fault::EndpointsBlocked(self.vnet(vnet), service(*of))
            }
            file::Fault::DnsServersChanged { vnet, dns } => {
                let servers = dns.iter().map(|server| self.controller(server)).collect();
                Fault::DnsServersChanged(self.vnet(vnet), servers)
            }
            file::Fault::SubscriptionRoleRemoved { subscription } => {
                Fault::SubscriptionRoleRemoved(self.subscription_named(subscription))
            }
            file::Fault::ResourceGroupRoleRemoved { resource_group } => {
                Fault::ResourceGroupRoleRemoved(self.resource_group_named(Some(resource_group)))
            }
            file::Fault::VnetRoleRemoved { vnet } => Fault::VnetRoleRemoved(self.vnet(vnet)),
            file::Fault::PasswordChanged { .. } => Fault::PasswordChanged(domain),
            file::Fault::PasswordExpired { .. } => Fault::PasswordExpired(domain),
            file::Fault::AccountLocked { .. } => Fault::AccountLocked(domain),
            file::Fault::JoinRightRemoved { .. } => Fault::JoinRightRemoved(domain),
        })
    }

    fn expectations(&mut self, file: &File) -> Vec<Expectation> {
        let mut expectations = Vec::with_capacity(file.expect.len());
        for (position, expect) in file.expect.iter().enumerate() {
            let pointer = format!("/expect/{position}");
            let moment = expect.at.as_ref().or(expect.by.as_ref()).map(Self::offset);
            if let Some(moment) = moment.filter(|&moment| moment > self.horizon) {
                let field = if expect.at.is_some() { "at" } else { "by" };
                let message = format!("{moment} is after the horizon, {}", self.horizon);
                self.error(format!("{pointer}/{field}"), message);
            }
            let when = match (&expect.at, &expect.by, expect.never) {
                (Some(at), None, None) => When::At(Self::offset(at)),
                (None, Some(by), None) => When::By(Self::offset(by)),
                (None, None, Some(true)) => When::Never,
                _ => {
                    self.error(pointer, "expected exactly one of \"at\", \"by\", and \"never\": true");
                    continue;
                }
            };
            match expectation::what(expect) {
                Ok(what) => expectations.push(Expectation { when, what, pointer }),
                Err(message) => self.error(pointer, message),
            }
        }
        expectations
    }

    fn controller(&self, name: &file::ControllerRef) -> ControllerId {
        self.world.controllers.find(|of| *of.name == *name.0).unwrap_or_else(first)
    }

    fn vnet(&self, name: &file::VnetRef) -> VnetId {
        self.world.vnets.find(|of| *of.name == *name.0).unwrap_or_else(first)
    }

    fn subnet(&self, name: &file::SubnetRef) -> SubnetId {
        self.world.subnets.find(|of| *of.name == *name.0).unwrap_or_else(first)
    }

    fn subscription_named(&self, name: &file::SubscriptionRef) -> SubscriptionId {
        self.world.subscriptions.find(|of| *of.name == *name.0).unwrap_or_else(first)
    }

    fn resource_group_named(&self, name: Option<&file::ResourceGroupRef>) -> ResourceGroupId {
        name.and_then(|name| self.world.resource_groups.find(|of| *of.name == *name.0)).unwrap_or_else(first)
    }

    fn group(&self, name: &file::GroupRef) -> GroupId {
        self.world.groups.find(|of| *of.name == *name.0).unwrap_or_else(first)
    }

    /// Events are bound to people before the run: who joins later has no place in the list yet.
    fn user(&mut self, name: &file::UserRef, pointer: &str) -> Option<UserId> {
        let found = self.world.user_named(&name.0);
        if found.is_none() {
            self.error(
                pointer,
                format!("{:?} joins later; events name people who are there at the start", name.0),
            );
        }
        found
    }

    fn domain(&self, name: Option<&file::DomainRef>) -> Option<DomainId> {
        match name {
            Some(name) => self.world.domains.find(|of| *of.name == *name.0),
            None => self.world.domains.ids().next(),
        }
    }
}

fn first<I: crate::domain::id::Id>() -> I {
    I::new(0)
}

fn nested<'a>(outer: &str, inner: &str, names: impl Iterator<Item = Vec<&'a str>>) -> Vec<(String, String)> {
    names
        .enumerate()
        .flat_map(|(position, names)| {
            names.into_iter().enumerate().map(move |(place, name)| (position, place, name.to_owned()))
        })
        .map(|(position, place, name)| (format!("/world/{outer}/{position}/{inner}/{place}/name"), name))
        .collect()
}

const fn join_type(join_type: file::JoinType) -> JoinType {
    match join_type {
        file::JoinType::HybridAzureAdJoin => JoinType::HybridAzureAdJoin,
        file::JoinType::AzureAdJoin => JoinType::AzureAdJoin,
    }
}

const fn service(service: file::Service) -> EndpointService {
    match service {
        file::Service::Windows365 => EndpointService::Windows365,
        file::Service::AzureVirtualDesktop => EndpointService::AzureVirtualDesktop,
        file::Service::Intune => EndpointService::Intune,
        file::Service::EntraId => EndpointService::EntraId,
        file::Service::Localization => EndpointService::Localization,
    }
}
