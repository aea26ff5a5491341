//! The rules of the service, each with the fact it rests on and its source; and the two sets of them (decisions.md, *The program*).
//!
//! Each rule acts at one place of the engine, which asks [`Rules::holds`]. A test switches off one after the other and
//! sees scenarios fail; `docs/rules.md` is written from this table and from what that test saw.

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
}

/// The rules that hold in a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Rules {
    /// Which of the two sets.
    pub set: RuleSet,
    /// One that does not hold: only tests switch a rule off, to see that a scenario notices.
    pub off: Option<Rule>,
}

impl Rules {
    /// Whether a rule holds: it belongs to the set, and nobody switched it off.
    pub fn holds(self, rule: Rule) -> bool {
        rule.text().within.contains(self.set) && self.off != Some(rule)
    }

    /// How many connections a tenant may have.
    pub const fn connections_max(self) -> usize {
        self.set.connections_max()
    }

    /// The shortest and the longest time from the end of a run to the next periodic one.
    pub fn period(self) -> (Offset, Offset) {
        if self.holds(Rule::PeriodOfHours) { self.set.period() } else { (Offset::days(2), Offset::days(2)) }
    }
}

/// In which sets a rule holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// In both.
    Both,
    /// As the overview has it.
    Overview,
    /// As the service was in October 2026.
    Service,
}

impl Within {
    /// Whether a set has it.
    pub fn contains(self, set: RuleSet) -> bool {
        match self {
            Self::Both => true,
            Self::Overview => set == RuleSet::Overview2024_10,
            Self::Service => set == RuleSet::Service2026_10,
        }
    }

    /// In words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Overview => "Oct 2024",
            Self::Service => "Oct 2026",
        }
    }
}

/// What a rule says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleText {
    /// The rule.
    pub rule: Rule,
    /// Its name in files and JSON.
    pub name: &'static str,
    /// In which sets it holds.
    pub within: Within,
    /// The fact it rests on, in our words.
    pub fact: &'static str,
    /// For a rule that refuses an action: what to do instead. Empty for one that says how the service behaves.
    pub remedy: &'static str,
}

macro_rules! rules {
    ($($rule:ident $name:literal $within:ident $fact:literal $source:literal $remedy:literal;)+) => {
        /// A rule: it says how the service behaves, or refuses an action.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs, reason = "the table says in words what each one is")]
        pub enum Rule { $($rule,)+ }

        /// All rules: first those of the overview in its order, then those of the reference.
        pub const RULES: &[RuleText] = &[$(RuleText {
            rule: Rule::$rule,
            name: $name,
            within: Within::$within,
            fact: $fact,
            remedy: $remedy,
        },)+];

        /// Where the fact of each rule is written: apart, for the page does not load what it never shows.
        const SOURCES: &[&str] = &[$($source,)+];
    };
}

rules! {
    EntraJoinNeedsNoDomain "entraJoinNeedsNoDomain" Both
        "A connection for Microsoft Entra join needs no AD domain, nor do its checks and sign-ins."
        "Overview, Network connection types"
        "";
    DomainNeeded "domainNeeded" Both
        "Hybrid Microsoft Entra join needs the details of an AD domain."
        "Overview, Network connection types"
        "Name an AD domain, or create the connection for Microsoft Entra join.";
    NetworkInterfaceNeedsRoles "networkInterfaceNeedsRoles" Both
        "To make a network interface in the customer's network, Windows 365 needs its roles on the resource group and the virtual network."
        "Overview, Provisioning"
        "";
    JoinUsesStoredCredentials "joinUsesStoredCredentials" Both
        "A hybrid Cloud PC joins the domain with the credentials and the organizational unit of its connection."
        "Overview, Provisioning"
        "";
    FourFacts "fourFacts" Both
        "A Cloud PC that was provisioned is on the network, registered in Microsoft Entra ID, enrolled in Intune and ready for sign-in."
        "Overview, Provisioning"
        "";
    SettingsFrozen "settingsFrozen" Both
        "A connection's settings reach a Cloud PC when it is provisioned, and at no other time."
        "Overview, Provisioning and Changing an Azure network connection"
        "";
    AlternatesInOrder "alternatesInOrder" Both
        "When the first connection of a policy is unavailable, the next one in the order of priority is used."
        "Overview, Alternate ANCs"
        "";
    UnavailableWithoutCapacity "unavailableWithoutCapacity" Both
        "A connection is unavailable while its region has no capacity."
        "Overview, Alternate ANCs"
        "";
    UnavailableWithoutSuccess "unavailableWithoutSuccess" Both
        "A connection is unavailable while its last status is no success."
        "Provisioning errors: the connection is not healthy"
        "";
    UnavailableWithoutAddress "unavailableWithoutAddress" Both
        "A connection is unavailable while its subnet has no free address."
        "Provisioning errors: not enough IP addresses"
        "";
    FirstCheckOnCreation "firstCheckOnCreation" Both
        "When a connection is created, Windows 365 checks it."
        "Overview, First health check"
        "";
    FirstCheckUnderWay "firstCheckUnderWay" Both
        "While the first health check is under way, a connection cannot be assigned to a provisioning policy."
        "Overview, First health check"
        "Wait up to 30 minutes for the results, then assign it.";
    ChecksFailed "checksFailed" Both
        "A connection whose health checks failed cannot be assigned to a provisioning policy."
        "Overview, First health check"
        "Repair what the checks found, choose Retry, and assign it when the checks are successful.";
    PeriodicChecks "periodicChecks" Both
        "The checks of a connection are repeated as long as it is used."
        "Overview, Periodic health checks"
        "";
    PeriodOfHours "periodOfHours" Both
        "Checks are repeated every one to six hours; in the service of 2026 every six."
        "Overview, Health check frequency"
        "";
    RunTakesTime "runTakesTime" Both
        "A run takes up to 30 minutes, and its results are posted together at its end."
        "Overview, Health check frequency"
        "";
    TemporaryVm "temporaryVm" Both
        "A run has a temporary virtual machine in the subnet: it takes an address, and is deleted at the end."
        "Overview, Health check frequency"
        "";
    RetryRunsAll "retryRunsAll" Both
        "Retry starts a full run at once."
        "Overview, Retry health check"
        "";
    IntuneRoleNeeded "intuneRoleNeeded" Both
        "Azure network connections and provisioning policies are managed by an Intune Administrator or a Windows 365 Administrator."
        "Overview, Permissions required for Azure network connections"
        "Act as somebody with one of these two roles.";
    SubscriptionReaderNeeded "subscriptionReaderNeeded" Both
        "Creating or editing a connection needs at least Reader on the subscription of its virtual network."
        "Overview, Permissions required for Azure network connections"
        "Get Reader on that subscription, or act as somebody who has it.";
    ReprovisionTakesNewSettings "reprovisionTakesNewSettings" Both
        "Reprovisioning deletes a Cloud PC and makes it anew, with the present settings of the connection."
        "Overview, Changing an Azure network connection"
        "";
    ConnectionNamedByPolicy "connectionNamedByPolicy" Both
        "A connection that a provisioning policy uses cannot be deleted."
        "Overview, Delete an Azure network connection"
        "Change each policy to other connections, or delete the policy; then delete the connection.";
    ConnectionLimit "connectionLimit" Both
        "A tenant has a limit of Azure network connections: 10 in the overview, 50 in the service of 2026."
        "Overview, Maximum Azure network connections; Create an Azure network connection (November 2024)"
        "Use an existing connection, or ask support for more.";
    SupportRaisesLimit "supportRaisesLimit" Both
        "Support raises the limit on request."
        "Overview, Maximum Azure network connections"
        "";
    InactiveWhenUnused "inactiveWhenUnused" Both
        "A connection that is unused for four weeks becomes inactive."
        "Overview, Inactive ANCs; What's new, October 2024"
        "";
    InactivePausesChecks "inactivePausesChecks" Both
        "An inactive connection runs no health checks."
        "Overview, Inactive ANCs"
        "";
    ConnectionInactive "connectionInactive" Both
        "An inactive connection cannot be assigned, nor checked, before it is reactivated."
        "Overview, Inactive ANCs"
        "Reactivate it, and wait until its checks are successful.";
    ReactivationNeedsChecks "reactivationNeedsChecks" Both
        "A reactivated connection is used again only after its checks were successful."
        "Overview, Inactive ANCs"
        "";
    HybridAsksController "hybridAsksController" Both
        "The sign-in of a hybrid Cloud PC is routed over its network to a domain controller."
        "Overview, User sign-in"
        "";
    NoCachedCredentials "noCachedCredentials" Both
        "Cached credentials cannot be used over the remote desktop channel."
        "Overview, User sign-in"
        "";
    ControllerInSubnet "controllerInSubnet" Both
        "A domain controller in the subnet of the Cloud PCs is reached without any link."
        "Overview, User sign-in"
        "";
    EntraAsksEntraId "entraAsksEntraId" Both
        "The sign-in of a Microsoft Entra joined Cloud PC asks Microsoft Entra ID."
        "Overview, User sign-in"
        "";
    ReachOverConnection "reachOverConnection" Both
        "Network resources are reached over the connection, whatever the join type."
        "Overview, Network connection types"
        "";
    ConnectionNameTaken "connectionNameTaken" Both
        "The name of a connection is unique in its tenant."
        "Create an Azure network connection"
        "Choose another name.";
    RegionNotSupported "regionNotSupported" Both
        "The wizard offers virtual networks in supported regions only."
        "Troubleshoot Azure network connections"
        "Choose a virtual network in a supported region.";
    RecoveryRegions "recoveryRegions" Service
        "Some regions are for disaster recovery only: a connection may lead there, and no policy may use it."
        "What's new, September 2026"
        "Use a connection in another region.";
    ResourceGroupElsewhere "resourceGroupElsewhere" Both
        "Resource group and virtual network of a connection are in one subscription."
        "Create an Azure network connection"
        "Choose a resource group of that subscription.";
    DomainNameInvalid "domainNameInvalid" Both
        "The AD domain is a DNS name such as corp.contoso.com."
        "Create an Azure network connection"
        "Enter the name of the domain that Cloud PCs join.";
    UserNameFormat "userNameFormat" Both
        "The user name of the join account is written user@domain."
        "Create an Azure network connection"
        "Enter it as a user principal name.";
    OrganizationalUnitFormat "organizationalUnitFormat" Both
        "The organizational unit is a distinguished name."
        "Create an Azure network connection"
        "Write it like OU=CloudPCs,DC=corp,DC=contoso,DC=com.";
    PasswordsDiffer "passwordsDiffer" Both
        "The password is entered twice."
        "Create an Azure network connection"
        "Enter the same password in both fields.";
    ChecksRunning "checksRunning" Both
        "While health checks run, a connection can be neither edited nor checked again."
        "Edit an Azure network connection"
        "Wait for the results.";
    ConnectionInUse "connectionInUse" Service
        "A connection that a policy or a Cloud PC uses cannot be edited, except for its name; the password has an action of its own."
        "Edit an Azure network connection (October 2024)"
        "Create a new connection, put it into the policy, and move the Cloud PCs.";
    ConnectionUsedByCloudPc "connectionUsedByCloudPc" Service
        "A connection that a Cloud PC uses cannot be deleted."
        "Delete an Azure network connection"
        "Move or remove its Cloud PCs, then delete it.";
    NotInactive "notInactive" Both
        "Only an inactive connection is reactivated."
        "Azure network connections"
        "Nothing is to be done: its checks run.";
    OneJoinType "oneJoinType" Both
        "All connections of a provisioning policy have the join type of the policy."
        "Create provisioning policies"
        "Choose connections of one join type.";
    PolicyNameTaken "policyNameTaken" Both
        "The name of a provisioning policy is unique."
        "Create provisioning policies"
        "Choose another name.";
    PolicyNameCharacters "policyNameCharacters" Both
        "The name of a provisioning policy has none of these characters: < > & | \" ^"
        "Create provisioning policies"
        "Leave them out.";
    PolicyAssigned "policyAssigned" Both
        "A provisioning policy that is assigned to a group cannot be deleted."
        "Provisioning in Windows 365"
        "Take it from its groups first; their Cloud PCs go into a grace period.";
    AlreadyAssigned "alreadyAssigned" Both
        "A policy is assigned to a group once."
        "Create provisioning policies"
        "Nothing is to be done: its members get their Cloud PCs.";
    NotAssigned "notAssigned" Both
        "A policy is taken from a group that it is assigned to."
        "Create provisioning policies"
        "Nothing is to be done.";
    FirstPolicyWins "firstPolicyWins" Both
        "When several policies are assigned to a group, the first assigned gives the Cloud PCs."
        "Provisioning in Windows 365"
        "";
    NothingToRetry "nothingToRetry" Both
        "Retry is offered for a Cloud PC whose provisioning failed."
        "Provisioning in Windows 365"
        "Wait for the attempts that are under way.";
    NotReprovisionable "notReprovisionable" Both
        "Reprovisioning is offered for a Cloud PC that is provisioned or failed, and in the grace period when another policy targets its user."
        "Reprovision a Cloud PC"
        "Wait until it is ready.";
    MoveNotOffered "moveNotOffered" Overview
        "A network change reaches a Cloud PC only when it is reprovisioned."
        "Overview, Changing an Azure network connection"
        "Reprovision it: whatever is on it is lost.";
    PreparationNotOffered "preparationNotOffered" Overview
        "Policies of 2024 know no device preparation."
        "What's new, May 2026"
        "Nothing can be done about it by these rules.";
    OneGracePeriodAtATime "oneGracePeriodAtATime" Overview
        "Grace periods are ended one by one: ending them all at once came in September 2026."
        "What's new, September 2026"
        "End the one that is meant.";
    ResizeNeedsManagedDevice "resizeNeedsManagedDevice" Both
        "A resize is an action on a device of Intune: what is not enrolled any more is not resized."
        "Resize a Cloud PC"
        "Reprovision it, which enrolls it anew.";
    MoveWithinDomain "moveWithinDomain" Service
        "A hybrid Cloud PC moves only between connections of one domain."
        "Move a Cloud PC"
        "Choose a connection of the same domain, or reprovision.";
    NotMovable "notMovable" Service
        "A move is offered for a Cloud PC that is ready and that its policy would place elsewhere."
        "Move a Cloud PC"
        "Change the connections of the policy first, or wait until the Cloud PC is ready.";
    NotResizable "notResizable" Both
        "A resize is offered for a Cloud PC that is provisioned."
        "Resize a Cloud PC"
        "Wait until it is ready.";
    ResizeNeedsAddress "resizeNeedsAddress" Both
        "A hybrid Cloud PC needs a second free address while it is resized."
        "Resize a Cloud PC"
        "Free an address in its subnet.";
    NoGracePeriod "noGracePeriod" Both
        "Only a grace period that is under way can be ended."
        "End a grace period"
        "Nothing is to be done.";
    PasswordOfHybridOnly "passwordOfHybridOnly" Both
        "Only a connection for hybrid Microsoft Entra join stores the password of an AD account."
        "Microsoft Graph, updateAdDomainPassword"
        "Nothing is to be done: Microsoft Entra join needs no AD domain.";
    NoSuchConnection "noSuchConnection" Both
        "An action names a connection that exists when it is done."
        "Microsoft Graph, cloudPcOnPremisesConnection"
        "Create the connection first; perhaps its creation was refused.";
    NoSuchPolicy "noSuchPolicy" Both
        "An action names a provisioning policy that exists when it is done."
        "Microsoft Graph, cloudPcProvisioningPolicy"
        "Create the policy first; perhaps its creation was refused.";
    OwnerGrantsRoles "ownerGrantsRoles" Both
        "When an owner or a User Access Administrator of the subscription creates, edits or retries, the service gives itself the roles that it lacks."
        "Create an Azure network connection"
        "";
    PasswordGoesUnnoticed "passwordGoesUnnoticed" Both
        "The service does not notice that a password changed in the directory; checks fail until an administrator updates it."
        "Azure network connection domain credentials"
        "";
    WarningIsUsable "warningIsUsable" Both
        "A connection whose checks were successful with warnings is used like any other."
        "Azure network connection health checks"
        "";
    InformationalIsUsable "informationalIsUsable" Both
        "Single sign-on that is not configured is informational: provisioning goes on."
        "Microsoft Graph, cloudPcOnPremisesConnectionStatus"
        "";
    ChecksDepend "checksDepend" Both
        "Without what a check needs it does not run, and names the check that stopped it."
        "Documented nowhere"
        "";
    NewEndpointNames "newEndpointNames" Service
        "Three endpoint names of April 2026 must be reachable."
        "What's new, April 2026"
        "";
    PrivateByDefault "privateByDefault" Service
        "A virtual network made after 31 March 2026 has no way to the Internet unless it gets a NAT gateway or a firewall; older ones keep theirs."
        "Default outbound access in Azure"
        "";
    CustomDnsReplaces "customDnsReplaces" Both
        "The DNS servers of a virtual network resolve all names in it: when none of them answers, nothing in it finds any service."
        "Network requirements of Windows 365; Connection errors"
        "";
    PlatformAddressesNeeded "platformAddressesNeeded" Both
        "A Cloud PC that cannot reach Azure's platform addresses reports no health, and gets no session."
        "Connection errors"
        "";
    ProvisioningNeedsEndpoints "provisioningNeedsEndpoints" Both
        "Provisioning needs the endpoints of Windows 365, of Azure Virtual Desktop and of Azure's platform."
        "Network requirements of Windows 365; Provisioning errors"
        "";
    ConnectivitySeesEntraId "connectivitySeesEntraId" Both
        "A Cloud PC's own checks notice that Microsoft Entra ID cannot be reached: it is available with a warning."
        "Observed once in a live tenant"
        "";
    LockKeepsInterfaces "lockKeepsInterfaces" Both
        "A lock on the resource group keeps network interfaces from being deleted: their addresses stay taken."
        "Troubleshoot Azure network connections"
        "";
    LocksAreInherited "locksAreInherited" Both
        "A lock on a subscription holds in all its resource groups."
        "Lock your Azure resources; Troubleshoot Azure network connections"
        "";
    ReadOnlyNetworkTakesNobody "readOnlyNetworkTakesNobody" Both
        "A read-only lock on a virtual network lets no network interface join its subnets; a delete lock on it keeps none."
        "Lock your Azure resources"
        "";
    HostedIsEntraOnly "hostedIsEntraOnly" Both
        "The Microsoft hosted network takes Microsoft Entra joined Cloud PCs only: hybrid ones need a connection."
        "Create provisioning policies"
        "Use a connection for Microsoft Entra hybrid join.";
    HostedSpreads "hostedSpreads" Service
        "New Cloud PCs on the Microsoft hosted network are spread over all regions that the policy names."
        "Multi-region selection, December 2025"
        "";
    HostedSkipsRegions "hostedSkipsRegions" Both
        "A region of the Microsoft hosted network in which nothing can be made is passed over."
        "Multi-region selection, December 2025"
        "";
    HybridWaitsForSync "hybridWaitsForSync" Both
        "A hybrid Cloud PC waits for its device to be synchronized, for 90 minutes at most."
        "Azure network connection health checks; Provisioning errors"
        "";
    FederatedRegisterThemselves "federatedRegisterThemselves" Both
        "A hybrid Cloud PC of a federated domain registers itself: it waits for no cycle of Microsoft Entra Connect."
        "Provisioning errors; Plan your Microsoft Entra hybrid join implementation"
        "";
    ThreeAttempts "threeAttempts" Both
        "Provisioning is tried three times."
        "Provisioning in Windows 365"
        "";
    CleanUpTakesHours "cleanUpTakesHours" Both
        "What a failed attempt took is free again three hours later."
        "Provisioning in Windows 365"
        "";
    FailedRunFailsAttempt "failedRunFailsAttempt" Both
        "When the checks of the chosen connection fail meanwhile, the attempt fails."
        "Provisioning errors"
        "";
    SetupOnlyWarns "setupOnlyWarns" Both
        "A step of the set-up that fails makes a Cloud PC provisioned with warnings."
        "Automated provisioning steps"
        "";
    DevicePreparation "devicePreparation" Service
        "Where a policy wants it, a Cloud PC is prepared before its user may sign in; when that takes too long, the policy says whether it has failed."
        "What's new, May 2026"
        "";
    EnrollmentNeeded "enrollmentNeeded" Both
        "A Cloud PC that cannot be enrolled in Intune is not provisioned."
        "Provisioning errors"
        "";
    PresentPolicyProvisions "presentPolicyProvisions" Both
        "Reprovision and Retry go by the policy that targets the user's group now."
        "Provisioning in Windows 365"
        "";
    GraceGoesByPolicy "graceGoesByPolicy" Both
        "A group that loses the policy that made its Cloud PCs sends them into the grace period, whatever other policy it has; only that policy ends it."
        "End a grace period"
        "";
    LicencesAreCounted "licencesAreCounted" Both
        "A Cloud PC holds a licence of its size until its removal begins, also in its grace period; while none is free, whoever asks for one is pending."
        "Device management overview"
        "";
    ResizeNeedsLicence "resizeNeedsLicence" Both
        "A Cloud PC is resized to another size of which a licence is free."
        "Resize a Cloud PC"
        "Free a licence of that size, or buy one.";
    NoSuchSize "noSuchSize" Both
        "A size is one of which the tenant has licences."
        "A modelling choice"
        "Choose a size of the tenant's licences.";
    CloudPcForEachLicence "cloudPcForEachLicence" Both
        "Somebody with several licences gets a Cloud PC for each of them, all of the same policy."
        "Provisioning in Windows 365"
        "";
    ResizeWaitsForLicence "resizeWaitsForLicence" Both
        "A resize waits 48 hours for its user's licence of the new size; then the Cloud PC stays what it was."
        "Resize a Cloud PC"
        "";
    FirstAssignmentOfAll "firstAssignmentOfAll" Both
        "Somebody in several groups gets the Cloud PC of the policy that was assigned first, by whichever group."
        "Create provisioning policies"
        "";
    GracePeriod "gracePeriod" Both
        "Who loses licence or assignment works on for seven days; then the Cloud PC is removed."
        "Cloud PC lifecycle"
        "";
    ExpiredCloudPcRecovered "expiredCloudPcRecovered" Service
        "A Cloud PC that was removed after its user's licence expired is recovered when there is a licence again."
        "What's new, March 2026"
        "";
    RedundantTransports "redundantTransports" Service
        "A session that UDP does not carry has more than one way over TCP: where the gateway is out in a part of the world alone, it goes on."
        "What's new, July 2026"
        "";
    LinkShowsNoPrompt "linkShowsNoPrompt" Both
        "A Windows 365 Link shows no prompt once it connects: without single sign-on, or while a new Cloud PC is to be allowed, the connection is denied."
        "Conditional Access policies for Windows 365 Link"
        "";
    ConsentOnNewCloudPcs "consentOnNewCloudPcs" Both
        "With single sign-on a user is asked once to allow the connection to a new Cloud PC."
        "Configure single sign-on"
        "";
    SyncedIdentityNeeded "syncedIdentityNeeded" Both
        "Whoever signs in to a hybrid Cloud PC is known to Active Directory and to Microsoft Entra ID."
        "Requirements for Windows 365"
        "";
    ConnectivitySaysMore "connectivitySaysMore" Service
        "The connectivity of a Cloud PC says that it is in use, or under service maintenance."
        "Microsoft Graph, cloudPcConnectivityStatus"
        "";
    KerberosForSingleSignOn "kerberosForSingleSignOn" Both
        "Single sign-on to hybrid Cloud PCs needs a Kerberos server object; without it a password is asked for."
        "Configure single sign-on"
        "";
    NatForbidsDirectUdp "natForbidsDirectUdp" Both
        "Behind a NAT gateway or Azure Firewall, which map addresses symmetrically, a session over UDP is relayed by TURN."
        "RDP Shortpath"
        "";
    EndpointByEndpoint "endpointByEndpoint" Both
        "A single required endpoint that is blocked fails the check, which names it; sessions go on where they do not need that one."
        "Network requirements of Windows 365"
        "";
    TagsCarryWebPorts "tagsCarryWebPorts" Both
        "FQDN tags of Azure Firewall carry the ports of the web only: 5671, 1688 and 3478 need rules of their own."
        "Manage and optimize Windows 365 with Azure Firewall"
        "";
    ForcedTunnelGoesHome "forcedTunnelGoesHome" Both
        "A route table that sends everything on-premises makes the link the way to the Internet."
        "Azure virtual network traffic routing"
        "";
    SecurityGroupDenies "securityGroupDenies" Both
        "A network security group closes the way to the Internet for its subnet alone."
        "Azure network security groups"
        "";
    InspectionStopsEnrollment "inspectionStopsEnrollment" Both
        "A Cloud PC whose encrypted traffic is inspected on the way cannot be enrolled in Intune."
        "Network endpoints for Microsoft Intune"
        "";
    UdpCheckLooksAtTurn "udpCheckLooksAtTurn" Service
        "The UDP check looks at STUN and at TURN: while one of them is open, its result is informational."
        "What's new, January 2026"
        "";
    UdpMakesSessionsBetter "udpMakesSessionsBetter" Both
        "A session goes over UDP where STUN or TURN is let through, otherwise over TCP."
        "RDP Shortpath"
        "";
    ThingNameTaken "thingNameTaken" Both
        "A name is given once among things of a kind; that of something which was removed is not given again."
        "Azure Resource Manager, naming rules"
        "Choose another name.";
    ThingInUse "thingInUse" Both
        "What something else uses cannot be removed."
        "Azure Resource Manager, resources in use"
        "Remove what uses it first.";
    PrefixesOverlap "prefixesOverlap" Both
        "Subnets of one virtual network do not overlap, nor do those of networks that are linked to on-premises."
        "Azure Virtual Network, address spaces"
        "Choose other addresses.";
    PeeringOfTwo "peeringOfTwo" Both
        "A peering joins two virtual networks."
        "Azure Virtual Network, peering"
        "Choose another network.";
    CapacityHeld "capacityHeld" Both
        "A region holds no less than the Cloud PCs that are in it."
        "A modelling choice"
        "Choose a larger number.";
    LimitOfThings "limitOfThings" Both
        "A run has a limited number of things of each kind."
        "A modelling choice"
        "Begin with another scenario.";
    NoSuchUnit "noSuchUnit" Both
        "An organizational unit that is removed is there."
        "A modelling choice"
        "Nothing is to be done.";
    ConditionalAccessBlocks "conditionalAccessBlocks" Both
        "Conditional Access can block a sign-in before any network is asked."
        "Identity and authentication"
        "";
    ClientComesFirst "clientComesFirst" Both
        "A client that does not connect keeps its user out, whatever the service's own checks say; another one on the same device may connect."
        "Connection errors"
        "";
    GatewayCarriesSessions "gatewayCarriesSessions" Both
        "Every session goes through the gateway of the service; health checks of a connection do not look at it."
        "Connection errors"
        "";
    PolicyForbidsSessions "policyForbidsSessions" Both
        "A group policy or a profile of Intune that forbids remote sessions keeps them out of the Cloud PCs that it reaches."
        "Connection errors"
        "";
    DeviceObjectNeeded "deviceObjectNeeded" Both
        "Nobody signs in to a Microsoft Entra joined Cloud PC whose device object is disabled or deleted."
        "Manage device identities in Microsoft Entra ID"
        "";
    PerUserMfaNeedsSingleSignOn "perUserMfaNeedsSingleSignOn" Both
        "Per-user multifactor authentication cannot be answered in the session of a Microsoft Entra joined Cloud PC without single sign-on."
        "Connection errors"
        "";
}

impl Rule {
    /// The rule of that name.
    pub fn named(name: &str) -> Option<Self> {
        RULES.iter().find(|text| text.name == name).map(|text| text.rule)
    }

    /// What the rule says.
    pub const fn text(self) -> &'static RuleText {
        // The table is made in the order of the variants.
        &RULES[self as usize]
    }

    /// Where its fact is written.
    pub const fn source(self) -> &'static str {
        SOURCES[self as usize]
    }

    /// What about it nobody documents: how the simulator has it is a choice, and could be otherwise.
    pub const fn modelled(self) -> Option<&'static str> {
        match self {
            Self::UnavailableWithoutCapacity | Self::UnavailableWithoutAddress => Some(
                "That it is seen at the moment of the choice, without an attempt being lost, is a modelling choice.",
            ),
            Self::ResizeNeedsAddress => {
                Some("That a resize needs no capacity of the region is a modelling choice.")
            }
            Self::TemporaryVm => Some("That it needs no capacity of the region is a modelling choice."),
            Self::FederatedRegisterThemselves => Some(
                "That the check of device sync goes by Microsoft Entra Connect all the same is a modelling choice.",
            ),
            Self::ReadOnlyNetworkTakesNobody => {
                Some("That the check of the virtual network finds it is a modelling choice.")
            }
            Self::DevicePreparation => Some("That it takes 10 to 25 minutes is a modelling choice."),
            Self::ConnectivitySaysMore => {
                Some("That somebody stays for eight hours after a sign-in is a modelling choice.")
            }
            Self::ResizeNeedsManagedDevice => {
                Some("That nothing else of the Cloud PC suffers is a modelling choice.")
            }
            Self::EndpointByEndpoint => {
                Some("Which of the endpoints sessions need once a Cloud PC is made is a modelling choice.")
            }
            Self::InspectionStopsEnrollment => {
                Some("That no health check sees it, and that sessions go on, is a modelling choice.")
            }
            Self::ForcedTunnelGoesHome => {
                Some("That sessions are relayed then, and not straight over UDP, is a modelling choice.")
            }
            Self::HostedSpreads => Some(
                "That the regions are taken in turn, and that before it the one with most room is, is a modelling choice.",
            ),
            Self::HostedSkipsRegions => Some(
                "What makes a region unhealthy is not documented: here it is full, or Windows 365 does not support it.",
            ),
            Self::GatewayCarriesSessions => Some(
                "That no health check, no status and no connectivity of a Cloud PC shows that it is out is a modelling choice.",
            ),
            Self::PolicyForbidsSessions => {
                Some("That the connectivity of the Cloud PC shows it is a modelling choice.")
            }
            Self::ChecksDepend => Some("Which check needs which other one is a modelling choice."),
            Self::ConnectivitySeesEntraId => Some("That it is no more than a warning is a modelling choice."),
            Self::NotReprovisionable => Some("That it is offered in the grace period is a modelling choice."),
            Self::PresentPolicyProvisions => {
                Some("That Retry goes by it, too, was observed and is not documented.")
            }
            _ => None,
        }
    }

    /// Whether it refuses actions.
    pub const fn refuses(self) -> bool {
        !self.text().remedy.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_their_names_and_say_what_to_do() {
        for text in RULES {
            assert_eq!(text.rule.text(), text);
            assert_eq!(Rule::named(text.name), Some(text.rule));
            assert!(text.fact.ends_with(['.', '^']), "{}", text.name);
            assert!(text.remedy.is_empty() || text.remedy.ends_with('.'), "{}", text.name);
            assert!(!text.rule.source().is_empty(), "{}", text.name);
        }
    }
}
