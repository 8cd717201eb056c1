//! Putting a small file in the place of another, so that a power cut leaves the old one or the new one.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::Path;

/// Written beside, made durable and renamed. The file is its owner's alone, and who owns it stays. A link is followed: what it names is
/// replaced, not the link.
pub(crate) fn replace_file(path: &Path, text: &[u8]) -> io::Result<()> {
    let path = if path.exists() { path.canonicalize()? } else { path.to_path_buf() };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let partial = path.with_extension("partial");
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
    if let Ok(before) = path.metadata() {
        let now = file.metadata()?;
        // Run as root, a command must not take the file away from the node's user.
        if before.uid() != now.uid() {
            fchown(&file, Some(before.uid()), Some(before.gid()))?;
        }
    }
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&partial, &path)?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_a_link_names_is_replaced_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.key"), folder.path().join("link"));
        replace_file(&file, b"one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace_file(&link, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside");
    }
}
