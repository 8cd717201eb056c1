//! The files of the set-up: what a backup holds beside the database.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::config::FILE;
use crate::data_dir::DataDir;
use crate::error::Failure;

/// Bytes of a file that a backup takes at most.
const LARGEST: u64 = 48 << 20;
/// Settings that name keys and programs, which no backup holds.
const NOT_TAKEN: [&str; 3] = ["key_file", "recovery_file", "ffmpeg"];

/// What was found.
#[derive(Default)]
pub struct SetUp {
    /// Name and content of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// Files that are too large.
    pub left_out: Vec<PathBuf>,
}

/// The configuration, every file that it names, and what lies in the data directory beside database, index and keys.
pub fn set_up(data: &DataDir, config: Option<&Path>) -> Result<SetUp, Failure> {
    let config = config.map_or_else(|| data.path.join(FILE), Path::to_path_buf);
    let mut paths = Vec::new();
    if config.is_file() {
        let text = fs::read_to_string(&config).map_err(|error| Failure::file(&config, error))?;
        named(&text.parse().unwrap_or_default(), &mut paths);
        paths.insert(0, config);
    }
    let keys = [data.key_file(), data.recovery_file()];
    for entry in fs::read_dir(&data.path).map_err(|error| Failure::file(&data.path, error))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with("tutela.db") || name == "lists.index";
        let passing = [".partial", ".backup", ".key", ".keys"].iter().any(|end| name.ends_with(end));
        if !ours && !passing {
            paths.push(entry.path());
        }
    }
    let mut found = SetUp::default();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let taken = found.files.iter().any(|(known, _)| *known == name);
        if taken || keys.contains(&path) || !path.is_file() {
            continue;
        }
        if path.metadata().is_ok_and(|data| data.len() > LARGEST) {
            found.left_out.push(path);
            continue;
        }
        let content = fs::read(&path).map_err(|error| Failure::file(&path, error))?;
        found.files.push((name, content));
    }
    Ok(found)
}

/// Every file that a setting names, whatever settings there are.
fn named(table: &Table, paths: &mut Vec<PathBuf>) {
    for (name, value) in table {
        match value {
            Value::String(text) if !NOT_TAKEN.contains(&name.as_str()) && Path::new(text).is_file() => {
                paths.push(PathBuf::from(text));
            }
            Value::Table(inner) => named(inner, paths),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn what_the_configuration_names_is_taken_and_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["law.toml", "node.key", "recovery.keys", "tutela.db", "lists.index", "networks.mmdb"] {
            fs::write(at(name), name).unwrap();
        }
        let text = format!("key_file = {:?}\nnational_law = {:?}\n", at("node.key"), at("law.toml"));
        fs::write(at(FILE), &text).unwrap();
        let config = Config { key_file: Some(at("node.key")), ..Config::default() };
        let data = DataDir::open(folder.path(), config).unwrap();
        let found = set_up(&data, None).unwrap();
        let mut names: Vec<_> = found.files.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["law.toml", "networks.mmdb", FILE]);
        assert!(found.left_out.is_empty());
    }
}
