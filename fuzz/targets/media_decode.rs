//! Pictures: whatever the bytes, decoding ends with hashes or with a reason. In a node this runs in a child.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_media::{PictureLimits, decode_picture};

fuzz_target!(|bytes: &[u8]| {
    let limits = PictureLimits { max_pixels: 1 << 20, max_frames: 4, memory_mib: 256, ..PictureLimits::default() };
    if let Ok(picture) = decode_picture(bytes, &limits) {
        assert_eq!(picture.orientations[0], picture.hash.hash);
        assert!(picture.hash.quality <= 100);
    }
});
