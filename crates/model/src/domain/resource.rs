//! Network resources that people reach from a Cloud PC: a file server, a line-of-business application.

use super::cause::RecordKey;
use super::directory::Site;
use super::name::Name;

/// Something that people reach over the connection, whatever the join type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct NetworkResource {
    /// Its name.
    pub name: Name,
    /// Where it stands.
    pub site: Site,
    /// Whether it answers.
    pub up: bool,
    /// What last changed that.
    pub changed_by: RecordKey,
}
