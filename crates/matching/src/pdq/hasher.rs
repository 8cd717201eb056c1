//! A picture's hash, from its rows.

use super::PdqHash;
use super::dct::{self, Samples};
use super::filter::{Filter, SIDE};
use super::simd::CpuPath;
use crate::Pdq;

/// The longest side of a picture that is hashed, in pixels.
pub const MAX_PICTURE_SIDE: u32 = 1 << 18;

/// A picture with a shorter side than this has a hash of zeros and quality 0, as the reference has it.
const MIN_SIDE: u32 = 5;

/// Why a picture has no hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdqError {
    /// A side is zero.
    #[error("a picture of {width} by {height} pixels has no pixels; name its true size")]
    Empty {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A side is longer than [`MAX_PICTURE_SIDE`], or there are more pixels than the reference can count.
    #[error(
        "a picture of {width} by {height} pixels is too large; \
         a side may have {MAX_PICTURE_SIDE} pixels and the picture 2147483647: make it smaller"
    )]
    TooLarge {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A row has another length than its picture's width asks for.
    #[error("row {row} has {found} bytes instead of {expected}; a row is as wide as its picture")]
    RowLength {
        /// The row, counted from 0.
        row: u32,
        /// Its length in bytes.
        found: usize,
        /// The length it should have.
        expected: usize,
    },
    /// More rows than the picture is high.
    #[error("row {height} is one too many for a picture of {height} rows; name its true size")]
    TooManyRows {
        /// Rows of the picture.
        height: u32,
    },
    /// Fewer rows than the picture is high.
    #[error("only {found} of {height} rows came; give the rest, or name the picture's true size")]
    MissingRows {
        /// Rows that came.
        found: u32,
        /// Rows of the picture.
        height: u32,
    },
    /// A whole picture's bytes are not as many as its size asks for.
    #[error("the picture has {found} bytes instead of {expected}; give three a pixel, or one if it is grey")]
    Length {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
}

/// The hashes of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdqPicture {
    /// Its hash and quality.
    pub hash: PdqHash,
    /// The hashes of its eight orientations, derived from one spectrum as the reference does:
    ///
    /// 0. as it is, the same as in `hash`;
    /// 1. turned by 90 degrees counterclockwise;
    /// 2. turned by 180 degrees;
    /// 3. turned by 270 degrees counterclockwise;
    /// 4. top and bottom exchanged;
    /// 5. left and right exchanged;
    /// 6. upper right and lower left exchanged;
    /// 7. upper left and lower right exchanged.
    ///
    /// The hash of a picture that is really turned differs from these in a few bits.
    pub orientations: [Pdq; 8],
}

/// Hashes a picture while its rows come in.
///
/// The result is that of the reference, bit for bit: of facebook/ThreatExchange's C++ code as
/// `pdqhash` binds it, on x86-64, fed with the same pixels at full
/// size. Luma is what that binding computes: `0.299 R + 0.587 G + 0.114 B`, correctly rounded. A grey
/// row is the same as a row with three equal colours.
///
/// The C++ tools themselves differ from their binding in two ways. They round luma after every operation,
/// which changes hashes of drawn slopes and patterns but none of the 19 photographs that we compared. And
/// they shrink a picture with a side of more than 512 pixels to 512 × 512 before they hash it.
///
/// Rows are walked once. What is kept is proportional to the width times a window of a 128th of the
/// height.
///
/// ```
/// use tutela_matching::PdqHasher;
///
/// let mut hasher = PdqHasher::new(200, 100)?;
/// for y in 0..100_u32 {
///     let row: Vec<u8> = (0..200_u32).flat_map(|x| [(x * y / 100) as u8, x as u8, 2 * y as u8]).collect();
///     hasher.push_rgb(&row)?;
/// }
/// let picture = hasher.finish()?;
/// assert_eq!(picture.orientations[0], picture.hash.hash);
/// # Ok::<(), tutela_matching::PdqError>(())
/// ```
pub struct PdqHasher {
    width: u32,
    height: u32,
    /// Rows that came.
    rows: u32,
    /// Absent where the picture is too small to be hashed.
    filter: Option<Box<Filter>>,
    /// A picture of 64 × 64 pixels is its own samples.
    unfiltered: Option<Box<Samples>>,
}

impl PdqHasher {
    /// A hasher for a picture of this size, on the fastest path that the processor has.
    ///
    /// # Errors
    ///
    /// [`PdqError::Empty`] and [`PdqError::TooLarge`].
    pub fn new(width: u32, height: u32) -> Result<Self, PdqError> {
        Self::with_path(width, height, CpuPath::best())
    }

    /// The same on a path of the caller's choice. The result is the same.
    ///
    /// # Errors
    ///
    /// [`PdqError::Empty`] and [`PdqError::TooLarge`].
    pub fn with_path(width: u32, height: u32, path: CpuPath) -> Result<Self, PdqError> {
        if width == 0 || height == 0 {
            return Err(PdqError::Empty { width, height });
        }
        if width.max(height) > MAX_PICTURE_SIDE || u64::from(width) * u64::from(height) > i32::MAX as u64 {
            return Err(PdqError::TooLarge { width, height });
        }
        let is_hashable = width.min(height) >= MIN_SIDE;
        let is_sampled = (width as usize, height as usize) == (SIDE, SIDE);
        Ok(Self {
            width,
            height,
            rows: 0,
            filter: is_hashable.then(|| Box::new(Filter::new(width as usize, height as usize, path))),
            unfiltered: is_sampled.then(|| Box::new([[0.0; SIDE]; SIDE])),
        })
    }

    /// Takes the next row: red, green and blue of each pixel, a byte each.
    ///
    /// # Errors
    ///
    /// [`PdqError::RowLength`] and [`PdqError::TooManyRows`]. Such a row changes nothing.
    pub fn push_rgb(&mut self, row: &[u8]) -> Result<(), PdqError> {
        self.check(row, 3)?;
        self.keep(|at| {
            let [red, green, blue] = [row[3 * at], row[3 * at + 1], row[3 * at + 2]].map(u32::from);
            (299 * red + 587 * green + 114 * blue) as f32 / 1000.0
        });
        if let Some(filter) = &mut self.filter {
            filter.push_rgb(row);
        }
        self.rows += 1;
        Ok(())
    }

    /// Takes the next row: the luma of each pixel, a byte each, such as a decoder's Y plane.
    ///
    /// # Errors
    ///
    /// [`PdqError::RowLength`] and [`PdqError::TooManyRows`]. Such a row changes nothing.
    pub fn push_luma(&mut self, row: &[u8]) -> Result<(), PdqError> {
        self.check(row, 1)?;
        self.keep(|at| f32::from(row[at]));
        if let Some(filter) = &mut self.filter {
            filter.push_luma(row);
        }
        self.rows += 1;
        Ok(())
    }

    fn check(&self, row: &[u8], bytes: usize) -> Result<(), PdqError> {
        if self.rows == self.height {
            return Err(PdqError::TooManyRows { height: self.height });
        }
        let expected = bytes * self.width as usize;
        if row.len() != expected {
            return Err(PdqError::RowLength { row: self.rows, found: row.len(), expected });
        }
        Ok(())
    }

    fn keep(&mut self, luma: impl Fn(usize) -> f32) {
        if let Some(samples) = &mut self.unfiltered {
            samples[self.rows as usize] = std::array::from_fn(luma);
        }
    }

    /// The hashes, after the last row.
    ///
    /// # Errors
    ///
    /// [`PdqError::MissingRows`].
    pub fn finish(self) -> Result<PdqPicture, PdqError> {
        if self.rows < self.height {
            return Err(PdqError::MissingRows { found: self.rows, height: self.height });
        }
        let Some(filter) = self.filter else {
            let zeros = Pdq::from_bytes([0; 32]);
            return Ok(PdqPicture { hash: PdqHash { hash: zeros, quality: 0 }, orientations: [zeros; 8] });
        };
        let samples = filter.finish();
        let mut orientations = dct::orientations(&samples);
        let mut quality = dct::quality(&samples);
        // The reference leaves the filter out where it makes one hash of 64 × 64 pixels, but not where
        // it makes eight. A filter with a window of one pixel changes no more than the last bits.
        if let Some(samples) = self.unfiltered {
            orientations[0] = dct::orientations(&samples)[0];
            quality = dct::quality(&samples);
        }
        Ok(PdqPicture { hash: PdqHash { hash: orientations[0], quality }, orientations })
    }
}

/// The hashes of a whole picture: red, green and blue of each pixel, a byte each, row by row.
///
/// # Errors
///
/// [`PdqError::Empty`], [`PdqError::TooLarge`] and [`PdqError::Length`].
pub fn hash_rgb(width: u32, height: u32, pixels: &[u8]) -> Result<PdqPicture, PdqError> {
    let mut hasher = PdqHasher::new(width, height)?;
    for row in rows(width, height, 3, pixels)? {
        hasher.push_rgb(row)?;
    }
    hasher.finish()
}

/// The hashes of a whole picture: the luma of each pixel, a byte each, row by row.
///
/// # Errors
///
/// [`PdqError::Empty`], [`PdqError::TooLarge`] and [`PdqError::Length`].
pub fn hash_luma(width: u32, height: u32, pixels: &[u8]) -> Result<PdqPicture, PdqError> {
    let mut hasher = PdqHasher::new(width, height)?;
    for row in rows(width, height, 1, pixels)? {
        hasher.push_luma(row)?;
    }
    hasher.finish()
}

fn rows(
    width: u32,
    height: u32,
    bytes: usize,
    pixels: &[u8],
) -> Result<std::slice::ChunksExact<'_, u8>, PdqError> {
    let row = bytes * width as usize;
    let (found, expected) = (pixels.len(), row * height as usize);
    if found == expected { Ok(pixels.chunks_exact(row)) } else { Err(PdqError::Length { found, expected }) }
}
