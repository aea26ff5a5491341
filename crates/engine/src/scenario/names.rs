//! The names that a file declares, gathered before anything is checked, so that a reference can be judged even in a
//! file that has other faults.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::command::ACTIONS;
use crate::domain::AttemptProblem;
use crate::domain::check_catalogue::CHECKS;
use crate::domain::error_type::ERROR_TYPES;
use crate::domain::ordered::Table;
use crate::domain::region::SUPPORTED_REGIONS;
use crate::domain::rules::RULES;
use crate::domain::{Admin, SignInProblem, Stage};
use crate::limits;

/// The subscription of a file that names none.
pub const DEFAULT_SUBSCRIPTION: &str = "contoso";
/// The resource group of a file that names none.
pub const DEFAULT_RESOURCE_GROUP: &str = "rg-cloud-pcs";

/// Valid names by kind of reference.
#[derive(Debug, Default)]
pub struct Names(Table<&'static str, BTreeSet<String>>);

impl Names {
    /// All names of a kind; none for a kind that does not exist.
    pub fn of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.0.get(kind).into_iter().flatten().map(String::as_str)
    }

    /// Whether something of a kind has that name.
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.0.get(kind).is_some_and(|names| names.contains(name))
    }

    fn add(&mut self, kind: &'static str, names: Vec<String>) {
        self.0.or_default(kind).extend(names);
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
        names.add("connection", created(file, "createConnection"));
        names.add("policy", created(file, "createPolicy"));
        for (kind, words) in vocabulary() {
            names.add(kind, words.into_iter().map(str::to_owned).collect());
        }
        names
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
        ("action", ACTIONS.iter().map(|action| action.name).collect()),
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

fn created(file: &Value, action: &str) -> Vec<String> {
    let renames = action == "createConnection";
    items(&file["events"])
        .iter()
        .map(|event| &event["admin"])
        .filter_map(|admin| match admin["action"].as_str() {
            Some(found) if found == action => admin["name"].as_str(),
            Some("editConnection") if renames => admin["rename"].as_str(),
            _ => None,
        })
        .map(str::to_owned)
        .collect()
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
