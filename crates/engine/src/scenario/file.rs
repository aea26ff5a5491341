//! The types of a scenario file. The JSON Schema is generated from them, doc comments and all; what is left out is
//! healthy and sensible.

use serde::Serialize;
use serde_json::Value;

/// Reads a value whose shape is right ([`super::shape`] has seen to that, and to names). Hand-made because the derived
/// readers of serde take 50 KB of the browser's first load, mostly for messages that nobody can see here.
pub trait Read: Sized {
    /// From a value.
    fn read(value: Value) -> Option<Self>;

    /// When the field is left out; none: it is required.
    fn left_out() -> Option<Self> {
        None
    }
}

type Fields = serde_json::Map<String, Value>;

/// Takes a field by the name of its Rust twin.
fn take<T: Read>(fields: &mut Fields, rust_name: &str) -> Option<T> {
    let name = match rust_name {
        // Two names that Rust does not allow.
        "schema" => "$schema".to_owned(),
        "acting_as" => "as".to_owned(),
        _ => camel_case(rust_name),
    };
    fields.remove(&name).map_or_else(T::left_out, T::read)
}

/// `join_type` and `JoinType` become `joinType`.
fn camel_case(rust_name: &str) -> String {
    let mut name = String::with_capacity(rust_name.len());
    let mut upper = false;
    for (position, letter) in rust_name.chars().enumerate() {
        match letter {
            '_' => upper = true,
            _ if upper => {
                name.extend(letter.to_uppercase());
                upper = false;
            }
            _ if position == 0 => name.extend(letter.to_lowercase()),
            _ => name.push(letter),
        }
    }
    name
}

impl Read for String {
    fn read(value: Value) -> Option<Self> {
        if let Value::String(text) = value { Some(text) } else { None }
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }

    fn left_out() -> Option<Self> {
        Some(false)
    }
}

macro_rules! read_numbers {
    ($($number:ty),+) => {$(
        impl Read for $number {
            fn read(value: Value) -> Option<Self> {
                value.as_i64().and_then(|number| Self::try_from(number).ok())
            }

            fn left_out() -> Option<Self> {
                Some(0)
            }
        }
    )+};
}

read_numbers!(u32, i32, u64);

impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }

    fn left_out() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        if let Value::Array(items) = value { items.into_iter().map(T::read).collect() } else { None }
    }

    fn left_out() -> Option<Self> {
        Some(Self::new())
    }
}

/// `true` or `false`; left out: `true`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Yes(pub bool);

impl Default for Yes {
    fn default() -> Self {
        Self(true)
    }
}

impl Read for Yes {
    fn read(value: Value) -> Option<Self> {
        value.as_bool().map(Self)
    }

    fn left_out() -> Option<Self> {
        Some(Self::default())
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $($key:literal = $value:literal)+;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(inline, $(extend($key = $value)),+))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl Read for $name {
            fn read(value: Value) -> Option<Self> {
                String::read(value).map(Self)
            }
        }
    )+};
}

texts! {
    /// A moment or a length of time: `1d6h30m`, counted from the start.
    OffsetText "format" = "offset" "maxLength" = 40;
    /// A UTC instant: `2026-03-02T08:00:00Z`.
    UtcText "format" = "utc" "maxLength" = 40;
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
    /// The name of a link.
    LinkRef "x-reference" = "link" "maxLength" = 200;
    /// The name of an AD domain.
    DomainRef "x-reference" = "domain" "maxLength" = 200;
    /// The name of a domain controller.
    ControllerRef "x-reference" = "controller" "maxLength" = 200;
    /// The name of an administrator.
    AdminRef "x-reference" = "admin" "maxLength" = 200;
    /// The name of a group.
    GroupRef "x-reference" = "group" "maxLength" = 200;
    /// The name of a user; members of a group are numbered: `sales-01`.
    UserRef "x-reference" = "user" "maxLength" = 200;
    /// The name of a connection, of the world or created by an event.
    ConnectionRef "x-reference" = "connection" "maxLength" = 200;
    /// The name of a policy, of the world or created by an event.
    PolicyRef "x-reference" = "policy" "maxLength" = 200;
    /// The name of a health check: `dns`, `domainJoin`, `endpoints` …
    CheckRef "x-reference" = "check" "maxLength" = 200;
    /// The name of an error type, as Microsoft Graph spells it.
    ErrorTypeRef "x-reference" = "errorType" "maxLength" = 200;
    /// The name of a rule.
    RuleRef "x-reference" = "rule" "maxLength" = 200;
    /// The name of an action of an administrator.
    ActionRef "x-reference" = "action" "maxLength" = 200;
    /// The name of a place that a sign-in passes.
    PlaceRef "x-reference" = "place" "maxLength" = 200;
    /// The name of a problem of a sign-in.
    ProblemRef "x-reference" = "problem" "maxLength" = 200;
    /// The name of a stage of provisioning.
    StageRef "x-reference" = "stage" "maxLength" = 200;
}

macro_rules! file_types {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$of_field:meta])* pub $field:ident: $type:ty,)* })+) => {$(
        #[derive(Clone, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name { $($(#[$of_field])* pub $field: $type,)* }

        impl Read for $name {
            fn read(value: Value) -> Option<Self> {
                let Value::Object(mut fields) = value else { return None };
                Some(Self { $($field: take(&mut fields, stringify!($field))?,)* })
            }
        }
    )+};
}

macro_rules! file_words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$of_word:meta])* $word:ident $text:literal,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$of_word])* #[serde(rename = $text)] $word,)+ }

        impl $name {
            /// The word in files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$word => $text,)+ }
            }
        }

        impl Read for $name {
            fn read(value: Value) -> Option<Self> {
                match value.as_str()? { $($text => Some(Self::$word),)+ _ => None }
            }
        }
    )+};
}

macro_rules! file_choices {
    ($($(#[$meta:meta])* pub enum $name:ident by $tag:literal {
        $($(#[$of_choice:meta])* $choice:ident { $($(#[$of_field:meta])* $field:ident: $type:ty,)* },)+
    })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = $tag, rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
        pub enum $name { $($(#[$of_choice])* $choice { $($(#[$of_field])* $field: $type,)* },)+ }

        impl Read for $name {
            fn read(value: Value) -> Option<Self> {
                let Value::Object(mut fields) = value else { return None };
                let choice: String = take(&mut fields, $tag)?;
                $(if choice == camel_case(stringify!($choice)) {
                    return Some(Self::$choice { $($field: take(&mut fields, stringify!($field))?,)* });
                })+
                None
            }
        }
    )+};
}

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
    }

    /// What exists at the start.
    pub struct World {
        /// Azure regions with their capacity. A supported region that is not listed has room enough.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
        pub regions: Vec<Region>,
        /// Azure subscriptions; left out: one, `contoso`, on which Windows 365 has its role.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub subscriptions: Vec<Subscription>,
        /// Azure resource groups; left out: one, `rg-cloud-pcs`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub resource_groups: Vec<ResourceGroup>,
        /// Azure virtual networks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub vnets: Vec<Vnet>,
        /// Links from virtual networks to on-premises.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub links: Vec<Link>,
        /// Active Directory domains. The first one is meant where none is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub domains: Vec<Domain>,
        /// Microsoft Entra ID.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub entra_id: Option<EntraId>,
        /// Administrators; left out: `intune-admin`, `windows-365-admin`, `reader`, `helpdesk`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub admins: Vec<Admin>,
        /// Groups of licensed users.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub groups: Vec<Group>,
        /// Users who have a name of their own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub users: Vec<User>,
        /// Azure network connections.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100)))]
        pub connections: Vec<Connection>,
        /// Provisioning policies, in the order of assignment.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub policies: Vec<Policy>,
        /// How long stages of provisioning take, where the defaults are not wanted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 7)))]
        pub stages: Vec<StageDuration>,
    }

    /// An Azure region. Capacity is counted in Cloud PCs, all of one size.
    pub struct Region {
        /// Azure's short name, `westeurope`; or a name of your own, for a region that Windows 365 does not support.
        pub name: NewName,
        /// How many Cloud PCs it can hold in all; left out: 1,000.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
        pub capacity: Option<u32>,
        /// How many of them other tenants hold.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
        pub others: u32,
    }

    /// An Azure subscription.
    pub struct Subscription {
        /// Its name.
        pub name: NewName,
        /// Whether Windows 365 has Reader on it; left out: yes.
        #[serde(default)]
        pub reader: Yes,
    }

    /// An Azure resource group.
    pub struct ResourceGroup {
        /// Its name.
        pub name: NewName,
        /// Whether Windows 365 has *Windows 365 Network Interface Contributor* on it; left out: yes.
        #[serde(default)]
        pub network_interface_contributor: Yes,
    }

    /// An Azure virtual network.
    pub struct Vnet {
        /// Its name.
        pub name: NewName,
        /// Where it is.
        pub region: RegionRef,
        /// Whose it is; left out: the first subscription.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subscription: Option<SubscriptionRef>,
        /// Its DNS servers: domain controllers. Left out: all of them. Empty: Azure's own DNS.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
        pub dns: Option<Vec<ControllerRef>>,
        /// Services whose endpoints are blocked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 5)))]
        pub blocked: Vec<Service>,
        /// Whether Windows 365 has *Windows 365 Network User* on it; left out: yes.
        #[serde(default)]
        pub network_user: Yes,
        /// Its subnets.
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub subnets: Vec<Subnet>,
    }

    /// A subnet.
    pub struct Subnet {
        /// Its name, unique in the file.
        pub name: NewName,
        /// Its addresses.
        pub prefix: PrefixText,
        /// How many of them other machines use.
        #[serde(default)]
        pub used: u32,
    }

    /// A link from a virtual network to on-premises.
    pub struct Link {
        /// Its name.
        pub name: NewName,
        /// What it is; left out: a VPN.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<LinkKind>,
        /// The virtual network at its Azure end.
        pub vnet: VnetRef,
        /// Whether it carries traffic at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
    }

    /// An Active Directory domain.
    pub struct Domain {
        /// Its DNS name. May hold what no DNS name has, to see the check find it.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 255)))]
        pub name: String,
        /// Its domain controllers.
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub controllers: Vec<Controller>,
        /// Organizational units, as distinguished names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 100), inner(length(max = 200))))]
        pub organizational_units: Vec<String>,
        /// The account that joins computers; left out: `svc-join` of the domain.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
        pub join_account: Option<String>,
    }

    /// A domain controller. It answers names for its domain too.
    pub struct Controller {
        /// Its name.
        pub name: NewName,
        /// The subnet it stands in; left out: on-premises.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subnet: Option<SubnetRef>,
        /// Whether it answers at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
    }

    /// Microsoft Entra ID.
    pub struct EntraId {
        /// Whether it answers at the start; left out: yes.
        #[serde(default)]
        pub up: Yes,
        /// How often Microsoft Entra Connect synchronizes; left out: every 30 minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sync_interval: Option<OffsetText>,
    }

    /// An administrator.
    pub struct Admin {
        /// The name in this file.
        pub name: NewName,
        /// The name on the screen; left out: the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
        pub title: Option<String>,
        /// The role in Intune; left out: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub intune: Option<IntuneRole>,
        /// The role on the subscription; left out: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub azure: Option<AzureRole>,
    }

    /// A group of licensed users.
    pub struct Group {
        /// Its name; its people are numbered after it: `sales-01`.
        pub name: NewName,
        /// How many people it has, besides users with a name of their own.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(max = 20_000)))]
        pub people: u32,
        /// When they sign in by themselves; left out: only when an event says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workday: Option<Workday>,
    }

    /// When people sign in, Monday to Friday.
    pub struct Workday {
        /// Local times.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 24)))]
        pub sign_ins: Vec<ClockText>,
        /// Each sign-in comes up to this much later; left out: 30 minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spread: Option<OffsetText>,
        /// How many minutes local time is ahead of UTC; left out: 0.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(min = -720, max = 840)))]
        pub ahead_of_utc_minutes: i32,
    }

    /// A user with a name of their own.
    pub struct User {
        /// The name in this file.
        pub name: NewName,
        /// The name on the screen; left out: the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
        pub title: Option<String>,
        /// The group.
        pub group: GroupRef,
    }

    /// An Azure network connection. It was created and passed its checks before the start, unless it is new.
    pub struct Connection {
        /// Its name.
        pub name: NewName,
        /// Its join type.
        pub join_type: JoinType,
        /// Where Cloud PCs get their network interface.
        pub subnet: SubnetRef,
        /// Where the network interfaces are made; left out: the first resource group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub resource_group: Option<ResourceGroupRef>,
        /// The domain, for hybrid join; left out: the first one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub domain: Option<DomainRef>,
        /// The organizational unit, as a distinguished name; left out: the domain's default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub organizational_unit: Option<String>,
        /// Whether it is created at the start, and its first checks begin then; left out: no.
        #[serde(default)]
        pub new: bool,
    }

    /// A provisioning policy. Its groups got their Cloud PCs long before the start, unless it is new.
    pub struct Policy {
        /// Its name.
        pub name: NewName,
        /// Its connections: the first is the primary, the rest are alternates.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
        pub connections: Vec<ConnectionRef>,
        /// The groups it is assigned to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
        pub groups: Vec<GroupRef>,
        /// Whether it is assigned at the start, and provisioning begins then; left out: no.
        #[serde(default)]
        pub new: bool,
    }

    /// How long a stage takes.
    pub struct StageDuration {
        /// Which stage.
        pub stage: StageRef,
        /// The shortest time.
        pub from: OffsetText,
        /// The longest time.
        pub to: OffsetText,
    }

    /// Something that happens: exactly one of `admin`, `signIn`, `fault`, `repair`, `peopleJoin`.
    pub struct Event {
        /// When.
        pub at: OffsetText,
        /// As whom an administrator acts; left out: the first one.
        #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
        pub acting_as: Option<AdminRef>,
        /// An administrator acts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub admin: Option<AdminAction>,
        /// A user signs in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sign_in: Option<UserRef>,
        /// Something breaks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub fault: Option<Fault>,
        /// Something that broke is repaired.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub repair: Option<Fault>,
        /// People join a group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub people_join: Option<PeopleJoin>,
    }

    /// People join a group.
    pub struct PeopleJoin {
        /// Which group.
        pub group: GroupRef,
        /// How many.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 20_000)))]
        pub people: u32,
    }

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
    /// The rule set.
    pub enum Rules {
        /// The overview of October 2024.
        Overview2024_10 "overview-2024-10",
        /// The service of October 2026.
        Service2026_10 "service-2026-10",
    }

    /// A family of endpoints.
    pub enum Service {
        /// Windows 365.
        Windows365 "windows365",
        /// Azure Virtual Desktop.
        AzureVirtualDesktop "azureVirtualDesktop",
        /// Intune.
        Intune "intune",
        /// Microsoft Entra ID.
        EntraId "entraId",
        /// Language packages.
        Localization "localization",
    }

    /// What a link is.
    pub enum LinkKind {
        /// A site-to-site VPN.
        Vpn "vpn",
        /// An ExpressRoute circuit.
        ExpressRoute "expressRoute",
    }

    /// A role in Intune.
    pub enum IntuneRole {
        /// Intune Administrator.
        IntuneAdministrator "intuneAdministrator",
        /// Windows 365 Administrator.
        Windows365Administrator "windows365Administrator",
    }

    /// A role on the subscription.
    pub enum AzureRole {
        /// Reader.
        Reader "reader",
        /// Owner.
        Owner "owner",
    }

    /// A join type, as Microsoft Graph spells it.
    pub enum JoinType {
        /// Hybrid Microsoft Entra join.
        HybridAzureAdJoin "hybridAzureADJoin",
        /// Microsoft Entra join.
        AzureAdJoin "azureADJoin",
    }

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

file_choices! {
    /// What an administrator does.
    pub enum AdminAction by "action" {
        /// Create a connection; its first checks begin.
        CreateConnection {
            /// Its name.
            name: NewName,
            /// Its join type.
            join_type: JoinType,
            /// Its subnet.
            subnet: SubnetRef,
            /// Its resource group; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resource_group: Option<ResourceGroupRef>,
            /// Its domain, for hybrid join; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
            /// Its organizational unit.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            organizational_unit: Option<String>,
        },
        /// Edit a connection; its checks run.
        EditConnection {
            /// Which.
            connection: ConnectionRef,
            /// Another subnet.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            subnet: Option<SubnetRef>,
            /// Another organizational unit.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            organizational_unit: Option<String>,
        },
        /// Retry the health checks of a connection.
        RetryChecks {
            /// Which.
            connection: ConnectionRef,
        },
        /// Enter the present password of the join account; the checks run.
        UpdatePassword {
            /// Of which connection.
            connection: ConnectionRef,
        },
        /// Create a provisioning policy.
        CreatePolicy {
            /// Its name.
            name: NewName,
            /// Its connections, in order of priority.
            #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
            connections: Vec<ConnectionRef>,
            /// The groups it is assigned to at once.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
            groups: Vec<GroupRef>,
        },
        /// Assign a policy to a group.
        AssignPolicy {
            /// Which.
            policy: PolicyRef,
            /// To whom.
            group: GroupRef,
        },
        /// Try again to provision a Cloud PC that failed.
        RetryProvisioning {
            /// Whose.
            user: UserRef,
        },
    }

    /// Something that breaks, or is repaired: a repair names the fault that it undoes.
    pub enum Fault by "kind" {
        /// A link carries no traffic.
        LinkDown {
            /// Which.
            link: LinkRef,
        },
        /// A domain controller does not answer.
        ControllerDown {
            /// Which.
            controller: ControllerRef,
        },
        /// Microsoft Entra ID does not answer.
        EntraIdDown {},
        /// Other tenants take capacity of a region.
        RegionTaken {
            /// Which.
            region: RegionRef,
            /// How much they hold in all; left out: all that is left.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
            others: Option<u32>,
        },
        /// Other machines take addresses of a subnet.
        AddressesTaken {
            /// Which.
            subnet: SubnetRef,
            /// How many they use in all; left out: all that are left.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            used: Option<u32>,
        },
        /// A firewall blocks the endpoints of a service.
        EndpointsBlocked {
            /// On which virtual network.
            vnet: VnetRef,
            /// Of which service.
            service: Service,
        },
        /// A virtual network uses other DNS servers.
        DnsServersChanged {
            /// Which.
            vnet: VnetRef,
            /// Which ones; left out: Azure's own.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
            dns: Vec<ControllerRef>,
        },
        /// Windows 365 loses Reader on a subscription.
        SubscriptionRoleRemoved {
            /// Which.
            subscription: SubscriptionRef,
        },
        /// Windows 365 loses its role on a resource group.
        ResourceGroupRoleRemoved {
            /// Which.
            resource_group: ResourceGroupRef,
        },
        /// Windows 365 loses its role on a virtual network.
        VnetRoleRemoved {
            /// Which.
            vnet: VnetRef,
        },
        /// Somebody changes the password of the join account in the directory.
        PasswordChanged {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The password of the join account expires.
        PasswordExpired {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The join account is locked.
        AccountLocked {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The join account may no longer create computer objects.
        JoinRightRemoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
    }
}
