//! The names that a file declares, gathered before anything is checked, so that a reference can be judged even in a
//! file that has other faults.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::action::ACTIONS;
use crate::domain::error_type::ERROR_TYPES;
use crate::domain::ordered::Table;
use crate::domain::region::SUPPORTED_REGIONS;
use crate::domain::rules::RULES;
use crate::domain::{Admin, SignInProblem, Stage};
use crate::health::catalogue::CHECKS;
use crate::limits;
use crate::provisioning::AttemptProblem;

/// The subscription of a file that names none.
pub const DEFAULT_SUBSCRIPTION: &str = "contoso";
/// The resource group of a file that names none.
pub const DEFAULT_RESOURCE_GROUP: &str = "rg-cloud-pcs";

/// Valid names by kind of reference.
#[derive(Debug, Default)]
pub struct Names(Vec<(&'static str, BTreeSet<String>)>);

impl Names {
    /// All names of a kind; none for a kind that does not exist.
    pub fn of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.kind(kind).into_iter().flatten().map(String::as_str)
    }

    /// Whether something of a kind has that name.
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.kind(kind).is_some_and(|names| names.contains(name))
    }

    fn kind(&self, kind: &str) -> Option<&BTreeSet<String>> {
        self.0.iter().find(|(of, _)| *of == kind).map(|(_, names)| names)
    }

    fn add(&mut self, kind: &'static str, names: impl IntoIterator<Item = String>) {
        match self.0.iter_mut().find(|(of, _)| *of == kind) {
            Some((_, all)) => all.extend(names),
            None => self.0.push((kind, names.into_iter().collect())),
        }
    }

    /// Gathers the names of a file that may have any faults.
    pub fn gather(file: &Value) -> Self {
        let mut names = Self::default();
        let world = &file["world"];
        names.add("region", named(&world["regions"]));
        names.add("region", SUPPORTED_REGIONS.map(|(name, _)| name.to_owned()));
        for (kind, list, default) in [
            ("subscription", "subscriptions", DEFAULT_SUBSCRIPTION),
            ("resourceGroup", "resourceGroups", DEFAULT_RESOURCE_GROUP),
        ] {
            names.add(kind, named(&world[list]));
            if names.of(kind).next().is_none() {
                names.add(kind, [default.to_owned()]);
            }
        }
        names.add("vnet", named(&world["vnets"]));
        names.add("subnet", items(&world["vnets"]).flat_map(|vnet| named(&vnet["subnets"])));
        names.add("link", named(&world["links"]));
        names.add("peering", named(&world["peerings"]));
        names.add("resource", named(&world["resources"]));
        names.add("domain", named(&world["domains"]));
        names.add("controller", items(&world["domains"]).flat_map(|domain| named(&domain["controllers"])));
        names.add("admin", named(&world["admins"]));
        if names.of("admin").next().is_none() {
            names.add("admin", Admin::defaults().map(|admin| admin.name.to_string()));
        }
        names.add("group", named(&world["groups"]));
        names.add("user", named(&world["users"]));
        names.add("user", members(file));
        names.add("connection", named(&world["connections"]));
        names.add("connection", created(file, "createConnection"));
        names.add("policy", named(&world["policies"]));
        names.add("policy", created(file, "createPolicy"));
        names.add_vocabulary();
        names
    }

    fn add_vocabulary(&mut self) {
        self.add("check", CHECKS.iter().map(|entry| entry.name.to_owned()));
        self.add("errorType", ERROR_TYPES.iter().map(|entry| entry.graph.to_owned()));
        self.add("attemptProblem", AttemptProblem::OWN.map(|problem| problem.name().to_owned()));
        self.add("attemptProblem", ERROR_TYPES.iter().map(|entry| entry.graph.to_owned()));
        self.add("rule", RULES.iter().filter(|text| text.rule.refuses()).map(|text| text.name.to_owned()));
        self.add("action", ACTIONS.map(|action| action.name.to_owned()));
        self.add("problem", SignInProblem::ALL.iter().map(|problem| problem.name().to_owned()));
        self.add("stage", Stage::ALL.map(|stage| stage.entry().name.to_owned()));
        self.add("place", PLACES.map(str::to_owned));
    }
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

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn named(list: &Value) -> Vec<String> {
    items(list).filter_map(|item| item["name"].as_str()).map(str::to_owned).collect()
}

fn created(file: &Value, action: &str) -> Vec<String> {
    let renames = action == "createConnection";
    items(&file["events"])
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
    for join in items(&file["events"]).map(|event| &event["peopleJoin"]) {
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
