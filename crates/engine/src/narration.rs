//! Records in words, for people: the same sentences in the terminal and on the screen.

use crate::Simulation;
use crate::calendar;
use crate::command::{ACTIONS, Declaration, Declared as _, Fault, FieldValue};
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    Candidate, CandidateVerdict, Check, CloudPcStatus, ConnectionStatus, Entity, HopVerdict, Instant,
    RunTrigger, Stage, Verdict, World,
};
use crate::record::{Detail, Record};

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
    match &record.detail {
        Detail::Opened => Narration::new(
            Tone::Info,
            "The scenario begins",
            format!("Rules of {}, seed {}.", simulation.world().rules.set.title(), simulation.setup().seed),
        ),
        Detail::AdminActed(action) => {
            let does = tell(action.entry().does, action.declaration(), &action.values(), world);
            Narration::new(Tone::Info, does, format!("Done as {subject}."))
        }
        Detail::UserActed => Narration::new(Tone::Info, format!("{subject} signs in"), ""),
        Detail::FaultStruck(fault) => Narration::new(
            Tone::Warning,
            fault_told(fault, fault.entry().struck, world),
            format!("Noticed by: {}.", fault.entry().noticed_by()),
        ),
        Detail::RepairMade(fault) => Narration::new(
            Tone::Success,
            fault_told(fault, fault.entry().repaired, world),
            if fault.entry().checks.is_empty() { "" } else { "A status follows with the next health check." },
        ),
        Detail::PeopleJoined(count) => {
            let people = if *count == 1 { "person joins" } else { "people join" };
            Narration::new(Tone::Info, format!("{count} {people} {subject}"), "")
        }
        Detail::Refused { rule, action, about } => {
            let rule = rule.text();
            let about = if about.is_empty() { String::new() } else { format!(" ({about})") };
            let title = format!("{}{about}", refused(action));
            Narration::new(Tone::Error, title, format!("{} {}", rule.fact, rule.remedy))
        }
        Detail::ConnectionCreated => {
            Narration::new(Tone::Info, format!("{subject} was created"), "Its first health checks begin.")
        }
        Detail::ConnectionEdited(was) => Narration::new(
            Tone::Info,
            match was {
                Some(was) => format!("{was} is called {subject} now"),
                None => format!("{subject} was edited"),
            },
            "Its health checks begin. Cloud PCs that exist keep the settings they were born with.",
        ),
        Detail::ConnectionDeleted => Narration::new(
            Tone::Info,
            format!("{subject} was deleted"),
            "Cloud PCs that were provisioned with it keep its settings.",
        ),
        Detail::ConnectionInactive => Narration::new(
            Tone::Warning,
            format!("{subject} is inactive"),
            "Nothing has used it for weeks: its checks are paused, and it cannot be assigned.",
        ),
        Detail::LimitRaised(limit) => {
            Narration::new(Tone::Info, format!("Support raised the limit to {limit} connections"), "")
        }
        Detail::LicenceChanged(has) => Narration::new(
            Tone::Info,
            format!("{subject} {}", if *has { "gets a licence" } else { "loses the licence" }),
            "",
        ),
        Detail::MembershipChanged(inside) => Narration::new(
            Tone::Info,
            format!("{subject} {}", if *inside { "is in the group again" } else { "leaves the group" }),
            "",
        ),
        Detail::RolesGranted => Narration::new(
            Tone::Info,
            format!("Windows 365 got its roles for {subject}"),
            "An owner's create or retry lets the service assign the roles that it lacks.",
        ),
        Detail::RunStarted { trigger, vm } => run_started(subject, *trigger, *vm),
        Detail::CheckChanged { check, verdict, detail, .. } => {
            check_changed(subject, *check, *verdict, detail)
        }
        Detail::RunEnded { before, status, found } => run_ended(subject, *before, *status, found),
        Detail::PolicyCreated(connections) => {
            let names: Vec<&str> = connections.iter().map(|&id| world.name(Entity::Connection(id))).collect();
            Narration::new(
                Tone::Info,
                format!("Policy {subject} was created"),
                format!("Its connections, in order: {}.", names.join(", ")),
            )
        }
        Detail::PolicyEdited(connections) => {
            let names: Vec<&str> = connections.iter().map(|&id| world.name(Entity::Connection(id))).collect();
            Narration::new(
                Tone::Info,
                format!("Policy {subject} has other connections"),
                format!("In order: {}. Cloud PCs that exist are not touched.", names.join(", ")),
            )
        }
        Detail::PolicyUnassigned(group) => Narration::new(
            Tone::Info,
            format!("{subject} was taken from {}", world.name(Entity::Group(*group))),
            "Cloud PCs that it made go into their grace period of seven days.",
        ),
        Detail::PolicyDeleted => Narration::new(Tone::Info, format!("Policy {subject} was deleted"), ""),
        Detail::PolicyAssigned(group) => {
            let group = world.name(Entity::Group(*group));
            Narration::new(
                Tone::Info,
                format!("{subject} was assigned to {group}"),
                "Members without a Cloud PC get one.",
            )
        }
        Detail::CloudPcRequested { user, policy } => Narration::new(
            Tone::Running,
            format!("A Cloud PC for {}", world.title(Entity::User(*user))),
            format!("{subject}, by policy {}.", world.name(Entity::Policy(*policy))),
        ),
        Detail::ConnectionChosen { attempt, connection, region, candidates } => {
            let title = format!("{subject} goes to {}", world.name(Entity::Connection(*connection)));
            let region = world.title(Entity::Region(*region));
            let passed = passed_over(candidates, world);
            let again = if *attempt > 1 { format!(" Attempt {attempt} of 3.") } else { String::new() };
            Narration::new(Tone::Running, title, format!("In {region}.{passed}{again}"))
        }
        Detail::NoConnection { attempt, candidates } => Narration::new(
            Tone::Warning,
            format!("{subject} finds no connection"),
            format!("Attempt {attempt} of 3.{}", passed_over(candidates, world)),
        ),
        Detail::StageDone(stage) => {
            Narration::new(Tone::Running, format!("{subject}: {}", stage_done(*stage)), "")
        }
        Detail::AttemptFailed { attempt, stage, problem } => {
            let place = stage.map(|stage| format!(" Stage: {}.", stage.entry().title)).unwrap_or_default();
            let title = format!("{subject}: attempt {attempt} of 3 failed");
            Narration::new(Tone::Warning, title, format!("{}{place}", problem.words()))
        }
        Detail::CleanedUp(freed) => Narration::new(
            Tone::Info,
            format!("A failed attempt of {subject} is cleaned up"),
            free_again(*freed),
        ),
        Detail::Provisioned(connection, warnings) if warnings.is_empty() => Narration::new(
            Tone::Success,
            format!("{subject} provisioned"),
            format!(
                "On {}, with the connection's settings as they were when it was chosen.",
                world.name(Entity::Connection(*connection))
            ),
        ),
        Detail::Provisioned(connection, warnings) => Narration::new(
            Tone::Warning,
            format!("{subject} provisioned with warnings"),
            format!(
                "On {}. Steps of its set-up failed: {}.",
                world.name(Entity::Connection(*connection)),
                warnings.iter().map(|step| step.words()).collect::<Vec<_>>().join(", ")
            ),
        ),
        Detail::GraceBegan(ends) => Narration::new(
            Tone::Warning,
            format!("{subject} is in its grace period"),
            format!(
                "Its user works on until {}; then it is removed, with whatever is on it.",
                calendar::in_sentence(world.setup().start.at(*ends))
            ),
        ),
        Detail::GraceEnded => Narration::new(
            Tone::Success,
            format!("The grace period of {subject} is over"),
            "Its user has what the Cloud PC was made for: licence, group and policy.",
        ),
        Detail::Deprovisioning => {
            Narration::new(Tone::Running, format!("{subject} is being removed"), "Whatever is on it is lost.")
        }
        Detail::Deprovisioned(freed) => {
            Narration::new(Tone::Info, format!("{subject} is removed"), free_again(*freed))
        }
        Detail::Reprovisioned => Narration::new(
            Tone::Warning,
            format!("{subject} is made anew"),
            "Whatever was on it is lost: files, settings, programs. It gets the settings of now.",
        ),
        Detail::WorkBegan(CloudPcStatus::MovingRegion, target) => Narration::new(
            Tone::Running,
            format!("{subject} begins to move"),
            target.map_or(String::new(), |target| {
                format!(
                    "To {}. It cannot be used for up to four hours; its restore points are deleted.",
                    world.name(Entity::Connection(target))
                )
            }),
        ),
        Detail::WorkBegan(..) => Narration::new(
            Tone::Running,
            format!("{subject} is being resized"),
            "Its user is disconnected for 15 to 20 minutes.",
        ),
        Detail::WorkDone(CloudPcStatus::MovingRegion) => Narration::new(
            Tone::Success,
            format!("{subject} has moved"),
            "It has the settings of its new connection.",
        ),
        Detail::WorkDone(_) => Narration::new(Tone::Success, format!("{subject} has its new size"), ""),
        Detail::WorkFailed(_) => Narration::new(
            Tone::Error,
            format!("{subject} could not move"),
            "Its domain cannot be reached from the new connection. It stays where it was.",
        ),
        Detail::ProvisioningFailed => Narration::new(
            Tone::Error,
            format!("{subject} failed"),
            "Three attempts failed. Repair the cause, then choose Retry.",
        ),
        Detail::SignedIn { cloud_pc, controller, session, prompted } => {
            let answered = match controller {
                Some(controller) => world.name(Entity::Controller(*controller)),
                None => "Microsoft Entra ID",
            };
            let prompt = if *prompted { " A password was asked for." } else { "" };
            let text = format!(
                "To {}, {}. {answered} answered.{prompt}",
                world.name(Entity::CloudPc(*cloud_pc)),
                session.words()
            );
            Narration::new(Tone::Success, format!("{subject} signed in"), text)
        }
        Detail::SignInFailed(hops) => {
            let failing = hops.iter().position(|hop| matches!(hop.verdict, HopVerdict::Failed(_)));
            let (number, words, hint) = match failing.map(|position| (position, hops[position].verdict)) {
                Some((position, HopVerdict::Failed(problem))) => {
                    (position + 1, problem.words(), problem.hint())
                }
                _ => (0, "", ""),
            };
            let text = format!("{words} Hop {number} of {}.{hint}", hops.len());
            Narration::new(Tone::Error, format!("{subject} cannot sign in"), text)
        }
    }
}

/// A title within a sentence: an article of ours begins small, a name keeps its letters.
pub fn in_sentence(title: &str) -> String {
    for article in [
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
    ] {
        if let Some(rest) = title.strip_prefix(article) {
            return format!("{}{rest}", article.to_ascii_lowercase());
        }
    }
    title.to_owned()
}

const fn free_again(address: bool) -> &'static str {
    if address {
        "Its address and its capacity are free again."
    } else {
        "Its capacity is free again. A lock on the resource group keeps its network interface, and with it the address."
    }
}

fn run_started(subject: &str, trigger: RunTrigger, vm: bool) -> Narration {
    let why = match trigger {
        RunTrigger::Creation => "The first health checks of",
        RunTrigger::Retry => "The retried health checks of",
        RunTrigger::Edit => "Health checks after the edit of",
        RunTrigger::Reactivation => "Health checks after the reactivation of",
        RunTrigger::Period | RunTrigger::BeforeStart => "Periodic health checks of",
    };
    let text = if vm {
        "A temporary VM takes an address. Results come in up to 30 minutes."
    } else {
        "No address is left for the temporary VM: its checks cannot run."
    };
    Narration::new(Tone::Running, format!("{why} {subject} begin"), text)
}

fn check_changed(subject: &str, check: Check, verdict: Verdict, detail: &str) -> Narration {
    let title = format!("{subject}: {}", check.entry().title);
    let targets = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
    match verdict {
        Verdict::Passed => Narration::new(Tone::Success, title, "It passes now."),
        Verdict::Informational(error) => {
            Narration::new(Tone::Info, title, format!("{}{targets}", error.entry().meaning))
        }
        Verdict::Warning(error) => {
            Narration::new(Tone::Warning, title, format!("{}{targets}", error.entry().meaning))
        }
        Verdict::Error(error) => {
            Narration::new(Tone::Error, title, format!("{}{targets}", error.entry().meaning))
        }
        Verdict::NotRun(stopper) => {
            let text = format!("It could not run: “{}” stopped it.", stopper.entry().title);
            Narration::new(Tone::Warning, title, text)
        }
    }
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
    let before = if before == status {
        "As before."
    } else if before == ConnectionStatus::Running {
        "The first results."
    } else {
        ""
    };
    let found: Vec<&str> = found.iter().map(|(check, _)| check.entry().title).collect();
    let found = if found.is_empty() { String::new() } else { format!("Found by: {}.", found.join("; ")) };
    let text = [before, &found].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Narration::new(tone, format!("{subject}: {}", status.title()), text)
}

fn passed_over(candidates: &[Candidate], world: Names<'_>) -> String {
    candidates
        .iter()
        .filter_map(|candidate| match candidate.verdict {
            CandidateVerdict::PassedOver(why) => Some(format!(
                " {} was passed over: {}.",
                world.name(Entity::Connection(candidate.connection)),
                why.words()
            )),
            CandidateVerdict::Taken | CandidateVerdict::NotAsked => None,
        })
        .collect()
}

const fn stage_done(stage: Stage) -> &'static str {
    match stage {
        Stage::CreateVm => "the virtual machine is made",
        Stage::AttachNetwork => "it is on the network",
        Stage::Join => "it has joined",
        Stage::SyncDevice => "the device is in Microsoft Entra ID",
        Stage::Enroll => "it is enrolled in Intune",
        Stage::Configure => "Windows is configured",
        Stage::Assign => "its user is told",
    }
}

/// A sentence of a declaration, with the fields of a command in the place of their names.
fn tell(sentence: &str, declaration: &Declaration, values: &[FieldValue], world: Names<'_>) -> String {
    let mut told = sentence.to_owned();
    for (field, value) in declaration.fields.iter().zip(values) {
        let part = match value {
            FieldValue::Thing(Entity::Link(link)) => {
                format!("{} {}", world.setup().links[*link].kind.title(), world.title(Entity::Link(*link)))
            }
            FieldValue::Thing(entity) => world.title(*entity).to_owned(),
            FieldValue::Text(text) => text.to_string(),
            FieldValue::Number(number) => number.to_string(),
            FieldValue::Word(word) => {
                EndpointService::named(word).map_or(*word, EndpointService::title).to_owned()
            }
            FieldValue::Flag(flag) => if *flag { "on" } else { "off" }.to_owned(),
            FieldValue::Nothing | FieldValue::List(_) => continue,
        };
        told = told.replace(&format!("{{{}}}", field.name), &part);
    }
    told
}

fn fault_told(fault: &Fault, sentence: &str, world: Names<'_>) -> String {
    tell(sentence, fault.declaration(), &fault.values(), world)
}

fn refused(action: &str) -> &'static str {
    ACTIONS.iter().find(|of| of.declaration.name == action).map_or("Refused", |of| of.refused)
}
