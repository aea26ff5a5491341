//! What must hold.

use serde::Serialize;
use serde_json::Value;

use super::read::{Read, domain_words, file_types, file_words, take};
use super::text::{
    ActionRef, AttemptProblemRef, CheckRef, ConnectionRef, DomainRef, ErrorTypeRef, FaultRef, OffsetText,
    PlaceRef, ProblemRef, RegionRef, ResourceRef, RuleRef, SubnetRef, UserRef,
};
use crate::domain;

domain_words! {
    /// The status of a Cloud PC.
    CloudPcStatus of domain::CloudPcStatus, after 0;
    /// The status of a connection.
    ConnectionStatus of domain::ConnectionStatus, after 0;
    /// How good a session is.
    SessionQuality of domain::SessionQuality, after 0;
    /// How a Cloud PC is connected.
    Connectivity of crate::connectivity::Connectivity, after 0;
    /// A check of a Cloud PC’s own connectivity.
    ConnectivityCheck of crate::connectivity::ConnectivityCheck, after 0;
}

file_types! {
    /// Something that must hold: one of `at`, `by`, `never` says when, one other field says what.
    pub struct Expect {
        /// After all events of this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at: Option<OffsetText>,
        /// At some moment up to and with this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<OffsetText>,
        /// With `by`: not before this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub from: Option<OffsetText>,
        /// `true`: at no moment of the run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub never: Option<bool>,
        /// A connection has a status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub connection: Option<ExpectConnection>,
        /// A check of the last finished run has a result.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub check: Option<ExpectCheck>,
        /// A user's Cloud PC is somewhere, somehow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cloud_pc: Option<ExpectCloudPc>,
        /// So many Cloud PCs are somewhere, somehow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cloud_pcs: Option<ExpectCloudPcs>,
        /// A user's last sign-in went so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sign_in: Option<ExpectSignIn>,
        /// An action was refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub refused: Option<ExpectRefused>,
        /// Something was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub done: Option<ExpectDone>,
        /// A subnet has so many free addresses.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<ExpectSubnet>,
        /// A region has room for so many Cloud PCs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<ExpectRegion>,
        /// A network resource is reached, or not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reach: Option<ExpectReach>,
        /// How far an outage goes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub outage: Option<ExpectOutage>,
        /// What health checks left in the directory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub domain: Option<ExpectDomain>,
        /// Several things hold at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub all: Option<ExpectAll>,
    }

    /// A connection has a status.
    pub struct ExpectConnection {
        /// Which.
        pub name: ConnectionRef,
        /// What its status is.
        pub status: ConnectionStatus,
    }

    /// A check of the last finished run has a result.
    pub struct ExpectCheck {
        /// Of which connection.
        pub connection: ConnectionRef,
        /// Which check.
        pub name: CheckRef,
        /// What it found.
        pub result: CheckResult,
        /// The error type it gave.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub error_type: Option<ErrorTypeRef>,
        /// The check that stopped it, when it could not run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stopped_by: Option<CheckRef>,
        /// What its additional detail contains.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub detail: Option<String>,
        /// It looked at this moment or after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub since: Option<OffsetText>,
    }

    /// A user's Cloud PC is somewhere, somehow. What is left out does not matter.
    pub struct ExpectCloudPc {
        /// Whose.
        pub user: UserRef,
        /// Its status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<CloudPcStatus>,
        /// The connection it was placed on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub connection: Option<ConnectionRef>,
        /// The region of the Microsoft hosted network in which it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hosted: Option<RegionRef>,
        /// The subnet of the settings it was born with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<SubnetRef>,
        /// The connections that were passed over when its last attempt chose, and why.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub passed_over: Vec<ExpectPassedOver>,
        /// Exactly these facts hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 4)))]
        pub facts: Option<Vec<Fact>>,
        /// What its own connectivity checks find.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub connectivity: Option<Connectivity>,
        /// A connectivity check that fails.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub failing: Option<ConnectivityCheck>,
        /// Why its last attempt failed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub problem: Option<AttemptProblemRef>,
        /// How many attempts it has had.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub attempts: Option<u32>,
    }

    /// A connection that was passed over.
    pub struct ExpectPassedOver {
        /// Which.
        pub connection: ConnectionRef,
        /// Why.
        pub because: PassedOver,
    }

    /// So many Cloud PCs are somewhere, somehow. What is left out does not matter.
    pub struct ExpectCloudPcs {
        /// The connection they were placed on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub connection: Option<ConnectionRef>,
        /// In which region of the Microsoft hosted network; left out: anywhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hosted: Option<RegionRef>,
        /// Their status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<CloudPcStatus>,
        /// Exactly so many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub count: Option<u32>,
        /// So many or more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_least: Option<u32>,
        /// So many or fewer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<u32>,
    }

    /// A user's last sign-in went so.
    pub struct ExpectSignIn {
        /// Whose.
        pub user: UserRef,
        /// How it ended.
        pub outcome: SignInOutcome,
        /// The hop at which it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hop: Option<PlaceRef>,
        /// Why it ended there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub problem: Option<ProblemRef>,
        /// How the session goes over the network.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub session: Option<SessionQuality>,
        /// Whether a password was asked for in the session.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub prompted: Option<bool>,
        /// Whether the connection to a new Cloud PC had to be allowed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub consent: Option<bool>,
    }

    /// A user reaches a network resource from the Cloud PC, or does not.
    pub struct ExpectReach {
        /// Whose Cloud PC.
        pub user: UserRef,
        /// Which resource.
        pub resource: ResourceRef,
        /// How it ends.
        pub outcome: SignInOutcome,
        /// The hop at which it ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hop: Option<PlaceRef>,
        /// Why it ends there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub problem: Option<ProblemRef>,
    }

    /// So many sign-ins failed so far, or so many people could not sign in now. What is left out does not matter.
    pub struct ExpectOutage {
        /// So many sign-ins or more have failed by now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub failed_at_least: Option<u32>,
        /// So many sign-ins or fewer have failed by now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub failed_at_most: Option<u32>,
        /// So many people or more could not sign in to their Cloud PC now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub shut_out_at_least: Option<u32>,
        /// So many people or fewer could not sign in to their Cloud PC now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub shut_out_at_most: Option<u32>,
    }

    /// A region has room for so many Cloud PCs.
    pub struct ExpectRegion {
        /// Which.
        pub name: RegionRef,
        /// For how many.
        pub free: u32,
    }

    /// The directory holds so many disabled computers that health checks left.
    pub struct ExpectDomain {
        /// Which; left out: the first one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<DomainRef>,
        /// So many or more.
        pub test_computers_at_least: u32,
    }

    /// An action was refused.
    pub struct ExpectRefused {
        /// By which rule.
        pub rule: RuleRef,
        /// Which action; left out: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub action: Option<ActionRef>,
    }

    /// Something was done, and was not refused.
    pub struct ExpectDone {
        /// An administrator's action, or a change of the environment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub action: Option<ActionRef>,
        /// The repair of a fault.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub repair: Option<FaultRef>,
        /// So often or more; left out: once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub times: Option<u32>,
        /// At least so long ago; left out: now or at any time before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ago: Option<OffsetText>,
    }

    /// A subnet has so many free addresses.
    pub struct ExpectSubnet {
        /// Which.
        pub name: SubnetRef,
        /// How many are free.
        pub free: u32,
    }
}

/// Several things that hold at once, each without a moment of its own.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExpectAll(#[cfg_attr(feature = "schema", schemars(length(min = 2, max = 4)))] pub Vec<Expect>);

impl Read for ExpectAll {
    fn read(value: &Value) -> Option<Self> {
        Vec::read(value).map(Self)
    }
}

file_words! {
    /// What a check found.
    pub enum CheckResult {
        /// Nothing.
        Passed "passed",
        /// Something that touches an add-on only.
        Informational "informational",
        /// Something that does not stop provisioning.
        Warning "warning",
        /// Something.
        Error "error",
        /// It could not run.
        NotRun "notRun",
    }

    /// What a Cloud PC is after provisioning.
    pub enum Fact {
        /// On the network.
        OnNetwork "onNetwork",
        /// Registered in Microsoft Entra ID.
        Registered "registered",
        /// Enrolled in Intune.
        Enrolled "enrolled",
        /// Ready for sign-in.
        Ready "ready",
    }

    /// Why a connection was passed over.
    pub enum PassedOver {
        /// Its status was not a success.
        Status "status",
        /// Its region had no capacity.
        RegionFull "regionFull",
        /// Its subnet had no address.
        SubnetFull "subnetFull",
    }

    /// How a sign-in ended.
    pub enum SignInOutcome {
        /// At the desktop.
        Succeeded "succeeded",
        /// At a hop.
        Failed "failed",
    }
}
