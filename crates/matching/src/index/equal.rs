//! Which entries hold exactly this digest.

use super::{
    bytes::{Column, Filling, number},
    segment::{DEAD, Moved},
};

/// The digests of one kind in order, and whose they are.
///
/// A look-up reads the directory by the digest's first bits and then searches between two places of it. Digests that
/// somebody chose so that they begin alike make that stretch longer, but a search by halves of ten million takes 24 steps
/// at the very most: nothing here depends on a secret, and a snapshot needs none. However many entries share a digest, they
/// stand side by side.
#[derive(Clone)]
pub(super) struct Equal<const W: usize> {
    pub(super) digests: Column<W>,
    /// The entry row of each.
    pub(super) owners: Column<4>,
    /// Where the digests with these first bits begin, and at the end how many there are.
    pub(super) directory: Column<4>,
}

/// First bits of a digest by which the directory of so many digests is made: about eight digests a place.
fn directory_bits(len: usize) -> u32 {
    (len / 8).checked_ilog2().unwrap_or(0).min(22)
}

fn place<const W: usize>(digest: &[u8; W], bits: u32) -> usize {
    let first = digest.first_chunk().map_or(0, |first| u32::from_be_bytes(*first));
    (u64::from(first) >> (32 - bits)) as usize
}

impl<const W: usize> Equal<W> {
    /// From digests and their entry rows, in any order.
    pub(super) fn new(mut digests: Vec<([u8; W], u32)>) -> Self {
        digests.sort_unstable();
        let column = digests.iter().map(|(digest, _)| *digest).collect();
        Self::of(column, digests.iter().map(|(_, owner)| owner.to_le_bytes()).collect())
    }

    fn of(digests: Column<W>, owners: Column<4>) -> Self {
        let values = digests.values();
        let bits = directory_bits(values.len());
        let mut directory = Filling::new((1 << bits) + 1);
        let mut places = 0;
        for (at, digest) in values.iter().enumerate() {
            while places <= place(digest, bits) {
                directory.push((at as u32).to_le_bytes());
                places += 1;
            }
        }
        while places <= 1 << bits {
            directory.push((values.len() as u32).to_le_bytes());
            places += 1;
        }
        Self { digests, owners, directory: directory.done() }
    }

    /// One from two, without the entries that are dead.
    pub(super) fn merged(parts: [(&Self, &Moved); 2]) -> Self {
        let [a, b] = parts.map(|(part, moved)| {
            let owners = part.owners.values().iter().map(|owner| moved.to(u32::from_le_bytes(*owner)));
            part.digests.values().iter().copied().zip(owners).filter(|&(_, owner)| owner != DEAD)
        });
        let room = parts.iter().map(|(part, _)| part.digests.values().len()).sum();
        let (mut digests, mut owners) = (Filling::new(room), Filling::new(room));
        merge_by(
            a,
            b,
            |(digest, _)| *digest,
            |(digest, owner)| {
                digests.push(digest);
                owners.push(owner.to_le_bytes());
            },
        );
        Self::of(digests.done(), owners.done())
    }

    /// The entry rows that hold the digest.
    pub(super) fn holders(&self, digest: &[u8; W]) -> impl Iterator<Item = u32> {
        let digests = self.digests.values();
        let directory = self.directory.values();
        let bits = directory.len().saturating_sub(1).checked_ilog2().unwrap_or(0);
        let place = place(digest, bits);
        let start = number(directory, place).unwrap_or(0) as usize;
        let end = number(directory, place + 1).unwrap_or(0) as usize;
        let near = digests.get(start..end).unwrap_or(&[]);
        let first = near.partition_point(|other| other < digest);
        let same = near[first..].iter().take_while(move |other| *other == digest).count();
        let owners = self.owners.values().get(start + first..start + first + same).unwrap_or(&[]);
        owners.iter().map(|owner| u32::from_le_bytes(*owner))
    }
}

/// Gives the values of two sorted sequences in order, those of the first before equal ones of the second.
pub(super) fn merge_by<T, K: Ord>(
    a: impl Iterator<Item = T>,
    b: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
    mut give: impl FnMut(T),
) {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(first), Some(second)) if key(second) < key(first) => b.next(),
            (Some(_), _) => a.next(),
            (None, _) => b.next(),
        };
        match next {
            Some(value) => give(value),
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Digests that begin alike, and many that are the same.
        #[test]
        fn holders_are_those_with_the_digest(
            digests in proptest::collection::vec((0_u8..3, 0_u8..5), 0..300),
            spread: bool,
        ) {
            let digest = |(a, b): (u8, u8)| {
                let mut digest = [0; 16];
                digest[if spread { 0 } else { 8 }] = a.wrapping_mul(85);
                digest[15] = b;
                digest
            };
            let equal = Equal::new(digests.iter().map(|&of| digest(of)).zip(0..).collect());
            for asked in (0..4).flat_map(|a| (0..6).map(move |b| (a, b))) {
                let expected: Vec<u32> =
                    (0..).zip(&digests).filter(|&(_, &held)| held == asked).map(|(row, _)| row).collect();
                prop_assert_eq!(equal.holders(&digest(asked)).collect::<Vec<_>>(), expected);
            }
        }
    }
}
