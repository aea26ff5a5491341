//! What the subcommands do.

use std::io::{self, Write as _};
use std::path::PathBuf;

use anc_engine::course::Course;
use anc_engine::domain::Offset;
use anc_engine::incident::incident;
use anc_engine::scenario::error::nearest;
use anc_engine::scenario::lesson::Way;
use anc_engine::scenario::{self, FileError, Report};
use anc_engine::simulation::RunError;
use anc_engine::{Scenario, Simulation, explain};
use anc_session::{Document, Origin, Session, told};

use crate::filter::Filter;
use crate::new_crate::Sources;
use crate::{Format, LogFormat, ReportFormat, SCHEMA, input, new_crate, output, play};

/// What became of one file.
pub(crate) enum Ran {
    /// It was run.
    Run(Box<Scenario>, Box<Report>),
    /// It is right, and was not run.
    Checked(Box<Scenario>),
    /// It is wrong.
    Bad(Vec<FileError>),
    /// It met a limit.
    Stopped(Box<Scenario>, RunError),
}

impl Ran {
    /// The exit code that the file alone would give.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Checked(_) => 0,
            Self::Run(_, report) => u8::from(!report.passed()),
            Self::Bad(_) | Self::Stopped(..) => 2,
        }
    }
}

/// The files with what became of them, in the order of the command line.
pub(crate) type Results = Vec<(String, Ran)>;

fn read(path: &str, seed: Option<u64>) -> Result<Scenario, Vec<FileError>> {
    let scenario = input::scenario(path)?;
    Ok(match seed {
        Some(seed) => scenario.with_seed(seed),
        None => scenario,
    })
}

/// The scenario in which the solution of its lesson happens by itself, to be judged by the goals.
fn solved(path: &str, seed: Option<u64>) -> Result<Scenario, Vec<FileError>> {
    let document = Document::read(&input::bytes(path)?, Origin::Sent)?;
    let document = match seed {
        Some(seed) => document.with_seed(seed),
        None => document,
    };
    let going = document.going(Way::Solution);
    let none = || vec![FileError::new("/lesson", "The file has no lesson, and so no solution.")];
    let document = going.ok_or_else(none)?;
    let mut scenario = (*document.scenario).clone();
    let goals = document.lesson.map_or(0, |lesson| lesson.goals.len());
    scenario.expectations.truncate(goals);
    Ok(scenario)
}

fn reported(results: &Results, format: Format) -> (String, u8) {
    let text = match format {
        Format::Text => output::text(results),
        Format::Json => output::json(results),
        Format::Junit => output::junit(results),
        Format::Github => output::github(results),
    };
    (text, results.iter().map(|(_, ran)| ran.code()).max().unwrap_or(0))
}

/// `anc run`
pub(crate) fn run(
    files: &[String],
    seed: Option<u64>,
    until: Option<Offset>,
    solution: bool,
    format: Format,
) -> (String, u8) {
    let read = if solution { solved } else { read };
    let results = files.iter().map(|path| {
        let ran = match read(path, seed) {
            Err(errors) => Ran::Bad(errors),
            Ok(scenario) => match scenario::run(&scenario, until) {
                Ok(report) => Ran::Run(Box::new(scenario), Box::new(report)),
                Err(limit) => Ran::Stopped(Box::new(scenario), limit),
            },
        };
        (path.clone(), ran)
    });
    reported(&results.collect(), format)
}

/// `anc check`
pub(crate) fn check(files: &[String], format: Format) -> (String, u8) {
    let results = files.iter().map(|path| {
        let ran = match read(path, None) {
            Err(errors) => Ran::Bad(errors),
            Ok(scenario) => Ran::Checked(Box::new(scenario)),
        };
        (path.clone(), ran)
    });
    reported(&results.collect(), format)
}

/// `anc play`. Answers go out at once, and so it prints by itself.
pub(crate) fn play(file: &str, seed: Option<u64>) -> u8 {
    let mut out = io::stdout().lock();
    let document = input::bytes(file).and_then(|bytes| Document::read(&bytes, Origin::Sent));
    match document {
        Ok(document) => {
            let document = match seed {
                Some(seed) => document.with_seed(seed),
                None => document,
            };
            play::play(&mut Session::open(document), io::stdin().lock(), &mut out)
        }
        Err(errors) => {
            let bad = vec![(file.to_owned(), Ran::Bad(errors))];
            let (text, code) = reported(&bad, Format::Text);
            let _ = out.write_all(text.as_bytes());
            code
        }
    }
}

/// `anc log`
pub(crate) fn log(
    file: &str,
    seed: Option<u64>,
    until: Option<Offset>,
    filter: &Filter,
    format: LogFormat,
) -> (String, u8) {
    let scenario = match read(file, seed) {
        Ok(scenario) => scenario,
        Err(errors) => {
            let bad = vec![(file.to_owned(), Ran::Bad(errors))];
            return reported(&bad, format.into());
        }
    };
    match scenario::run(&scenario, until) {
        Err(limit) => (format!("{file}: {limit}\n"), 2),
        Ok(report) => match filter.check(&report.simulation) {
            Err(why) => (format!("{file}: {why}\n"), 2),
            Ok(()) if format == LogFormat::Json => (output::log_json(&scenario, &report, filter), 0),
            Ok(()) => (output::log_text(&report, filter), 0),
        },
    }
}

/// The course of a run. Nothing of it is judged.
fn course(scenario: &Scenario, until: Option<Offset>) -> Result<Course, RunError> {
    let mut run = Simulation::new(&scenario.setup);
    run.run_until(until.unwrap_or(run.horizon()))?;
    Course::of(&run)
}

/// `anc compare`
pub(crate) fn compare(
    files: [&str; 2],
    seed: Option<u64>,
    until: Option<Offset>,
    solution: bool,
    format: LogFormat,
) -> (String, u8) {
    let readers: [fn(&str, Option<u64>) -> _; 2] = [read, if solution { solved } else { read }];
    let mut runs = Vec::new();
    let mut bad = Vec::new();
    for (file, read) in files.into_iter().zip(readers) {
        match read(file, seed) {
            Err(errors) => bad.push((file.to_owned(), Ran::Bad(errors))),
            Ok(scenario) => match course(&scenario, until) {
                Ok(course) => runs.push((file, scenario, course)),
                Err(limit) => bad.push((file.to_owned(), Ran::Stopped(Box::new(scenario), limit))),
            },
        }
    }
    let [one, other] = runs.as_slice() else {
        return reported(&bad, format.into());
    };
    let text = match format {
        LogFormat::Text => output::compare_text([one, other]),
        LogFormat::Json => output::compare_json([one, other]),
    };
    (text, 0)
}

/// `anc report`
pub(crate) fn report(
    file: &str,
    seed: Option<u64>,
    until: Option<Offset>,
    format: ReportFormat,
) -> (String, u8) {
    let as_json = format == ReportFormat::Json;
    let bad =
        |ran| reported(&vec![(file.to_owned(), ran)], if as_json { Format::Json } else { Format::Text });
    let scenario = match read(file, seed) {
        Ok(scenario) => scenario,
        Err(errors) => return bad(Ran::Bad(errors)),
    };
    match course(&scenario, until) {
        Err(limit) => bad(Ran::Stopped(Box::new(scenario), limit)),
        Ok(course) => {
            let incident = incident(&course, &scenario.title);
            let text =
                if as_json { format!("{:#}\n", told::incident(&incident)) } else { incident.markdown() };
            (text, 0)
        }
    }
}

/// `anc explain`
pub(crate) fn explain(name: &str) -> (String, u8) {
    if name == "intents" {
        return (output::intents(), 0);
    }
    let found = explain::explain(name);
    if !found.is_empty() {
        return (output::explanations(&found), 0);
    }
    let all = explain::all();
    let near = nearest(name, all.iter().map(|of| of.name));
    let near = near.map(|near| format!(" — did you mean {near:?}?")).unwrap_or_default();
    let kinds = explain::KINDS.join(", ");
    (format!("{name:?} is no {kinds}{near}\n"), 2)
}

/// `anc new`: a small valid scenario to start from.
pub(crate) fn new(id: &str) -> (String, u8) {
    let text = TEMPLATE.replace("my-scenario", id).replace("My scenario", &titled(id));
    match Scenario::parse(text.as_bytes()) {
        Ok(_) => (text, 0),
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            (lines.join("\n") + "\n", 2)
        }
    }
}

/// `anc new --crate`: a package in which each scenario is a test.
pub(crate) fn new_crate(name: &str, sources: Option<PathBuf>, git: Option<String>) -> (String, u8) {
    let written =
        Sources::find(sources, git).and_then(|sources| new_crate::write(name, &sources, TEMPLATE, SCHEMA));
    written.map_or_else(|why| (format!("{why}\n"), 2), |next| (next, 0))
}

/// `Weekend vpn`: the words of an id as a title.
fn titled(id: &str) -> String {
    let mut title = id.replace(['-', '_'], " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

const TEMPLATE: &str = include_str!("template.json");
