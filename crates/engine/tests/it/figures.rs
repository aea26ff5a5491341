//! Figures over time say what is seen at each moment, and their files are files.

use anc_engine::Simulation;
use anc_engine::course::Course;
use anc_engine::domain::id::Id as _;
use anc_engine::domain::{CloudPcStatus, ConnectionId, Entity, Offset};
use anc_engine::figures::figures;

use crate::helpers::{library, office_text, parse};

fn course_of(text: &str) -> Course {
    let scenario = parse(text);
    let mut run = Simulation::new(&scenario.setup);
    run.run_until(run.horizon()).expect("within limits");
    Course::of(&run).expect("within limits")
}

/// The cells of a line, with quoted ones.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            letter => cells.last_mut().expect("a cell").push(letter),
        }
    }
    cells
}

#[test]
fn over_the_whole_library_they_say_what_the_course_says() {
    let mut seen = [0; 5];
    for (name, text) in library() {
        let course = course_of(&text);
        for figure in figures(&course) {
            let place = ["cloud-pcs", "regions", "subnets", "sign-ins", "age-of-belief"]
                .iter()
                .position(|of| *of == figure.name);
            seen[place.expect("a figure")] += 1;
            for line in &figure.lines {
                assert!(
                    line.steps.windows(2).all(|pair| pair[0].0 < pair[1].0),
                    "{name}: {}: {line:?}",
                    figure.name
                );
                assert!(line.steps.iter().all(|(_, value)| *value >= 0), "{name}: {line:?}");
            }
            let csv = figure.csv(&course);
            let mut lines = csv.lines();
            let head = cells(lines.next().expect("a head"));
            assert_eq!(head.len(), 2 + figure.lines.len(), "{name}: {head:?}");
            assert_eq!(lines.clone().count(), figure.moments(usize::MAX).len(), "{name}");
            assert!(lines.all(|line| cells(line).len() == head.len()), "{name}: {csv}");
            assert!(figure.rows(&course, 50).len() <= 50);
            if figure.name == "cloud-pcs" {
                let ready = figure.lines.iter().find(|line| line.name == CloudPcStatus::Provisioned.title());
                for share in 0..7 {
                    let at = Offset(course.end().0 * share / 7);
                    let all = course.cloud_pcs.at(at).expect("a number");
                    let place = CloudPcStatus::ALL.iter().position(|of| *of == CloudPcStatus::Provisioned);
                    let expected = i64::from(all[place.expect("a status")]);
                    assert_eq!(ready.and_then(|line| line.at(at)).unwrap_or(0), expected, "{name} at {at}");
                }
            }
            if figure.name == "age-of-belief" {
                for line in &figure.lines {
                    // Two may have had one name, one after the other.
                    let world = course.simulation().world();
                    let mut ids = world
                        .connections
                        .ids()
                        .filter(|id| world.title(Entity::Connection(*id)) == line.name);
                    let is_age = |id: ConnectionId| {
                        let ends: Vec<_> =
                            course.happened.runs[id.position()].iter().filter_map(|run| run.ended).collect();
                        line.steps.iter().all(|(at, age)| {
                            let last = ends.iter().map(|(at, _)| *at).filter(|end| end <= at).max();
                            last.is_some_and(|last| at.since(last).0 / 3_600_000 == *age)
                        })
                    };
                    assert!(ids.any(is_age), "{name}: {line:?}");
                }
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

#[test]
fn no_name_becomes_a_formula_or_another_cell() {
    let text = office_text("", "").replace("\"hybrid\"", "\"@1-x\"");
    let scenario = parse(&text);
    let mut run = Simulation::new(&scenario.setup);
    run.run_until(run.horizon()).expect("within limits");
    let course = Course::of(&run).expect("within limits");
    let figures = figures(&course);
    let ages = figures.iter().find(|figure| figure.name == "age-of-belief").expect("checks ran");
    let csv = ages.csv(&course);
    assert!(csv.lines().next().expect("a head").contains(",\"'@1-x\""), "{csv}");
}
