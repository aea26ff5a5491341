//! What the picture tells at a moment, in words and numbers; no geometry.

pub mod part;
mod places;
pub mod question;
mod rests;
mod route;
pub mod tables;

use anc_engine::broken::{Broken, broken};
use anc_engine::domain::id::Id as _;
use anc_engine::domain::time::HOUR_MS;
use anc_engine::domain::{
    Candidate, CandidateVerdict, ConnectionId, Entity, GroupId, Instant, JoinType, Network, Networks, Offset,
    PolicyId, RegionId, UserId, World,
};
use anc_engine::sign_in::{Ability, abilities};
use anc_engine::{Detail, Record, Simulation, calendar};

use crate::shell::address::Page;
use crate::tell::badge::{Badge, largest_unit};
use crate::tell::numbers::counted;
use crate::tell::shape::Shape;
use crate::words;
use part::{Anchor, Choice, Look, Many, Opened, Panel, Part, Row, Target};
use question::{Question, questions};

/// A choice stays in the picture so long, in simulated time.
pub const CHOICE_SHOWN: Offset = Offset::minutes(30);
/// A sign-in stays in the picture so long.
pub const SIGN_IN_SHOWN: Offset = Offset::minutes(10);
/// Records that are searched for the last choice and the last sign-in.
const SEARCHED_MAX: usize = 3_000;
/// Groups and policies that have a panel of their own.
const PANELS_MAX: usize = 6;
/// Of the others, so many have a line when they are opened.
const LISTED_MAX: usize = 100;
/// Regions that a policy on the Microsoft hosted network lists, besides those that were asked.
const REGIONS_LISTED: usize = 4;
/// Connections that are drawn.
const CONNECTIONS_MAX: usize = 12;

/// A policy's panel with what lines it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Its panel.
    pub panel: Panel,
    /// Its networks, in order: what became of each, and whether that was just now.
    pub listed: Vec<(Network, Choice, bool)>,
    /// The groups it is assigned to, by their panels.
    pub groups: Vec<usize>,
}

/// A line from a connection to on-premises, or to a peered network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where it begins.
    pub from: ConnectionId,
    /// What it is: `VPN`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether it carries traffic.
    pub up: bool,
    /// Whether it leads on-premises; else to the panel of the other networks.
    pub on_premises: bool,
    /// Where it leads when it is touched: what is broken of it, or the first that it passes.
    pub target: Option<Target>,
}

/// Where a sign-in ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// It succeeds.
    Success,
    /// Before the service, or at its gateway.
    Service,
    /// At Microsoft Entra ID, asked by the device.
    EntraId,
    /// At the Cloud PC, or in its network.
    CloudPc,
    /// On the way from there.
    Beyond,
}

/// The sign-in that is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignIn {
    /// Who.
    pub person: Panel,
    /// Where it ends.
    pub end: End,
    /// The network of the Cloud PC.
    pub network: Option<Network>,
    /// Whether a domain controller is asked, or Microsoft Entra ID.
    pub hybrid: bool,
    /// Whether that controller is on-premises.
    pub over_link: bool,
    /// What happened, in a sentence.
    pub sentence: String,
    /// Which hop, when, and how it would be now.
    pub caption: String,
    /// Its record.
    pub target: Target,
}

/// The picture in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Model {
    /// Groups.
    pub people: Vec<Panel>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// What is not drawn of the policies.
    pub more_policies: Option<Panel>,
    /// The service, and the gateway.
    pub service: Panel,
    /// Regions with their connections.
    pub regions: Vec<Panel>,
    /// Microsoft Entra ID.
    pub entra_id: Panel,
    /// Azure and Intune.
    pub others: Vec<Panel>,
    /// On-premises, when something stands there.
    pub on_premises: Option<Panel>,
    /// Other networks with what stands in them.
    pub networks: Option<Panel>,
    /// Lines from connections to on-premises and to other networks.
    pub links: Vec<Link>,
    /// What the checks that are under way ask.
    pub questions: Vec<Question>,
    /// A sign-in that was just now.
    pub sign_in: Option<SignIn>,
}

/// What everything is told from.
struct Scene<'a> {
    simulation: &'a Simulation,
    world: &'a World,
    now: Instant,
    broken: Vec<Broken>,
    opened: Opened,
}

impl Scene<'_> {
    /// What is broken about things of some kind.
    fn broken(&self, wanted: impl Fn(Entity) -> bool) -> impl Iterator<Item = &Broken> {
        self.broken.iter().filter(move |line| wanted(line.entity))
    }

    /// A row about a thing: it leads to the page of that.
    fn about(&self, part: Part, entity: Entity) -> Row {
        Row::new(part).to(Target::of(self.world, entity))
    }

    /// One line for each of these things that is broken: what, and how.
    fn lines(&self, wanted: impl Fn(Entity) -> bool) -> Vec<Row> {
        let line = |line: &Broken| {
            let words = format!("{} {}", self.world.title(line.entity), line.words);
            self.about(Part::Badge(Badge::new(Shape::Error, words)), line.entity)
        };
        self.broken(wanted).map(line).collect()
    }

    /// The same, where the panel itself says of whom.
    fn bare_lines(&self, entity: Entity) -> Vec<Row> {
        let line =
            |line: &Broken| self.about(Part::Badge(Badge::new(Shape::Error, line.words.clone())), entity);
        self.broken(|of| of == entity).map(line).collect()
    }
}

/// Looks at a run; of what there is much of, a few are told.
pub fn model(simulation: &Simulation) -> Model {
    model_with(simulation, Opened::default())
}

/// Looks at a run; of what is opened, all are told.
pub fn model_with(simulation: &Simulation, opened: Opened) -> Model {
    let world = simulation.world();
    let scene = Scene { simulation, world, now: simulation.now(), broken: broken(simulation), opened };
    let sign_in = route::last_sign_in(&scene);
    let signing_in = sign_in.as_ref().and_then(|found| found.cloud_pc);
    let shown = places::shown(&scene);
    let (people, groups) = people(&scene);
    let (policies, more_policies) = policies(&scene, &groups);
    let (networks, mut links) = rests::networks(&scene, &shown);
    links.extend(rests::links(&scene, &shown));
    Model {
        people,
        policies,
        more_policies,
        service: service(&scene),
        regions: places::regions(&scene, &shown, signing_in),
        entra_id: rests::entra_id(&scene),
        others: rests::others(&scene),
        on_premises: rests::on_premises(&scene, &shown),
        networks,
        links,
        questions: questions(&scene, &shown.connections),
        sign_in: sign_in.map(|found| route::card(&scene, found)),
    }
}

/// Of more than fit, those in trouble come first; the others keep their order.
fn troubled_first<T: Copy>(all: Vec<T>, most: usize, in_trouble: impl Fn(T) -> bool) -> (Vec<T>, Vec<T>) {
    if all.len() <= most {
        return (all, Vec::new());
    }
    let (mut first, others): (Vec<T>, Vec<T>) = all.into_iter().partition(|&one| in_trouble(one));
    first.extend(others);
    let rest = first.split_off(most);
    (first, rest)
}

/// A panel that says what is not drawn by itself. It opens: then it has a line for each.
fn more<T: Copy>(
    scene: &Scene<'_>,
    many: Many,
    what: &str,
    rest: &[T],
    in_trouble: usize,
    line: impl Fn(T) -> Row,
) -> Panel {
    let is_open = scene.opened.has(many);
    let words = match in_trouble {
        0 => words::more_all_well(what),
        count => words::more_in_trouble(what, &count.to_string()),
    };
    let words = if is_open { words::closes(&words) } else { words::opens(&words) };
    let mut rows = vec![Row::new(Part::Caption(words)).to(Target::All(many))];
    if is_open {
        rows.extend(rest.iter().take(LISTED_MAX).map(|&one| line(one)));
        rows.extend((rest.len() > LISTED_MAX).then(|| {
            let words = words::and_more(&(rest.len() - LISTED_MAX).to_string());
            Row::new(Part::Caption(words)).to(Target::Page(many.page()))
        }));
    }
    Panel::new(Look::Bare, rows)
}

/// The panels of groups, and which panel each group has.
fn people(scene: &Scene<'_>) -> (Vec<Panel>, Vec<Option<usize>>) {
    let world = scene.world;
    let abilities = abilities(world);
    let ability = |group: GroupId| abilities.get(group.position()).copied().unwrap_or_default();
    let in_trouble = |group: GroupId| {
        let of = ability(group);
        of.shut_out > 0
            || of.cut_off > 0
            || of.failed > 0
            || scene.broken(|of| of == Entity::Group(group)).next().is_some()
    };
    let present = world.groups.ids().filter(|&id| !world.is_removed(Entity::Group(id)));
    let (shown, rest) = troubled_first(present.collect(), PANELS_MAX, in_trouble);
    let mut panels: Vec<Panel> =
        shown.iter().map(|&group| group_panel(scene, group, ability(group))).collect();
    if !rest.is_empty() {
        let trouble = rest.iter().filter(|&&group| in_trouble(group)).count();
        let line = |group: GroupId| {
            let of = ability(group);
            let (shape, words) = match of.shut_out {
                0 if !in_trouble(group) => (Shape::Success, counted(of.people, "person", "people")),
                0 => (Shape::Error, counted(of.people, "person", "people")),
                out => (Shape::Error, words::some_could_not(&out.to_string(), &of.ready.to_string())),
            };
            let badge = Badge::new(shape, words::named(&world.groups[group].name, &words));
            scene.about(Part::Badge(badge), Entity::Group(group))
        };
        let what = counted(rest.len(), "more group", "more groups");
        panels.push(more(scene, Many::Groups, &what, &rest, trouble, line));
    }
    let place = |group: GroupId| shown.iter().position(|&other| other == group);
    (panels, world.groups.ids().map(place).collect())
}

/// A person whose page tells of a group best: one who could not sign in, or the first.
fn speaks_for(world: &World, group: GroupId) -> Option<UserId> {
    let people = &world.groups[group].people;
    let failed = |&user: &UserId| world.users[user].last_sign_in.is_some_and(|last| last.failed.is_some());
    people.iter().copied().find(|user| failed(user)).or_else(|| people.first().copied())
}

fn group_panel(scene: &Scene<'_>, group: GroupId, of: Ability) -> Panel {
    let Ability { people, ready, shut_out, cut_off, failed } = of;
    let world = scene.world;
    let user = speaks_for(world, group).map(|user| world.name(Entity::User(user)).to_owned());
    let to_user = || Target::Page(Page::SignIn(user.clone()));
    let mut rows = vec![
        Row::new(Part::Title(world.groups[group].name.to_string())).to(to_user()),
        Row::new(Part::Caption(counted(people, "person", "people"))),
    ];
    if ready > 0 {
        let badge = match (ready, shut_out) {
            (1, 0) => Badge::new(Shape::Success, "could sign in now"),
            (_, 0) => Badge::new(Shape::Success, words::all_could_sign_in(&ready.to_string())),
            (1, _) => Badge::new(Shape::Error, "could not sign in now"),
            _ => Badge::new(Shape::Error, words::some_could_not(&shut_out.to_string(), &ready.to_string())),
        };
        rows.push(Row::new(Part::Badge(badge)).to(to_user()));
    }
    if cut_off > 0 {
        let words = match (cut_off, people) {
            (1, 1) => "would not reach every resource".to_owned(),
            _ => words::would_not_reach(&cut_off.to_string()),
        };
        rows.push(Row::new(Part::Badge(Badge::new(Shape::Error, words))).to(to_user()));
    }
    if failed > 0 {
        let words = words::provisioning_failed_for(&failed.to_string());
        rows.push(Row::new(Part::Badge(Badge::new(Shape::Error, words))).to(Target::Page(Page::CloudPcs)));
    } else if ready < people && ready > 0 {
        let words = words::without_cloud_pc(&(people - ready).to_string());
        rows.push(Row::new(Part::Caption(words)).to(Target::Page(Page::CloudPcs)));
    }
    rows.extend(scene.bare_lines(Entity::Group(group)));
    let members = |entity: Entity| match entity {
        Entity::User(user) => world.users[user].group == group,
        _ => false,
    };
    rows.extend(scene.lines(members).into_iter().take(2));
    Panel::new(Look::Plain, rows)
}

fn policies(scene: &Scene<'_>, groups: &[Option<usize>]) -> (Vec<Policy>, Option<Panel>) {
    let world = scene.world;
    let present = world.policies.iter().filter(|(_, policy)| policy.deleted.is_none()).map(|(id, _)| id);
    let unusable = |policy: PolicyId| {
        let usable = |network: Network| match network {
            Network::Connection(id) => world.connections[id].status().is_usable(),
            Network::Hosted(id) => world.regions[id].supported && world.regions[id].free() > 0,
        };
        !world.policies[policy].all_networks().into_iter().any(usable)
    };
    let (shown, rest) = troubled_first(present.collect(), PANELS_MAX, unusable);
    let more = (!rest.is_empty()).then(|| {
        let trouble = rest.iter().filter(|&&policy| unusable(policy)).count();
        let line = |policy: PolicyId| {
            let shape = if unusable(policy) { Shape::Error } else { Shape::Success };
            let of = &world.policies[policy];
            let count = match &of.networks {
                Networks::Connections(all) => counted(all.len(), "connection", "connections"),
                Networks::Hosted(all) => counted(all.len(), "region", "regions"),
            };
            scene
                .about(Part::Badge(Badge::new(shape, words::named(&of.name, &count))), Entity::Policy(policy))
        };
        let what = counted(rest.len(), "more policy", "more policies");
        more(scene, Many::Policies, &what, &rest, trouble, line)
    });
    (shown.into_iter().map(|policy| policy_panel(scene, policy, groups)).collect(), more)
}

/// The last choice by a policy.
fn last_choice<'a>(scene: &Scene<'a>, policy: PolicyId) -> Option<(&'a Record, &'a Vec<Candidate>)> {
    let recent = scene.simulation.records().iter().rev().take(SEARCHED_MAX);
    recent
        .filter_map(|record| match (&record.detail, record.key.entity) {
            (
                Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. },
                Entity::CloudPc(cloud_pc),
            ) => Some((record, candidates, cloud_pc)),
            _ => None,
        })
        .find(|(_, _, cloud_pc)| scene.world.cloud_pcs[*cloud_pc].policy == policy)
        .map(|(record, candidates, _)| (record, candidates))
}

fn policy_panel(scene: &Scene<'_>, policy: PolicyId, groups: &[Option<usize>]) -> Policy {
    let world = scene.world;
    let of = &world.policies[policy];
    let choice = last_choice(scene, policy);
    let fresh = choice.is_some_and(|(record, _)| scene.now.since(record.key.at) <= CHOICE_SHOWN);
    let not_asked = |network| Candidate { network, verdict: CandidateVerdict::NotAsked };
    // What was chosen from before the policy was edited says nothing of it now.
    let networks = of.all_networks();
    let choice = choice.filter(|(_, candidates)| candidates.iter().all(|of| networks.contains(&of.network)));
    let fresh = fresh && choice.is_some();
    let mut candidates = match choice {
        Some((_, candidates)) => candidates.clone(),
        None => networks.iter().copied().map(not_asked).collect(),
    };
    // Of many regions those are of interest that were asked.
    let all = candidates.len();
    let is_hosted = matches!(of.networks, Networks::Hosted(_));
    if is_hosted {
        let mut room = REGIONS_LISTED;
        candidates.retain(|of| {
            let is_asked = of.verdict != CandidateVerdict::NotAsked;
            let fits = room > 0;
            room -= usize::from(!is_asked && fits);
            is_asked || fits
        });
    }
    let at = choice.map(|(record, _)| record.key.at);
    let mut rows = vec![
        scene.about(Part::Title(of.name.to_string()), Entity::Policy(policy)),
        Row::new(Part::Caption(match of.join_type {
            _ if is_hosted => "Microsoft hosted network, in turn".to_owned(),
            JoinType::HybridAzureAdJoin => "Hybrid join, in this order".to_owned(),
            JoinType::AzureAdJoin => "Entra join, in this order".to_owned(),
        })),
    ];
    let mut listed = Vec::new();
    for (position, candidate) in candidates.iter().enumerate() {
        let network = candidate.network;
        let (mark, note) = match candidate.verdict {
            CandidateVerdict::Taken => (Choice::Taken, seen_before(scene, network, at)),
            CandidateVerdict::PassedOver(why) => (Choice::PassedOver, words::passed_over(why.words())),
            CandidateVerdict::NotAsked => (Choice::NotAsked, "not asked".to_owned()),
        };
        let name = world.title(network.entity());
        let name = if is_hosted { name.to_owned() } else { format!("{} {name}", position + 1) };
        let why = choice.filter(|_| candidate.verdict != CandidateVerdict::NotAsked);
        let target = why.map(|(record, _)| Target::Why(record.key));
        let page = || Target::of(world, network.entity());
        let row = Row::new(Part::Listed(mark, name, note)).to(target.or_else(page));
        rows.push(row.at(Anchor::Listed(network, position)));
        listed.push((network, mark, fresh));
    }
    let more = all - candidates.len();
    if more > 0 {
        let row = Row::new(Part::Caption(words::more_hosted_regions(&more.to_string())));
        rows.push(row.to(Target::of(world, Entity::Policy(policy))));
    }
    let groups = of.groups.iter().filter_map(|group| groups.get(group.position()).copied().flatten());
    Policy { panel: Panel::new(Look::Plain, rows), listed, groups: groups.collect() }
}

/// How old the status was on which a choice rested.
fn seen_before(scene: &Scene<'_>, network: Network, at: Option<Instant>) -> String {
    let of = network.connection().map(|connection| &scene.world.connections[connection]);
    let seen = at.zip(of).and_then(|(at, of)| of.last_run_at(at).map(|run| at.since(run.ends)));
    match seen {
        Some(age) if age.0 >= 60_000 => words::taken_by_status(&largest_unit(age)),
        _ => "taken".to_owned(),
    }
}

/// Windows 365 itself.
fn service(scene: &Scene<'_>) -> Panel {
    let mut rows = vec![scene.about(Part::Title("Windows 365".to_owned()), Entity::Service)];
    let broken = scene.bare_lines(Entity::Service);
    if broken.is_empty() {
        rows.push(Row::new(Part::Badge(Badge::new(Shape::Success, "service and gateway answer"))));
    }
    rows.extend(broken);
    rows.extend(lately(scene.simulation));
    Panel::new(Look::Plain, rows)
}

/// How many signed in of late, by the hour: where time passes too fast to see one by one, and for everybody else, too.
fn lately(simulation: &Simulation) -> Option<Row> {
    const HOURS: usize = 24;
    let now = usize::try_from(simulation.now().0 / HOUR_MS).unwrap_or(0);
    let first = (now + 1).saturating_sub(HOURS);
    let of_late = simulation.curve().hours().iter().skip(first);
    let (well, failed) = of_late.fold((0, 0), |sums, of| (sums.0 + of.0, sums.1 + of.1));
    (well + failed > 0).then(|| {
        let start = simulation.world().start;
        let when = calendar::hour_or_day(start.at(Offset::hours(first as i64)), start.at(simulation.now()));
        let words = words::signed_in_since(&when, &well.to_string(), &failed.to_string());
        Row::new(Part::Caption(words)).to(Target::Page(Page::SignIn(None)))
    })
}

/// The regions of connections, in the order of the connections.
fn regions_of(world: &World, connections: &[ConnectionId]) -> Vec<RegionId> {
    let mut regions: Vec<RegionId> = Vec::new();
    for &connection in connections {
        let region = world.region_of(connection);
        if !regions.contains(&region) {
            regions.push(region);
        }
    }
    regions
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::state::library::tests as library;

    fn model_at(id: &str, moment: &str) -> Model {
        let scenario = library::find(id);
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(Offset::parse(moment).expect("a moment")).expect("within limits");
        model(&simulation)
    }

    /// Everything that panels say.
    fn said<'a>(panels: impl IntoIterator<Item = &'a Panel>) -> String {
        panels
            .into_iter()
            .map(|panel| format!("{}: {}", panel.title(), panel.words()))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_region_that_fills_and_the_alternate_are_told() {
        let model = model_at("alternate-failover", "4h");
        let choices: Vec<Choice> = model.policies[0].listed.iter().map(|&(_, choice, _)| choice).collect();
        assert_eq!(choices, [Choice::PassedOver, Choice::Taken]);
        let policies = said(model.policies.iter().map(|of| &of.panel));
        assert!(policies.contains("passed over: region full"), "{policies}");
        let regions = said(&model.regions);
        assert!(regions.contains("Capacity: full") && regions.contains("North Europe"), "{regions}");
    }

    #[test]
    fn the_way_over_a_hub_is_told() {
        let hub = |moment| {
            let links = model_at("locked-out", moment).links;
            links.into_iter().find(|link| link.kind == "Peering").expect("a hub")
        };
        assert_eq!((hub("90s").name.as_str(), hub("90s").up), ("weu-to-hub, vpn-hub", true));
        assert_eq!((hub("3m").name.as_str(), hub("3m").up), ("weu-to-hub", false));
    }

    #[test]
    fn belief_and_truth_are_told_where_they_differ() {
        let model = model_at("alternate-failover", "10h37m");
        let regions = said(&model.regions);
        assert!(regions.contains("Checks successful"), "{regions}");
        assert!(regions.contains("True now: domain join fails, error 200"), "{regions}");
        let sign_in = model.sign_in.expect("one just failed");
        assert_eq!(sign_in.end, End::Beyond);
        assert_eq!(
            sign_in.sentence,
            "Ada Byron could not sign in at 18:37: the link to on-premises is down."
        );
        assert!(sign_in.caption.contains("hop 8 of 10. It would fail now, too."), "{}", sign_in.caption);
    }

    #[test]
    fn the_past_is_not_told_as_the_present() {
        // Who failed at 07:52 signed in at 07:54: the success is shown, and nobody is said to be shut out.
        let model = model_at("locked-out", "55m");
        let sign_in = model.sign_in.clone().expect("just now");
        assert_eq!(sign_in.end, End::Success, "{}", sign_in.sentence);
        assert!(sign_in.sentence.contains("signed in at 07:54"), "{}", sign_in.sentence);
        let later = model_at("locked-out", "1h5m");
        assert_eq!(later.sign_in, None, "what is long ago is not shown");
        // A failure before the Cloud PC was ready says nothing of now.
        let people = said(&model_at("first-connection", "2h30m").people);
        assert!(people.contains("all 5 could sign in now"), "{people}");
        let people = said(&model_at("locked-out", "3m").people);
        assert!(people.contains("3 of 3 could not sign in now"), "{people}");
    }

    #[test]
    fn cloud_pcs_stand_where_they_were_born() {
        let model = model_at("edit-reaches-only-new", "4h");
        let regions = said(&model.regions);
        assert!(regions.contains("born here by") && regions.contains("before it was edited"), "{regions}");
    }

    #[test]
    fn signed_in_and_nothing_works_is_not_all_green() {
        let model = model_at("signed-in-and-nothing-works", "3m");
        let link = model.links.iter().find(|link| link.on_premises).expect("the way to the file server");
        assert!(!link.up);
        assert!(said(&model.regions).contains("vpn-weu is down"));
        assert!(said(&model.on_premises).contains("file-server is out of reach of anc-weu"));
        assert!(said(&model.networks).contains("erp in vnet-servers answers"));
        assert!(said(&model.people).contains("2 would not reach every resource"), "{}", said(&model.people));
        let peering = model_at("signed-in-and-nothing-works", "5m");
        assert!(said(&peering.networks).contains("erp in vnet-servers is out of reach of anc-weu"));
        assert!(said(&peering.on_premises).contains("file-server answers"));
        let server = model_at("signed-in-and-nothing-works", "7m");
        assert!(said(&server.on_premises).contains("file-server does not answer"));
    }

    #[test]
    fn failed_provisioning_is_counted() {
        let people = said(&model_at("three-attempts", "2h").people);
        assert!(people.contains("without a Cloud PC: provisioning failed"), "{people}");
    }

    #[test]
    fn one_region_is_one_panel_with_one_capacity() {
        let model = model_at("ten-connections", "2h");
        assert_eq!(model.regions.len(), 1, "{}", said(&model.regions));
        let names = model.regions[0].rows.iter().filter(|row| matches!(row.part, Part::Name(_))).count();
        assert!(names >= 10, "{names}");
    }

    /// A tenant with 50 connections and 25 groups and policies; the link of the last one is down.
    pub(crate) fn large() -> Model {
        large_with(Opened::default())
    }

    /// The same, opened.
    pub(crate) fn large_with(opened: Opened) -> Model {
        let list =
            |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
        let regions = ["westeurope", "northeurope", "uksouth", "francecentral", "swedencentral"];
        let text = format!(
            r#"{{ "format": 1, "id": "large", "title": "Large", "summary": "Large.", "rules": "service-2026-10",
            "start": "2026-03-02T08:00:00Z", "horizon": "1d", "world": {{
            "vnets": [{}], "links": [{}], "domains": [{{ "name": "corp.contoso.com", "controllers": [{{ "name": "dc-1" }}] }}],
            "groups": [{}], "connections": [{}], "policies": [{}] }},
            "events": [{{ "at": "1m", "fault": {{ "kind": "linkDown", "link": "vpn-49" }} }}] }}"#,
            list(50, &|n| format!(
                r#"{{ "name": "v{n}", "region": "{}", "subnets": [{{ "name": "s{n}", "prefix": "10.{n}.0.0/26" }}] }}"#,
                regions[n % 5]
            )),
            list(50, &|n| format!(r#"{{ "name": "vpn-{n}", "vnet": "v{n}" }}"#)),
            list(25, &|n| format!(r#"{{ "name": "group-{n}", "people": 2 }}"#)),
            list(50, &|n| format!(
                r#"{{ "name": "anc-{n}", "joinType": "hybridAzureADJoin", "subnet": "s{n}" }}"#
            )),
            list(25, &|n| format!(
                r#"{{ "name": "policy-{n}", "connections": ["anc-{}"], "groups": ["group-{n}"] }}"#,
                n * 2 + 1
            )),
        );
        let scenario = anc_engine::Scenario::parse(text.as_bytes()).expect("right");
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(Offset::minutes(2)).expect("within limits");
        model_with(&simulation, opened)
    }

    #[test]
    fn nothing_is_cut_without_a_word_and_trouble_comes_first() {
        let model = large();
        let regions = said(&model.regions);
        assert!(regions.contains("anc-49") && regions.contains("vpn-49 is down"), "{regions}");
        assert!(regions.contains("and 38 more connections, all well"), "{regions}");
        let people = said(&model.people);
        assert!(people.contains("group-24: ") && people.contains("2 of 2 could not sign in now"), "{people}");
        assert!(people.contains("and 19 more groups, all well"), "{people}");
        let policies = said(&model.more_policies);
        assert!(policies.contains("and 19 more policies"), "{policies}");
        let places = [&model.regions, &model.people].into_iter().flatten();
        let cut = places.filter(|panel| panel.look == Look::Bare);
        assert!(
            cut.into_iter().all(|panel| panel.rows[0].target.is_some()),
            "what is not drawn can be reached"
        );
        // Opened, everything has a line that leads to it, and where links and policies end.
        let model = large_with(Opened::ALL);
        let rows = |panels: &[Panel]| panels.iter().flat_map(|panel| panel.rows.clone()).collect::<Vec<_>>();
        let regions = rows(&model.regions);
        let connections = regions.iter().filter(|row| matches!(row.anchor, Some(Anchor::Network(_)))).count();
        assert_eq!(connections, 50);
        assert_eq!(rows(&model.people).iter().filter(|row| row.words().starts_with("group-")).count(), 25);
        let more = model.more_policies.expect("more policies");
        assert!(more.rows.len() == 20 && more.rows.iter().all(|row| row.target.is_some()), "{more:?}");
    }
}
