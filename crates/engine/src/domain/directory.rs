//! Active Directory, its domain controllers and the account that joins computers; Microsoft Entra ID.

use super::cause::RecordKey;
use super::id::{DomainId, SubnetId};
use super::name::Name;

/// An Active Directory domain.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct AdDomain {
    /// Its DNS name, `corp.contoso.com`.
    pub name: Name,
    /// Organizational units, as distinguished names.
    pub organizational_units: Vec<Name>,
    /// The account with which connections join computers.
    pub join_account: JoinAccount,
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
    /// How many passwords it has had: a new one is never an old one.
    pub passwords_set: u32,
    /// Whether the password has expired.
    pub expired: bool,
    /// Whether the account is locked or disabled.
    pub locked: bool,
    /// Whether it may create and delete computer objects in the organizational unit.
    pub may_join: bool,
    /// What last changed the account.
    pub changed_by: RecordKey,
}

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
}
