//! One connection: belief and truth check by check, its properties, its runs.

use anc_engine::domain::{CheckResult, CheckRun, ConnectionId, Entity, Instant, RecordKey, Verdict};
use anc_engine::{Simulation, health};
use leptos::prelude::*;

use crate::clock;
use crate::components::status::{Shape, badge, shaped};
use crate::components::why::WhyButton;
use crate::picture::model::{Badge, differing, seen, status_badge};
use crate::run::use_run;

/// A check that was seen by the last run, beside what is true.
#[derive(Clone, PartialEq)]
struct Row {
    title: &'static str,
    proves: &'static str,
    seen: (Shape, &'static str),
    at: String,
    now: (Shape, &'static str),
    details: Option<Details>,
    why: Option<RecordKey>,
}

/// What the admin center calls *View details*.
#[derive(Clone, PartialEq)]
struct Details {
    action: &'static str,
    meaning: &'static str,
    error_type: &'static str,
    additional: String,
    correlation: String,
    stopped_by: Option<&'static str>,
}

#[derive(Clone, PartialEq)]
struct View {
    status: Badge,
    seen: String,
    truth: Option<Badge>,
    running: Option<String>,
    next: Option<String>,
    rows: Vec<Row>,
    properties: Vec<(&'static str, String)>,
    history: Vec<(String, String, Badge, RecordKey)>,
}

/// What support asks for: one a run, written as Azure writes such ids.
fn correlation(run: &CheckRun) -> String {
    let id = run.correlation_id;
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        id >> 32,
        id >> 16 & 0xFFFF,
        id >> 4 & 0xFFF,
        id >> 20 & 0xFFF,
        id & 0xFFFF_FFFF_FFFF
    )
}

fn details(result: &CheckResult, run: &CheckRun) -> Option<Details> {
    match result.verdict {
        Verdict::Passed => None,
        Verdict::Error(error) | Verdict::Warning(error) | Verdict::Informational(error) => {
            let entry = error.entry();
            Some(Details {
                action: entry.action,
                meaning: entry.meaning,
                error_type: entry.graph,
                additional: result.detail.clone(),
                correlation: correlation(run),
                stopped_by: None,
            })
        }
        Verdict::NotRun(stopper) => Some(Details {
            action: "Repair what stopped it, then retry.",
            meaning: "It could not run.",
            error_type: "",
            additional: String::new(),
            correlation: correlation(run),
            stopped_by: Some(stopper.entry().title),
        }),
    }
}

fn view_of(simulation: &Simulation, name: &str) -> Option<View> {
    let world = simulation.world();
    let id: ConnectionId = world.connection_named(name)?;
    let of = &world.connections[id];
    let when = |at: Instant| clock::day_and_time(world.start.at(at));
    let now = health::truth(simulation.state(), id);
    let rows = now.iter().map(|truth| {
        let entry = truth.check.entry();
        let seen = of.last_run().and_then(|run| run.result(truth.check));
        Row {
            title: entry.title,
            proves: entry.proves,
            seen: seen.map_or((Shape::Pending, "Not seen yet"), |seen| {
                (Shape::of_verdict(seen.verdict), seen.verdict.title())
            }),
            at: seen.map_or_else(String::new, |seen| {
                if of.last_run().is_some_and(|run| run.number == 0) {
                    "before the start".to_owned()
                } else {
                    when(seen.at)
                }
            }),
            now: (Shape::of_verdict(truth.verdict), truth.verdict.title()),
            details: seen.zip(of.last_run()).and_then(|(seen, run)| details(seen, run)),
            // What the last run saw is asked first, then what is true and it did not see.
            why: seen
                .filter(|seen| seen.verdict != Verdict::Passed)
                .unwrap_or(truth)
                .because
                .first()
                .copied(),
        }
    });
    let vnet = &world.vnets[world.vnet_of(of.settings.subnet)];
    let subnet = &world.subnets[of.settings.subnet];
    let mut properties = vec![
        ("Join type", of.join_type.title().to_owned()),
        ("Region", world.title(Entity::Region(vnet.region)).to_owned()),
        ("Subscription", world.name(Entity::Subscription(vnet.subscription)).to_owned()),
        ("Resource group", world.name(Entity::ResourceGroup(of.settings.resource_group)).to_owned()),
        ("Virtual network", vnet.name.to_string()),
        ("Subnet", format!("{} ({})", subnet.name, subnet.prefix)),
        ("Available IP count", subnet.free().to_string()),
    ];
    if let Some(domain) = of.settings.domain {
        properties.push(("AD domain", world.name(Entity::Domain(domain)).to_owned()));
        let unit = of.settings.organizational_unit.as_ref();
        properties
            .push(("Organizational unit", unit.map_or_else(|| "default".to_owned(), ToString::to_string)));
        properties.push(("AD domain username", world.domains[domain].join_account.name.to_string()));
    }
    if let Some(computer) = of.last_run().and_then(|run| run.computer.as_ref()) {
        properties.push(("Computer of the last trial join", computer.to_string()));
    }
    let policies: Vec<&str> =
        world.policies_using(id).map(|policy| world.name(Entity::Policy(policy))).collect();
    properties.push((
        "Used by policies",
        if policies.is_empty() { "none".to_owned() } else { policies.join(", ") },
    ));
    properties.push(("Cloud PC count", world.cloud_pcs_on(id).count().to_string()));
    Some(View {
        status: status_badge(of.status()),
        seen: seen(simulation, id),
        truth: differing(of.status(), &now),
        running: of.current_run.as_ref().map(|run| {
            format!(
                "Running checks since {}: {} of {} have looked. Results come together, by {} at the latest.",
                when(run.started),
                run.results.len(),
                now.len(),
                when(run.started.after(health::RUN_MAX))
            )
        }),
        next: of.next_run_at.map(when),
        rows: rows.collect(),
        properties,
        history: of
            .history
            .iter()
            .rev()
            .filter(|run| run.number > 0)
            .map(|run| (when(run.started), when(run.ends), status_badge(run.status), run.record))
            .collect(),
    })
}

fn check_row((position, row): (usize, Row)) -> impl IntoView {
    let id = format!("check-{position}");
    let details = row.details.map(|details| {
        view! {
            <details>
                <summary>"View details"</summary>
                <dl class="facts">
                    <dt>"Recommended action"</dt><dd>{details.action}</dd>
                    <dt>"What is wrong"</dt><dd>{details.meaning}</dd>
                    {details.stopped_by.map(|by| view! { <dt>"Stopped by"</dt><dd>{by}</dd> })}
                    {(!details.error_type.is_empty()).then(|| view! { <dt>"Error type"</dt><dd><code>{details.error_type}</code></dd> })}
                    {(!details.additional.is_empty()).then(|| view! { <dt>"Additional detail"</dt><dd><code>{details.additional}</code></dd> })}
                    <dt>"Correlation id"</dt><dd><code>{details.correlation}</code></dd>
                </dl>
            </details>
        }
    });
    let why = row.why.map(|why| view! { <WhyButton record=why described_by=id.clone() /> });
    view! {
        <tr>
            <th scope="row" id=id><span>{row.title}</span><span class="second caption">{row.proves}</span></th>
            <td>{shaped(row.seen.0, row.seen.1)}<span class="second">{row.at}</span>{details}</td>
            <td>{shaped(row.now.0, row.now.1)}</td>
            <td>{why}</td>
        </tr>
    }
}

/// The page.
#[component]
pub fn ConnectionPage(
    /** Its name. */
    name: String,
) -> impl IntoView {
    let run = use_run();
    let title = name.clone();
    let view_name = name.clone();
    let view = run.view(move |simulation| view_of(simulation, &view_name));
    let body = move |view: View| {
        let properties =
            view.properties.into_iter().map(|(term, value)| view! { <dt>{term}</dt><dd>{value}</dd> });
        let history =
            view.history.into_iter().enumerate().map(|(position, (began, ended, status, record))| {
                let id = format!("run-{position}");
                view! {
                    <tr>
                        <th scope="row" class="nowrap" id=id.clone()>{began}</th>
                        <td class="nowrap">{ended}</td>
                        <td>{badge(status)}</td>
                        <td><WhyButton record=record described_by=id /></td>
                    </tr>
                }
            });
        view! {
            <div class="page-head"><p class="caption"><a href="#/connections">"Azure network connections"</a></p></div>
            <h1>{title.clone()}</h1>
            <div class="belief">
                <section class="card">
                    <h2>"Believed"</h2>
                    <p>{badge(view.status)}</p>
                    <p class="caption">{view.seen}". Provisioning and policies go by this."</p>
                    {view.next.map(|next| view! { <p class="caption">{format!("The next checks begin at {next}.")}</p> })}
                    {view.running.map(|running| view! { <p>{shaped(Shape::Running, running)}</p> })}
                </section>
                <section class="card">
                    <h2>"True now"</h2>
                    <p>{view.truth.map_or_else(|| shaped(Shape::Info, "As believed").into_any(), |truth| badge(truth).into_any())}</p>
                    <p class="caption">"What the checks would find at this moment. Sign-in goes by this."</p>
                </section>
            </div>
            <div class="table-box" tabindex="0" role="region" aria-label="Health checks, scrolling">
                <table aria-label="Health checks">
                    <caption>"Health checks"</caption>
                    <thead><tr>
                        <th scope="col">"Check"</th><th scope="col">"Seen by the last run"</th><th scope="col">"True now"</th>
                        <th scope="col">"Cause"</th>
                    </tr></thead>
                    <tbody>{view.rows.into_iter().enumerate().map(check_row).collect_view()}</tbody>
                </table>
            </div>
            <section class="card"><h2>"Properties"</h2><dl class="facts">{properties.collect_view()}</dl></section>
            <div class="table-box" tabindex="0" role="region" aria-label="Runs, scrolling">
                <table aria-label="Runs">
                    <caption>"Runs, newest first"</caption>
                    <thead><tr><th scope="col">"Began"</th><th scope="col">"Ended"</th><th scope="col">"Result"</th><th scope="col">"Cause"</th></tr></thead>
                    <tbody>{history.collect_view()}</tbody>
                </table>
            </div>
        }
    };
    move || match view.get() {
        Some(view) => body(view).into_any(),
        None => super::missing("connection", &name, "#/connections").into_any(),
    }
}
