//! The sign-in that is shown: a recent one, in the past tense, with its time. A failure is shown until the same person
//! succeeds.

use anc_engine::calendar;
use anc_engine::domain::{CloudPcId, Entity, HopVerdict, Place, Placement, Site, ordered};
use anc_engine::sign_in::With;
use anc_engine::words::in_sentence;
use anc_engine::{Detail, Record, sign_in};

use super::part::{Look, Panel, Part, Row, Target};
use super::{End, SEARCHED_MAX, SIGN_IN_SHOWN, Scene, SignIn};
use crate::shell::address::Page;
use crate::tell::badge::{Badge, largest_unit};
use crate::tell::shape::Shape;
use crate::words;

/// A sign-in that happened just now.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    record: &'a Record,
    pub(super) cloud_pc: Option<CloudPcId>,
}

/// The newest failure of somebody who has not signed in since; else the newest success.
pub(super) fn last_sign_in<'a>(scene: &Scene<'a>) -> Option<Found<'a>> {
    let recent = scene.simulation.records().iter().rev().take(SEARCHED_MAX);
    let mut succeeded = Vec::new();
    let mut newest = None;
    for record in recent.take_while(|record| scene.now.since(record.key.at) <= SIGN_IN_SHOWN) {
        match &record.detail {
            Detail::SignInFailed(hops) if succeeded.binary_search(&record.key.entity).is_err() => {
                let cloud_pc = hops.iter().find_map(|hop| match hop.place {
                    Place::CloudPc(cloud_pc) => cloud_pc,
                    _ => None,
                });
                return Some(Found { record, cloud_pc });
            }
            Detail::SignedIn { cloud_pc, .. } => {
                ordered::insert(&mut succeeded, record.key.entity);
                newest = newest.or(Some(Found { record, cloud_pc: Some(*cloud_pc) }));
            }
            _ => {}
        }
    }
    newest
}

/// Tells it.
pub(super) fn card(scene: &Scene<'_>, found: Found<'_>) -> SignIn {
    let Found { record, cloud_pc } = found;
    let world = scene.world;
    let at = record.key.at;
    let user = scene.simulation.title_at(record.key.entity, at).to_owned();
    let when = calendar::hour_or_day(world.start.at(at), world.start.at(scene.now));
    let ago = match scene.now.since(at) {
        age if age.0 < 60_000 => "Just now".to_owned(),
        age => format!("{} ago", largest_unit(age)),
    };
    let placement = cloud_pc.and_then(|id| world.cloud_pcs[id].placement());
    let network = placement.map(Placement::network);
    let page = Page::SignIn(Some(scene.simulation.name_at(record.key.entity, at).to_owned()));
    let person = |look: Look, shape: Shape, words: &str| {
        let badge = Badge::new(shape, format!("{words} at {when}"));
        let rows = vec![
            Row::new(Part::Name(user.clone())).to(Target::Page(page.clone())),
            Row::new(Part::Badge(badge)).to(Target::Why(record.key)),
        ];
        Panel::new(look, rows)
    };
    match &record.detail {
        Detail::SignInFailed(hops) => {
            let failing = hops.iter().enumerate().find_map(|(position, hop)| match hop.verdict {
                HopVerdict::Failed(problem) => Some((position + 1, hop.place, problem)),
                _ => None,
            });
            let end = match failing.map(|(_, place, _)| place) {
                Some(Place::Device | Place::Gateway) => End::Service,
                Some(Place::EntraId) => End::EntraId,
                Some(
                    Place::Link(_) | Place::Peering(_) | Place::Controller(..) | Place::EntraIdFromCloudPc,
                ) => End::Beyond,
                _ => End::CloudPc,
            };
            let (number, words, hint) =
                failing.map_or((0, "", ""), |(number, _, problem)| (number, problem.words(), problem.hint()));
            let came = record.cause.and_then(|cause| scene.simulation.record(cause));
            let with = match came.map(|of| &of.detail) {
                Some(Detail::UserActed(action)) => With::of(action).unwrap_or_default(),
                _ => With::App,
            };
            let would = match record.key.entity {
                Entity::User(user) if sign_in::route_with(world, user, with).failure().is_some() => {
                    "It would fail now, too."
                }
                _ => "It would work now.",
            };
            SignIn {
                person: person(Look::Bad, Shape::Error, "could not sign in"),
                end,
                network,
                hybrid: hops.iter().any(|hop| matches!(hop.place, Place::Controller(..))),
                over_link: hops.iter().any(|hop| match hop.place {
                    Place::Link(_) => true,
                    Place::Controller(_, Some(id)) => world.controllers[id].site == Site::OnPremises,
                    _ => false,
                }),
                sentence: words::sign_in_failed(&user, &when, &in_sentence(words)),
                caption: match hint {
                    "" => {
                        words::sign_in_failed_hop(&ago, &number.to_string(), &hops.len().to_string(), would)
                    }
                    hint => words::sign_in_failed_hop_hint(
                        &ago,
                        &number.to_string(),
                        &hops.len().to_string(),
                        would,
                        hint,
                    ),
                },
                target: Target::Why(record.key),
            }
        }
        detail => {
            let controller = match detail {
                Detail::SignedIn { controller, .. } => *controller,
                _ => None,
            };
            let answered = controller
                .map_or("Microsoft Entra ID", |id| scene.simulation.title_at(Entity::Controller(id), at));
            SignIn {
                person: person(Look::Good, Shape::Success, "signed in"),
                end: End::Success,
                network,
                hybrid: controller.is_some(),
                over_link: controller.is_some_and(|id| world.controllers[id].site == Site::OnPremises),
                sentence: words::sign_in_answered(&user, &when, answered),
                caption: format!("{ago}."),
                target: Target::Page(page),
            }
        }
    }
}
