//! Digests of whole files. They are made outside the child: nothing is parsed for them, and what identifies a file
//! must not come from a process that the file may have taken over.

use std::io::{self, Read};

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use tutela_matching::FileDigests;

/// MD5, SHA-1 and SHA-256 of all that a reader gives, and how many bytes that was.
pub fn digests_of(mut reader: impl Read) -> io::Result<(u64, FileDigests)> {
    let (mut md5, mut sha1, mut sha256) = (Md5::new(), Sha1::new(), Sha256::new());
    let mut buffer = vec![0; 1 << 17];
    let mut size = 0;
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        size += read as u64;
        let bytes = &buffer[..read];
        md5.update(bytes);
        sha1.update(bytes);
        sha256.update(bytes);
    }
    let digests = FileDigests {
        md5: Some(tutela_matching::Md5::from_bytes(md5.finalize().into())),
        sha1: Some(tutela_matching::Sha1::from_bytes(sha1.finalize().into())),
        sha256: Some(tutela_matching::Sha256::from_bytes(sha256.finalize().into())),
        pdq: None,
    };
    Ok((size, digests))
}
