//! A user's last sign-in went so.

use super::Kind;
use crate::domain::{RecordKind, SessionQuality, SignInProblem};
use crate::record::Record;
use crate::scenario::file::{ExpectSignIn, SignInOutcome};
use crate::simulation::Simulation;

impl Kind for ExpectSignIn {
    fn wrong(&self) -> Option<&'static str> {
        match self.outcome {
            SignInOutcome::Succeeded if self.hop.is_some() || self.problem.is_some() => {
                Some("a sign-in that succeeded ends at no hop")
            }
            SignInOutcome::Failed
                if self.session.is_some() || self.prompted.is_some() || self.consent.is_some() =>
            {
                Some("a sign-in that failed has no session")
            }
            _ => None,
        }
    }

    fn words(&self) -> String {
        match self.outcome {
            SignInOutcome::Succeeded => {
                let session = self.session.map(|of| format!(" over {}", of.name())).unwrap_or_default();
                let prompted = match self.prompted {
                    Some(true) => ", with a password prompt",
                    Some(false) => ", without a password prompt",
                    None => "",
                };
                let consent = match self.consent {
                    Some(true) => ", asked to allow the connection",
                    Some(false) => ", not asked to allow the connection",
                    None => "",
                };
                format!("{} signs in{session}{prompted}{consent}", self.user.0)
            }
            SignInOutcome::Failed => {
                let hop = self.hop.as_ref().map(|hop| format!(" at {}", hop.0)).unwrap_or_default();
                let why =
                    self.problem.as_ref().map(|problem| format!(" ({})", problem.0)).unwrap_or_default();
                format!("{} cannot sign in{hop}{why}", self.user.0)
            }
        }
    }

    fn concerns(&self, record: &Record) -> bool {
        matches!(record.key.kind, RecordKind::SignedIn | RecordKind::SignInFailed)
    }

    fn holds(&self, simulation: &Simulation, at_this_instant: bool) -> Result<(), String> {
        let world = simulation.world();
        let Some(user) = world.user_named(&self.user.0) else {
            return Err("nobody has that name yet".into());
        };
        let last = world.users[user].last_sign_in;
        let Some(last) = last.filter(|last| !at_this_instant || last.at == simulation.now()) else {
            return Err("there was no sign-in".into());
        };
        let seen = match last.failed {
            None => {
                let session = last.session.map_or("", SessionQuality::name);
                let prompt = if last.prompted { ", with a prompt" } else { "" };
                let consent = if last.consent { ", asked to allow the connection" } else { "" };
                format!("it succeeded, over {session}{prompt}{consent}")
            }
            Some((place, problem)) => format!("it failed at {} ({})", place.name(), problem.name()),
        };
        let fits = match (self.outcome, last.failed) {
            (SignInOutcome::Succeeded, None) => {
                self.session.is_none_or(|session| last.session == Some(session.0))
                    && self.prompted.is_none_or(|prompted| last.prompted == prompted)
                    && self.consent.is_none_or(|consent| last.consent == consent)
            }
            (SignInOutcome::Failed, Some((place, problem))) => {
                self.hop.as_ref().is_none_or(|hop| hop.0 == place.name())
                    && self
                        .problem
                        .as_ref()
                        .is_none_or(|expected| SignInProblem::named(&expected.0) == Some(problem))
            }
            _ => false,
        };
        if fits { Ok(()) } else { Err(seen) }
    }
}
