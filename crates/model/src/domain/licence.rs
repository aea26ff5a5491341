//! Licences of Windows 365: how many there are of each size.

use super::name::Name;
use super::time::Offset;

/// A size of Cloud PCs: its place among the licences of the tenant. Where the tenant counts none, all are of the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Size(pub u8);

/// The licences of one size.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LicencePool {
    /// What the size is called, `2vCPU/8GB`.
    pub size: Name,
    /// How many licences there are.
    pub count: u32,
}

/// Sizes that a tenant has at the most.
pub const SIZES_MAX: usize = 20;

/// How long a resize waits for its user's new licence. Documented (service.md, *Provisioning*).
pub const RESIZE_WAITS: Offset = Offset::hours(48);
