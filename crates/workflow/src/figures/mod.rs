//! Figures: what each day came to, counted beforehand, so that a dashboard over a million reports is some hundred small rows.
//!
//! A day is always counted whole, from the clocks of its reports and notices: counting it twice changes nothing, and what went wrong once
//! is right after the next count. Which days to count is told by what has changed; once a day every day is counted anew.

mod count;
mod job;
mod progress;
mod publish;
mod sender;

pub use job::{Recount, recount};
pub use publish::{Published, published};
pub use sender::{MonthOfSender, SenderFigures, own_figures};

pub(crate) use job::{KIND, count_figures};
pub(crate) use progress::Progress;
pub(crate) use sender::of_sender;

use tutela_model::figures::{Span, Tally};
use tutela_store::records::figure::Figure;

/// The tallies of a span added up.
pub(crate) fn added<'a>(figures: impl IntoIterator<Item = &'a Figure>, span: Span) -> Tally {
    let mut sum = Tally::default();
    for figure in figures {
        if span.first <= figure.day && figure.day <= span.last {
            sum.merge(&figure.tally);
        }
    }
    sum
}
