//! Every test of the store and of what stands on it runs on both engines.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use tutela_store::Engine;

use crate::database::TestDatabase;

/// Runs a test with an empty database of this engine, which is taken away again whatever the test does. On PostgreSQL it does
/// nothing where `TUTELA_TEST_POSTGRES` is not set, and says so once.
///
/// The test has a runtime of one thread for itself.
#[track_caller]
pub fn run_on<F>(engine: Engine, test: F)
where
    F: AsyncFnOnce(TestDatabase),
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.unwrap_or_else(|error| panic!("no runtime for the test: {error}"));
    let Some(database) = runtime.block_on(TestDatabase::create(engine)) else { return };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(database.clone()))));
    runtime.block_on(database.remove());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// `on_both_engines!(name, async |database| { … });` gives two tests, `name::sqlite` and `name::postgres`. The name is a
/// sentence; the closure is handed an empty [`TestDatabase`](crate::TestDatabase).
#[macro_export]
macro_rules! on_both_engines {
    ($name:ident, $test:expr $(,)?) => {
        mod $name {
            use super::*;

            #[test]
            fn sqlite() {
                $crate::run_on($crate::Engine::Sqlite, $test);
            }

            #[test]
            fn postgres() {
                $crate::run_on($crate::Engine::Postgres, $test);
            }
        }
    };
}
