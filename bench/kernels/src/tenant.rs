//! Tenants whose users sign in twice a working day: ten connections with a thousand Cloud PCs, and fifty with ten
//! thousand.

use std::fmt::Write as _;
use std::sync::Arc;

use anc_engine::command::{Command, Fault};
use anc_engine::domain::Offset;
use anc_engine::{Scenario, Simulation};
use wasm_bindgen::prelude::wasm_bindgen;

/// The scenario file of a tenant.
pub fn year_text(count: usize, people: usize) -> String {
    let mut vnets = String::new();
    let mut links = String::new();
    let mut connections = String::new();
    let mut groups = String::new();
    let mut policies = String::new();
    for n in 0..count {
        let comma = if n > 0 { "," } else { "" };
        let _ = write!(
            vnets,
            r#"{comma}{{"name":"vnet-{n}","region":"{}","subnets":[{{"name":"pcs-{n}","prefix":"10.{n}.0.0/23"}}]}}"#,
            ["westeurope", "northeurope", "uksouth", "eastus", "japaneast"][n % 5]
        );
        let _ = write!(links, r#"{comma}{{"name":"vpn-{n}","vnet":"vnet-{n}"}}"#);
        let _ = write!(
            connections,
            r#"{comma}{{"name":"anc-{n}","joinType":"hybridAzureADJoin","subnet":"pcs-{n}"}}"#
        );
        let _ = write!(
            groups,
            r#"{comma}{{"name":"group-{n}","people":{people},"workday":{{"signIns":["08:30","13:00"],"spread":"45m","aheadOfUtcMinutes":{}}}}}"#,
            (n % 14) * 60
        );
        let _ = write!(
            policies,
            r#"{comma}{{"name":"policy-{n}","connections":["anc-{n}","anc-{}"],"groups":["group-{n}"]}}"#,
            (n + 1) % count
        );
    }
    format!(
        r#"{{"format":1,"id":"year","title":"Year","summary":"A year.","start":"2026-01-05T00:00:00Z","horizon":"365d",
        "world":{{"vnets":[{vnets}],"links":[{links}],"domains":[{{"name":"corp.contoso.com","controllers":[{{"name":"dc-1"}},{{"name":"dc-2"}}]}}],
        "groups":[{groups}],"connections":[{connections}],"policies":[{policies}]}}}}"#
    )
}

/// The tenant, to be run and sought in.
#[wasm_bindgen]
pub struct Year {
    scenario: Arc<anc_engine::Setup>,
    simulation: Simulation,
}

#[wasm_bindgen]
impl Year {
    /// The tenant at its start: ten connections, a thousand Cloud PCs.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self::of(10, 100)
    }

    /// A tenant of so many connections, each with so many people.
    pub fn of(connections: usize, people: usize) -> Self {
        let scenario = match Scenario::parse(year_text(connections, people).as_bytes()) {
            Ok(scenario) => scenario.setup,
            Err(errors) => panic!("{errors:?}"),
        };
        Self { simulation: Simulation::new(&scenario), scenario }
    }

    /// Runs so many days from the start; gives the number of events.
    pub fn run(&mut self, days: u32) -> f64 {
        self.simulation = Simulation::new(&self.scenario);
        let _ = self.simulation.run_until(Offset::days(i64::from(days)));
        self.simulation.events() as f64
    }

    /// The same without a digest.
    pub fn run_undigested(&mut self, days: u32) -> f64 {
        self.simulation = Simulation::undigested(&self.scenario);
        let _ = self.simulation.run_until(Offset::days(i64::from(days)));
        self.simulation.events() as f64
    }

    /// Goes to a moment, in minutes.
    pub fn seek(&mut self, minutes: u32) {
        let _ = self.simulation.seek(Offset::minutes(i64::from(minutes)));
    }

    /// A second run that shares its past up to now.
    pub fn branch(&self) -> Self {
        let simulation =
            self.simulation.branch(self.simulation.now()).unwrap_or_else(|_| self.simulation.clone());
        Self { scenario: Arc::clone(&self.scenario), simulation }
    }

    /// Something is done in it that was not done in the run from which it branched.
    pub fn differ(&mut self) {
        let _ = self.simulation.act(Command::Fault(Fault::EntraIdDown {}));
    }

    /// How many sign-ins there were.
    pub fn sign_ins(&self) -> f64 {
        self.simulation.sign_ins().0 as f64
    }

    /// The digest of all records.
    pub fn digest(&self) -> String {
        self.simulation.records_digest().map(|digest| digest.to_string()).unwrap_or_default()
    }
}
