//! Figures: what a day came to, in numbers that name nobody.
//!
//! A day is summed up as a [`Tally`] for each [`Part`]: counts, and how long things took. Tallies of days add up to those of any
//! span, so that a year is read as 365 small rows, however many reports lie behind them.

mod histogram;
mod month;
mod part;
mod quarter;
mod rounded;
mod span;
mod tally;

pub use histogram::{Histogram, Wait};
pub use month::Month;
pub use part::{Band, Part};
pub use quarter::Quarter;
pub use rounded::{Rounded, SMALL, rounded, sum};
pub use span::{Day, Period, Span};
pub use tally::{Counter, Damaged, Step, Tally};
