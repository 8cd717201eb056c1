//! The key file during a rotation.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use tutela_crypto::{NodeKeys, SealingKey};
use zeroize::Zeroizing;

use super::Failed;
use crate::replace_file::replace_file;

pub(super) fn read(path: &Path) -> Result<NodeKeys, Failed> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Failed::NoKeyFile(path.to_path_buf()));
        }
        Err(problem) => return Err(Failed::File { path: path.to_path_buf(), problem }),
    };
    NodeKeys::parse(&text).map_err(|problem| Failed::KeyFile { path: path.to_path_buf(), problem })
}

pub(super) fn write(path: &Path, keys: &NodeKeys) -> Result<(), Failed> {
    replace_file(path, keys.to_text().as_bytes())
        .map_err(|problem| Failed::File { path: path.to_path_buf(), problem })
}

/// Before a backup from before a rotation is restored: its sealing key stands in the key file beside the one of now, as if a rotation
/// ran. [`super::Rotation::run`] then seals what was restored anew.
pub fn take_back(path: &Path, earlier: SealingKey) -> Result<(), Failed> {
    write(path, &read(path)?.take_back(earlier).ok_or(Failed::AnotherRuns)?)
}

/// After [`take_back`], where nothing was restored: the earlier key goes out of the key file again.
pub fn give_up(path: &Path) -> Result<(), Failed> {
    write(path, &read(path)?.end_rotation())
}
