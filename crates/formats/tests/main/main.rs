//! Every format from outside: what is written comes back, and hostile bytes do no harm.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod list_csv;
mod national_law;
mod xarf;
