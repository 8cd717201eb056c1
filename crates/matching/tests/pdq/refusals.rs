//! What a hasher refuses, and that it says why.

use tutela_matching::{MAX_PICTURE_SIDE, PdqError, PdqHasher, hash_luma, hash_rgb};

#[test]
fn a_size_without_pixels_is_refused() {
    for (width, height) in [(0, 10), (10, 0), (0, 0)] {
        assert_eq!(PdqHasher::new(width, height).err(), Some(PdqError::Empty { width, height }));
    }
}

#[test]
fn a_size_beyond_the_limits_is_refused_before_memory_is_asked_for() {
    for (width, height) in
        [(MAX_PICTURE_SIDE + 1, 1), (1, u32::MAX), (u32::MAX, u32::MAX), (1 << 17, 1 << 14)]
    {
        assert_eq!(PdqHasher::new(width, height).err(), Some(PdqError::TooLarge { width, height }));
    }
    assert!(PdqHasher::new(MAX_PICTURE_SIDE, 5).is_ok());
}

#[test]
fn a_row_of_another_length_is_refused_and_the_next_may_still_come() {
    let mut hasher = PdqHasher::new(10, 5).unwrap();
    hasher.push_rgb(&[7; 30]).unwrap();
    let refusal = hasher.push_rgb(&[7; 10]);
    assert_eq!(refusal, Err(PdqError::RowLength { row: 1, found: 10, expected: 30 }));
    assert_eq!(
        refusal.unwrap_err().to_string(),
        "row 1 has 10 bytes instead of 30; a row is as wide as its picture"
    );
    for _ in 1..5 {
        hasher.push_luma(&[7; 10]).unwrap();
    }
    assert_eq!(hasher.push_luma(&[7; 10]), Err(PdqError::TooManyRows { height: 5 }));
    assert!(hasher.finish().is_ok());
}

#[test]
fn missing_rows_are_refused() {
    let mut hasher = PdqHasher::new(10, 5).unwrap();
    hasher.push_luma(&[7; 10]).unwrap();
    assert_eq!(hasher.finish(), Err(PdqError::MissingRows { found: 1, height: 5 }));
}

#[test]
fn a_whole_picture_must_have_its_size() {
    assert_eq!(hash_rgb(5, 5, &[0; 74]), Err(PdqError::Length { found: 74, expected: 75 }));
    assert_eq!(hash_luma(5, 5, &[0; 26]), Err(PdqError::Length { found: 26, expected: 25 }));
    assert_eq!(hash_luma(0, 5, &[]), Err(PdqError::Empty { width: 0, height: 5 }));
}

#[test]
fn a_picture_that_is_too_small_has_a_hash_of_zeros() {
    let pixels: Vec<u8> = (0..120).collect();
    let picture = hash_rgb(10, 4, &pixels).unwrap();
    assert_eq!(picture.hash.quality, 0);
    assert_eq!(picture.hash.hash.as_bytes(), &[0; 32]);
    assert_eq!(picture.orientations, [picture.hash.hash; 8]);
}
