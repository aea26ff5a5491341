//! Finding: whatever is typed leads to a page, to something that can be done, or to what is to be known of it. An error code or a name
//! of Microsoft Graph that was copied from the admin center is found as it stands.

#[cfg(test)]
use anc_engine::command::FAULTS;
use anc_engine::domain::check_catalogue::CHECKS;
use anc_engine::domain::error_type::ERROR_TYPES;
use anc_engine::domain::rules::RULES;
use anc_engine::domain::{Entity, EntityKind, World};
use anc_session::{Draft, Family, Session};

use super::find::Sought;
use super::form::{fault_title, titles};
use super::item::Item;
use super::target;
use crate::shell::address::PAGES;
use crate::tell::shown_by::SHOWN_BY;
use crate::words;

/// What is shown at once.
const SHOWN_MAX: usize = 30;

/// Where something that was found leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// To a page.
    Page(String),
    /// To a command that can be prepared.
    Prepare(Draft),
    /// To what is to be known of it.
    Known(Vec<(&'static str, Item)>),
}

/// Something that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    /// What it is called.
    pub(crate) title: String,
    /// What kind of thing it is.
    pub(crate) kind: &'static str,
    /// Where it leads.
    pub(crate) way: Way,
    /// How well it fits: the smaller the better.
    rank: u8,
}

/// The kinds of things that have pages, each with what it is called; those of which there are most come last.
const THINGS: [(EntityKind, &str); 15] = [
    (EntityKind::Connection, "Azure network connection"),
    (EntityKind::Policy, "Provisioning policy"),
    (EntityKind::Region, "Region"),
    (EntityKind::Subscription, "Subscription"),
    (EntityKind::ResourceGroup, "Resource group"),
    (EntityKind::Vnet, "Virtual network"),
    (EntityKind::Subnet, "Subnet"),
    (EntityKind::Link, "Link to on-premises"),
    (EntityKind::Peering, "Peering"),
    (EntityKind::Domain, "AD domain"),
    (EntityKind::Controller, "Domain controller"),
    (EntityKind::Resource, "Network resource"),
    (EntityKind::Group, "Group"),
    (EntityKind::CloudPc, "Cloud PC"),
    (EntityKind::User, "Person"),
];

struct Finder {
    sought: Sought,
    found: Vec<Found>,
}

impl Finder {
    /// Whether there is room for something that fits so well.
    fn add(&mut self, texts: &[&str], title: &str, kind: &'static str, way: impl FnOnce() -> Option<Way>) {
        let rank = texts.iter().filter_map(|text| self.sought.rank(text)).min();
        if let Some(rank) = rank
            && let Some(way) = way()
        {
            self.found.push(Found { title: title.to_owned(), kind, way, rank });
        }
    }
}

fn pages(finder: &mut Finder) {
    for entry in PAGES {
        finder.add(&[entry.title], entry.title, "Page", || Some(Way::Page(entry.page.fragment())));
    }
}

fn things(finder: &mut Finder, world: &World) {
    for (kind, title) in THINGS {
        for entity in world.present(kind) {
            let (name, shown) = (world.name(entity), world.title(entity));
            finder.add(&[name, shown], shown, title, || {
                target::of_entity(world, entity).map(|page| Way::Page(page.fragment()))
            });
        }
    }
    for entity in [Entity::EntraId, Entity::Intune, Entity::Service] {
        let title = world.title(entity);
        finder.add(&[title], title, "Service", || {
            target::of_entity(world, entity).map(|page| Way::Page(page.fragment()))
        });
    }
}

fn commands(finder: &mut Finder) {
    for family in Family::ALL {
        for declaration in family.declarations() {
            let Some(draft) = Draft::new(family, declaration.name) else { continue };
            let (title, kind) = match family {
                Family::Fault => (titles(&draft).0, "Fault"),
                Family::Repair => (titles(&draft).0, "Repair"),
                Family::Admin | Family::User | Family::Change => (titles(&draft).0, "Action"),
            };
            let told = fault_title(declaration.name);
            finder.add(&[declaration.name, &title, &told], &title, kind, || Some(Way::Prepare(draft)));
        }
    }
}

fn knowledge(finder: &mut Finder) {
    let text = |text: &str| Item::text(text);
    for entry in CHECKS {
        finder.add(&[entry.name, entry.title, entry.short], entry.title, "Health check", || {
            Some(Way::Known(vec![("It proves", text(entry.proves))]))
        });
    }
    for entry in ERROR_TYPES {
        let number = entry.number.map(|number| number.to_string()).unwrap_or_default();
        finder.add(&[&number, entry.graph, entry.meaning], entry.graph, "Error type", || {
            let mut known = vec![
                ("Recommended action", text(entry.action)),
                ("What is wrong", text(entry.meaning)),
                ("Error code", text(if number.is_empty() { "none yet" } else { &number })),
                ("Error type", Item::code(entry.graph)),
            ];
            let shown_by = SHOWN_BY.iter().find(|(graph, _)| *graph == entry.graph);
            for id in shown_by.into_iter().flat_map(|(_, ids)| *ids) {
                known.push(("Shown by", text(id).link(words::address_of_scenario(id))));
            }
            Some(Way::Known(known))
        });
    }
    for rule in RULES {
        finder.add(&[rule.name, rule.fact], rule.fact, "Rule", || {
            let mut facts = vec![("It says", text(rule.fact)), ("Source", text(rule.rule.source()))];
            if !rule.remedy.is_empty() {
                facts.push(("Instead", text(rule.remedy)));
            }
            facts.push(("Holds in", text(rule.within.title())));
            Some(Way::Known(facts))
        });
    }
}

/// What fits best; and how many more there are.
pub(crate) fn find(session: &Session, typed: &str) -> (Vec<Found>, usize) {
    let typed = typed.trim();
    if typed.is_empty() {
        return (Vec::new(), 0);
    }
    let mut finder = Finder { sought: Sought::new(typed), found: Vec::new() };
    pages(&mut finder);
    things(&mut finder, session.branch().simulation().world());
    commands(&mut finder);
    knowledge(&mut finder);
    let mut found = finder.found;
    // The order of the kinds stays among those that fit alike.
    found.sort_by_key(|found| found.rank);
    let more = found.len().saturating_sub(SHOWN_MAX);
    found.truncate(SHOWN_MAX);
    (found, more)
}

/// The faults of the catalogue that lead somewhere: for the test that walks them.
#[cfg(test)]
fn faults() -> impl Iterator<Item = &'static str> {
    FAULTS.iter().map(|entry| entry.declaration.name)
}

#[cfg(test)]
mod tests {
    use anc_session::{Document, Origin};

    use super::*;

    fn session() -> Session {
        let text = include_bytes!("../../public/scenarios/alternate-failover.json");
        Session::open(Document::read(text, Origin::Sent).expect("a scenario"))
    }

    /// The first that is found for what is typed.
    fn first(typed: &str) -> Found {
        find(&session(), typed).0.into_iter().next().unwrap_or_else(|| panic!("{typed} leads nowhere"))
    }

    #[test]
    fn what_is_copied_from_the_admin_center_is_found_as_it_stands() {
        assert_eq!(first("adJoinCheckFqdnNotFound").kind, "Error type");
        assert_eq!(first("200").title, "adJoinCheckFqdnNotFound");
        assert_eq!(first(" ANC-WEU ").way, Way::Page("#/connections/anc-weu".to_owned()));
        assert_eq!(first("Ada Byron").kind, "Person");
        assert_eq!(first("provisioning policies").kind, "Page");
        assert_eq!(find(&session(), "  ").0, []);
        assert_eq!(find(&session(), "there is nothing called so").0, []);
    }

    /// An error type leads to scenarios that show it.
    #[test]
    fn error_types_lead_to_scenarios() {
        for entry in ERROR_TYPES {
            let Way::Known(known) = first(entry.graph).way else { panic!("{} is known", entry.graph) };
            let shown_by: Vec<&Item> =
                known.iter().filter(|(term, _)| *term == "Shown by").map(|(_, item)| item).collect();
            assert!(!shown_by.is_empty(), "{}", entry.graph);
            for item in shown_by {
                let file = format!("{}/public/scenarios/{}.json", env!("CARGO_MANIFEST_DIR"), item.text);
                assert!(std::path::Path::new(&file).exists(), "{file}");
            }
        }
    }

    /// Every entry of every catalogue is found by its name.
    #[test]
    fn every_catalogue_is_walked() {
        let session = session();
        let names = ERROR_TYPES.iter().map(|entry| entry.graph);
        let names = names.chain(CHECKS.iter().map(|entry| entry.title));
        let names = names.chain(RULES.iter().map(|rule| rule.name));
        let names = names.chain(faults());
        let commands = Family::ALL.into_iter().flat_map(Family::declarations).map(|of| of.name);
        for name in names.chain(commands) {
            let (found, _) = find(&session, name);
            assert_eq!(found.first().map(|found| found.rank), Some(0), "{name} is not found");
        }
    }
}
