//! Azure regions and their capacity.

use super::cause::RecordKey;
use super::name::Name;
use super::word::{Word, words};

/// An Azure region. Capacity is counted in Cloud PCs of one size (decisions.md, *The world*).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Region {
    /// The short name of Azure Resource Manager, `westeurope`.
    pub name: Name,
    /// How people call it, `West Europe`.
    pub title: Name,
    /// Whether Windows 365 knows it, for whatever.
    pub supported: bool,
    /// Whether that is for disaster recovery only: see [`World::takes_connections`](super::World::takes_connections).
    pub recovery_only: bool,
    /// What last changed whether it is supported.
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

/// The capacity of a region that says nothing about it: more than most scenarios use.
pub const CAPACITY: u32 = 1_000;

impl Region {
    /// A region. Windows 365 supports those of [`SUPPORTED_REGIONS`].
    pub fn new(name: &str, capacity: u32, others: u32, by: RecordKey) -> Self {
        Self {
            name: name.into(),
            title: title_of(name).unwrap_or(name).into(),
            supported: is_supported(name),
            recovery_only: RECOVERY_REGIONS.iter().any(|(short, _)| *short == name),
            support_changed_by: by,
            capacity,
            others,
            ours: 0,
            changed_by: by,
        }
    }

    /// Cloud PCs that are there, of this tenant and of others.
    pub const fn held(&self) -> u32 {
        self.ours.saturating_add(self.others)
    }

    /// Cloud PCs that may still be started there. Never negative: other tenants may fill a region while ours run.
    pub const fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.others).saturating_sub(self.ours)
    }
}

words! {
    /// A part of the world in which Windows 365 has regions. Source: Microsoft Graph, `cloudPcRegionGroup` and the requirements of
    /// 6 March 2026.
    pub enum Geography {
        /// Africa.
        Africa "africa",
        /// Asia.
        Asia "asia",
        /// Australia and New Zealand.
        Australasia "australasia",
        /// Canada.
        Canada "canada",
        /// Mexico.
        CentralAmerica "centralAmerica",
        /// Europe.
        Europe "europe",
        /// India.
        India "india",
        /// The Middle East.
        MiddleEast "middleEast",
        /// South America.
        SouthAmerica "southAmerica",
        /// The middle of the United States.
        UsCentral "usCentral",
        /// The east of the United States.
        UsEast "usEast",
        /// The west of the United States.
        UsWest "usWest",
    }
}

impl Geography {
    /// How people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::Asia => "Asia",
            Self::Australasia => "Australia and New Zealand",
            Self::Canada => "Canada",
            Self::CentralAmerica => "Mexico",
            Self::Europe => "Europe",
            Self::India => "India",
            Self::MiddleEast => "the Middle East",
            Self::SouthAmerica => "South America",
            Self::UsCentral => "US Central",
            Self::UsEast => "US East",
            Self::UsWest => "US West",
        }
    }

    /// That of a region, by its short name. None: Windows 365 does not know the region.
    pub fn of(region: &str) -> Option<Self> {
        let mut all = GEOGRAPHIES.iter().chain(&RECOVERY_GEOGRAPHIES);
        all.find(|(_, regions)| regions.contains(&region)).map(|(geography, _)| *geography)
    }
}

/// A place that a policy names for the Microsoft hosted network, in three tiers: a geography, a region group, a region. Source: Enhance
/// Microsoft Hosted Network Cloud PC Resiliency with Multi-Region Selection (December 2025); Microsoft Graph, `cloudPcRegionGroup`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct HostedPlace(pub &'static str);

impl HostedPlace {
    /// All places: geographies, region groups, regions.
    pub const ALL: &[Self] = &{
        let mut all = [Self(""); HOSTED_PLACES.len()];
        let mut position = 0;
        while position < all.len() {
            all[position] = Self(HOSTED_PLACES[position]);
            position += 1;
        }
        all
    };

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// The place of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|place| place.0 == name)
    }

    /// How people call it.
    pub fn title(self) -> &'static str {
        let group = REGION_GROUPS.iter().find(|(name, ..)| *name == self.0).map(|(_, title, _)| *title);
        let geography = Geography::named(self.0).map(Geography::title);
        geography.or(group).or_else(|| title_of(self.0)).unwrap_or(self.0)
    }

    /// The regions of some places, each once, in the order of the places.
    pub fn regions_of(places: &[Self]) -> Vec<&'static str> {
        let mut all = Vec::new();
        for region in places.iter().flat_map(|place| place.regions()) {
            if !all.contains(&region) {
                all.push(region);
            }
        }
        all
    }

    /// Its regions.
    fn regions(self) -> Vec<&'static str> {
        let geography =
            Geography::named(self.0).and_then(|of| GEOGRAPHIES.iter().find(|(other, _)| *other == of));
        let group = REGION_GROUPS.iter().find(|(name, ..)| *name == self.0);
        let several = geography.map(|(_, regions)| *regions).or(group.map(|(.., regions)| *regions));
        several.map_or_else(|| vec![self.0], <[_]>::to_vec)
    }
}

impl Word for HostedPlace {
    const NAMES: &'static [&'static str] = &HOSTED_PLACES;

    fn word(&self) -> &'static str {
        self.0
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::named(word)
    }
}

/// The names of all places: geographies, region groups, regions.
const HOSTED_PLACES: [&str; GEOGRAPHIES.len() + REGION_GROUPS.len() + SUPPORTED_REGIONS.len()] = {
    let mut names = [""; GEOGRAPHIES.len() + REGION_GROUPS.len() + SUPPORTED_REGIONS.len()];
    let mut position = 0;
    while position < GEOGRAPHIES.len() {
        names[position] = GEOGRAPHIES[position].0.name();
        position += 1;
    }
    while position < GEOGRAPHIES.len() + REGION_GROUPS.len() {
        names[position] = REGION_GROUPS[position - GEOGRAPHIES.len()].0;
        position += 1;
    }
    while position < names.len() {
        names[position] = SUPPORTED_REGIONS[position - GEOGRAPHIES.len() - REGION_GROUPS.len()].0;
        position += 1;
    }
    names
};

/// The region groups that are not a geography, too: which regions belong to each follows from the countries they lie in.
const REGION_GROUPS: [(&str, &str, &[&str]); 20] = [
    ("australia", "Australia", &["australiaeast"]),
    ("newZealand", "New Zealand", &["newzealandnorth"]),
    ("japan", "Japan", &["japaneast", "japanwest"]),
    ("southKorea", "South Korea", &["koreacentral"]),
    ("singapore", "Singapore", &["southeastasia"]),
    ("hongKong", "Hong Kong", &["eastasia"]),
    ("france", "France", &["francecentral"]),
    ("germany", "Germany", &["germanywestcentral"]),
    ("ireland", "Ireland", &["northeurope"]),
    ("italy", "Italy", &["italynorth"]),
    ("netherlands", "Netherlands", &["westeurope"]),
    ("norway", "Norway", &["norwayeast"]),
    ("poland", "Poland", &["polandcentral"]),
    ("spain", "Spain", &["spaincentral"]),
    ("sweden", "Sweden", &["swedencentral"]),
    ("switzerland", "Switzerland", &["switzerlandnorth"]),
    ("unitedKingdom", "United Kingdom", &["uksouth"]),
    ("israel", "Israel", &["israelcentral"]),
    ("brazil", "Brazil", &["brazilsouth"]),
    ("mexico", "Mexico", &["mexicocentral"]),
];

/// Which regions are where.
const GEOGRAPHIES: [(Geography, &[&str]); 12] = [
    (Geography::Africa, &["southafricanorth"]),
    (Geography::Asia, &["eastasia", "japaneast", "japanwest", "koreacentral", "southeastasia"]),
    (Geography::Australasia, &["australiaeast", "newzealandnorth"]),
    (Geography::Canada, &["canadacentral"]),
    (Geography::CentralAmerica, &["mexicocentral"]),
    (
        Geography::Europe,
        &[
            "francecentral",
            "germanywestcentral",
            "northeurope",
            "italynorth",
            "westeurope",
            "norwayeast",
            "polandcentral",
            "spaincentral",
            "swedencentral",
            "switzerlandnorth",
            "uksouth",
        ],
    ),
    (Geography::India, &["centralindia"]),
    (Geography::MiddleEast, &["qatarcentral", "israelcentral", "uaenorth"]),
    (Geography::SouthAmerica, &["brazilsouth"]),
    (Geography::UsCentral, &["centralus", "southcentralus"]),
    (Geography::UsEast, &["eastus", "eastus2"]),
    (Geography::UsWest, &["westus2", "westus3"]),
];

/// Where the regions for recovery lie: a policy that names a geography is not offered them.
const RECOVERY_GEOGRAPHIES: [(Geography, &[&str]); RECOVERY_REGIONS.len()] = [
    (Geography::Australasia, &["australiasoutheast"]),
    (Geography::Canada, &["canadaeast"]),
    (Geography::India, &["southindia"]),
    (Geography::UsWest, &["westus"]),
];

/// Whether Windows 365 knows a region, if only for disaster recovery.
pub fn is_supported(name: &str) -> bool {
    SUPPORTED_REGIONS.iter().chain(&RECOVERY_REGIONS).any(|(short, _)| *short == name)
}

/// How a region is called that is known by its short name.
pub fn title_of(name: &str) -> Option<&'static str> {
    let known = SUPPORTED_REGIONS.iter().chain(&RECOVERY_REGIONS).chain(&GOVERNMENT_REGIONS);
    known.into_iter().find(|(short, _)| *short == name).map(|(_, title)| *title)
}

/// How many regions are known by name.
const KNOWN: usize = SUPPORTED_REGIONS.len() + RECOVERY_REGIONS.len() + GOVERNMENT_REGIONS.len();

/// The short names of all regions that are known.
pub const REGION_NAMES: [&str; KNOWN] = {
    let mut names = [""; KNOWN];
    let mut position = 0;
    while position < KNOWN {
        let recovery = position.saturating_sub(SUPPORTED_REGIONS.len());
        names[position] = if position < SUPPORTED_REGIONS.len() {
            SUPPORTED_REGIONS[position].0
        } else if recovery < RECOVERY_REGIONS.len() {
            RECOVERY_REGIONS[recovery].0
        } else {
            GOVERNMENT_REGIONS[recovery - RECOVERY_REGIONS.len()].0
        };
        position += 1;
    }
    names
};

/// Regions for disaster recovery only, since September 2026: short name and title. Source: service.md, *Regions*.
pub const RECOVERY_REGIONS: [(&str, &str); 4] = [
    ("westus", "West US"),
    ("canadaeast", "Canada East"),
    ("southindia", "South India"),
    ("australiasoutheast", "Australia Southeast"),
];

/// Regions of US Government, which are of another cloud: a tenant of this one has no Cloud PC there. Source: service.md, *Regions*.
pub const GOVERNMENT_REGIONS: [(&str, &str); 3] = [
    ("usgovarizona", "US Gov Arizona"),
    ("usgovvirginia", "US Gov Virginia"),
    ("usgovtexas", "US Gov Texas"),
];

/// The name of a region of Azure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct RegionName(pub &'static str);

impl Word for RegionName {
    const NAMES: &'static [&'static str] = &REGION_NAMES;

    fn word(&self) -> &'static str {
        self.0
    }

    fn of_word(word: &str) -> Option<Self> {
        REGION_NAMES.iter().find(|name| **name == word).map(|name| Self(name))
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
