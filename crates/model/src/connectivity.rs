//! The connectivity of one Cloud PC, as the service checks it from the end of its provisioning on. Distinct from the
//! health checks of its connection. Source: service.md, *Sign-in*.

use crate::domain::endpoint::EndpointService;
use crate::domain::word::words;
use crate::domain::{CloudPcId, CloudPcStatus, Instant, RecordKey, Rule, World};
use crate::path::{self, service};
use crate::sign_in;

words! {
    /// A check of a Cloud PC's own connectivity.
    pub enum ConnectivityCheck {
        /// A domain controller can be reached.
        DomainReachable "domainReachable",
        /// The domain trusts its computer account.
        DomainTrust "domainTrust",
        /// The session listener of Azure Virtual Desktop has its service.
        SessionListener "sxsStackListener",
        /// Required endpoints can be reached.
        Endpoints "urlsAccessible",
    }

    /// What the checks add up to, as Microsoft Graph spells it.
    pub enum Connectivity {
        /// There is no Cloud PC that could be asked.
        Unknown "unknown",
        /// Its user can connect.
        Available "available",
        /// Its user can connect; something needs attention.
        AvailableWithWarning "availableWithWarning",
        /// Its user cannot connect.
        Unavailable "unavailable",
        /// Something is done to it.
        UnderServiceMaintenance "underServiceMaintenance",
        /// Its user is connected.
        InUse "inUse",
    }
}

impl ConnectivityCheck {
    /// What is wrong when it fails.
    pub const fn words(self) -> &'static str {
        match self {
            Self::DomainReachable => {
                "No domain controller can be reached: look at the checks of its connection."
            }
            Self::DomainTrust => "The domain does not trust its computer account: it was restored, or reset.",
            Self::SessionListener => {
                "Nothing listens for sessions: Azure Virtual Desktop or Azure's platform cannot be reached, or something on it or a policy keeps sessions out."
            }
            Self::Endpoints => "Required endpoints cannot be reached.",
        }
    }
}

/// What the connectivity checks of a Cloud PC find at a moment, which is now: the failing ones, with what made them so.
pub fn check(
    world: &World,
    cloud_pc: CloudPcId,
    now: Instant,
) -> (Connectivity, Vec<(ConnectivityCheck, RecordKey)>) {
    let of = &world.cloud_pcs[cloud_pc];
    let says_more = world.rules.holds(Rule::ConnectivitySaysMore);
    let Some(placement) = of.placement().filter(|_| of.status.is_ready()) else {
        let worked_on = matches!(
            of.status,
            CloudPcStatus::Resizing | CloudPcStatus::MovingRegion | CloudPcStatus::Restoring
        );
        let sum = if worked_on && says_more {
            Connectivity::UnderServiceMaintenance
        } else {
            Connectivity::Unknown
        };
        return (sum, Vec::new());
    };
    let stays = of.session_at(now).is_some();
    let settings = world.settings_of(placement);
    let mut failing = Vec::new();
    let subnet = settings.map(|settings| settings.subnet);
    let domain = settings.and_then(|settings| settings.domain);
    if let Some((domain, subnet)) = domain.zip(subnet) {
        if let Err(obstacle) = path::ask_any(world, subnet, domain) {
            failing.push((ConnectivityCheck::DomainReachable, obstacle.because));
        }
        if let Some(because) = of.ailments.trust_broken {
            failing.push((ConnectivityCheck::DomainTrust, because));
        }
    }
    let reaches = |of| service::reaches_from(world, subnet, of).err().map(|unreached| unreached.because);
    let listener = sign_in::listens(world, of).err().map(|(_, because)| because);
    failing.extend(listener.map(|because| (ConnectivityCheck::SessionListener, because)));
    let entra_id = world.rules.holds(Rule::ConnectivitySeesEntraId).then_some(EndpointService::EntraId);
    let warns = [EndpointService::Windows365, EndpointService::Intune].into_iter().chain(entra_id);
    let unavailable = !failing.is_empty();
    failing
        .extend(warns.into_iter().find_map(reaches).map(|because| (ConnectivityCheck::Endpoints, because)));
    let sum = match (unavailable, failing.is_empty()) {
        (true, _) => Connectivity::Unavailable,
        (false, false) => Connectivity::AvailableWithWarning,
        (false, true) if stays && says_more => Connectivity::InUse,
        (false, true) => Connectivity::Available,
    };
    (sum, failing)
}
