//! What can be wrong with an upstream. Every message says what to do, and none repeats what the upstream sent.

/// Why an upstream could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum UpstreamProblem {
    #[error(
        "the upstream cannot be reached: it is tried again; if this goes on, check its address and the network"
    )]
    Unreachable,
    #[error("the upstream takes too long: it is tried again; if this goes on, ask who runs it")]
    TooSlow,
    #[error(
        "the upstream refuses name and password (code {0}): end the subscription and subscribe again with the right ones"
    )]
    Denied(u16),
    #[error("the upstream is busy (code {code}): it is tried again")]
    Busy {
        /// The HTTP status.
        code: u16,
        /// Microseconds that it asks us to wait.
        wait: Option<i64>,
    },
    #[error(
        "there is no Hash Sharing v2 interface at this address (code 404): check the address of the subscription"
    )]
    NotThere,
    #[error(
        "the upstream leads to another address: ask who runs it where its interface is, and subscribe there"
    )]
    Redirected,
    #[error("the upstream answers with code {0}: it is tried again; if this goes on, ask who runs it")]
    Status(u16),
    #[error("a page of the upstream is larger than {limit} MiB: ask who runs it for smaller pages")]
    PageTooLarge {
        /// The limit.
        limit: usize,
    },
    #[error("the upstream compresses its pages although it is asked not to: ask who runs it")]
    Compressed,
    #[error("a page of the upstream cannot be read: {0}; ask who runs it")]
    Unreadable(String),
    #[error("a page of the upstream leads to another host or place: nothing was taken; ask who runs it")]
    NextElsewhere,
    #[error("the pages of the upstream go round in a circle: nothing was taken; ask who runs it")]
    Circle,
    #[error(
        "the upstream goes on for ever with pages that say nothing new: nothing was taken; ask who runs it"
    )]
    NothingNew,
    #[error("more came at once than is read at once")]
    TooMuch,
    #[error(
        "the upstream names more than {0} entries for two seconds: it may ignore the times that it is asked for; ask who runs it"
    )]
    TooDense(usize),
    #[error(
        "the clocks of the upstream and of this node are more than a day apart: set the one that is wrong"
    )]
    Clocks,
}

impl UpstreamProblem {
    /// A fixed name, for alerts and the log.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
            Self::Denied(_) => "denied",
            Self::Busy { .. } => "busy",
            Self::NotThere => "not_there",
            Self::Redirected => "redirected",
            Self::Status(_) => "status",
            Self::PageTooLarge { .. } => "page_too_large",
            Self::Compressed => "compressed",
            Self::Unreadable(_) => "unreadable",
            Self::NextElsewhere => "next_elsewhere",
            Self::Circle => "circle",
            Self::NothingNew => "nothing_new",
            Self::TooMuch => "too_much",
            Self::TooDense(_) => "too_dense",
            Self::Clocks => "clocks",
        }
    }
}
