//! Reports: for people, as JSON, as `JUnit`.

use std::fmt::Write as _;

use anc_engine::compare;
use anc_engine::course::Course;
use anc_engine::domain::time::{self, SECOND_MS};
use anc_engine::domain::{HopVerdict, Offset};
use anc_engine::explain::Explanation;
use anc_engine::narration::narrate;
use anc_engine::scenario::{Outcome, Report};
use anc_engine::{Detail, Scenario};
use anc_session::intent::{INTENTS, VERSION};
use anc_session::told;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use serde_json::{Value, json};

use crate::commands::{Ran, Results};
use crate::filter::Filter;

/// A run that is compared: its file, its scenario, its course.
pub(crate) type Compared<'a> = &'a (&'a str, Scenario, Course);

/// Two runs beside each other, for people.
pub(crate) fn compare_text(runs: [Compared<'_>; 2]) -> String {
    let mut out = String::new();
    for (name, (file, scenario, _)) in ["one", "other"].into_iter().zip(runs) {
        let _ = writeln!(out, "{name:<5}  {file}: {} (seed {})", scenario.title, scenario.seed());
    }
    let [one, other] = runs.map(|(.., course)| course);
    let simulations = [one.simulation(), other.simulation()];
    let alike = if compare::begin_alike(simulations[0], simulations[1]) {
        "They begin alike, with the same dice: every difference is an effect of what differs in them."
    } else {
        "They begin differently: what differs in the end need not be an effect of what happened."
    };
    let _ = writeln!(out, "{alike}");
    match compare::parting(simulations[0], simulations[1]) {
        None => out.push_str("They do not part: all that happened in one happened in the other.\n"),
        Some(parting) => {
            let _ = writeln!(
                out,
                "They part at {}, after {} things that happened in both.",
                parting.at, parting.shared
            );
            for (name, happened) in [("one", parting.one), ("other", parting.other)] {
                let told = happened.map(|(at, told)| format!("{at}  {}", told.title));
                let _ = writeln!(out, "{name:<5}  {}", told.as_deref().unwrap_or("nothing more"));
            }
        }
    }
    let wide = compare::FIGURES.iter().map(|figure| figure.title.len()).max().unwrap_or_default();
    let _ = writeln!(out, "\n{:wide$}  {:>14}  {:>14}", "", "one", "other");
    for figure in &compare::FIGURES {
        let values = [figure.of(one), figure.of(other)];
        let better = match figure.improves(values[0], values[1]) {
            Some(true) => "  better",
            Some(false) => "  worse",
            None => "",
        };
        let [first, second] = values.map(compare::Value::words);
        let _ = writeln!(out, "{:wide$}  {first:>14}  {second:>14}{better}", figure.title);
    }
    out
}

/// The same, for programs.
pub(crate) fn compare_json(runs: [Compared<'_>; 2]) -> String {
    let [one, other] = runs;
    let mut told = told::compared(&one.2, &other.2);
    for (name, (file, scenario, _)) in [("one", one), ("other", other)] {
        told[name] = json!({ "file": file, "id": scenario.id.as_str(), "seed": scenario.seed() });
    }
    format!("{told:#}\n")
}

/// For people.
pub(crate) fn text(results: &Results) -> String {
    let mut out = String::new();
    for (path, ran) in results {
        match ran {
            Ran::Bad(errors) => {
                for error in errors {
                    let _ = writeln!(out, "{}", error.in_file(path));
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
                for failure in report.failures(scenario) {
                    let _ = writeln!(out, "{path}:{}: {failure}", failure.expectation.line);
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
    let mut told = match ran {
        Ran::Bad(errors) => json!({ "verdict": "bad", "errors": told::errors(errors) }),
        Ran::Checked(scenario) => {
            json!({ "verdict": "right", "id": scenario.id.as_str(), "seed": scenario.seed() })
        }
        Ran::Stopped(scenario, limit) => json!({
            "verdict": "stopped",
            "id": scenario.id.as_str(),
            "seed": scenario.seed(),
            "limit": limit.to_string(),
        }),
        Ran::Run(scenario, report) => told::report(scenario, report),
    };
    told["file"] = json!(path);
    told
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
                    let name =
                        format!("{} {}: {}", expectation.pointer, expectation.when, expectation.what.words());
                    suite.add_test_case(TestCase::new(name, status));
                }
            }
        }
        report.add_test_suite(suite);
    }
    report.to_string().map(|text| text + "\n").unwrap_or_default()
}

/// For GitHub Actions, and what reads its commands: an error at each place in a file, which the page of a change shows there.
pub(crate) fn github(results: &Results) -> String {
    let mut out = String::new();
    let mut error = |path: &str, line: usize, column: usize, title: &str, says: &str| {
        // A place of 0 is none.
        let place = |name: &str, at: usize| if at > 0 { format!(",{name}={at}") } else { String::new() };
        let (line, column) = (place("line", line), place("col", column));
        let (path, title) = (property(path), property(title));
        let _ = writeln!(out, "::error file={path}{line}{column},title={title}::{}", data(says));
    };
    for (path, ran) in results {
        match ran {
            Ran::Checked(_) => {}
            Ran::Bad(errors) => {
                for bad in errors {
                    error(path, bad.line, bad.column, "The file is wrong", &bad.says());
                }
            }
            Ran::Stopped(scenario, limit) => {
                error(path, 0, 0, &format!("{} was stopped", scenario.id), &limit.to_string());
            }
            Ran::Run(scenario, report) => {
                for failure in report.failures(scenario) {
                    let title = format!("{} (seed {})", scenario.id, scenario.seed());
                    error(path, failure.expectation.line, 0, &title, &failure.to_string());
                }
            }
        }
    }
    out + &text(results)
}

/// A text after the second `::` of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text before it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
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

/// One object with `records`, each with its cause.
pub(crate) fn log_json(scenario: &Scenario, report: &Report, filter: &Filter) -> String {
    let simulation = &report.simulation;
    let records: Vec<Value> = simulation
        .records()
        .iter()
        .map(|record| (record, narrate(record, simulation)))
        .filter(|(record, words)| filter.wants(record, words, simulation))
        .map(|(of, words)| told::record(of, &words, simulation))
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
