//! Azure network connections: the list.

use anc_engine::Simulation;
use anc_engine::domain::Entity;
use leptos::prelude::*;

use crate::address::Page;
use crate::components::status::badge;
use crate::picture::model::{Badge, seen, status_badge, truth};
use crate::run::use_run;

#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    status: Badge,
    running: bool,
    seen: String,
    truth: Option<Badge>,
    cloud_pcs: usize,
    region: String,
    free: u32,
    join_type: &'static str,
    policies: String,
}

fn rows(simulation: &Simulation) -> Vec<Row> {
    let world = simulation.world();
    world
        .present_connections()
        .map(|(id, connection)| {
            let policies: Vec<&str> =
                world.policies_using(id).map(|policy| world.name(Entity::Policy(policy))).collect();
            Row {
                name: connection.name.to_string(),
                status: status_badge(connection.status()),
                running: connection.current_run.is_some() && connection.last_run().is_some(),
                seen: seen(simulation, id),
                truth: truth(simulation, id),
                cloud_pcs: world.cloud_pcs_on(id).count(),
                region: world.title(Entity::Region(world.region_of(id))).to_owned(),
                free: world.subnets[connection.settings.subnet].free(),
                join_type: connection.join_type.title(),
                policies: if policies.is_empty() { "none".to_owned() } else { policies.join(", ") },
            }
        })
        .collect()
}

/// The page.
#[component]
pub fn Connections() -> impl IntoView {
    let run = use_run();
    let rows = run.view(rows);
    let line = |row: Row| {
        let address = Page::Connection(row.name.clone()).fragment();
        view! {
            <tr>
                <th scope="row"><a href=address>{row.name}</a></th>
                <td>
                    {badge(row.status)}
                    <span class="second">{row.seen}{row.running.then_some("; running checks")}</span>
                </td>
                <td>{row.truth.map_or_else(|| view! { <span class="caption">"as believed"</span> }.into_any(), |truth| badge(truth).into_any())}</td>
                <td class="number">{row.cloud_pcs}</td>
                <td>{row.region}</td>
                <td class="number">{row.free}</td>
                <td>{row.join_type}</td>
                <td>{row.policies}</td>
            </tr>
        }
    };
    let body = move || {
        let rows = rows.get();
        if rows.is_empty() {
            view! { <tr><td colspan="8" class="empty">"There is no connection yet. Play on: the scenario may create one."</td></tr> }.into_any()
        } else {
            rows.into_iter().map(line).collect_view().into_any()
        }
    };
    view! {
        <div class="page-head">
            <h1>"Azure network connections"</h1>
            <p class="caption">"The status is what the last finished run of health checks saw. What is true now may differ."</p>
        </div>
        <div class="table-box" tabindex="0" role="region" aria-label="Azure network connections, scrolling">
            <table class="many-columns" aria-label="Azure network connections">
                <thead><tr>
                    <th scope="col">"Name"</th><th scope="col">"Status"</th><th scope="col">"True now"</th>
                    <th scope="col" class="number">"Cloud PC count"</th><th scope="col">"Region"</th>
                    <th scope="col" class="number">"Available IP count"</th><th scope="col">"Join type"</th>
                    <th scope="col">"Policies"</th>
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}
