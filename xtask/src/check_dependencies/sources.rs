//! What a source file may not hold.

use std::fs;
use std::path::{Path, PathBuf};

use super::lexer::{self, Source};
use super::libraries::PURE;
use super::{CheckError, Outcome, Violation};

/// Lines above which a file is named, and above which the check fails.
const LONG: usize = 400;
const TOO_LONG: usize = 600;

/// Folders with Rust sources, from the root.
const FOLDERS: [&str; 3] = ["crates", "xtask", "fuzz/targets"];

/// Judges every source file below `root`.
pub fn check(root: &Path, outcome: &mut Outcome) -> Result<(), CheckError> {
    for folder in FOLDERS {
        for path in rust_files(&root.join(folder))? {
            let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            check_file(&shown, &text, outcome);
        }
    }
    Ok(())
}

fn failed(path: &Path, error: std::io::Error) -> CheckError {
    CheckError::File { path: path.display().to_string(), error }
}

/// Every `.rs` file below a folder, none in a `target` folder. A folder that is not there has none.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, CheckError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop().filter(|folder| folder.exists()) {
        for entry in fs::read_dir(&folder).map_err(|error| failed(&folder, error))? {
            let path = entry.map_err(|error| failed(&folder, error))?.path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    Ok(files)
}

/// Judges one file, given its path from the root.
fn check_file(path: &str, text: &str, outcome: &mut Outcome) {
    check_length(path, text.lines().count(), outcome);
    // Where the rules themselves are written, their words stand in strings.
    let Some(folder) = path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()) else { return };
    let source = lexer::read(text);
    let found = &mut outcome.violations;
    if !matches!(folder, "store" | "testkit") {
        find_sql(path, &source, found);
    }
    if folder != "matching" {
        find_unsafe(path, &source, found);
    }
    let is_pure = PURE.iter().any(|pure| pure.strip_prefix("tutela-") == Some(folder));
    if is_pure && path.starts_with(&format!("crates/{folder}/src/")) {
        find_outside(path, &source, found);
    }
}

fn check_length(path: &str, lines: usize, outcome: &mut Outcome) {
    if lines <= LONG {
        return;
    }
    let list = if lines > TOO_LONG { &mut outcome.violations } else { &mut outcome.warnings };
    let remedy = "split it: one record, one operation, one page, one format a file";
    list.push(Violation::new(
        path,
        format!("has {lines} lines (more than {LONG} are many, {TOO_LONG} the most)"),
        remedy,
    ));
}

fn at(path: &str, line: usize) -> String {
    format!("{path}:{line}")
}

fn find_sql(path: &str, source: &Source, found: &mut Vec<Violation>) {
    const REMEDY: &str = "SQL lives in tutela-store; add a function to its records";
    for (line, _) in source.tokens.iter().filter(|(_, token)| token == "sqlx") {
        found.push(Violation::new(at(path, *line), "names sqlx", REMEDY));
    }
    for (line, _) in source.texts.iter().filter(|(_, text)| is_sql(text)) {
        found.push(Violation::new(at(path, *line), "holds SQL", REMEDY));
    }
}

fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE "].iter().any(|start| text.contains(start))
        || text.starts_with("UPDATE ") && text.contains(" SET ")
}

fn find_unsafe(path: &str, source: &Source, found: &mut Vec<Violation>) {
    for (line, _) in source.tokens.iter().filter(|(_, token)| token == "unsafe") {
        found.push(Violation::new(
            at(path, *line),
            "holds unsafe code",
            "only tutela-matching's SIMD may; write it safely, or move it there with its tests",
        ));
    }
}

/// `std::fs`, `std::net`, also inside `use std::{…}`, and anything of tokio.
fn find_outside(path: &str, source: &Source, found: &mut Vec<Violation>) {
    let mut name = |line: usize, what: &str| {
        found.push(Violation::new(
            at(path, line),
            format!("names {what}"),
            "this crate does no input or output: take std::io::Read or a value; addresses are in core::net",
        ));
    };
    let tokens: Vec<&str> = source.tokens.iter().map(|(_, token)| token.as_str()).collect();
    for (index, (line, token)) in source.tokens.iter().enumerate() {
        if token == "tokio" {
            name(*line, "tokio");
        }
        let ["std", ":", ":", after @ ..] = &tokens[index..] else { continue };
        for module in modules(after).into_iter().filter(|module| matches!(*module, "fs" | "net")) {
            name(*line, &format!("std::{module}"));
        }
    }
}

/// The modules named right after `std::`: one, or those of a `{…}` group, not what stands deeper in it.
fn modules<'a>(after: &[&'a str]) -> Vec<&'a str> {
    if after.first() != Some(&"{") {
        return after.first().copied().into_iter().collect();
    }
    let mut modules = Vec::new();
    let mut depth = 0_usize;
    for pair in after.windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(pair[0], "{" | ",") {
            modules.push(pair[1]);
        }
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let mut outcome = Outcome::default();
        check_file(path, text, &mut outcome);
        outcome.violations.into_iter().map(|v| format!("{} {}", v.place, v.problem)).collect()
    }

    fn count(path: &str, text: &str) -> usize {
        problems(path, text).len()
    }

    #[test]
    fn sql_stays_in_the_store() {
        let text = "fn f() {\n    run(\"SELECT\n a FROM b\");\n}\nuse sqlx::Row;\n";
        assert_eq!(
            problems("crates/web/src/a.rs", text),
            ["crates/web/src/a.rs:5 names sqlx", "crates/web/src/a.rs:2 holds SQL"]
        );
        assert_eq!(count("crates/store/src/a.rs", text), 0);
        assert_eq!(count("crates/testkit/src/a.rs", text), 0);
        assert_eq!(count("crates/web/src/a.rs", "// SELECT a FROM b, sqlx\nlet a = \"select a name\";"), 0);
        assert_eq!(
            count("crates/web/src/a.rs", "f(\"UPDATE a SET b = 1\"); f(\"UPDATE your software\");"),
            1
        );
    }

    #[test]
    fn unsafe_code_stays_in_matching() {
        let text = "unsafe { f() } // SAFETY: …";
        assert_eq!(problems("crates/crypto/src/a.rs", text), ["crates/crypto/src/a.rs:1 holds unsafe code"]);
        assert_eq!(count("crates/matching/src/simd/a.rs", text), 0);
        assert_eq!(count("crates/crypto/src/a.rs", "#![deny(unsafe_code)] // unsafe"), 0);
    }

    #[test]
    fn pure_crates_name_nothing_outside() {
        for text in [
            "use std::fs;",
            "use std::{fmt, io::{self}, fs::File};",
            "std::net::TcpStream",
            "tokio::spawn(f)",
        ] {
            assert_eq!(count("crates/formats/src/a.rs", text), 1, "{text}");
            assert_eq!(count("crates/workflow/src/a.rs", text), 0, "{text}");
            assert_eq!(count("crates/formats/tests/main/a.rs", text), 0, "{text}");
        }
        for text in [
            "use std::{fmt, io::{self, fs}};",
            "use core::net::IpAddr;",
            "let fs = std::io::stdin();",
            "// std::fs",
        ] {
            assert_eq!(count("crates/formats/src/a.rs", text), 0, "{text}");
        }
    }

    #[test]
    fn long_files_are_named() {
        let mut outcome = Outcome::default();
        for (name, lines) in [("a", 400), ("b", 401), ("c", 600), ("d", 601)] {
            check_file(&format!("crates/web/src/{name}.rs"), &"\n".repeat(lines), &mut outcome);
        }
        assert_eq!(outcome.warnings.len(), 2);
        assert_eq!(outcome.violations.len(), 1);
        assert!(outcome.violations[0].to_string().starts_with("crates/web/src/d.rs: has 601 lines"));
    }

    #[test]
    fn this_workspace_can_be_read() {
        let files = rust_files(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(files.iter().any(|file| file.ends_with("sources.rs")));
    }
}
