//! The world: everything that exists, as it is now.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::admin::Admin;
use super::cause::RecordKey;
use super::cloud_pc::{AttemptState, CloudPc, Placement, StageDurations, Work};
use super::connection::{Connection, ConnectionSettings};
use super::directory::{AdDomain, DomainController, EntraId};
use super::entity::{Entity, EntityKind};
use super::id::{
    AdminId, Arena, CloudPcId, ConnectionId, ControllerId, DomainId, GroupId, Id, LinkId, PeeringId,
    PolicyId, RegionId, ResourceGroupId, ResourceId, SubnetId, SubscriptionId, UserId, VnetId,
};
use super::licence::{LicencePool, Size};
use super::name::Name;
use super::network::{Address, Link, Peering, Subnet, Vnet};
use super::policy::{Network, ProvisioningPolicy};
use super::region::Region;
use super::resource::NetworkResource;
use super::rules::{Rule, Rules};
use super::service::{Intune, Service};
use super::stream::{Purpose, Stream};
use super::subscription::{DEPLOYMENTS_MAX, Lock, ResourceGroup, Subscription};
use super::time::{Offset, UtcStart};
use super::user::{Group, User, numbered};

/// Everything that exists, as it is now.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct World {
    /// The rules that hold.
    pub rules: Rules,
    /// The seed of all draws.
    pub seed: u64,
    /// When the run begins.
    pub start: UtcStart,
    /// Azure regions.
    pub regions: Arena<RegionId, Region>,
    /// Azure subscriptions.
    pub subscriptions: Arena<SubscriptionId, Subscription>,
    /// Azure resource groups.
    pub resource_groups: Arena<ResourceGroupId, ResourceGroup>,
    /// Virtual networks.
    pub vnets: Arena<VnetId, Vnet>,
    /// Subnets.
    pub subnets: Arena<SubnetId, Subnet>,
    /// Links to on-premises.
    pub links: Arena<LinkId, Link>,
    /// Peerings of virtual networks.
    pub peerings: Arena<PeeringId, Peering>,
    /// Network resources.
    pub resources: Arena<ResourceId, NetworkResource>,
    /// AD domains.
    pub domains: Arena<DomainId, AdDomain>,
    /// Domain controllers.
    pub controllers: Arena<ControllerId, DomainController>,
    /// Microsoft Entra ID.
    pub entra_id: EntraId,
    /// Intune.
    pub intune: Intune,
    /// The Windows 365 service.
    pub service: Service,
    /// The licences, by size. Empty: there are as many as anybody wants.
    pub licences: Vec<LicencePool>,
    /// How many connections the tenant may have beyond the rule's number: support raised it.
    pub raised_limit: Option<u32>,
    /// Administrators.
    pub admins: Arena<AdminId, Admin>,
    /// Groups.
    pub groups: Arena<GroupId, Group>,
    /// Users.
    pub users: Arena<UserId, User>,
    /// Azure network connections.
    pub connections: Arena<ConnectionId, Connection>,
    /// Which policy is assigned to which group, in the order of assignment.
    pub assigned: Vec<(PolicyId, GroupId)>,
    /// Provisioning policies, in the order of creation.
    pub policies: Arena<PolicyId, ProvisioningPolicy>,
    /// Cloud PCs.
    pub cloud_pcs: Arena<CloudPcId, CloudPc>,
    /// What was removed, in the order of [`Entity`]. It stays in its list, so that records can tell of it; its name is not given
    /// again, for draws go by names.
    pub removed: Vec<Entity>,
    /// The names that Cloud PCs have: each has its own.
    pub computer_names: BTreeSet<Name>,
    /// The shortest and the longest time from one run of checks to the next, where it is not the rule's.
    pub check_period: Option<(Offset, Offset)>,
    /// How long the stages of provisioning take.
    pub stage_durations: StageDurations,
}

impl World {
    /// The policy that gives a user a Cloud PC: of all that are assigned to the user's group the first, as long as the
    /// user has a licence and is in the group (service.md, *Provisioning*).
    pub fn entitlement(&self, user: UserId) -> Option<PolicyId> {
        let of = &self.users[user];
        if !of.licensed || of.further_of.is_some() && !self.rules.holds(Rule::CloudPcForEachLicence) {
            return None;
        }
        if of.others.is_empty() || !self.rules.holds(Rule::FirstAssignmentOfAll) {
            return self.groups[of.group].policies.first().copied().filter(|_| of.member);
        }
        // Of all that reach this person, whichever group it is by.
        let reaches = |(_, group): &&(PolicyId, GroupId)| self.is_in(user, *group);
        self.assigned.iter().find(reaches).map(|(policy, _)| *policy)
    }

    /// Whether a user is in a group.
    pub fn is_in(&self, user: UserId, group: GroupId) -> bool {
        let of = &self.users[user];
        of.member && of.group == group || of.others.contains(&group)
    }

    /// All licences of a person, whichever of them is named: the first, and the further ones.
    pub fn licences_of(&self, user: UserId) -> Vec<UserId> {
        let first = self.users[user].further_of.unwrap_or(user);
        std::iter::once(first).chain(self.users[first].further.iter().copied()).collect()
    }

    /// Puts a person into a group: back into the own one, or into another besides.
    pub fn join_group(&mut self, user: UserId, group: GroupId) {
        for user in self.licences_of(user) {
            let of = &mut self.users[user];
            if of.group == group {
                of.member = true;
            } else if !of.others.contains(&group) {
                of.others.push(group);
                self.groups[group].people.push(user);
            }
        }
    }

    /// Takes a person out of a group, the own one or another.
    pub fn leave_group(&mut self, user: UserId, group: GroupId) {
        for user in self.licences_of(user) {
            let of = &mut self.users[user];
            if of.group == group {
                of.member = false;
            } else if of.others.contains(&group) {
                of.others.retain(|other| *other != group);
                self.groups[group].people.retain(|other| *other != user);
            }
        }
    }

    /// Makes a group the own one of a person, in the place of the one before.
    pub fn move_to_group(&mut self, user: UserId, group: GroupId) {
        self.join_group(user, group);
        for user in self.licences_of(user) {
            let of = &mut self.users[user];
            let before = std::mem::replace(&mut of.group, group);
            of.member = true;
            of.others.retain(|other| *other != group);
            if before != group {
                self.groups[before].people.retain(|other| *other != user);
            }
        }
    }

    /// Whether a policy is assigned to a group that a user is in.
    pub fn is_targeted(&self, policy: PolicyId, user: UserId) -> bool {
        self.policies[policy].groups.iter().any(|&group| self.is_in(user, group))
    }

    /// The licences that the tenant counts, by size.
    pub fn sizes(&self) -> impl Iterator<Item = (Size, &LicencePool)> {
        (0..=u8::MAX).map(Size).zip(&self.licences)
    }

    /// The size of that name.
    pub fn size_called(&self, name: &str) -> Option<Size> {
        self.sizes().find(|(_, of)| of.size.eq_ignore_ascii_case(name)).map(|(size, _)| size)
    }

    /// The licences of a size. None: the tenant counts none.
    pub fn pool(&self, size: Size) -> Option<&LicencePool> {
        self.licences.get(usize::from(size.0))
    }

    /// How many licences of a size are held by Cloud PCs.
    pub fn licences_held(&self, size: Size) -> usize {
        self.cloud_pcs.values().filter(|of| of.size == size && of.status.holds_licence()).count()
    }

    /// How many licences of a size are free. None: as many as anybody wants.
    pub fn licences_free(&self, size: Size) -> Option<usize> {
        let pool = self.pool(size).filter(|_| self.rules.holds(Rule::LicencesAreCounted))?;
        Some((pool.count as usize).saturating_sub(self.licences_held(size)))
    }

    /// Whether a licence of a size is free.
    pub fn licence_is_free(&self, size: Size) -> bool {
        self.licences_free(size) != Some(0)
    }

    /// How many things of a kind there are, deleted ones among them.
    pub fn count(&self, kind: EntityKind) -> usize {
        match kind {
            EntityKind::Region => self.regions.len(),
            EntityKind::Subscription => self.subscriptions.len(),
            EntityKind::ResourceGroup => self.resource_groups.len(),
            EntityKind::Vnet => self.vnets.len(),
            EntityKind::Subnet => self.subnets.len(),
            EntityKind::Link => self.links.len(),
            EntityKind::Peering => self.peerings.len(),
            EntityKind::Resource => self.resources.len(),
            EntityKind::Domain => self.domains.len(),
            EntityKind::Controller => self.controllers.len(),
            EntityKind::Admin => self.admins.len(),
            EntityKind::Group => self.groups.len(),
            EntityKind::User => self.users.len(),
            EntityKind::Connection => self.connections.len(),
            EntityKind::Policy => self.policies.len(),
            EntityKind::CloudPc => self.cloud_pcs.len(),
        }
    }

    /// Whether there is such an entity now, or was.
    pub fn has(&self, entity: Entity) -> bool {
        entity.listed().is_none_or(|(kind, position)| position < self.count(kind))
    }

    /// Whether something was removed.
    pub fn is_removed(&self, entity: Entity) -> bool {
        !self.removed.is_empty() && self.removed.binary_search(&entity).is_ok()
    }

    /// Whether there is such an entity now.
    pub fn is_there(&self, entity: Entity) -> bool {
        self.has(entity) && !self.is_removed(entity)
    }

    /// The things of a kind that are there.
    pub fn present(&self, kind: EntityKind) -> impl Iterator<Item = Entity> {
        let all = (0..self.count(kind)).map(move |position| kind.at(position));
        all.filter(move |&entity| match entity {
            Entity::Connection(id) => self.connections[id].deleted.is_none(),
            Entity::Policy(id) => self.policies[id].deleted.is_none(),
            _ => !self.is_removed(entity),
        })
    }

    /// What is other than in an earlier state of this world, or was not there.
    pub fn changes_since(&self, earlier: &Self) -> Vec<Entity> {
        let alone = [
            (Entity::EntraId, self.entra_id != earlier.entra_id),
            (Entity::Intune, self.intune != earlier.intune),
            (Entity::Service, self.service != earlier.service || self.raised_limit != earlier.raised_limit),
        ];
        let lists = [
            (EntityKind::Region, changed(&self.regions, &earlier.regions)),
            (EntityKind::Subscription, changed(&self.subscriptions, &earlier.subscriptions)),
            (EntityKind::ResourceGroup, changed(&self.resource_groups, &earlier.resource_groups)),
            (EntityKind::Vnet, changed(&self.vnets, &earlier.vnets)),
            (EntityKind::Subnet, changed(&self.subnets, &earlier.subnets)),
            (EntityKind::Link, changed(&self.links, &earlier.links)),
            (EntityKind::Peering, changed(&self.peerings, &earlier.peerings)),
            (EntityKind::Resource, changed(&self.resources, &earlier.resources)),
            (EntityKind::Domain, changed(&self.domains, &earlier.domains)),
            (EntityKind::Controller, changed(&self.controllers, &earlier.controllers)),
            (EntityKind::Admin, changed(&self.admins, &earlier.admins)),
            (EntityKind::Group, changed(&self.groups, &earlier.groups)),
            (EntityKind::User, changed(&self.users, &earlier.users)),
            (EntityKind::Connection, changed(&self.connections, &earlier.connections)),
            (EntityKind::Policy, changed(&self.policies, &earlier.policies)),
            (EntityKind::CloudPc, changed(&self.cloud_pcs, &earlier.cloud_pcs)),
        ];
        let alone = alone.into_iter().filter(|&(_, changed)| changed).map(|(entity, _)| entity);
        let listed = lists
            .into_iter()
            .flat_map(|(kind, positions)| positions.into_iter().map(move |position| kind.at(position)));
        alone.chain(listed).collect()
    }

    /// The thing of that kind and name. Names of deleted connections and policies are free again.
    pub fn named(&self, kind: EntityKind, name: &str) -> Option<Entity> {
        match kind {
            EntityKind::Connection => self.connection_named(name).map(Entity::Connection),
            EntityKind::Policy => self.policy_named(name).map(Entity::Policy),
            _ => self.present(kind).find(|&of| self.name(of) == name),
        }
    }

    /// Whether a user may keep a Cloud PC: with a licence, inside the group, and while the policy that made the Cloud PC is
    /// assigned to it (End a grace period).
    pub fn keeps(&self, cloud_pc: CloudPcId) -> bool {
        let of = &self.cloud_pcs[cloud_pc];
        let user = &self.users[of.user];
        if self.rules.holds(Rule::GraceGoesByPolicy) {
            user.licensed && self.is_targeted(of.policy, of.user)
        } else {
            self.entitlement(of.user).is_some()
        }
    }

    /// What an entity is called in files and digests.
    pub fn name(&self, entity: Entity) -> &str {
        match entity {
            Entity::Scenario => "scenario",
            Entity::Region(id) => &self.regions[id].name,
            Entity::Subscription(id) => &self.subscriptions[id].name,
            Entity::ResourceGroup(id) => &self.resource_groups[id].name,
            Entity::Vnet(id) => &self.vnets[id].name,
            Entity::Subnet(id) => &self.subnets[id].name,
            Entity::Link(id) => &self.links[id].name,
            Entity::Peering(id) => &self.peerings[id].name,
            Entity::Resource(id) => &self.resources[id].name,
            Entity::Intune => "intune",
            Entity::Service => "windows-365",
            Entity::Domain(id) => &self.domains[id].name,
            Entity::Controller(id) => &self.controllers[id].name,
            Entity::EntraId => "entra-id",
            Entity::Admin(id) => &self.admins[id].name,
            Entity::Group(id) => &self.groups[id].name,
            Entity::User(id) => &self.users[id].name,
            Entity::Connection(id) => &self.connections[id].name,
            Entity::Policy(id) => &self.policies[id].name,
            Entity::CloudPc(id) => &self.cloud_pcs[id].name,
        }
    }

    /// What an entity is called on the screen.
    pub fn title(&self, entity: Entity) -> &str {
        match entity {
            Entity::Scenario => "The scenario",
            Entity::Region(id) => &self.regions[id].title,
            Entity::EntraId => "Microsoft Entra ID",
            Entity::Intune => "Intune",
            Entity::Service => "Windows 365",
            Entity::Admin(id) => &self.admins[id].title,
            Entity::User(id) => &self.users[id].title,
            _ => self.name(entity),
        }
    }

    /// The region of a connection: where the virtual network of its subnet is.
    pub fn region_of(&self, connection: ConnectionId) -> RegionId {
        self.vnets[self.vnet_of(self.connections[connection].settings.subnet)].region
    }

    /// The virtual network of a subnet.
    pub fn vnet_of(&self, subnet: SubnetId) -> VnetId {
        self.subnets[subnet].vnet
    }

    /// The links of a virtual network.
    pub fn links_of(&self, vnet: VnetId) -> impl Iterator<Item = LinkId> {
        let is_there = |id: &LinkId| !self.is_removed(Entity::Link(*id));
        self.links.iter().filter(move |(_, link)| link.vnet == vnet).map(|(id, _)| id).filter(is_there)
    }

    /// The domain controllers of a domain, in the order in which they were written.
    pub fn controllers_of(&self, domain: DomainId) -> impl Iterator<Item = ControllerId> {
        let is_there = |id: &ControllerId| !self.is_removed(Entity::Controller(*id));
        let of = self.controllers.iter().filter(move |(_, controller)| controller.domain == domain);
        of.map(|(id, _)| id).filter(is_there)
    }

    /// The network resources that are there.
    pub fn present_resources(&self) -> impl Iterator<Item = ResourceId> {
        self.resources.ids().filter(|&id| !self.is_removed(Entity::Resource(id)))
    }

    /// The people who are there.
    pub fn present_users(&self) -> impl Iterator<Item = (UserId, &User)> {
        self.users.iter().filter(|(id, _)| !self.is_removed(Entity::User(*id)))
    }

    /// The policies that name a connection.
    pub fn policies_using(&self, connection: ConnectionId) -> impl Iterator<Item = PolicyId> {
        self.policies
            .iter()
            .filter(move |(_, policy)| policy.deleted.is_none() && policy.connections().contains(&connection))
            .map(|(id, _)| id)
    }

    /// The Cloud PCs that are placed on a connection.
    pub fn cloud_pcs_on(&self, connection: ConnectionId) -> impl Iterator<Item = CloudPcId> {
        self.cloud_pcs
            .iter()
            .filter(move |(_, cloud_pc)| {
                cloud_pc.placement().is_some_and(|place| place.connection() == Some(connection))
            })
            .map(|(id, _)| id)
    }

    /// Whether a connection may lead into a region: Windows 365 supports it, if only for disaster recovery.
    pub fn takes_connections(&self, region: RegionId) -> bool {
        let of = &self.regions[region];
        of.supported && (!of.recovery_only || self.rules.holds(Rule::RecoveryRegions))
    }

    /// The region of a network.
    pub fn region_in(&self, network: Network) -> RegionId {
        match network {
            Network::Connection(connection) => self.region_of(connection),
            Network::Hosted(region) => region,
        }
    }

    /// The connection of that name.
    pub fn connection_named(&self, name: &str) -> Option<ConnectionId> {
        self.connections.find(|connection| connection.deleted.is_none() && connection.name.as_str() == name)
    }

    /// The policy of that name.
    pub fn policy_named(&self, name: &str) -> Option<PolicyId> {
        self.policies.find(|policy| policy.deleted.is_none() && policy.name.as_str() == name)
    }

    /// The Cloud PC of that name.
    pub fn cloud_pc_named(&self, name: &str) -> Option<CloudPcId> {
        self.cloud_pcs.find(|cloud_pc| cloud_pc.name.as_str() == name)
    }

    /// The connections that were not deleted.
    pub fn present_connections(&self) -> impl Iterator<Item = (ConnectionId, &Connection)> {
        self.connections.iter().filter(|(_, connection)| connection.deleted.is_none())
    }

    /// How many connections the tenant may have.
    pub fn connections_max(&self) -> usize {
        self.raised_limit.map_or(self.rules.connections_max(), |limit| limit as usize)
    }

    /// The lock that holds in a resource group, its own or its subscription's, and what put it there. The stricter one counts.
    pub fn lock_of(&self, group: ResourceGroupId) -> (Lock, RecordKey) {
        let of = &self.resource_groups[group];
        let above = &self.subscriptions[of.subscription];
        let inherited = above.lock != Lock::None && self.rules.holds(Rule::LocksAreInherited);
        if inherited && (of.lock == Lock::None || above.lock == Lock::ReadOnly) {
            (above.lock, above.locked_by)
        } else {
            (of.lock, of.changed_by)
        }
    }

    /// Frees an address with its network interface. A lock on the resource group keeps the interface from being
    /// deleted: the address stays taken, by nothing that anybody uses (service.md, *Health checks*). Says whether it is free.
    pub fn free_address(&mut self, subnet: SubnetId, group: ResourceGroupId, address: Address) -> bool {
        let locked = self.lock_of(group).0 != Lock::None;
        let of = &mut self.subnets[subnet];
        of.give_back(address);
        let kept = locked && self.rules.holds(Rule::LockKeepsInterfaces);
        if kept {
            of.orphans += 1;
            let group = &mut self.resource_groups[group];
            group.deployments = group.deployments.saturating_add(1).min(DEPLOYMENTS_MAX);
            match group.left_behind.iter_mut().find(|(of, _)| *of == subnet) {
                Some((_, count)) => *count += 1,
                None => group.left_behind.push((subnet, 1)),
            }
        }
        !kept
    }

    /// The settings that a Cloud PC goes by: those of its birth (overview, *Changing an Azure network connection*). None: it is in
    /// the Microsoft hosted network.
    pub fn settings_of<'a>(&'a self, placement: &'a Placement) -> Option<&'a Arc<ConnectionSettings>> {
        let over = placement.over.as_ref()?;
        Some(if self.rules.holds(Rule::SettingsFrozen) {
            &over.settings
        } else {
            &self.connections[over.connection].settings
        })
    }

    /// What a Cloud PC there has of a network of the tenant: its subnet.
    pub fn subnet_of(&self, placement: &Placement) -> Option<SubnetId> {
        self.settings_of(placement).map(|settings| settings.subnet)
    }

    /// The version of the password that a connection would use now: the one that was typed.
    pub fn password_of(&self, connection: ConnectionId) -> u32 {
        let of = &self.connections[connection];
        match of.settings.domain {
            Some(domain) if !self.rules.holds(Rule::PasswordGoesUnnoticed) => {
                self.domains[domain].join_account.password_version
            }
            _ => of.password_version,
        }
    }

    /// The virtual networks that a peering of this one leads to.
    pub fn peerings_of(&self, vnet: VnetId) -> impl Iterator<Item = (PeeringId, VnetId)> {
        let is_there = |id: PeeringId| !self.is_removed(Entity::Peering(id));
        let of = self.peerings.iter().filter_map(move |(id, peering)| Some((id, peering.other(vnet)?)));
        of.filter(move |&(id, _)| is_there(id))
    }

    /// The user of that name.
    pub fn user_named(&self, name: &str) -> Option<UserId> {
        self.users.find(|user| user.name.as_str() == name)
    }

    /// Adds the next numbered member to a group.
    pub fn add_member(&mut self, group: GroupId) -> UserId {
        let of = &mut self.groups[group];
        of.members += 1;
        let name = Name::new(numbered(&of.name, of.members));
        self.add_user(name.clone(), name, group)
    }

    /// Adds a user.
    pub fn add_user(&mut self, name: Name, title: Name, group: GroupId) -> UserId {
        let spread = self.stream("user", &name, Purpose::SignInSpread);
        let user = self.users.push(User {
            name,
            title,
            group,
            others: Vec::new(),
            further_of: None,
            further: Vec::new(),
            licensed: true,
            size: self.groups[group].size,
            member: true,
            changed_by: RecordKey::OPENED,
            cloud_only: false,
            client_trouble: None,
            per_user_mfa: None,
            cloud_pc: None,
            recoverable: None,
            last_sign_in: None,
            planned_sign_in: None,
            spread,
        });
        self.groups[group].people.push(user);
        user
    }

    /// Gives a person another licence of a size, whichever of those before is named: it has a name of its own, by which its Cloud PC
    /// is called for.
    pub fn add_licence(&mut self, user: UserId, name: Name, title: Name, size: Size) -> UserId {
        let first = self.users[user].further_of.unwrap_or(user);
        let further = self.add_user(name, title, self.users[first].group);
        let person = self.users[first].clone();
        for &group in &person.others {
            self.groups[group].people.push(further);
        }
        self.users[first].further.push(further);
        let of = &mut self.users[further];
        (of.further_of, of.size) = (Some(first), size);
        (of.others, of.member, of.cloud_only) = (person.others, person.member, person.cloud_only);
        (of.client_trouble, of.per_user_mfa) = (person.client_trouble, person.per_user_mfa);
        further
    }

    /// Everything that holds an address and capacity for a Cloud PC: of attempts that were not cleaned up, and where Cloud PCs move.
    pub fn held_placements(&self) -> impl Iterator<Item = &Placement> {
        let moving = self.cloud_pcs.values().filter_map(|cloud_pc| match &cloud_pc.work {
            Some(Work::Move(target, _)) => Some(target),
            _ => None,
        });
        let attempts = self.cloud_pcs.values().flat_map(|cloud_pc| &cloud_pc.attempts);
        let held = attempts.filter(|attempt| attempt.state != AttemptState::CleanedUp);
        held.filter_map(|attempt| attempt.placement.as_ref()).chain(moving)
    }

    /// Gives the world another seed. Nothing may have been drawn yet.
    pub fn reseed(&mut self, seed: u64) {
        self.seed = seed;
        for connection in self.connections.values_mut() {
            connection.gaps = Stream::new(seed, "connection", &connection.name, Purpose::Gap);
            connection.durations = Stream::new(seed, "connection", &connection.name, Purpose::RunDuration);
            connection.test_runs = Stream::new(seed, "connection", &connection.name, Purpose::TestRun);
        }
        for user in self.users.values_mut() {
            user.spread = Stream::new(seed, "user", &user.name, Purpose::SignInSpread);
        }
    }

    /// A fresh stream of draws for something of that kind and name.
    pub fn stream(&self, kind: &str, name: &Name, purpose: Purpose) -> Stream {
        Stream::new(self.seed, kind, name, purpose)
    }
}

/// The positions of a list where something else stands than before.
fn changed<I: Id, T: PartialEq>(now: &Arena<I, T>, before: &Arena<I, T>) -> Vec<usize> {
    let mut before = before.values();
    let is_other = |(position, item): (usize, &T)| (before.next() != Some(item)).then_some(position);
    now.values().enumerate().filter_map(is_other).collect()
}
