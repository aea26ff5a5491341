//! Every name that a scenario file can use, explained from the tables that the engine itself goes by.

use crate::command::{
    ACTIONS, AdminAction, CHANGES, Change, Declaration, Declared as _, FAULTS, Fault, Field, FieldKind,
    LeftOut,
};
use crate::connectivity::ConnectivityCheck;
use crate::domain::AttemptProblem;
use crate::domain::check_catalogue::{CHECKS, Group, Severity, VM_NEEDS};
use crate::domain::error_type::ERROR_TYPES;
use crate::domain::rules::RULES;
use crate::domain::{SignInProblem, Stage};

/// What is said of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Its name in files.
    pub name: &'static str,
    /// Terms and what they say.
    pub facts: Vec<(&'static str, String)>,
}

/// The kinds, in the order of [`all`].
pub const KINDS: [&str; 9] = [
    "health check",
    "error type",
    "fault",
    "rule",
    "action",
    "problem of a sign-in",
    "problem of provisioning",
    "connectivity check",
    "change",
];

/// Everything that has a name, kind by kind.
pub fn all() -> Vec<Explanation> {
    let mut all = checks();
    all.extend(error_types());
    all.extend(FAULTS.iter().zip(Fault::said()).map(|(entry, said)| Explanation {
        kind: KINDS[2],
        name: entry.declaration.name,
        facts: vec![
            ("says", said.of_command().to_owned()),
            ("fields", fields(&entry.declaration)),
            ("happens", entry.struck.to_owned()),
            ("its repair", entry.repaired.to_owned()),
            ("noticed by", entry.noticed_by()),
            ("source", entry.source.to_owned()),
        ],
    }));
    all.extend(RULES.iter().map(|text| {
        let mut facts = vec![
            ("says", text.fact.to_owned()),
            ("source", text.rule.source().to_owned()),
            ("holds in", text.within.title().to_owned()),
        ];
        facts.extend(text.rule.modelled().map(|choice| ("note", choice.to_owned())));
        if !text.remedy.is_empty() {
            facts.push(("instead", text.remedy.to_owned()));
        }
        Explanation { kind: KINDS[3], name: text.name, facts }
    }));
    all.extend(ACTIONS.iter().zip(AdminAction::said()).map(|(action, said)| Explanation {
        kind: KINDS[4],
        name: action.declaration.name,
        facts: vec![("says", said.of_command().to_owned()), ("fields", fields(&action.declaration))],
    }));
    all.extend(CHANGES.iter().zip(Change::said()).map(|(change, said)| Explanation {
        kind: KINDS[8],
        name: change.declaration.name,
        facts: vec![("says", said.of_command().to_owned()), ("fields", fields(&change.declaration))],
    }));
    all.extend(SignInProblem::ALL.iter().map(|problem| Explanation {
        kind: KINDS[5],
        name: problem.name(),
        facts: vec![("says", problem.words().to_owned())],
    }));
    all.extend(AttemptProblem::OWN.iter().map(|problem| Explanation {
        kind: KINDS[6],
        name: problem.name(),
        facts: vec![("says", problem.words().to_owned())],
    }));
    all.extend(ConnectivityCheck::ALL.iter().map(|check| Explanation {
        kind: KINDS[7],
        name: check.name(),
        facts: vec![("fails when", check.words().to_owned())],
    }));
    all
}

/// The fields of a command, each with what it says and what it may be.
fn fields(declaration: &Declaration) -> String {
    let told: Vec<String> = declaration.fields.iter().map(field).collect();
    if told.is_empty() { "none".to_owned() } else { told.join("; ") }
}

fn field(field: &Field) -> String {
    let one = match field.kind {
        FieldKind::Thing(kind) | FieldKind::Called(kind) => kind.name().to_owned(),
        FieldKind::NewName(_) => "a new name".to_owned(),
        FieldKind::Text => "a text".to_owned(),
        FieldKind::Number { least, most: u32::MAX } => format!("{least} or more"),
        FieldKind::Number { least, most } => format!("{least} to {most}"),
        FieldKind::Duration => "a length of time".to_owned(),
        FieldKind::Clock => "a time of day".to_owned(),
        FieldKind::Prefix => "an IPv4 prefix".to_owned(),
        FieldKind::Flag => "true or false".to_owned(),
        FieldKind::Word(words) => words.join(", "),
        FieldKind::Check => "a health check".to_owned(),
    };
    let kind = if field.list.is_some() { format!("list of {one}") } else { one };
    let optional = if field.left_out == LeftOut::Never { "" } else { ", optional" };
    format!("{} ({kind}{optional})", field.name)
}

fn checks() -> Vec<Explanation> {
    CHECKS
        .iter()
        .map(|entry| {
            let severity = match entry.severity {
                Severity::Required => "an error fails the connection",
                Severity::Warning => "it only warns",
                Severity::Informational => "it only informs",
            };
            let group = match entry.group {
                Group::Configuration => "asked of Azure and Intune",
                Group::VirtualMachine => "on the temporary virtual machine",
            };
            let needs: &[_] = if entry.group == Group::VirtualMachine { &VM_NEEDS } else { &[] };
            let needs: Vec<&str> = needs
                .iter()
                .filter(|&&need| need != entry.check)
                .chain(entry.needs)
                .map(|need| need.entry().name)
                .collect();
            let mut facts = vec![
                ("title", entry.title.to_owned()),
                ("proves", entry.proves.to_owned()),
                ("runs", group.to_owned()),
                ("join types", if entry.hybrid_only { "hybrid only" } else { "both" }.to_owned()),
                ("when it finds something", severity.to_owned()),
            ];
            if !needs.is_empty() {
                facts.push(("needs", needs.join(", ")));
            }
            Explanation { kind: KINDS[0], name: entry.name, facts }
        })
        .collect()
}

fn error_types() -> Vec<Explanation> {
    ERROR_TYPES
        .iter()
        .map(|entry| Explanation {
            kind: KINDS[1],
            name: entry.graph,
            facts: vec![
                ("number", entry.number.map_or_else(|| "none yet".to_owned(), |number| number.to_string())),
                ("means", entry.meaning.to_owned()),
                ("recommended action", entry.action.to_owned()),
            ],
        })
        .collect()
}

/// What is said of a name; several things may share one. An error type is found by its number too.
pub fn explain(name: &str) -> Vec<Explanation> {
    let is_meant = |of: &Explanation| {
        of.name.eq_ignore_ascii_case(name)
            || (of.kind == KINDS[1] && of.facts.first().is_some_and(|(_, number)| number == name))
    };
    let mut found: Vec<Explanation> = all().into_iter().filter(is_meant).collect();
    if let Some(stage) = Stage::named(name) {
        let entry = stage.entry();
        found.push(Explanation {
            kind: "stage of provisioning",
            name: entry.name,
            facts: vec![
                ("title", entry.title.to_owned()),
                ("takes", format!("{} to {} minutes, assumed", entry.minutes.0, entry.minutes.1)),
            ],
        });
    }
    found
}
