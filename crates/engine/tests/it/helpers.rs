//! What the tests share.

use std::path::PathBuf;

use anc_engine::domain::{ConnectionStatus, Offset, UserId};
use anc_engine::{Scenario, Simulation};
use serde_json::Value;

/// The folder of this workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The scenarios of the library: name and text.
pub(crate) fn library() -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(root().join("public/scenarios"))
        .expect("the library")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

/// A scenario of the library.
pub(crate) fn scenario(name: &str) -> Scenario {
    let text = std::fs::read_to_string(root().join(format!("public/scenarios/{name}.json"))).expect(name);
    parse(&text)
}

/// A scenario that is right.
pub(crate) fn parse(text: &str) -> Scenario {
    Scenario::parse(text.as_bytes()).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// A scenario file that a test changes before it is read. Places are JSON pointers, and must be there.
#[derive(Clone)]
pub(crate) struct Draft(Value);

impl Draft {
    /// Of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("JSON"))
    }

    fn place(&mut self, pointer: &str) -> &mut Value {
        self.0.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is not there"))
    }

    /// Gives something a field, or another value of it.
    pub(crate) fn set(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        let (of, field) = pointer.rsplit_once('/').expect("a pointer");
        self.place(of)[field] = value.into();
        self
    }

    /// Puts something into a list: at a position, or at its end.
    pub(crate) fn insert(mut self, list: &str, position: Option<usize>, value: impl Into<Value>) -> Self {
        let list = self.place(list).as_array_mut().expect("a list");
        list.insert(position.unwrap_or(list.len()), value.into());
        self
    }

    /// Under other rules.
    pub(crate) fn under(self, rules: &str) -> Self {
        self.set("/rules", rules)
    }

    /// What it says.
    pub(crate) fn scenario(&self) -> Scenario {
        parse(&self.0.to_string())
    }
}

/// A file of `tests/manual`.
pub(crate) fn manual(name: &str) -> Draft {
    let path = root().join(format!("tests/manual/{name}.json"));
    Draft::of(&std::fs::read_to_string(path).expect(name))
}

/// A small world with a hybrid and an Entra join connection, and what is given on top of it.
pub(crate) fn office(extra_world: &str, events: &str) -> Scenario {
    parse(&office_text(extra_world, events))
}

/// The same, to be changed.
pub(crate) fn office_draft(extra_world: &str, events: &str) -> Draft {
    Draft::of(&office_text(extra_world, events))
}

/// Its text.
pub(crate) fn office_text(extra_world: &str, events: &str) -> String {
    format!(
        r#"{{
        "format": 1, "id": "office", "title": "Office", "summary": "A small office.", "seed": 42,
        "start": "2026-03-02T08:00:00Z", "horizon": "10d",
        "world": {{
            "regions": [{{ "name": "westeurope", "capacity": 20, "others": 0 }}],
            "vnets": [{{ "name": "vnet", "region": "westeurope", "subnets": [
                {{ "name": "hybrid-pcs", "prefix": "10.0.0.0/27" }},
                {{ "name": "entra-pcs", "prefix": "10.0.1.0/27" }},
                {{ "name": "other-pcs", "prefix": "10.0.2.0/28" }}
            ] }}],
            "links": [{{ "name": "vpn", "vnet": "vnet" }}],
            "domains": [{{ "name": "corp.contoso.com", "controllers": [{{ "name": "dc-1" }}, {{ "name": "dc-2" }}],
                "organizationalUnits": ["OU=PCs,DC=corp,DC=contoso,DC=com"] }}],
            "groups": [{{ "name": "staff", "people": 3 }}, {{ "name": "cloud", "people": 3 }}, {{ "name": "later", "people": 4 }}],
            "connections": [
                {{ "name": "hybrid", "joinType": "hybridAzureADJoin", "subnet": "hybrid-pcs" }},
                {{ "name": "entra", "joinType": "azureADJoin", "subnet": "entra-pcs" }}
            ],
            "policies": [
                {{ "name": "Hybrid", "connections": ["hybrid"], "groups": ["staff"] }},
                {{ "name": "Entra", "connections": ["entra"], "groups": ["cloud"] }}
            ]{extra_world}
        }},
        "events": [{events}]
    }}"#
    )
}

/// The same, where a resolver in Azure answers for names, whatever becomes of links and domain controllers.
pub(crate) fn with_resolver(events: &str) -> Scenario {
    office_draft("", events).set("/world/vnets/0/resolver", true).scenario()
}

/// A run up to a moment such as `1h30m`.
pub(crate) fn played(scenario: &Scenario, until: &str) -> Simulation {
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(at(until)).expect("within limits");
    simulation
}

/// A moment.
pub(crate) fn at(text: &str) -> Offset {
    Offset::parse(text).expect(text)
}

/// A user by name.
pub(crate) fn user(simulation: &Simulation, name: &str) -> UserId {
    simulation.world().user_named(name).expect(name)
}

/// The status of a connection.
pub(crate) fn status(simulation: &Simulation, name: &str) -> ConnectionStatus {
    let id = simulation.world().connection_named(name).expect(name);
    simulation.world().connections[id].status()
}

/// The kinds of all records, as a text to compare.
pub(crate) fn kinds(simulation: &Simulation) -> Vec<&'static str> {
    simulation.records().iter().map(|record| record.key.kind.name()).collect()
}

/// Whether generated files are to be written instead of compared.
pub(crate) fn update() -> bool {
    std::env::var_os("ANC_UPDATE").is_some()
}

/// Compares a generated text with a file of the workspace, or writes it.
pub(crate) fn assert_current(path: &str, text: &str) {
    let file = root().join(path);
    if update() {
        std::fs::write(&file, text).expect(path);
    }
    let stored = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(stored == text, "{path} is not current: run cargo xtask generate, and look at what changed");
}
