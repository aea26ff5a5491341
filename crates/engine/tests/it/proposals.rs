//! A run by hand as a file with expectations that were proposed: over the whole library, all of them hold.

use anc_engine::command::{AdminAction, Command, UserAction};
use anc_engine::domain::Offset;
use anc_engine::scenario::propose::Proposed;
use anc_engine::scenario::{self, Outcome};
use anc_engine::{Scenario, Simulation};

use crate::helpers::{library, parse};

#[test]
fn what_happened_is_proposed_and_holds() {
    for (id, text) in library() {
        let mut run = Simulation::new(&parse(&text).setup);
        let horizon = run.horizon();
        run.run_until(Offset(horizon.0 / 2)).expect("within limits");
        // Something that is done, something that may be refused, somebody who signs in.
        let admin = run.world().admins.ids().next().expect("somebody");
        let named = run.world().present_connections().next().map(|(_, of)| of.name.clone());
        // A file names nothing that is not there.
        for connection in [named.clone(), named.clone()].into_iter().flatten() {
            let retry = AdminAction::RetryChecks { connection };
            run.act(Command::Admin(admin, retry)).expect("within limits");
        }
        if let Some(user) = run.world().users.ids().next() {
            run.act(Command::User(UserAction::SignIn { user })).expect("within limits");
        }
        run.run_until(Offset(horizon.0 * 3 / 4)).expect("within limits");
        let proposed = Proposed::of(&text, &[], &run).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
        assert!(!proposed.all.is_empty(), "{id}");
        let refused = proposed.all.iter().any(|of| of.expect.get("refused").is_some());
        assert!(refused || named.is_none(), "{id}: {proposed:#?}");
        assert!(proposed.all.is_sorted_by_key(|of| of.at), "{id}");
        let all: Vec<usize> = (0..proposed.all.len()).collect();
        let file = proposed.with(&all);
        let read = Scenario::parse(file.as_bytes()).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
        assert!(!read.has_lesson);
        let report = scenario::run(&read, None).expect("within limits");
        assert!(
            report.outcomes.iter().all(|outcome| *outcome == Outcome::Held),
            "{id}: {:?}",
            report.outcomes
        );
        // One is chosen: the file has that one.
        let one = parse(&proposed.with(&[proposed.all.len() - 1]));
        assert_eq!(one.expectations.len(), 1, "{id}");
        assert_eq!(one.expectations[0].what.words(), proposed.all.last().expect("one").says, "{id}");
        // The records are those of the run.
        let mut again = Simulation::new(&one.setup);
        again.run_until(run.now()).expect("within limits");
        assert_eq!(again.records_digest(), run.records_digest(), "{id}");
    }
}
