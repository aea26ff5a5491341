//! Records in words, for people: the same sentences in the terminal and on the screen. The sentences stand in [`crate::words`].

use crate::Simulation;
use crate::calendar;
use crate::command::{ACTIONS, CHANGES, Declaration, Declared as _, Fault, FieldValue, UserAction};
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    Candidate, CandidateVerdict, Check, CloudPcStatus, ConnectionStatus, Entity, Freed, HopVerdict, Instant,
    Network, RunTrigger, Verdict, World,
};
use crate::record::{Detail, Record};
use crate::words::{self, fixed};

/// How a sentence is meant. Shown as a shape, a word and a colour.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tone {
    /// It is good to know.
    Info,
    /// It went well.
    Success,
    /// It needs attention.
    Warning,
    /// It failed.
    Error,
    /// It is under way.
    Running,
}

impl Tone {
    /// The word that goes with the shape.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "Information",
            Self::Success => "Success",
            Self::Warning => "Warning",
            Self::Error => "Error",
            Self::Running => "Under way",
        }
    }
}

/// A record in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Narration {
    /// How it is meant.
    pub tone: Tone,
    /// What happened, in a few words.
    pub title: String,
    /// What it means, in a sentence or two; may be empty.
    pub text: String,
}

impl Narration {
    fn new(tone: Tone, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { tone, title: title.into(), text: text.into() }
    }
}

/// The names of the moment of a record.
#[derive(Clone, Copy)]
struct Names<'a> {
    simulation: &'a Simulation,
    at: Instant,
}

impl<'a> Names<'a> {
    fn name(self, entity: Entity) -> &'a str {
        self.simulation.name_at(entity, self.at)
    }

    fn title(self, entity: Entity) -> &'a str {
        self.simulation.title_at(entity, self.at)
    }

    /// The world that the run began with: what never changes in it.
    fn setup(self) -> &'a World {
        &self.simulation.setup().world
    }
}

/// Tells a record of a run, past or known future, with the names and the calendar of its own time.
pub fn narrate(record: &Record, simulation: &Simulation) -> Narration {
    let world = Names { simulation, at: record.key.at };
    let subject = world.title(record.key.entity);
    let told = |tone, title: String, text: &str| Narration::new(tone, title, text);
    match &record.detail {
        Detail::Opened => {
            let rules = simulation.world().rules.set.title();
            let seed = simulation.setup().seed.to_string();
            Narration::new(Tone::Info, fixed::SCENARIO_BEGINS, words::opened_under(rules, &seed))
        }
        Detail::AdminActed(action) => {
            let does = tell(action.entry().does, action.declaration(), &action.values(), world);
            Narration::new(Tone::Info, does, words::done_as(subject))
        }
        Detail::UserActed(action) => {
            let title = match action {
                UserAction::SignInByBrowser { .. } => words::signs_in_by_browser,
                UserAction::SignInByLink { .. } => words::signs_in_by_link,
                _ => words::signs_in,
            };
            told(Tone::Info, title(subject), "")
        }
        Detail::FaultStruck(fault) => Narration::new(
            Tone::Warning,
            fault_told(fault, fault.entry().struck, world),
            words::noticed_by(&fault.entry().noticed_by()),
        ),
        Detail::RepairMade(fault) => told(
            Tone::Success,
            fault_told(fault, fault.entry().repaired, world),
            if fault.entry().checks.is_empty() { "" } else { fixed::STATUS_FOLLOWS },
        ),
        Detail::EnvironmentChanged(change) => {
            let done = tell(change.entry().does, change.declaration(), &change.values(), world);
            told(Tone::Info, done, "")
        }
        Detail::LineFailed { name, .. } => {
            told(Tone::Error, words::names_what_is_not_there(name), fixed::NOTHING_CHANGED)
        }
        Detail::PeopleJoined(1) => told(Tone::Info, words::one_joins(subject), ""),
        Detail::PeopleJoined(count) => told(Tone::Info, words::many_join(&count.to_string(), subject), ""),
        Detail::Refused { rule, action, about } => {
            let rule = rule.text();
            let refused = refused(action);
            let title = if about.is_empty() { refused } else { words::refused_about(&refused, about) };
            Narration::new(Tone::Error, title, words::refused_why(rule.fact, rule.remedy))
        }
        Detail::ConnectionCreated => {
            told(Tone::Info, words::connection_created(subject), fixed::FIRST_CHECKS_BEGIN)
        }
        Detail::ConnectionEdited(Some(was)) => {
            told(Tone::Info, words::connection_renamed(was, subject), fixed::EDITED)
        }
        Detail::ConnectionEdited(None) => told(Tone::Info, words::connection_edited(subject), fixed::EDITED),
        Detail::ConnectionDeleted => told(Tone::Info, words::connection_deleted(subject), fixed::DELETED),
        Detail::ConnectionInactive => {
            told(Tone::Warning, words::connection_inactive(subject), fixed::INACTIVE)
        }
        Detail::LimitRaised(limit) => told(Tone::Info, words::limit_raised(&limit.to_string()), ""),
        Detail::LicenceChanged(true) => told(Tone::Info, words::gets_a_licence(subject), ""),
        Detail::LicenceChanged(false) => told(Tone::Info, words::loses_the_licence(subject), ""),
        Detail::GroupJoined(group) => {
            told(Tone::Info, words::is_in_besides(subject, world.name(Entity::Group(*group))), "")
        }
        Detail::GroupLeft(group) => {
            told(Tone::Info, words::is_not_in(subject, world.name(Entity::Group(*group))), "")
        }
        Detail::GroupMoved(group) => {
            told(Tone::Info, words::moves_to_group(subject, world.name(Entity::Group(*group))), "")
        }
        Detail::MembershipChanged(true) => told(Tone::Info, words::is_in_the_group_again(subject), ""),
        Detail::MembershipChanged(false) => told(Tone::Info, words::leaves_the_group(subject), ""),
        Detail::RolesGranted => told(Tone::Info, words::roles_granted(subject), fixed::ROLES),
        Detail::RunStarted { trigger, vm } => run_started(subject, *trigger, *vm),
        Detail::CheckChanged { check, verdict, detail, .. } => {
            check_changed(subject, *check, *verdict, detail)
        }
        Detail::RunEnded { before, status, found } => run_ended(subject, *before, *status, found),
        Detail::PolicyCreated(networks) => {
            let over = if is_hosted(networks) { words::policy_regions } else { words::policy_connections };
            Narration::new(Tone::Info, words::policy_created(subject), over(&names(networks, world)))
        }
        Detail::PolicyEdited(networks) => {
            let hosted = is_hosted(networks);
            let over = if hosted { words::policy_other_regions } else { words::policy_other_connections };
            Narration::new(Tone::Info, words::policy_edited(subject), over(&names(networks, world)))
        }
        Detail::PolicyUnassigned(group) => {
            let title = words::policy_unassigned(subject, world.name(Entity::Group(*group)));
            told(Tone::Info, title, fixed::GRACE_OF_SEVEN_DAYS)
        }
        Detail::PolicyDeleted => told(Tone::Info, words::policy_deleted(subject), ""),
        Detail::PolicyAssigned(group) => {
            let title = words::policy_assigned(subject, world.name(Entity::Group(*group)));
            told(Tone::Info, title, fixed::MEMBERS_GET_ONE)
        }
        Detail::LicenceAwaited(size) => {
            // Sizes come and never go.
            let pool = world.simulation.world().pool(*size);
            let size = pool.map_or("", |of| &of.size);
            Narration::new(Tone::Warning, words::is_pending(subject), words::no_licence_free(size))
        }
        Detail::CloudPcRequested { user, policy } => Narration::new(
            Tone::Running,
            words::cloud_pc_for(world.title(Entity::User(*user))),
            words::cloud_pc_by(subject, world.name(Entity::Policy(*policy))),
        ),
        Detail::NetworkChosen { attempt, network, region, candidates } => {
            let mut text = match network {
                Network::Connection(_) => vec![words::in_region(world.title(Entity::Region(*region)))],
                Network::Hosted(_) => Vec::new(),
            };
            text.extend(passed_over(candidates, world));
            text.extend((*attempt > 1).then(|| words::attempt_of_three(&attempt.to_string())));
            let title = words::goes_to(subject, &named(*network, world));
            Narration::new(Tone::Running, title, text.join(" "))
        }
        Detail::NoNetwork { attempt, candidates } => {
            let mut text = vec![words::attempt_of_three(&attempt.to_string())];
            text.extend(passed_over(candidates, world));
            let hosted = candidates.iter().any(|of| of.network.connection().is_none());
            let title = if hosted { words::finds_no_region } else { words::finds_no_connection };
            Narration::new(Tone::Warning, title(subject), text.join(" "))
        }
        Detail::StageDone(stage) => {
            told(Tone::Running, words::of_cloud_pc(subject, words::stage_done(*stage)), "")
        }
        Detail::AttemptFailed { attempt, stage, problem } => {
            let text = match stage {
                Some(stage) => words::problem_at_stage(problem.words(), stage.entry().title),
                None => problem.words().to_owned(),
            };
            Narration::new(Tone::Warning, words::attempt_failed(subject, &attempt.to_string()), text)
        }
        Detail::CleanedUp(freed) => told(Tone::Info, words::cleaned_up(subject), free_again(*freed)),
        Detail::Provisioned(network, warnings) => {
            let name = named(*network, world);
            let placed = match network {
                Network::Connection(_) => words::provisioned_on,
                Network::Hosted(_) => words::provisioned_in,
            };
            let steps: Vec<&str> = warnings.iter().map(|step| step.words()).collect();
            match &steps[..] {
                [] => Narration::new(Tone::Success, words::provisioned(subject), placed(&name)),
                steps => Narration::new(
                    Tone::Warning,
                    words::provisioned_with_warnings(subject),
                    words::steps_failed_on(&name, &steps.join(", ")),
                ),
            }
        }
        Detail::GraceBegan(ends) => {
            let moment = calendar::in_sentence(world.setup().start.at(*ends));
            Narration::new(Tone::Warning, words::grace_began(subject), words::works_on_until(&moment))
        }
        Detail::GraceEnded => told(Tone::Success, words::grace_ended(subject), fixed::HAS_WHAT_IT_NEEDS),
        Detail::Deprovisioning { recoverable } => {
            let text = if *recoverable { fixed::CAN_BE_RECOVERED } else { fixed::IS_LOST };
            told(Tone::Running, words::deprovisioning(subject), text)
        }
        Detail::Deprovisioned(freed) => told(Tone::Info, words::deprovisioned(subject), free_again(*freed)),
        Detail::Reprovisioned => told(Tone::Warning, words::reprovisioned(subject), fixed::WAS_LOST),
        Detail::WorkBegan(CloudPcStatus::MovingRegion, target) => {
            let to = target.map(|target| words::moves_to(&named(target, world)));
            Narration::new(Tone::Running, words::begins_to_move(subject), to.unwrap_or_default())
        }
        Detail::WorkBegan(CloudPcStatus::ResizePendingLicense, _) => {
            told(Tone::Running, words::resize_waits(subject), fixed::LICENCE_OF_NEW_SIZE)
        }
        Detail::WorkBegan(CloudPcStatus::Restoring, _) => {
            told(Tone::Running, words::being_recovered(subject), fixed::AS_IT_WAS)
        }
        Detail::WorkBegan(..) => told(Tone::Running, words::being_resized(subject), fixed::DISCONNECTED),
        Detail::WorkDone(CloudPcStatus::MovingRegion) => {
            told(Tone::Success, words::has_moved(subject), fixed::NEW_SETTINGS)
        }
        Detail::WorkDone(CloudPcStatus::Restoring) => {
            told(Tone::Success, words::is_recovered(subject), fixed::NOTHING_LOST)
        }
        Detail::WorkDone(_) => told(Tone::Success, words::has_its_new_size(subject), ""),
        Detail::WorkFailed(CloudPcStatus::Restoring) => {
            told(Tone::Error, words::cannot_be_recovered(subject), fixed::MADE_ANEW)
        }
        Detail::WorkFailed(CloudPcStatus::ResizePendingLicense) => {
            told(Tone::Error, words::not_resized(subject), fixed::NO_LICENCE_CAME)
        }
        Detail::WorkFailed(_) => told(Tone::Error, words::could_not_move(subject), fixed::STAYS),
        Detail::ProvisioningFailed => {
            told(Tone::Error, words::provisioning_failed(subject), fixed::THREE_FAILED)
        }
        Detail::SignedIn { cloud_pc, controller, session, prompted } => {
            let answered =
                controller.map_or(fixed::ENTRA_ID, |controller| world.name(Entity::Controller(controller)));
            let cloud_pc = world.name(Entity::CloudPc(*cloud_pc));
            let text = if *prompted { words::signed_in_with_password } else { words::signed_in_to };
            let text = text(cloud_pc, session.words(), answered);
            Narration::new(Tone::Success, words::signed_in(subject), text)
        }
        Detail::SessionCut => told(Tone::Error, words::session_cut(subject), fixed::NO_OTHER_WAY),
        Detail::SignInFailed(hops) => {
            let failing = hops.iter().zip(1_usize..).find_map(|(hop, number)| match hop.verdict {
                HopVerdict::Failed(problem) => Some((problem, number)),
                _ => None,
            });
            let text = failing.map(|(problem, number)| {
                let [number, hops] = [number, hops.len()].map(|count| count.to_string());
                sentences(&[problem.words(), &words::at_hop(&number, &hops), problem.hint()])
            });
            Narration::new(Tone::Error, words::cannot_sign_in(subject), text.unwrap_or_default())
        }
    }
}

/// Sentences, one after the other.
fn sentences(all: &[&str]) -> String {
    all.iter().filter(|sentence| !sentence.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The names of networks, in their order; of regions their titles.
fn names(networks: &[Network], world: Names<'_>) -> String {
    networks.iter().map(|network| world.title(network.entity())).collect::<Vec<_>>().join(", ")
}

const fn free_again(freed: Freed) -> &'static str {
    match freed {
        Freed::AddressAndCapacity => fixed::ALL_FREE,
        Freed::AddressKept => fixed::ADDRESS_KEPT,
        Freed::Capacity => fixed::CAPACITY_FREE,
        Freed::Nothing => "",
    }
}

fn run_started(subject: &str, trigger: RunTrigger, vm: bool) -> Narration {
    let title = match trigger {
        RunTrigger::Creation => words::first_checks_begin(subject),
        RunTrigger::Retry => words::retried_checks_begin(subject),
        RunTrigger::Edit => words::checks_begin_after_edit(subject),
        RunTrigger::Reactivation => words::checks_begin_after_reactivation(subject),
        RunTrigger::Period | RunTrigger::BeforeStart => words::periodic_checks_begin(subject),
    };
    let text = if vm { fixed::VM_TAKES_ADDRESS } else { fixed::NO_ADDRESS_FOR_VM };
    Narration::new(Tone::Running, title, text)
}

fn check_changed(subject: &str, check: Check, verdict: Verdict, detail: &str) -> Narration {
    let title = words::of_connection(subject, check.entry().title);
    let (tone, error) = match verdict {
        Verdict::Passed => return Narration::new(Tone::Success, title, fixed::PASSES_NOW),
        Verdict::NotRun(stopper) => {
            return Narration::new(Tone::Warning, title, words::stopped_by(stopper.entry().title));
        }
        Verdict::Informational(error) => (Tone::Info, error),
        Verdict::Warning(error) => (Tone::Warning, error),
        Verdict::Error(error) => (Tone::Error, error),
    };
    let meaning = error.entry().meaning;
    let text =
        if detail.is_empty() { meaning.to_owned() } else { words::meaning_with_detail(meaning, detail) };
    Narration::new(tone, title, text)
}

fn run_ended(
    subject: &str,
    before: ConnectionStatus,
    status: ConnectionStatus,
    found: &[(Check, Verdict)],
) -> Narration {
    let tone = match status {
        ConnectionStatus::Failed => Tone::Error,
        ConnectionStatus::Warning | ConnectionStatus::Inactive => Tone::Warning,
        ConnectionStatus::Passed | ConnectionStatus::Informational => Tone::Success,
        ConnectionStatus::Running | ConnectionStatus::Pending => Tone::Running,
    };
    let found: Vec<&str> = found.iter().map(|(check, _)| check.entry().title).collect();
    let by = if tone == Tone::Success { words::noted_by } else { words::found_by };
    let found = (!found.is_empty()).then(|| by(&found.join("; ")));
    let news = if before == status {
        Some(fixed::AS_BEFORE.to_owned())
    } else {
        (before == ConnectionStatus::Running).then(|| fixed::FIRST_RESULTS.to_owned())
    };
    let text: Vec<String> = news.into_iter().chain(found).collect();
    Narration::new(tone, words::of_connection(subject, status.title()), text.join(" "))
}

/// What a network is called in a sentence.
fn named(network: Network, world: Names<'_>) -> String {
    match network {
        Network::Connection(id) => world.name(Entity::Connection(id)).to_owned(),
        Network::Hosted(id) => words::hosted_in(world.title(Entity::Region(id))),
    }
}

fn is_hosted(networks: &[Network]) -> bool {
    networks.iter().any(|network| network.connection().is_none())
}

fn passed_over(candidates: &[Candidate], world: Names<'_>) -> impl Iterator<Item = String> {
    candidates.iter().filter_map(move |candidate| match candidate.verdict {
        CandidateVerdict::PassedOver(why) => {
            Some(words::passed_over(world.title(candidate.network.entity()), why.words()))
        }
        CandidateVerdict::Taken | CandidateVerdict::NotAsked => None,
    })
}

/// A sentence of a declaration, with the fields of a command in the place of their names.
fn tell(sentence: &str, declaration: &Declaration, values: &[FieldValue], world: Names<'_>) -> String {
    let mut told = sentence.to_owned();
    for (field, value) in declaration.fields.iter().zip(values) {
        let part = match value {
            FieldValue::Thing(Entity::Link(link)) => {
                // One that comes to be in a future that was seen before is not there now.
                let known =
                    world.simulation.world().links.get(*link).or_else(|| world.setup().links.get(*link));
                format!("{} {}", known.map_or("link", |of| of.kind.title()), world.title(Entity::Link(*link)))
            }
            FieldValue::Thing(entity) => world.title(*entity).to_owned(),
            FieldValue::Text(text) => text.to_string(),
            FieldValue::Number(number) => number.to_string(),
            FieldValue::Word(word) => {
                EndpointService::named(word).map_or(*word, EndpointService::title).to_owned()
            }
            FieldValue::Flag(flag) => if *flag { fixed::ON } else { fixed::OFF }.to_owned(),
            FieldValue::Nothing | FieldValue::List(_) => continue,
        };
        told = told.replace(&format!("{{{}}}", field.name), &part);
    }
    told
}

fn fault_told(fault: &Fault, sentence: &str, world: Names<'_>) -> String {
    tell(sentence, fault.declaration(), &fault.values(), world)
}

fn refused(action: &str) -> String {
    if let Some(of) = ACTIONS.iter().find(|of| of.declaration.name == action) {
        return of.refused.to_owned();
    }
    let change = CHANGES.iter().find(|of| of.declaration.name == action);
    change.map_or_else(|| fixed::REFUSED.to_owned(), |of| words::refused_change(&spaced(of.declaration.name)))
}

/// `removeSubnet`: remove subnet.
pub fn spaced(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            text.push(' ');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
