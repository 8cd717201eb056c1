//! Canaries: entries of no file at all, planted in one member's copy of a list. Whoever asks for one has that copy.

use tutela_formats::list_entry::ListEntry;
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_model::access::Permission;
use tutela_model::api_key::Scope;
use tutela_model::id::{ApiKeyId, BatchId, EntryId, ListId};
use tutela_model::rng::{Rng, random};
use tutela_store::Tx;
use tutela_store::records::list::ListRow;
use tutela_store::records::{api_key, batch, entry, list, setting};
use uuid::Uuid;

use super::SealedEntry;
use super::identity::identity;
use super::import::{Destination, Identity, new_batch};
use super::load::open_entry;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::people::actor;
use crate::sealing::hex;

/// The most that can be planted at once.
pub const MOST_CANARIES: u32 = 100;
/// The source of their batches.
pub(super) const SOURCE: &str = "canaries";

/// Plants so many canaries in the copy of a shared list that the holder of a key of scope `list` reads. Their digests are random,
/// so that no file has them, and everything else about them is like an entry of the list. Members are given them together with the
/// next batch that is published, so that they do not come alone.
pub async fn plant_canaries(
    node: &Node,
    viewer: Option<&Viewer>,
    id: ListId,
    key: ApiKeyId,
    count: u32,
) -> Result<(), Error> {
    let actor = actor(viewer, Permission::ManageLists)?;
    let count = count.clamp(1, MOST_CANARIES);
    let batch = BatchId::new(node.now(), node.rng());
    node.store()
        .run("plant canaries", |tx| async move {
            let row = list::get(&tx, id).await?.ok_or(Error::NotFound("list"))?;
            let holder = api_key::get(&tx, key).await?.filter(|key| !key.revoked && key.scope == Scope::List);
            holder.ok_or(Error::NotFound("key of scope list"))?;
            let data_key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
            let into = Destination { list: id, batch, key: &data_key, by: Identity::Content };
            let (now, generation) = (node.now(), setting::lists_changed(&tx, node.now()).await?);
            batch::insert(&tx, &new_batch(batch, id, actor, SOURCE, now)).await?;
            batch::add(&tx, batch, u64::from(count)).await?;
            batch::close(&tx, batch, now).await?;
            let mut rows = Vec::new();
            for _ in 0..count {
                let said = like(&model(&tx, node, &row).await?, node.rng());
                let name = identity(node.sealing(), id, Identity::Content, &said);
                rows.push(into.row(node, generation, name, &said, SealedEntry::canary_of(&said, key)));
            }
            entry::upsert(&tx, &rows).await?;
            let detail = format!("key={key} canaries={count}");
            let record = format!("list:{id}");
            Ok::<_, Error>(tx.audit([node.entry(actor, "list.canaries_planted", record, detail)]).await?)
        })
        .await
}

/// Some entry of the list, to be imitated; one with every digest where the list is empty.
async fn model(tx: &Tx, node: &Node, row: &ListRow) -> Result<ListEntry, Error> {
    let (begin, now) = (row.list.created_at, node.now());
    let drawn = u64::from_be_bytes(random(node.rng())) % now.since(begin).max(1).unsigned_abs();
    let from = begin.plus(i64::try_from(drawn).unwrap_or(0));
    let key = node.sealing().unwrap(&row.data_key, row.list.id.0)?;
    for after in [EntryId::new(from, node.rng()), EntryId(Uuid::nil())] {
        for found in entry::after(tx, row.list.id, after, 50).await?.iter().filter(|found| found.stands()) {
            let sealed = open_entry(&key, found)?;
            if sealed.canary().is_none() && !sealed.digests().is_empty() {
                return Ok(sealed.into_entry(None));
            }
        }
    }
    let pdq = PdqHash { hash: Pdq::from_bytes([0; 32]), quality: 100 };
    let digests = FileDigests {
        md5: Some(Md5::from_bytes([0; 16])),
        sha1: Some(Sha1::from_bytes([0; 20])),
        sha256: Some(Sha256::from_bytes([0; 32])),
        pdq: Some(pdq),
    };
    Ok(ListEntry { digests, ..ListEntry::default() })
}

/// An entry with the same shape and random digests.
fn like(model: &ListEntry, rng: &dyn Rng) -> ListEntry {
    let digests = &model.digests;
    let same_length = |text: &String| {
        let drawn: [u8; 32] = random(rng);
        hex(&drawn).chars().cycle().take(text.chars().count()).collect()
    };
    ListEntry {
        digests: FileDigests {
            md5: digests.md5.map(|_| Md5::from_bytes(random(rng))),
            sha1: digests.sha1.map(|_| Sha1::from_bytes(random(rng))),
            sha256: digests.sha256.map(|_| Sha256::from_bytes(random(rng))),
            pdq: digests.pdq.map(|pdq| PdqHash { hash: Pdq::from_bytes(balanced(rng)), ..pdq }),
        },
        reference: model.reference.as_ref().map(same_length),
        photodna: None,
        url: None,
        removed_at: None,
        ..model.clone()
    }
}

/// A PDQ hash of a picture has as many ones as noughts, because its bits are cut at the median. Bits are turned at random places
/// until a random hash has, too: nothing tells which.
fn balanced(rng: &dyn Rng) -> [u8; 32] {
    let mut hash: [u8; 32] = random(rng);
    loop {
        let ones: u32 = hash.iter().map(|byte| byte.count_ones()).sum();
        if ones == 128 {
            return hash;
        }
        let [bit] = random::<1>(rng);
        let (byte, mask) = (usize::from(bit / 8), 1 << (bit % 8));
        if (hash[byte] & mask != 0) == (ones > 128) {
            hash[byte] ^= mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use tutela_testkit::TestRng;

    use super::*;

    #[test]
    fn a_canary_is_balanced_like_a_picture_and_nothing_shows_where() {
        let rng = TestRng::default();
        let mut leading = 0;
        for _ in 0..200 {
            let hash = balanced(&rng);
            assert_eq!(hash.iter().map(|byte| byte.count_ones()).sum::<u32>(), 128);
            leading += u32::from(hash[0] == 0 || hash[0] == 0xff);
        }
        assert!(leading < 20, "{leading} of 200 begin with eight equal bits");
    }

    #[test]
    fn a_canary_has_the_shape_of_an_entry() {
        let model = ListEntry {
            reference: Some("T-123".to_owned()),
            digests: FileDigests { md5: Some(Md5::from_bytes([1; 16])), ..FileDigests::default() },
            ..ListEntry::default()
        };
        let like = like(&model, &TestRng::default());
        assert_eq!(like.reference.unwrap().len(), 5);
        assert!(like.digests.md5.is_some_and(|md5| md5 != Md5::from_bytes([1; 16])));
        assert!(like.digests.pdq.is_none() && like.digests.sha256.is_none());
    }
}
