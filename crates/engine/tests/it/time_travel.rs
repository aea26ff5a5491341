//! Going back and forth in time gives what a run from the start gives.

use anc_engine::command::{AdminAction, Command, Fault, UserAction};
use anc_engine::domain::{AdminId, Entity, LinkId, Offset, id::Id};
use anc_engine::simulation::ActError;
use anc_engine::{Record, Scenario, Simulation};
use serde_json::json;

use crate::helpers::{at, kinds, office, office_draft, played, scenario};

fn fresh(scenario: &Scenario, moment: Offset) -> Simulation {
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(moment).expect("within limits");
    simulation
}

fn assert_same(left: &Simulation, right: &Simulation, what: &str) {
    assert_eq!(left.now(), right.now(), "{what}");
    assert_eq!(left.state_digest(), right.state_digest(), "{what}");
    assert_eq!(left.records_digest(), right.records_digest(), "{what}");
    assert_eq!(left.records(), right.records(), "{what}");
}

#[test]
fn seek_is_a_run_to_that_moment() {
    let scenario = scenario("alternate-failover");
    let mut simulation = fresh(&scenario, Offset::hours(24));
    for text in ["0", "10m", "45m", "44m", "23h", "3h", "3h1s", "10h37m", "1d", "12h", "0"] {
        simulation.seek(at(text)).expect("within limits");
        assert_same(&simulation, &fresh(&scenario, at(text)), text);
    }
}

#[test]
fn a_journey_in_pieces_ends_where_one_at_a_stretch_does() {
    let scenario = scenario("stale-status");
    for piece in [1, 7, 1_000] {
        let mut simulation = Simulation::new(&scenario.setup);
        for text in ["20h", "3h", "3h", "1d"] {
            let mut seek = simulation.begin_seek(at(text));
            while !simulation.go_on(&mut seek, piece).expect("within limits") {}
            assert_same(&simulation, &fresh(&scenario, at(text)), text);
        }
        let (mut stretch, mut pieces) = (fresh(&scenario, at("2h")), fresh(&scenario, at("2h")));
        for _ in 0..5 {
            stretch.run_to_next(Record::is_of_note).expect("within limits");
            let mut seek = pieces.begin_seek_next(Record::is_of_note);
            while !pieces.go_on(&mut seek, piece).expect("within limits") {}
            assert_same(&pieces, &stretch, "the next of note");
        }
    }
}

/// A run with thousands of events: its checkpoints are many.
fn busy() -> Scenario {
    office_draft("", "")
        .set("/world/groups/2/workday", json!({ "signIns": ["08:00", "09:00", "10:00", "11:00"] }))
        .insert("/world/policies/1/groups", None, "later")
        .set("/horizon", "400d")
        .scenario()
}

#[test]
fn seek_crosses_many_checkpoints() {
    let scenario = busy();
    let mut simulation = fresh(&scenario, at("390d"));
    assert!(
        simulation.events() > 10 * anc_engine::kernel::checkpoints::SPACING_EVENTS,
        "{}",
        simulation.events()
    );
    for text in ["200d", "17d3h", "389d", "1d"] {
        simulation.seek(at(text)).expect("within limits");
        assert_same(&simulation, &fresh(&scenario, at(text)), text);
    }
}

#[test]
fn checkpoints_of_a_future_that_was_dropped_are_forgotten() {
    let scenario = busy();
    let mut simulation = fresh(&scenario, at("390d"));
    let mut direct = fresh(&scenario, at("10d"));
    simulation.seek(at("10d")).expect("within limits");
    for simulation in [&mut simulation, &mut direct] {
        simulation.act(Command::Fault(Fault::EntraIdDown {})).expect("within limits");
        simulation.seek(at("300d")).expect("within limits");
    }
    assert_same(&simulation, &direct, "after the act");
}

#[test]
fn a_replay_of_live_actions_is_the_live_run() {
    let scenario = office("", "");
    let mut live = fresh(&scenario, at("1h"));
    let vpn = Fault::LinkDown { link: LinkId::new(0) };
    live.act(Command::Fault(vpn.clone())).expect("within limits");
    live.run_until(at("2h")).expect("within limits");
    let retry = AdminAction::RetryChecks { connection: "hybrid".into() };
    live.act(Command::Admin(AdminId::new(0), retry)).expect("within limits");
    live.act(Command::Repair(vpn)).expect("within limits");
    live.run_until(at("2d")).expect("within limits");

    let mut replayed = live.clone();
    replayed.seek(Offset::ZERO).expect("within limits");
    assert_eq!(replayed.actions().len(), 0);
    replayed.seek(at("2d")).expect("within limits");
    assert_eq!(replayed.actions().len(), 3);
    assert_same(&replayed, &live, "replay");
}

#[test]
fn a_branch_leaves_the_past_and_the_old_run_alone() {
    let scenario = office("", "");
    let mut old = fresh(&scenario, at("1h"));
    old.act(Command::Fault(Fault::EntraIdDown {})).expect("within limits");
    old.run_until(at("1d")).expect("within limits");
    let before = old.clone();

    let mut branch = old.branch(at("30m")).expect("within limits");
    assert_same(&branch, &fresh(&scenario, at("30m")), "the branch begins like the run");
    branch.run_until(at("1d")).expect("within limits");
    assert!(!kinds(&branch).contains(&"faultStruck"), "actions taken later stay in the old run");
    assert_same(&old, &before, "the old run");

    let shared = branch.records().iter().filter(|record| record.key.at <= at("30m")).count();
    assert!(branch.records().iter().take(shared).eq(old.records().iter().take(shared)));
}

#[test]
fn acting_in_the_past_drops_the_future_that_was_known() {
    let scenario = office("", "");
    let mut simulation = fresh(&scenario, at("5d"));
    simulation.seek(at("1d")).expect("within limits");
    assert!(simulation.known_records().len() > simulation.records().len());
    simulation.act(Command::Fault(Fault::EntraIdDown {})).expect("within limits");
    assert_eq!(simulation.known_records().len(), simulation.records().len());
    let mut direct = fresh(&scenario, at("1d"));
    direct.act(Command::Fault(Fault::EntraIdDown {})).expect("within limits");
    for simulation in [&mut simulation, &mut direct] {
        simulation.run_until(at("5d")).expect("within limits");
    }
    assert_same(&simulation, &direct, "after the act");
}

#[test]
fn an_action_in_the_middle_of_an_instant_waits_for_its_end() {
    let twice = r#"{ "at": "1h", "signIn": "staff-01" }, { "at": "1h", "signIn": "staff-02" }"#;
    let mut live = fresh(&office("", twice), at("59m"));
    while live.now() < at("1h") {
        live.step(at("1h")).expect("within limits");
    }
    assert_eq!(live.sign_ins(), (1, 0), "in the middle");
    live.act(Command::Fault(Fault::EntraIdDown {})).expect("within limits");
    assert_eq!(live.sign_ins(), (2, 0), "the second one came before the fault");
    live.run_until(at("5h")).expect("within limits");
    let mut replayed = live.clone();
    replayed.seek(at("1m")).expect("within limits");
    replayed.seek(at("5h")).expect("within limits");
    assert_same(&replayed, &live, "replay");
}

#[test]
fn why_leads_from_any_record_to_a_root() {
    for name in ["alternate-failover", "entra-outage", "stale-status", "domain-controller-outage"] {
        let simulation = played(&scenario(name), "1d");
        for record in simulation.records() {
            let chain = simulation.why(record.key);
            assert_eq!(chain.first().map(|first| first.key), Some(record.key));
            let last = chain.last().expect("a root");
            assert!(last.key.kind.is_root() && last.cause.is_none(), "{name}: {record:?} ends at {last:?}");
            for because in &record.because {
                assert!(
                    simulation.record(*because).is_some(),
                    "{name}: what {record:?} rests on is not kept"
                );
            }
        }
    }
}

#[test]
fn why_reaches_a_root_after_a_month_of_periodic_runs() {
    let simulation = played(&office_draft("", "").set("/horizon", "40d").scenario(), "40d");
    let last = simulation.records().last().expect("a record");
    let chain = simulation.why(last.key);
    assert!(chain.last().is_some_and(|root| root.key.kind.is_root()), "{chain:?}");
}

#[test]
fn who_is_not_there_yet_cannot_act() {
    let scenario = office("", r#"{ "at": "1h", "peopleJoin": { "group": "cloud", "people": 1 } }"#);
    let mut simulation = fresh(&scenario, at("2h"));
    let late = crate::helpers::user(&simulation, "cloud-04");
    simulation.seek(Offset::ZERO).expect("within limits");
    let known = simulation.known_records().len();
    assert!(simulation.act(Command::User(UserAction::SignIn { user: late })).is_err());
    assert_eq!(simulation.known_records().len(), known, "nothing was dropped for it");
}

#[test]
fn two_sign_ins_at_one_instant_are_two_records() {
    let twice = r#"{ "at": "1h", "signIn": "staff-01" }, { "at": "1h", "signIn": "staff-01" }"#;
    let simulation = fresh(&office("", twice), at("1h"));
    let keys: Vec<_> =
        simulation.records().iter().map(|record| record.key).filter(|key| key.kind.is_routine()).collect();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn the_next_event_is_the_next_kept_record() {
    let scenario = scenario("stale-status");
    let whole = played(&scenario, "1d");
    let mut moments: Vec<Offset> = whole.records().iter().map(|record| record.key.at).collect();
    moments.dedup();
    let mut simulation = Simulation::new(&scenario.setup);
    let mut stops = vec![simulation.now()];
    while simulation.run_to_next(|_| true).expect("within limits") {
        stops.push(simulation.now());
    }
    assert_eq!(stops, moments);
    assert_same(&simulation, &whole, "at the end");
}

#[test]
fn what_was_undone_never_was_and_comes_back_where_it_was() {
    let scenario = office("", "");
    let fault = || Command::Fault(Fault::EntraIdDown {});
    let mut live = fresh(&scenario, at("1h"));
    live.act(fault()).expect("within limits");
    let alone = live.clone();
    live.run_until(at("3h")).expect("within limits");
    live.act(Command::Repair(Fault::EntraIdDown {})).expect("within limits");
    live.run_until(at("5h")).expect("within limits");
    let both = live.clone();

    assert!(live.undo().expect("within limits"));
    let mut once = alone.clone();
    once.run_until(at("5h")).expect("within limits");
    assert_same(&live, &once, "the second is undone");
    assert!(live.undo().expect("within limits"));
    assert_same(&live, &fresh(&scenario, at("5h")), "both are undone");
    assert_eq!((live.actions().len(), live.undone().len()), (0, 2));
    assert!(!live.undo().expect("within limits"), "nothing is left");

    // Time may pass in between, or be gone back.
    for now in ["5h", "1h", "30m", "7h"] {
        let mut again = live.clone();
        again.seek(at(now)).expect("within limits");
        assert!(again.redo().expect("within limits"));
        let mut wanted = alone.clone();
        if at(now) >= at("1h") {
            wanted.seek(at(now)).expect("within limits");
            assert_same(&again, &wanted, now);
        }
        assert!(again.redo().expect("within limits") && !again.redo().expect("within limits"));
        again.seek(at("5h")).expect("within limits");
        assert_same(&again, &both, now);
    }

    // Where nothing happened in between, the order of events alone would not tell where it was.
    let mut quiet = alone.clone();
    quiet.run_until(at("1h1s")).expect("within limits");
    assert_eq!(quiet.events(), alone.events());
    let wanted = quiet.clone();
    assert!(quiet.undo().expect("within limits") && quiet.redo().expect("within limits"));
    assert_same(&quiet, &wanted, "at its own moment");

    // Whoever does something else instead cannot do it again.
    live.act(fault()).expect("within limits");
    assert_eq!(live.undone().len(), 0);
    assert!(!live.redo().expect("within limits"));
}

#[test]
fn a_rehearsal_says_what_would_be_and_leaves_the_run_as_it_is() {
    let simulation = fresh(&office("", ""), at("1h"));
    let before = simulation.clone();
    let link = Fault::LinkDown { link: LinkId::new(0) };
    let told = simulation.rehearse(Command::Fault(link)).expect("it is there");
    assert_eq!(
        (told.refused, told.changes, told.records.len()),
        (None, vec![Entity::Link(LinkId::new(0))], 1)
    );
    // Administrators of the office: the third one may do nothing.
    let retry = || AdminAction::RetryChecks { connection: "hybrid".into() };
    let told = simulation.rehearse(Command::Admin(AdminId::new(2), retry())).expect("it is there");
    assert!(told.refused.is_some() && told.changes.is_empty(), "{told:?}");
    assert_eq!(told.records.len(), 2, "the action, and that it was refused");
    let told = simulation.rehearse(Command::Admin(AdminId::new(0), retry())).expect("it is there");
    assert_eq!(told.refused, None);
    assert!(told.changes.iter().any(|of| matches!(of, Entity::Connection(_))), "{:?}", told.changes);
    let nowhere = Command::Fault(Fault::LinkDown { link: LinkId::new(70_000) });
    assert_eq!(simulation.rehearse(nowhere), Err(ActError::NotThere));
    assert_same(&simulation, &before, "the run itself");
    assert_eq!(simulation.actions().len(), 0);
}
