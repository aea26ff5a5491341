//! Azure, networks, the directory, Microsoft Entra ID and Intune as they truly are: a list, and each thing with what can break in it.

use anc_engine::broken::{Broken, broken};
use anc_engine::command::Fault;
use anc_engine::domain::{Entity, EntityKind, LicencePool, Offset, Site, Size, World};
use anc_engine::{Detail, Simulation, calendar};
use anc_session::{Draft, Session};

use super::deed::{self, Breakable, Deed, breakables};
use super::find::Sought;
use super::form::fault_title;
use super::item::Item;
use super::reach;
use super::shape::Shape;
use super::table::{NOWRAP, TEXT, Table};
use crate::shell::address::Page;
use crate::words;

/// The kinds of things, in the order of the page, each with what it is called.
pub(crate) const KINDS: [(EntityKind, &str); 12] = [
    (EntityKind::Region, "Regions"),
    (EntityKind::Subscription, "Subscriptions"),
    (EntityKind::ResourceGroup, "Resource groups"),
    (EntityKind::Vnet, "Virtual networks"),
    (EntityKind::Subnet, "Subnets"),
    (EntityKind::Link, "Links to on-premises"),
    (EntityKind::Peering, "Peerings"),
    (EntityKind::Domain, "AD domains"),
    (EntityKind::Controller, "Domain controllers"),
    (EntityKind::Resource, "Network resources"),
    (EntityKind::Group, "Groups"),
    (EntityKind::Admin, "Administrators"),
];

/// What there is one of, each with how the address calls it.
pub(crate) const SERVICES: [(Entity, &str); 3] =
    [(Entity::EntraId, "entraId"), (Entity::Intune, "intune"), (Entity::Service, "service")];

/// Rows of a kind that are shown; who looks for another one types its name.
const ROWS_MAX: usize = 50;

/// The page of a thing.
pub(crate) fn page(world: &World, entity: Entity) -> Option<Page> {
    if let Some((_, name)) = SERVICES.iter().find(|(of, _)| *of == entity) {
        return Some(Page::Thing((*name).to_owned()));
    }
    let (kind, _) = entity.listed()?;
    let known = KINDS.iter().any(|(of, _)| *of == kind);
    known.then(|| Page::Thing(format!("{}/{}", kind.name(), world.name(entity))))
}

/// The thing of a page.
pub(crate) fn of_page(world: &World, of: &str) -> Option<Entity> {
    if let Some((entity, _)) = SERVICES.iter().find(|(_, name)| *name == of) {
        return Some(*entity);
    }
    let (kind, name) = of.split_once('/')?;
    let (kind, _) = KINDS.iter().find(|(listed, _)| listed.name() == kind)?;
    world.named(*kind, name)
}

/// How many licences of each size are held.
fn licences(world: &World) -> Vec<String> {
    let told = |(size, of): (Size, &LicencePool)| {
        words::licences_held(&world.licences_held(size).to_string(), &of.count.to_string(), &of.size)
    };
    world.sizes().map(told).collect()
}

/// What each thing is, in terms and facts.
pub(crate) fn facts(world: &World, entity: Entity) -> Vec<(&'static str, Item)> {
    let text = |text: &str| Item::text(text);
    let spoken = |name: &str| Item::text(super::form::word(name));
    let number = |number: u32| Item::text(number.to_string());
    let flag = |holds: bool| Item::text(if holds { "yes" } else { "no" });
    let linked = |of: Entity| {
        let item = Item::text(world.title(of));
        page(world, of).map_or(item.clone(), |page| item.link(page.fragment()))
    };
    let list = |of: Vec<String>| Item::text(if of.is_empty() { "none".to_owned() } else { of.join(", ") });
    match entity {
        Entity::Region(id) => {
            let of = &world.regions[id];
            vec![
                (
                    "Supported by Windows 365",
                    if of.recovery_only && world.takes_connections(id) {
                        text("for disaster recovery only")
                    } else {
                        flag(world.takes_connections(id))
                    },
                ),
                ("Cloud PCs it can hold", number(of.capacity)),
                ("Held by other tenants", number(of.others)),
                ("Held by this tenant", number(of.ours)),
                ("Free", number(of.free())),
            ]
        }
        Entity::Subscription(id) => {
            let of = &world.subscriptions[id];
            vec![
                ("State", spoken(of.state.name())),
                ("Azure Policy forbids what Windows 365 makes", flag(of.policy_denies)),
                ("Resource providers registered", flag(of.registered)),
                ("Lock", spoken(of.lock.name())),
                ("Windows 365 has Reader", flag(of.reader_role)),
            ]
        }
        Entity::ResourceGroup(id) => {
            let of = &world.resource_groups[id];
            vec![
                ("Subscription", linked(Entity::Subscription(of.subscription))),
                ("State", spoken(of.state.name())),
                ("Lock, its own or of its subscription", spoken(world.lock_of(id).0.name())),
                ("Windows 365 Network Interface Contributor", flag(of.network_interface_contributor_role)),
            ]
        }
        Entity::Vnet(id) => {
            let of = &world.vnets[id];
            let servers = of.dns_servers.iter().map(|&id| world.name(Entity::Controller(id)).to_owned());
            let dns = if of.dns_servers.is_empty() { text("Azure's own") } else { list(servers.collect()) };
            vec![
                ("Region", linked(Entity::Region(of.region))),
                ("Subscription", linked(Entity::Subscription(of.subscription))),
                ("DNS servers", dns),
                ("Resolver in Azure", flag(of.resolver)),
                (
                    "Way to the Internet",
                    if of.forced_tunnel.is_some() {
                        text("over on-premises: forced tunnelling")
                    } else {
                        spoken(of.outbound.name())
                    },
                ),
                ("Encrypted traffic", text(if of.inspected.is_some() { "inspected" } else { "left alone" })),
                ("Blocked by its firewall", {
                    let tags = of.tags_only.map(|_| "whatever FQDN tags do not carry");
                    let single = of.endpoints_blocked.iter().map(|(of, _)| of.name);
                    let services = of.blocked.iter().map(|of| of.title());
                    list(services.chain(single).chain(tags).map(str::to_owned).collect())
                }),
                ("Lock", spoken(of.lock.name())),
                ("Windows 365 Network User", flag(of.network_user_role)),
            ]
        }
        Entity::Subnet(id) => {
            let of = &world.subnets[id];
            vec![
                ("Virtual network", linked(Entity::Vnet(of.vnet))),
                ("Prefix", Item::code(of.prefix.to_string())),
                (
                    "Network security group",
                    text(if of.outbound_denied.is_some() {
                        "denies the Internet"
                    } else {
                        "lets it through"
                    }),
                ),
                ("Addresses", number(of.size())),
                ("Held by this tenant", number(of.held())),
                ("Used by other machines", number(of.used_by_others)),
                ("Left by interfaces that a lock kept", number(of.orphans)),
                ("Free", number(of.free())),
            ]
        }
        Entity::Link(id) => {
            let of = &world.links[id];
            vec![("Kind", text(of.kind.title())), ("Virtual network", linked(Entity::Vnet(of.vnet)))]
        }
        Entity::Peering(id) => {
            let [one, other] = world.peerings[id].vnets;
            vec![("From", linked(Entity::Vnet(one))), ("To", linked(Entity::Vnet(other)))]
        }
        Entity::Domain(id) => {
            let of = &world.domains[id];
            vec![
                (
                    "Organizational units",
                    list(of.organizational_units.iter().map(ToString::to_string).collect()),
                ),
                ("Join account", text(&of.join_account.name)),
                ("Its right to create computers is delegated", flag(of.join_account.delegated)),
                ("Computers it joined without that right", number(of.join_account.joined)),
                ("Service records in DNS", flag(of.service_records)),
                ("Kerberos server object", flag(of.kerberos_server)),
                ("Federated with Microsoft Entra ID", flag(of.federated)),
                ("In the scope of Microsoft Entra Connect", flag(of.in_sync_scope)),
            ]
        }
        Entity::Controller(id) => {
            let of = &world.controllers[id];
            vec![("AD domain", linked(Entity::Domain(of.domain))), ("Stands", stands(world, of.site))]
        }
        Entity::Resource(id) => vec![("Stands", stands(world, world.resources[id].site))],
        Entity::Group(id) => {
            let of = &world.groups[id];
            // Whoever has several licences is one person.
            let people = of.people.iter().filter(|&&user| world.users[user].further_of.is_none());
            let policies = of.policies.iter().map(|&id| world.name(Entity::Policy(id)).to_owned());
            vec![
                ("People", number(people.count() as u32)),
                ("Policies, the first of which counts", list(policies.collect())),
                (
                    "Blocked by Conditional Access",
                    flag(world.entra_id.blocked_groups.iter().any(|(group, _)| *group == id)),
                ),
            ]
        }
        Entity::EntraId => vec![
            ("Microsoft Entra Connect", text(if world.entra_id.connect_on { "on" } else { "off" })),
            ("It synchronizes every", text(&Offset(world.entra_id.sync_interval_ms).words())),
        ],
        Entity::Intune => vec![
            ("Windows 365 may read its restrictions", flag(world.intune.reader_role)),
            ("Restriction for Windows devices", spoken(world.intune.restriction.name())),
            ("PowerShell scripts", spoken(world.intune.scripts.name())),
        ],
        Entity::Service => vec![
            ("Licences that are held", list(licences(world))),
            ("Temporary virtual machines", spoken(world.service.deployment.name())),
            ("Azure network connections allowed", number(world.connections_max() as u32)),
        ],
        Entity::Admin(id) => {
            let of = &world.admins[id];
            let on = of.azure_on.iter().map(|&(id, role)| {
                words::fact(world.name(Entity::Subscription(id)), &super::form::word(role.name()))
            });
            vec![
                ("Role in Intune", text(&super::form::word(of.intune.name()))),
                ("Role in Azure", text(&super::form::word(of.azure.name()))),
                ("On single subscriptions", list(on.collect())),
            ]
        }
        Entity::Scenario
        | Entity::User(_)
        | Entity::Connection(_)
        | Entity::Policy(_)
        | Entity::CloudPc(_) => Vec::new(),
    }
}

fn stands(world: &World, site: Site) -> Item {
    match site {
        Site::OnPremises => Item::text("on-premises"),
        Site::Subnet(id) => {
            let item = Item::text(world.name(Entity::Subnet(id)));
            page(world, Entity::Subnet(id)).map_or(item.clone(), |page| item.link(page.fragment()))
        }
    }
}

fn now(broken: &[Broken], entity: Entity) -> Item {
    let lines: Vec<&Broken> = broken.iter().filter(|line| line.entity == entity).collect();
    match lines.first() {
        None => Item::shaped(Shape::Success, "as it should be"),
        Some(first) => {
            let words: Vec<&str> = lines.iter().map(|line| line.words.as_str()).collect();
            Item::shaped(Shape::Error, words.join("; ")).because(first.because)
        }
    }
}

/// A row of the list: name, what it is, how it is now.
fn row(world: &World, broken: &[Broken], entity: Entity) -> Vec<Item> {
    let name = Item::text(world.title(entity));
    let name = page(world, entity).map_or(name.clone(), |page| name.link(page.fragment()));
    let facts: Vec<String> =
        facts(world, entity).into_iter().take(3).map(|(term, item)| words::fact(term, &item.text)).collect();
    vec![name, Item::note(facts.join(" · ")), now(broken, entity)]
}

const COLUMNS: &[super::table::Column] = &[("Name", NOWRAP), ("What it is", TEXT), ("Now", TEXT)];

/// The list, kind by kind; those that are looked for.
pub(crate) fn tables(simulation: &Simulation, wanted: &str) -> Vec<Table> {
    let world = simulation.world();
    let sought = Sought::new(wanted);
    let broken = broken(simulation);
    let mut tables = Vec::new();
    for (kind, title) in KINDS {
        let is_wanted = |of: &Entity| sought.is_in(world.title(*of));
        let rows: Vec<_> =
            world.present(kind).filter(is_wanted).take(ROWS_MAX).map(|of| row(world, &broken, of)).collect();
        if !rows.is_empty() {
            tables.push(Table {
                name: title,
                caption: Some(title),
                columns: COLUMNS,
                head: 0,
                rows,
                empty: "",
            });
        }
    }
    let rows: Vec<_> = SERVICES
        .iter()
        .filter(|(of, _)| sought.is_in(world.title(*of)))
        .map(|(of, _)| row(world, &broken, *of))
        .collect();
    if !rows.is_empty() {
        let title = "Services";
        tables.push(Table { name: title, caption: Some(title), columns: COLUMNS, head: 0, rows, empty: "" });
    }
    tables
}

/// What was planned and did not happen yet: when, and what.
pub(crate) fn planned(simulation: &Simulation) -> Vec<Item> {
    let world = simulation.world();
    let now = world.start.at(simulation.now());
    let item = |taken: &anc_engine::simulation::TakenAction| {
        let title = super::form::titles(&Draft::of(&taken.command, world)).0;
        let subject = world.title(taken.command.subject());
        let due = taken.due.unwrap_or(taken.at);
        let when = calendar::seen_from(world.start.at(due), now);
        Item::shaped(Shape::Pending, words::fact(&when, &title)).second(subject)
    };
    simulation.planned().map(item).collect()
}

/// Something that is broken, with what repairs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct BrokenLine {
    /// How it is.
    pub(crate) line: Item,
    /// Repairs it; none: it was so from the start, and the list of faults has what repairs it.
    pub(crate) repair: Option<Deed>,
    /// How far it reaches.
    pub(crate) reach: Vec<Item>,
}

/// A thing.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) facts: Vec<(&'static str, Item)>,
    pub(crate) broken: Vec<BrokenLine>,
    pub(crate) breakables: Vec<Breakable>,
    pub(crate) deeds: Vec<Deed>,
}

/// What struck a thing. None: it was so from the start, or came about otherwise.
fn struck<'a>(simulation: &'a Simulation, line: &Broken) -> Option<&'a Fault> {
    match &simulation.record(line.because)?.detail {
        Detail::FaultStruck(fault) => Some(fault),
        _ => None,
    }
}

/// What struck a thing, as its repair.
pub(crate) fn repair_of(simulation: &Simulation, line: &Broken) -> Option<Deed> {
    let fault = struck(simulation, line)?;
    let command = anc_engine::command::Command::Repair(fault.clone());
    let draft = Draft::of(&command, simulation.world());
    Some(Deed { button: words::repair_it(&fault_title(fault.name())), draft, at_once: true, lacking: None })
}

/// What is broken of a thing.
pub(crate) fn broken_lines(simulation: &Simulation, entity: Entity) -> Vec<BrokenLine> {
    let lines = broken(simulation).into_iter().filter(|line| line.entity == entity);
    lines
        .map(|line| BrokenLine {
            repair: repair_of(simulation, &line),
            reach: struck(simulation, &line)
                .map(|fault| reach::told(simulation, fault, line.because.at))
                .unwrap_or_default(),
            line: Item::shaped(Shape::Error, super::badge::upper_first(&line.words)).because(line.because),
        })
        .collect()
}

/// The page of a thing.
pub(crate) fn told(session: &Session, of: &str) -> Option<Told> {
    let simulation = session.branch().simulation();
    let world = simulation.world();
    let entity = of_page(world, of)?;
    Some(Told {
        title: world.title(entity).to_owned(),
        facts: facts(world, entity),
        broken: broken_lines(simulation, entity),
        breakables: breakables(world, entity),
        deeds: deed::of_thing(world, entity),
    })
}
