//! What the picture tells at a moment, in words and numbers; no geometry.

use anc_engine::domain::{
    AttemptState, CheckResult, CloudPc, CloudPcStatus, ConnectionId, ConnectionStatus, ControllerId,
    DomainId, Entity, HopVerdict, Instant, Offset, Place, PolicyId, Site, Stage, SubnetId, Verdict, World,
};
use anc_engine::provisioning::{Candidate, CandidateVerdict};
use anc_engine::{Detail, Record, Simulation, health, path};

use crate::components::status::Shape;

/// A choice or a sign-in stays in the picture so long, in simulated time.
pub const SHOWN_FOR: Offset = Offset::minutes(30);
/// Cloud PCs that a card shows one by one; the rest is a number.
pub const TILES_MAX: usize = 90;
/// Records that are searched for the last choice and the last sign-in.
const SEARCHED_MAX: usize = 3_000;
/// Groups and policies that have a card of their own.
const CARDS_MAX: usize = 6;
/// Connections that have a card of their own.
const CONNECTIONS_MAX: usize = 12;

/// A status: shape and words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Badge {
    /// The shape, which has its colour.
    pub shape: Shape,
    /// The words.
    pub words: String,
}

/// A group of people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct People {
    /// Its name.
    pub name: String,
    /// How many people.
    pub count: String,
    /// How their last sign-ins went; none before the first.
    pub sign_ins: Option<Badge>,
}

/// What became of a connection in a policy's last choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// It was taken.
    Taken,
    /// It was passed over.
    PassedOver,
    /// It was not asked.
    NotAsked,
}

/// A connection in a policy's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its card.
    pub card: Option<usize>,
    /// What became of it.
    pub mark: Mark,
    /// Why.
    pub note: String,
    /// Whether the choice was made just now.
    pub fresh: bool,
}

/// A provisioning policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its join type.
    pub caption: String,
    /// Its connections, in order.
    pub listed: Vec<Listed>,
    /// The groups it is assigned to, by their place in the picture.
    pub groups: Vec<usize>,
}

/// How full something is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gauge {
    /// What.
    pub title: &'static str,
    /// In words.
    pub words: String,
    /// The share of others, in thousandths.
    pub others: u32,
    /// Our share, in thousandths.
    pub ours: u32,
}

/// How a Cloud PC is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tile {
    /// Provisioned.
    Ready,
    /// On its way: so many stages are done, of so many.
    Under(u8, u8),
    /// An attempt failed; it waits, or its address is still held.
    Held,
    /// Chosen for the sign-in that is shown.
    SigningIn,
}

/// A connection with its region and its subnet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// The connection.
    pub name: String,
    /// The region.
    pub region: String,
    /// The subnet's prefix.
    pub prefix: String,
    /// What is believed.
    pub status: Badge,
    /// When that was seen.
    pub seen: String,
    /// The region's capacity.
    pub capacity: Gauge,
    /// The subnet's addresses.
    pub addresses: Gauge,
    /// What is true and differs from what is believed.
    pub truth: Option<Badge>,
    /// What the run that is under way does.
    pub run: Option<String>,
    /// Cloud PCs, one by one.
    pub tiles: Vec<Tile>,
    /// How many more there are.
    pub more: usize,
    /// In words: how many are ready, under way, failed.
    pub counts: String,
    /// Domain controllers in its virtual network, and in those that are peered with it.
    pub controllers: Vec<Controller>,
    /// What leads to on-premises, if the domain is asked there.
    pub link: Option<Link>,
}

/// A link to on-premises, or a peering with a network that has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Whether it carries traffic.
    pub up: bool,
}

/// A domain controller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Controller {
    /// Its name.
    pub name: String,
    /// Whether it answers.
    pub answers: bool,
    /// The same in words that follow the name.
    pub words: &'static str,
}

/// The network on-premises.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnPremises {
    /// The domain.
    pub domain: String,
    /// Its domain controllers there.
    pub controllers: Vec<Controller>,
}

/// Where a sign-in ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// It succeeds.
    Success,
    /// At Microsoft Entra ID.
    EntraId,
    /// At the Cloud PC.
    CloudPc,
    /// At the virtual network.
    Vnet,
    /// At the link.
    Link,
    /// At a domain controller.
    Controller,
}

/// The sign-in that is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignIn {
    /// Who.
    pub user: String,
    /// Where it ends.
    pub end: End,
    /// The card of the Cloud PC.
    pub card: Option<usize>,
    /// Whether a domain controller is asked, or Microsoft Entra ID.
    pub hybrid: bool,
    /// Whether that controller is on-premises.
    pub over_link: bool,
    /// What happened, in a sentence.
    pub sentence: String,
    /// Which hop, and since when.
    pub caption: String,
}

/// The picture in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    /// Groups.
    pub people: Vec<People>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// Connections.
    pub cards: Vec<Card>,
    /// How many connections have no card.
    pub more_connections: usize,
    /// Microsoft Entra ID.
    pub entra_id: Badge,
    /// On-premises, when the world has an AD domain with a controller there.
    pub on_premises: Option<OnPremises>,
    /// A sign-in of the last half hour, a failed one first.
    pub sign_in: Option<SignIn>,
}

/// Looks at a run.
pub fn model(simulation: &Simulation) -> Model {
    let world = simulation.world();
    let now = simulation.now();
    let recent = || simulation.records().iter().rev().take(SEARCHED_MAX);
    let sign_in = last_sign_in(simulation, recent());
    let signing_in = sign_in.as_ref().and_then(|(_, cloud_pc)| *cloud_pc);
    let shown: Vec<ConnectionId> =
        world.present_connections().map(|(id, _)| id).take(CONNECTIONS_MAX).collect();
    let place = |connection: ConnectionId| shown.iter().position(|&other| other == connection);
    Model {
        people: world.groups.iter().take(CARDS_MAX).map(|(id, _)| people(world, id)).collect(),
        policies: world
            .policies
            .iter()
            .filter(|(_, policy)| policy.deleted.is_none())
            .take(CARDS_MAX)
            .map(|(policy, _)| policy_card(simulation, policy, recent(), &place))
            .collect(),
        cards: shown.iter().map(|&connection| card(simulation, connection, signing_in)).collect(),
        more_connections: world.present_connections().count() - shown.len(),
        entra_id: up(world.entra_id.up),
        on_premises: on_premises(world),
        sign_in: sign_in.map(|(record, cloud_pc)| {
            let connection =
                cloud_pc.and_then(|id| world.cloud_pcs[id].placement()).map(|place| place.connection);
            sign_in_card(world, record, connection.and_then(place), now)
        }),
    }
}

fn up(up: bool) -> Badge {
    if up {
        Badge { shape: Shape::Success, words: "answers".to_owned() }
    } else {
        Badge { shape: Shape::Error, words: "does not answer".to_owned() }
    }
}

fn people(world: &World, group: anc_engine::domain::GroupId) -> People {
    let members = || world.users.values().filter(move |user| user.group == group);
    let last = |failed: bool| {
        members().filter_map(|user| user.last_sign_in).filter(|last| last.failed.is_some() == failed).count()
    };
    let (good, bad) = (last(false), last(true));
    let sign_ins = match (good, bad) {
        (0, 0) => None,
        (_, 0) => Some(Badge { shape: Shape::Success, words: format!("{good} signed in") }),
        _ => Some(Badge { shape: Shape::Error, words: format!("{bad} cannot") }),
    };
    let count = members().count();
    let count = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
    People { name: world.groups[group].name.to_string(), count, sign_ins }
}

/// A name short enough for its place: letters are cut in the middle, where names differ least.
pub fn short(name: &str, letters: usize) -> String {
    let count = name.chars().count();
    if count <= letters || letters < 5 {
        return name.to_owned();
    }
    let head = (letters - 1).div_ceil(2);
    let tail = letters - 1 - head;
    let start: String = name.chars().take(head).collect();
    let end: String = name.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

fn policy_card<'a>(
    simulation: &Simulation,
    policy: PolicyId,
    recent: impl Iterator<Item = &'a Record>,
    place: &impl Fn(ConnectionId) -> Option<usize>,
) -> Policy {
    let world = simulation.world();
    let of = &world.policies[policy];
    let choice = recent
        .filter_map(|record| match (&record.detail, record.key.entity) {
            (
                Detail::ConnectionChosen { candidates, .. } | Detail::NoConnection { candidates, .. },
                Entity::CloudPc(cloud_pc),
            ) => Some((record, candidates, cloud_pc)),
            _ => None,
        })
        .find(|(_, _, cloud_pc)| world.cloud_pcs[*cloud_pc].policy == policy);
    let fresh = choice.is_some_and(|(record, ..)| simulation.now().since(record.key.at) <= SHOWN_FOR);
    let candidates: Vec<Candidate> = match choice {
        Some((_, candidates, _)) => candidates.clone(),
        None => of
            .connections
            .iter()
            .map(|&connection| Candidate { connection, verdict: CandidateVerdict::NotAsked })
            .collect(),
    };
    let at = choice.map(|(record, ..)| record.key.at);
    let listed = candidates
        .iter()
        .map(|candidate| {
            let (mark, note) = match candidate.verdict {
                CandidateVerdict::Taken => (Mark::Taken, seen_before(simulation, candidate.connection, at)),
                CandidateVerdict::PassedOver(why) => {
                    (Mark::PassedOver, format!("passed over: {}", why.words()))
                }
                CandidateVerdict::NotAsked => (Mark::NotAsked, "not asked".to_owned()),
            };
            Listed {
                name: world.connections[candidate.connection].name.to_string(),
                card: place(candidate.connection),
                mark,
                note,
                fresh,
            }
        })
        .collect();
    Policy {
        name: of.name.to_string(),
        caption: match of.join_type {
            anc_engine::domain::JoinType::HybridAzureAdJoin => "Hybrid join, in this order".to_owned(),
            anc_engine::domain::JoinType::AzureAdJoin => "Entra join, in this order".to_owned(),
        },
        listed,
        groups: of.groups.iter().map(|group| anc_engine::domain::id::Id::position(*group)).collect(),
    }
}

/// How old the status was on which a choice rested.
fn seen_before(simulation: &Simulation, connection: ConnectionId, at: Option<Instant>) -> String {
    let runs = &simulation.world().connections[connection].history;
    let seen = at.and_then(|at| {
        runs.iter().rev().map(|run| run.ends).find(|&ends| ends <= at).map(|ends| at.since(ends))
    });
    match seen {
        Some(age) if age.0 > 0 => format!("status seen {} before", largest_unit(age)),
        _ => "taken".to_owned(),
    }
}

/// `3 h`: the largest unit only.
fn largest_unit(length: Offset) -> String {
    let words = length.words();
    words.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// The badge of a status.
pub fn status_badge(status: ConnectionStatus) -> Badge {
    let shape = match status {
        ConnectionStatus::Pending => Shape::Pending,
        ConnectionStatus::Running => Shape::Running,
        ConnectionStatus::Passed | ConnectionStatus::Informational => Shape::Success,
        ConnectionStatus::Warning => Shape::Warning,
        ConnectionStatus::Inactive => Shape::NotRun,
        ConnectionStatus::Failed => Shape::Error,
    };
    Badge { shape, words: status.title().to_owned() }
}

/// `seen 2 h ago`
pub fn seen(simulation: &Simulation, connection: ConnectionId) -> String {
    let of = &simulation.world().connections[connection];
    match of.last_run() {
        Some(run) if run.number == 0 && run.ends.0 == 0 => "seen before the start".to_owned(),
        Some(run) => format!("seen {} ago", largest_unit(simulation.now().since(run.ends))),
        None => "not seen yet".to_owned(),
    }
}

/// What is true now where it differs from the status: what a check would find.
pub fn truth(simulation: &Simulation, connection: ConnectionId) -> Option<Badge> {
    let believed = simulation.world().connections[connection].status();
    differing(believed, &health::truth(simulation.state(), connection))
}

/// The same, when what all checks would find is known.
pub fn differing(believed: ConnectionStatus, results: &[CheckResult]) -> Option<Badge> {
    let true_status = health::roll_up(results);
    if (!believed.is_usable() && believed != ConnectionStatus::Failed) || true_status == believed {
        return None;
    }
    let found = results.iter().find_map(|result| match result.verdict {
        Verdict::Error(error) | Verdict::Warning(error) => Some((result.check, error)),
        Verdict::Passed | Verdict::Informational(_) | Verdict::NotRun(_) => None,
    });
    let words = match found {
        Some((check, error)) => {
            let number = error.entry().number.map(|number| format!(", error {number}")).unwrap_or_default();
            format!("{} fails{number}", check.entry().short)
        }
        None => "all checks pass".to_owned(),
    };
    Some(Badge { shape: status_badge(true_status).shape, words })
}

fn card(
    simulation: &Simulation,
    connection: ConnectionId,
    signing_in: Option<anc_engine::domain::CloudPcId>,
) -> Card {
    let world = simulation.world();
    let of = &world.connections[connection];
    let region = &world.regions[world.region_of(connection)];
    let subnet = &world.subnets[of.settings.subnet];
    let per_mille = |part: u32, whole: u32| (u64::from(part) * 1_000 / u64::from(whole.max(1))) as u32;
    let capacity_words = if region.free() == 0 {
        "full".to_owned()
    } else {
        format!("{} of {}", region.ours + region.others, region.capacity)
    };
    let run = of.current_run.as_ref().map(|run| {
        let done = run.results.len();
        let minutes = simulation.now().since(run.started).0 / 60_000;
        let checks = if done == 1 { "check" } else { "checks" };
        match run.vm_address {
            Some(address) => {
                let address = subnet.address(address);
                format!("temporary VM {address}: {done} {checks} done, {minutes} min of up to 30")
            }
            None => format!("no address for a temporary VM: {done} {checks} done"),
        }
    });
    let mut tiles: Vec<Tile> = Vec::new();
    let mut counts = [0_usize; 3];
    for (id, cloud_pc) in world.cloud_pcs.iter() {
        for tile in tiles_on(cloud_pc, connection) {
            match tile {
                Tile::Ready | Tile::SigningIn => counts[0] += 1,
                Tile::Under(..) => counts[1] += 1,
                Tile::Held => counts[2] += 1,
            }
            let highlighted = tile == Tile::Ready && signing_in == Some(id);
            tiles.push(if highlighted { Tile::SigningIn } else { tile });
        }
    }
    let more = tiles.len().saturating_sub(TILES_MAX);
    tiles.truncate(TILES_MAX);
    let counts = [(counts[0], "ready"), (counts[1], "under way"), (counts[2], "held by failed attempts")];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let domain = of.settings.domain;
    Card {
        name: of.name.to_string(),
        region: region.title.to_string(),
        prefix: subnet.prefix.to_string(),
        status: status_badge(of.status()),
        seen: seen(simulation, connection),
        capacity: Gauge {
            title: "Capacity",
            words: capacity_words,
            others: per_mille(region.others, region.capacity),
            ours: per_mille(region.ours, region.capacity),
        },
        addresses: Gauge {
            title: "Addresses",
            words: format!("{} of {}", subnet.held() + subnet.used_by_others, subnet.size()),
            others: per_mille(subnet.used_by_others, subnet.size()),
            ours: per_mille(subnet.held(), subnet.size()),
        },
        truth: truth(simulation, connection),
        run,
        tiles,
        more,
        counts: if counts.is_empty() { "no Cloud PC yet".to_owned() } else { counts.join(", ") },
        controllers: domain.map_or_else(Vec::new, |domain| controllers_in(world, of.settings.subnet, domain)),
        link: domain.and_then(|_| link_of(world, of.settings.subnet)),
    }
}

/// What a Cloud PC shows on a connection: itself, and attempts that still hold something there.
fn tiles_on(cloud_pc: &CloudPc, connection: ConnectionId) -> impl Iterator<Item = Tile> {
    cloud_pc
        .attempts
        .iter()
        .filter(move |attempt| attempt.placement.as_ref().is_some_and(|place| place.connection == connection))
        .filter_map(|attempt| match attempt.state {
            AttemptState::Done => Some(Tile::Ready),
            AttemptState::InStage(stage, ..) => Some(Tile::Under(stage as u8, Stage::ALL.len() as u8)),
            AttemptState::Failed(_) => Some(Tile::Held),
            AttemptState::CleanedUp => None,
        })
}

/// The domain controllers of a domain in the virtual network of a subnet, and in those that are peered with it, as they are
/// seen from there.
fn controllers_in(world: &World, subnet: SubnetId, domain: DomainId) -> Vec<Controller> {
    let vnet = world.vnet_of(subnet);
    let seen = |id: ControllerId| {
        let of = &world.controllers[id];
        let Site::Subnet(stands_in) = of.site else { return None };
        let stands_in = world.vnet_of(stands_in);
        if stands_in != vnet && world.peerings_of(vnet).all(|(_, other)| other != stands_in) {
            return None;
        }
        let (answers, words) = match path::ask(world, subnet, id) {
            Ok(_) => (true, "answers"),
            Err(_) if of.up => (false, "is out of reach"),
            Err(_) => (false, "is down"),
        };
        Some(Controller { name: of.name.to_string(), answers, words })
    };
    world.controllers_of(domain).filter_map(seen).collect()
}

/// What leads from a subnet to on-premises: a link of its virtual network, or that of a hub behind a peering.
fn link_of(world: &World, subnet: SubnetId) -> Option<Link> {
    let (peering, link, up) = match path::way_to_site(world, subnet, Site::OnPremises) {
        Ok(way) => {
            let (peering, link) = way.passes();
            (peering, link, true)
        }
        Err(obstacle) => (obstacle.peering, obstacle.link, false),
    };
    let names: Vec<&str> = [peering.map(Entity::Peering), link.map(Entity::Link)]
        .into_iter()
        .flatten()
        .map(|entity| world.name(entity))
        .collect();
    let kind = match (peering, link) {
        (Some(_), _) => "Peering",
        (None, Some(link)) => world.links[link].kind.title(),
        (None, None) => return None,
    };
    Some(Link { name: names.join(", "), kind, up })
}

fn on_premises(world: &World) -> Option<OnPremises> {
    let controllers: Vec<_> = world
        .controllers
        .values()
        .filter(|controller| controller.site == Site::OnPremises)
        .map(|of| Controller {
            name: of.name.to_string(),
            answers: of.up,
            words: if of.up { "answers" } else { "is down" },
        })
        .collect();
    let domain = world.domains.values().next()?;
    (!controllers.is_empty()).then(|| OnPremises { domain: domain.name.to_string(), controllers })
}

/// The sign-in to show: the last failed one of the last half hour, else the last one.
fn last_sign_in<'a>(
    simulation: &Simulation,
    recent: impl Iterator<Item = &'a Record>,
) -> Option<(&'a Record, Option<anc_engine::domain::CloudPcId>)> {
    let now = simulation.now();
    let mut success = None;
    for record in recent.take_while(|record| now.since(record.key.at) <= SHOWN_FOR) {
        match &record.detail {
            Detail::SignInFailed(hops) => {
                let cloud_pc = hops.iter().find_map(|hop| match hop.place {
                    Place::CloudPc(cloud_pc) => cloud_pc,
                    _ => None,
                });
                return Some((record, cloud_pc));
            }
            Detail::SignedIn { cloud_pc, .. } if success.is_none() => {
                success = Some((record, Some(*cloud_pc)));
            }
            _ => {}
        }
    }
    success
}

fn sign_in_card(world: &World, record: &Record, card: Option<usize>, now: Instant) -> SignIn {
    let user = world.title(record.key.entity).to_owned();
    let age = now.since(record.key.at);
    let ago = if age.0 < 60_000 { "just now".to_owned() } else { format!("{} ago", age.words()) };
    match &record.detail {
        Detail::SignInFailed(hops) => {
            let position = hops.iter().position(|hop| matches!(hop.verdict, HopVerdict::Failed(_)));
            let failing = position.and_then(|position| hops.get(position));
            let (words, hint) = match failing.map(|hop| hop.verdict) {
                Some(HopVerdict::Failed(problem)) => (problem.words(), problem.hint()),
                _ => ("", ""),
            };
            let end = match failing.map(|hop| hop.place) {
                Some(Place::EntraId | Place::EntraIdFromCloudPc) => End::EntraId,
                Some(Place::Link(_) | Place::Peering(_)) => End::Link,
                Some(Place::Controller(..)) => End::Controller,
                Some(Place::Vnet(_) | Place::Dns) => End::Vnet,
                _ => End::CloudPc,
            };
            let hybrid = hops.iter().any(|hop| matches!(hop.place, Place::Controller(..)));
            SignIn {
                sentence: format!("{user} cannot sign in: {}", lower_first(words)),
                caption: format!(
                    "Hop {} of {}, {ago}.{hint}",
                    position.map_or(0, |position| position + 1),
                    hops.len()
                ),
                user,
                end,
                card,
                hybrid,
                over_link: hops.iter().any(|hop| match hop.place {
                    Place::Link(_) => true,
                    Place::Controller(_, Some(id)) => world.controllers[id].site == Site::OnPremises,
                    _ => false,
                }),
            }
        }
        Detail::SignedIn { controller, .. } => {
            let answered = controller.map_or_else(
                || "Microsoft Entra ID".to_owned(),
                |id| world.name(Entity::Controller(id)).to_owned(),
            );
            let over_link = controller.is_some_and(|id| world.controllers[id].site == Site::OnPremises);
            SignIn {
                sentence: format!("{user} signed in: {answered} answered."),
                caption: format!("{}.", upper_first(&ago)),
                user,
                end: End::Success,
                card,
                hybrid: controller.is_some(),
                over_link,
            }
        }
        _ => SignIn {
            sentence: String::new(),
            caption: String::new(),
            user,
            end: End::CloudPc,
            card,
            hybrid: false,
            over_link: false,
        },
    }
}

fn lower_first(text: &str) -> String {
    // A name keeps its capital: only small words of our own sentences begin otherwise.
    for article in ["The ", "There ", "No ", "A "] {
        if let Some(rest) = text.strip_prefix(article) {
            return format!("{}{rest}", article.to_ascii_lowercase());
        }
    }
    text.to_owned()
}

/// As a sentence begins.
pub fn upper_first(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The status of a Cloud PC as a badge.
pub fn cloud_pc_badge(cloud_pc: &CloudPc) -> Badge {
    let shape = match cloud_pc.status {
        CloudPcStatus::Provisioned => Shape::Success,
        CloudPcStatus::Provisioning
        | CloudPcStatus::Deprovisioning
        | CloudPcStatus::Resizing
        | CloudPcStatus::MovingRegion => Shape::Running,
        CloudPcStatus::ProvisionedWithWarnings | CloudPcStatus::InGracePeriod => Shape::Warning,
        CloudPcStatus::Failed => Shape::Error,
        CloudPcStatus::NotProvisioned => Shape::NotRun,
    };
    Badge { shape, words: cloud_pc.status.title().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests as library;

    fn model_at(id: &str, moment: &str) -> Model {
        let scenario = library::find(id);
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(Offset::parse(moment).expect("a moment")).expect("within limits");
        model(&simulation)
    }

    #[test]
    fn a_region_that_fills_and_the_alternate_are_told() {
        let model = model_at("alternate-failover", "4h");
        let marks: Vec<_> =
            model.policies[0].listed.iter().map(|listed| (listed.mark, listed.note.clone())).collect();
        assert_eq!(marks[0], (Mark::PassedOver, "passed over: region full".to_owned()));
        assert_eq!(marks[1].0, Mark::Taken);
        assert_eq!(model.cards[0].capacity.words, "full");
        assert!(!model.cards[1].tiles.is_empty());
    }

    #[test]
    fn the_way_over_a_hub_is_told() {
        let link = |moment| {
            let cards = model_at("locked-out", moment).cards;
            cards.into_iter().find_map(|card| card.link.filter(|link| link.kind == "Peering")).expect("a hub")
        };
        assert_eq!((link("90s").name.as_str(), link("90s").up), ("weu-to-hub, vpn-hub", true));
        assert_eq!((link("3m").name.as_str(), link("3m").up), ("weu-to-hub", false));
    }

    #[test]
    fn belief_and_truth_are_told_where_they_differ() {
        let model = model_at("alternate-failover", "10h37m");
        let card = &model.cards[1];
        assert_eq!(card.status.words, "Checks successful");
        let truth = card.truth.as_ref().expect("it differs");
        assert_eq!((truth.shape, truth.words.as_str()), (Shape::Error, "domain join fails, error 200"));
        assert_eq!(model.cards[0].truth, None);
        let sign_in = model.sign_in.expect("one just failed");
        assert_eq!((sign_in.end, sign_in.card), (End::Link, Some(1)));
        assert_eq!(sign_in.sentence, "Ada Byron cannot sign in: the link to on-premises is down.");
        assert!(sign_in.caption.starts_with("Hop 8 of 10"), "{}", sign_in.caption);
        assert!(card.tiles.contains(&Tile::SigningIn));
    }

    #[test]
    fn a_first_run_is_told_with_its_temporary_vm() {
        let model = model_at("first-connection", "20m");
        let run = model.cards[0].run.as_ref().expect("a run");
        assert!(run.contains("temporary VM 10.20.0.4"), "{run}");
        assert_eq!(model.cards[0].status.shape, Shape::Running);
    }

    #[test]
    fn long_names_are_cut_in_the_middle() {
        assert_eq!(short("connection-with-a-long-name", 11), "conne…-name");
        assert_eq!(short("short", 11), "short");
    }
}
