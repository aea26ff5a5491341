//! Cloud PCs: the list.

use anc_engine::Simulation;
use anc_engine::domain::{CloudPcStatus, Entity};
use leptos::prelude::*;

use crate::address::Page;
use crate::components::status::badge;
use crate::find::Sought;
use crate::picture::model::{Badge, cloud_pc_badge};
use crate::run::use_run;

/// Rows that are shown at once.
const ROWS_MAX: usize = 100;

#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    user: String,
    policy: String,
    status: Badge,
    stage: &'static str,
    place: String,
}

fn rows(simulation: &Simulation, wanted: &str) -> (Vec<Row>, usize) {
    let world = simulation.world();
    let wanted = Sought::new(wanted);
    let mut count = 0;
    let mut rows = Vec::new();
    for cloud_pc in world.cloud_pcs.values() {
        // What was removed is told in Activity.
        if cloud_pc.status == CloudPcStatus::NotProvisioned {
            continue;
        }
        let user = world.title(Entity::User(cloud_pc.user));
        let place = cloud_pc.placement().map_or_else(String::new, |place| {
            let address = world.subnets[place.settings.subnet].address(place.address);
            format!("{}, {address}", world.name(Entity::Connection(place.connection)))
        });
        let status = cloud_pc_badge(cloud_pc);
        let found =
            [cloud_pc.name.as_str(), user, &place, &status.words].iter().any(|text| wanted.is_in(text));
        if !found {
            continue;
        }
        count += 1;
        if rows.len() < ROWS_MAX {
            rows.push(Row {
                name: cloud_pc.name.to_string(),
                user: user.to_owned(),
                policy: world.name(Entity::Policy(cloud_pc.policy)).to_owned(),
                status,
                stage: cloud_pc.stage().map_or("", |stage| stage.entry().title),
                place,
            });
        }
    }
    (rows, count)
}

/// The page.
#[component]
pub fn CloudPcs() -> impl IntoView {
    let run = use_run();
    let wanted = RwSignal::new(String::new());
    let found = run.view(move |simulation| wanted.with(|wanted| rows(simulation, wanted)));
    let line = |row: Row| {
        let address = Page::CloudPc(row.name.clone()).fragment();
        view! {
            <tr>
                <th scope="row"><a href=address>{row.name}</a></th>
                <td>{row.user}</td>
                <td>{badge(row.status)}<span class="second">{row.stage}</span></td>
                <td>{row.place}</td>
                <td>{row.policy}</td>
            </tr>
        }
    };
    let body = move || {
        let (rows, count) = found.get();
        if count == 0 {
            view! { <tr><td colspan="5" class="empty">"No Cloud PC, at least not at this moment of the run."</td></tr> }.into_any()
        } else {
            rows.into_iter().map(line).collect_view().into_any()
        }
    };
    let count = move || {
        let count = found.with(|(_, count)| *count);
        let more = if count > ROWS_MAX { format!(", the first {ROWS_MAX} are shown") } else { String::new() };
        format!("{count} found{more}")
    };
    view! {
        <h1>"Cloud PCs"</h1>
        <div class="filters">
            <label class="field">
                "Find"
                <input type="search" maxlength="60" placeholder="name, user, connection, status" on:input=move |event| wanted.set(event_target_value(&event)) />
            </label>
            <span class="caption">{count}</span>
        </div>
        <div class="table-box" tabindex="0" role="region" aria-label="Cloud PCs, scrolling">
            <table aria-label="Cloud PCs">
                <thead><tr>
                    <th scope="col">"Device name"</th><th scope="col">"User"</th><th scope="col">"Status"</th>
                    <th scope="col">"Connection and address"</th><th scope="col">"Provisioning policy"</th>
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}
