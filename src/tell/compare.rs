//! Two runs beside each other: whether what differs is an effect, where they part, what each came to.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::compare::{self, FIGURES, Value};
use anc_engine::course::Course;
use anc_engine::domain::{Instant, RecordKey, RecordKind};
use anc_engine::narration::Narration;
use anc_session::{Branch, Session, Without};

use super::direction::{isolated, narrated};
use super::item::Item;
use super::shape::Shape;
use super::table::{NOWRAP, NUMBER, TEXT, Table};
use crate::words;

/// A run that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Told {
    /// Its number.
    pub(crate) id: u32,
    /// What it is called.
    pub(crate) title: String,
    /// Where it comes from, and what is left out of it.
    pub(crate) from: String,
    /// Where it stands.
    pub(crate) stands: String,
    /// How many steps from the beginning of the tree.
    pub(crate) depth: usize,
    /// Whether it is open.
    pub(crate) is_open: bool,
}

/// All runs of a session, as a tree: each after the one that it parted from.
pub(crate) fn runs(session: &Session) -> Vec<Told> {
    let branches = session.branches();
    let mut told = Vec::new();
    let is_there = |id| branches.iter().any(|branch| branch.id == id);
    let mut waiting: Vec<(&Branch, usize)> = branches
        .iter()
        .rev()
        .filter(|branch| branch.parted.is_none_or(|(from, _)| !is_there(from)))
        .map(|branch| (branch, 0))
        .collect();
    while let Some((branch, depth)) = waiting.pop() {
        told.push(run(session, branch, depth));
        let children =
            branches.iter().rev().filter(|of| of.parted.is_some_and(|(from, _)| from == branch.id));
        // Each number is given once, so nothing parts from itself; whoever is told once is not told again.
        waiting.extend(children.filter(|of| of.id > branch.id).map(|of| (of, depth + 1)));
    }
    told
}

fn run(session: &Session, of: &Branch, depth: usize) -> Told {
    let simulation = of.simulation();
    let start = simulation.world().start;
    let moment = |at: Instant| calendar::seen_from(start.at(at), start.at(simulation.now()));
    let from = match (&of.without, of.parted) {
        (Some(Without { words, instead: None, .. }), Some((from, _))) => {
            words::run_without(&from.0.to_string(), &isolated(words))
        }
        (Some(Without { key, words, instead: Some(instead) }), Some((from, _))) => {
            let other = words::at_time(&isolated(&instead.words), &moment(instead.at));
            let other = if instead.refused { words::was_refused(&other) } else { other };
            let from = from.0.to_string();
            match key.kind {
                // Before a choice something more is done.
                RecordKind::ConnectionChosen | RecordKind::NoConnection => words::run_with(&from, &other),
                _ => words::run_instead(&from, &isolated(words), &other),
            }
        }
        (_, Some((from, at))) => words::run_from(&from.0.to_string(), &moment(at)),
        (_, None) => "As the scenario begins".to_owned(),
    };
    Told {
        id: of.id.0,
        title: words::run_number(&of.id.0.to_string()),
        from,
        stands: moment(simulation.now()),
        depth,
        is_open: of.id == session.branch().id,
    }
}

/// Two runs beside each other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Compared {
    /// Whether what differs is an effect of what differs in them.
    pub(crate) alike: &'static str,
    /// Where they part.
    pub(crate) parting: String,
    /// What happens then in each, with its moment.
    pub(crate) first: Vec<(&'static str, Item)>,
    /// What each came to.
    pub(crate) table: Table,
}

/// Whether an outcome of a run happens in the other one, too.
pub(crate) fn still_happens(
    run: &Simulation,
    outcome: RecordKey,
    when: Option<Instant>,
) -> Option<(Shape, String)> {
    let what = isolated(narrated(run.record(outcome)?, run).title);
    let start = run.world().start;
    let moment = |at: Instant| calendar::seen_from(start.at(at), start.at(run.now()));
    Some(match when {
        None => (Shape::Success, words::does_not_happen(&what, &moment(run.now()))),
        Some(at) if at == outcome.at => (Shape::Warning, words::happens_all_the_same(&what)),
        Some(at) => (Shape::Warning, words::happens_later(&what, &moment(at))),
    })
}

pub(crate) fn compared(courses: &[Course]) -> Compared {
    let [one, other] = courses else { return Compared::default() };
    let runs = [one.simulation(), other.simulation()];
    let start = runs[0].world().start;
    let moment = |at: Instant| calendar::seen_from(start.at(at), start.at(one.end()));
    let alike = if compare::begin_alike(runs[0], runs[1]) {
        "Both begin alike, with the same dice: every difference is an effect of what differs in them."
    } else {
        "They begin differently: what differs in the end need not be an effect of what happened."
    };
    let parting = compare::parting(runs[0], runs[1]);
    let happened = |of: Option<(Instant, Narration)>| match of {
        Some((at, told)) => Item::shaped(Shape::of_tone(told.tone), isolated(&told.title)).second(moment(at)),
        None => Item::text("Nothing more happens"),
    };
    let (parting, first) = match parting {
        None => (words::no_parting(&runs[0].records().len().to_string()), Vec::new()),
        Some(of) => (
            words::parting(&moment(of.at), &of.shared.to_string()),
            vec![("One", happened(of.one)), ("The other", happened(of.other))],
        ),
    };
    let rows = FIGURES.iter().map(|figure| {
        let values = [figure.of(one), figure.of(other)];
        let verdict = match figure.improves(values[0], values[1]) {
            Some(true) => Item::shaped(Shape::Success, "better"),
            Some(false) => Item::shaped(Shape::Warning, "worse"),
            None if values[0] == values[1] => Item::text("the same"),
            None => Item::default(),
        };
        let [ours, theirs] = values.map(|value| Item::text(Value::words(value)));
        vec![Item::text(figure.title), ours, theirs, verdict]
    });
    Compared {
        alike,
        parting,
        first,
        table: Table {
            name: "What each came to",
            caption: None,
            columns: &[("Figure", TEXT), ("One", NUMBER), ("The other", NUMBER), ("The other is", NOWRAP)],
            head: 0,
            rows: rows.collect(),
            empty: "",
        },
    }
}

#[cfg(test)]
mod tests {
    use anc_session::{Document, Intent, Origin, Rejected};

    use super::*;

    #[test]
    fn a_hundred_runs_are_a_tree_and_one_more_is_turned_down() {
        let text = std::fs::read("public/scenarios/stale-status.json").expect("a scenario");
        let mut session = Session::open(Document::read(&text, Origin::Sent).expect("right"));
        let mut apply = |intent| session.apply(intent, &mut || true);
        for _ in 0..99 {
            drop(apply(Intent::Branch).expect("there is room"));
        }
        assert_eq!(apply(Intent::Branch).err(), Some(Rejected::Branches));
        let told = runs(&session);
        assert_eq!(told.len(), 100);
        // Each parted from the one before it.
        let depths: Vec<usize> = told.iter().map(|of| of.depth).collect();
        assert_eq!(depths, (0..100).collect::<Vec<_>>());
        assert_eq!(told.iter().filter(|of| of.is_open).count(), 1);
    }
}
