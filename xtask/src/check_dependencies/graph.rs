//! The dependency graph, as `cargo metadata` tells it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::CheckError;

/// What a dependency is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Part of the crate, or of its build script.
    Normal,
    /// For tests, examples and benchmarks only.
    Dev,
}

/// A dependency a crate's own Cargo.toml names.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The package's name, whatever the crate calls it.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
}

/// A package: one of ours or a library.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Whether it is a member of the workspace.
    pub ours: bool,
    /// What its Cargo.toml names.
    pub dependencies: Vec<Dependency>,
    /// The ids of the packages it is really built with, normal dependencies only.
    built_with: Vec<String>,
}

/// Every package, by its id.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    packages: BTreeMap<String, Package>,
}

impl Graph {
    /// Asks cargo, with every feature on, so that no feature hides a way around a rule.
    pub fn of_workspace(root: &Path) -> Result<Self, CheckError> {
        let output = Command::new("cargo")
            .args(["metadata", "--format-version", "1", "--all-features"])
            .current_dir(root)
            .output()
            .map_err(|error| CheckError::Cargo(error.to_string()))?;
        if !output.status.success() {
            return Err(CheckError::Cargo(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        Ok(Self::from(serde_json::from_slice::<Metadata>(&output.stdout)?))
    }

    /// The workspace's own packages.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.values().filter(|package| package.ours)
    }

    /// The shortest way over normal dependencies from `package` to one that `wanted` accepts, both ends included.
    pub fn way_to(&self, package: &Package, wanted: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
        let mut seen = BTreeSet::new();
        let mut ways: Vec<Vec<&Package>> = self
            .packages
            .values()
            .filter(|other| other.name == package.name)
            .map(|start| vec![start])
            .collect();
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                let Some(last) = way.last() else { continue };
                for id in &last.built_with {
                    let Some(next) = self.packages.get(id) else { continue };
                    let way: Vec<&Package> = way.iter().copied().chain([next]).collect();
                    if wanted(&next.name) {
                        return Some(way.iter().map(|package| package.name.as_str()).collect());
                    }
                    if seen.insert(id) {
                        longer.push(way);
                    }
                }
            }
            ways = longer;
        }
        None
    }
}

/// The part of `cargo metadata --format-version 1` that is judged.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<MetaPackage>,
    workspace_members: BTreeSet<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct MetaPackage {
    id: String,
    name: String,
    dependencies: Vec<MetaDependency>,
}

#[derive(Deserialize)]
struct MetaDependency {
    name: String,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<NodeDependency>,
}

#[derive(Deserialize)]
struct NodeDependency {
    pkg: String,
    dep_kinds: Vec<NodeKind>,
}

#[derive(Deserialize)]
struct NodeKind {
    kind: Option<String>,
}

impl From<Metadata> for Graph {
    fn from(metadata: Metadata) -> Self {
        let mut built_with: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for node in metadata.resolve.nodes {
            let normal =
                node.deps.into_iter().filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            built_with.insert(node.id, normal.map(|dep| dep.pkg).collect());
        }
        let packages = metadata.packages.into_iter().map(|package| {
            let dependencies = package.dependencies.into_iter().map(|dependency| Dependency {
                name: dependency.name,
                kind: if dependency.kind.as_deref() == Some("dev") { Kind::Dev } else { Kind::Normal },
            });
            let ours = Package {
                name: package.name,
                ours: metadata.workspace_members.contains(&package.id),
                dependencies: dependencies.collect(),
                built_with: built_with.remove(&package.id).unwrap_or_default(),
            };
            (package.id, ours)
        });
        Self { packages: packages.collect() }
    }
}

#[cfg(test)]
impl Graph {
    /// A made-up graph: every line is `name -> dependency dependency …`, a dev-dependency written `dev:name`. Packages whose
    /// name starts with `tutela` are ours, and so is `xtask`.
    pub fn made_up(lines: &[&str]) -> Self {
        let packages = lines.iter().map(|line| {
            let (name, dependencies) = line.split_once("->").expect("a line has an arrow");
            let dependencies: Vec<Dependency> = dependencies
                .split_whitespace()
                .map(|name| match name.strip_prefix("dev:") {
                    Some(name) => Dependency { name: name.to_owned(), kind: Kind::Dev },
                    None => Dependency { name: name.to_owned(), kind: Kind::Normal },
                })
                .collect();
            let normal = dependencies.iter().filter(|dependency| dependency.kind == Kind::Normal);
            let name = name.trim().to_owned();
            let package = Package {
                ours: name.starts_with("tutela") || name == "xtask",
                built_with: normal.map(|dependency| dependency.name.clone()).collect(),
                name: name.clone(),
                dependencies,
            };
            (name, package)
        });
        Self { packages: packages.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_cargo_becomes_a_graph() {
        let answer = r#"{
            "packages": [
                {"id": "a#1", "name": "tutela-a", "dependencies": [
                    {"name": "b", "kind": null}, {"name": "c", "kind": "dev"}, {"name": "d", "kind": "build"}]},
                {"id": "b#1", "name": "b", "dependencies": []},
                {"id": "c#1", "name": "c", "dependencies": []}
            ],
            "workspace_members": ["a#1"],
            "resolve": {"nodes": [
                {"id": "a#1", "deps": [
                    {"pkg": "b#1", "dep_kinds": [{"kind": "dev"}, {"kind": null}]},
                    {"pkg": "c#1", "dep_kinds": [{"kind": "dev"}]}]}
            ]}
        }"#;
        let graph = Graph::from(serde_json::from_str::<Metadata>(answer).unwrap());
        let ours: Vec<_> = graph.ours().collect();
        assert_eq!(ours.len(), 1);
        let kinds: Vec<_> = ours[0].dependencies.iter().map(|dependency| dependency.kind).collect();
        assert_eq!(kinds, [Kind::Normal, Kind::Dev, Kind::Normal]);
        assert_eq!(graph.way_to(ours[0], |name| name == "b"), Some(vec!["tutela-a", "b"]));
        assert_eq!(graph.way_to(ours[0], |name| name == "c"), None);
    }

    #[test]
    fn the_shortest_way_is_told_and_circles_end() {
        let graph = Graph::made_up(&["tutela-a -> b c", "b -> d tutela-a", "c -> x", "d -> x", "x ->"]);
        let start = graph.ours().next().unwrap();
        assert_eq!(graph.way_to(start, |name| name == "x"), Some(vec!["tutela-a", "c", "x"]));
        assert_eq!(graph.way_to(start, |name| name == "y"), None);
    }
}
