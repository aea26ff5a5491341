//! The nouns of the service: what exists in a tenant, in Azure and in the directory, and how it is now.
//!
//! Everything here is plain state. What happens to it is in the verbs beside this module ([`crate::health`],
//! [`crate::provisioning`], [`crate::sign_in`], [`crate::action`], [`crate::fault`]). Nothing here knows events,
//! records of a run, or files.

pub mod admin;
pub mod cause;
pub mod check_run;
pub mod cloud_pc;
pub mod connection;
pub mod directory;
pub mod endpoint;
pub mod entity;
pub mod id;
pub mod name;
pub mod network;
pub mod policy;
pub mod region;
pub mod rules;
pub mod sign_in;
pub mod stream;
pub mod subscription;
pub mod time;
pub mod user;
pub mod world;

pub use admin::{Admin, AzureRole, IntuneRole};
pub use cause::{RecordKey, RecordKind};
pub use check_run::{Check, CheckResult, CheckRun, ErrorType, RunTrigger, Verdict};
pub use cloud_pc::{Attempt, AttemptState, CloudPc, CloudPcStatus, Placement, Stage, StageDurations};
pub use connection::{Connection, ConnectionSettings, ConnectionStatus, JoinType};
pub use directory::{AdDomain, DomainController, EntraId, JoinAccount, Site};
pub use entity::Entity;
pub use id::{
    AdminId, Arena, CloudPcId, ConnectionId, ControllerId, DomainId, GroupId, LinkId, PolicyId, RegionId,
    ResourceGroupId, SubnetId, SubscriptionId, UserId, VnetId,
};
pub use name::Name;
pub use network::{Link, LinkKind, Prefix, Subnet, Vnet};
pub use policy::ProvisioningPolicy;
pub use region::Region;
pub use rules::{Rule, RuleSet};
pub use sign_in::{Hop, HopVerdict, LastSignIn, Place, SignInProblem};
pub use stream::{Purpose, Stream};
pub use subscription::{ResourceGroup, Subscription};
pub use time::{Instant, Offset, UtcStart};
pub use user::{Group, User, Workday};
pub use world::World;
