//! The memory that the index lies in: its own, or that of a snapshot.

use std::{fmt, ops::Range, sync::Arc};

use memmap2::MmapMut;

/// Bytes that a snapshot lies in: a buffer that was read, or a file that was mapped.
///
/// They must not change while an index uses them. An index over changing bytes gives wrong answers, but never reads
/// outside of them.
pub trait SnapshotBytes: AsRef<[u8]> + Send + Sync {}

impl<T: AsRef<[u8]> + Send + Sync + ?Sized> SnapshotBytes for T {}

/// The address that every section begins at is a multiple of this: a cache line, and the widest vector.
pub(super) const ALIGNMENT: usize = 64;

/// From this size on memory is asked of the system as a map of its own, in large pages where it has them: a search jumps about in a
/// gigabyte, and with small pages most of its time goes into finding them.
const LARGE: usize = 4 << 20;

/// A buffer that begins at a multiple of 64 bytes, so that no vector load crosses a cache line.
pub struct AlignedBytes {
    storage: Storage,
    start: usize,
    len: usize,
}

enum Storage {
    Small(Vec<u8>),
    Large(MmapMut),
}

impl Storage {
    fn zeroed(len: usize) -> Self {
        let large = (len >= LARGE).then(|| MmapMut::map_anon(len).ok()).flatten();
        let Some(map) = large else { return Self::Small(vec![0; len]) };
        // Where there are no large pages, small ones do.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::HugePage);
        Self::Large(map)
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Small(bytes) => bytes,
            Self::Large(map) => map,
        }
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Small(bytes) => bytes,
            Self::Large(map) => map,
        }
    }
}

impl AlignedBytes {
    /// So many zeros. The system gives the memory when it is first written to.
    pub fn zeroed(len: usize) -> Self {
        let storage = Storage::zeroed(len + ALIGNMENT);
        // An offset that can't be computed, as the interpreter Miri may say, costs speed and nothing else.
        let start = match storage.bytes().as_ptr().align_offset(ALIGNMENT) {
            start if start <= ALIGNMENT => start,
            _ => 0,
        };
        Self { storage, start, len }
    }

    /// The bytes, to be written.
    pub fn as_mut_slice(&mut self) -> &mut [u8] {
        &mut self.storage.bytes_mut()[self.start..self.start + self.len]
    }

    /// Forgets what lies beyond.
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

impl AsRef<[u8]> for AlignedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.storage.bytes()[self.start..self.start + self.len]
    }
}

impl fmt::Debug for AlignedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AlignedBytes").field("len", &self.len).finish_non_exhaustive()
    }
}

/// Fixed-size values in shared memory, one after the other; numbers are little endian on every machine.
#[derive(Clone)]
pub(super) struct Column<const W: usize> {
    bytes: Arc<dyn SnapshotBytes>,
    range: Range<usize>,
}

impl<const W: usize> Column<W> {
    /// A part of some bytes; empty where it reaches beyond them.
    pub(super) fn new(bytes: Arc<dyn SnapshotBytes>, range: Range<usize>) -> Self {
        Self { bytes, range }
    }

    pub(super) fn empty() -> Self {
        Self::new(Arc::new([0_u8; 0]), 0..0)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.range.clone()).unwrap_or(&[])
    }

    pub(super) fn values(&self) -> &[[u8; W]] {
        self.bytes().as_chunks().0
    }
}

impl<const W: usize> FromIterator<[u8; W]> for Column<W> {
    fn from_iter<I: IntoIterator<Item = [u8; W]>>(values: I) -> Self {
        let values = values.into_iter();
        let mut column = Filling::new(values.size_hint().1.unwrap_or(0));
        values.for_each(|value| column.push(value));
        column.done()
    }
}

/// A column that is being filled.
pub(super) struct Filling<const W: usize> {
    bytes: AlignedBytes,
    len: usize,
}

impl<const W: usize> Filling<W> {
    /// With room for so many values. Room that stays unused costs no memory.
    pub(super) fn new(room: usize) -> Self {
        Self { bytes: AlignedBytes::zeroed(room * W), len: 0 }
    }

    /// Full of zeros.
    pub(super) fn zeroed(len: usize) -> Self {
        Self { len, ..Self::new(len) }
    }

    /// Adds a value. There must be room.
    pub(super) fn push(&mut self, value: [u8; W]) {
        self.bytes.as_mut_slice()[self.len * W..][..W].copy_from_slice(&value);
        self.len += 1;
    }

    pub(super) fn values_mut(&mut self) -> &mut [[u8; W]] {
        self.bytes.as_mut_slice().as_chunks_mut().0
    }

    pub(super) fn done(mut self) -> Column<W> {
        self.bytes.truncate(self.len * W);
        Column::new(Arc::new(self.bytes), 0..self.len * W)
    }
}

/// The number at a place of a column, if it is that long.
pub(super) fn number(column: &[[u8; 4]], at: usize) -> Option<u32> {
    column.get(at).map(|bytes| u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buffer_is_aligned_and_as_long_as_asked() {
        for len in [0, 1, 63, 64, 1000] {
            let mut bytes = AlignedBytes::zeroed(len);
            assert_eq!((bytes.as_ref().len(), bytes.as_mut_slice().len()), (len, len));
            assert!(bytes.as_ref().as_ptr().addr().is_multiple_of(ALIGNMENT));
        }
    }

    #[test]
    fn a_column_that_reaches_beyond_its_bytes_is_empty() {
        assert!(Column::<4>::new(Arc::new([0_u8; 8]), 4..12).values().is_empty());
        assert_eq!([[1_u8; 4], [2; 4]].into_iter().collect::<Column<4>>().values(), [[1; 4], [2; 4]]);
    }
}
