//! Expectations: what the file says must hold, and what became of it so far; each leads to its moment.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::domain::Offset;
use anc_engine::scenario::{Expectation, Judge, Outcome, When};

use crate::tell::shape::Shape;
use crate::words;

/// An expectation in words.
#[derive(Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) shape: Shape,
    pub(crate) verdict: &'static str,
    pub(crate) words: String,
    pub(crate) when: String,
    pub(crate) seen: String,
    pub(crate) leads_to: Option<Offset>,
    pub(crate) place: String,
}

/// `places` are the lines of the file in which expectations begin.
pub(crate) fn lines(simulation: &Simulation, judge: &Judge, places: &[usize]) -> Vec<Line> {
    let now = simulation.now();
    let start = simulation.world().start;
    let moment = |at: Offset| calendar::seen_from(start.at(at), start.at(now));
    let line = |((expectation, place), decided): ((&Expectation, &usize), Option<(Offset, &Outcome)>)| {
        let (when, asked) = match expectation.when {
            When::At(at) => (words::at(&moment(at)), Some(at)),
            When::By(at) => (words::by(&moment(at)), Some(at)),
            When::Never => ("never".to_owned(), None),
        };
        let (shape, verdict, seen) = match decided {
            Some((_, Outcome::Held)) => (Shape::Success, "Holds", String::new()),
            Some((_, Outcome::Failed(seen))) => (Shape::Error, "Failed", words::seen_instead(seen)),
            None if expectation.when == When::Never && now >= simulation.horizon() => {
                (Shape::Success, "Holds", String::new())
            }
            None if expectation.when == When::Never => (Shape::Running, "Holds so far", String::new()),
            None | Some((_, Outcome::NotReached)) => (Shape::Pending, "Not yet", String::new()),
        };
        Line {
            shape,
            verdict,
            words: expectation.what.words(),
            when,
            seen,
            leads_to: decided.map(|(at, _)| at).or(asked),
            place: words::line(&place.to_string()),
        }
    };
    judge.expectations().iter().zip(places).zip(judge.decided(now)).map(line).collect()
}
