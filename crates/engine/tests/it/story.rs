//! The story of a run: where *Skip ahead* stops, and what it says there.

use anc_engine::domain::{Offset, RecordKind};
use anc_engine::narration::Tone;
use anc_engine::story::Story;
use anc_engine::{Record, Scenario, Simulation};

use crate::helpers::{at, library, parse, scenario};

fn story_of(scenario: &Scenario) -> (Simulation, Story) {
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(simulation.horizon()).expect("within limits");
    let mut story = Story::default();
    story.follow(&simulation);
    (simulation, story)
}

/// `+3h: anc-weu goes to …`
fn told(simulation: &Simulation, story: &Story) -> Vec<String> {
    let end = simulation.horizon();
    let line = |mark: &anc_engine::story::Mark| {
        format!("{}: {}", mark.at().words(), mark.tell(simulation, end).expect("known").title)
    };
    story.marks().iter().map(line).collect()
}

/// How many presses of *Skip ahead* lead from the start to the end.
fn stops(story: &Story) -> usize {
    let mut now = Offset(-1);
    let mut count = 0;
    while let Some(mark) = story.after(now) {
        now = mark.at();
        count += 1;
    }
    count
}

#[test]
fn the_alternate_that_is_taken_for_the_first_time_is_a_stop() {
    let (simulation, story) = story_of(&scenario("alternate-failover"));
    let told = told(&simulation, &story);
    let said = |words: &str| told.iter().any(|line| line.contains(words));
    assert!(said("goes to anc-neu") && said("provisioned") && said("is down"), "{told:#?}");
    assert!(stops(&story) <= 20, "{}: {told:#?}", stops(&story));
}

#[test]
fn a_burst_is_one_stop() {
    let (simulation, story) = story_of(&scenario("domain-controller-outage"));
    let told = told(&simulation, &story);
    let failed: Vec<&String> = told.iter().filter(|line| line.contains("cannot sign in")).collect();
    assert!(failed.len() <= 3, "{failed:#?}");
    assert!(failed.iter().any(|line| line.contains("more like it")), "{failed:#?}");
    assert!(told.iter().any(|line| line.contains("signed in")), "that it is over is told: {told:#?}");
    // In a month of outages, one stop an outage at the most tells of sign-ins, and not one for each that failed.
    let (run, month) = story_of(&scenario("a-month-of-bad-luck"));
    let begun = |kind: RecordKind| month.marks().iter().filter(|mark| mark.first.kind == kind).count();
    assert!(run.sign_ins().1 > 100, "{:?}", run.sign_ins());
    assert!(
        begun(RecordKind::SignInFailed) <= begun(RecordKind::FaultStruck),
        "{:?}",
        begun(RecordKind::SignInFailed)
    );
    for (name, text) in library() {
        let (simulation, story) = story_of(&parse(&text));
        let of_note = simulation.records().iter().filter(|record| record.is_of_note()).count();
        assert!(stops(&story) <= of_note.max(12) + 12, "{name}: {} stops", stops(&story));
        // A tenant of one's own has none before somebody does something.
        let happens = of_note > 0;
        assert_eq!(!story.marks().is_empty(), happens, "{name} has a story");
    }
}

#[test]
fn a_story_that_is_read_in_pieces_is_the_same() {
    for name in ["alternate-failover", "a-month-of-bad-luck", "locked-out"] {
        let scenario = scenario(name);
        let (whole, story) = story_of(&scenario);
        let mut simulation = Simulation::new(&scenario.setup);
        let mut pieces = Story::default();
        let step = whole.horizon().0 / 37;
        for number in 0..=37 {
            simulation.run_until(Offset(step * number)).expect("within limits");
            pieces.follow(&simulation);
            // What comes later is not part of it yet, and standing in the past changes nothing of it.
            let marks = pieces.marks().len();
            simulation.seek(Offset(step * number / 2)).expect("within limits");
            pieces.follow(&simulation);
            assert_eq!(pieces.marks().len(), marks, "{name}");
        }
        simulation.run_until(whole.horizon()).expect("within limits");
        pieces.follow(&simulation);
        assert_eq!(pieces.marks(), story.marks(), "{name}");
    }
}

#[test]
fn whatever_begins_a_mark_may_begin_one() {
    for (name, text) in library() {
        let (simulation, story) = story_of(&parse(&text));
        for mark in story.marks() {
            let record: &Record = simulation.record(mark.first).expect("it happened");
            assert!(Story::may_begin(record), "{name}: {:?}", record.key);
        }
    }
}

#[test]
fn a_burst_counts_what_happened_so_far() {
    let (mut simulation, story) = story_of(&scenario("domain-controller-outage"));
    let burst = story.marks().iter().max_by_key(|mark| mark.times.len()).expect("a burst").clone();
    assert_eq!(burst.tone, Tone::Error);
    assert_eq!(burst.count(burst.at()), burst.times.iter().filter(|&&time| time == burst.at()).count());
    simulation.seek(burst.at()).expect("within limits");
    let told = burst.tell(&simulation, simulation.now()).expect("known");
    assert!(!told.title.contains("more like it"), "{}", told.title);
    let later = burst.tell(&simulation, at("1d")).expect("known");
    assert!(later.title.ends_with(&format!("and {} more like it", burst.times.len() - 1)), "{}", later.title);
}

#[test]
fn another_run_has_another_story() {
    let (first, mut story) = story_of(&scenario("alternate-failover"));
    let marks = story.marks().to_vec();
    let (second, other) = story_of(&scenario("locked-out"));
    story.follow(&second);
    assert_eq!(story.marks(), other.marks());
    story.follow(&first);
    assert_eq!(story.marks(), marks);
    // A future that is dropped is no part of the story any more.
    let mut branch = first.branch(at("5h")).expect("within limits");
    story.follow(&branch);
    assert!(story.marks().len() < marks.len());
    branch.run_until(branch.horizon()).expect("within limits");
    story.follow(&branch);
    assert_eq!(story.marks(), marks);
}
