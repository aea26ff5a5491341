//! Active Directory, its domain controllers and the account that joins computers; Microsoft Entra ID.

use super::cause::RecordKey;
use super::id::{DomainId, GroupId, SubnetId};
use super::name::Name;
use super::time::Offset;
use super::word::words;

words! {
    /// A resource at which Conditional Access looks on the way into a Cloud PC.
    pub enum AccessDoor {
        /// Windows 365: where somebody's Cloud PCs are listed.
        Windows365 "windows365",
        /// Azure Virtual Desktop: where the client asks for the session.
        AzureVirtualDesktop "azureVirtualDesktop",
        /// Windows Cloud Login: where single sign-on signs in to the session.
        WindowsCloudLogin "windowsCloudLogin",
    }
}

impl AccessDoor {
    /// How Microsoft Entra ID calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Windows365 => "Windows 365",
            Self::AzureVirtualDesktop => "Azure Virtual Desktop",
            Self::WindowsCloudLogin => "Windows Cloud Login",
        }
    }
}

/// An Active Directory domain.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct AdDomain {
    /// Its DNS name, `corp.contoso.com`.
    pub name: Name,
    /// Organizational units, as distinguished names.
    pub organizational_units: Vec<Name>,
    /// The account with which connections join computers.
    pub join_account: JoinAccount,
    /// What last changed the organizational units.
    pub units_changed_by: RecordKey,
    /// Organizational units in which a group policy forbids remote sessions, each with what made it so.
    pub units_without_sessions: Vec<(Name, RecordKey)>,
    /// Whether its zone has the service records, `_ldap._tcp`.
    pub service_records: bool,
    /// What last changed the zone.
    pub zone_changed_by: RecordKey,
    /// Whether somebody moved the computer object of the trial join out of its organizational unit.
    pub computer_moved: bool,
    /// What did.
    pub computers_changed_by: RecordKey,
    /// Disabled computer objects `CPC-Hth…` that health checks left.
    pub test_computers: u32,
    /// Whether a Kerberos server object exists, which single sign-on needs.
    pub kerberos_server: bool,
    /// What last changed that.
    pub kerberos_changed_by: RecordKey,
    /// Whether it is federated with Microsoft Entra ID: its computers register themselves.
    pub federated: bool,
    /// What made it.
    pub made_by: RecordKey,
    /// Whether its organizational units are in the scope of Microsoft Entra Connect.
    pub in_sync_scope: bool,
    /// Whether the service connection point of the forest is right.
    pub connection_point: bool,
    /// What last changed one of the two.
    pub sync_changed_by: RecordKey,
}

impl AdDomain {
    /// A domain that is well: its zone has its records, its join account may join, Microsoft Entra Connect looks at it.
    pub const fn new(name: Name, account: Name, by: RecordKey) -> Self {
        Self {
            name,
            organizational_units: Vec::new(),
            join_account: JoinAccount {
                name: account,
                password_version: PASSWORD_AT_START,
                first_password: PASSWORD_AT_START,
                passwords_set: PASSWORD_AT_START,
                expired: false,
                locked: false,
                may_join: true,
                delegated: true,
                joined: 0,
                changed_by: by,
            },
            units_changed_by: by,
            units_without_sessions: Vec::new(),
            service_records: true,
            zone_changed_by: by,
            computer_moved: false,
            computers_changed_by: by,
            test_computers: 0,
            kerberos_server: true,
            kerberos_changed_by: by,
            federated: false,
            made_by: by,
            in_sync_scope: true,
            connection_point: true,
            sync_changed_by: by,
        }
    }
}

/// The version of every password at the start of a run.
pub const PASSWORD_AT_START: u32 = 1;

/// The account that joins computers to the domain. Its password is a version number: no text exists.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct JoinAccount {
    /// Its user principal name.
    pub name: Name,
    /// Which password is valid in the directory. A connection stores the version that its admin typed.
    pub password_version: u32,
    /// Which password it began with: what a repair brings back.
    pub first_password: u32,
    /// How many passwords it has had: a new one is never an old one.
    pub passwords_set: u32,
    /// Whether the password has expired.
    pub expired: bool,
    /// Whether the account is locked or disabled.
    pub locked: bool,
    /// Whether it may create and delete computer objects in the organizational unit.
    pub may_join: bool,
    /// Whether the right to create computers is delegated to it: without, the quota counts.
    pub delegated: bool,
    /// Computers that it has joined without the right.
    pub joined: u32,
    /// What last changed the account.
    pub changed_by: RecordKey,
}

impl JoinAccount {
    /// A computer was joined: without the right, it counts.
    pub fn count_join(&mut self) {
        if !self.delegated {
            self.joined = self.joined.saturating_add(1);
        }
    }
}

/// How often Microsoft Entra Connect synchronizes by default. Documented (service.md, *Health checks*).
pub const SYNC_INTERVAL: Offset = Offset::minutes(30);
/// How long a hybrid Cloud PC waits for its device to be synchronized. Documented (service.md, *Health checks*).
pub const SYNC_MAX: Offset = Offset::minutes(90);
/// The longest time between two cycles that leaves room for the wait of provisioning. Documented (service.md, *Health checks*).
pub const SYNC_GOOD: Offset = Offset::minutes(60);

/// Computers that an account may join without the right to: `ms-DS-MachineAccountQuota`. Source: service.md, *Error types*.
pub const MACHINE_ACCOUNT_QUOTA: u32 = 10;

/// Where a domain controller stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Site {
    /// Behind a link.
    OnPremises,
    /// In a subnet in Azure.
    Subnet(SubnetId),
}

/// A domain controller. It also answers names for its domain.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DomainController {
    /// Its name.
    pub name: Name,
    /// Its domain.
    pub domain: DomainId,
    /// Where it stands.
    pub site: Site,
    /// Whether it answers.
    pub up: bool,
    /// What last changed that.
    pub changed_by: RecordKey,
}

/// Microsoft Entra ID, and the synchronization of devices into it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct EntraId {
    /// Whether it answers.
    pub up: bool,
    /// What last changed that.
    pub changed_by: RecordKey,
    /// How often Microsoft Entra Connect synchronizes, in milliseconds. It runs at whole multiples from the start.
    pub sync_interval_ms: i64,
    /// The interval that somebody set on purpose during the run: a repair brings it back, and not that of the start.
    pub meant_interval_ms: Option<i64>,
    /// Whether Microsoft Entra Connect is on.
    pub connect_on: bool,
    /// What last changed one of the two.
    pub connect_changed_by: RecordKey,
    /// Groups whose sign-ins Conditional Access blocks, each with the door; none: at every one.
    pub blocked_groups: Vec<(GroupId, Option<AccessDoor>)>,
    /// What last changed that.
    pub access_changed_by: RecordKey,
}
