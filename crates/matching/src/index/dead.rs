//! Which rows of a segment no longer count.

use std::sync::Arc;

/// Rows of a page: 4 kB of bits. A removal copies one page and the list of pages, about as much for ten million rows.
const ROWS: usize = 1 << 15;

type Page = [u64; ROWS / 64];

/// A set of rows that is copied when it changes, and shares with its copies what did not.
#[derive(Clone, Default)]
pub(super) struct Dead {
    pages: Vec<Option<Arc<Page>>>,
    len: usize,
}

impl Dead {
    /// How many rows are in the set.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn contains(&self, row: u32) -> bool {
        let row = row as usize;
        match self.pages.get(row / ROWS) {
            Some(Some(page)) => page[row % ROWS / 64] >> (row % 64) & 1 == 1,
            _ => false,
        }
    }

    pub(super) fn insert(&mut self, row: u32) {
        if self.contains(row) {
            return;
        }
        let row = row as usize;
        if self.pages.len() <= row / ROWS {
            self.pages.resize(row / ROWS + 1, None);
        }
        let page = self.pages[row / ROWS].get_or_insert_with(|| Arc::new([0; ROWS / 64]));
        Arc::make_mut(page)[row % ROWS / 64] |= 1 << (row % 64);
        self.len += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_it_held() {
        let mut dead = Dead::default();
        dead.insert(70_000);
        let before = dead.clone();
        dead.insert(70_001);
        dead.insert(3);
        dead.insert(3);
        assert_eq!((before.len(), dead.len()), (1, 3));
        assert!(before.contains(70_000) && !before.contains(70_001) && !before.contains(3));
        assert!(dead.contains(70_001) && dead.contains(3) && !dead.contains(4_000_000));
    }
}
