//! Our crates among each other: imports only go down.

use super::Violation;
use super::graph::{Graph, Kind, Package};

/// The crates, lowest first. A crate may depend on those before it.
const ORDER: [&str; 9] = [
    "tutela-matching",
    "tutela-model",
    "tutela-crypto",
    "tutela-formats",
    "tutela-store",
    "tutela-media",
    "tutela-workflow",
    "tutela-web",
    "tutela",
];
/// For tests only; whatever its dependencies, it never reaches a node.
pub const TESTKIT: &str = "tutela-testkit";
/// Outside the house.
const XTASK: &str = "xtask";

/// Every broken rule between our own crates.
pub fn check(graph: &Graph) -> Vec<Violation> {
    let ours: Vec<&str> = graph.ours().map(|package| package.name.as_str()).collect();
    graph.ours().flat_map(|package| check_package(package, &ours)).collect()
}

fn check_package(package: &Package, ours: &[&str]) -> Vec<Violation> {
    let name = package.name.as_str();
    let mut violations = Vec::new();
    let mut broken = |problem: String, remedy: &str| violations.push(Violation::new(name, problem, remedy));
    let floor = ORDER.iter().position(|crate_| *crate_ == name);
    if floor.is_none() && ![TESTKIT, XTASK].contains(&name) {
        broken(
            "has no floor".to_owned(),
            "give it its place in ORDER of xtask's layers.rs and in ARCHITECTURE.md",
        );
    }
    for dependency in
        package.dependencies.iter().filter(|dependency| ours.contains(&dependency.name.as_str()))
    {
        let other = dependency.name.as_str();
        if name == "tutela-web" && other == "tutela-store" {
            broken(
                "depends on tutela-store".to_owned(),
                "pages and APIs reach records through tutela-workflow, where permission and audit are; tests too",
            );
            continue;
        }
        if dependency.kind == Kind::Dev {
            continue;
        }
        if other == TESTKIT {
            broken(
                "depends on tutela-testkit".to_owned(),
                "move it to [dev-dependencies]: it is for tests only",
            );
            continue;
        }
        let below = ORDER.iter().position(|crate_| *crate_ == other);
        if let (Some(floor), Some(below)) = (floor, below)
            && below >= floor
        {
            broken(
                format!("depends on {other}, which stands above it"),
                "imports only go down: move what is needed to the lower crate, or pass it in as a value or a trait",
            );
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(lines: &[&str]) -> Vec<String> {
        check(&Graph::made_up(lines)).into_iter().map(|v| format!("{} {}", v.place, v.problem)).collect()
    }

    #[test]
    fn going_down_is_fine() {
        let none: [String; 0] = [];
        assert_eq!(
            problems(&[
                "tutela-matching -> thiserror",
                "tutela-model -> tutela-matching",
                "tutela-store -> tutela-model dev:tutela-testkit",
                "tutela-testkit -> tutela-model tutela-store",
                "tutela-workflow -> tutela-store",
                "tutela-web -> tutela-workflow",
                "tutela -> tutela-web tutela-store",
                "xtask -> serde_json",
            ]),
            none
        );
    }

    #[test]
    fn going_up_is_named() {
        assert_eq!(
            problems(&["tutela-model -> tutela-store", "tutela-store -> tutela-model"]),
            ["tutela-model depends on tutela-store, which stands above it"]
        );
    }

    #[test]
    fn web_reaches_the_store_through_workflow_only() {
        let found = problems(&["tutela-web -> tutela-store", "tutela-store ->"]);
        assert_eq!(found, ["tutela-web depends on tutela-store"]);
        assert_eq!(problems(&["tutela-web -> dev:tutela-store", "tutela-store ->"]), found);
    }

    #[test]
    fn testkit_is_for_tests() {
        assert_eq!(
            problems(&["tutela-crypto -> tutela-testkit", "tutela-testkit ->"]),
            ["tutela-crypto depends on tutela-testkit"]
        );
    }

    #[test]
    fn a_new_crate_needs_a_floor() {
        assert_eq!(problems(&["tutela-vault ->"]), ["tutela-vault has no floor"]);
    }
}
