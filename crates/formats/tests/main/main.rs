//! Every format from outside: what is written comes back, and hostile bytes do no harm.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod entries;
mod hash_sharing;
mod list_csv;
mod list_formats;
mod national_law;
mod rdap;
mod xarf;
