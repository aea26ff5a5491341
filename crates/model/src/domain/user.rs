//! Users and the groups they are in.

use super::cause::RecordKey;
use super::id::{CloudPcId, GroupId, PolicyId, UserId};
use super::licence::Size;
use super::name::Name;
use super::stream::Stream;
use super::time::{self, DAY_MS, Instant, Offset, UtcStart};
use super::word::words;

words! {
    /// What of a device does not come through to the service.
    pub enum ClientTrouble {
        /// The app alone, after an update for example: a browser does.
        App "app",
        /// Every client: a tunnel or a filter on the device is in the way.
        Every "every",
    }
}

/// A group of users, all with a Windows 365 licence.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Group {
    /// Its name.
    pub name: Name,
    /// How many numbered members it has had: the next one's number.
    pub members: u32,
    /// Everybody in it, also users with a name of their own.
    pub people: Vec<UserId>,
    /// The policies that are assigned to it, in the order of assignment: the first one counts (service.md, *Provisioning*).
    pub policies: Vec<PolicyId>,
    /// When its members sign in by themselves; none: only when the scenario says so.
    pub workday: Option<Workday>,
    /// Of which size a licence its people get.
    pub size: Size,
    /// What of everybody's device does not come through, and what made it so.
    pub client_trouble: Option<(ClientTrouble, RecordKey)>,
    /// What made Intune forbid remote sessions to the Cloud PCs of its people. None: it allows them.
    pub sessions_forbidden: Option<RecordKey>,
}

impl Group {
    /// A group without anybody.
    pub const fn new(name: Name, workday: Option<Workday>) -> Self {
        Self {
            name,
            members: 0,
            people: Vec::new(),
            policies: Vec::new(),
            workday,
            size: Size(0),
            client_trouble: None,
            sessions_forbidden: None,
        }
    }
}

/// When people sign in on working days, Monday to Friday.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Workday {
    /// Moments of the local day, in milliseconds from midnight, ascending.
    pub sign_ins_ms: Vec<i64>,
    /// Each sign-in comes up to this much later.
    pub spread_ms: i64,
    /// How far local time is ahead of UTC.
    pub ahead_of_utc_ms: i64,
}

impl Workday {
    /// The next planned sign-in that is later than `after`, without its spread.
    pub fn next(&self, start: UtcStart, after: Instant) -> Option<Instant> {
        let local = start.at(after) + self.ahead_of_utc_ms;
        let today = time::whole::<DAY_MS>(local);
        // At most two days of a weekend lie between today and the next working day.
        (today..=today + 3)
            .filter(|&day| time::weekday_of_day(day) < 5)
            .flat_map(|day| self.sign_ins_ms.iter().map(move |moment| day * DAY_MS + moment))
            .find(|&planned| planned > local)
            .map(|planned| time::Offset(planned - self.ahead_of_utc_ms - start.0))
    }
}

/// What the members of a group are called: `sales-01`, `sales-02`.
pub fn numbered(group: &str, number: u32) -> String {
    format!("{group}-{number:02}")
}

/// The group after which a name such as `sales-01` is numbered: whether it exists is not asked.
pub fn numbered_after(name: &str) -> Option<&str> {
    let (group, number) = name.rsplit_once('-')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(group)
}

/// How late people come by default.
pub const SPREAD: Offset = Offset::minutes(30);

/// A time of day, in milliseconds from midnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClockTime(pub i64);

/// A Cloud PC that was removed after its user's licence expired.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Recoverable {
    /// Which.
    pub cloud_pc: CloudPcId,
    /// Until when it can be recovered.
    pub until: Instant,
    /// By which policy: that of another one is made anew.
    pub policy: PolicyId,
    /// With a licence of which size: another one is another machine.
    pub size: Size,
}

impl Recoverable {
    /// Whether it is recovered when it is asked for at a moment, by a policy, with a licence of a size.
    pub fn is_for(&self, now: Instant, policy: PolicyId, size: Size) -> bool {
        now < self.until && (self.policy, self.size) == (policy, size)
    }
}

/// A user with a Windows 365 licence. Somebody with several is several of these, one for each licence with its Cloud PC: what is of the
/// person, such as the groups, is the same in all of them ([`super::world::World::licences_of`]).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct User {
    /// How files call this person.
    pub name: Name,
    /// How the screen calls this person.
    pub title: Name,
    /// The group this person is in first of all: working days and places in pictures go by it.
    pub group: GroupId,
    /// Other groups this person is in.
    pub others: Vec<GroupId>,
    /// Whose further licence this is. None: it is somebody's first.
    pub further_of: Option<UserId>,
    /// The further licences of this person, in the order in which they came; none of a further one.
    pub further: Vec<UserId>,
    /// Whether this person has a licence for a Cloud PC.
    pub licensed: bool,
    /// Of which size that licence is.
    pub size: Size,
    /// Whether this person is still in the group.
    pub member: bool,
    /// What last changed the licence or the membership.
    pub changed_by: RecordKey,
    /// Whether Active Directory knows nothing of this person.
    pub cloud_only: bool,
    /// What of this person's device does not come through, and what made it so.
    pub client_trouble: Option<(ClientTrouble, RecordKey)>,
    /// What switched per-user multifactor authentication on. None: it is off.
    pub per_user_mfa: Option<RecordKey>,
    /// This person's Cloud PC, once one was asked for.
    pub cloud_pc: Option<CloudPcId>,
    /// The Cloud PC that was removed after the licence expired, until there is another one.
    pub recoverable: Option<Recoverable>,
    /// How the last sign-in went.
    pub last_sign_in: Option<super::sign_in::LastSignIn>,
    /// The last planned sign-in of the working day, without its spread.
    pub planned_sign_in: Option<Instant>,
    /// Draws how late sign-ins come.
    pub spread: Stream,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::HOUR_MS;

    #[test]
    fn people_sign_in_on_working_days_at_their_local_hours() {
        let workday =
            Workday { sign_ins_ms: vec![8 * HOUR_MS, 13 * HOUR_MS], spread_ms: 0, ahead_of_utc_ms: HOUR_MS };
        let friday = UtcStart::parse("2026-03-06T00:00Z").expect("a date");
        let mut moments = vec![];
        let mut now = Offset::ZERO;
        for _ in 0..4 {
            now = workday.next(friday, now).expect("another day");
            moments.push(time::civil(friday.at(now)));
        }
        assert_eq!(
            moments,
            ["2026-03-06 07:00:00", "2026-03-06 12:00:00", "2026-03-09 07:00:00", "2026-03-09 12:00:00"]
        );
    }
}
