//! Sign-in: a route of hops through the world as it is now. The first hop that fails decides.
//!
//! Hybrid Cloud PCs ask a domain controller over the network of the settings they were born with; Entra joined ones ask
//! Microsoft Entra ID. Cached credentials are never used, and the connection's status is never asked: the path is
//! (overview, *User sign-in*; decisions.md, *Provisioning and sign-in*).

use std::sync::Arc;

use crate::command::UserAction;
use crate::domain::endpoint::EndpointService;
use crate::domain::id::Id as _;
use crate::domain::{
    AccessDoor, Ailments, ClientTrouble, CloudPc, CloudPcId, CloudPcStatus, ConnectionSettings, ControllerId,
    DomainId, Entity, EntityKind, Geography, GroupId, Hop, HopVerdict, Instant, LastSignIn, Name, Offset,
    Outbound, Place, Placement, PolicyId, RecordKey, RecordKind, RegionId, ResourceId, Rule, Session,
    SessionQuality, SignInProblem, SubnetId, User, UserId, VnetId, World,
};
use crate::event::Event;
use crate::health::checks;
use crate::path::service::{self, Hindrance, Unreached};
use crate::path::{self, Obstacle, Way};
use crate::record::Detail;
use crate::state::State;

/// The most hops that a route has.
pub const HOPS_MAX: usize = 12;

impl SignInProblem {
    /// What is wrong, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ClientFails => {
                "The client on the user's device does not connect: an update or a tunnel is in the way."
            }
            Self::GatewayDown => "The gateway does not answer: the service is out.",
            Self::PromptOnLink => {
                "A Windows 365 Link shows no prompt: it needs single sign-on, and a connection that was allowed before."
            }
            Self::SessionsForbidden => "A policy forbids remote sessions to the Cloud PC.",
            Self::CloudLoginBlocked => {
                "Conditional Access blocks Windows Cloud Login: single sign-on ends in the session."
            }
            Self::DeviceObjectGone => {
                "The Cloud PC's device object in Microsoft Entra ID is disabled or deleted."
            }
            Self::PerUserMfa => {
                "Per-user multifactor authentication is asked for in the session, and a password is all that can be given."
            }
            Self::EntraIdDown => "Microsoft Entra ID does not answer.",
            Self::ConditionalAccess => "Conditional Access blocks the sign-in.",
            Self::NoCloudPc => "There is no Cloud PC yet.",
            Self::CloudPcNotReady => "The Cloud PC is not provisioned.",
            Self::SessionBlocked => {
                "Nothing in the Cloud PC listens for the session of Azure Virtual Desktop."
            }
            Self::NamesFail => "No DNS server of the virtual network answers: the Cloud PC finds no service.",
            Self::PlatformBlocked => {
                "The network blocks Azure's platform addresses: the Cloud PC reports no health and gets no session."
            }
            Self::EntraIdBlocked => "The network blocks Microsoft Entra ID.",
            Self::NoLink => "The virtual network has no link and no peering that leads there.",
            Self::LinkDown => "The link to on-premises is down.",
            Self::PeeringDown => "The peering is down.",
            Self::DnsFails => "No DNS server of the virtual network resolves the domain.",
            Self::NoController => "The domain has no domain controller.",
            Self::PortsBlocked => "A firewall closes the ports of Active Directory.",
            Self::ControllerDown => "No domain controller answers.",
            Self::TrustBroken => "The domain does not trust the Cloud PC's computer account.",
            Self::CloudOnlyUser => "The domain does not know the user, who is in Microsoft Entra ID alone.",
            Self::ResourceDown => "The network resource does not answer.",
            Self::NotFromHosted => "The Microsoft hosted network leads to no network of the tenant.",
        }
    }

    /// What those expect who know laptops: a domain that is out of reach keeps nobody out of them.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::NoLink
            | Self::LinkDown
            | Self::PeeringDown
            | Self::DnsFails
            | Self::NoController
            | Self::PortsBlocked
            | Self::ControllerDown => "Cached credentials do not help here.",
            _ => "",
        }
    }
}

impl SessionQuality {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Udp => "straight over UDP",
            Self::Turn => "over UDP, relayed by TURN",
            Self::Tcp => "over TCP: UDP is blocked",
        }
    }
}

/// Where a route ends before its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failed {
    /// The place that fails.
    pub place: Place,
    /// Why.
    pub problem: SignInProblem,
    /// What made it so.
    pub because: RecordKey,
}

/// The hops of one sign-in, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Route {
    hops: [Hop; HOPS_MAX],
    count: usize,
    failed: Option<Failed>,
    /// The domain controller that answered.
    pub controller: Option<ControllerId>,
    /// The Cloud PC, if there is one.
    pub cloud_pc: Option<CloudPcId>,
}

impl Route {
    const fn new() -> Self {
        let hop = Hop { place: Place::Device, verdict: HopVerdict::NotReached };
        Self { hops: [hop; HOPS_MAX], count: 0, failed: None, controller: None, cloud_pc: None }
    }

    /// Adds a hop that lets pass. After a failure, hops are not reached any more.
    #[inline]
    fn pass(&mut self, place: Place) {
        let verdict = if self.failed.is_some() { HopVerdict::NotReached } else { HopVerdict::Passed };
        self.add(Hop { place, verdict });
    }

    /// Adds a hop that lets pass or not.
    fn attempt(&mut self, place: Place, outcome: Result<(), Failure>) {
        match outcome {
            Err((problem, because)) if self.failed.is_none() => {
                self.failed = Some(Failed { place, problem, because });
                self.add(Hop { place, verdict: HopVerdict::Failed(problem) });
            }
            _ => self.pass(place),
        }
    }

    #[inline]
    fn add(&mut self, hop: Hop) {
        if let Some(free) = self.hops.get_mut(self.count) {
            *free = hop;
            self.count += 1;
        }
    }

    /// Lets the last hop fail after all.
    fn retract(&mut self, place: Place, failure: Failure) {
        if self.failed.is_none() && self.count > 0 {
            self.count -= 1;
            self.attempt(place, Err(failure));
        }
    }

    /// The hops.
    pub fn hops(&self) -> &[Hop] {
        &self.hops[..self.count]
    }

    /// The hop at which it ends, and why.
    pub const fn failure(&self) -> Option<Failed> {
        self.failed
    }
}

/// The route of a user's sign-in, as the world is now.
pub fn route(world: &World, user: UserId) -> Route {
    route_with(world, user, With::App)
}

/// The same with what somebody came with.
pub fn route_with(world: &World, user: UserId, with: With) -> Route {
    route_joined(world, user, with, |domain| domain)
}

/// The route as it would be, were the Cloud PC in its place joined the other way: to Microsoft Entra ID alone, or to the first domain
/// that there is. None: the user has no Cloud PC in a place, or there is no domain.
pub fn route_otherwise(world: &World, user: UserId) -> Option<Route> {
    let cloud_pc = &world.cloud_pcs[world.users[user].cloud_pc?];
    let domain = world.settings_of(cloud_pc.placement()?)?.domain;
    let first = || {
        world
            .present(EntityKind::Domain)
            .find_map(|of| if let Entity::Domain(id) = of { Some(id) } else { None })
    };
    let other = if domain.is_some() { None } else { Some(first()?) };
    Some(route_joined(world, user, With::App, |_| other))
}

/// The route, with the domain that a Cloud PC is joined to told by `joined`.
fn route_joined(
    world: &World,
    user: UserId,
    with: With,
    joined: impl FnOnce(Option<DomainId>) -> Option<DomainId>,
) -> Route {
    let mut route = Route::new();
    let of = &world.users[user];
    let entra_id = asks_entra_id(world);
    route.attempt(Place::Device, client(world, of, with));
    route.attempt(Place::Gateway, gateway(world, of));
    let doors = [AccessDoor::Windows365, AccessDoor::AzureVirtualDesktop];
    let let_in = access(world, of, &doors, SignInProblem::ConditionalAccess);
    route.attempt(Place::EntraId, entra_id.and(let_in));

    let Some(id) = of.cloud_pc else {
        route.attempt(Place::CloudPc(None), Err((SignInProblem::NoCloudPc, RecordKey::OPENED)));
        return route;
    };
    route.cloud_pc = Some(id);
    let cloud_pc = &world.cloud_pcs[id];
    let Some(placement) = cloud_pc.placement().filter(|_| cloud_pc.status.is_ready()) else {
        let because = cloud_pc.not_ready_because();
        route.attempt(Place::CloudPc(Some(id)), Err((SignInProblem::CloudPcNotReady, because)));
        return route;
    };
    let settings = world.settings_of(placement);
    let single_sign_on = !prompts(world, id);
    let door = &[AccessDoor::WindowsCloudLogin];
    let cloud_login =
        if single_sign_on { access(world, of, door, SignInProblem::CloudLoginBlocked) } else { Ok(()) };
    let prompted = shows_prompts(world, cloud_pc, with, single_sign_on);
    route.attempt(Place::CloudPc(Some(id)), listens(world, cloud_pc).and(cloud_login).and(prompted));
    let Some(settings) = settings else {
        route.pass(Place::HostedNetwork);
        route.attempt(Place::EntraIdFromCloudPc, entra_id.and(knows(world, cloud_pc, of, single_sign_on)));
        return route;
    };
    route.pass(Place::NetworkInterface);
    route.pass(Place::Subnet(settings.subnet));
    let asked = match joined(settings.domain) {
        None if !world.rules.holds(Rule::EntraJoinNeedsNoDomain) => world.domains.ids().next(),
        Some(_) if !world.rules.holds(Rule::HybridAsksController) => return route,
        domain => domain,
    };
    match asked {
        None => {
            let lets_in = entra_id.and(knows(world, cloud_pc, of, single_sign_on));
            pass_entra_id(&mut route, world, settings.subnet, lets_in);
        }
        Some(domain) => {
            let signed_in_before = of.last_sign_in.is_some_and(|last| last.failed.is_none());
            if signed_in_before && !world.rules.holds(Rule::NoCachedCredentials) {
                return route;
            }
            pass_domain(&mut route, world, settings.subnet, domain);
            if of.cloud_only && world.rules.holds(Rule::SyncedIdentityNeeded) {
                let failure = (SignInProblem::CloudOnlyUser, RecordKey::OPENED);
                route.retract(Place::Controller(domain, route.controller), failure);
            }
            // A computer account that there is not loses no trust.
            let trust_broken = cloud_pc.ailments.trust_broken.filter(|_| settings.domain.is_some());
            if let Some(because) = trust_broken {
                route.retract(
                    Place::Controller(domain, route.controller),
                    (SignInProblem::TrustBroken, because),
                );
            }
        }
    }
    route
}

/// What somebody signs in with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum With {
    /// The app.
    #[default]
    App,
    /// A browser.
    Browser,
    /// A Windows 365 Link: a device that does nothing else.
    Link,
}

impl With {
    /// What somebody came with who did this; none: who did something else.
    pub const fn of(action: &UserAction) -> Option<Self> {
        match action {
            UserAction::SignIn { .. } => Some(Self::App),
            UserAction::SignInByBrowser { .. } => Some(Self::Browser),
            UserAction::SignInByLink { .. } => Some(Self::Link),
            _ => None,
        }
    }
}

/// Whether what somebody signs in with comes through.
fn client(world: &World, of: &User, with: With) -> Result<(), Failure> {
    let of_groups = groups(of).map(|group| world.groups[group].client_trouble);
    let troubles = std::iter::once(of.client_trouble).chain(of_groups);
    let is_hit = |(trouble, _): &(ClientTrouble, RecordKey)| {
        let with_it = match with {
            With::App => true,
            With::Browser => *trouble == ClientTrouble::Every,
            // That is another device.
            With::Link => false,
        };
        with_it && world.rules.holds(Rule::ClientComesFirst)
    };
    let hit = troubles.flatten().find(is_hit);
    hit.map_or(Ok(()), |(_, because)| Err((SignInProblem::ClientFails, because)))
}

/// Whether what somebody signs in with can show what is asked for in the connection.
fn shows_prompts(world: &World, cloud_pc: &CloudPc, with: With, single_sign_on: bool) -> Result<(), Failure> {
    if with != With::Link || !world.rules.holds(Rule::LinkShowsNoPrompt) {
        return Ok(());
    }
    let policy = &world.policies[cloud_pc.policy];
    let because = if !single_sign_on {
        // Where the policy has it, it is the domain that lacks what it needs.
        let domain = cloud_pc.placement().and_then(Placement::domain).filter(|_| policy.single_sign_on);
        domain.map_or(policy.single_sign_on_by, |domain| world.domains[domain].kerberos_changed_by)
    } else if !cloud_pc.allowed && world.rules.holds(Rule::ConsentOnNewCloudPcs) {
        cloud_pc.last_attempt().map_or(RecordKey::OPENED, |attempt| attempt.record)
    } else {
        return Ok(());
    };
    Err((SignInProblem::PromptOnLink, because))
}

/// Whether the gateway answers for somebody's Cloud PC.
fn gateway(world: &World, of: &User) -> Result<(), Failure> {
    let out = &world.service.gateway_out;
    if out.is_empty() || !world.rules.holds(Rule::GatewayCarriesSessions) {
        return Ok(());
    }
    let placement = of.cloud_pc.and_then(|id| world.cloud_pcs[id].placement());
    let geography = placement.and_then(|placement| Geography::of(&world.regions[placement.region].name));
    let is_hit = |(place, _): &&(Option<Geography>, RecordKey)| place.is_none() || *place == geography;
    if let Some((_, because)) = out.iter().find(is_hit) {
        return Err((SignInProblem::GatewayDown, *because));
    }
    Ok(())
}

/// The groups of somebody.
fn groups(of: &User) -> impl Iterator<Item = GroupId> {
    of.member.then_some(of.group).into_iter().chain(of.others.iter().copied())
}

/// Whether Conditional Access lets somebody pass some doors.
fn access(world: &World, of: &User, doors: &[AccessDoor], problem: SignInProblem) -> Result<(), Failure> {
    // Who blocks everything blocks the first door.
    let is_blocked = |(blocked, at): &(GroupId, Option<AccessDoor>)| {
        groups(of).any(|group| group == *blocked)
            && at.map_or(doors.contains(&AccessDoor::Windows365), |door| doors.contains(&door))
    };
    let blocked = world.entra_id.blocked_groups.iter().any(is_blocked);
    if blocked && world.rules.holds(Rule::ConditionalAccessBlocks) {
        Err((problem, world.entra_id.access_changed_by))
    } else {
        Ok(())
    }
}

/// Whether Microsoft Entra ID lets somebody into the session of a Cloud PC that is joined to it: it must know the device, and what it
/// asks for besides a password can be given with single sign-on only.
fn knows(world: &World, cloud_pc: &CloudPc, of: &User, single_sign_on: bool) -> Result<(), Failure> {
    if let Some(because) = cloud_pc.ailments.device_object_gone
        && world.rules.holds(Rule::DeviceObjectNeeded)
    {
        return Err((SignInProblem::DeviceObjectGone, because));
    }
    match of.per_user_mfa {
        Some(because) if !single_sign_on && world.rules.holds(Rule::PerUserMfaNeedsSingleSignOn) => {
            Err((SignInProblem::PerUserMfa, because))
        }
        _ => Ok(()),
    }
}

/// What forbids remote sessions to a Cloud PC: a group policy on its organizational unit or above it, or Intune.
fn forbidden(world: &World, cloud_pc: &CloudPc, settings: Option<&ConnectionSettings>) -> Option<RecordKey> {
    if !world.rules.holds(Rule::PolicyForbidsSessions) {
        return None;
    }
    let of_unit = || {
        let settings = settings?;
        let domain = &world.domains[settings.domain?];
        if domain.units_without_sessions.is_empty() {
            return None;
        }
        let unit = match &settings.organizational_unit {
            Some(unit) => unit.to_ascii_lowercase(),
            // Where none is named, computers stand in the container of the domain.
            None => format!("cn=computers,dc={}", domain.name.to_ascii_lowercase().replace('.', ",dc=")),
        };
        let is_within = |(above, _): &&(Name, RecordKey)| {
            let rest = unit.strip_suffix(&above.to_ascii_lowercase());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(','))
        };
        domain.units_without_sessions.iter().find(is_within).map(|(_, because)| *because)
    };
    groups(&world.users[cloud_pc.user])
        .find_map(|group| world.groups[group].sessions_forbidden)
        .or_else(of_unit)
}

fn asks_entra_id(world: &World) -> Result<(), Failure> {
    if world.entra_id.up || !world.rules.holds(Rule::EntraAsksEntraId) {
        Ok(())
    } else {
        Err((SignInProblem::EntraIdDown, world.entra_id.changed_by))
    }
}

/// Whether something in a Cloud PC listens for sessions: it must find names, reach Azure Virtual Desktop, and report its
/// health to Azure's platform (Connection errors).
pub(crate) fn listens(world: &World, cloud_pc: &CloudPc) -> Result<(), Failure> {
    let Some(placement) = cloud_pc.placement() else { return Ok(()) };
    if let Some(because) = cloud_pc.ailments.agent_in_the_way {
        return Err((SignInProblem::SessionBlocked, because));
    }
    let settings = world.settings_of(placement);
    if let Some(because) = forbidden(world, cloud_pc, settings.map(|settings| &**settings)) {
        return Err((SignInProblem::SessionsForbidden, because));
    }
    let subnet = settings.map(|settings| settings.subnet);
    let problem = |unreached: Unreached| match unreached.hindrance {
        Hindrance::Names => (SignInProblem::NamesFail, unreached.because),
        _ => (SignInProblem::SessionBlocked, unreached.because),
    };
    service::carries_from(world, subnet, EndpointService::AzureVirtualDesktop).map_err(problem)?;
    if !world.rules.holds(Rule::PlatformAddressesNeeded) {
        return Ok(());
    }
    service::carries_from(world, subnet, EndpointService::Platform)
        .map_err(|unreached| (SignInProblem::PlatformBlocked, unreached.because))
}

/// The hops of a Microsoft Entra joined Cloud PC behind its subnet.
fn pass_entra_id(route: &mut Route, world: &World, subnet: SubnetId, entra_id: Result<(), Failure>) {
    let way_out = match service::carries(world, subnet, EndpointService::EntraId) {
        Err(unreached) if unreached.hindrance != Hindrance::Service => {
            Err((SignInProblem::EntraIdBlocked, unreached.because))
        }
        _ => Ok(()),
    };
    route.attempt(Place::Vnet(world.vnet_of(subnet)), way_out);
    route.attempt(Place::EntraIdFromCloudPc, entra_id);
}

/// The hops of a hybrid Cloud PC behind its subnet: the network, DNS, a domain controller.
fn pass_domain(route: &mut Route, world: &World, subnet: SubnetId, domain: DomainId) {
    let asked = path::ask_any(world, subnet, domain);
    let vnet = world.vnet_of(subnet);
    let (way, controller, failure) = match &asked {
        Ok((controller, way)) => (Some(*way), Some(*controller), None),
        Err(obstacle) => (obstacle.way, obstacle.controller, Some(obstacle)),
    };
    pass_network(route, vnet, way, failure);
    let settings = ConnectionSettings {
        subnet,
        resource_group: crate::domain::id::Id::new(0),
        domain: Some(domain),
        organizational_unit: None,
    };
    let dns = checks::dns(world, &settings).map_err(|finding| {
        (SignInProblem::DnsFails, finding.because.first().copied().unwrap_or(RecordKey::OPENED))
    });
    // A name that only the controllers know is asked of them: where none can be asked, that is the failure.
    let dns = if failure.is_some_and(|obstacle| obstacle.problem == SignInProblem::ControllerDown) {
        Ok(())
    } else {
        dns
    };
    route.attempt(Place::Dns, dns);
    let answer = failure.map_or(Ok(()), |obstacle| Err((obstacle.problem, obstacle.because)));
    route.attempt(Place::Controller(domain, controller), answer);
    route.controller = controller.filter(|_| route.failed.is_none());
}

/// Why a hop fails, and what made it so.
type Failure = (SignInProblem, RecordKey);

/// The hops between the subnet and where something stands. The first that is broken on the way fails.
fn pass_network(route: &mut Route, vnet: VnetId, way: Option<Way>, obstacle: Option<&Obstacle>) {
    if way == Some(Way::SameSubnet) {
        return;
    }
    route.pass(Place::Vnet(vnet));
    if let Some(way) = way {
        let (peering, link) = way.passes();
        if let Some(peering) = peering {
            route.pass(Place::Peering(peering));
        }
        if let Some(link) = link {
            route.pass(Place::Link(Some(link)));
        }
        return;
    }
    let Some(obstacle) = obstacle else { return };
    let failure = Err((obstacle.problem, obstacle.because));
    match obstacle.problem {
        SignInProblem::PeeringDown => {
            if let Some(peering) = obstacle.peering {
                route.attempt(Place::Peering(peering), failure);
            }
        }
        SignInProblem::LinkDown | SignInProblem::NoLink => route.attempt(Place::Link(obstacle.link), failure),
        _ => {}
    }
}

/// The route from a user's Cloud PC to a network resource, over the network of the connection. Whatever the join type:
/// a connection for Microsoft Entra join carries this traffic too (decisions.md, *Provisioning and sign-in*).
pub fn reach(world: &World, user: UserId, resource: ResourceId) -> Route {
    let mut route = Route::new();
    let cloud_pc = world.users[user].cloud_pc;
    let placement = cloud_pc.and_then(|id| {
        let of = &world.cloud_pcs[id];
        of.placement().filter(|_| of.status.is_ready())
    });
    let Some(placement) = placement else {
        let problem =
            if cloud_pc.is_some() { SignInProblem::CloudPcNotReady } else { SignInProblem::NoCloudPc };
        route.attempt(Place::CloudPc(cloud_pc), Err((problem, RecordKey::OPENED)));
        return route;
    };
    let from = world.subnet_of(placement);
    route.cloud_pc = cloud_pc;
    route.pass(Place::CloudPc(cloud_pc));
    match from {
        Some(subnet) => pass_to_resource(&mut route, world, subnet, resource),
        None => {
            let because = cloud_pc.and_then(|id| world.cloud_pcs[id].last_attempt()).map(|last| last.record);
            let failure = (SignInProblem::NotFromHosted, because.unwrap_or(RecordKey::OPENED));
            route.attempt(Place::HostedNetwork, Err(failure));
            route.pass(Place::Resource(resource));
        }
    }
    route
}

/// Whether a network resource is reached from a subnet; from the Microsoft hosted network none is.
pub fn is_reached(world: &World, from: Option<SubnetId>, resource: ResourceId) -> bool {
    let Some(subnet) = from else { return false };
    let mut route = Route::new();
    pass_to_resource(&mut route, world, subnet, resource);
    route.failure().is_none()
}

/// The hops from a Cloud PC in a subnet to a network resource.
fn pass_to_resource(route: &mut Route, world: &World, subnet: SubnetId, resource: ResourceId) {
    route.pass(Place::NetworkInterface);
    route.pass(Place::Subnet(subnet));
    if !world.rules.holds(Rule::ReachOverConnection) {
        return;
    }
    let of = &world.resources[resource];
    let answers = if of.up { Ok(()) } else { Err((SignInProblem::ResourceDown, of.changed_by)) };
    match path::way_to_site(world, subnet, of.site) {
        Ok(way) => pass_network(route, world.vnet_of(subnet), Some(way), None),
        Err(obstacle) => pass_network(route, world.vnet_of(subnet), None, Some(&obstacle)),
    }
    // Where no name resolves, nobody finds the resource, whatever way leads to it.
    if let Err(because) = service::names(world, subnet) {
        route.attempt(Place::Dns, Err((SignInProblem::NamesFail, because)));
    }
    route.attempt(Place::Resource(resource), answers);
}

/// How a session to a Cloud PC in that subnet goes; in the Microsoft hosted network, whose ways are open, straight.
pub fn session(world: &World, from: Option<SubnetId>) -> SessionQuality {
    let Some(subnet) = from else { return SessionQuality::Udp };
    let of = &world.vnets[world.vnet_of(subnet)];
    let (open, _) = service::udp(world, world.vnet_of(subnet));
    let way_out = service::way_out(world, subnet).is_ok();
    let symmetric = matches!(of.outbound, Outbound::NatGateway | Outbound::Firewall)
        && world.rules.holds(Rule::NatForbidsDirectUdp);
    if !world.rules.holds(Rule::UdpMakesSessionsBetter) || (open.stun && way_out && !symmetric) {
        SessionQuality::Udp
    } else if open.turn && way_out {
        SessionQuality::Turn
    } else {
        SessionQuality::Tcp
    }
}

/// Whether a password is asked for in the session: without single sign-on, or, for a hybrid Cloud PC, without the
/// Kerberos server object that it needs (service.md, *Sign-in*).
pub fn prompts(world: &World, cloud_pc: CloudPcId) -> bool {
    let of = &world.cloud_pcs[cloud_pc];
    let domain = of.placement().and_then(Placement::domain);
    let kerberos = domain.is_none_or(|domain| world.domains[domain].kerberos_server)
        || !world.rules.holds(Rule::KerberosForSingleSignOn);
    !(world.policies[of.policy].single_sign_on && kerberos)
}

/// What the members of a group could do now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ability {
    /// How many people there are.
    pub people: usize,
    /// How many have a Cloud PC that is ready.
    pub ready: usize,
    /// How many of those could not sign in, to one of theirs at the least: the reach of an outage.
    pub shut_out: usize,
    /// How many could sign in, and would not reach every network resource from there.
    pub cut_off: usize,
    /// How many have a Cloud PC whose provisioning failed.
    pub failed: usize,
}

/// What decides how a sign-in goes: whoever has the same fares alike.
struct Kin<'a> {
    group: usize,
    member: bool,
    others: &'a [GroupId],
    /// None: in the Microsoft hosted network.
    settings: Option<&'a Arc<ConnectionSettings>>,
    region: RegionId,
    /// Without single sign-on more is asked for, and that goes by the policy.
    policy: PolicyId,
    ailments: Ailments,
    client: Option<ClientTrouble>,
    per_user_mfa: bool,
    cloud_only: bool,
    was_in: bool,
}

impl Kin<'_> {
    fn is(&self, other: &Self) -> bool {
        self.settings.map(Arc::as_ptr) == other.settings.map(Arc::as_ptr)
            && self.region == other.region
            && self.ailments.which() == other.ailments.which()
            && (self.group, self.policy, self.was_in) == (other.group, other.policy, other.was_in)
            && (self.member, self.others) == (other.member, other.others)
            && (self.client, self.per_user_mfa, self.cloud_only)
                == (other.client, other.per_user_mfa, other.cloud_only)
    }
}

/// What everybody could do now, by group: people are counted, whatever licences they have. Whoever has the same settings fares alike and
/// is not asked again.
pub fn abilities(world: &World) -> Vec<Ability> {
    let mut abilities = vec![Ability::default(); world.groups.len()];
    // The group, the settings and the ailments decide; who was in before, only where cached credentials would help.
    let cached = !world.rules.holds(Rule::NoCachedCredentials);
    let mut known: Vec<(Kin<'_>, bool, bool)> = Vec::new();
    for (first, person) in world.present_users().filter(|(_, of)| of.further_of.is_none()) {
        let group = person.group.position();
        let Some(of) = abilities.get_mut(group) else { continue };
        of.people += 1;
        let mut has = Ability::default();
        // Whoever is kept out of one of several Cloud PCs is kept out.
        for id in std::iter::once(first).chain(person.further.iter().copied()) {
            let user = &world.users[id];
            let Some(cloud_pc) = user.cloud_pc.map(|id| &world.cloud_pcs[id]) else { continue };
            has.failed |= usize::from(cloud_pc.status == CloudPcStatus::Failed);
            let placement = cloud_pc.placement().filter(|_| cloud_pc.status.is_ready());
            let Some(placement) = placement else { continue };
            has.ready = 1;
            let was_in = cached && user.last_sign_in.is_some_and(|last| last.failed.is_none());
            let kin = Kin {
                group,
                member: user.member,
                others: &user.others,
                settings: world.settings_of(placement),
                region: placement.region,
                policy: cloud_pc.policy,
                ailments: cloud_pc.ailments,
                client: user.client_trouble.map(|(trouble, _)| trouble),
                per_user_mfa: user.per_user_mfa.is_some(),
                cloud_only: user.cloud_only,
                was_in,
            };
            let (shut_out, cut_off) = match known.iter().find(|(of, ..)| of.is(&kin)) {
                Some(&(_, shut_out, cut_off)) => (shut_out, cut_off),
                None => {
                    let shut_out = route(world, id).failure().is_some();
                    let cut_off = || {
                        world
                            .present_resources()
                            .any(|resource| !is_reached(world, world.subnet_of(placement), resource))
                    };
                    let cut_off = !shut_out && cut_off();
                    known.push((kin, shut_out, cut_off));
                    (shut_out, cut_off)
                }
            };
            has.shut_out |= usize::from(shut_out);
            has.cut_off |= usize::from(cut_off);
        }
        of.ready += has.ready;
        of.shut_out += has.shut_out;
        of.cut_off += has.cut_off;
        of.failed += has.failed;
    }
    abilities
}

/// A user signs in now. The record says how it went.
pub(crate) fn sign_in(state: &mut State, user: UserId, with: With, cause: RecordKey) -> RecordKey {
    let route = route_with(&state.world, user, with);
    let entity = Entity::User(user);
    let now = state.now();
    let last = match (route.failure(), route.cloud_pc) {
        (None, Some(cloud_pc)) => {
            let placement = state.world.cloud_pcs[cloud_pc].placement();
            let subnet = placement.and_then(|placement| state.world.subnet_of(placement));
            let session = session(&state.world, subnet);
            let prompted = prompts(&state.world, cloud_pc);
            let detail = Detail::SignedIn { cloud_pc, controller: route.controller, session, prompted };
            let record = state.emit(entity, RecordKind::SignedIn, cause, Vec::new(), detail);
            // A password is as good as an answer.
            let of = &mut state.world.cloud_pcs[cloud_pc];
            let consent = !prompted && !of.allowed && state.world.rules.holds(Rule::ConsentOnNewCloudPcs);
            of.allowed |= !prompted;
            of.session = Some(Session { since: now, quality: session, record });
            LastSignIn {
                at: now,
                failed: None,
                session: Some(session),
                prompted,
                consent,
                cut_by: None,
                record,
            }
        }
        (failure, _) => {
            let because = failure.into_iter().map(|failed| failed.because).collect();
            let detail = Detail::SignInFailed(route.hops().to_vec());
            let record = state.emit(entity, RecordKind::SignInFailed, cause, because, detail);
            let failed = failure.map(|failed| (failed.place, failed.problem));
            LastSignIn {
                at: now,
                failed,
                session: None,
                prompted: false,
                consent: false,
                cut_by: None,
                record,
            }
        }
    };
    state.curve.count(now, last.failed.is_some());
    state.world.users[user].last_sign_in = Some(last);
    last.record
}

/// The gateway went out: sessions that nothing else carries are cut. What goes over UDP does without the gateway, and where it is out in a
/// part of the world alone, what goes over TCP has another way (service.md, *Sign-in*).
pub(crate) fn cut_sessions(state: &mut State, cause: RecordKey) {
    let now = state.now();
    let world = &state.world;
    let everywhere = world.service.gateway_out.iter().any(|(geography, _)| geography.is_none());
    if !everywhere && world.rules.holds(Rule::RedundantTransports) {
        return;
    }
    let is_cut = |of: &CloudPc| {
        let over_tcp = of.session_at(now).is_some_and(|session| session.quality == SessionQuality::Tcp);
        over_tcp && gateway(world, &world.users[of.user]).is_err()
    };
    let cut: Vec<CloudPcId> = world.cloud_pcs.iter().filter(|(_, of)| is_cut(of)).map(|(id, _)| id).collect();
    for cloud_pc in cut {
        let user = state.world.cloud_pcs[cloud_pc].user;
        let entity = Entity::User(user);
        let record = state.emit(entity, RecordKind::SessionCut, cause, Vec::new(), Detail::SessionCut);
        let session = state.world.cloud_pcs[cloud_pc].session.take();
        // Whoever tried again since then, and failed, was in all the same.
        let began = session.map(|session| session.record);
        if let Some(last) =
            state.world.users[user].last_sign_in.as_mut().filter(|last| Some(last.record) == began)
        {
            last.cut_by = Some(record);
        }
    }
}

/// Plans the next sign-in of a user's working day. Users without a Cloud PC have none.
pub(crate) fn plan(state: &mut State, user: UserId) {
    let now = state.now();
    let of = &state.world.users[user];
    let Some(workday) = &state.world.groups[of.group].workday else {
        state.world.users[user].planned_sign_in = None;
        return;
    };
    // The plan goes on from the planned moment, not from the delayed one, or a long delay would skip a sign-in.
    let from = of.planned_sign_in.unwrap_or(now);
    let Some(planned) = workday.next(state.world.start, from) else { return };
    let spread = workday.spread_ms;
    let of = &mut state.world.users[user];
    of.planned_sign_in = Some(planned);
    let at: Instant = planned.after(Offset(of.spread.between(0, spread)));
    state.schedule(at, Event::SignIn(user));
}

/// Plans for somebody who is ready and has no sign-in before them: the working day came, or another one.
pub(crate) fn plan_anew(state: &mut State, user: UserId) {
    let of = &state.world.users[user];
    let ready = of.cloud_pc.is_some_and(|cloud_pc| state.world.cloud_pcs[cloud_pc].status.is_ready());
    if ready && of.planned_sign_in.is_none() {
        plan(state, user);
    }
}

/// A planned sign-in is due.
pub(crate) fn planned(state: &mut State, user: UserId) {
    // Whoever has no Cloud PC any more, or no working day, does not try.
    let of = &state.world.users[user];
    if of.cloud_pc.is_none() || state.world.groups[of.group].workday.is_none() {
        state.world.users[user].planned_sign_in = None;
        return;
    }
    sign_in(state, user, With::App, RecordKey::OPENED);
    plan(state, user);
}
