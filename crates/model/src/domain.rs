//! The nouns of the service: what exists in a tenant, in Azure and in the directory, and how it is now.
//!
//! Everything here is plain state. What happens to it is in the verbs beside this module ([`crate::health`],
//! [`crate::provisioning`], [`crate::sign_in`], [`crate::action`], [`crate::fault`]). Nothing here knows events,
//! records of a run, or files.

pub mod admin;
pub mod attempt_problem;
pub mod candidate;
pub mod cause;
pub mod check_catalogue;
pub mod check_run;
pub mod cloud_pc;
pub mod connection;
pub mod directory;
pub mod endpoint;
pub mod entity;
pub mod error_type;
pub mod id;
pub mod licence;
pub mod name;
pub mod network;
pub mod ordered;
pub mod policy;
pub mod refusal;
pub mod region;
pub mod resource;
pub mod rules;
pub mod service;
pub mod sign_in;
pub mod stream;
pub mod subscription;
pub mod time;
pub mod user;
pub(crate) mod word;
pub mod world;

pub use admin::{Admin, AzureRole, IntuneRole};
pub use attempt_problem::AttemptProblem;
pub use candidate::{Candidate, CandidateVerdict, PassedOver};
pub use cause::{RecordKey, RecordKind};
pub use check_run::{Check, CheckResult, CheckRun, RunTrigger, Verdict};
pub use cloud_pc::{
    Ailments, Attempt, AttemptState, CloudPc, CloudPcStatus, Facts, Freed, Over, Placement, Stage,
    StageDurations, Work,
};
pub use connection::{Connection, ConnectionSettings, ConnectionStatus, JoinType, RoleModel};
pub use directory::{AccessDoor, AdDomain, DomainController, EntraId, JoinAccount, Site};
pub use entity::{Entity, EntityKind};
pub use error_type::ErrorType;
pub use id::{
    AdminId, Arena, CloudPcId, ConnectionId, ControllerId, DomainId, GroupId, LinkId, PeeringId, PolicyId,
    RegionId, ResourceGroupId, ResourceId, SubnetId, SubscriptionId, UserId, VnetId,
};
pub use licence::{LicencePool, Size};
pub use name::Name;
pub use network::{
    Link, LinkKind, Outbound, Peering, Prefix, Subnet, SubnetState, UdpPaths, Vnet, VnetState,
};
pub use policy::{Network, Networks, Preparation, ProvisioningPolicy};
pub use region::{Geography, HostedPlace, Region};
pub use resource::NetworkResource;
pub use rules::{Rule, RuleSet, Rules};
pub use service::{Deployment, Intune, Restriction, ScriptPolicy, Service, ServiceFailure, SetupStep};
pub use sign_in::{Hop, HopVerdict, LastSignIn, Place, Session, SessionQuality, SignInProblem};
pub use stream::{Purpose, Stream};
pub use subscription::{Lock, ResourceGroup, ResourceGroupState, Subscription, SubscriptionState};
pub use time::{Instant, Offset, UtcStart};
pub use user::{ClientTrouble, ClockTime, Group, Recoverable, User, Workday};
pub use world::World;
