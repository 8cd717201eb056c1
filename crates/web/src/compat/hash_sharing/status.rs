//! `GET /v2/status`: whose key this is.

use tutela_formats::hash_sharing::{Member, Status};

use super::{HashSharingKey, Xml};

/// The number of whoever asks: those of lists begin at 1.
const ASKER: u32 = 0;

pub(super) async fn get(key: HashSharingKey) -> Xml {
    let name = key.key.name;
    // The asker's address stays out: behind a reverse proxy it would be the proxy's.
    let status =
        Status { ip_address: String::new(), username: name.clone(), member: Member { id: ASKER, name } };
    Xml(status.to_xml())
}
