//! What the checks that are under way ask, and whom: the temporary VM stands in the subnet, and its questions go to what they are about.

use anc_engine::domain::{Check, ConnectionId, Site, Verdict, World};
use anc_engine::health::looks_now;

use super::Scene;

/// Runs of which everything that was asked is drawn; of more, what each asks now.
const WHOLE_MAX: usize = 3;

/// Whom a check asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Azure: permissions, networks, addresses.
    Azure,
    /// Intune.
    Intune,
    /// Microsoft Entra ID.
    EntraId,
    /// What answers on-premises: name servers, domain controllers.
    OnPremises,
    /// Windows 365 itself: its endpoints, its gateway.
    Service,
}

/// What became of a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answered {
    /// All that was asked there is well.
    Well,
    /// Something is not, or could not be asked.
    NotWell,
    /// It is being asked now.
    Asking,
}

impl Asked {
    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Azure => "Azure",
            Self::Intune => "Intune",
            Self::EntraId => "Microsoft Entra ID",
            Self::OnPremises => "On-premises",
            Self::Service => "Windows 365",
        }
    }
}

/// A question of a run of checks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The connection that is checked.
    pub from: ConnectionId,
    /// Its name.
    pub name: String,
    /// Whom it goes to.
    pub to: Asked,
    /// What became of it so far.
    pub answered: Answered,
}

/// Whom a check asks; none: what stands in the virtual network itself.
fn asked(world: &World, id: ConnectionId, check: Check) -> Option<Asked> {
    let settings = &world.connections[id].settings;
    let is_there = |site: Site| (site == Site::OnPremises).then_some(Asked::OnPremises);
    match check {
        Check::IntuneEnrollment => Some(Asked::Intune),
        Check::SingleSignOn | Check::DeviceSync => Some(Asked::EntraId),
        Check::Endpoints | Check::Localization | Check::Udp => Some(Asked::Service),
        Check::Dns => {
            let vnet = &world.vnets[world.vnet_of(settings.subnet)];
            match vnet.dns_servers.first() {
                Some(&server) => is_there(world.controllers[server].site),
                None => Some(Asked::Azure),
            }
        }
        Check::DomainJoin => {
            let mut controllers = world.controllers_of(settings.domain?);
            is_there(world.controllers[controllers.next()?].site)
        }
        _ => Some(Asked::Azure),
    }
}

/// What all runs that go on ask.
pub(super) fn questions(scene: &Scene<'_>, shown: &[ConnectionId]) -> Vec<Question> {
    let world = scene.world;
    let under_way = |id: &ConnectionId| world.connections[*id].current_run.as_ref().map(|run| (*id, run));
    let count = shown.iter().filter_map(under_way).count();
    let mut questions: Vec<Question> = Vec::new();
    let mut add = |from: ConnectionId, to, answered: Answered| {
        let Some(to) = to else { return };
        match questions.iter_mut().find(|of| of.from == from && of.to == to) {
            Some(of) => of.answered = of.answered.max(answered),
            None => {
                let name = world.connections[from].name.to_string();
                questions.push(Question { from, name, to, answered });
            }
        }
    };
    for (id, run) in shown.iter().filter_map(under_way) {
        for result in run.results.iter().filter(|_| count <= WHOLE_MAX) {
            let answered = if result.verdict == Verdict::Passed { Answered::Well } else { Answered::NotWell };
            add(id, asked(world, id, result.check), answered);
        }
        if let Some(check) = looks_now(scene.simulation.state(), id) {
            add(id, asked(world, id, check), Answered::Asking);
        }
    }
    questions
}
