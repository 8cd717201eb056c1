//! A list of three entries, and what is found of a file in it.
//!
//! ```sh
//! cargo run -p tutela-matching --example recognise
//! ```
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use tutela_matching::{DigestError, EntryId, FileDigests, Index, ListTag, Md5, Pdq, PdqHash, Query};

fn main() -> Result<(), DigestError> {
    let bridge: Pdq = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22".parse()?;
    let picture = |hash| FileDigests { pdq: Some(PdqHash { hash, quality: 100 }), ..FileDigests::default() };
    let file = |md5| FileDigests { md5: Some(md5), ..FileDigests::default() };
    let md5: Md5 = "d41d8cd98f00b204e9800998ecf8427e".parse()?;

    // Lists are the caller's: here 1 is a list of pictures, 2 one of other files.
    let index =
        Index::build([(EntryId(1), ListTag(1), picture(bridge)), (EntryId(2), ListTag(2), file(md5))]);
    index.insert(EntryId(3), ListTag(2), &FileDigests { md5: Some(md5), ..picture(bridge) });

    // The same picture, saved again: two bits of its hash changed.
    let again: Pdq = "d8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b20".parse()?;
    for found in index.lookup(picture(again)) {
        println!("the picture: entry {} of list {}, {:?}", found.entry.0, found.list.0, found.how);
    }
    for found in index.lookup(file(md5)) {
        println!("the file: entry {} of list {}, {:?}", found.entry.0, found.list.0, found.how);
    }

    // Nearer than one bit only.
    let strict = Query { radius: 1, ..picture(again).into() };
    println!("within one bit: {} entries", index.lookup(strict).len());
    index.remove(EntryId(1));
    println!("after entry 1 was removed: {} within 31 bits", index.lookup(picture(again)).len());
    Ok(())
}
