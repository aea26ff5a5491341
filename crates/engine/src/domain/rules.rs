//! The rules of the service, each with the fact it rests on, its source, and what to do instead; and the two sets of
//! them (design.md §3).

use super::time::{HOUR_MS, Offset};

/// Which of two truths about the service holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum RuleSet {
    /// As the overview of 30 October 2024 describes the service. The default.
    #[default]
    Overview2024_10,
    /// As the service was in October 2026.
    Service2026_10,
}

impl RuleSet {
    /// The name in files and digests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview2024_10 => "overview-2024-10",
            Self::Service2026_10 => "service-2026-10",
        }
    }

    /// How the screen calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview2024_10 => "Oct 2024",
            Self::Service2026_10 => "Oct 2026",
        }
    }

    /// How many connections a tenant may have.
    pub const fn connections_max(self) -> usize {
        match self {
            Self::Overview2024_10 => 10,
            Self::Service2026_10 => 50,
        }
    }

    /// The shortest and the longest time from the end of a run to the next periodic one.
    pub const fn period(self) -> (Offset, Offset) {
        match self {
            Self::Overview2024_10 => (Offset(HOUR_MS), Offset(6 * HOUR_MS)),
            Self::Service2026_10 => (Offset(6 * HOUR_MS), Offset(6 * HOUR_MS)),
        }
    }

    /// Whether a connection that is in use may be edited.
    pub const fn edits_in_use(self) -> bool {
        matches!(self, Self::Overview2024_10)
    }
}

/// A rule that refuses an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// Only two Intune roles manage connections and policies.
    IntuneRoleNeeded,
    /// Creating or editing a connection needs to read the subscription.
    SubscriptionReaderNeeded,
    /// A tenant has a limited number of connections.
    ConnectionLimit,
    /// Names of connections are unique.
    ConnectionNameTaken,
    /// The wizard offers supported regions only.
    RegionNotSupported,
    /// Hybrid join needs a domain.
    DomainNeeded,
    /// A connection cannot be assigned before its first checks succeed.
    FirstCheckUnderWay,
    /// A connection whose checks failed cannot be assigned.
    ChecksFailed,
    /// A run is under way.
    ChecksRunning,
    /// A connection in use cannot be edited.
    ConnectionInUse,
    /// All connections of a policy have one join type.
    OneJoinType,
    /// Names of policies are unique.
    PolicyNameTaken,
    /// Names of policies lack certain characters.
    PolicyNameCharacters,
    /// The policy is assigned already.
    AlreadyAssigned,
    /// Only a failed Cloud PC can be tried again.
    NothingToRetry,
    /// Only hybrid connections have a password.
    PasswordOfHybridOnly,
    /// There is no connection of that name.
    NoSuchConnection,
    /// There is no policy of that name.
    NoSuchPolicy,
}

/// What a rule says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleText {
    /// Its name in files and JSON.
    pub name: &'static str,
    /// The fact it rests on, in our words.
    pub fact: &'static str,
    /// Where the fact is written.
    pub source: &'static str,
    /// What to do instead.
    pub remedy: &'static str,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 18] = [
        Self::IntuneRoleNeeded,
        Self::SubscriptionReaderNeeded,
        Self::ConnectionLimit,
        Self::ConnectionNameTaken,
        Self::RegionNotSupported,
        Self::DomainNeeded,
        Self::FirstCheckUnderWay,
        Self::ChecksFailed,
        Self::ChecksRunning,
        Self::ConnectionInUse,
        Self::OneJoinType,
        Self::PolicyNameTaken,
        Self::PolicyNameCharacters,
        Self::AlreadyAssigned,
        Self::NothingToRetry,
        Self::PasswordOfHybridOnly,
        Self::NoSuchConnection,
        Self::NoSuchPolicy,
    ];

    /// The rule of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.text().name == name)
    }

    /// What the rule says.
    pub const fn text(self) -> RuleText {
        let (name, fact, source, remedy) = match self {
            Self::IntuneRoleNeeded => (
                "intuneRoleNeeded",
                "Azure network connections and provisioning policies are managed by an Intune Administrator or a \
                 Windows 365 Administrator.",
                "Overview, Permissions required for Azure network connections",
                "Act as somebody with one of these two roles.",
            ),
            Self::SubscriptionReaderNeeded => (
                "subscriptionReaderNeeded",
                "Creating or editing a connection needs at least Reader on the subscription of its virtual network.",
                "Overview, Permissions required for Azure network connections",
                "Get Reader on the subscription, or act as somebody who has it.",
            ),
            Self::ConnectionLimit => (
                "connectionLimit",
                "A tenant has a limit of Azure network connections: 10 in the overview, 50 in the service of 2026.",
                "Overview, Maximum Azure network connections; Create an Azure network connection (November 2024)",
                "Use an existing connection, or ask support for more.",
            ),
            Self::ConnectionNameTaken => (
                "connectionNameTaken",
                "The name of a connection is unique in its tenant.",
                "Create an Azure network connection",
                "Choose another name.",
            ),
            Self::RegionNotSupported => (
                "regionNotSupported",
                "The wizard offers virtual networks in supported regions only.",
                "Troubleshoot Azure network connections",
                "Choose a virtual network in a supported region.",
            ),
            Self::DomainNeeded => (
                "domainNeeded",
                "Hybrid Microsoft Entra join needs the details of an AD domain.",
                "Overview, Network connection types",
                "Name an AD domain, or create the connection for Microsoft Entra join.",
            ),
            Self::FirstCheckUnderWay => (
                "firstCheckUnderWay",
                "While the first health check is under way, a connection cannot be assigned to a provisioning policy.",
                "Overview, First health check",
                "Wait up to 30 minutes for the results, then assign it.",
            ),
            Self::ChecksFailed => (
                "checksFailed",
                "A connection whose health checks failed cannot be assigned to a provisioning policy.",
                "Azure network connection health checks",
                "Repair what the checks found, choose Retry, and assign it when the checks are successful.",
            ),
            Self::ChecksRunning => (
                "checksRunning",
                "While health checks run, a connection can be neither edited nor checked again.",
                "Edit an Azure network connection",
                "Wait for the results.",
            ),
            Self::ConnectionInUse => (
                "connectionInUse",
                "A connection that a policy or a Cloud PC uses cannot be edited, except for its name.",
                "Edit an Azure network connection (October 2024)",
                "Create a new connection and put it into the policy.",
            ),
            Self::OneJoinType => (
                "oneJoinType",
                "All connections of a provisioning policy have the join type of the policy.",
                "Create provisioning policies",
                "Choose connections of one join type.",
            ),
            Self::PolicyNameTaken => (
                "policyNameTaken",
                "The name of a provisioning policy is unique.",
                "Create provisioning policies",
                "Choose another name.",
            ),
            Self::PolicyNameCharacters => (
                "policyNameCharacters",
                "The name of a provisioning policy has none of these characters: < > & | \" ^",
                "Create provisioning policies",
                "Leave them out.",
            ),
            Self::AlreadyAssigned => (
                "alreadyAssigned",
                "A policy is assigned to a group once.",
                "Create provisioning policies",
                "Nothing is to be done: its members get their Cloud PCs.",
            ),
            Self::NothingToRetry => (
                "nothingToRetry",
                "Retry is offered for a Cloud PC whose provisioning failed.",
                "Provisioning in Windows 365",
                "Wait for the attempts that are under way.",
            ),
            Self::PasswordOfHybridOnly => (
                "passwordOfHybridOnly",
                "Only a connection for hybrid Microsoft Entra join stores the password of an AD account.",
                "Microsoft Graph, updateAdDomainPassword",
                "Nothing is to be done: Microsoft Entra join needs no AD domain.",
            ),
            Self::NoSuchConnection => (
                "noSuchConnection",
                "An action names a connection that exists when it is done.",
                "Microsoft Graph, cloudPcOnPremisesConnection",
                "Create the connection first; perhaps its creation was refused.",
            ),
            Self::NoSuchPolicy => (
                "noSuchPolicy",
                "An action names a provisioning policy that exists when it is done.",
                "Microsoft Graph, cloudPcProvisioningPolicy",
                "Create the policy first; perhaps its creation was refused.",
            ),
        };
        RuleText { name, fact, source, remedy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_their_names_and_say_what_to_do() {
        for rule in Rule::ALL {
            let text = rule.text();
            assert_eq!(Rule::named(text.name), Some(rule));
            assert!(text.fact.ends_with(['.', '^']) && text.remedy.ends_with('.'), "{}", text.name);
        }
    }
}
