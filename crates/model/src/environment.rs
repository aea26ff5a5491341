//! What becomes of the environment of a tenant: regions, subscriptions, networks, directories, people and resources are made, changed
//! and removed. What something else uses cannot be removed, so that nothing ever names what is not there. A refused change changes
//! nothing. Sources: service.md, *Networks*; decisions.md, *The world*.

use crate::command::Change;
use crate::domain::licence::SIZES_MAX;
use crate::domain::refusal::{Refusal, forbid, require};
use crate::domain::region::CAPACITY;
use crate::domain::user::{SPREAD, numbered_after};
use crate::domain::{
    AdDomain, CloudPcId, CloudPcStatus, ConnectionSettings, ControllerId, DomainController, DomainId, Entity,
    EntityKind, Group, GroupId, LicencePool, Link, LinkKind, Name, Network, NetworkResource, Peering, Prefix,
    RecordKey, Region, RegionId, ResourceGroup, Rule, Site, Size, Subnet, SubnetId, Subscription,
    SubscriptionId, UserId, Vnet, VnetId, Workday, World, ordered,
};
use crate::health::checks::is_distinguished_name;
use crate::state::State;
use crate::{limits, provisioning, sign_in};

/// Carries out a change, or refuses it. Everything is checked first.
pub(crate) fn carry_out(state: &mut State, change: &Change, record: RecordKey) -> Result<(), Refusal> {
    let world = &mut state.world;
    match change {
        Change::AddRegion { region, capacity } => {
            let used = world.named(EntityKind::Region, region.0).is_some();
            forbid(world, used, Rule::ThingNameTaken, region.0)?;
            // One that was used before still holds what others have in it.
            let before = world.regions.find(|of| of.name.as_str() == region.0).map(|id| &world.regions[id]);
            let held = before.map_or(0, Region::held);
            forbid(world, *capacity < held, Rule::CapacityHeld, region.0)?;
            let id = use_region(world, region.0, record)?;
            set_capacity(world, id, *capacity, record)
        }
        Change::SetCapacity { region, capacity } => set_capacity(world, *region, *capacity, record),
        Change::AddSubscription { name } => {
            is_new(world, EntityKind::Subscription, name)?;
            world.subscriptions.push(Subscription::new(name.clone(), true, record));
            Ok(())
        }
        Change::AddResourceGroup { name, subscription } => {
            is_new(world, EntityKind::ResourceGroup, name)?;
            world.resource_groups.push(ResourceGroup::new(name.clone(), *subscription, true, record));
            Ok(())
        }
        Change::AddVnet { name, region, subscription, dns } => {
            add_vnet(world, name, region.0, *subscription, dns, record)
        }
        Change::SetDnsServers { vnet, dns } => {
            let of = &mut world.vnets[*vnet];
            of.dns_servers = once_each(dns);
            (of.meant_dns, of.dns_changed_by) = (Some(of.dns_servers.clone()), record);
            Ok(())
        }
        Change::SetOutbound { vnet, outbound } => {
            let of = &mut world.vnets[*vnet];
            (of.outbound, of.meant_outbound, of.firewall_changed_by) = (*outbound, Some(*outbound), record);
            Ok(())
        }
        Change::SetResolver { vnet, on } => {
            let of = &mut world.vnets[*vnet];
            (of.resolver, of.dns_changed_by) = (*on, record);
            Ok(())
        }
        Change::AddSubnet { name, vnet, prefix, private } => {
            add_subnet(world, name, *vnet, *prefix, *private, record)
        }
        Change::AddLink { name, vnet, kind } => add_link(world, name, *vnet, *kind, record),
        Change::AddPeering { name, from, to } => {
            is_new(world, EntityKind::Peering, name)?;
            let itself = &world.vnets[*from].name;
            forbid(world, from == to, Rule::PeeringOfTwo, itself)?;
            let vnets = [*from, *to];
            world.peerings.push(Peering { name: name.clone(), vnets, up: true, changed_by: record });
            Ok(())
        }
        Change::AddDomain { name, join_account } => add_domain(world, name, join_account.as_ref(), record),
        Change::AddController { name, domain, subnet } => {
            is_new(world, EntityKind::Controller, name)?;
            let (name, site) = (name.clone(), site(*subnet));
            world.controllers.push(DomainController {
                name,
                domain: *domain,
                site,
                up: true,
                changed_by: record,
            });
            Ok(())
        }
        Change::AddUnit { domain, unit } => add_unit(world, *domain, unit, record),
        Change::RemoveUnit { domain, unit } => {
            let known = world.domains[*domain].organizational_units.contains(unit);
            forbid(world, !known, Rule::NoSuchUnit, unit)?;
            let of = &mut world.domains[*domain];
            of.organizational_units.retain(|other| other != unit);
            of.units_changed_by = record;
            Ok(())
        }
        Change::SetJoinAccount { domain, user_name, delegated } => {
            forbid(world, !user_name.contains('@'), Rule::UserNameFormat, user_name)?;
            let of = &mut world.domains[*domain].join_account;
            of.passwords_set += 1;
            (of.name, of.password_version, of.first_password) =
                (user_name.clone(), of.passwords_set, of.passwords_set);
            (of.expired, of.locked, of.may_join) = (false, false, true);
            (of.delegated, of.joined, of.changed_by) = (*delegated, 0, record);
            Ok(())
        }
        Change::SetFederation { domain, federated } => {
            world.domains[*domain].federated = *federated;
            Ok(())
        }
        Change::SetSyncInterval { interval } => {
            let of = &mut world.entra_id;
            (of.sync_interval_ms, of.meant_interval_ms, of.connect_changed_by) =
                (*interval, Some(*interval), record);
            Ok(())
        }
        Change::SetIntuneRole { admin, role } => {
            world.admins[*admin].intune = *role;
            Ok(())
        }
        Change::SetAzureRole { admin, subscription, role } => {
            let of = &mut world.admins[*admin];
            match subscription {
                None => of.azure = *role,
                Some(subscription) => {
                    of.azure_on.retain(|(other, _)| other != subscription);
                    of.azure_on.push((*subscription, *role));
                }
            }
            Ok(())
        }
        Change::SetLicences { size, count } => {
            let place = world.size_called(size);
            forbid(world, place.is_none() && world.licences.len() >= SIZES_MAX, Rule::LimitOfThings, size)?;
            match place {
                Some(place) => world.licences[usize::from(place.0)].count = *count,
                None => world.licences.push(LicencePool { size: size.clone(), count: *count }),
            }
            if let Some(place) = state.world.size_called(size) {
                provisioning::licences_freed(state, place, record);
            }
            Ok(())
        }
        Change::ChangeLicence { user, size } => {
            let place = require(world.size_called(size), Rule::NoSuchSize, size)?;
            let of = &mut world.users[*user];
            (of.size, of.licensed, of.changed_by) = (place, true, record);
            provisioning::lifecycle::licence_changed(state, *user, record);
            Ok(())
        }
        Change::AddLicence { user, name, title, size } => {
            let size = match size {
                None => Size::default(),
                Some(size) => require(world.size_called(size), Rule::NoSuchSize, size)?,
            };
            name_for_person(world, name)?;
            let title = title.as_ref().unwrap_or(name).clone();
            let further = world.add_licence(*user, name.clone(), title, size);
            world.users[further].changed_by = record;
            provisioning::lifecycle::entitlement_changed(state, further, record);
            Ok(())
        }
        Change::AddGroup { name, people } => add_group(world, name, *people),
        Change::SetWorkday { group, sign_ins } => {
            let moments: Vec<i64> = sign_ins.iter().map(|moment| moment.0).collect();
            set_workday(state, *group, &moments);
            Ok(())
        }
        Change::AddPerson { name, title, group } => add_person(state, name, title.as_ref(), *group, record),
        Change::AddResource { name, subnet } => {
            is_new(world, EntityKind::Resource, name)?;
            let (name, site) = (name.clone(), site(*subnet));
            world.resources.push(NetworkResource { name, site, up: true, changed_by: record });
            Ok(())
        }
        Change::RemoveRegion { region } => remove(world, Entity::Region(*region)),
        Change::RemoveSubscription { subscription } => remove(world, Entity::Subscription(*subscription)),
        Change::RemoveResourceGroup { resource_group } => {
            remove(world, Entity::ResourceGroup(*resource_group))
        }
        Change::RemoveVnet { vnet } => remove(world, Entity::Vnet(*vnet)),
        Change::RemoveSubnet { subnet } => remove(world, Entity::Subnet(*subnet)),
        Change::RemoveLink { link } => {
            remove(world, Entity::Link(*link))?;
            world.links[*link].changed_by = record;
            Ok(())
        }
        Change::RemovePeering { peering } => {
            remove(world, Entity::Peering(*peering))?;
            world.peerings[*peering].changed_by = record;
            Ok(())
        }
        Change::RemoveDomain { domain } => remove(world, Entity::Domain(*domain)),
        Change::RemoveController { controller } => {
            remove(world, Entity::Controller(*controller))?;
            world.controllers[*controller].changed_by = record;
            Ok(())
        }
        Change::RemoveGroup { group } => remove_group(world, *group, record),
        Change::RemovePerson { user } => remove_person(world, *user, record),
        Change::RemoveResource { resource } => remove(world, Entity::Resource(*resource)),
    }
}

fn site(subnet: Option<SubnetId>) -> Site {
    subnet.map_or(Site::OnPremises, Site::Subnet)
}

fn once_each(servers: &[ControllerId]) -> Vec<ControllerId> {
    let mut once: Vec<ControllerId> = Vec::new();
    for &server in servers {
        if !once.contains(&server) {
            once.push(server);
        }
    }
    once
}

/// There is room for one more of a kind.
fn has_room(world: &World, kind: EntityKind, name: &str) -> Result<(), Refusal> {
    has_room_for_all(world, kind, 1, name)
}

fn has_room_for_all(world: &World, kind: EntityKind, count: usize, name: &str) -> Result<(), Refusal> {
    let most = limits::THINGS_MAX.iter().find(|(of, _)| *of == kind).map_or(usize::MAX, |&(_, most)| most);
    forbid(world, world.count(kind) + count > most, Rule::LimitOfThings, name)
}

/// Nothing of that kind has that name, or ever had; and there is room for one more.
fn is_new(world: &World, kind: EntityKind, name: &Name) -> Result<(), Refusal> {
    let taken = (0..world.count(kind)).any(|position| world.name(kind.at(position)) == name.as_str());
    forbid(world, taken, Rule::ThingNameTaken, name)?;
    has_room(world, kind, name)
}

fn set_capacity(
    world: &mut World,
    region: RegionId,
    capacity: u32,
    record: RecordKey,
) -> Result<(), Refusal> {
    let of = &world.regions[region];
    let held = of.held();
    forbid(world, capacity < held, Rule::CapacityHeld, &of.title)?;
    let of = &mut world.regions[region];
    // With the rule switched off a region still holds what it holds.
    (of.capacity, of.changed_by) = (capacity.max(held), record);
    Ok(())
}

/// A region of that name: one that is not used any more is used again, for regions are no one's.
fn use_region(world: &mut World, name: &str, record: RecordKey) -> Result<RegionId, Refusal> {
    let before = world.regions.find(|of| of.name.as_str() == name);
    if before.is_none() {
        has_room(world, EntityKind::Region, name)?;
    }
    let id = before.unwrap_or_else(|| world.regions.push(Region::new(name, CAPACITY, 0, record)));
    world.removed.retain(|other| *other != Entity::Region(id));
    Ok(id)
}

/// The regions of these names, all or none.
pub(crate) fn use_regions(
    world: &mut World,
    names: &[&str],
    record: RecordKey,
) -> Result<Vec<RegionId>, Refusal> {
    let is_new = |name: &&&str| world.regions.find(|of| of.name.as_str() == **name).is_none();
    let new = names.iter().filter(is_new).count();
    has_room_for_all(world, EntityKind::Region, new, names.first().unwrap_or(&""))?;
    names.iter().map(|name| use_region(world, name, record)).collect()
}

/// A region that is not used yet comes with its first network.
fn add_vnet(
    world: &mut World,
    name: &Name,
    region: &str,
    subscription: SubscriptionId,
    dns: &[ControllerId],
    record: RecordKey,
) -> Result<(), Refusal> {
    is_new(world, EntityKind::Vnet, name)?;
    let region = use_region(world, region, record)?;
    let made = Some(crate::domain::UtcStart(world.start.at(record.at)));
    let mut vnet = Vnet::new(name.clone(), region, subscription, made, record);
    vnet.dns_servers = once_each(dns);
    vnet.meant_dns = Some(vnet.dns_servers.clone());
    world.vnets.push(vnet);
    Ok(())
}

fn is_linked(world: &World, vnet: VnetId) -> bool {
    world.links_of(vnet).next().is_some()
}

/// A subnet that has some of these addresses: of the network itself, or of another one, where both reach on-premises.
fn overlap(world: &World, vnet: VnetId, prefix: Prefix, own: bool, linked: bool) -> Option<SubnetId> {
    let clashes = |id: &SubnetId| {
        let of = &world.subnets[*id];
        let near = if of.vnet == vnet { own } else { linked && is_linked(world, of.vnet) };
        near && !world.is_removed(Entity::Subnet(*id)) && of.prefix.overlaps(prefix)
    };
    world.subnets.ids().find(clashes)
}

fn no_overlap(world: &World, other: Option<SubnetId>) -> Result<(), Refusal> {
    let about = other.map_or("", |id| world.name(Entity::Subnet(id)));
    forbid(world, other.is_some(), Rule::PrefixesOverlap, about)
}

fn add_subnet(
    world: &mut World,
    name: &Name,
    vnet: VnetId,
    prefix: Prefix,
    private: bool,
    record: RecordKey,
) -> Result<(), Refusal> {
    is_new(world, EntityKind::Subnet, name)?;
    no_overlap(world, overlap(world, vnet, prefix, true, is_linked(world, vnet)))?;
    let mut subnet = Subnet::new(name.clone(), vnet, prefix, 0, record);
    subnet.private = private;
    world.subnets.push(subnet);
    Ok(())
}

fn add_link(
    world: &mut World,
    name: &Name,
    vnet: VnetId,
    kind: LinkKind,
    record: RecordKey,
) -> Result<(), Refusal> {
    is_new(world, EntityKind::Link, name)?;
    let mut own =
        world.subnets.iter().filter(|(id, of)| of.vnet == vnet && !world.is_removed(Entity::Subnet(*id)));
    no_overlap(world, own.find_map(|(_, of)| overlap(world, vnet, of.prefix, false, true)))?;
    world.links.push(Link { name: name.clone(), kind, vnet, up: true, changed_by: record });
    Ok(())
}

fn add_domain(
    world: &mut World,
    name: &Name,
    account: Option<&Name>,
    record: RecordKey,
) -> Result<(), Refusal> {
    is_new(world, EntityKind::Domain, name)?;
    if let Some(account) = account {
        forbid(world, !account.contains('@'), Rule::UserNameFormat, account)?;
    }
    let account = account.cloned().unwrap_or_else(|| Name::new(format!("svc-join@{name}")));
    world.domains.push(AdDomain::new(name.clone(), account, record));
    Ok(())
}

fn add_unit(world: &mut World, domain: DomainId, unit: &Name, record: RecordKey) -> Result<(), Refusal> {
    forbid(world, !is_distinguished_name(unit), Rule::OrganizationalUnitFormat, unit)?;
    let units = &world.domains[domain].organizational_units;
    forbid(world, units.contains(unit), Rule::ThingNameTaken, unit)?;
    forbid(world, units.len() >= limits::UNITS_MAX, Rule::LimitOfThings, unit)?;
    let of = &mut world.domains[domain];
    of.organizational_units.push(unit.clone());
    of.units_changed_by = record;
    Ok(())
}

/// There is room for so many people more.
fn has_room_for(world: &World, people: u32, about: &str) -> Result<(), Refusal> {
    let all = (world.users.len() as u64).saturating_add(u64::from(people));
    forbid(world, all > u64::from(limits::PEOPLE_MAX), Rule::LimitOfThings, about)
}

fn add_group(world: &mut World, name: &Name, people: u32) -> Result<(), Refusal> {
    is_new(world, EntityKind::Group, name)?;
    has_room_for(world, people, name)?;
    // Its people have names of their own, now and later.
    let taken = world.users.values().any(|of| numbered_after(&of.name) == Some(&**name));
    forbid(world, taken, Rule::ThingNameTaken, name)?;
    let room = limits::PEOPLE_MAX.saturating_sub(world.users.len() as u32);
    let group = world.groups.push(Group::new(name.clone(), None));
    for _ in 0..people.min(room) {
        world.add_member(group);
    }
    Ok(())
}

/// What was planned by the old one comes once more; then the new one holds.
fn set_workday(state: &mut State, group: GroupId, moments: &[i64]) {
    let mut sign_ins_ms = Vec::new();
    for &moment in moments {
        ordered::insert(&mut sign_ins_ms, moment);
    }
    let workday =
        (!sign_ins_ms.is_empty()).then_some(Workday { sign_ins_ms, spread_ms: SPREAD.0, ahead_of_utc_ms: 0 });
    state.world.groups[group].workday = workday;
    for user in state.world.groups[group].people.clone() {
        sign_in::plan_anew(state, user);
    }
}

/// A name that the next people of a group would get is not given.
fn is_numbered(world: &World, name: &str) -> bool {
    numbered_after(name).is_some_and(|group| world.groups.values().any(|of| of.name.as_str() == group))
}

/// A name of somebody, or of a further licence, can be given, and there is room.
fn name_for_person(world: &World, name: &Name) -> Result<(), Refusal> {
    is_new(world, EntityKind::User, name)?;
    forbid(world, is_numbered(world, name), Rule::ThingNameTaken, name)?;
    has_room_for(world, 1, name)
}

fn add_person(
    state: &mut State,
    name: &Name,
    title: Option<&Name>,
    group: GroupId,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &mut state.world;
    name_for_person(world, name)?;
    let title = title.unwrap_or(name).clone();
    world.add_user(name.clone(), title, group);
    provisioning::request_group(state, group, record);
    Ok(())
}

/// Its people leave the tenant with it.
fn remove_group(world: &mut World, group: GroupId, record: RecordKey) -> Result<(), Refusal> {
    remove(world, Entity::Group(group))?;
    for user in std::mem::take(&mut world.groups[group].people) {
        let of = &mut world.users[user];
        of.others.retain(|other| *other != group);
        // Who is in it besides another one stays.
        if of.group == group {
            leave(world, user, record);
            for other in std::mem::take(&mut world.users[user].others) {
                world.groups[other].people.retain(|of| *of != user);
            }
        }
    }
    Ok(())
}

fn leave(world: &mut World, user: UserId, record: RecordKey) {
    ordered::insert(&mut world.removed, Entity::User(user));
    let of = &mut world.users[user];
    (of.licensed, of.member, of.changed_by) = (false, false, record);
}

/// Somebody leaves, with all licences, whichever of them is named.
fn remove_person(world: &mut World, user: UserId, record: RecordKey) -> Result<(), Refusal> {
    remove(world, Entity::User(user))?;
    let leaving = world.licences_of(user);
    for &user in &leaving {
        leave(world, user, record);
        world.users[user].others.clear();
    }
    for group in world.groups.values_mut() {
        group.people.retain(|other| !leaving.contains(other));
    }
    Ok(())
}

/// Takes something out of the world, unless something else uses it.
fn remove(world: &mut World, entity: Entity) -> Result<(), Refusal> {
    let user = used_by(world, entity);
    let about = user.map_or(String::new(), |user| world.title(user).to_owned());
    // What is used stays, whatever rules hold: nothing may name what is not there.
    if user.is_some() {
        return Err(Refusal { rule: Rule::ThingInUse, about });
    }
    ordered::insert(&mut world.removed, entity);
    Ok(())
}

/// The kinds of things that rest on others, in the order in which they are named.
const RESTING: [EntityKind; 9] = [
    EntityKind::ResourceGroup,
    EntityKind::Vnet,
    EntityKind::Subnet,
    EntityKind::Link,
    EntityKind::Peering,
    EntityKind::Connection,
    EntityKind::Controller,
    EntityKind::Resource,
    EntityKind::Policy,
];

/// Whether one of them rests on a thing.
fn rests_on(world: &World, resting: Entity, on: Entity) -> bool {
    let stands_in = |site: Site, subnet: SubnetId| site == Site::Subnet(subnet);
    match (resting, on) {
        (Entity::ResourceGroup(of), Entity::Subscription(id)) => world.resource_groups[of].subscription == id,
        (Entity::Policy(of), Entity::Region(id)) => {
            world.policies[of].all_networks().contains(&Network::Hosted(id))
        }
        (Entity::Vnet(of), Entity::Region(id)) => world.vnets[of].region == id,
        (Entity::Vnet(of), Entity::Subscription(id)) => world.vnets[of].subscription == id,
        (Entity::Vnet(of), Entity::Controller(id)) => world.vnets[of].dns_servers.contains(&id),
        (Entity::Subnet(of), Entity::Vnet(id)) => world.subnets[of].vnet == id,
        (Entity::Link(of), Entity::Vnet(id)) => world.links[of].vnet == id,
        (Entity::Peering(of), Entity::Vnet(id)) => world.peerings[of].vnets.contains(&id),
        (Entity::Connection(of), _) => are_with(&world.connections[of].settings, on),
        (Entity::Controller(of), Entity::Domain(id)) => world.controllers[of].domain == id,
        (Entity::Controller(of), Entity::Subnet(id)) => stands_in(world.controllers[of].site, id),
        (Entity::Resource(of), Entity::Subnet(id)) => stands_in(world.resources[of].site, id),
        _ => false,
    }
}

/// Whether settings of a connection name a thing.
fn are_with(settings: &ConnectionSettings, thing: Entity) -> bool {
    match thing {
        Entity::ResourceGroup(id) => settings.resource_group == id,
        Entity::Subnet(id) => settings.subnet == id,
        Entity::Domain(id) => settings.domain == Some(id),
        _ => false,
    }
}

/// The first thing that uses another one.
pub fn used_by(world: &World, entity: Entity) -> Option<Entity> {
    match entity {
        Entity::Group(id) => {
            world.groups[id].policies.first().map(|&policy| Entity::Policy(policy)).or_else(|| {
                // Its people leave with it, unless they have a Cloud PC.
                let of_it = world.groups[id].people.iter().filter(|&&user| world.users[user].group == id);
                of_it.into_iter().find_map(|&user| used_by(world, Entity::User(user)))
            })
        }
        Entity::User(id) => {
            let present = |id: &CloudPcId| world.cloud_pcs[*id].status != CloudPcStatus::NotProvisioned;
            let of_it = |id: UserId| world.users[id].cloud_pc.filter(present).map(Entity::CloudPc);
            world.licences_of(id).into_iter().find_map(of_it)
        }
        _ => {
            let mut resting = RESTING.into_iter().flat_map(|kind| world.present(kind));
            let placed = || {
                let over = world.held_placements().filter_map(|place| place.over.as_ref());
                let mut over = over.filter(|over| are_with(&over.settings, entity));
                over.next().map(|over| Entity::Connection(over.connection))
            };
            let held = match entity {
                Entity::Subnet(id) => world.subnets[id].held() > 0,
                Entity::Region(id) => world.regions[id].ours > 0,
                _ => false,
            };
            resting
                .find(|&of| rests_on(world, of, entity))
                .or_else(placed)
                .or_else(|| held.then_some(Entity::Service))
        }
    }
}
