//! The names that a file declares, gathered before anything is checked, so that a reference can be judged even in a
//! file that has other faults.

use std::collections::BTreeSet;

use serde_json::Value;

use super::command::{ACTION_TAG, CHANGE_TAG};
use crate::command::{AdminAction, Change, Declaration, Declared, Fault, Field, FieldKind};
use crate::domain::AttemptProblem;
use crate::domain::HostedPlace;
use crate::domain::check_catalogue::CHECKS;
use crate::domain::error_type::ERROR_TYPES;
use crate::domain::ordered::Table;
use crate::domain::region::REGION_NAMES;
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
        if names.of("subscription").next().is_none() {
            names.add("subscription", vec![DEFAULT_SUBSCRIPTION.to_owned()]);
        }
        // A list of none is not the same as no list.
        if world["resourceGroups"].is_null() {
            names.add("resourceGroup", vec![DEFAULT_RESOURCE_GROUP.to_owned()]);
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
const INNER_LISTS: [(&str, &str, &str); 3] =
    [("subnet", "vnets", "subnets"), ("controller", "domains", "controllers"), ("user", "users", "further")];

/// What can be refused: what administrators do, and changes.
fn actions() -> impl Iterator<Item = &'static Declaration> {
    AdminAction::declarations().chain(Change::declarations())
}

/// What is valid in every file.
fn vocabulary() -> [(&'static str, Vec<&'static str>); 10] {
    let problems = AttemptProblem::OWN.iter().map(|problem| problem.name());
    [
        ("region", REGION_NAMES.to_vec()),
        ("check", CHECKS.iter().map(|entry| entry.name).collect()),
        ("errorType", ERROR_TYPES.iter().map(|entry| entry.graph).collect()),
        ("attemptProblem", problems.chain(ERROR_TYPES.iter().map(|entry| entry.graph)).collect()),
        ("rule", RULES.iter().filter(|text| text.rule.refuses()).map(|text| text.name).collect()),
        ("action", actions().map(|action| action.name).collect()),
        ("fault", Fault::declarations().map(|fault| fault.name).collect()),
        ("problem", SignInProblem::ALL.iter().map(|problem| problem.name()).collect()),
        ("stage", Stage::ALL.iter().map(|stage| stage.entry().name).collect()),
        ("place", PLACES.to_vec()),
    ]
}

/// The places that a sign-in can pass.
pub const PLACES: [&str; 14] = [
    "device",
    "gateway",
    "entraId",
    "cloudPc",
    "networkInterface",
    "subnet",
    "hostedNetwork",
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
    events(file).flat_map(created_by).map(|(kind, name)| (kind.name(), name)).collect()
}

/// All events of a file, also those of the ways of its lesson.
fn events(file: &Value) -> impl Iterator<Item = &Value> {
    let lesson = &file["lesson"];
    [&file["events"], &lesson["solution"], &lesson["wrongWay"]].into_iter().flat_map(items)
}

/// What an event gives a name to.
pub(super) fn created_by(event: &Value) -> Vec<(EntityKind, String)> {
    let mut created = new_names::<AdminAction>(&event["admin"], ACTION_TAG);
    let change = &event["change"];
    created.extend(new_names::<Change>(change, CHANGE_TAG));
    // A region comes to be used with its first network, too.
    let region = change["region"]
        .as_str()
        .filter(|_| change[CHANGE_TAG].as_str().is_some_and(|of| of.starts_with("add")));
    created.extend(region.map(|name| (EntityKind::Region, name.to_owned())));
    // And so do those of the Microsoft hosted network.
    let admin = &event["admin"];
    let hosts = admin[ACTION_TAG] == "createHostedPolicy" || admin[ACTION_TAG] == "hostPolicy";
    let places = items(&admin["regions"]).iter().filter(|_| hosts);
    let places: Vec<HostedPlace> = places.filter_map(|place| HostedPlace::named(place.as_str()?)).collect();
    let regions = HostedPlace::regions_of(&places).into_iter();
    created.extend(regions.map(|name| (EntityKind::Region, name.to_owned())));
    created
}

fn new_names<C: Declared>(of: &Value, tag: &str) -> Vec<(EntityKind, String)> {
    let declared = C::declarations().find(|declared| of[tag] == declared.name);
    let fields = declared.iter().flat_map(|declared| declared.fields);
    let name = |field: &Field| match field.kind {
        FieldKind::NewName(kind) => Some((kind, of[field.name].as_str()?.to_owned())),
        _ => None,
    };
    fields.filter_map(name).collect()
}

/// The numbered people of all groups, also those who join later.
fn members(file: &Value) -> Vec<String> {
    let mut groups: Vec<(&str, u64)> = Vec::new();
    let world = items(&file["world"]["groups"]).iter().map(|group| (&group["name"], &group["people"]));
    let events = events(file).flat_map(|event| {
        let (join, change) = (&event["peopleJoin"], &event["change"]);
        let added = (change[CHANGE_TAG] == "addGroup").then_some((&change["name"], &change["people"]));
        [Some((&join["group"], &join["people"])), added]
    });
    for (name, people) in world.chain(events.flatten()) {
        let Some(name) = name.as_str() else { continue };
        let people = people.as_u64().unwrap_or(0);
        match groups.iter_mut().find(|(of, _)| *of == name) {
            Some((_, sum)) => *sum = sum.saturating_add(people),
            None => groups.push((name, people)),
        }
    }
    let mut all = Vec::new();
    for (name, people) in groups {
        let room = u64::from(limits::PEOPLE_MAX).saturating_sub(all.len() as u64);
        all.extend((1..=people.min(room)).map(|number| format!("{name}-{number:02}")));
    }
    all
}
