//! Administrators: who may do what. Reference: service.md, *Connections*.

use super::id::SubscriptionId;
use super::name::Name;
use super::word::words;

words! {
    /// A role in Intune that matters for Azure network connections.
    pub enum IntuneRole {
        /// Intune Administrator.
        IntuneAdministrator "intuneAdministrator",
        /// Windows 365 Administrator.
        Windows365Administrator "windows365Administrator",
        /// Neither.
        None "none",
    }

    /// A role on the Azure subscription of the virtual network, weakest first.
    pub enum AzureRole {
        /// No role.
        None "none",
        /// Reader.
        Reader "reader",
        /// User Access Administrator: may assign roles, and the service does so for the one who acts.
        UserAccessAdministrator "userAccessAdministrator",
        /// Owner: the service assigns its own missing roles silently.
        Owner "owner",
    }
}

impl IntuneRole {
    /// Whether the role may manage connections and policies.
    pub const fn manages_connections(self) -> bool {
        !matches!(self, Self::None)
    }
}

/// Somebody who acts on the tenant.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Admin {
    /// How files call this person.
    pub name: Name,
    /// How the screen calls this person.
    pub title: Name,
    /// The role in Intune.
    pub intune: IntuneRole,
    /// The role on subscriptions that are not listed.
    pub azure: AzureRole,
    /// The roles on single subscriptions.
    pub azure_on: Vec<(SubscriptionId, AzureRole)>,
}

impl Admin {
    /// The role on one subscription.
    pub fn azure_role(&self, subscription: SubscriptionId) -> AzureRole {
        let listed = self.azure_on.iter().find(|(of, _)| *of == subscription);
        listed.map_or(self.azure, |&(_, role)| role)
    }

    /// The four people of a scenario that names none (decisions.md, *The world*).
    pub fn defaults() -> [Self; 4] {
        [
            ("intune-admin", "Intune Administrator", IntuneRole::IntuneAdministrator, AzureRole::Owner),
            (
                "windows-365-admin",
                "Windows 365 Administrator",
                IntuneRole::Windows365Administrator,
                AzureRole::Reader,
            ),
            ("reader", "Reader", IntuneRole::None, AzureRole::Reader),
            ("helpdesk", "Helpdesk", IntuneRole::None, AzureRole::None),
        ]
        .map(|(name, title, intune, azure)| Self {
            name: name.into(),
            title: title.into(),
            intune,
            azure,
            azure_on: Vec::new(),
        })
    }
}
