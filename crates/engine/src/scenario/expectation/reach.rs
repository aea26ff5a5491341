//! A network resource is reached, or not.

use super::{Kind, changes_ways};
use crate::record::Record;
use crate::scenario::file::{ExpectReach, SignInOutcome};
use crate::sign_in::Failed;
use crate::simulation::Simulation;

impl Kind for ExpectReach {
    fn wrong(&self) -> Option<&'static str> {
        (self.outcome == SignInOutcome::Succeeded && (self.hop.is_some() || self.problem.is_some()))
            .then_some("a way that succeeds ends at no hop")
    }

    fn words(&self) -> String {
        let hop = self.hop.as_ref().map(|hop| format!(" at {}", hop.0)).unwrap_or_default();
        match self.outcome {
            SignInOutcome::Succeeded => format!("{} reaches {}", self.user.0, self.resource.0),
            SignInOutcome::Failed => format!("{} cannot reach {}{hop}", self.user.0, self.resource.0),
        }
    }

    fn concerns(&self, record: &Record) -> bool {
        changes_ways(record.key.kind)
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let world = simulation.world();
        let Some(user) = world.user_named(&self.user.0) else {
            return Err("nobody has that name yet".into());
        };
        let Some(resource) =
            world.present_resources().find(|&id| *world.resources[id].name == *self.resource.0)
        else {
            return Err("it does not exist".into());
        };
        let route = crate::sign_in::reach(world, user, resource);
        let (fits, seen) = match route.failure() {
            None => (self.outcome == SignInOutcome::Succeeded, "it is reached".to_owned()),
            Some(Failed { place, problem, .. }) => (
                self.outcome == SignInOutcome::Failed
                    && self.hop.as_ref().is_none_or(|expected| expected.0 == place.name())
                    && self.problem.as_ref().is_none_or(|expected| expected.0 == problem.name()),
                format!("the way ends at {} ({})", place.name(), problem.name()),
            ),
        };
        if fits { Ok(()) } else { Err(seen) }
    }
}
