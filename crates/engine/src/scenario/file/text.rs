//! Texts with a meaning: times, names, and references, which [`crate::scenario::shape`] checks.

use serde::Serialize;
use serde_json::Value;

use super::read::{Read, texts};

texts! {
    /// A moment or a length of time: `1d6h30m`, counted from the start.
    OffsetText "format" = "offset" "maxLength" = 40;
    /// A UTC instant: `2026-03-02T08:00:00Z`.
    UtcText "format" = "utc" "maxLength" = 40;
    /// A day: `2026-03-02`.
    DateText "format" = "date" "maxLength" = 10;
    /// A time of day: `08:30`.
    ClockText "format" = "clock" "maxLength" = 5;
    /// An IPv4 prefix: `10.20.0.0/26`.
    PrefixText "format" = "prefix" "maxLength" = 18;
    /// A name: letters, digits, and `-_.@ ` inside; at most 60.
    NewName "format" = "name" "minLength" = 1 "maxLength" = 60;
    /// The name of a region.
    RegionRef "x-reference" = "region" "maxLength" = 200;
    /// The name of a subscription.
    SubscriptionRef "x-reference" = "subscription" "maxLength" = 200;
    /// The name of a resource group.
    ResourceGroupRef "x-reference" = "resourceGroup" "maxLength" = 200;
    /// The name of a virtual network.
    VnetRef "x-reference" = "vnet" "maxLength" = 200;
    /// The name of a subnet.
    SubnetRef "x-reference" = "subnet" "maxLength" = 200;
    /// The name of an AD domain.
    DomainRef "x-reference" = "domain" "maxLength" = 200;
    /// The name of a domain controller.
    ControllerRef "x-reference" = "controller" "maxLength" = 200;
    /// The name of a group.
    GroupRef "x-reference" = "group" "maxLength" = 200;
    /// The name of a user; members of a group are numbered: `sales-01`.
    UserRef "x-reference" = "user" "maxLength" = 200;
    /// The name of a connection, of the world or created by an event.
    ConnectionRef "x-reference" = "connection" "maxLength" = 200;
    /// The name of a health check: `dns`, `domainJoin`, `endpoints` …
    CheckRef "x-reference" = "check" "maxLength" = 200;
    /// The name of an error type, as Microsoft Graph spells it.
    ErrorTypeRef "x-reference" = "errorType" "maxLength" = 200;
    /// The name of a rule.
    RuleRef "x-reference" = "rule" "maxLength" = 200;
    /// The name of an action of an administrator.
    ActionRef "x-reference" = "action" "maxLength" = 200;
    /// The name of a fault.
    FaultRef "x-reference" = "fault" "maxLength" = 200;
    /// The name of a place that a sign-in passes.
    PlaceRef "x-reference" = "place" "maxLength" = 200;
    /// The name of a problem of a sign-in.
    ProblemRef "x-reference" = "problem" "maxLength" = 200;
    /// The name of a problem of provisioning; of an error type, where a stage met what a check would report.
    AttemptProblemRef "x-reference" = "attemptProblem" "maxLength" = 200;
    /// The name of a network resource.
    ResourceRef "x-reference" = "resource" "maxLength" = 200;
    /// A paragraph: `**` makes words bold, a backtick makes them code.
    LessonText "minLength" = 1 "maxLength" = 800;
    /// The name of a stage of provisioning.
    StageRef "x-reference" = "stage" "maxLength" = 200;
}
