//! Draws the posters of the library: what an embedded scenario shows before somebody begins it. `cargo xtask build` calls it with the
//! folder of the scenarios and the one in which the posters go.

use std::error::Error;
use std::fs;
use std::path::Path;

use anc_engine::narration::Tone;
use anc_engine::story::{Mark, Story};
use anc_engine::{Scenario, Simulation};
use anc_sim::picture::svg::{Colours, svg};
use anc_sim::tell::picture::model;

/// As wide as a column of text with a margin.
const WIDTH: f64 = 960.0;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("which folder has the scenarios, and where do the posters go?".into());
    };
    fs::create_dir_all(&to)?;
    for file in fs::read_dir(from)? {
        let path = file?.path();
        let scenario =
            Scenario::parse(&fs::read(&path)?).map_err(|errors| format!("{}: {errors:?}", path.display()))?;
        let simulation = at_its_most_telling(&scenario)?;
        for (name, colours) in [("light", Colours::Light), ("dark", Colours::Dark)] {
            let poster = svg(&model(&simulation), WIDTH, &scenario.title, colours);
            fs::write(Path::new(&to).join(format!("{}.{name}.svg", scenario.id)), poster)?;
        }
    }
    Ok(())
}

/// The run at the first thing that goes wrong in it, else at the last that is of note.
fn at_its_most_telling(scenario: &Scenario) -> Result<Simulation, Box<dyn Error>> {
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(simulation.horizon())?;
    let mut story = Story::default();
    story.follow(&simulation);
    let now = simulation.now();
    let wrong = story
        .marks()
        .iter()
        .find(|mark| mark.tell(&simulation, now).is_some_and(|told| told.tone == Tone::Error));
    let moment = wrong.or_else(|| story.marks().last()).map(Mark::at);
    if let Some(moment) = moment {
        simulation.seek(moment)?;
    }
    Ok(simulation)
}
