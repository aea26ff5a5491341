//! Why the service refuses something: the rule, where it is written, and what to do instead.

use anc_engine::action::Refusal;
use anc_engine::domain::{Rule, World};

use crate::shell::address::Page;
use crate::tell::item::Item;

/// A refusal, told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Refused {
    /// What the rule says.
    pub(crate) rule: &'static str,
    /// What it was about.
    pub(crate) about: String,
    /// What to do instead.
    pub(crate) remedy: &'static str,
    /// Where the rule is written.
    pub(crate) source: &'static str,
    /// The page of it.
    pub(crate) read: &'static str,
    /// Where the remedy begins.
    pub(crate) way: Option<Item>,
}

/// Pages of Microsoft Learn, by how the sources of rules begin.
const LEARN: [(&str, &str); 14] = [
    ("Overview", "azure-network-connections"),
    ("Create an Azure", "create-azure-network-connection"),
    ("Edit an Azure", "edit-azure-network-connection"),
    ("Delete an Azure", "delete-azure-network-connection"),
    ("Azure network connection health", "health-checks"),
    ("Azure network connections", "azure-network-connections"),
    ("Troubleshoot", "troubleshoot-azure-network-connection"),
    ("Create provisioning", "create-provisioning-policy"),
    ("Provisioning in", "provisioning"),
    ("Provisioning errors", "provisioning-errors"),
    ("Reprovision", "reprovision-cloud-pc"),
    ("Move", "move-cloud-pc"),
    ("Resize", "resize-cloud-pc"),
    ("End a grace", "end-grace-period"),
];

/// Where Microsoft Learn has the pages.
const BASE: &str = "https://learn.microsoft.com/windows-365/enterprise/";

/// The page of Microsoft Learn behind a source; none where it is written elsewhere.
pub(crate) fn read(source: &str) -> &'static str {
    LEARN.iter().find(|(begins, _)| source.starts_with(begins)).map_or("", |(_, page)| page)
}

/// Its address.
pub(crate) fn address(page: &str) -> String {
    format!("{BASE}{page}")
}

/// Where the remedy of a rule begins.
fn way(rule: Rule, about: &str, world: &World) -> Option<Item> {
    let link = |words: &str, page: Page| Some(Item::text(words).link(page.fragment()));
    match rule {
        Rule::ConnectionNamedByPolicy | Rule::PolicyAssigned => {
            world.policy_named(about)?;
            link("To the policy", Page::Policy(about.to_owned()))
        }
        Rule::ConnectionUsedByCloudPc => link("To the Cloud PC", Page::CloudPc(about.to_owned())),
        Rule::ChecksFailed | Rule::FirstCheckUnderWay | Rule::ChecksRunning | Rule::ConnectionInactive => {
            world.connection_named(about)?;
            link("To the connection", Page::Connection(about.to_owned()))
        }
        Rule::NoSuchConnection | Rule::ConnectionLimit => link("To the connections", Page::Connections),
        Rule::NoSuchPolicy | Rule::PolicyNameTaken => link("To the policies", Page::Policies),
        Rule::ResizeNeedsAddress | Rule::RegionNotSupported => link("To the environment", Page::Environment),
        _ => None,
    }
}

/// Tells a refusal.
pub(crate) fn told(of: &Refusal, world: &World) -> Refused {
    let text = of.rule.text();
    let source = of.rule.source();
    Refused {
        rule: text.fact,
        about: of.about.clone(),
        remedy: text.remedy,
        source,
        read: read(source),
        way: way(of.rule, &of.about, world),
    }
}
