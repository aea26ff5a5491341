//! What must hold.

use serde::Serialize;
use serde_json::Value;

use super::read::{Read, file_types, file_words, take};
use super::text::{
    ActionRef, CheckRef, ConnectionRef, ErrorTypeRef, OffsetText, PlaceRef, ProblemRef, RuleRef, SubnetRef,
    UserRef,
};

file_types! {
    /// Something that must hold: one of `at`, `by`, `never` says when, one other field says what.
    pub struct Expect {
        /// After all events of this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at: Option<OffsetText>,
        /// At some moment up to and with this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<OffsetText>,
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
        /// A subnet has so many free addresses.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<ExpectSubnet>,
    }

    /// A connection has a status.
    pub struct ExpectConnection {
        /// Which.
        pub name: ConnectionRef,
        /// What its status is.
        pub status: Status,
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
        /// The subnet of the settings it was born with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<SubnetRef>,
        /// The connections that were passed over when its last attempt chose, and why.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub passed_over: Vec<ExpectPassedOver>,
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
    }

    /// An action was refused.
    pub struct ExpectRefused {
        /// By which rule.
        pub rule: RuleRef,
        /// Which action; left out: any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub action: Option<ActionRef>,
    }

    /// A subnet has so many free addresses.
    pub struct ExpectSubnet {
        /// Which.
        pub name: SubnetRef,
        /// How many are free.
        pub free: u32,
    }
}

file_words! {
    /// The status of a connection, as Microsoft Graph spells it.
    pub enum Status {
        /// Just created.
        Pending "pending",
        /// The first run is under way.
        Running "running",
        /// Checks successful.
        Passed "passed",
        /// Checks successful with warnings.
        Warning "warning",
        /// Checks failed.
        Failed "failed",
    }

    /// What a check found.
    pub enum CheckResult {
        /// Nothing.
        Passed "passed",
        /// Something that does not stop provisioning.
        Warning "warning",
        /// Something.
        Error "error",
        /// It could not run.
        NotRun "notRun",
    }

    /// The status of a Cloud PC, as Microsoft Graph spells it.
    pub enum CloudPcStatus {
        /// There is none yet, or it is not asked for.
        NotProvisioned "notProvisioned",
        /// On its way.
        Provisioning "provisioning",
        /// Ready.
        Provisioned "provisioned",
        /// Three attempts failed.
        Failed "failed",
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
