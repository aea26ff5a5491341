//! Sign-in: a route of hops through the world as it is now. The first hop that fails decides.
//!
//! Hybrid Cloud PCs ask a domain controller over the network of the settings they were born with; Entra joined ones ask
//! Microsoft Entra ID. Cached credentials are never used, and the connection's status is never asked: the path is
//! (overview, *User sign-in*; decisions.md, *Provisioning and sign-in*).

use crate::domain::endpoint::EndpointService;
use crate::domain::{
    CloudPcId, CloudPcStatus, ControllerId, Entity, Hop, HopVerdict, Instant, LastSignIn, Offset, Place,
    RecordKey, RecordKind, SignInProblem, UserId, World,
};
use crate::event::Event;
use crate::health::checks;
use crate::path::{self, Way};
use crate::record::Detail;
use crate::state::State;

/// The most hops that a route has.
pub const HOPS_MAX: usize = 9;

/// What is said of a problem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProblemEntry {
    /// Its name in files, digests and JSON.
    pub name: &'static str,
    /// What is wrong, in words.
    pub words: &'static str,
}

impl SignInProblem {
    /// All problems.
    pub const ALL: [Self; 8] = [
        Self::EntraIdDown,
        Self::NoCloudPc,
        Self::CloudPcNotReady,
        Self::EntraIdBlocked,
        Self::NoLink,
        Self::LinkDown,
        Self::NoController,
        Self::ControllerDown,
    ];

    /// What is said of it.
    pub const fn entry(self) -> ProblemEntry {
        let (name, words) = match self {
            Self::EntraIdDown => ("entraIdDown", "Microsoft Entra ID does not answer."),
            Self::NoCloudPc => ("noCloudPc", "There is no Cloud PC yet."),
            Self::CloudPcNotReady => ("cloudPcNotReady", "The Cloud PC is not provisioned."),
            Self::EntraIdBlocked => ("entraIdBlocked", "The network blocks Microsoft Entra ID."),
            Self::NoLink => ("noLink", "The virtual network has no link to the domain controllers."),
            Self::LinkDown => ("linkDown", "The link to the domain controllers is down."),
            Self::NoController => ("noController", "The domain has no domain controller."),
            Self::ControllerDown => ("controllerDown", "No domain controller answers."),
        };
        ProblemEntry { name, words }
    }

    /// The problem of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.entry().name == name)
    }
}

/// The hops of one sign-in, in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Route {
    hops: [Hop; HOPS_MAX],
    count: usize,
    failed: bool,
    /// The domain controller that answered.
    pub controller: Option<ControllerId>,
    /// The Cloud PC, if there is one.
    pub cloud_pc: Option<CloudPcId>,
}

impl Route {
    const fn new() -> Self {
        let hop = Hop { place: Place::Device, verdict: HopVerdict::NotReached, because: None };
        Self { hops: [hop; HOPS_MAX], count: 0, failed: false, controller: None, cloud_pc: None }
    }

    /// Adds a hop. After a failure, hops are not reached any more.
    fn pass(&mut self, place: Place, outcome: Result<(), (SignInProblem, RecordKey)>) {
        let (verdict, because) = match outcome {
            _ if self.failed => (HopVerdict::NotReached, None),
            Ok(()) => (HopVerdict::Passed, None),
            Err((problem, because)) => {
                self.failed = true;
                (HopVerdict::Failed(problem), Some(because))
            }
        };
        if let Some(hop) = self.hops.get_mut(self.count) {
            *hop = Hop { place, verdict, because };
            self.count += 1;
        }
    }

    /// The hops.
    pub fn hops(&self) -> &[Hop] {
        &self.hops[..self.count]
    }

    /// The hop at which the sign-in ends, and why.
    pub fn failure(&self) -> Option<(&Hop, SignInProblem)> {
        self.hops().iter().find_map(|hop| match hop.verdict {
            HopVerdict::Failed(problem) => Some((hop, problem)),
            HopVerdict::Passed | HopVerdict::NotReached => None,
        })
    }
}

/// The route of a user's sign-in, as the world is now.
pub fn route(world: &World, user: UserId) -> Route {
    let mut route = Route::new();
    let entra_id =
        if world.entra_id.up { Ok(()) } else { Err((SignInProblem::EntraIdDown, world.entra_id.changed_by)) };
    route.pass(Place::Device, Ok(()));
    route.pass(Place::Gateway, Ok(()));
    route.pass(Place::EntraId, entra_id);

    let Some(id) = world.users[user].cloud_pc else {
        route.pass(Place::CloudPc(None), Err((SignInProblem::NoCloudPc, RecordKey::OPENED)));
        return route;
    };
    route.cloud_pc = Some(id);
    let cloud_pc = &world.cloud_pcs[id];
    let placement = cloud_pc.placement().filter(|_| cloud_pc.status == CloudPcStatus::Provisioned);
    let Some(placement) = placement else {
        let because = cloud_pc.last_attempt().map_or(RecordKey::OPENED, |attempt| attempt.record);
        route.pass(Place::CloudPc(Some(id)), Err((SignInProblem::CloudPcNotReady, because)));
        return route;
    };
    route.pass(Place::CloudPc(Some(id)), Ok(()));
    route.pass(Place::NetworkInterface, Ok(()));
    let subnet = placement.settings.subnet;
    route.pass(Place::Subnet(subnet), Ok(()));
    let vnet = world.vnet_of(subnet);

    let Some(domain) = placement.settings.domain else {
        let blocked = world.vnets[vnet].blocked.contains(&EndpointService::EntraId);
        let way_out = match checks::reaches(world, vnet, EndpointService::EntraId) {
            Err(because) if blocked => Err((SignInProblem::EntraIdBlocked, because)),
            _ => Ok(()),
        };
        route.pass(Place::Vnet(vnet), way_out);
        route.pass(Place::EntraIdFromCloudPc, entra_id);
        return route;
    };
    match path::ask_any(world, subnet, domain) {
        Ok((controller, way)) => {
            pass_network(&mut route, vnet, Some(way), None);
            route.pass(Place::Controller(domain, Some(controller)), Ok(()));
            route.controller = Some(controller);
        }
        Err(obstacle) => {
            let failure = (obstacle.problem, obstacle.because);
            let at_link = matches!(obstacle.problem, SignInProblem::LinkDown | SignInProblem::NoLink);
            let link_failure = at_link.then_some((Place::Link(obstacle.link), failure));
            pass_network(&mut route, vnet, obstacle.way, link_failure);
            route.pass(Place::Controller(domain, obstacle.controller), Err(failure));
        }
    }
    route
}

/// The hops between the subnet and a domain controller.
fn pass_network(
    route: &mut Route,
    vnet: crate::domain::VnetId,
    way: Option<Way>,
    failure: Option<(Place, (SignInProblem, RecordKey))>,
) {
    if way == Some(Way::SameSubnet) {
        return;
    }
    route.pass(Place::Vnet(vnet), Ok(()));
    match (failure, way) {
        (Some((place, failure)), _) => route.pass(place, Err(failure)),
        (None, Some(Way::Over(link))) => route.pass(Place::Link(Some(link)), Ok(())),
        (None, _) => {}
    }
}

/// A user signs in now. The record says how it went.
pub(crate) fn sign_in(state: &mut State, user: UserId, cause: RecordKey) -> RecordKey {
    let route = route(&state.world, user);
    let entity = Entity::User(user);
    let (failed, record) = match (route.failure(), route.cloud_pc) {
        (None, Some(cloud_pc)) => {
            let detail = Detail::SignedIn { cloud_pc, controller: route.controller };
            state.sign_ins.0 += 1;
            (None, state.emit(entity, RecordKind::SignedIn, cause, Vec::new(), detail))
        }
        (failure, _) => {
            state.sign_ins.1 += 1;
            let because = failure.and_then(|(hop, _)| hop.because).into_iter().collect();
            let detail = Detail::SignInFailed(route.hops().to_vec());
            let record = state.emit(entity, RecordKind::SignInFailed, cause, because, detail);
            (failure.map(|(hop, problem)| (hop.place, problem)), record)
        }
    };
    let at = state.now();
    state.world.users[user].last_sign_in = Some(LastSignIn { at, failed, record });
    record
}

/// Plans the next sign-in of a user's working day. Users without a Cloud PC have none.
pub(crate) fn plan(state: &mut State, user: UserId) {
    let now = state.now();
    let of = &state.world.users[user];
    let Some(workday) = &state.world.groups[of.group].workday else { return };
    // The plan goes on from the planned moment, not from the delayed one, or a long delay would skip a sign-in.
    let from = of.planned_sign_in.unwrap_or(now);
    let Some(planned) = workday.next(state.world.start, from) else { return };
    let spread = workday.spread_ms;
    let of = &mut state.world.users[user];
    of.planned_sign_in = Some(planned);
    let at: Instant = planned.after(Offset(of.spread.between(0, spread)));
    state.schedule(at, Event::SignIn(user));
}

/// A planned sign-in is due.
pub(crate) fn planned(state: &mut State, user: UserId) {
    sign_in(state, user, RecordKey::OPENED);
    plan(state, user);
}
