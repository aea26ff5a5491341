//! Any bytes as intents to a session.

use anc_engine::command::random::Random;
use anc_engine::domain::id::Id as _;
use anc_engine::domain::{AdminId, Offset};
use anc_engine::invariants;
use anc_session::intent::INTENTS;
use anc_session::{BranchId, Document, Intent, Origin, SPEEDS, Session};

use super::play::{EVENTS_MAX, Input, WORLD};

/// How a session stands, all its branches with it.
fn stands(session: &Session) -> String {
    let branches: Vec<String> = session
        .branches()
        .iter()
        .map(|branch| {
            let simulation = branch.simulation();
            let outcomes: Vec<_> = branch.judge().decided(simulation.now()).collect();
            let (records, state) = (simulation.records_digest(), simulation.state_digest());
            format!("{:?} {} {records:?} {state} {outcomes:?}", branch.id, simulation.now())
        })
        .collect();
    format!("{:?} {:?} {}", session.branch().id, session.actor(), branches.join("; "))
}

/// Reads any bytes as intents. What is rejected changes nothing, invariants hold, and the same intents as JSON lead a second
/// session to the same place.
pub fn session(bytes: &[u8]) {
    let document = Document::read(WORLD.as_bytes(), Origin::Sent).expect("the world can be read");
    let mut session = Session::open(document.clone());
    let mut input = Input { bytes };
    let mut lines = Vec::new();
    while let Some(intent) = intent(&mut input, &session) {
        if session.branch().simulation().events() > EVENTS_MAX {
            break;
        }
        let line = intent.write(&session).to_string();
        let before = stands(&session);
        match session.apply(intent, &mut || false) {
            Ok(_) => lines.push(line),
            Err(rejected) => {
                assert!(!rejected.to_string().is_empty());
                assert_eq!(stands(&session), before, "{line} was rejected and changed something");
            }
        }
        assert_eq!(invariants::broken(session.branch().simulation().world()), None);
    }
    let mut again = Session::open(document);
    for line in lines {
        let intent = Intent::parse(&line, &again).unwrap_or_else(|why| panic!("{line}: {why}"));
        again.apply(intent, &mut || false).unwrap_or_else(|why| panic!("{line}: {why}"));
    }
    assert_eq!(stands(&again), stands(&session), "the same intents lead elsewhere");
}

fn intent(input: &mut Input<'_>, session: &Session) -> Option<Intent> {
    let world = session.branch().simulation().world();
    let branch = |input: &mut Input<'_>| input.draw(8).map(BranchId);
    Some(match INTENTS[input.draw(INTENTS.len() as u32)? as usize].name {
        "seed" => Intent::Seed(u64::from(input.draw(9)?)),
        "startOver" => Intent::StartOver,
        "undo" => Intent::Undo,
        "redo" => Intent::Redo,
        "play" => Intent::Play,
        "pause" => Intent::Pause,
        "speed" => Intent::Speed(input.draw(SPEEDS.len() as u32)? as usize),
        "seek" => Intent::Seek(Offset::minutes(i64::from(input.draw(2_000)?))),
        "next" => Intent::Next,
        "previous" => Intent::Previous,
        "skipAhead" => Intent::SkipAhead,
        "skipBack" => Intent::SkipBack,
        "frame" => Intent::Frame(i64::from(input.draw(256)?)),
        "actor" => Intent::Actor(AdminId::new(input.draw(world.admins.len() as u32 + 1)? as usize)),
        "branch" => Intent::Branch,
        "switch" => Intent::Switch(branch(input)?),
        "close" => Intent::Close(branch(input)?),
        "hint" => Intent::Hint(input.draw(9)? as usize),
        "actAll" => {
            // As JSON they name what is there before the first of them is done.
            let mut draw = |below| input.draw(below);
            let mut random = Random { world, beyond: false, draw: &mut draw };
            Intent::ActAll((0..3).map_while(|_| random.command()).collect())
        }
        // What is done matters most.
        _ => {
            let mut draw = |below| input.draw(below);
            Intent::Act(Random { world, beyond: true, draw: &mut draw }.command()?)
        }
    })
}
