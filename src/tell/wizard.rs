//! Creating a connection as the admin center has it: page by page, with choices that follow from each other, and what is reviewed before
//! it is sent. All of it stands in the draft: whoever chooses a virtual network chooses its first subnet.

use anc_engine::domain::check_catalogue::CHECKS;
use anc_engine::domain::{Entity, EntityKind, JoinType, Rule, SubnetId, SubscriptionId, VnetId, World};
use anc_session::Draft;

use super::form::{Choice, Control, FormField};
use crate::tell::item::Item;

/// A page: its title, and the fields that are on it.
pub(crate) type FormPage = (&'static str, &'static [&'static str]);

/// The command that is prepared page by page.
const COMMAND: &str = "createConnection";
/// The pages before *Review + create*; the second is there where there is a domain to join.
static PAGES: [FormPage; 2] = [
    ("Network details", &["name", "joinType", SUBSCRIPTION, "resourceGroup", VNET, "subnet"]),
    ("AD domain", &["domain", "organizationalUnit", "userName", "passwordsMatch"]),
];
/// The last page.
pub(crate) const REVIEW: &str = "Review + create";

/// Fields that the draft does not have: what is chosen follows from the subnet, and choosing chooses a subnet.
const SUBSCRIPTION: &str = "subscription";
const VNET: &str = "vnet";

/// The pages of a form; none where all is on one.
pub(crate) fn pages(draft: &Draft) -> &'static [FormPage] {
    match draft.declaration.name {
        COMMAND if is_hybrid(draft) => &PAGES,
        COMMAND => &PAGES[..1],
        _ => &[],
    }
}

fn is_hybrid(draft: &Draft) -> bool {
    JoinType::named(draft.text("joinType")) == Some(JoinType::HybridAzureAdJoin)
}

/// A subnet with what it is in.
struct Place {
    subnet: SubnetId,
    vnet: VnetId,
    subscription: SubscriptionId,
}

/// All subnets.
fn places(world: &World) -> Vec<Place> {
    let mut places = Vec::new();
    for of in world.present(EntityKind::Subnet) {
        if let Entity::Subnet(subnet) = of {
            let vnet = world.subnets[subnet].vnet;
            places.push(Place { subnet, vnet, subscription: world.vnets[vnet].subscription });
        }
    }
    places
}

/// The names of the resource groups of a subscription.
fn groups(world: &World, subscription: SubscriptionId) -> Vec<&str> {
    let mut names = Vec::new();
    for of in world.present(EntityKind::ResourceGroup) {
        if matches!(of, Entity::ResourceGroup(id) if world.resource_groups[id].subscription == subscription) {
            names.push(world.name(of));
        }
    }
    names
}

/// Adds what the subnet follows from, and leaves of the other choices those that go with it.
pub(crate) fn follow(world: &World, draft: &Draft, fields: &mut Vec<FormField>) {
    if draft.declaration.name != COMMAND {
        return;
    }
    let places = places(world);
    let chosen = draft.text("subnet");
    let Some(here) = places.iter().find(|place| world.name(Entity::Subnet(place.subnet)) == chosen) else {
        return;
    };
    let (mut subnets, mut networks, mut subscriptions) = (Vec::new(), Vec::new(), Vec::new());
    for place in &places {
        let name = world.name(Entity::Subnet(place.subnet));
        if place.vnet == here.vnet {
            subnets.push(name);
        }
        // Whoever chooses what it is in chooses the first subnet of that, and a resource group beside it.
        let offer = |list: &mut Vec<Choice>, of: Entity| {
            let value = world.name(of);
            if list.iter().all(|choice| choice.value != value) {
                let group = groups(world, place.subscription).first().map_or("", |name| *name).to_owned();
                let sets = vec![("subnet", name.to_owned()), ("resourceGroup", group)];
                list.push(Choice { sets, ..Choice::new(value, world.title(of)) });
            }
        };
        if place.subscription == here.subscription {
            offer(&mut networks, Entity::Vnet(place.vnet));
        }
        offer(&mut subscriptions, Entity::Subscription(place.subscription));
    }
    let groups = groups(world, here.subscription);
    let mut ordered = Vec::new();
    for name in PAGES.iter().flat_map(|(_, names)| *names) {
        let (label, choices, value) = match *name {
            SUBSCRIPTION => {
                ("Subscription", std::mem::take(&mut subscriptions), Entity::Subscription(here.subscription))
            }
            VNET => ("Virtual network", std::mem::take(&mut networks), Entity::Vnet(here.vnet)),
            _ => {
                let Some(position) = fields.iter().position(|field| field.name == *name) else { continue };
                let mut field = fields.swap_remove(position);
                let left = match *name {
                    "subnet" => Some(&subnets),
                    "resourceGroup" => Some(&groups),
                    _ => None,
                };
                if let (Control::Choice(choices), Some(left)) = (&mut field.control, left) {
                    choices.retain(|choice| left.contains(&choice.value.as_str()));
                }
                ordered.push(field);
                continue;
            }
        };
        ordered.push(FormField {
            name,
            label,
            hint: String::new(),
            control: Control::Choice(choices),
            wrong: None,
            value: Some(world.name(value).to_owned()),
        });
    }
    *fields = ordered;
}

/// What is reviewed: each field with what was chosen or written.
pub(crate) fn reviewed(draft: &Draft, fields: &[FormField]) -> Vec<(&'static str, Item)> {
    let told = |field: &FormField| {
        let value = field.value.clone().unwrap_or_else(|| draft.text(field.name).to_owned());
        let words = match &field.control {
            // Whoever comes so far typed it twice.
            Control::Passwords => "typed twice".to_owned(),
            Control::Choice(choices) => {
                let chosen = choices.iter().find(|choice| choice.value == value);
                chosen.map_or(value, |choice| choice.title.clone())
            }
            _ if value.is_empty() => "—".to_owned(),
            _ => value,
        };
        (field.label, Item::text(words))
    };
    let asked = |field: &&FormField| pages(draft).iter().any(|(_, names)| names.contains(&field.name));
    fields.iter().filter(asked).map(told).collect()
}

/// What the service does with a connection that is created: the roles that it grants itself, and what it checks.
pub(crate) fn follows(draft: &Draft) -> Vec<Item> {
    let join_type = if is_hybrid(draft) { JoinType::HybridAzureAdJoin } else { JoinType::AzureAdJoin };
    let checks: Vec<&str> =
        CHECKS.iter().filter(|check| check.applies_to(join_type)).map(|check| check.short).collect();
    vec![
        Item::text(
            "Windows 365 grants itself its roles on subscription, resource group and virtual network.",
        )
        .second(Rule::OwnerGrantsRoles.text().fact),
        Item::text(Rule::FirstCheckOnCreation.text().fact).second(checks.join(", ")),
    ]
}
