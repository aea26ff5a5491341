//! The marks over the slider: where the story of a run goes on, thinned to what the pixels can hold. Pure functions, natively
//! tested.

use anc_engine::Simulation;
use anc_engine::calendar;
use anc_engine::domain::Instant;
use anc_engine::story::Story;

use super::axis::PLACES;
use crate::tell::shape::Shape;
use crate::words;

/// A mark on the slider: of those that would lie on one another, the worst.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawn {
    /// Where, in parts of the track: [`PLACES`].
    pub place: i64,
    /// How it is meant: a shape, not a colour alone.
    pub shape: Shape,
    /// Where it leads.
    pub at: Instant,
    /// Whether it lies in the future that is known.
    pub later: bool,
    /// `16:00 dc-1 does not answer`, and how many more there are.
    pub words: String,
}

/// How much room a mark needs, in pixels.
const ROOM: i64 = 11;

/// The marks of a run on so many pixels.
pub fn drawn(simulation: &Simulation, story: &Story, pixels: i64) -> Vec<Drawn> {
    let horizon = simulation.horizon().0.max(1);
    let now = simulation.now();
    let room = horizon.saturating_mul(ROOM) / pixels.clamp(80, 8_000);
    let mut drawn = Vec::new();
    let mut rest = story.marks();
    while let Some(first) = rest.first() {
        // A mark stands where it belongs, and what would overlap it is told with it.
        let end = first.at().0.saturating_add(room);
        let count = rest.iter().take_while(|mark| mark.at().0 < end).count().max(1);
        let (together, later) = rest.split_at(count);
        rest = later;
        // The worst; of those alike, the first.
        let worst = together.iter().rev().max_by_key(|mark| mark.tone).unwrap_or(first);
        let told = worst.tell(simulation, simulation.horizon());
        let title = told.map(|told| told.title).unwrap_or_default();
        let utc = simulation.world().start;
        let when = calendar::hour_or_day(utc.at(worst.at()), utc.at(now));
        drawn.push(Drawn {
            place: first.at().0.saturating_mul(PLACES) / horizon,
            shape: Shape::of_tone(worst.tone),
            at: worst.at(),
            later: worst.at() > now,
            words: match count {
                1 => words::mark(&when, &title),
                more => words::marks(&when, &title, &(more - 1).to_string()),
            },
        });
    }
    drawn
}

#[cfg(test)]
mod tests {
    use anc_engine::domain::Offset;

    use super::*;
    use crate::state::library::tests as library;

    #[test]
    fn marks_are_thinned_over_the_whole_run_and_the_worst_stays() {
        for scenario in library::all() {
            let mut simulation = Simulation::new(&scenario.setup);
            simulation.run_until(simulation.horizon()).expect("within limits");
            let mut story = Story::default();
            story.follow(&simulation);
            // A tenant of one's own has no story before somebody does something.
            if story.marks().is_empty() {
                continue;
            }
            // At any moment of the run, also at one where nothing of the rest has happened yet.
            for share in [4, 0, 2] {
                simulation.seek(Offset(simulation.horizon().0 / 4 * share)).expect("within limits");
                for pixels in [200, 1_400] {
                    let drawn = drawn(&simulation, &story, pixels);
                    assert!(drawn.len() as i64 <= pixels / ROOM + 1, "{}: {}", scenario.id, drawn.len());
                    let near = (ROOM * PLACES) / pixels + 1;
                    let apart = |pair: &[Drawn]| pair[1].place - pair[0].place + 2 >= near;
                    assert!(drawn.windows(2).all(apart), "{}: marks overlap", scenario.id);
                    let last = story.marks().last().expect("a mark").at().0 * PLACES / simulation.horizon().0;
                    let reached = drawn.last().expect("a mark").place;
                    assert!(last - reached <= near, "{}: marks end at {reached} of {last}", scenario.id);
                    let worst = |tone| story.marks().iter().any(|mark| mark.tone == tone);
                    let error = anc_engine::narration::Tone::Error;
                    assert_eq!(
                        worst(error),
                        drawn.iter().any(|mark| mark.shape == Shape::Error),
                        "{}",
                        scenario.id
                    );
                    assert!(drawn.iter().all(|mark| mark.words.len() > 6), "{}: {drawn:?}", scenario.id);
                    assert!(drawn.iter().all(|mark| mark.later == (mark.at > simulation.now())));
                }
            }
        }
    }
}
