//! The types of a scenario file. The JSON Schema is generated from them, doc comments and all; what is left out is
//! healthy and sensible.

pub mod event;
pub mod expect;
pub mod lesson;
pub mod read;
pub mod text;
pub mod world;

use serde::Serialize;
use serde_json::Value;

pub use event::{Event, Fault};
pub use expect::{
    CheckResult, Expect, ExpectAll, ExpectCheck, ExpectCloudPc, ExpectCloudPcs, ExpectConnection,
    ExpectDomain, ExpectDone, ExpectOutage, ExpectPassedOver, ExpectReach, ExpectRefused, ExpectRegion,
    ExpectSignIn, ExpectSubnet, Fact, PassedOver, SignInOutcome,
};
pub use lesson::{DebriefNote, Goal, Lesson, Remark, RemarkKind, UnreadLesson};
pub use read::{Read, Yes};
use read::{file_types, file_words, take};
pub use text::*;
pub use world::{
    Admin, AzureRole, Connection, Controller, CurvePoint, DevicePreparation, Domain, EntraId, Failure, Group,
    Hosted, IntuneRole, JoinType, Link, LinkKind, Peering, Period, Policy, Region, Resource, ResourceGroup,
    RoleOn, StageDuration, Subnet, Subscription, User, Vnet, Workday, World,
};

file_types! {
    /// A scenario of the ANC Simulator: a world, what happens in it, and what must hold.
    #[cfg_attr(feature = "schema", schemars(title = "Scenario"))]
    pub struct File {
        /// The schema that an editor may use. Ignored.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        pub schema: Option<String>,
        /// The version of the format: 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1)))]
        pub format: u32,
        /// The identity: the file's name without ending.
        pub id: NewName,
        /// The title, for people.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
        pub title: String,
        /// What happens, in a sentence or two.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 400)))]
        pub summary: String,
        /// The rule set; left out: `overview-2024-10`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rules: Option<Rules>,
        /// The seed of all draws; left out: 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(range(max = 9_007_199_254_740_991_u64)))]
        pub seed: Option<u64>,
        /// When the run begins.
        pub start: UtcText,
        /// How far the clocks by which a page tells moments are ahead of UTC; left out: not at all. It changes nothing of the run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(range(min = -720, max = 840)))]
        pub ahead_of_utc_minutes: Option<i32>,
        /// Where the run ends; at most two years.
        pub horizon: OffsetText,
        /// What exists at the start.
        pub world: World,
        /// What happens.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 10_000)))]
        pub events: Vec<Event>,
        /// What must hold.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub expect: Vec<Expect>,
        /// What somebody is to learn by it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lesson: Option<UnreadLesson>,
    }
}

file_words! {
    /// The rule set.
    pub enum Rules {
        /// The overview of October 2024.
        Overview2024_10 "overview-2024-10",
        /// The service of October 2026.
        Service2026_10 "service-2026-10",
    }
}
