//! `anc`: runs scenario files of the ANC Simulator in a terminal and in CI.
//!
//! Exit code 0: all expectations hold (what was not reached did not fail); 1: one does not; 2: bad input or usage. With
//! many files the worst code wins.

mod commands;
mod filter;
mod input;
mod new_crate;
mod output;
mod play;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anc_engine::domain::Offset;
use clap::{Parser, Subcommand, ValueEnum};

/// Runs scenario files of the ANC Simulator.
#[derive(Parser)]
#[command(
    name = "anc",
    version,
    about,
    after_help = "Exit codes: 0 all expectations hold, 1 one does not, 2 bad input or usage."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run scenarios and judge their expectations.
    Run {
        /// Scenario files; `-` reads one from standard input.
        #[arg(required = true)]
        files: Vec<String>,
        /// Another seed than the file's.
        #[arg(long)]
        seed: Option<u64>,
        /// End the run early; later expectations are reported as not reached.
        #[arg(long, value_name = "36h", value_parser = offset)]
        until: Option<Offset>,
        /// Go the solution of the files' lessons, and judge their goals.
        #[arg(long)]
        solution: bool,
        /// How to report.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check files without running them.
    Check {
        /// Scenario files; `-` reads one from standard input.
        #[arg(required = true)]
        files: Vec<String>,
        /// How to report.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Explain a check, an error type or its number, a fault, a rule, an action, a problem.
    Explain {
        /// Its name in scenario files.
        name: String,
    },
    /// Print a small valid scenario to start from. It names the schema that `anc schema` prints.
    New {
        /// Its id.
        #[arg(default_value = "my-scenario")]
        id: String,
        /// Instead, write a package of that name, in which each file of a folder of scenarios is a test under `cargo test`.
        #[arg(long = "crate", value_name = "NAME", conflicts_with = "id")]
        package: Option<String>,
        /// The package's simulator is in this folder of sources; else in the one that this program was built from.
        #[arg(long, value_name = "FOLDER", requires = "package", conflicts_with = "git")]
        sources: Option<PathBuf>,
        /// The package's simulator is in this repository.
        #[arg(long, value_name = "ADDRESS", requires = "package")]
        git: Option<String>,
    },
    /// Print the JSON Schema of scenario files: `anc schema > scenario.schema.json`, and editors complete them.
    Schema,
    /// Play a scenario by hand: intents come from standard input, one a line, and what they changed is written, one JSON
    /// object a line. `anc explain intents` lists them.
    Play {
        /// A scenario file.
        file: String,
        /// Another seed than the file's.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Put two runs beside each other: where they part, and what each came to.
    Compare {
        /// A scenario file.
        one: String,
        /// Another one, or the same with `--solution`.
        other: String,
        /// Another seed than that of each file.
        #[arg(long)]
        seed: Option<u64>,
        /// End both runs early.
        #[arg(long, value_name = "36h", value_parser = offset)]
        until: Option<Offset>,
        /// Let the second one go the solution of its lesson.
        #[arg(long)]
        solution: bool,
        /// How to report.
        #[arg(long, value_enum, default_value_t = LogFormat::Text)]
        format: LogFormat,
    },
    /// Write a run as an incident report: who was hit, what happened, what it was because of, what is to be done.
    Report {
        /// A scenario file; `-` reads it from standard input.
        file: String,
        /// Another seed than the file's.
        #[arg(long)]
        seed: Option<u64>,
        /// End the run early.
        #[arg(long, value_name = "36h", value_parser = offset)]
        until: Option<Offset>,
        /// How to write it.
        #[arg(long, value_enum, default_value_t = ReportFormat::Markdown)]
        format: ReportFormat,
    },
    /// Print the records of a run, oldest first.
    Log {
        /// A scenario file; `-` reads it from standard input.
        file: String,
        /// Another seed than the file's.
        #[arg(long)]
        seed: Option<u64>,
        /// End the run early.
        #[arg(long, value_name = "36h", value_parser = offset)]
        until: Option<Offset>,
        #[command(flatten)]
        filter: filter::Filter,
        /// How to report; `JUnit` has no place for records.
        #[arg(long, value_enum, default_value_t = LogFormat::Text)]
        format: LogFormat,
    },
}

/// How a run is reported.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object with `files`.
    Json,
    /// For CI: one suite a file, one case an expectation.
    Junit,
    /// For GitHub Actions: what fails becomes an annotation of its line. The text for people follows.
    Github,
}

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For wikis and tickets.
    Markdown,
    /// One object.
    Json,
}

/// How records are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people: one line a record.
    Text,
    /// One object with `records`.
    Json,
}

impl From<LogFormat> for Format {
    fn from(format: LogFormat) -> Self {
        match format {
            LogFormat::Text => Self::Text,
            LogFormat::Json => Self::Json,
        }
    }
}

const SCHEMA: &str = include_str!("../../../public/schema/scenario.schema.json");

pub(crate) fn offset(text: &str) -> Result<Offset, String> {
    Offset::parse(text).map_err(|why| format!("expected a time such as 36h or 1d6h30m; this one {why}"))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (text, code) = match arguments.command {
        Command::Run { files, seed, until, solution, format } => {
            commands::run(&files, seed, until, solution, format)
        }
        Command::Check { files, format } => commands::check(&files, format),
        Command::Explain { name } => commands::explain(&name),
        Command::New { package: Some(name), sources, git, .. } => commands::new_crate(&name, sources, git),
        Command::New { id, .. } => commands::new(&id),
        Command::Schema => (SCHEMA.to_owned(), 0),
        Command::Play { file, seed } => return ExitCode::from(commands::play(&file, seed)),
        Command::Compare { one, other, seed, until, solution, format } => {
            commands::compare([&one, &other], seed, until, solution, format)
        }
        Command::Report { file, seed, until, format } => commands::report(&file, seed, until, format),
        Command::Log { file, seed, until, filter, format } => {
            commands::log(&file, seed, until, &filter, format)
        }
    };
    let mut out = std::io::stdout().lock();
    // A reader that closed the pipe has seen enough.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    ExitCode::from(code)
}
