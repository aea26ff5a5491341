//! The course of a run is that of the run: what it says of a moment is what is seen when one goes there. And two runs beside each other.

use anc_engine::Simulation;
use anc_engine::command::{Command, UserAction};
use anc_engine::compare::{self, FIGURES, Value};
use anc_engine::course::{Course, touches};
use anc_engine::domain::id::Id as _;
use anc_engine::domain::{CloudPcStatus, ConnectionStatus, Entity, Instant, Offset};
use anc_engine::{health, sign_in};

use crate::helpers::{Draft, at, library, office, office_text, parse};

fn played(text: &str) -> Simulation {
    let scenario = parse(text);
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(simulation.horizon()).expect("within limits");
    simulation
}

/// What one sees who goes to a moment.
fn seen(run: &mut Simulation, moment: Instant, course: &Course, exact: bool) {
    run.seek(moment).expect("within limits");
    let world = run.world();
    for (id, connection) in world.connections.iter() {
        let of = &course.connections[id.position()];
        let believed = world.is_there(Entity::Connection(id)).then(|| connection.status());
        assert_eq!(of.believed.at(moment).copied().flatten(), believed, "{moment}");
        let active = believed.filter(|status| *status != ConnectionStatus::Inactive);
        let truth = active.map(|_| health::roll_up(&health::truth(run.state(), id)));
        if exact {
            assert_eq!(of.truth.at(moment).copied().flatten(), truth, "{moment}");
        }
    }
    if exact {
        let shut_out: usize = sign_in::abilities(world).iter().map(|of| of.shut_out).sum();
        assert_eq!(course.shut_out.at(moment), Some(&shut_out), "{moment}");
        for (id, region) in world.regions.iter() {
            assert_eq!(course.regions[id.position()].at(moment), Some(&region.free()), "{moment}");
        }
        for (id, subnet) in world.subnets.iter() {
            assert_eq!(course.subnets[id.position()].at(moment), Some(&subnet.free()), "{moment}");
        }
        let ready = world.cloud_pcs.iter().filter(|(_, of)| of.status == CloudPcStatus::Provisioned).count();
        let place = CloudPcStatus::ALL.iter().position(|of| *of == CloudPcStatus::Provisioned).expect("one");
        assert_eq!(course.cloud_pcs.at(moment).map(|all| all[place] as usize), Some(ready), "{moment}");
    }
}

#[test]
fn what_it_says_of_a_moment_is_what_is_seen_there() {
    for (name, text) in library() {
        let mut run = played(&text);
        let digest = run.state_digest();
        let course = Course::of(&run).expect(&name);
        assert_eq!(run.state_digest(), digest, "{name}: the run itself is not touched");
        assert_eq!(course.simulation().state_digest(), digest, "{name}: it is the same run");
        // Where something is done, breaks or is repaired, all of it; in between, the statuses.
        let mut roots: Vec<Instant> = run
            .records()
            .iter()
            .filter(|record| record.key.kind.is_root())
            .map(|record| record.key.at)
            .collect();
        roots.dedup();
        let step = (roots.len() / 12).max(1);
        for &moment in roots.iter().step_by(step) {
            seen(&mut run, moment, &course, true);
        }
        let horizon = run.horizon();
        for part in 1..8 {
            seen(&mut run, Offset(horizon.0 / 8 * part + 17), &course, false);
        }
    }
}

#[test]
fn in_pieces_it_is_the_same_and_it_ends_at_the_present() {
    for name in ["alternate-failover", "a-month-of-bad-luck", "start-empty"] {
        let (_, text) = library().into_iter().find(|(of, _)| of == name).expect(name);
        let mut run = played(&text);
        run.seek(Offset(run.horizon().0 / 3)).expect("within limits");
        let whole = Course::of(&run).expect(name);
        let mut pieces = Course::begin(&run).expect(name);
        while pieces.go_on(1).expect("within limits") {}
        assert_eq!(pieces.connections, whole.connections, "{name}");
        assert_eq!(
            (&pieces.shut_out, &pieces.happened.waits),
            (&whole.shut_out, &whole.happened.waits),
            "{name}"
        );
        assert_eq!(pieces.simulation().now(), run.now(), "{name}");
    }
}

/// Two courses of one run say the same of what records tell, and of everything wherever something is done.
fn alike(one: &Course, other: &Course, name: &str) {
    assert_eq!(one.happened.runs, other.happened.runs, "{name}");
    assert_eq!(one.happened.turns, other.happened.turns, "{name}");
    assert_eq!(one.happened.done, other.happened.done, "{name}");
    assert_eq!(
        (&one.happened.waits, one.happened.gave_up, one.happened.refused),
        (&other.happened.waits, other.happened.gave_up, other.happened.refused),
        "{name}"
    );
    for at in one.happened.done.iter().map(|key| key.at).chain([one.end().min(other.end())]) {
        for (one, other) in one.connections.iter().zip(&other.connections) {
            assert_eq!(one.believed.at(at), other.believed.at(at), "{name} at {at}");
            assert_eq!(one.truth.at(at), other.truth.at(at), "{name} at {at}");
        }
        assert_eq!(one.shut_out.at(at), other.shut_out.at(at), "{name} at {at}");
        assert_eq!(one.cloud_pcs.at(at), other.cloud_pcs.at(at), "{name} at {at}");
        let broken = |of: &Course| {
            let spans = of.outages.iter().filter(|of| of.from <= at && of.to.is_none_or(|to| to > at));
            let mut broken: Vec<_> = spans.map(|of| (of.entity, of.words.clone())).collect();
            broken.sort();
            broken
        };
        assert_eq!(broken(one), broken(other), "{name} at {at}");
    }
}

#[test]
fn it_follows_a_run_that_goes_on_and_becomes_another_one() {
    for (name, text) in library() {
        let mut run = played(&text);
        let to_its_end = |course: &mut Course, run: &Simulation| {
            course.follow(run).expect("within limits");
            while course.go_on(50).expect("within limits") {}
        };
        let whole_of = |run: &Simulation| {
            let mut course = Course::begin_until(run, Instant::default()).expect("a beginning");
            to_its_end(&mut course, run);
            course
        };
        run.seek(Offset(run.horizon().0 / 3)).expect("within limits");
        let whole = whole_of(&run);
        let mut course = Course::of(&run).expect("within limits");
        to_its_end(&mut course, &run);
        alike(&course, &whole, &name);
        // Something is done in the middle: another run, of which the first half is the same.
        let mut other = run.branch(Offset(run.horizon().0 / 2)).expect("within limits");
        let Some(user) = other.world().users.ids().next() else { continue };
        other.act(Command::User(UserAction::SignIn { user })).expect("it is taken");
        other.run_until(Offset(other.horizon().0 / 4 * 3)).expect("within limits");
        to_its_end(&mut course, &other);
        alike(&course, &whole_of(&other), &name);
        // It is undone: what follows is what was before.
        other.undo().expect("within limits");
        to_its_end(&mut course, &other);
        alike(&course, &whole_of(&other), &name);
        // And back to the first one.
        to_its_end(&mut course, &run);
        alike(&course, &whole, &name);
    }
}

/// Four people of a hybrid group and a link that is down from one to three: eight hours. No run of checks looks meanwhile.
#[test]
fn figures_are_what_can_be_counted_by_hand() {
    let events = r#"{ "at": "1h", "fault": { "kind": "linkDown", "link": "vpn" } }, { "at": "3h", "repair": { "kind": "linkDown", "link": "vpn" } }"#;
    let draft = Draft::of(&office_text("", events))
        .set("/world/checkPeriod", serde_json::json!({ "from": "6h", "to": "6h" }));
    let scenario = draft.scenario();
    let mut run = Simulation::new(&scenario.setup);
    run.run_until(at("5h")).expect("within limits");
    let course = Course::of(&run).expect("within limits");
    let hybrid = course.shut_out.at(at("2h")).copied().expect("a number");
    assert!(hybrid > 0, "somebody is kept out");
    assert_eq!(course.shut_out.at(at("59m")), Some(&0));
    assert_eq!(course.shut_out.at(at("3h")), Some(&0));
    assert_eq!(course.kept_out(), Offset(Offset::hours(2).0 * hybrid as i64));
    let stale =
        course.connections.iter().filter(|of| of.stale(course.end()) != Offset::default()).count() as i64;
    assert!(stale > 0, "what is behind the link is asked for by checks");
    assert_eq!(course.stale(), Offset(Offset::hours(2).0 * stale));
}

#[test]
fn a_run_does_not_part_from_itself_and_of_two_only_one_is_better() {
    let runs: Vec<Course> =
        library().iter().take(12).map(|(name, text)| Course::of(&played(text)).expect(name)).collect();
    for (position, one) in runs.iter().enumerate() {
        assert_eq!(compare::parting(one.simulation(), one.simulation()), None);
        assert!(compare::begin_alike(one.simulation(), one.simulation()));
        for other in &runs[position..] {
            for figure in &FIGURES {
                let (ours, theirs) = (figure.of(one), figure.of(other));
                let there = figure.improves(ours, theirs);
                assert_eq!(figure.improves(theirs, ours), there.map(|better| !better), "{}", figure.title);
                assert!(there.is_none() || ours != theirs);
            }
        }
    }
}

/// Without an event a run is the same up to it: whatever differs comes after.
#[test]
fn two_runs_part_where_one_of_them_has_something_more() {
    for (name, text) in library() {
        let draft = Draft::of(&text);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let events = value["events"].as_array().cloned().unwrap_or_default();
        let Some(last) = events.iter().rposition(|event| event.get("fault").is_some()) else { continue };
        let moment = at(events[last]["at"].as_str().expect("a moment"));
        let mut without = events.clone();
        without.remove(last);
        let other = draft.set("/events", without).set("/expect", serde_json::json!([]));
        let (one, other) = (played(&text), {
            let scenario = other.scenario();
            let mut run = Simulation::new(&scenario.setup);
            run.run_until(run.horizon()).expect("within limits");
            run
        });
        assert!(compare::begin_alike(&one, &other), "{name}");
        let parting = compare::parting(&one, &other).expect("one has a fault more");
        assert_eq!(parting.at, moment, "{name}: {parting:?}");
    }
}

#[test]
fn a_figure_of_nothing_says_so() {
    let scenario = office("", "");
    let run = Simulation::new(&scenario.setup);
    let course = Course::of(&run).expect("within limits");
    assert_eq!(course.median_wait(), None);
    assert_eq!(Value::None.words(), "–");
    assert_eq!(Value::Time(Offset::default()).words(), "0");
    assert_eq!(FIGURES.iter().find(|of| of.name == "medianWait").map(|of| of.of(&course)), Some(Value::None));
}

/// What is not looked at again had not changed: between two records that can change it, everybody's way and every Cloud PC stay as they are.
#[test]
fn nobodys_way_changes_unless_something_happens_that_can_change_it() {
    let (mut quiet, mut changed) = (0, 0);
    for (name, text) in library() {
        let scenario = parse(&text);
        let mut run = Simulation::new(&scenario.setup);
        let (mut read, mut touched, mut last) = (0, true, None);
        let every = run.horizon().0 / 400;
        let mut next = 0;
        while run.now() < run.horizon() {
            run.run_until(Offset(next).min(run.horizon())).expect("within limits");
            touched |= run.records().from(read).iter().any(|record| touches(record.key.kind));
            read = run.records().len();
            let statuses: Vec<_> = run.world().cloud_pcs.iter().map(|(_, of)| of.status).collect();
            let seen = Some((sign_in::abilities(run.world()), statuses));
            if touched {
                changed += usize::from(seen != last);
            } else {
                quiet += 1;
                assert_eq!(seen, last, "{name} at {}", run.now());
            }
            (touched, last) = (false, seen);
            next += every.max(1);
        }
    }
    assert!(quiet > 10_000 && changed > 200, "{quiet} {changed}");
}
