//! A run as an incident report.

use anc_engine::Simulation;
use anc_engine::course::Course;
use anc_engine::domain::Offset;
use anc_engine::incident::{Incident, TOLD_MAX, incident};

use crate::helpers::{Draft, library, parse, scenario};

fn of(scenario: &anc_engine::Scenario) -> Incident {
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(simulation.horizon()).expect("within limits");
    incident(&Course::of(&simulation).expect("within limits"), &scenario.title)
}

#[test]
fn it_says_who_was_hit_for_how_long_and_because_of_what() {
    let report = of(&scenario("stale-status"));
    let [hit] = &report.hit[..] else { panic!("one group: {:?}", report.hit) };
    assert_eq!((hit.group.as_str(), hit.most, hit.more), ("office", 8, 0));
    // From the break at 45m to the repair at 8h40m.
    let outage = Offset::hours(8).0 + Offset::minutes(40).0 - Offset::minutes(45).0;
    assert_eq!(hit.time, Offset(8 * outage));
    let cause =
        report.causes.iter().find(|of| of.because.starts_with("The VPN vpn-weu is down")).expect("a cause");
    let effects: Vec<&str> = cause.effects.iter().map(|of| of.title.as_str()).collect();
    assert!(effects.contains(&"office-01 cannot sign in"), "{effects:?}");
    assert!(effects.iter().any(|title| title.contains("Checks failed")), "{effects:?}");
    assert_eq!(report.to_do, ["Nothing is broken any more, and no check asks for anything."]);
}

#[test]
fn what_is_broken_still_is_what_is_to_be_done() {
    let report = of(&scenario("six-hours-old"));
    assert!(report.to_do.iter().any(|line| line.starts_with("vpn-weu is down, since")), "{:?}", report.to_do);
    assert!(report.to_do.iter().any(|line| line.starts_with("anc-weu, ")), "{:?}", report.to_do);
}

#[test]
fn every_scenario_has_one_and_it_is_bounded() {
    for (name, text) in library() {
        let report = of(&parse(&text));
        assert!(report.timeline.len() <= TOLD_MAX && report.causes.len() <= TOLD_MAX, "{name}");
        assert!(report.timeline.windows(2).all(|two| two[0].at <= two[1].at), "{name}: in order");
        assert!(!report.to_do.is_empty(), "{name}");
        let text = report.markdown();
        assert!(text.starts_with("# Incident report: ") && text.contains("## What is to be done"), "{name}");
        assert!(!text.contains('{') && !text.contains("  \n"), "{name}: {text}");
    }
}

#[test]
fn nothing_that_a_name_says_becomes_markup() {
    let text = std::fs::read_to_string(crate::helpers::root().join("public/scenarios/stale-status.json"))
        .expect("a text");
    let draft = Draft::of(&text).set("/title", "<img src=x onerror=alert(1)> [a](javascript:1) | # *b* `c`");
    let text = of(&draft.scenario()).markdown();
    let first = text.lines().next().expect("a line");
    assert_eq!(
        first,
        r"# Incident report: \<img src=x onerror=alert(1)\> \[a\](javascript:1) \| \# \*b\* \`c\`"
    );
}
