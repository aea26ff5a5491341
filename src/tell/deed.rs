//! What can be done on a page: buttons as plain data. Each names a command and what the page knows of its fields; whose roles do not
//! allow it is told before it is tried.

use anc_engine::action::{permitted, without_reader};
use anc_engine::command::{FAULTS, FaultEntry, FieldKind};
use anc_engine::domain::{
    CloudPcId, CloudPcStatus, ConnectionId, Entity, EntityKind, JoinType, Offset, PolicyId, SubnetId, World,
};
use anc_session::{Draft, Family, Session};

use super::form::{fault_title, titles};
use crate::words;

/// A button.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deed {
    /// What it says.
    pub(crate) button: String,
    /// What it prepares.
    pub(crate) draft: Draft,
    /// Whether it is done at once, where nothing stands against it.
    pub(crate) at_once: bool,
    /// Which role is missing for it.
    pub(crate) lacking: Option<&'static str>,
}

impl Deed {
    /// A command of a family; the fields that are known are filled in.
    pub(crate) fn new(family: Family, name: &str, fields: &[(&str, &str)]) -> Option<Self> {
        let mut draft = Draft::new(family, name)?;
        for (field, text) in fields {
            draft.write(field, vec![(*text).to_owned()]);
        }
        Some(Self { button: titles(&draft).1.to_owned(), draft, at_once: false, lacking: None })
    }

    /// Done at once: nothing else is to be said, and nothing is lost.
    pub(crate) fn at_once(mut self) -> Self {
        self.at_once = true;
        self
    }

    /// With other words on the button.
    pub(crate) fn called(mut self, words: impl Into<String>) -> Self {
        self.button = words.into();
        self
    }

    /// What whoever acts lacks for it.
    fn for_whoever_acts(mut self, session: &Session, subnet: Option<SubnetId>) -> Self {
        let world = session.branch().simulation().world();
        if self.draft.family == Family::Admin {
            let refusal = permitted(world, session.actor()).and_then(|()| {
                subnet.map_or(Ok(()), |subnet| without_reader(world, session.actor(), subnet))
            });
            self.lacking = refusal.err().map(|refusal| refusal.rule.text().fact);
        }
        self
    }
}

fn admin(session: &Session, name: &str, fields: &[(&str, &str)], subnet: Option<SubnetId>) -> Option<Deed> {
    Deed::new(Family::Admin, name, fields).map(|deed| deed.for_whoever_acts(session, subnet))
}

/// What can be done on the list of connections.
pub(crate) fn of_connections(session: &Session) -> Vec<Deed> {
    let create = |join: &str| admin(session, "createConnection", &[("joinType", join)], None);
    [
        create("azureADJoin").map(|deed| deed.called("Create: Microsoft Entra Join")),
        create("hybridAzureADJoin").map(|deed| deed.called("Create: Hybrid Microsoft Entra Join")),
        admin(session, "requestLimit", &[], None).map(|deed| deed.called("Ask for more connections")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What can be done to a connection.
pub(crate) fn of_connection(session: &Session, id: ConnectionId) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    let of = &world.connections[id];
    let fields = [("connection", of.name.as_str())];
    let subnet = Some(of.settings.subnet);
    let mut edit = admin(session, "editConnection", &fields, subnet);
    if let Some(edit) = &mut edit {
        edit.draft.stand("rename", &of.name);
        edit.draft.stand("subnet", world.name(Entity::Subnet(of.settings.subnet)));
        if let Some(unit) = &of.settings.organizational_unit {
            edit.draft.stand("organizationalUnit", unit);
        }
    }
    [
        admin(session, "retryChecks", &fields, None).map(Deed::at_once),
        edit,
        of.settings.domain.and_then(|_| admin(session, "updatePassword", &fields, subnet)),
        of.inactive.and_then(|_| admin(session, "reactivateConnection", &fields, None)).map(Deed::at_once),
        admin(session, "deleteConnection", &fields, None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What can be done on the list of policies.
pub(crate) fn of_policies(session: &Session) -> Vec<Deed> {
    let create = ["createPolicy", "createHostedPolicy"];
    create.into_iter().filter_map(|name| admin(session, name, &[], None)).collect()
}

/// What can be done to a policy.
pub(crate) fn of_policy(session: &Session, id: PolicyId) -> Vec<Deed> {
    let of = &session.branch().simulation().world().policies[id];
    let fields = [("policy", of.name.as_str())];
    let turned = [fields[0], ("on", if of.single_sign_on { "false" } else { "true" })];
    let mut edit = admin(session, "editPolicy", &fields, None);
    if let Some(edit) = &mut edit {
        let world = session.branch().simulation().world();
        let names = of.connections().iter().map(|&id| world.connections[id].name.to_string());
        edit.draft.write("connections", names.collect());
    }
    // Only what is joined to Microsoft Entra ID alone can be there.
    let is_entra = of.join_type == JoinType::AzureAdJoin;
    [
        edit,
        admin(session, "hostPolicy", &fields, None).filter(|_| is_entra),
        admin(session, "assignPolicy", &fields, None),
        admin(session, "unassignPolicy", &fields, None),
        admin(session, "applySingleSignOn", &turned, None),
        admin(session, "setDevicePreparation", &fields, None),
        admin(session, "deletePolicy", &fields, None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What somebody can do, and what can become of them; of whoever signs in where nobody was chosen.
pub(crate) fn of_user(session: &Session, name: Option<&str>) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    let id = super::sign_in::meant(world, name);
    let Some(id) = id.filter(|&id| world.is_there(Entity::User(id))) else { return Vec::new() };
    let user = world.name(Entity::User(id));
    let fields = [("user", user)];
    let turned = |name, field, has: bool| {
        Deed::new(Family::User, name, &[("user", user), (field, if has { "false" } else { "true" })])
    };
    let person = &world.users[id];
    let licence = if person.licensed { "Take licence away" } else { "Give licence" };
    let member = if person.member { "Take out of group" } else { "Put back into group" };
    let sign_in = Deed::new(Family::User, "signIn", &fields);
    [
        sign_in.map(|deed| deed.at_once().called(words::sign_in_as(world.title(Entity::User(id))))),
        // Whoever is kept out by the app tries this.
        Deed::new(Family::User, "signInByBrowser", &fields)
            .map(|deed| deed.at_once().called("Sign in with a browser")),
        Deed::new(Family::User, "signInByLink", &fields)
            .map(|deed| deed.at_once().called("Sign in with a Windows 365 Link")),
        turned("licence", "has", person.licensed).map(|deed| deed.called(licence)),
        // Where licences are counted, they have sizes.
        Deed::new(Family::Change, "changeLicence", &fields).filter(|_| !world.licences.is_empty()),
        Deed::new(Family::Change, "addLicence", &fields),
        turned("membership", "member", person.member).map(|deed| deed.called(member)),
        Deed::new(Family::User, "joinGroup", &fields),
        Deed::new(Family::User, "moveToGroup", &fields),
        Deed::new(Family::User, "leaveGroup", &fields),
        Deed::new(Family::Change, "removePerson", &fields),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What can be done to a Cloud PC, and by its user.
pub(crate) fn of_cloud_pc(session: &Session, id: CloudPcId) -> Vec<Deed> {
    let world = session.branch().simulation().world();
    let of = &world.cloud_pcs[id];
    let user = world.name(Entity::User(of.user));
    let fields = [("user", user)];
    let action = |name| admin(session, name, &fields, None);
    let mut deeds: Vec<Deed> = [
        (of.status == CloudPcStatus::Failed)
            .then(|| action("retryProvisioning").map(Deed::at_once))
            .flatten(),
        action("reprovision"),
        action("moveCloudPc"),
        action("resizeCloudPc"),
        (of.status == CloudPcStatus::InGracePeriod).then(|| action("endGracePeriod")).flatten(),
    ]
    .into_iter()
    .flatten()
    .collect();
    deeds.extend(of_user(session, Some(user)));
    deeds
}

/// What can be done on the list of Cloud PCs, whatever is chosen there.
pub(crate) fn of_cloud_pcs(session: &Session) -> Vec<Deed> {
    let mut all = session.branch().simulation().world().cloud_pcs.values();
    let in_grace = all.any(|of| of.status == CloudPcStatus::InGracePeriod);
    in_grace.then(|| admin(session, "endGracePeriods", &[], None)).flatten().into_iter().collect()
}

/// What can be done to several Cloud PCs at once.
const TO_SEVERAL: [&str; 5] =
    ["retryProvisioning", "reprovision", "moveCloudPc", "resizeCloudPc", "endGracePeriod"];

/// What can be done to several Cloud PCs at once, and whose they are: others of those that are named are no more.
pub(crate) fn of_several<'a>(
    session: &Session,
    names: impl Iterator<Item = &'a str>,
) -> (Vec<Deed>, Vec<String>) {
    let world = session.branch().simulation().world();
    let there = names.filter_map(|name| world.cloud_pc_named(name));
    let users = there.map(|id| world.name(Entity::User(world.cloud_pcs[id].user)).to_owned());
    let users: Vec<String> = users.collect();
    if users.is_empty() {
        return (Vec::new(), users);
    }
    (TO_SEVERAL.into_iter().filter_map(|name| admin(session, name, &[], None)).collect(), users)
}

/// What makes each kind of thing.
const MAKES: [&str; 11] = [
    "addRegion",
    "addSubscription",
    "addResourceGroup",
    "addVnet",
    "addSubnet",
    "addLink",
    "addPeering",
    "addDomain",
    "addController",
    "addResource",
    "addGroup",
];

/// What can be made in the environment.
pub(crate) fn of_environment() -> Vec<Deed> {
    MAKES.iter().filter_map(|name| Deed::new(Family::Change, name, &[])).collect()
}

/// What can be done to a kind of thing besides breaking it: the changes, each with the field that names the thing.
const CHANGES_OF: [(EntityKind, &[(&str, &str)]); 12] = [
    (EntityKind::Region, &[("setCapacity", "region"), ("removeRegion", "region")]),
    (
        EntityKind::Subscription,
        &[
            ("addResourceGroup", "subscription"),
            ("addVnet", "subscription"),
            ("removeSubscription", "subscription"),
        ],
    ),
    (EntityKind::ResourceGroup, &[("removeResourceGroup", "resourceGroup")]),
    (
        EntityKind::Vnet,
        &[
            ("addSubnet", "vnet"),
            ("addLink", "vnet"),
            ("addPeering", "from"),
            ("setDnsServers", "vnet"),
            ("setOutbound", "vnet"),
            ("setResolver", "vnet"),
            ("removeVnet", "vnet"),
        ],
    ),
    (
        EntityKind::Subnet,
        &[("addController", "subnet"), ("addResource", "subnet"), ("removeSubnet", "subnet")],
    ),
    (EntityKind::Link, &[("removeLink", "link")]),
    (EntityKind::Peering, &[("removePeering", "peering")]),
    (
        EntityKind::Domain,
        &[
            ("addController", "domain"),
            ("addUnit", "domain"),
            ("removeUnit", "domain"),
            ("setJoinAccount", "domain"),
            ("setFederation", "domain"),
            ("removeDomain", "domain"),
        ],
    ),
    (EntityKind::Controller, &[("removeController", "controller")]),
    (EntityKind::Resource, &[("removeResource", "resource")]),
    (EntityKind::Group, &[("addPerson", "group"), ("setWorkday", "group"), ("removeGroup", "group")]),
    (EntityKind::Admin, &[("setIntuneRole", "admin"), ("setAzureRole", "admin")]),
];

/// What can be done to a thing besides breaking it.
pub(crate) fn of_thing(world: &World, entity: Entity) -> Vec<Deed> {
    let name = world.name(entity);
    let mut deeds = Vec::new();
    if let Entity::Group(_) = entity {
        deeds.extend(Deed::new(Family::User, "peopleJoin", &[("group", name)]));
    }
    if entity == Entity::EntraId {
        deeds.extend(Deed::new(Family::Change, "setSyncInterval", &[]));
    }
    if entity == Entity::Service {
        deeds.extend(Deed::new(Family::Change, "setLicences", &[]));
    }
    let kind = entity.listed().map(|(kind, _)| kind);
    let changes = CHANGES_OF.iter().find(|(of, _)| Some(*of) == kind);
    for (change, field) in changes.into_iter().flat_map(|(_, changes)| *changes) {
        deeds.extend(Deed::new(Family::Change, change, &[(field, name)]));
    }
    for deed in &mut deeds {
        stand(&mut deed.draft, world, entity);
    }
    deeds
}

/// Begins with how it is now.
fn stand(draft: &mut Draft, world: &World, entity: Entity) {
    match entity {
        Entity::Region(id) => draft.write("capacity", vec![world.regions[id].capacity.to_string()]),
        Entity::Vnet(id) => {
            let of = &world.vnets[id];
            let servers = of.dns_servers.iter().map(|&id| world.name(Entity::Controller(id)).to_owned());
            draft.write("dns", servers.collect());
            draft.write("outbound", vec![of.outbound.name().to_owned()]);
            draft.write("on", vec![(!of.resolver).to_string()]);
        }
        Entity::Domain(id) => {
            let of = &world.domains[id].join_account;
            draft.write("userName", vec![of.name.to_string()]);
            draft.write("delegated", vec![of.delegated.to_string()]);
        }
        Entity::Admin(id) => {
            let of = &world.admins[id];
            let role =
                if draft.declaration.name == "setIntuneRole" { of.intune.name() } else { of.azure.name() };
            draft.write("role", vec![role.to_owned()]);
        }
        Entity::EntraId => {
            draft.write("interval", vec![Offset(world.entra_id.sync_interval_ms).to_string()]);
        }
        _ => {}
    }
}

/// Something that can break, and be repaired.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breakable {
    /// What happens.
    pub(crate) title: String,
    /// Who notices.
    pub(crate) noticed: String,
    /// Breaks it.
    pub(crate) break_it: Deed,
    /// Repairs it.
    pub(crate) repair: Deed,
}

/// The field that names what breaks; none where that is always the same.
fn subject(entry: &FaultEntry) -> Option<(&'static str, anc_engine::domain::EntityKind)> {
    entry.declaration.fields.iter().find_map(|field| match field.kind {
        FieldKind::Thing(kind) if entry.about.is_none() => Some((field.name, kind)),
        _ => None,
    })
}

/// Every fault of the catalogue that a thing can have.
pub(crate) fn breakables(world: &World, entity: Entity) -> Vec<Breakable> {
    let of = |entry: &FaultEntry| {
        let fields = match subject(entry) {
            Some((field, kind)) if entity.listed().is_some_and(|(listed, _)| listed == kind) => {
                vec![(field, world.name(entity))]
            }
            None if entry.about == Some(entity) => Vec::new(),
            _ => return None,
        };
        let name = entry.declaration.name;
        Some(Breakable {
            title: fault_title(name),
            noticed: entry.noticed_by(),
            break_it: Deed::new(Family::Fault, name, &fields)?,
            repair: Deed::new(Family::Repair, name, &fields)?,
        })
    };
    FAULTS.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use anc_session::{Document, Intent, Origin};

    use super::*;
    use crate::tell::environment::{KINDS, SERVICES, of_page, page};
    use crate::tell::form::{begun, label, told};

    fn library() -> Vec<Session> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/scenarios");
        let files = std::fs::read_dir(folder).expect("the library").flatten();
        let read = |path: &Path| std::fs::read(path).expect("a scenario");
        let open = |bytes: Vec<u8>| Session::open(Document::read(&bytes, Origin::Sent).expect("a scenario"));
        files.map(|file| open(read(&file.path()))).collect()
    }

    /// All buttons of all pages.
    fn offered(session: &Session) -> Vec<Deed> {
        let world = session.branch().simulation().world();
        let mut deeds = of_connections(session);
        deeds.extend(of_environment());
        deeds.extend(world.present_connections().flat_map(|(id, _)| of_connection(session, id)));
        deeds.extend(of_policies(session));
        deeds.extend(of_cloud_pcs(session));
        let policies = world.policies.iter().filter(|(_, of)| of.deleted.is_none());
        deeds.extend(policies.flat_map(|(id, _)| of_policy(session, id)));
        for (id, of) in world.cloud_pcs.iter() {
            deeds.extend(of_cloud_pc(session, id));
            deeds.extend(buttons(breakables(world, Entity::User(of.user))));
        }
        for entity in things(world) {
            deeds.extend(buttons(breakables(world, entity)));
            let address = page(world, entity).map(|page| page.fragment()).expect("a page");
            let name = address.trim_start_matches("#/environment/").replace("%2F", "/").replace("%20", " ");
            assert_eq!(of_page(world, &name), Some(entity), "{address}");
            deeds.extend(crate::tell::environment::told(session, &name).expect("a thing").deeds);
        }
        deeds
    }

    /// A list as it is, in every order and with every column.
    fn whole<R: Copy>(grid: &crate::tell::grid::Grid<R>, simulation: &anc_engine::Simulation) {
        use crate::tell::grid::Asked;
        let columns: Vec<usize> = (0..grid.columns.len()).collect();
        let all = grid.order(simulation, &Asked::default()).len();
        for &column in &columns {
            for down in [false, true] {
                let order =
                    grid.order(simulation, &Asked { sorted: Some((column, down)), ..Asked::default() });
                assert_eq!(grid.rows(simulation, &order, &columns, (0, usize::MAX)).len(), all);
            }
        }
        for (position, values) in grid.values(simulation).into_iter().enumerate() {
            for value in values {
                let mut filters = vec![String::new(); grid.filters.len()];
                filters[position].clone_from(&value);
                let order = grid.order(simulation, &Asked { filters, ..Asked::default() });
                assert!(!order.is_empty(), "{}: nothing is {value}", grid.name);
            }
        }
    }

    fn things(world: &World) -> Vec<Entity> {
        let listed = KINDS.iter().flat_map(|(kind, _)| world.present(*kind));
        listed.chain(SERVICES.iter().map(|(entity, _)| *entity)).collect()
    }

    fn buttons(all: Vec<Breakable>) -> impl Iterator<Item = Deed> {
        all.into_iter().flat_map(|of| [of.break_it, of.repair])
    }

    /// What the engine can do is what the pages offer: in the library, at the start, in the middle and at the end of each scenario.
    #[test]
    fn every_command_has_a_button() {
        let mut seen = BTreeSet::new();
        for mut session in library() {
            let horizon = session.branch().simulation().horizon();
            for part in 0..=8 {
                let moment = Offset(horizon.0 * part / 8);
                session.apply(Intent::Seek(moment), &mut || true).expect("a moment");
                seen.extend(
                    offered(&session)
                        .into_iter()
                        .map(|deed| (deed.draft.family, deed.draft.declaration.name)),
                );
            }
        }
        for family in Family::ALL {
            for declaration in family.declarations() {
                assert!(
                    seen.contains(&(family, declaration.name)),
                    "{family:?} {} has no button",
                    declaration.name
                );
            }
        }
    }

    /// Each button opens a form that has a title, a label and a control for each field, and of which nothing is untold.
    #[test]
    fn every_button_opens_a_form() {
        for session in library().into_iter().take(12) {
            for deed in offered(&session).into_iter().take(200) {
                let world = session.branch().simulation().world();
                let draft = begun(deed.draft.clone(), world);
                let form = told(&session, &deed.draft, &draft, true);
                assert!(!form.title.is_empty() && !form.button.is_empty(), "{:?}", deed.draft);
                for field in &form.fields {
                    assert!(!field.label.is_empty(), "{field:?}");
                }
                let wrong = form.fields.iter().any(|field| field.wrong.is_some());
                assert!(form.complete != wrong, "{}: {:?}", form.title, form.fields);
            }
        }
    }

    /// Labels are words, not names of JSON.
    #[test]
    fn every_field_has_a_label() {
        for family in Family::ALL {
            for field in family.declarations().iter().flat_map(|of| of.fields) {
                let label = label(field.name);
                assert!(
                    label.starts_with(|letter: char| letter.is_uppercase()) && label != field.name,
                    "{label}"
                );
            }
        }
    }

    #[test]
    fn who_may_not_is_told_before_it_is_tried() {
        let mut session = library().swap_remove(0);
        let world = session.branch().simulation().world();
        let reader =
            world.admins.find(|of| !of.intune.manages_connections()).expect("somebody without a role");
        session.apply(Intent::Actor(reader), &mut || true).expect("an administrator");
        let deeds = of_connections(&session);
        assert!(!deeds.is_empty() && deeds.iter().all(|deed| deed.lacking.is_some()), "{deeds:?}");
        assert_eq!(session.branch().simulation().world().count(EntityKind::Admin), 4);
    }

    /// Whatever was done, every page tells of it, at every moment, and nothing stops.
    #[test]
    fn every_page_is_told_whatever_was_done() {
        use crate::tell::{
            cloud_pc, cloud_pcs, connection, connections, environment, finder, overview, picture, policies,
            sign_in,
        };
        use anc_engine::command::random::Random;

        let mut number = 11_u64;
        let mut draw = |below: u32| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Some((number >> 33) as u32 % below.max(1))
        };
        let mut told = 0;
        for mut session in library() {
            let horizon = session.branch().simulation().horizon();
            for part in 0..24 {
                // Now and then back, and now and then undone.
                let moment = if part % 7 == 6 { part - 4 } else { part };
                session.apply(Intent::Seek(Offset(horizon.0 / 32 * moment)), &mut || true).expect("a moment");
                let world = session.branch().simulation().world();
                let command = Random { world, beyond: false, draw: &mut draw }.command();
                let _ = command.map(|command| session.apply(Intent::Act(command), &mut || true));
                if part % 5 == 4 {
                    let _ = session.apply(Intent::Undo, &mut || true);
                }
                let simulation = session.branch().simulation();
                let world = simulation.world();
                let model = picture::model(simulation);
                picture::tables::tables(&model);
                overview::summaries(simulation);
                overview::feed(simulation, session.branch().story());
                whole(&connections::GRID, simulation);
                policies::table(simulation);
                whole(&cloud_pcs::GRID, simulation);
                environment::tables(simulation, "");
                sign_in::told(simulation, None);
                sign_in::hours(simulation);
                sign_in::otherwise(simulation, None);
                sign_in::outages(simulation);
                finder::find(&session, "a");
                for (_, of) in world.present_connections() {
                    assert!(connection::told(simulation, &of.name).is_some());
                    let latest = connection::history(simulation, &of.name, None).expect("it is there");
                    assert!(
                        latest.runs.is_empty() || latest.runs.iter().any(|run| run.number == latest.chosen)
                    );
                    for run in latest.runs {
                        let told = connection::history(simulation, &of.name, Some(run.number));
                        assert_eq!(told.map(|told| told.chosen), Some(run.number));
                    }
                    connection::used_by(simulation, &of.name);
                    assert!(connection::rules(&session, &of.name).len() > 1);
                }
                for of in world.cloud_pcs.values().take(5) {
                    cloud_pc::told(simulation, &of.name);
                }
                for record in simulation.records().iter().rev().take(40) {
                    anc_engine::narration::narrate(record, simulation);
                    anc_engine::why::why(simulation, record.key);
                }
                for deed in offered(&session).into_iter().step_by(17) {
                    let draft = begun(deed.draft.clone(), world);
                    crate::tell::form::told(&session, &deed.draft, &draft, true);
                }
                told += 1;
            }
        }
        assert!(told > 1_000, "{told}");
    }
}
