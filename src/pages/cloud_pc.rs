//! One Cloud PC: its attempts, the choice, its stages, and the settings it was born with beside today's.

use anc_engine::connectivity::{self, Connectivity};
use anc_engine::domain::{
    Attempt, AttemptState, CloudPc, CloudPcStatus, ConnectionSettings, Entity, Instant, RecordKey, Stage,
    Work, World,
};
use anc_engine::provisioning::CandidateVerdict;
use anc_engine::{Detail, Simulation};
use leptos::prelude::*;

use crate::address::Page;
use crate::clock;
use crate::components::status::{Shape, badge, shaped};
use crate::components::why::WhyButton;
use crate::picture::model::{Badge, cloud_pc_badge};
use crate::run::use_run;

#[derive(Clone, PartialEq)]
struct View {
    status: Badge,
    user: String,
    user_name: String,
    policy: String,
    stages: Vec<(&'static str, Shape, String)>,
    candidates: Vec<(String, Shape, String)>,
    settings: Vec<(&'static str, String, String)>,
    attempts: Vec<(u8, String, Badge, RecordKey)>,
    facts: Vec<(&'static str, bool)>,
    connectivity: Badge,
    failing: Vec<(&'static str, RecordKey)>,
    notes: Vec<String>,
}

/// The four things that provisioning makes of a Cloud PC.
fn facts(of: &CloudPc) -> Vec<(&'static str, bool)> {
    let facts = of.facts();
    vec![
        ("On the network", facts.on_network),
        ("Registered in Microsoft Entra ID", facts.registered),
        ("Enrolled in Intune", facts.enrolled),
        ("Ready for sign-in", facts.ready),
    ]
}

fn connectivity_badge(of: Connectivity) -> Badge {
    let (shape, words) = match of {
        Connectivity::Unknown => (Shape::NotRun, "Not checked yet"),
        Connectivity::Available => (Shape::Success, "Available"),
        Connectivity::AvailableWithWarning => (Shape::Warning, "Available, with a warning"),
        Connectivity::Unavailable => (Shape::Error, "Unavailable"),
    };
    Badge { shape, words: words.to_owned() }
}

/// What else is to be known: warnings of the set-up, a grace period, work that is under way.
fn notes(of: &CloudPc, world: &World, when: &impl Fn(Instant) -> String) -> Vec<String> {
    let mut notes = Vec::new();
    if !of.warnings.is_empty() {
        let steps: Vec<&str> = of.warnings.iter().map(|step| step.words()).collect();
        notes.push(format!("Steps of its set-up failed: {}.", steps.join(", ")));
    }
    if let Some((ends, _)) = of.grace {
        notes.push(format!(
            "Its user works on until {}; then it is removed, with whatever is on it.",
            when(ends)
        ));
    }
    match &of.work {
        Some(Work::Move(target, _)) => {
            notes.push(format!("It moves to {}.", world.name(Entity::Connection(target.connection))));
        }
        Some(Work::Resize(Some(_), _)) => {
            notes.push("It holds a second address while it is resized.".to_owned());
        }
        _ => {}
    }
    notes
}

fn settings(world: &World, of: &ConnectionSettings) -> Vec<(&'static str, String)> {
    let subnet = &world.subnets[of.subnet];
    vec![
        ("Subnet", format!("{} ({})", subnet.name, subnet.prefix)),
        ("Virtual network", world.name(Entity::Vnet(subnet.vnet)).to_owned()),
        ("Resource group", world.name(Entity::ResourceGroup(of.resource_group)).to_owned()),
        ("AD domain", of.domain.map_or("none", |domain| world.name(Entity::Domain(domain))).to_owned()),
        (
            "Organizational unit",
            of.organizational_unit.as_ref().map_or_else(|| "default".to_owned(), ToString::to_string),
        ),
    ]
}

fn stages(
    cloud_pc: &CloudPc,
    attempt: &Attempt,
    when: &impl Fn(Instant) -> String,
) -> Vec<(&'static str, Shape, String)> {
    let hybrid = attempt.placement.as_ref().is_some_and(|place| place.settings.domain.is_some());
    Stage::ALL
        .into_iter()
        .filter(|stage| hybrid || !stage.entry().hybrid_only)
        .map(|stage| {
            let (shape, words) = match attempt.state {
                AttemptState::Done => (Shape::Success, "done".to_owned()),
                AttemptState::InStage(present, ..) if stage < present => (Shape::Success, "done".to_owned()),
                AttemptState::InStage(present, began, _) if stage == present => {
                    (Shape::Running, format!("since {}", when(began)))
                }
                _ if cloud_pc.status == CloudPcStatus::Failed => (Shape::NotRun, "not done".to_owned()),
                _ => (Shape::Pending, "to come".to_owned()),
            };
            (stage.entry().title, shape, words)
        })
        .collect()
}

fn attempt_badge(state: AttemptState) -> Badge {
    let (shape, words) = match state {
        AttemptState::InStage(stage, ..) => (Shape::Running, stage.entry().title),
        AttemptState::Failed(_) => (Shape::Error, "Failed; still holds its address"),
        AttemptState::CleanedUp => (Shape::Error, "Failed"),
        AttemptState::Done => (Shape::Success, "Succeeded"),
    };
    Badge { shape, words: words.to_owned() }
}

fn view_of(simulation: &Simulation, name: &str) -> Option<View> {
    let world = simulation.world();
    let id = world.cloud_pcs.find(|cloud_pc| cloud_pc.name.as_str() == name)?;
    let of = &world.cloud_pcs[id];
    let when = |at: Instant| clock::day_and_time(world.start.at(at));
    let last = of.last_attempt()?;
    let (connectivity, failing) = connectivity::look(world, id);
    let born = last.placement.as_ref();
    let settings = born.map_or_else(Vec::new, |born| {
        let today = settings(world, &world.connections[born.connection].settings);
        let born = settings(world, &born.settings);
        born.into_iter().zip(today).map(|((term, born), (_, today))| (term, born, today)).collect()
    });
    let chosen = simulation.records().iter().rev().find_map(|record| match &record.detail {
        Detail::ConnectionChosen { candidates, .. } | Detail::NoConnection { candidates, .. }
            if record.key.entity == Entity::CloudPc(id) =>
        {
            Some(candidates.clone())
        }
        _ => None,
    });
    let candidates = chosen.unwrap_or_default().into_iter().map(|candidate| {
        let (shape, words) = match candidate.verdict {
            CandidateVerdict::Taken => (Shape::Success, "taken".to_owned()),
            CandidateVerdict::PassedOver(why) => (Shape::Warning, format!("passed over: {}", why.words())),
            CandidateVerdict::NotAsked => (Shape::NotRun, "not asked".to_owned()),
        };
        (world.name(Entity::Connection(candidate.connection)).to_owned(), shape, words)
    });
    Some(View {
        facts: facts(of),
        connectivity: connectivity_badge(connectivity),
        failing: failing.into_iter().map(|(check, because)| (check.words(), because)).collect(),
        notes: notes(of, world, &when),
        status: cloud_pc_badge(of),
        user: world.title(Entity::User(of.user)).to_owned(),
        user_name: world.name(Entity::User(of.user)).to_owned(),
        policy: world.name(Entity::Policy(of.policy)).to_owned(),
        stages: stages(of, last, &when),
        candidates: candidates.collect(),
        settings,
        attempts: of
            .attempts
            .iter()
            .rev()
            .map(|attempt| {
                let began = if attempt.record == RecordKey::OPENED {
                    "before the start".to_owned()
                } else {
                    when(attempt.started)
                };
                (attempt.number, began, attempt_badge(attempt.state), attempt.record)
            })
            .collect(),
    })
}

fn body(name: &str, view: View) -> impl IntoView + use<> {
    let stages = view.stages.into_iter().map(|(title, shape, words)| {
        view! { <li>{shaped(shape, title)}<span class="caption">{words}</span></li> }
    });
    let candidates = (!view.candidates.is_empty()).then(|| {
        let items = view.candidates.into_iter().map(|(name, shape, words)| {
            let address = Page::Connection(name.clone()).fragment();
            view! { <li><a href=address>{name}</a>{shaped(shape, words)}</li> }
        });
        view! { <section class="card"><h2>"The choice"</h2><ol class="steps">{items.collect_view()}</ol></section> }
    });
    let settings = (!view.settings.is_empty()).then(|| {
        let rows = view.settings.into_iter().map(|(term, born, today)| {
            let differs = born != today;
            let today = if differs { shaped(Shape::Info, today).into_any() } else { view! { <span>{today}</span> }.into_any() };
            view! { <tr><th scope="row">{term}</th><td>{born}</td><td>{today}</td></tr> }
        });
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label="Settings, scrolling">
                <table aria-label="Settings">
                    <caption>"Settings: an edit of the connection does not reach a Cloud PC that exists"</caption>
                    <thead><tr><th scope="col">"Setting"</th><th scope="col">"Born with"</th><th scope="col">"The connection today"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let attempts = view.attempts.into_iter().enumerate().map(|(position, (number, began, state, record))| {
        let id = format!("attempt-{position}");
        view! {
            <tr>
                <th scope="row" id=id.clone()>{format!("Attempt {number} of 3")}</th>
                <td class="nowrap">{began}</td>
                <td>{badge(state)}</td>
                <td><WhyButton record=record described_by=id /></td>
            </tr>
        }
    });
    let facts = view.facts.into_iter().map(|(title, holds)| {
        let (shape, words) = if holds { (Shape::Success, "yes") } else { (Shape::NotRun, "not yet") };
        view! { <li>{shaped(shape, title)}<span class="caption">{words}</span></li> }
    });
    let failing = view.failing.into_iter().enumerate().map(|(position, (words, because))| {
        let id = format!("failing-{position}");
        view! { <li><span id=id.clone()>{shaped(Shape::Error, words)}</span><WhyButton record=because described_by=id /></li> }
    });
    let notes = view.notes.into_iter().map(|note| view! { <p class="second">{note}</p> });
    let sign_in = Page::SignIn(Some(view.user_name)).fragment();
    view! {
        <div class="page-head"><p class="caption"><a href="#/cloud-pcs">"Cloud PCs"</a></p></div>
        <h1>{name.to_owned()}</h1>
        <section class="card">
            <dl class="facts">
                <dt>"Status"</dt><dd>{badge(view.status)}</dd>
                <dt>"User"</dt><dd>{view.user}" · "<a href=sign_in>"Sign-in"</a></dd>
                <dt>"Provisioning policy"</dt><dd>{view.policy}</dd>
            </dl>
            {notes.collect_view()}
        </section>
        <div class="belief">
            <section class="card"><h2>"What it is"</h2><ol class="steps">{facts.collect_view()}</ol></section>
            <section class="card">
                <h2>"Its own connectivity"</h2>
                <p>{badge(view.connectivity)}</p>
                <ul class="steps">{failing.collect_view()}</ul>
            </section>
        </div>
        <div class="belief">
            <section class="card"><h2>"Stages"</h2><ol class="steps">{stages.collect_view()}</ol></section>
            {candidates}
        </div>
        {settings}
        <div class="table-box" tabindex="0" role="region" aria-label="Attempts, scrolling">
            <table aria-label="Attempts">
                <caption>"Attempts, newest first"</caption>
                <thead><tr><th scope="col">"Attempt"</th><th scope="col">"Began"</th><th scope="col">"State"</th><th scope="col">"Cause"</th></tr></thead>
                <tbody>{attempts.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The page.
#[component]
pub fn CloudPcPage(
    /** Its name. */
    name: String,
) -> impl IntoView {
    let run = use_run();
    let view_name = name.clone();
    let view = run.view(move |simulation| view_of(simulation, &view_name));
    move || match view.get() {
        Some(view) => body(&name, view).into_any(),
        None => super::missing("Cloud PC", &name, "#/cloud-pcs").into_any(),
    }
}
