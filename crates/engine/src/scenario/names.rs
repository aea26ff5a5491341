//! The names that a file declares, gathered before anything is checked, so that a reference can be judged even in a
//! file that has other faults.

use std::collections::BTreeSet;

use serde_json::Value;

use super::command::ACTION_TAG;
use crate::command::{AdminAction, Declared as _, FieldKind};
use crate::domain::AttemptProblem;
use crate::domain::check_catalogue::CHECKS;
use crate::domain::error_type::ERROR_TYPES;
use crate::domain::ordered::Table;
use crate::domain::region::SUPPORTED_REGIONS;
use crate::domain::rules::RULES;
use crate::domain::{Admin, EntityKind, SignInProblem, Stage, World};
use crate::limits;

/// The subscription of a file that names none.
pub const DEFAULT_SUBSCRIPTION: &str = "contoso";
/// The resource group of a file that names none.
pub const DEFAULT_RESOURCE_GROUP: &str = "rg-cloud-pcs";

/// Valid names by kind of reference.
#[derive(Debug, Default)]
pub struct Names {
    names: Table<&'static str, BTreeSet<String>>,
    /// Kinds of which any name will do: the service refuses what it does not find.
    any: &'static [&'static str],
}

impl Names {
    /// All names of a kind; none for a kind that does not exist.
    pub fn of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.names.get(kind).into_iter().flatten().map(String::as_str)
    }

    /// Whether something of a kind has that name.
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.any.contains(&kind) || self.names.get(kind).is_some_and(|names| names.contains(name))
    }

    fn add(&mut self, kind: &'static str, names: Vec<String>) {
        self.names.or_default(kind).extend(names);
    }

    /// Gathers the names of a file that may have any faults.
    pub fn gather(file: &Value) -> Self {
        let mut names = Self::default();
        let world = &file["world"];
        for (kind, list) in LISTS {
            names.add(kind, named(&world[list]));
        }
        for (kind, outer, list) in INNER_LISTS {
            for item in items(&world[outer]) {
                names.add(kind, named(&item[list]));
            }
        }
        for (kind, default) in
            [("subscription", DEFAULT_SUBSCRIPTION), ("resourceGroup", DEFAULT_RESOURCE_GROUP)]
        {
            if names.of(kind).next().is_none() {
                names.add(kind, vec![default.to_owned()]);
            }
        }
        if names.of("admin").next().is_none() {
            names.add("admin", Admin::defaults().iter().map(|admin| admin.name.to_string()).collect());
        }
        names.add("user", members(file));
        for (kind, name) in created(file) {
            names.add(kind, vec![name]);
        }
        names.add_vocabulary();
        names
    }

    /// The names of a world, as it is now. Connections and policies are called by any name.
    pub fn of_world(world: &World) -> Self {
        let mut names = Self { any: &["connection", "policy"], ..Self::default() };
        for &kind in EntityKind::ALL {
            let all = (0..world.count(kind)).map(|position| world.name(kind.at(position)));
            let present = all.filter(|name| world.named(kind, name).is_some());
            names.add(kind.name(), present.map(str::to_owned).collect());
        }
        names.add_vocabulary();
        names
    }

    fn add_vocabulary(&mut self) {
        for (kind, words) in vocabulary() {
            self.add(kind, words.into_iter().map(str::to_owned).collect());
        }
    }
}

/// Kinds of reference, and the lists of the world that declare them.
const LISTS: [(&str, &str); 13] = [
    ("region", "regions"),
    ("subscription", "subscriptions"),
    ("resourceGroup", "resourceGroups"),
    ("vnet", "vnets"),
    ("link", "links"),
    ("peering", "peerings"),
    ("resource", "resources"),
    ("domain", "domains"),
    ("admin", "admins"),
    ("group", "groups"),
    ("user", "users"),
    ("connection", "connections"),
    ("policy", "policies"),
];

/// The same for lists in the items of another list.
const INNER_LISTS: [(&str, &str, &str); 2] =
    [("subnet", "vnets", "subnets"), ("controller", "domains", "controllers")];

/// What is valid in every file.
fn vocabulary() -> [(&'static str, Vec<&'static str>); 9] {
    let problems = AttemptProblem::OWN.iter().map(|problem| problem.name());
    [
        ("region", SUPPORTED_REGIONS.iter().map(|&(name, _)| name).collect()),
        ("check", CHECKS.iter().map(|entry| entry.name).collect()),
        ("errorType", ERROR_TYPES.iter().map(|entry| entry.graph).collect()),
        ("attemptProblem", problems.chain(ERROR_TYPES.iter().map(|entry| entry.graph)).collect()),
        ("rule", RULES.iter().filter(|text| text.rule.refuses()).map(|text| text.name).collect()),
        ("action", AdminAction::declarations().map(|action| action.name).collect()),
        ("problem", SignInProblem::ALL.iter().map(|problem| problem.name()).collect()),
        ("stage", Stage::ALL.iter().map(|stage| stage.entry().name).collect()),
        ("place", PLACES.to_vec()),
    ]
}

/// The places that a sign-in can pass.
pub const PLACES: [&str; 13] = [
    "device",
    "gateway",
    "entraId",
    "cloudPc",
    "networkInterface",
    "subnet",
    "virtualNetwork",
    "peering",
    "link",
    "dns",
    "resource",
    "domainController",
    "entraIdFromCloudPc",
];

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

fn named(list: &Value) -> Vec<String> {
    items(list).iter().filter_map(|item| item["name"].as_str()).map(str::to_owned).collect()
}

/// What administrators' actions give a name to, and the kind of it.
fn created(file: &Value) -> Vec<(&'static str, String)> {
    let mut created = Vec::new();
    for action in items(&file["events"]).iter().map(|event| &event["admin"]) {
        let declared = AdminAction::declarations().find(|of| action[ACTION_TAG] == of.name);
        for field in declared.iter().flat_map(|of| of.fields) {
            if let FieldKind::NewName(kind) = field.kind
                && let Some(name) = action[field.name].as_str()
            {
                created.push((kind.name(), name.to_owned()));
            }
        }
    }
    created
}

/// The numbered people of all groups, also those who join later.
fn members(file: &Value) -> Vec<String> {
    let mut joining: Table<&str, u64> = Table::default();
    for join in items(&file["events"]).iter().map(|event| &event["peopleJoin"]) {
        if let (Some(group), Some(people)) = (join["group"].as_str(), join["people"].as_u64()) {
            let sum = joining.or_default(group);
            *sum = sum.saturating_add(people);
        }
    }
    let mut all = Vec::new();
    for group in items(&file["world"]["groups"]) {
        let Some(name) = group["name"].as_str() else { continue };
        let joining = joining.get(name).copied().unwrap_or(0);
        let people = group["people"].as_u64().unwrap_or(0).saturating_add(joining);
        let room = u64::from(limits::PEOPLE_MAX).saturating_sub(all.len() as u64);
        all.extend((1..=people.min(room)).map(|number| format!("{name}-{number:02}")));
    }
    all
}
