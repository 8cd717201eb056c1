//! People who sign in to the console.

use crate::access::Role;
use crate::id::{MemberId, PersonId};

/// A person of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// The name they sign in with, which the desk sees beside what they did.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The member that a liaison stands for.
    pub member: Option<MemberId>,
    /// Whether they may no longer sign in.
    pub disabled: bool,
}

/// Who acts: a person, an API key, the public, or the node itself. Written into the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person of the desk.
    Person(PersonId),
    /// A sender with a key.
    Key(crate::id::ApiKeyId),
    /// Somebody of a member, with a link or a code from a letter.
    Member(MemberId),
    /// Somebody with the public form or a receipt. Nothing more is known of them.
    Public,
    /// A background job.
    Node,
    /// Somebody at the command line of the machine.
    Operator,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Key(id) => write!(f, "key:{id}"),
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Public => f.write_str("public"),
            Self::Node => f.write_str("node"),
            Self::Operator => f.write_str("operator"),
        }
    }
}
