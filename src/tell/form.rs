//! A command as a form: its fields with what may be chosen, what is wrong with what is written, and what would become of it. A pure
//! function of the session and of what is written.

use anc_engine::command::{
    AdminAction, Change, Declared as _, FAULTS, Field, FieldKind, Label, LeftOut, UserAction,
};
use anc_engine::domain::check_catalogue::CHECKS;
use anc_engine::domain::region::title_of;
use anc_engine::domain::{Entity, EntityKind, HostedPlace, JoinType, World};
use anc_engine::narration::spaced;
use anc_session::{Draft, Family, Session, Wrong};

use crate::tell::badge::connection_badge;
use crate::tell::consequences;
use crate::tell::item::Item;
use crate::tell::refusal::{self, Refused};
use crate::tell::wizard::{self, FormPage};
use crate::words;

/// More than so many are not listed: whoever wants one of them types its name.
const CHOICES_MAX: usize = 300;

/// Something that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Choice {
    /// How the draft calls it.
    pub(crate) value: String,
    /// How the screen does.
    pub(crate) title: String,
    /// The fields that it sets instead of its own, where what is chosen is more than one thing.
    pub(crate) sets: Vec<(&'static str, String)>,
}

impl Choice {
    pub(crate) fn new(value: &str, title: impl Into<String>) -> Self {
        Self { value: value.to_owned(), title: title.into(), sets: Vec::new() }
    }
}

/// How a field is filled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Control {
    /// By typing.
    Text,
    /// By typing a number.
    Number,
    /// By a box with a tick.
    Flag,
    /// By choosing one; the first entry, if it may be left out, is nothing.
    Choice(Vec<Choice>),
    /// By choosing any of them, in an order that matters.
    Ordered {
        /// What can be chosen.
        choices: Vec<Choice>,
        /// What the list of those that are not chosen yet is called.
        to_add: &'static str,
    },
    /// By choosing any of them.
    Several(Vec<Choice>),
    /// By typing any number of them, with commas between.
    Lines,
    /// By typing a password twice, that nobody keeps.
    Passwords,
    /// Not at all: the page where it was asked for says what it is.
    Fixed(String),
}

/// A field of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FormField {
    /// Its name in the draft.
    pub(crate) name: &'static str,
    /// Its label.
    pub(crate) label: &'static str,
    /// What is to be known of it.
    pub(crate) hint: String,
    /// How it is filled.
    pub(crate) control: Control,
    /// What is wrong with it.
    pub(crate) wrong: Option<String>,
    /// What is chosen, where the draft does not say it.
    pub(crate) value: Option<String>,
}

/// A form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Form {
    /// Its title.
    pub(crate) title: String,
    /// What its button says.
    pub(crate) button: &'static str,
    /// Whether what it does is a loss.
    pub(crate) loses: Option<&'static str>,
    /// Its fields.
    pub(crate) fields: Vec<FormField>,
    /// Why it would be refused.
    pub(crate) refused: Option<Refused>,
    /// What would be so right after it.
    pub(crate) consequences: Vec<Item>,
    /// Whether nothing is wrong with a field.
    pub(crate) complete: bool,
    /// Its pages before the review; none where all is on one.
    pub(crate) pages: &'static [FormPage],
    /// What is reviewed at the end of the pages.
    pub(crate) review: Vec<(&'static str, Item)>,
}

/// What each field is called, in the words of the admin center.
const LABELS: [(&str, &str); 64] = [
    ("admin", "Administrator"),
    ("capacity", "Capacity"),
    ("client", "What does not connect"),
    ("door", "Door (optional)"),
    ("geography", "Geography (optional)"),
    ("size", "Size"),
    ("count", "How many"),
    ("federated", "It is federated with Microsoft Entra ID"),
    ("check", "Check"),
    ("kind", "Kind"),
    ("link", "Link"),
    ("lock", "Lock"),
    ("peering", "Peering"),
    ("region", "Region"),
    ("resource", "Resource"),
    ("restriction", "Restriction"),
    ("role", "Role"),
    ("service", "Service"),
    ("subscription", "Subscription"),
    ("title", "Name on the screen (optional)"),
    ("prefix", "Addresses"),
    ("private", "Private: Azure gives it no way out"),
    ("from", "From virtual network"),
    ("to", "To virtual network"),
    ("joinAccount", "Join account (optional)"),
    ("delegated", "The right to create computers is delegated to it"),
    ("signIns", "Sign-ins of a working day"),
    ("outbound", "Way to the Internet"),
    ("resolver", "Resolver in Azure"),
    ("name", "Name"),
    ("joinType", "Join type"),
    ("subnet", "Subnet"),
    ("resourceGroup", "Resource group"),
    ("domain", "AD domain name"),
    ("organizationalUnit", "Organizational unit (optional)"),
    ("userName", "AD domain username (optional)"),
    ("passwordsMatch", "AD domain password"),
    ("connection", "Azure network connection"),
    ("rename", "New name (optional)"),
    ("connections", "Azure network connections"),
    ("policy", "Provisioning policy"),
    ("group", "Group"),
    ("endpoint", "Endpoint"),
    ("minutes", "Minutes at most (left out: none)"),
    ("preventConnection", "Who is not ready by then has failed"),
    ("groups", "Groups"),
    ("regions", "Geographies, region groups or regions"),
    ("singleSignOn", "Use Microsoft Entra single sign-on"),
    ("on", "Single sign-on is on"),
    ("user", "User"),
    ("has", "Has a licence"),
    ("member", "Is in the group"),
    ("people", "Number of people"),
    ("vnet", "Virtual network"),
    ("dns", "DNS servers"),
    ("others", "Held by other tenants (optional)"),
    ("used", "Used by other machines (optional)"),
    ("unit", "Organizational unit"),
    ("interval", "Every"),
    ("way", "Way"),
    ("how", "How"),
    ("scripts", "PowerShell scripts"),
    ("step", "Step of the set-up"),
    ("controller", "Domain controller"),
];

/// Words that are not what their names say.
const WORDS: [(&str, &str); 25] = [
    ("azureVirtualDesktop", "Azure Virtual Desktop"),
    ("entraId", "Microsoft Entra ID"),
    ("windowsCloudLogin", "Windows Cloud Login"),
    ("app", "The app alone"),
    ("every", "Every client of the device"),
    ("localization", "Language packages"),
    ("platform", "Azure's platform"),
    ("expressRoute", "ExpressRoute"),
    ("natGateway", "NAT gateway"),
    ("default", "The default one"),
    ("custom", "A custom one"),
    ("windows365", "Windows 365"),
    ("windowsCloud", "The names of April 2026"),
    ("userAccessAdministrator", "User Access Administrator"),
    ("windows365Administrator", "Windows 365 Administrator"),
    ("intuneAdministrator", "Intune Administrator"),
    ("stun", "STUN"),
    ("turn", "TURN"),
    ("intune", "Intune"),
    ("localAdmin", "Local administrator"),
    ("notFound", "It is not there any more"),
    ("transferred", "It belongs to another tenant"),
    ("impaired", "It cannot be used, for another reason"),
    ("teams", "Teams"),
    ("windowsReset", "Windows reset"),
];

/// `beingDeleted`: Being deleted.
fn spoken(name: &str) -> String {
    super::badge::upper_first(&spaced(name))
}

/// The label of a field.
pub(crate) fn label(name: &'static str) -> &'static str {
    LABELS.iter().find(|(of, _)| *of == name).map_or(name, |(_, label)| label)
}

/// A word of the model, as people say it.
pub(crate) fn word(name: &str) -> String {
    if let Some(join) = JoinType::named(name) {
        return join.title().to_owned();
    }
    // Hosts and addresses are what they are.
    if name.contains(':') {
        return name.to_owned();
    }
    // Geographies and regions are places, too.
    if let Some(place) = HostedPlace::named(name) {
        return super::badge::upper_first(place.title());
    }
    if let Some(title) = title_of(name) {
        return title.to_owned();
    }
    let known = WORDS.iter().find(|(of, _)| *of == name);
    known.map_or_else(|| spoken(name), |(_, word)| (*word).to_owned())
}

/// What a thing is called where it is chosen, with what tells it from others.
fn choice_title(world: &World, entity: Entity) -> String {
    let title = world.title(entity).to_owned();
    match entity {
        Entity::Subnet(id) => {
            let of = &world.subnets[id];
            let vnet = world.name(Entity::Vnet(of.vnet));
            words::choice_of_subnet(&title, vnet, &of.prefix.to_string(), &of.free().to_string())
        }
        Entity::Connection(id) => {
            let badge = connection_badge(&world.connections[id]);
            words::choice_of_connection(
                &title,
                world.title(Entity::Region(world.region_of(id))),
                &badge.words,
            )
        }
        _ => title,
    }
}

fn things(world: &World, kind: EntityKind) -> Option<Vec<Choice>> {
    if world.count(kind) > CHOICES_MAX {
        return None;
    }
    let present = world.present(kind);
    let choice = |of| Choice::new(world.name(of), choice_title(world, of));
    Some(present.map(choice).collect())
}

/// Words of which each has a box.
const BOXES_MAX: usize = 20;

fn control(field: &Field, world: &World) -> Control {
    if field.name == "passwordsMatch" {
        return Control::Passwords;
    }
    let choices = match field.kind {
        FieldKind::Thing(kind) | FieldKind::Called(kind) => match things(world, kind) {
            Some(choices) => choices,
            None if field.list.is_some() => return Control::Lines,
            None => return Control::Text,
        },
        FieldKind::Word(words) => words.iter().map(|name| Choice::new(name, word(name))).collect(),
        FieldKind::Check => CHECKS.iter().map(|check| Choice::new(check.name, check.title)).collect(),
        FieldKind::Clock => return Control::Lines,
        FieldKind::NewName(_) | FieldKind::Text | FieldKind::Duration | FieldKind::Prefix => {
            return Control::Text;
        }
        FieldKind::Number { .. } => return Control::Number,
        FieldKind::Flag => return Control::Flag,
    };
    match (field.list, field.kind) {
        (None, _) if field.left_out == LeftOut::Nothing => {
            let nothing = Choice::new("", "—");
            Control::Choice(std::iter::once(nothing).chain(choices).collect())
        }
        (None, _) => Control::Choice(choices),
        (Some(_), FieldKind::Called(_)) => Control::Ordered { choices, to_add: "Connection to add" },
        // Of so many, a box for each would be a page of its own.
        (Some(_), FieldKind::Word(words)) if words.len() > BOXES_MAX => {
            Control::Ordered { choices, to_add: "Place to add" }
        }
        (Some(_), _) => Control::Several(choices),
    }
}

fn hint(field: &Field, world: &World) -> String {
    match field.kind {
        FieldKind::Number { least, most } => words::between(&least.to_string(), &most.to_string()),
        FieldKind::Prefix => "Its first address and its length, such as 10.20.0.0/26: /8 to /29.".to_owned(),
        FieldKind::Clock => {
            "Times of day in UTC, such as 08:00, 13:30. None: they do not sign in by themselves.".to_owned()
        }
        FieldKind::Duration => "A length of time such as 45m, 2h or 1d.".to_owned(),
        FieldKind::Text if field.name == "unit" || field.name == "organizationalUnit" => {
            "A distinguished name, such as OU=CloudPCs,DC=corp,DC=contoso,DC=com.".to_owned()
        }
        FieldKind::Text if field.name == "size" => {
            let sizes: Vec<&str> = world.sizes().map(|(_, of)| of.size.as_str()).collect();
            if sizes.is_empty() { String::new() } else { words::sizes_there_are(&sizes.join(", ")) }
        }
        FieldKind::Text if field.name == "title" => "Left out: the name.".to_owned(),
        FieldKind::Text => "Written user@domain.".to_owned(),
        FieldKind::Called(_) if field.list.is_some() => {
            "The first one is used; the next ones take its place, in this order, while it is unavailable."
                .to_owned()
        }
        FieldKind::Word(_) if field.name == "regions" => {
            "A geography and a region group have several regions: new Cloud PCs go where there is room."
                .to_owned()
        }
        _ => String::new(),
    }
}

fn told_wrong(wrong: &Wrong, label: &str) -> String {
    match wrong {
        Wrong::Missing => words::is_missing(label),
        Wrong::TooLong { most } => words::too_long(label, &most.to_string()),
        Wrong::Letters => words::wrong_letters(label),
        Wrong::NotThere { name, .. } => words::not_there(name),
        Wrong::NoNumber { least, most } => words::no_number(label, &least.to_string(), &most.to_string()),
        Wrong::NoDuration => words::no_duration(label),
        Wrong::NoClock => words::no_clock(label),
        Wrong::NoPrefix => words::no_prefix(label),
        Wrong::Entries { least, most } => words::wrong_entries(label, &least.to_string(), &most.to_string()),
    }
}

/// What a form begins with: where something may not be left out and there is but one way, or a first one that stands for it, it is
/// chosen already.
pub(crate) fn begun(mut draft: Draft, world: &World) -> Draft {
    for field in draft.declaration.fields {
        if !draft.text(field.name).is_empty() || field.list.is_some() {
            continue;
        }
        let first = match control(field, world) {
            Control::Choice(choices) if matches!(field.left_out, LeftOut::Never | LeftOut::First) => {
                choices.into_iter().next().map(|choice| choice.value)
            }
            Control::Flag => Some((field.left_out == LeftOut::Flag(true)).to_string()),
            Control::Number if field.left_out == LeftOut::Never => match field.kind {
                FieldKind::Number { least, .. } => Some(least.max(1).to_string()),
                _ => None,
            },
            _ => None,
        };
        draft.write(field.name, first.into_iter().collect());
    }
    draft
}

/// What would be lost by it.
pub(crate) fn loses(name: &str) -> Option<&'static str> {
    match name {
        "reprovision" => {
            Some("The Cloud PC is deleted and made anew: its apps, files and settings are lost.")
        }
        "deleteConnection" => Some(
            "The connection is gone for good. Cloud PCs that were provisioned with it keep its settings.",
        ),
        "deletePolicy" => Some("The policy is gone for good."),
        "unassignPolicy" => Some(
            "The Cloud PCs that it gave to the group go into the grace period: after seven days they are removed.",
        ),
        "endGracePeriods" => {
            Some("All Cloud PCs in their grace period are removed at once, with everything on them.")
        }
        "endGracePeriod" => Some("The Cloud PC is removed at once, with everything on it."),
        _ => None,
    }
}

/// The title of a form and of its button.
pub(crate) fn titles(draft: &Draft) -> (String, &'static str) {
    let name = draft.declaration.name;
    let of = |labels: &'static [Label]| {
        let label = labels.iter().find(|label| label.name == name);
        label.map_or((String::new(), ""), |label| (label.title.to_owned(), label.button))
    };
    match draft.family {
        Family::Admin => of(AdminAction::labels()),
        Family::User => of(UserAction::labels()),
        Family::Change => of(Change::labels()),
        Family::Fault => (words::break_it(&fault_title(name)), "Break"),
        Family::Repair => (words::repair_it(&fault_title(name)), "Repair"),
    }
}

/// `linkDown`: Link down.
pub(crate) fn fault_title(name: &str) -> String {
    let known = FAULT_TITLES.iter().find(|(of, _)| *of == name);
    known.map_or_else(|| spoken(name), |(_, title)| (*title).to_owned())
}

/// Where the name of a fault alone does not say it as people do.
const FAULT_TITLES: [(&str, &str); 23] = [
    ("preparationStuck", "Device preparation stuck"),
    ("endpointBlocked", "One endpoint blocked"),
    ("tagsOnly", "FQDN tags and nothing else"),
    ("tlsInspected", "Encrypted traffic inspected"),
    ("forcedTunnel", "Everything sent on-premises"),
    ("securityGroupDenies", "Security group denies the Internet"),
    ("entraIdDown", "Microsoft Entra ID down"),
    ("regionTaken", "Capacity taken by other tenants"),
    ("regionUnsupported", "Region no longer supported"),
    ("addressesTaken", "Addresses taken by other machines"),
    ("endpointsBlocked", "Required endpoints blocked"),
    ("outboundClosed", "Way to the Internet closed"),
    ("udpBlocked", "UDP blocked"),
    ("adPortsBlocked", "Ports of Active Directory blocked"),
    ("dnsServersChanged", "DNS servers changed"),
    ("subscriptionRoleRemoved", "Reader role removed"),
    ("resourceGroupRoleRemoved", "Network interface role removed"),
    ("vnetRoleRemoved", "Network user role removed"),
    ("azurePolicyDenies", "Azure Policy denies"),
    ("connectOff", "Microsoft Entra Connect off"),
    ("accessBlocked", "Blocked by Conditional Access"),
    ("intuneRoleRemoved", "Role of Windows 365 in Intune removed"),
    ("vnetBroken", "Virtual network broken"),
];

/// The form of a draft that began as it was asked for. `strict`: what is missing is told, too; before somebody tried to send it, it is not.
pub(crate) fn told(session: &Session, asked: &Draft, draft: &Draft, strict: bool) -> Form {
    let world = session.branch().simulation().world();
    let (title, button) = titles(draft);
    let read = draft.command(world, session.actor());
    let wrong = read.as_ref().err().cloned().unwrap_or_default();
    let fields = draft.declaration.fields.iter().filter(|field| draft.matters(field)).map(|field| {
        let label = label(field.name);
        let wrong = wrong.iter().find(|(of, _)| *of == field.name).map(|(_, wrong)| wrong);
        let wrong = wrong
            .filter(|wrong| strict || **wrong != Wrong::Missing && !matches!(wrong, Wrong::Entries { .. }));
        FormField {
            name: field.name,
            hint: hint(field, world),
            control: match field.kind {
                FieldKind::Thing(kind) | FieldKind::Called(kind)
                    if !asked.text(field.name).is_empty()
                        && field.list.is_none()
                        && !asked.stands_there(field.name) =>
                {
                    Control::Fixed(fixed(world, kind, draft.text(field.name)))
                }
                _ => control(field, world),
            },
            wrong: wrong.map(|wrong| told_wrong(wrong, label)),
            label,
            value: None,
        }
    });
    let mut fields = fields.collect();
    wizard::follow(world, draft, &mut fields);
    let pages = wizard::pages(draft);
    let review = if pages.is_empty() { Vec::new() } else { wizard::reviewed(draft, &fields) };
    let complete = read.is_ok();
    let tried = read.ok().and_then(|command| session.tried(command).ok());
    let (refused, consequences) = match tried {
        None => (None, Vec::new()),
        Some((_, outcome)) if outcome.refused.is_some() => {
            (outcome.refused.map(|of| refusal::told(&of, world)), Vec::new())
        }
        Some((after, _)) => (None, consequences::told(session.branch().simulation(), &after)),
    };
    Form {
        title,
        button,
        loses: loses(draft.declaration.name).filter(|_| draft.family == Family::Admin),
        fields,
        refused,
        consequences,
        complete,
        pages,
        review,
    }
}

/// What a thing is called that is fixed: also when it is gone meanwhile.
fn fixed(world: &World, kind: EntityKind, name: &str) -> String {
    world.named(kind, name).map_or_else(|| name.to_owned(), |of| world.title(of).to_owned())
}

/// What is declared of a fault, in words: who notices, and where it is written.
pub(crate) fn noticed(draft: &Draft) -> Option<(String, &'static str)> {
    if draft.family != Family::Fault {
        return None;
    }
    let entry = FAULTS.iter().find(|entry| entry.declaration.name == draft.declaration.name)?;
    Some((entry.noticed_by(), entry.source))
}
