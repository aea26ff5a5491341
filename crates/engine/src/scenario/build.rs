//! Builds the world of a file whose shape is right, and finds what only several values together tell.

mod event;
mod network;
mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Scenario;
use super::error::FileError;
use super::file::{self, File};
use super::names::{DEFAULT_RESOURCE_GROUP, DEFAULT_SUBSCRIPTION};
use crate::action;
use crate::domain::ordered;
use crate::domain::region::CAPACITY;
use crate::domain::{
    Arena, ConnectionId, ConnectionSettings, ControllerId, Deployment, DomainId, EntraId, GroupId,
    HostedPlace, Intune, JoinType, Name, Networks, Offset, Preparation, ProvisioningPolicy, RecordKey,
    Region, RegionId, ResourceGroup, ResourceGroupId, Restriction, RoleModel, RuleSet, Rules, ScriptPolicy,
    Service, Stage, SubnetId, Subscription, SubscriptionId, UtcStart, VnetId, World,
};
use crate::limits;
use crate::provisioning::stages::default_durations;
use crate::setup::{LateThing, Setup};

/// Builds a scenario, or says what is wrong.
pub fn build(file: &File) -> Result<Scenario, Vec<FileError>> {
    let mut builder = Builder {
        errors: Vec::new(),
        world: empty_world(file),
        horizon: Offset::ZERO,
        comers: BTreeMap::new(),
        event: None,
        late: Vec::new(),
    };
    builder.horizon = builder.horizon(file);
    builder.unique_names(&file.world);
    builder.azure(&file.world);
    builder.directory(&file.world);
    builder.networks(&file.world);
    builder.people(&file.world);
    builder.stage_durations(&file.world);
    let new_connections = builder.connections(&file.world);
    let assignments = builder.policies(&file.world);
    let mut lines = builder.curves(&file.world);
    lines.extend(builder.lines(file));
    let failures = builder.failures(&file.world);
    let expectations = builder.expectations(file);
    if !builder.errors.is_empty() {
        return Err(builder.errors);
    }
    let horizon = builder.horizon;
    let seed = builder.world.seed;
    let world = Arc::new(builder.world);
    let setup = Setup { world, seed, new_connections, assignments, lines, failures, horizon };
    Ok(Scenario {
        id: Name::new(&file.id.0),
        title: file.title.clone(),
        summary: file.summary.clone(),
        ahead_of_utc_min: file.ahead_of_utc_minutes.unwrap_or(0),
        setup: Arc::new(setup),
        expectations,
        has_lesson: file.lesson.is_some(),
    })
}

fn empty_world(file: &File) -> World {
    World {
        rules: Rules {
            set: match file.rules {
                Some(file::Rules::Service2026_10) => RuleSet::Service2026_10,
                Some(file::Rules::Overview2024_10) | None => RuleSet::Overview2024_10,
            },
            off: None,
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
        peerings: Arena::default(),
        resources: Arena::default(),
        entra_id: EntraId {
            up: true,
            changed_by: RecordKey::OPENED,
            sync_interval_ms: crate::domain::directory::SYNC_INTERVAL.0,
            meant_interval_ms: None,
            connect_on: true,
            connect_changed_by: RecordKey::OPENED,
            blocked_groups: Vec::new(),
            access_changed_by: RecordKey::OPENED,
        },
        intune: Intune {
            reader_role: true,
            restriction: Restriction::None,
            scripts: ScriptPolicy::Allowed,
            preparation_stuck: None,
            changed_by: RecordKey::OPENED,
        },
        service: Service {
            failing: Vec::new(),
            deployment: Deployment::Works,
            failing_steps: Vec::new(),
            changed_by: RecordKey::OPENED,
            gateway_out: Vec::new(),
        },
        licences: file
            .world
            .licences
            .iter()
            .map(|of| crate::domain::LicencePool { size: Name::new(&of.size), count: of.count })
            .collect(),
        raised_limit: None,
        admins: Arena::default(),
        groups: Arena::default(),
        users: Arena::default(),
        connections: Arena::default(),
        assigned: Vec::new(),
        policies: Arena::default(),
        cloud_pcs: Arena::default(),
        removed: Vec::new(),
        computer_names: BTreeSet::new(),
        check_period: None,
        stage_durations: default_durations(),
    }
}

/// Builds in the order of dependencies. References were checked by [`super::shape`], so that a look-up finds something;
/// where it would not, the first entry stands in, and the file has an error anyway.
struct Builder {
    errors: Vec<FileError>,
    world: World,
    horizon: Offset,
    /// What comes later, by kind and name: with which event.
    comers: BTreeMap<String, Place>,
    /// The event that is being built.
    event: Option<Place>,
    /// What comes before it and is named by it.
    late: Vec<LateThing>,
}

/// Where an event stands in the order of events: its moment, whether it is last there, its position in the file.
type Place = (Offset, bool, usize);

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
        let mut lists = Vec::new();
        let mut flat = |list: &str, names: &mut dyn Iterator<Item = &String>| {
            let pointer = |position| format!("/world/{list}/{position}/name");
            lists.push(names.enumerate().map(|(position, name)| (pointer(position), name.clone())).collect());
        };
        flat("regions", &mut world.regions.iter().map(|of| &of.name.0));
        flat("subscriptions", &mut world.subscriptions.iter().map(|of| &of.name.0));
        flat("resourceGroups", &mut world.resource_groups.iter().flatten().map(|of| &of.name.0));
        flat("vnets", &mut world.vnets.iter().map(|of| &of.name.0));
        flat("links", &mut world.links.iter().map(|of| &of.name.0));
        flat("peerings", &mut world.peerings.iter().map(|of| &of.name.0));
        flat("resources", &mut world.resources.iter().map(|of| &of.name.0));
        flat("domains", &mut world.domains.iter().map(|of| &of.name));
        flat("admins", &mut world.admins.iter().map(|of| &of.name.0));
        flat("groups", &mut world.groups.iter().map(|of| &of.name.0));
        flat("connections", &mut world.connections.iter().map(|of| &of.name.0));
        flat("policies", &mut world.policies.iter().map(|of| &of.name.0));
        lists.push(nested(
            "vnets",
            "subnets",
            &mut world.vnets.iter().map(|vnet| vnet.subnets.iter().map(|of| &of.name.0).collect()),
        ));
        lists.push(nested(
            "domains",
            "controllers",
            &mut world.domains.iter().map(|domain| domain.controllers.iter().map(|of| &of.name.0).collect()),
        ));
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
        for group in world.resource_groups.iter().flatten() {
            let subscription =
                group.subscription.as_ref().map_or_else(first, |name| self.subscription_named(name));
            self.resource_group(&group.name.0, subscription, group.network_interface_contributor.0);
        }
        if world.resource_groups.is_none() {
            self.resource_group(DEFAULT_RESOURCE_GROUP, first(), true);
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
        self.world.regions.push(Region::new(name, capacity, others, RecordKey::OPENED))
    }

    /// The region of that name; one that is not listed has room enough.
    fn region_of_name(&mut self, name: &str) -> RegionId {
        let known = self.world.regions.find(|region| *region.name == *name);
        known.unwrap_or_else(|| self.region(name, CAPACITY, 0))
    }

    fn subscription(&mut self, name: &str, reader_role: bool) {
        self.world.subscriptions.push(Subscription::new(name.into(), reader_role, RecordKey::OPENED));
    }

    fn resource_group(&mut self, name: &str, subscription: SubscriptionId, contributor_role: bool) {
        let group = ResourceGroup::new(name.into(), subscription, contributor_role, RecordKey::OPENED);
        self.world.resource_groups.push(group);
    }

    fn stage_durations(&mut self, world: &file::World) {
        if let Some(period) = &world.check_period {
            let (from, to) = (Self::offset(&period.from), Self::offset(&period.to));
            if from > to || from < Offset::minutes(1) || to > Offset::days(limits::HORIZON_DAYS_MAX) {
                let most = limits::HORIZON_DAYS_MAX;
                self.error(
                    "/world/checkPeriod/to",
                    format!("expected a time from \"from\", at least a minute, to {most} days"),
                );
            }
            self.world.check_period = Some((from, to));
        }
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
            let join_type = connection.join_type.0;
            let domain = match join_type {
                JoinType::AzureAdJoin => None,
                JoinType::HybridAzureAdJoin => self.domain(connection.domain.as_ref()),
            };
            if join_type == JoinType::HybridAzureAdJoin && domain.is_none() {
                let message = "a hybrid connection needs an AD domain, and the world has none";
                self.error(format!("/world/connections/{position}/joinType"), message);
            }
            if self.world.resource_groups.is_empty() {
                let message = "a connection needs a resource group, and the world has none";
                self.error(format!("/world/connections/{position}"), message);
            }
            let settings = ConnectionSettings {
                subnet: self.subnet(&connection.subnet),
                resource_group: self.resource_group_named(connection.resource_group.as_ref()),
                domain,
                organizational_unit: connection.organizational_unit.as_ref().map(Name::new),
            };
            let name = Name::new(&connection.name.0);
            let id = action::add_connection(&mut self.world, name, join_type, settings);
            self.world.connections[id].role_model =
                connection.roles.map_or(RoleModel::Windows365, |model| model.0);
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
            let pointer = format!("/world/policies/{position}");
            let (join_type, networks) = match (connections.first(), &policy.hosted) {
                (Some(&first), None) => {
                    (self.world.connections[first].join_type, Networks::Connections(connections))
                }
                (None, Some(hosted)) => (JoinType::AzureAdJoin, self.hosted(hosted)),
                (Some(_), Some(_)) => {
                    self.error(pointer, "a policy has connections or the Microsoft hosted network, not both");
                    continue;
                }
                (None, None) => {
                    // A connection that is not there was told of.
                    if policy.connections.is_empty() {
                        self.error(pointer, "a policy has connections, or \"hosted\"");
                    }
                    continue;
                }
            };
            let mut of = ProvisioningPolicy::new(
                Name::new(&policy.name.0),
                join_type,
                networks,
                policy.single_sign_on,
            );
            of.preparation = policy.device_preparation.as_ref().map(|of| Preparation {
                timeout: Offset::minutes(i64::from(of.minutes)),
                prevents_connection: of.prevent_connection,
            });
            let id = self.world.policies.push(of);
            let mut groups = Vec::new();
            for group in &policy.groups {
                let group = self.group(group);
                if ordered::insert(&mut groups, group) {
                    assignments.push((id, group, policy.new));
                }
            }
        }
        assignments
    }

    /// The regions of places; those that nothing else names come with them.
    fn hosted(&mut self, hosted: &file::Hosted) -> Networks {
        let places: Vec<HostedPlace> = hosted.regions.iter().map(|place| place.0).collect();
        let names = HostedPlace::regions_of(&places);
        Networks::Hosted(names.into_iter().map(|name| self.region_of_name(name)).collect())
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

fn nested(outer: &str, inner: &str, names: &mut dyn Iterator<Item = Vec<&String>>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (position, names) in names.enumerate() {
        for (place, name) in names.into_iter().enumerate() {
            all.push((format!("/world/{outer}/{position}/{inner}/{place}/name"), name.clone()));
        }
    }
    all
}
