//! From each statement of the overview and of the reference to the rule in the code, and to the scenarios that would fail
//! without it. The scenarios are not listed by hand: each rule is switched off, and those that fail are seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use anc_engine::command::FAULTS;
use anc_engine::domain::Rule;
use anc_engine::domain::error_type::ERROR_TYPES;
use anc_engine::domain::rules::{RULES, RuleText};
use anc_engine::record::Detail;
use anc_engine::{Scenario, explain, scenario};

use crate::helpers::{assert_current, library, parse};

/// Scenarios that are said of an error type at the most.
const SHOWN_BY_MAX: usize = 3;

fn without(scenario: &Scenario, rule: Rule) -> Scenario {
    let mut setup = (*scenario.setup).clone();
    Arc::make_mut(&mut setup.world).rules.off = Some(rule);
    Scenario { setup: Arc::new(setup), ..scenario.clone() }
}

fn scenarios() -> Vec<(String, Scenario)> {
    library().into_iter().map(|(name, text)| (name, parse(&text))).collect()
}

/// What each rule guards: the scenarios that fail when it is off.
fn guarded_by() -> BTreeMap<Rule, Vec<String>> {
    let scenarios = scenarios();
    RULES
        .iter()
        .map(|text| {
            let failing = scenarios
                .iter()
                .filter(|(_, scenario)| text.within.contains(scenario.setup.world.rules.set))
                .filter(|(_, scenario)| {
                    !scenario::run(&without(scenario, text.rule), None).expect("within limits").passed()
                })
                .map(|(name, _)| name.clone())
                .collect();
            (text.rule, failing)
        })
        .collect()
}

#[test]
fn every_rule_is_guarded_by_a_scenario_that_fails_without_it() {
    let guards = guarded_by();
    let unguarded: Vec<&str> =
        guards.iter().filter(|(_, failing)| failing.is_empty()).map(|(rule, _)| rule.text().name).collect();
    assert!(unguarded.is_empty(), "no scenario fails without {unguarded:?}");

    let mut page = String::from(
        "# Rules and where they come from\n\nWritten by a test from the table in the code: do not edit. Each rule is \
         switched off, one after the other; *shown by* are the scenarios of the library that fail then. *Refuses* are \
         rules that refuse an action; the name is what `refused` expects in a scenario. Sources are pages \
         of Microsoft Learn; what is documented nowhere, and therefore a choice, stands in italics; *Overview* is *Azure network connection overview* of 30 October 2024.\n\n| rule | what it says | source \
         | holds in | refuses | shown by |\n|---|---|---|---|---|---|\n",
    );
    for text in RULES {
        let shown: Vec<String> = guards[&text.rule]
            .iter()
            .map(|name| format!("[{name}](../public/scenarios/{name}.json)"))
            .collect();
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} | {} |",
            text.name,
            said(text).replace('|', "\\|"),
            text.rule.source(),
            text.within.title(),
            if text.rule.refuses() { "yes" } else { "no" },
            shown.join(", ")
        );
    }
    assert_current("docs/rules.md", &page);
}

/// What a rule says, and what about it is a choice of the simulator.
fn said(text: &RuleText) -> String {
    let choice = text.rule.modelled().map(|choice| format!(" *{choice}*")).unwrap_or_default();
    format!("{}{choice}", text.fact)
}

#[test]
fn every_fault_and_every_error_type_happens_in_the_library() {
    let mut faults: BTreeSet<&str> = FAULTS.iter().map(|entry| entry.declaration.name).collect();
    let mut errors: BTreeMap<&str, BTreeSet<String>> =
        ERROR_TYPES.iter().map(|entry| (entry.graph, BTreeSet::new())).collect();
    for (name, scenario) in scenarios() {
        let report = scenario::run(&scenario, None).expect("within limits");
        for record in report.simulation.records() {
            match &record.detail {
                Detail::FaultStruck(fault) => {
                    faults.remove(fault.name());
                }
                Detail::CheckChanged { verdict, .. } => {
                    if let Some(error) = verdict.error() {
                        errors.entry(error.entry().graph).or_default().insert(name.clone());
                    }
                }
                _ => {}
            }
        }
    }
    assert!(faults.is_empty(), "no scenario has {faults:?}");
    for (error, shown_by) in &errors {
        assert!(!shown_by.is_empty(), "no scenario reaches {error}");
    }
    // Whoever looks for an error type in the page is led to scenarios that show it.
    let mut table = format!(
        "//! Which scenarios of the library show an error type of the health checks. Written by a test: do not edit.\n\n\
         /// An error type as Microsoft Graph has it, and the ids of scenarios, at most {SHOWN_BY_MAX}.\n\
         pub(crate) const SHOWN_BY: &[(&str, &[&str])] = &[\n"
    );
    for (error, shown_by) in errors {
        let ids: Vec<String> = shown_by.iter().take(SHOWN_BY_MAX).map(|id| format!("{id:?}")).collect();
        let _ = writeln!(table, "    ({error:?}, &[{}]),", ids.join(", "));
    }
    table.push_str("];\n");
    assert_current("src/tell/shown_by.rs", &table);
}

#[test]
fn the_reference_is_current() {
    let mut page = String::from(
        "# Names in scenario files\n\nWritten by a test from the tables in the code: do not edit. `anc explain NAME` prints \
         the same. Sources are pages of Microsoft Learn and of Microsoft Graph's documentation; *Overview* is *Azure network \
         connection overview* of 30 October 2024.\n",
    );
    let all = explain::all();
    for kind in explain::KINDS {
        let of_kind: Vec<_> = all.iter().filter(|of| of.kind == kind).collect();
        let plural = match kind {
            "problem of a sign-in" => "Problems of a sign-in".to_owned(),
            "problem of provisioning" => "Problems of provisioning".to_owned(),
            _ => format!("{}{}s", kind[..1].to_uppercase(), &kind[1..]),
        };
        // Checks have no `needs` and rules no `instead` in each row: the longest row has all columns.
        let columns =
            of_kind.iter().map(|of| &of.facts).max_by_key(|facts| facts.len()).expect("one of a kind");
        let _ = write!(page, "\n## {plural}\n\n| name |");
        for (term, _) in columns {
            let _ = write!(page, " {term} |");
        }
        let _ = writeln!(page, "\n|---|{}", "---|".repeat(columns.len()));
        for of in of_kind {
            let _ = write!(page, "| `{}` |", of.name);
            for (term, _) in columns {
                let fact = of.facts.iter().find(|(own, _)| own == term);
                let _ = write!(page, " {} |", fact.map_or("–", |(_, text)| text).replace('|', "\\|"));
            }
            page.push('\n');
        }
    }
    assert_current("docs/reference.md", &page);
}
