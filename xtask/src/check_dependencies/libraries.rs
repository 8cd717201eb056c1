//! Libraries of others: which crate may name them, and which may not even be built with them.

use super::Violation;
use super::graph::{Graph, Kind, Package};
use super::layers::TESTKIT;

/// The crates that do no input or output.
pub const PURE: [&str; 4] = ["tutela-matching", "tutela-model", "tutela-crypto", "tutela-formats"];

/// What a pure crate must not even reach through others.
const OUTSIDE: [&str; 6] = ["tokio", "sqlx", "axum", "reqwest", "lettre", "hyper"];

/// A library and the crates that may name it.
struct Home {
    /// Name of the library; with a `*` at its end, every library whose name begins so.
    library: &'static str,
    /// Who may name it.
    crates: &'static [&'static str],
    /// Whether every crate's tests may name it too.
    free_in_tests: bool,
    /// What another crate does instead.
    remedy: &'static str,
}

const HOMES: [Home; 11] = [
    Home {
        library: "sqlx*",
        crates: &["tutela-store"],
        free_in_tests: false,
        remedy: "SQL lives in tutela-store; add a function to its records",
    },
    Home {
        library: "libsqlite3-sys",
        crates: &["tutela-store"],
        free_in_tests: false,
        remedy: "SQL lives in tutela-store; add a function to its records",
    },
    Home {
        library: "axum*",
        crates: &["tutela-web", "tutela"],
        free_in_tests: true,
        remedy: "HTTP comes in through tutela-web",
    },
    Home {
        library: "askama*",
        crates: &["tutela-web"],
        free_in_tests: true,
        remedy: "templates live in tutela-web",
    },
    Home {
        library: "fluent*",
        crates: &["tutela-web"],
        free_in_tests: true,
        remedy: "translations live in tutela-web; lower crates give keys, not sentences",
    },
    Home {
        library: "reqwest",
        crates: &["tutela-workflow"],
        free_in_tests: true,
        remedy: "HTTP goes out through tutela-workflow (outside/http)",
    },
    Home {
        library: "lettre",
        crates: &["tutela-workflow"],
        free_in_tests: true,
        remedy: "mail goes out through tutela-workflow (outside/mail)",
    },
    Home {
        library: "image",
        crates: &["tutela-media"],
        free_in_tests: false,
        remedy: "codecs run in tutela-media's sandboxed process only",
    },
    Home {
        library: "image-*",
        crates: &["tutela-media"],
        free_in_tests: false,
        remedy: "codecs run in tutela-media's sandboxed process only",
    },
    Home {
        library: "zune-*",
        crates: &["tutela-media"],
        free_in_tests: false,
        remedy: "codecs run in tutela-media's sandboxed process only",
    },
    Home {
        library: "turbojpeg*",
        crates: &["tutela-media"],
        free_in_tests: false,
        remedy: "codecs run in tutela-media's sandboxed process only",
    },
];

impl Home {
    fn is_about(&self, library: &str) -> bool {
        match self.library.strip_suffix('*') {
            Some(start) => library.starts_with(start),
            None => library == self.library,
        }
    }
}

/// Every broken rule on libraries of others.
pub fn check(graph: &Graph) -> Vec<Violation> {
    let mut violations: Vec<Violation> = graph.ours().flat_map(check_homes).collect();
    violations.extend(graph.ours().filter_map(|package| check_pure(graph, package)));
    violations
}

/// A library is named only in its home. The testkit never reaches a node and stands in for what is outside: it is free.
fn check_homes(package: &Package) -> Vec<Violation> {
    let mut violations = Vec::new();
    for dependency in package.dependencies.iter().filter(|_| package.name != TESTKIT) {
        for home in HOMES.iter().filter(|home| home.is_about(&dependency.name)) {
            let free = home.free_in_tests && dependency.kind == Kind::Dev;
            if !free && !home.crates.contains(&package.name.as_str()) {
                violations.push(Violation::new(
                    &package.name,
                    format!("depends on {}", dependency.name),
                    home.remedy,
                ));
            }
        }
    }
    violations
}

fn check_pure(graph: &Graph, package: &Package) -> Option<Violation> {
    if !PURE.contains(&package.name.as_str()) {
        return None;
    }
    let way = graph.way_to(package, |name| OUTSIDE.contains(&name))?;
    Some(Violation::new(
        &package.name,
        format!("is built with {} ({})", way.last()?, way.join(" -> ")),
        "this crate does no input or output: drop the dependency or the feature that brings it",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(lines: &[&str]) -> Vec<String> {
        check(&Graph::made_up(lines)).into_iter().map(|v| format!("{} {}", v.place, v.problem)).collect()
    }

    #[test]
    fn libraries_at_home_are_fine() {
        let none: [String; 0] = [];
        assert_eq!(
            problems(&[
                "tutela-store -> sqlx tokio",
                "tutela-workflow -> reqwest lettre",
                "tutela-web -> axum askama fluent-bundle",
                "tutela -> axum dev:reqwest",
                "tutela-media -> image zune-jpeg turbojpeg",
                "tutela-testkit -> sqlx axum",
                "tutela-formats -> dev:tokio",
                "tokio ->",
            ]),
            none
        );
    }

    #[test]
    fn a_library_away_from_home_is_named() {
        for (line, problem) in [
            ("tutela-web -> sqlx", "tutela-web depends on sqlx"),
            ("tutela-workflow -> dev:sqlx-core", "tutela-workflow depends on sqlx-core"),
            ("tutela-workflow -> axum-core", "tutela-workflow depends on axum-core"),
            ("tutela -> reqwest", "tutela depends on reqwest"),
            ("tutela-web -> lettre", "tutela-web depends on lettre"),
            ("tutela-workflow -> zune-png", "tutela-workflow depends on zune-png"),
            ("tutela-web -> dev:image", "tutela-web depends on image"),
            ("tutela -> turbojpeg-sys", "tutela depends on turbojpeg-sys"),
        ] {
            assert_eq!(problems(&[line]), [problem]);
        }
    }

    #[test]
    fn a_pure_crate_reaches_nothing_outside() {
        assert_eq!(
            problems(&["tutela-formats -> a", "a -> b", "b -> tokio", "tokio ->"]),
            ["tutela-formats is built with tokio (tutela-formats -> a -> b -> tokio)"]
        );
    }
}
