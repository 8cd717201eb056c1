//! Canaries: entries of no file at all, planted in one member's copy of a list. Whoever asks for one has that copy.

use tutela_formats::list_entry::{ListEntry, MediaKind};
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_model::access::Permission;
use tutela_model::api_key::Scope;
use tutela_model::id::{ApiKeyId, BatchId, ListId};
use tutela_model::rng::random;
use tutela_store::records::batch;
use tutela_store::records::{api_key, entry, list, setting};

use super::SealedEntry;
use super::identity::identity;
use super::import::{Destination, Identity, new_batch};
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::actor;
use crate::sealing::hex;

/// The most that can be planted at once.
pub const MOST: u32 = 100;

/// Plants so many canaries in the copy of a shared list that the holder of a key of scope `list` reads. They look like any other
/// entry; their digests are random, so that no file has them.
pub async fn plant_canaries(
    node: &Node,
    viewer: Option<&Viewer>,
    id: ListId,
    key: ApiKeyId,
    count: u32,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    let count = count.clamp(1, MOST);
    let entries: Vec<ListEntry> = (0..count).map(|_| invent(node)).collect();
    let batch = BatchId::new(node.now(), node.rng());
    node.store()
        .run("plant canaries", |tx| {
            let entries = &entries;
            async move {
                let row = list::get(&tx, id).await?.ok_or(Error::NotFound("list"))?;
                let holder =
                    api_key::get(&tx, key).await?.filter(|key| !key.revoked && key.scope == Scope::List);
                holder.ok_or(Error::NotFound("key of scope list"))?;
                let data_key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
                let into = Destination { list: id, batch, key: &data_key, by: Identity::Content };
                let (now, generation) = (node.now(), setting::lists_changed(&tx, node.now()).await?);
                // Nobody else learns of them, so that there is nothing for a second person to look at.
                batch::insert(&tx, &new_batch(batch, id, actor, "canaries", now)).await?;
                batch::add(&tx, batch, u64::from(count)).await?;
                batch::close(&tx, batch, now).await?;
                batch::set_published(&tx, batch, &actor.to_string(), now).await?;
                let rows: Vec<_> = entries
                    .iter()
                    .map(|said| {
                        let name = identity(node.sealing(), id, Identity::Content, said);
                        into.row(node, generation, name, said, SealedEntry::canary_of(said, key))
                    })
                    .collect();
                entry::upsert(&tx, &rows).await?;
                tx.add_job(node.rng(), super::PUBLISH_BATCH, Some(batch.0), now).await?;
                let detail = format!("key={key} canaries={count}");
                Ok::<_, Error>(
                    tx.audit([node.entry(actor, "list.canaries_planted", format!("list:{id}"), detail)])
                        .await?,
                )
            }
        })
        .await?;
    node.wake_jobs();
    Ok(())
}

/// Digests of nothing. The reference is made as an import would: a short number.
fn invent(node: &Node) -> ListEntry {
    let rng = node.rng();
    let sha256: [u8; 32] = random(rng);
    ListEntry {
        reference: Some(hex(&sha256[..6])),
        digests: FileDigests {
            md5: Some(Md5::from_bytes(random(rng))),
            sha1: Some(Sha1::from_bytes(random(rng))),
            sha256: Some(Sha256::from_bytes(random(rng))),
            pdq: Some(PdqHash { hash: Pdq::from_bytes(balanced(random(rng))), quality: 100 }),
        },
        media: Some(MediaKind::Image),
        ..ListEntry::default()
    }
}

/// A PDQ hash of a picture has as many ones as noughts, because its bits are cut at the median: one that has not would stand out.
fn balanced(mut hash: [u8; 32]) -> [u8; 32] {
    let ones = |hash: &[u8; 32]| hash.iter().map(|byte| byte.count_ones()).sum::<u32>();
    for bit in 0..256_usize {
        let (byte, mask) = (bit / 8, 1_u8 << (bit % 8));
        let set = hash[byte] & mask != 0;
        match ones(&hash).cmp(&128) {
            std::cmp::Ordering::Greater if set => hash[byte] &= !mask,
            std::cmp::Ordering::Less if !set => hash[byte] |= mask,
            _ => {}
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_looks_like_a_picture() {
        for hash in [[0; 32], [0xff; 32], [0xa5; 32], [1; 32]] {
            assert_eq!(balanced(hash).iter().map(|byte| byte.count_ones()).sum::<u32>(), 128);
        }
    }
}
