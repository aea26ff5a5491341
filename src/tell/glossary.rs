//! The words of the service, and those of the simulator. Source of what is said of the service: service.md.

/// Words, each with what it means.
pub(crate) const GLOSSARY: [(&str, &str); 28] = [
    (
        "Alternate",
        "A connection that a policy names after another one. It is taken for a new Cloud PC while those before it are unavailable.",
    ),
    (
        "Azure network connection",
        "The description of a network for Cloud PCs: a subscription, a resource group, a virtual network with a subnet, and how Cloud PCs join the directory.",
    ),
    ("Believed", "What the last run of checks saw. It may be six hours old; the service goes by it."),
    ("Cloud PC", "A Windows computer that Microsoft runs for one person, in a network of yours."),
    (
        "DNS server",
        "What a computer asks for the address of a name. A hybrid Cloud PC has to find its domain controllers by it.",
    ),
    (
        "Domain controller",
        "A server of your Active Directory domain. People of hybrid Cloud PCs are let in by it.",
    ),
    (
        "First check",
        "The run of checks of a new connection. While it is under way the connection can be assigned to no policy.",
    ),
    ("Gateway", "Microsoft's own part of the way from a person's device to a Cloud PC."),
    (
        "Grace period",
        "Seven days in which somebody who lost their right to a Cloud PC still has it. Then it is deleted.",
    ),
    (
        "Health check",
        "One of the questions that a run asks of a connection, from permissions to names on the Internet. The runs come every one to six hours, and take up to half an hour.",
    ),
    (
        "Hybrid Microsoft Entra join",
        "The Cloud PC belongs to an Active Directory domain and to Microsoft Entra ID. Every sign-in needs a domain controller.",
    ),
    (
        "Inactive",
        "A connection that no policy has named for four weeks. Its checks rest until somebody reactivates it.",
    ),
    (
        "Microsoft Entra Connect",
        "What carries devices and people from Active Directory to Microsoft Entra ID, every half hour unless somebody changed that.",
    ),
    ("Microsoft Entra join", "The Cloud PC belongs to Microsoft Entra ID alone, and needs no domain."),
    ("Move", "Takes a Cloud PC, with what is on it, to where its policy leads."),
    ("Organizational unit", "The folder of Active Directory in which a Cloud PC's computer object is made."),
    ("Peering", "A connection between two virtual networks."),
    ("Provisioning", "Building a Cloud PC, in stages: a virtual machine, joining, enrolling, setting up."),
    ("Provisioning policy", "Which groups get Cloud PCs, and over which connections, in their order."),
    ("Region capacity", "How many more Cloud PCs a region of Azure takes. Others take from it, too."),
    ("Reprovision", "Builds a Cloud PC anew. What was on it is gone."),
    ("Retry", "Asks for something again: a run of checks, or the provisioning of a Cloud PC that failed."),
    ("Rule set", "The rules of the service as they were in October 2024, or as they are in October 2026."),
    (
        "Seed",
        "What chance is drawn from. The same scenario with the same seed goes the same way, on every machine.",
    ),
    ("Status", "What a connection reads: running checks, successful, with warnings, failed, inactive."),
    (
        "Subnet",
        "A part of a virtual network. Every Cloud PC in it takes one of its addresses, and Azure keeps five.",
    ),
    ("True now", "What the checks would find at this moment. Sign-ins go by it."),
    ("Virtual network", "A network in Azure, in one region, with subnets in it and links to elsewhere."),
];

#[cfg(test)]
mod tests {
    use super::GLOSSARY;

    #[test]
    fn words_are_in_their_order_and_explained() {
        assert!(GLOSSARY.is_sorted_by_key(|(word, _)| word.to_lowercase()));
        assert!(
            GLOSSARY.iter().all(|(word, says)| says.len() > 30 && says.ends_with('.') && !word.is_empty())
        );
    }
}
