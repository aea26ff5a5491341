//! What each fault changes in the world, and what its repair changes back: to the world at the start, where that was
//! healthy, otherwise to the healthy default (decisions.md, *Health checks*).

use crate::command::{Fault, UdpBlock};
use crate::domain::directory::{SYNC_GOOD, SYNC_INTERVAL};
use crate::domain::region::is_supported;
use crate::domain::{
    Ailments, ControllerId, Deployment, DomainId, Entity, Lock, Outbound, RecordKey, ResourceGroupId,
    ResourceGroupState, Restriction, ScriptPolicy, SubnetState, SubscriptionState, UserId, Vnet, VnetId,
    VnetState, World, ordered,
};
use crate::path::service;

/// Puts something into a list that is kept in order, or takes it out.
fn keep<T: Ord + Copy>(list: &mut Vec<T>, item: T, inside: bool) {
    if inside {
        ordered::insert(list, item);
    } else {
        list.retain(|other| *other != item);
    }
}

/// Breaks something; with the world at the start, repairs it.
pub(super) fn set(fault: &Fault, world: &mut World, origin: Option<&World>, by: RecordKey) {
    let broken = origin.is_none();
    match fault {
        Fault::LinkDown { link: id } => {
            let link = &mut world.links[*id];
            (link.up, link.changed_by) = (!broken, by);
        }
        Fault::PeeringDown { peering: id } => {
            let peering = &mut world.peerings[*id];
            (peering.up, peering.changed_by) = (!broken, by);
        }
        Fault::ControllerDown { controller: id } => {
            let controller = &mut world.controllers[*id];
            (controller.up, controller.changed_by) = (!broken, by);
        }
        Fault::EntraIdDown {} => (world.entra_id.up, world.entra_id.changed_by) = (!broken, by),
        Fault::ResourceDown { resource: id } => {
            let resource = &mut world.resources[*id];
            (resource.up, resource.changed_by) = (!broken, by);
        }
        Fault::RegionTaken { region: id, others: count } => {
            let region = &mut world.regions[*id];
            let left = region.capacity.saturating_sub(region.ours);
            let others = match origin.map(|origin| origin.regions.get(*id)) {
                None => count.unwrap_or(left),
                Some(Some(then)) if then.others < then.capacity => then.others,
                Some(_) => 0,
            };
            (region.others, region.changed_by) = (others.min(left), by);
        }
        Fault::RegionUnsupported { region: id } => {
            let region = &mut world.regions[*id];
            region.supported = !broken && is_supported(&region.name);
            region.support_changed_by = by;
        }
        Fault::AddressesTaken { subnet: id, used: count } => {
            let subnet = &mut world.subnets[*id];
            let left = subnet.size().saturating_sub(subnet.held()).saturating_sub(subnet.orphans);
            let others = match origin.map(|origin| origin.subnets.get(*id)) {
                None => count.unwrap_or(left),
                Some(Some(then)) if then.used_by_others < then.size() => then.used_by_others,
                Some(_) => 0,
            };
            (subnet.used_by_others, subnet.changed_by) = (others.min(left), by);
        }
        Fault::SubnetBroken { subnet: id, how: state } => {
            let subnet = &mut world.subnets[*id];
            let state = if broken { *state } else { SubnetState::Ready };
            (subnet.state, subnet.state_changed_by) = (state, by);
        }
        Fault::SubscriptionBroken { .. }
        | Fault::AzurePolicyDenies { .. }
        | Fault::RegistrationMissing { .. }
        | Fault::SubscriptionRoleRemoved { .. }
        | Fault::ResourceGroupBroken { .. }
        | Fault::ResourceGroupLocked { .. }
        | Fault::SubscriptionLocked { .. }
        | Fault::DeploymentHistoryFull { .. }
        | Fault::ResourceGroupRoleRemoved { .. } => set_subscription(fault, world, broken, by),
        Fault::PreparationStuck {} => world.intune.preparation_stuck = broken.then_some(by),
        Fault::SecurityGroupDenies { subnet: id } => {
            world.subnets[*id].outbound_denied = broken.then_some(by);
        }
        Fault::EndpointsBlocked { .. }
        | Fault::EndpointBlocked { .. }
        | Fault::TagsOnly { .. }
        | Fault::TlsInspected { .. }
        | Fault::ForcedTunnel { .. }
        | Fault::OutboundClosed { .. }
        | Fault::UdpBlocked { .. }
        | Fault::AdPortsBlocked { .. }
        | Fault::VnetBroken { .. }
        | Fault::VnetLocked { .. }
        | Fault::DnsServersChanged { .. }
        | Fault::VnetRoleRemoved { .. } => set_vnet(fault, world, origin, by),
        Fault::ConnectOff {} => {
            let entra_id = &mut world.entra_id;
            (entra_id.connect_on, entra_id.connect_changed_by) = (!broken, by);
        }
        Fault::SyncSlow { interval } => {
            let entra_id = &mut world.entra_id;
            let meant =
                |origin: &World| entra_id.meant_interval_ms.unwrap_or(origin.entra_id.sync_interval_ms);
            entra_id.sync_interval_ms = match origin.map(meant) {
                None => *interval,
                Some(then) if then <= SYNC_GOOD.0 => then,
                Some(_) => SYNC_INTERVAL.0,
            };
            entra_id.connect_changed_by = by;
        }
        Fault::AccessBlocked { group, door } => {
            keep(&mut world.entra_id.blocked_groups, (*group, *door), broken);
            world.entra_id.access_changed_by = by;
        }
        Fault::PerUserMfa { user } => {
            for licence in world.licences_of(*user) {
                world.users[licence].per_user_mfa = broken.then_some(by);
            }
        }
        Fault::ClientFails { user, client } => {
            for licence in world.licences_of(*user) {
                world.users[licence].client_trouble = broken.then_some((*client, by));
            }
        }
        Fault::ClientsFail { group, client } => {
            world.groups[*group].client_trouble = broken.then_some((*client, by));
        }
        Fault::GatewayDown { geography } => {
            world.service.gateway_out.retain(|(other, _)| other != geography);
            if broken {
                world.service.gateway_out.push((*geography, by));
            }
        }
        Fault::SessionsForbiddenByIntune { group } => {
            world.groups[*group].sessions_forbidden = broken.then_some(by);
        }
        Fault::ManagedObjectGone { user } => {
            ail(world, *user, |ailments| ailments.managed_object_gone = broken.then_some(by));
        }
        Fault::DeviceObjectGone { user } => {
            ail(world, *user, |ailments| ailments.device_object_gone = broken.then_some(by));
        }
        Fault::IntuneRoleRemoved {} => (world.intune.reader_role, world.intune.changed_by) = (!broken, by),
        Fault::EnrollmentRestricted { restriction } => {
            world.intune.restriction = if broken { *restriction } else { Restriction::None };
            world.intune.changed_by = by;
        }
        Fault::ScriptsRestricted { scripts } => {
            world.intune.scripts = if broken { *scripts } else { ScriptPolicy::Allowed };
            world.intune.changed_by = by;
        }
        Fault::DeploymentFails { how: deployment } => {
            world.service.deployment = if broken { *deployment } else { Deployment::Works };
            world.service.changed_by = by;
        }
        Fault::CheckFails { check, how } => {
            let service = &mut world.service;
            service.failing.retain(|(failing, _)| failing != check);
            keep(&mut service.failing, (*check, *how), broken);
            service.changed_by = by;
        }
        Fault::SetupFails { step } => {
            keep(&mut world.service.failing_steps, *step, broken);
            world.service.changed_by = by;
        }
        Fault::AgentInTheWay { user } => {
            ail(world, *user, |ailments| ailments.agent_in_the_way = broken.then_some(by));
        }
        Fault::TrustBroken { user } => {
            ail(world, *user, |ailments| ailments.trust_broken = broken.then_some(by));
        }
        _ => set_domain(fault, world, origin, by),
    }
}

/// Who removes the last lock removes what it kept: the network interfaces, and their deployments.
fn clear_up(world: &mut World, group: ResourceGroupId) {
    if world.lock_of(group).0 != Lock::None {
        return;
    }
    let of = &mut world.resource_groups[group];
    of.deployments = 0;
    for (subnet, count) in of.left_behind.drain(..) {
        let subnet = &mut world.subnets[subnet];
        subnet.orphans = subnet.orphans.saturating_sub(count);
    }
}

fn set_subscription(fault: &Fault, world: &mut World, broken: bool, by: RecordKey) {
    match fault {
        Fault::SubscriptionBroken { subscription: id, how: state } => {
            let of = &mut world.subscriptions[*id];
            of.state = if broken { *state } else { SubscriptionState::Enabled };
            of.changed_by = by;
        }
        Fault::AzurePolicyDenies { subscription: id } => {
            let of = &mut world.subscriptions[*id];
            (of.policy_denies, of.changed_by) = (broken, by);
        }
        Fault::RegistrationMissing { subscription: id } => {
            let of = &mut world.subscriptions[*id];
            (of.registered, of.changed_by) = (!broken, by);
        }
        Fault::SubscriptionRoleRemoved { subscription: id } => {
            let of = &mut world.subscriptions[*id];
            (of.reader_role, of.changed_by) = (!broken, by);
        }
        Fault::ResourceGroupBroken { resource_group: id, how: state } => {
            let of = &mut world.resource_groups[*id];
            of.state = if broken { *state } else { ResourceGroupState::Ready };
            of.changed_by = by;
        }
        Fault::ResourceGroupLocked { resource_group: id, lock } => {
            let of = &mut world.resource_groups[*id];
            (of.lock, of.changed_by) = (if broken { *lock } else { Lock::None }, by);
            clear_up(world, *id);
        }
        Fault::SubscriptionLocked { subscription: id, lock } => {
            let of = &mut world.subscriptions[*id];
            (of.lock, of.locked_by) = (if broken { *lock } else { Lock::None }, by);
            let groups: Vec<_> = world.resource_groups.ids().collect();
            for group in groups.into_iter().filter(|_| !broken) {
                clear_up(world, group);
            }
        }
        Fault::DeploymentHistoryFull { resource_group: id } => {
            let of = &mut world.resource_groups[*id];
            (of.history_full, of.changed_by) = (broken, by);
            if !broken {
                of.deployments = 0;
            }
        }
        Fault::ResourceGroupRoleRemoved { resource_group: id } => {
            let of = &mut world.resource_groups[*id];
            (of.network_interface_contributor_role, of.changed_by) = (!broken, by);
        }
        _ => {}
    }
}

fn set_vnet(fault: &Fault, world: &mut World, origin: Option<&World>, by: RecordKey) {
    let broken = origin.is_none();
    match fault {
        Fault::EndpointsBlocked { vnet: id, service } => {
            let vnet = &mut world.vnets[*id];
            keep(&mut vnet.blocked, *service, broken);
            vnet.firewall_changed_by = by;
        }
        Fault::EndpointBlocked { vnet: id, endpoint } => {
            let blocked = &mut world.vnets[*id].endpoints_blocked;
            blocked.retain(|(of, _)| of != endpoint);
            blocked.extend(broken.then_some((*endpoint, by)));
        }
        Fault::TagsOnly { vnet: id } => world.vnets[*id].tags_only = broken.then_some(by),
        Fault::TlsInspected { vnet: id } => world.vnets[*id].inspected = broken.then_some(by),
        Fault::ForcedTunnel { vnet: id } => world.vnets[*id].forced_tunnel = broken.then_some(by),
        Fault::OutboundClosed { vnet: id } => {
            let vnet = &mut world.vnets[*id];
            vnet.outbound = match origin {
                None => Outbound::None,
                Some(origin) => meant_way_out(vnet, origin, *id),
            };
            vnet.firewall_changed_by = by;
        }
        Fault::UdpBlocked { vnet: id, way: which } => {
            let vnet = &mut world.vnets[*id];
            if matches!(which, UdpBlock::Stun | UdpBlock::Both) {
                vnet.udp.stun = !broken;
            }
            if matches!(which, UdpBlock::Turn | UdpBlock::Both) {
                vnet.udp.turn = !broken;
            }
            vnet.firewall_changed_by = by;
        }
        Fault::AdPortsBlocked { vnet: id } => {
            let vnet = &mut world.vnets[*id];
            (vnet.ad_ports_blocked, vnet.firewall_changed_by) = (broken, by);
        }
        Fault::VnetBroken { vnet: id, how: state } => {
            let vnet = &mut world.vnets[*id];
            (vnet.state, vnet.changed_by) = (if broken { *state } else { VnetState::Ready }, by);
        }
        Fault::DnsServersChanged { vnet: id, dns: servers } => {
            // Which servers a network used at the start, or got on purpose, is taken as meant.
            let then = |origin: &World| {
                let meant = world.vnets[*id].meant_dns.as_ref();
                let meant = meant.or_else(|| origin.vnets.get(*id).map(|then| &then.dns_servers));
                let there = |server: &&ControllerId| !world.is_removed(Entity::Controller(**server));
                meant.into_iter().flatten().filter(there).copied().collect()
            };
            let servers = origin.map_or_else(|| servers.clone(), then);
            let vnet = &mut world.vnets[*id];
            (vnet.dns_servers, vnet.dns_changed_by) = (servers, by);
        }
        Fault::VnetLocked { vnet: id, lock } => {
            let vnet = &mut world.vnets[*id];
            (vnet.lock, vnet.locked_by) = (if broken { *lock } else { Lock::None }, by);
        }
        Fault::VnetRoleRemoved { vnet: id } => {
            let vnet = &mut world.vnets[*id];
            (vnet.network_user_role, vnet.roles_changed_by) = (!broken, by);
        }
        _ => {}
    }
}

/// The way to the Internet that a network got on purpose, or had at the start, if it led anywhere.
fn meant_way_out(vnet: &Vnet, origin: &World, id: VnetId) -> Outbound {
    let had = || origin.vnets.get(id).filter(|_| has_way_out(origin, id)).map(|then| then.outbound);
    vnet.meant_outbound.filter(|way| *way != Outbound::None).or_else(had).unwrap_or(Outbound::NatGateway)
}

/// Whether all subnets of a virtual network have a way to the Internet.
fn has_way_out(world: &World, vnet: VnetId) -> bool {
    let subnets = world.subnets.iter().filter(|(_, subnet)| subnet.vnet == vnet);
    world.vnets[vnet].outbound != Outbound::None
        && subnets.into_iter().all(|(subnet, _)| service::way_out(world, subnet).is_ok())
}

/// Whether some connection would join a domain with another password than the present one.
fn has_stale_password(world: &World, domain: DomainId) -> bool {
    let version = world.domains[domain].join_account.password_version;
    world
        .present_connections()
        .any(|(_, of)| of.settings.domain == Some(domain) && of.password_version != version)
}

fn set_domain(fault: &Fault, world: &mut World, origin: Option<&World>, by: RecordKey) {
    let broken = origin.is_none();
    match fault {
        // Connections that were told the new password work: going back to the old one would break them.
        Fault::PasswordChanged { domain: id } if !broken && !has_stale_password(world, *id) => {}
        Fault::PasswordChanged { domain: id } => {
            let account = &mut world.domains[*id].join_account;
            if broken {
                account.passwords_set = account.passwords_set.saturating_add(1);
            }
            account.password_version = if broken { account.passwords_set } else { account.first_password };
            account.changed_by = by;
        }
        Fault::PasswordExpired { domain: id } => {
            let account = &mut world.domains[*id].join_account;
            (account.expired, account.changed_by) = (broken, by);
        }
        Fault::AccountLocked { domain: id } => {
            let account = &mut world.domains[*id].join_account;
            (account.locked, account.changed_by) = (broken, by);
        }
        Fault::JoinRightRemoved { domain: id } => {
            let account = &mut world.domains[*id].join_account;
            (account.may_join, account.changed_by) = (!broken, by);
        }
        Fault::DelegationRemoved { domain: id } => {
            let account = &mut world.domains[*id].join_account;
            (account.delegated, account.joined, account.changed_by) = (!broken, 0, by);
        }
        Fault::OrganizationalUnitRemoved { domain: id, unit } => {
            let domain = &mut world.domains[*id];
            domain.organizational_units.retain(|other| !other.eq_ignore_ascii_case(unit));
            if let Some(origin) = origin {
                // At its old place among those that are there now; one that never was there comes last.
                let then = origin.domains.get(*id).map_or(&[][..], |then| &then.organizational_units);
                let old = then.iter().position(|other| other.eq_ignore_ascii_case(unit));
                let before = &then[..old.unwrap_or(then.len())];
                let place =
                    domain.organizational_units.iter().take_while(|&other| before.contains(other)).count();
                let unit = old.map_or(unit, |old| &then[old]).clone();
                domain.organizational_units.insert(place, unit);
            }
            domain.units_changed_by = by;
        }
        Fault::SessionsForbiddenInUnit { domain: id, unit } => {
            let domain = &mut world.domains[*id];
            domain.units_without_sessions.retain(|(other, _)| !other.eq_ignore_ascii_case(unit));
            if broken {
                domain.units_without_sessions.push((unit.clone(), by));
            }
        }
        Fault::ComputerMoved { domain: id } => {
            let domain = &mut world.domains[*id];
            (domain.computer_moved, domain.computers_changed_by) = (broken, by);
        }
        Fault::ServiceRecordsMissing { domain: id } => {
            let domain = &mut world.domains[*id];
            (domain.service_records, domain.zone_changed_by) = (!broken, by);
        }
        Fault::KerberosServerRemoved { domain: id } => {
            let domain = &mut world.domains[*id];
            (domain.kerberos_server, domain.kerberos_changed_by) = (!broken, by);
        }
        Fault::SyncScopeChanged { domain: id } => {
            let domain = &mut world.domains[*id];
            (domain.in_sync_scope, domain.sync_changed_by) = (!broken, by);
        }
        Fault::ConnectionPointMissing { domain: id } => {
            let domain = &mut world.domains[*id];
            (domain.connection_point, domain.sync_changed_by) = (!broken, by);
        }
        _ => {}
    }
}

/// Changes what ails somebody's Cloud PC; the one that can be recovered, where there is no other.
fn ail(world: &mut World, user: UserId, change: impl FnOnce(&mut Ailments)) {
    let of = &world.users[user];
    let cloud_pc = of.cloud_pc.or(of.recoverable.map(|kept| kept.cloud_pc));
    if let Some(cloud_pc) = cloud_pc {
        change(&mut world.cloud_pcs[cloud_pc].ailments);
    }
}
