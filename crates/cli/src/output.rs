//! Reports: for people, as JSON, as `JUnit`.

use std::fmt::Write as _;

use anc_engine::domain::time::{self, SECOND_MS};
use anc_engine::domain::{HopVerdict, Offset, RecordKey};
use anc_engine::explain::Explanation;
use anc_engine::narration::{Narration, narrate};
use anc_engine::scenario::{Outcome, Report, When};
use anc_engine::{Detail, Record, Scenario, Simulation};
use anc_session::intent::{INTENTS, VERSION};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use serde_json::{Value, json};

use crate::commands::{Ran, Results};
use crate::filter::Filter;

fn when(when: When) -> String {
    match when {
        When::At(at) => format!("at {at}"),
        When::By(by) => format!("by {by}"),
        When::Never => "never".to_owned(),
    }
}

/// For people.
pub(crate) fn text(results: &Results) -> String {
    let mut out = String::new();
    for (path, ran) in results {
        match ran {
            Ran::Bad(errors) => {
                for error in errors {
                    // A place follows the path closely, as editors read it.
                    let gap = if error.line > 0 { "" } else { " " };
                    let _ = writeln!(out, "{path}:{gap}{error}");
                }
            }
            Ran::Checked(scenario) => {
                let _ = writeln!(
                    out,
                    "{path}: {} is right; it expects {} things",
                    scenario.id,
                    scenario.expectations.len()
                );
            }
            Ran::Stopped(scenario, limit) => {
                let _ = writeln!(out, "{path}: {} was stopped: {limit}", scenario.id);
            }
            Ran::Run(scenario, report) => {
                for (expectation, outcome) in scenario.expectations.iter().zip(&report.outcomes) {
                    let Outcome::Failed(seen) = outcome else { continue };
                    let _ = writeln!(
                        out,
                        "{path}:{}: {} {}: expected: {}; but {seen}",
                        expectation.line,
                        expectation.pointer,
                        when(expectation.when),
                        expectation.what.words()
                    );
                }
                let count = |test: fn(&Outcome) -> bool| {
                    report.outcomes.iter().filter(|outcome| test(outcome)).count()
                };
                let _ = writeln!(
                    out,
                    "{path}: {} (seed {}): {} hold, {} fail, {} not reached; {} records, {} refused actions, digest {}",
                    scenario.id,
                    scenario.seed(),
                    count(|outcome| *outcome == Outcome::Held),
                    count(|outcome| matches!(outcome, Outcome::Failed(_))),
                    count(|outcome| *outcome == Outcome::NotReached),
                    report.records,
                    report
                        .simulation
                        .records()
                        .iter()
                        .filter(|record| matches!(record.detail, Detail::Refused { .. }))
                        .count(),
                    report.digest
                );
            }
        }
    }
    out
}

/// One object with `files`.
pub(crate) fn json(results: &Results) -> String {
    let files: Vec<Value> = results.iter().map(|(path, ran)| file(path, ran)).collect();
    pretty(&json!({ "files": files }))
}

fn file(path: &str, ran: &Ran) -> Value {
    match ran {
        Ran::Bad(errors) => {
            let errors: Vec<Value> = errors
                .iter()
                .map(|error| {
                    json!({
                        "pointer": error.pointer,
                        "line": error.line,
                        "column": error.column,
                        "message": error.message,
                        "suggestion": error.suggestion,
                    })
                })
                .collect();
            json!({ "file": path, "verdict": "bad", "errors": errors })
        }
        Ran::Checked(scenario) => {
            json!({ "file": path, "verdict": "right", "id": scenario.id.as_str(), "seed": scenario.seed() })
        }
        Ran::Stopped(scenario, limit) => json!({
            "file": path,
            "verdict": "stopped",
            "id": scenario.id.as_str(),
            "seed": scenario.seed(),
            "limit": limit.to_string(),
        }),
        Ran::Run(scenario, report) => {
            let expectations: Vec<Value> = scenario
                .expectations
                .iter()
                .zip(&report.outcomes)
                .map(|(expectation, outcome)| {
                    let (verdict, seen) = match outcome {
                        Outcome::Held => ("held", Value::Null),
                        Outcome::Failed(seen) => ("failed", json!(seen)),
                        Outcome::NotReached => ("notReached", Value::Null),
                    };
                    json!({
                        "pointer": expectation.pointer,
                        "line": expectation.line,
                        "when": when(expectation.when),
                        "expected": expectation.what.words(),
                        "verdict": verdict,
                        "seen": seen,
                    })
                })
                .collect();
            json!({
                "file": path,
                "verdict": if report.passed() { "passed" } else { "failed" },
                "id": scenario.id.as_str(),
                "seed": scenario.seed(),
                "digest": report.digest.to_string(),
                "records": report.records,
                "expectations": expectations,
            })
        }
    }
}

/// For CI: one suite a file, one case an expectation.
pub(crate) fn junit(results: &Results) -> String {
    let mut report = quick_junit::Report::new("anc");
    for (path, ran) in results {
        let mut suite = TestSuite::new(path.as_str());
        match ran {
            Ran::Checked(scenario) => {
                suite.add_test_case(TestCase::new(scenario.id.as_str(), TestCaseStatus::success()));
            }
            Ran::Bad(errors) => {
                for error in errors {
                    suite.add_test_case(TestCase::new(
                        error.pointer.as_str(),
                        problem(NonSuccessKind::Error, error.to_string()),
                    ));
                }
            }
            Ran::Stopped(scenario, limit) => {
                let status = problem(NonSuccessKind::Error, limit.to_string());
                suite.add_test_case(TestCase::new(scenario.id.as_str(), status));
            }
            Ran::Run(scenario, report) => {
                for (expectation, outcome) in scenario.expectations.iter().zip(&report.outcomes) {
                    let status = match outcome {
                        Outcome::Held => TestCaseStatus::success(),
                        Outcome::NotReached => TestCaseStatus::skipped(),
                        Outcome::Failed(seen) => problem(NonSuccessKind::Failure, seen.clone()),
                    };
                    let name = format!(
                        "{} {}: {}",
                        expectation.pointer,
                        when(expectation.when),
                        expectation.what.words()
                    );
                    suite.add_test_case(TestCase::new(name, status));
                }
            }
        }
        report.add_test_suite(suite);
    }
    report.to_string().map(|text| text + "\n").unwrap_or_default()
}

fn problem(kind: NonSuccessKind, message: String) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(message);
    status
}

/// The name that a scenario file has for what happened, where it has one.
fn name_in_files(detail: &Detail) -> String {
    let name = match detail {
        Detail::Refused { rule, .. } => Some(rule.text().name),
        Detail::CheckChanged { verdict, .. } => verdict.error().map(|error| error.entry().graph),
        Detail::AttemptFailed { problem, .. } => Some(problem.name()),
        Detail::FaultStruck(fault) => Some(fault.name()),
        Detail::SignInFailed(hops) => hops.iter().find_map(|hop| match hop.verdict {
            HopVerdict::Failed(problem) => Some(problem.name()),
            _ => None,
        }),
        _ => None,
    };
    name.map(|name| format!(" [{name}]")).unwrap_or_default()
}

/// One line a record.
pub(crate) fn log_text(report: &Report, filter: &Filter) -> String {
    let world = report.simulation.world();
    let mut out = String::new();
    for record in report.simulation.records() {
        let told = narrate(record, &report.simulation);
        if !filter.wants(record, &told, &report.simulation) {
            continue;
        }
        let at = time::civil(world.start.at(record.key.at));
        let offset = format!("+{}", Offset(record.key.at.0 / SECOND_MS * SECOND_MS));
        let _ = write!(out, "{at}  {offset:<14} {:<11} {}", told.tone.word(), told.title);
        if !told.text.is_empty() {
            let _ = write!(out, " — {}", told.text);
        }
        let _ = writeln!(out, "{}", name_in_files(&record.detail));
    }
    let unkept = report.records - report.simulation.records().len() as u64;
    if unkept > 0 {
        let _ = writeln!(out, "{unkept} more successful sign-ins were counted, not kept");
    }
    out
}

/// A record, with its cause.
pub(crate) fn record(record: &Record, told: &Narration, simulation: &Simulation) -> Value {
    let key = |key: &RecordKey| {
        json!({
            "at": key.at.0,
            "entity": format!("{}/{}", key.entity.kind(), simulation.name_at(key.entity, key.at)),
            "kind": key.kind.name(),
            "n": key.n,
        })
    };
    json!({
        "key": key(&record.key),
        "utc": time::civil(simulation.world().start.at(record.key.at)),
        "cause": record.cause.as_ref().map(key),
        "because": record.because.iter().map(key).collect::<Vec<_>>(),
        "tone": told.tone.word(),
        "title": told.title,
        "text": told.text,
    })
}

/// One object with `records`, each with its cause.
pub(crate) fn log_json(scenario: &Scenario, report: &Report, filter: &Filter) -> String {
    let simulation = &report.simulation;
    let records: Vec<Value> = simulation
        .records()
        .iter()
        .map(|record| (record, narrate(record, simulation)))
        .filter(|(record, told)| filter.wants(record, told, simulation))
        .map(|(of, told)| record(of, &told, simulation))
        .collect();
    pretty(&json!({
        "id": scenario.id.as_str(),
        "seed": scenario.seed(),
        "digest": report.digest.to_string(),
        "recordsInAll": report.records,
        "records": records,
    }))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

/// Everything that `anc play` understands.
pub(crate) fn intents() -> String {
    let mut out = format!("One a line: {{ \"version\": {VERSION}, \"intent\": NAME, FIELD: … }}\n");
    for entry in &INTENTS {
        let field = entry.field.map(|(name, holds)| format!(" ({name}: {holds})")).unwrap_or_default();
        let _ = writeln!(out, "  {}{field}: {}", entry.name, entry.says);
    }
    out
}

/// What is said of a name.
pub(crate) fn explanations(found: &[Explanation]) -> String {
    let mut out = String::new();
    for of in found {
        let _ = writeln!(out, "{} ({})", of.name, of.kind);
        for (term, text) in &of.facts {
            let _ = writeln!(out, "  {term}: {text}");
        }
    }
    out
}
