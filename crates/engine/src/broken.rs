//! What is broken now, thing by thing: one line each, with what made it so. Screens show it where the thing stands; a test
//! strikes every fault of the catalogue and finds its line.

use crate::domain::directory::{MACHINE_ACCOUNT_QUOTA, SYNC_GOOD};
use crate::domain::region::is_supported;
use crate::domain::{
    AdDomain, ClientTrouble, Deployment, DomainId, Entity, Lock, Name, Offset, Outbound, RecordKey,
    ResourceGroupState, Restriction, ScriptPolicy, SubnetId, SubnetState, SubscriptionState, VnetId,
    VnetState, World,
};
use crate::health::checks::is_distinguished_name;
use crate::path::service;
use crate::words;
use crate::{Detail, Simulation};

/// Something that is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// What.
    pub entity: Entity,
    /// How, in words that follow its name.
    pub words: String,
    /// What made it so.
    pub because: RecordKey,
}

/// Collects lines.
struct Lines<'a>(Vec<Broken>, &'a World);

impl Lines<'_> {
    fn add(&mut self, is_so: bool, entity: Entity, words: impl Into<String>, because: RecordKey) {
        if is_so && !self.1.is_removed(entity) {
            self.0.push(Broken { entity, words: words.into(), because });
        }
    }

    /// The same of what keeps its own cause: none, and it is well.
    fn add_if(&mut self, because: Option<RecordKey>, entity: Entity, words: impl Into<String>) {
        if let Some(because) = because {
            self.add(true, entity, words, because);
        }
    }
}

/// Everything that is broken at this moment of a run.
pub fn broken(simulation: &Simulation) -> Vec<Broken> {
    let world = simulation.world();
    let mut lines = Lines(Vec::new(), world);
    for (id, of) in world.links.iter() {
        lines.add(!of.up, Entity::Link(id), "is down", of.changed_by);
    }
    for (id, of) in world.peerings.iter() {
        lines.add(!of.up, Entity::Peering(id), "is down", of.changed_by);
    }
    for (id, of) in world.controllers.iter() {
        lines.add(!of.up, Entity::Controller(id), "does not answer", of.changed_by);
    }
    for (id, of) in world.resources.iter() {
        lines.add(!of.up, Entity::Resource(id), "does not answer", of.changed_by);
    }
    for (id, of) in world.regions.iter() {
        let entity = Entity::Region(id);
        // What never was supported is nothing that broke.
        let lost = !of.supported && is_supported(&of.name);
        lines.add(lost, entity, "is not supported by Windows 365", of.support_changed_by);
        lines.add(of.free() == 0, entity, "has no capacity left", of.changed_by);
    }
    for id in world.vnets.ids() {
        vnet(world, id, &mut lines);
    }
    for (id, of) in world.subnets.iter() {
        let entity = Entity::Subnet(id);
        let words = match of.state {
            SubnetState::Ready => "",
            SubnetState::Invalid => "cannot be used",
            SubnetState::Delegated => "is delegated to another service",
            SubnetState::ExternalResources => "holds resources of others",
        };
        lines.add(!words.is_empty(), entity, words, of.state_changed_by);
        lines.add(of.free() == 0, entity, "has no address left", of.changed_by);
        lines.add_if(of.outbound_denied, entity, "is denied the way to the Internet");
    }
    subscriptions(world, &mut lines);
    for id in world.domains.ids() {
        // What was removed on purpose is not missed.
        let changed = simulation.record(world.domains[id].units_changed_by).map(|record| &record.detail);
        let on_purpose = matches!(changed, Some(Detail::EnvironmentChanged(_)));
        let then = simulation.setup().world.domains.get(id).filter(|_| !on_purpose);
        domain(world, then, id, &mut lines);
    }
    services(world, &mut lines);
    people(world, &mut lines);
    // Mostly there are none: ten thousand people need not be asked for that.
    let ailing =
        world.cloud_pcs.values().any(|of| of.ailments.all().iter().any(|(_, because)| because.is_some()));
    for (id, of) in world.users.iter().filter(|_| ailing) {
        let ailments = of.cloud_pc.map(|cloud_pc| world.cloud_pcs[cloud_pc].ailments.all());
        for (words, because) in ailments.into_iter().flatten() {
            if let Some(because) = because {
                lines.add(true, Entity::User(id), words::has_a_cloud_pc(words), because);
            }
        }
    }
    lines.0
}

/// What is broken where people stand: their clients, and what is asked of them or forbidden to their Cloud PCs.
fn people(world: &World, lines: &mut Lines<'_>) {
    for (id, of) in world.groups.iter() {
        let entity = Entity::Group(id);
        client(entity, of.client_trouble, lines);
        lines.add_if(of.sessions_forbidden, entity, "has Cloud PCs to which Intune forbids remote sessions");
    }
    // What is of a person is told once, whatever licences there are.
    for (id, of) in world.users.iter().filter(|(_, of)| of.further_of.is_none()) {
        let entity = Entity::User(id);
        client(entity, of.client_trouble, lines);
        lines.add_if(of.per_user_mfa, entity, "has per-user multifactor authentication");
    }
}

fn client(of: Entity, trouble: Option<(ClientTrouble, RecordKey)>, lines: &mut Lines<'_>) {
    let Some((trouble, because)) = trouble else { return };
    let what = match trouble {
        ClientTrouble::App => "an app",
        ClientTrouble::Every => "a device",
    };
    lines.add(true, of, words::client_fails(what), because);
}

fn vnet(world: &World, id: VnetId, lines: &mut Lines<'_>) {
    let of = &world.vnets[id];
    let entity = Entity::Vnet(id);
    let words = match of.state {
        VnetState::Ready => "",
        VnetState::Invalid => "cannot be used",
        VnetState::BeingMoved => "is being moved",
    };
    lines.add(!words.is_empty(), entity, words, of.changed_by);
    lines.add(of.lock != Lock::None, entity, locked(of.lock), of.locked_by);
    let there = |of: &SubnetId| world.subnets[*of].vnet == id && !world.is_removed(Entity::Subnet(*of));
    let subnets = || world.subnets.ids().filter(there);
    // What a subnet alone is denied stands there.
    let closed = subnets()
        .filter(|&subnet| world.subnets[subnet].outbound_denied.is_none())
        .find_map(|subnet| service::way_out(world, subnet).err())
        .or_else(|| (of.outbound == Outbound::None).then_some(of.firewall_changed_by));
    lines.add_if(closed, entity, "has no way to the Internet");
    let blocked: Vec<&str> = of.blocked.iter().map(|service| service.title()).collect();
    lines.add(!blocked.is_empty(), entity, format!("blocks {}", blocked.join(", ")), of.firewall_changed_by);
    for (endpoint, because) in &of.endpoints_blocked {
        lines.add(true, entity, format!("blocks {}", endpoint.name), *because);
    }
    lines.add_if(of.tags_only, entity, "lets through what FQDN tags carry, and nothing else");
    lines.add_if(of.inspected, entity, "has its encrypted traffic inspected");
    lines.add_if(of.forced_tunnel, entity, "sends everything on-premises");
    let udp = match (of.udp.stun, of.udp.turn) {
        (true, true) => "",
        (false, true) => "blocks UDP to STUN",
        (true, false) => "blocks UDP to TURN",
        (false, false) => "blocks UDP",
    };
    lines.add(!udp.is_empty(), entity, udp, of.firewall_changed_by);
    lines.add(of.ad_ports_blocked, entity, "blocks the ports of Active Directory", of.firewall_changed_by);
    let silent = subnets().find_map(|subnet| service::names(world, subnet).err());
    match silent {
        Some(because) => lines.add(true, entity, "has DNS servers that answer nobody", because),
        None => {
            // What was changed during the run is worth a line; how it was at the start is as it should be.
            let changed = of.dns_changed_by != RecordKey::OPENED;
            lines.add(
                changed && asks_in_vain(world, id),
                entity,
                "has DNS servers that do not know the domain",
                of.dns_changed_by,
            );
        }
    }
    let role = "does not let Windows 365 join its subnets";
    lines.add(!of.network_user_role, entity, role, of.roles_changed_by);
}

/// Whether hybrid connections of a network find no DNS server that knows their domain, though it is there.
fn asks_in_vain(world: &World, id: VnetId) -> bool {
    let of = &world.vnets[id];
    let domains = world
        .present_connections()
        .filter(|(_, connection)| world.vnet_of(connection.settings.subnet) == id)
        .filter_map(|(_, connection)| connection.settings.domain);
    let known = |domain: DomainId| {
        of.resolver || of.dns_servers.iter().any(|&server| world.controllers[server].domain == domain)
    };
    domains.into_iter().any(|domain| !known(domain))
}

const fn locked(lock: Lock) -> &'static str {
    match lock {
        Lock::None => "",
        Lock::ReadOnly => "has a read-only lock",
        Lock::Delete => "has a delete lock",
    }
}

fn subscriptions(world: &World, lines: &mut Lines<'_>) {
    for (id, of) in world.subscriptions.iter() {
        let entity = Entity::Subscription(id);
        let words = match of.state {
            SubscriptionState::Enabled => "",
            SubscriptionState::Disabled => "is disabled",
            SubscriptionState::NotFound => "is not found",
            SubscriptionState::Transferred => "was transferred",
            SubscriptionState::Impaired => "cannot be used",
        };
        lines.add(!words.is_empty(), entity, words, of.changed_by);
        lines.add(
            of.policy_denies,
            entity,
            "has a policy that forbids what Windows 365 makes",
            of.changed_by,
        );
        lines.add(of.lock != Lock::None, entity, locked(of.lock), of.locked_by);
        lines.add(!of.registered, entity, "lacks the registration of resource providers", of.changed_by);
        lines.add(!of.reader_role, entity, "does not give Windows 365 the Reader role", of.changed_by);
    }
    for (id, of) in world.resource_groups.iter() {
        let entity = Entity::ResourceGroup(id);
        let words = match of.state {
            ResourceGroupState::Ready => "",
            ResourceGroupState::Deleted => "is deleted",
            ResourceGroupState::BeingDeleted => "is being deleted",
        };
        lines.add(!words.is_empty(), entity, words, of.changed_by);
        lines.add(of.lock != Lock::None, entity, locked(of.lock), of.changed_by);
        lines.add(of.history_full, entity, "has a full deployment history", of.changed_by);
        let role = "does not let Windows 365 make network interfaces";
        lines.add(!of.network_interface_contributor_role, entity, role, of.changed_by);
    }
}

fn domain(world: &World, then: Option<&AdDomain>, id: DomainId, lines: &mut Lines<'_>) {
    let of: &AdDomain = &world.domains[id];
    let entity = Entity::Domain(id);
    let account = &of.join_account;
    let by = account.changed_by;
    lines.add(account.locked, entity, "has a locked join account", by);
    lines.add(account.expired, entity, "has a join account with an expired password", by);
    let stale = world.present_connections().any(|(_, connection)| {
        connection.settings.domain == Some(id) && connection.password_version != account.password_version
    });
    lines.add(stale, entity, "has a password for its join account that a connection does not know", by);
    lines.add(!account.may_join, entity, "does not let its join account create computers", by);
    let quota = if account.joined >= MACHINE_ACCOUNT_QUOTA {
        "has a join account whose quota of computers is used up"
    } else {
        "lets its join account join ten computers only"
    };
    lines.add(!account.delegated, entity, quota, by);
    let lacking = |unit: &Name| !of.organizational_units.iter().any(|known| known.eq_ignore_ascii_case(unit));
    let wanted = world.present_connections().filter(|(_, of)| of.settings.domain == Some(id));
    // What no domain could have is a slip of the connection, and its check says so.
    let wanted = wanted
        .filter_map(|(_, of)| of.settings.organizational_unit.as_ref())
        .filter(|unit| is_distinguished_name(unit));
    // A domain that was made during the run had none at the start.
    let then = then.into_iter().flat_map(|then| &then.organizational_units);
    let lost = then.chain(wanted).any(lacking);
    lines.add(lost, entity, "lacks an organizational unit", of.units_changed_by);
    lines.add(
        of.computer_moved,
        entity,
        "has the computer of the trial join elsewhere",
        of.computers_changed_by,
    );
    for (unit, because) in &of.units_without_sessions {
        lines.add(true, entity, words::forbids_sessions(unit), *because);
    }
    lines.add(!of.service_records, entity, "has no service records in DNS", of.zone_changed_by);
    lines.add(!of.kerberos_server, entity, "has no Kerberos server object", of.kerberos_changed_by);
    lines.add(!of.in_sync_scope, entity, "is out of the scope of Entra Connect", of.sync_changed_by);
    lines.add(!of.connection_point, entity, "has no service connection point", of.sync_changed_by);
}

fn services(world: &World, lines: &mut Lines<'_>) {
    let of = &world.entra_id;
    lines.add(!of.up, Entity::EntraId, "does not answer", of.changed_by);
    lines.add(
        !of.connect_on,
        Entity::EntraId,
        "gets no devices: Entra Connect is off",
        of.connect_changed_by,
    );
    let interval = Offset(of.sync_interval_ms);
    let slow = words::gets_devices_every(&interval.words());
    lines.add(interval > SYNC_GOOD, Entity::EntraId, slow, of.connect_changed_by);
    for &(group, door) in &of.blocked_groups {
        let words = match door {
            None => "is blocked by Conditional Access".to_owned(),
            Some(door) => words::blocked_at(door.title()),
        };
        lines.add(true, Entity::Group(group), words, of.access_changed_by);
    }
    let of = &world.intune;
    lines.add(
        !of.reader_role,
        Entity::Intune,
        "does not let Windows 365 read its restrictions",
        of.changed_by,
    );
    let restriction = match of.restriction {
        Restriction::None => "",
        Restriction::Default => "keeps Windows devices out by its default restriction",
        Restriction::Custom => "may keep Windows devices out by a restriction",
    };
    lines.add(!restriction.is_empty(), Entity::Intune, restriction, of.changed_by);
    let scripts = match of.scripts {
        ScriptPolicy::Allowed => "",
        ScriptPolicy::AllSigned => "lets signed PowerShell scripts run only",
        ScriptPolicy::Blocked => "keeps PowerShell scripts from running",
    };
    lines.add(!scripts.is_empty(), Entity::Intune, scripts, of.changed_by);
    lines.add_if(of.preparation_stuck, Entity::Intune, "does not install the apps of device preparation");
    let of = &world.service;
    let deployment = match of.deployment {
        Deployment::Works => "",
        Deployment::Canceled => "has its temporary VMs cancelled",
        Deployment::NoCapacity => "gets no capacity for temporary VMs",
    };
    lines.add(!deployment.is_empty(), Entity::Service, deployment, of.changed_by);
    let checks: Vec<&str> = of.failing.iter().map(|(check, _)| check.entry().short).collect();
    lines.add(!checks.is_empty(), Entity::Service, words::fails_checks(&checks.join(", ")), of.changed_by);
    for (geography, because) in &of.gateway_out {
        let words = match geography {
            None => "has a gateway that does not answer".to_owned(),
            Some(geography) => words::gateway_out(geography.title()),
        };
        lines.add(true, Entity::Service, words, *because);
    }
    let steps: Vec<&str> = of.failing_steps.iter().map(|step| step.words()).collect();
    lines.add(!steps.is_empty(), Entity::Service, words::fails_steps(&steps.join(", ")), of.changed_by);
}
