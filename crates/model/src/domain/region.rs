//! Azure regions and their capacity.

use super::cause::RecordKey;
use super::name::Name;

/// An Azure region. Capacity is counted in Cloud PCs of one size (decisions.md, *The world*).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Region {
    /// The short name of Azure Resource Manager, `westeurope`.
    pub name: Name,
    /// How people call it, `West Europe`.
    pub title: Name,
    /// Whether Windows 365 provisions there.
    pub supported: bool,
    /// What last changed that.
    pub support_changed_by: RecordKey,
    /// Cloud PCs that the region can hold in all.
    pub capacity: u32,
    /// How many of them other tenants hold now.
    pub others: u32,
    /// Cloud PCs of this tenant that are reserved or running there.
    pub ours: u32,
    /// What last changed the share of other tenants.
    pub changed_by: RecordKey,
}

impl Region {
    /// Cloud PCs that may still be started there. Never negative: other tenants may fill a region while ours run.
    pub const fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.others).saturating_sub(self.ours)
    }
}

/// The regions that Windows 365 supports: short name and title. Source: service.md, *Regions*, list of 6 March 2026.
pub const SUPPORTED_REGIONS: [(&str, &str); 32] = [
    ("southafricanorth", "South Africa North"),
    ("eastasia", "East Asia"),
    ("japaneast", "Japan East"),
    ("japanwest", "Japan West"),
    ("koreacentral", "Korea Central"),
    ("southeastasia", "Southeast Asia"),
    ("australiaeast", "Australia East"),
    ("newzealandnorth", "New Zealand North"),
    ("canadacentral", "Canada Central"),
    ("mexicocentral", "Mexico Central"),
    ("francecentral", "France Central"),
    ("germanywestcentral", "Germany West Central"),
    ("northeurope", "North Europe"),
    ("italynorth", "Italy North"),
    ("westeurope", "West Europe"),
    ("norwayeast", "Norway East"),
    ("polandcentral", "Poland Central"),
    ("spaincentral", "Spain Central"),
    ("swedencentral", "Sweden Central"),
    ("switzerlandnorth", "Switzerland North"),
    ("uksouth", "UK South"),
    ("centralindia", "Central India"),
    ("qatarcentral", "Qatar Central"),
    ("israelcentral", "Israel Central"),
    ("uaenorth", "UAE North"),
    ("brazilsouth", "Brazil South"),
    ("centralus", "Central US"),
    ("southcentralus", "South Central US"),
    ("eastus", "East US"),
    ("eastus2", "East US 2"),
    ("westus2", "West US 2"),
    ("westus3", "West US 3"),
];
