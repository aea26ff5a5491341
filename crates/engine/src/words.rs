//! Every sentence that the engine makes of named parts, whole: what happened, and why. What is said of commands, checks, error types,
//! rules and problems stands in their own tables. English: another language would be another table of the same names.

use crate::domain::Stage;

/// Declares sentences: a name, its parts, and the whole with the parts in braces. A part that is missing, or that nothing uses, does
/// not compile. Each layer has one table of them.
#[macro_export]
macro_rules! sentences {
    ($($(#[$meta:meta])* $name:ident($($part:ident),*) $whole:literal;)+) => {$(
        $(#[$meta])*
        #[doc = concat!("`", $whole, "`")]
        #[deny(unused_variables)]
        pub fn $name($($part: &str),*) -> String {
            format!($whole)
        }
    )+};
}

sentences! {
    opened_under(rules, seed) "Rules of {rules}, seed {seed}.";
    done_as(who) "Done as {who}.";
    signs_in(who) "{who} signs in";
    signs_in_by_browser(who) "{who} signs in with a browser";
    signs_in_by_link(who) "{who} signs in with a Windows 365 Link";
    noticed_by(who) "Noticed by: {who}.";
    one_joins(group) "1 person joins {group}";
    many_join(count, group) "{count} people join {group}";
    refused_change(title) "Refused: {title}";
    names_what_is_not_there(name) "{name} is not there any more, or not yet";
    refused_about(refused, about) "{refused} ({about})";
    refused_why(fact, remedy) "{fact} {remedy}";

    connection_created(connection) "{connection} was created";
    connection_renamed(was, connection) "{was} is called {connection} now";
    connection_edited(connection) "{connection} was edited";
    connection_deleted(connection) "{connection} was deleted";
    connection_inactive(connection) "{connection} is inactive";
    limit_raised(limit) "Support raised the limit to {limit} connections";
    roles_granted(connection) "Windows 365 got its roles for {connection}";

    gets_a_licence(who) "{who} gets a licence";
    loses_the_licence(who) "{who} loses the licence";
    is_in_the_group_again(who) "{who} is in the group again";
    leaves_the_group(who) "{who} leaves the group";

    first_checks_begin(connection) "The first health checks of {connection} begin";
    retried_checks_begin(connection) "The retried health checks of {connection} begin";
    checks_begin_after_edit(connection) "Health checks after the edit of {connection} begin";
    checks_begin_after_reactivation(connection) "Health checks after the reactivation of {connection} begin";
    periodic_checks_begin(connection) "Periodic health checks of {connection} begin";
    of_connection(connection, what) "{connection}: {what}";
    meaning_with_detail(meaning, detail) "{meaning} ({detail})";
    stopped_by(check) "It could not run: “{check}” stopped it.";
    found_by(checks) "Found by: {checks}.";
    noted_by(checks) "Worth a look: {checks}.";

    policy_created(policy) "Policy {policy} was created";
    policy_connections(connections) "Its connections, in order: {connections}.";
    policy_regions(regions) "On the Microsoft hosted network, in {regions}.";
    policy_other_regions(regions) "On the Microsoft hosted network now, in {regions}. Cloud PCs that exist are not touched.";
    hosted_in(region) "the Microsoft hosted network in {region}";
    policy_edited(policy) "Policy {policy} has another network";
    policy_other_connections(connections) "In order: {connections}. Cloud PCs that exist are not touched.";
    policy_deleted(policy) "Policy {policy} was deleted";
    policy_assigned(policy, group) "{policy} was assigned to {group}";
    policy_unassigned(policy, group) "{policy} was taken from {group}";

    cloud_pc_for(who) "A Cloud PC for {who}";
    cloud_pc_by(cloud_pc, policy) "{cloud_pc}, by policy {policy}.";
    goes_to(cloud_pc, connection) "{cloud_pc} goes to {connection}";
    in_region(region) "In {region}.";
    attempt_of_three(attempt) "Attempt {attempt} of 3.";
    passed_over(connection, why) "{connection} was passed over: {why}.";
    finds_no_connection(cloud_pc) "{cloud_pc} finds no connection";
    finds_no_region(cloud_pc) "{cloud_pc} finds no region";
    provisioned_in(network) "On {network}: no connection, and no network of the tenant.";
    of_cloud_pc(cloud_pc, what) "{cloud_pc}: {what}";
    attempt_failed(cloud_pc, attempt) "{cloud_pc}: attempt {attempt} of 3 failed";
    problem_at_stage(problem, stage) "{problem} Stage: {stage}.";
    cleaned_up(cloud_pc) "A failed attempt of {cloud_pc} is cleaned up";
    provisioned(cloud_pc) "{cloud_pc} provisioned";
    provisioned_on(connection) "On {connection}, with the connection's settings as they were when it was chosen.";
    provisioned_with_warnings(cloud_pc) "{cloud_pc} provisioned with warnings";
    steps_failed_on(connection, steps) "On {connection}. Steps of its set-up failed: {steps}.";
    provisioning_failed(cloud_pc) "{cloud_pc} failed";

    grace_began(cloud_pc) "{cloud_pc} is in its grace period";
    works_on_until(moment) "Its user works on until {moment}; then it is removed.";
    grace_ended(cloud_pc) "The grace period of {cloud_pc} is over";
    deprovisioning(cloud_pc) "{cloud_pc} is being removed";
    deprovisioned(cloud_pc) "{cloud_pc} is removed";
    reprovisioned(cloud_pc) "{cloud_pc} is made anew";
    begins_to_move(cloud_pc) "{cloud_pc} begins to move";
    moves_to(connection) "To {connection}. It cannot be used for up to four hours; its restore points are deleted.";
    is_in_besides(user, group) "{user} gets into the group {group} besides";
    is_not_in(user, group) "{user} leaves the group {group}";
    moves_to_group(user, group) "{user} moves to the group {group}";
    is_pending(cloud_pc) "{cloud_pc} is pending";
    no_licence_free(size) "No licence is free: {size}. It goes on as soon as one is.";
    resize_waits(cloud_pc) "{cloud_pc} is to be resized";
    not_resized(cloud_pc) "{cloud_pc} was not resized";
    being_resized(cloud_pc) "{cloud_pc} is being resized";
    has_moved(cloud_pc) "{cloud_pc} has moved";
    has_its_new_size(cloud_pc) "{cloud_pc} has its new size";
    being_recovered(cloud_pc) "{cloud_pc} is recovered";
    is_recovered(cloud_pc) "{cloud_pc} is back";
    cannot_be_recovered(cloud_pc) "{cloud_pc} cannot be recovered";
    could_not_move(cloud_pc) "{cloud_pc} could not move";

    signed_in(who) "{who} signed in";
    session_cut(who) "The session of {who} is cut";
    signed_in_to(cloud_pc, session, answered) "To {cloud_pc}, {session}. {answered} answered.";
    signed_in_with_password(cloud_pc, session, answered) "To {cloud_pc}, {session}. {answered} answered. A password was asked for.";
    cannot_sign_in(who) "{who} cannot sign in";
    at_hop(hop, hops) "Hop {hop} of {hops}.";

    and_more_like_it(title, count) "{title}, and {count} more like it";

    // What is broken: words that stand under a name, or follow it.
    has_a_cloud_pc(ailing) "has a Cloud PC {ailing}";
    gets_devices_every(interval) "gets devices every {interval} only";
    fails_checks(checks) "fails checks: {checks}";
    blocked_at(door) "is blocked by Conditional Access at {door}";
    forbids_sessions(unit) "forbids remote sessions in {unit}";
    gateway_out(geography) "has a gateway that does not answer in {geography}";
    client_fails(client) "has {client} that does not connect";
    fails_steps(steps) "fails steps of set-up: {steps}";

    because(reasons) "Because {reasons}.";
    because_still_chosen(reasons, connection, age) "Because {reasons}; {connection} was still chosen, its status was {age} old.";
    because_chosen_unchecked(reasons, connection) "Because {reasons}; {connection} was still chosen, nobody had checked it since the start.";
    and_more(reasons, count) "{reasons}, and {count} more";
    listed(others, last) "{others} and {last}";
    since(what, when) "{what} since {when}";
    from_to(what, from, until) "{what} ({from} to {until})";
    of_what_was_done(what, who, when) "of “{what}” by {who} at {when}";
    of_what_was_changed(what, when) "of “{what}” at {when}";
    at_time(what, when) "{what} at {when}";

    not_taken(connection, why) "{connection} was passed over: {why}.";
    not_taken_because(connection, why, reasons) "{connection} was passed over: {why}, because {reasons}.";
    not_asked(connection, first) "{connection} was not asked: {first} stands before it, and could be taken.";
    not_in_turn(region, first) "{region} was not asked: it was the turn of {first}, and it could be taken.";
    not_noticed_yet(connection, began, ends) "Checks of {connection} were under way since {began}; what they find is told when they end, at {ends}.";
    not_noticed_before(connection, ended) "The checks of {connection} had last looked before it broke: they ended at {ended}.";
    not_noticed_between(connection, began) "It broke while checks of {connection} were under way, which began at {began}: they found nothing of it.";
    not_noticed_by_any(connection, ended) "The checks of {connection} had looked since it broke, until {ended}, and found nothing of it.";
    noticed_at(why, when) "{why} A check told of it at {when}.";
    although(connection, status, age) "The status of {connection} was “{status}”, and {age} old. A sign-in does not go by the status, but by what is true: every hop passed.";

    // Reports.
    incident_of(title) "Incident report: {title}";
    from_until(from, until) "{from} to {until}";
    so_many_more(count) "and {count} more";
    is_broken_since(title, how, when) "{title} {how}, since {when}: mend it.";
    check_asks(connection, check, action) "{connection}, {check}: {action}";
}

/// What is said without parts.
pub(crate) mod fixed {
    pub(crate) const SCENARIO_BEGINS: &str = "The scenario begins";
    pub(crate) const STATUS_FOLLOWS: &str = "A status follows with the next health check.";
    pub(crate) const FIRST_CHECKS_BEGIN: &str = "Its first health checks begin.";
    pub(crate) const EDITED: &str =
        "Its health checks begin. Cloud PCs that exist keep the settings they were born with.";
    pub(crate) const DELETED: &str = "Cloud PCs that were provisioned with it keep its settings.";
    pub(crate) const INACTIVE: &str =
        "Nothing has used it for weeks: its checks are paused, and it cannot be assigned.";
    pub(crate) const ROLES: &str =
        "An owner's create or retry lets the service assign the roles that it lacks.";
    pub(crate) const VM_TAKES_ADDRESS: &str =
        "A temporary VM takes an address. Results come in up to 30 minutes.";
    pub(crate) const NO_ADDRESS_FOR_VM: &str =
        "No address is left for the temporary VM: its checks cannot run.";
    pub(crate) const PASSES_NOW: &str = "It passes now.";
    pub(crate) const AS_BEFORE: &str = "As before.";
    pub(crate) const FIRST_RESULTS: &str = "The first results.";
    pub(crate) const GRACE_OF_SEVEN_DAYS: &str =
        "Cloud PCs that it made go into their grace period of seven days.";
    pub(crate) const MEMBERS_GET_ONE: &str = "Members without a Cloud PC get one.";
    pub(crate) const HAS_WHAT_IT_NEEDS: &str =
        "Its user has what the Cloud PC was made for: licence, group and policy.";
    pub(crate) const IS_LOST: &str = "Whatever is on it is lost.";
    pub(crate) const CAN_BE_RECOVERED: &str =
        "It can be recovered for 30 days, as soon as its user has a licence again.";
    pub(crate) const WAS_LOST: &str =
        "Whatever was on it is lost: files, settings, programs. It gets the settings of now.";
    pub(crate) const LICENCE_OF_NEW_SIZE: &str =
        "Give its user the licence of the new size within 48 hours, in the place of the one before.";
    pub(crate) const NO_LICENCE_CAME: &str = "Its user's licence is of another size, no licence was free, or no second address. It stays what it was.";
    pub(crate) const DISCONNECTED: &str = "Its user is disconnected for 15 to 20 minutes.";
    pub(crate) const AS_IT_WAS: &str = "Its user is entitled to it again. It comes back as it was.";
    pub(crate) const MADE_ANEW: &str = "It came too late, is for another policy or of another size by now, or cannot stand where it was. It is made anew, and what was on it is lost.";
    pub(crate) const NOTHING_LOST: &str = "Everything on it is there.";
    pub(crate) const NO_OTHER_WAY: &str = "It went over TCP, through the gateway alone.";
    pub(crate) const NEW_SETTINGS: &str = "It has the settings of its new connection.";
    pub(crate) const STAYS: &str =
        "Its domain cannot be reached from the new connection. It stays where it was.";
    pub(crate) const THREE_FAILED: &str = "Three attempts failed. Repair the cause, then choose Retry.";
    pub(crate) const ALL_FREE: &str = "Its address and its capacity are free again.";
    pub(crate) const CAPACITY_FREE: &str = "Its capacity is free again.";
    pub(crate) const ADDRESS_KEPT: &str = "Its capacity is free again. A lock on the resource group keeps its network interface, and with it the address.";
    pub(crate) const ENTRA_ID: &str = "Microsoft Entra ID";
    pub(crate) const REFUSED: &str = "Refused";
    pub(crate) const NOTHING_CHANGED: &str = "Nothing was done.";

    pub(crate) const SIMULATED: &str = "From the ANC Simulator: nothing of this happened.";
    pub(crate) const SUMMARY: &str = "Summary";
    pub(crate) const WHO_WAS_HIT: &str = "Who could not sign in";
    pub(crate) const HIT_COLUMNS: &str = "| Group | At once, at the most | All together | When |";
    pub(crate) const TIMELINE: &str = "What happened";
    pub(crate) const CAUSES: &str = "What it was because of";
    pub(crate) const TO_DO: &str = "What is to be done";
    pub(crate) const NOTHING_TO_DO: &str = "Nothing is broken any more, and no check asks for anything.";
    pub(crate) const FIGURE_CLOUD_PCS: &str = "Cloud PCs by status";
    pub(crate) const FIGURE_REGIONS: &str = "Free capacity by region";
    pub(crate) const FIGURE_SUBNETS: &str = "Free addresses by subnet";
    pub(crate) const FIGURE_SIGN_INS: &str = "Sign-ins that succeeded, in percent";
    pub(crate) const FIGURE_AGES: &str = "Age of what is believed, in hours";
    pub(crate) const SHARE: &str = "Succeeded";
    pub(crate) const MOMENT: &str = "moment";
    pub(crate) const UTC: &str = "utc";
    pub(crate) const ON: &str = "on";
    pub(crate) const OFF: &str = "off";
    pub(crate) const SO_AT_THE_START: &str = "It was so when the scenario began.";
    pub(crate) const SO_SINCE_THE_START: &str = "So since the scenario began";
}

/// What is done when a stage is done.
pub(crate) const fn stage_done(stage: Stage) -> &'static str {
    match stage {
        Stage::CreateVm => "the virtual machine is made",
        Stage::AttachNetwork => "it is on the network",
        Stage::Join => "it has joined",
        Stage::SyncDevice => "the device is in Microsoft Entra ID",
        Stage::Enroll => "it is enrolled in Intune",
        Stage::Configure => "Windows is configured",
        Stage::Prepare => "the device is prepared",
        Stage::Assign => "its user is told",
    }
}

/// What titles begin with that is no name: within a sentence it begins small.
const ARTICLES: [&str; 10] = [
    "The ",
    "There ",
    "No ",
    "A ",
    "Subnet ",
    "Subscription ",
    "Resource group ",
    "Group ",
    "Network resource ",
    "Domain controller ",
];

/// A title within a sentence: an article of ours begins small, a name keeps its letters.
pub fn in_sentence(title: &str) -> String {
    ARTICLES
        .iter()
        .find_map(|article| Some(format!("{}{}", article.to_ascii_lowercase(), title.strip_prefix(article)?)))
        .unwrap_or_else(|| title.to_owned())
}
