//! Any bytes as a backup: the header, the heads of parts, and the frames inside, which an attacker cannot write without the key but a
//! damaged disk can.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::backup::{Frame, Header, PART_HEAD, PartHead, Unframer, read_row, write_frame, write_row};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(header) = Header::read(bytes) {
        assert_eq!(Header::read(&header.write()), Ok(header));
    }
    if let Some(head) = bytes.first_chunk::<PART_HEAD>()
        && let Ok(part) = PartHead::read(head)
    {
        assert_eq!(&part.write(), head);
    }
    if let Ok(row) = read_row(bytes) {
        let mut written = Vec::new();
        write_row(&row, &mut written);
        assert_eq!(written, bytes);
    }
    // The same frames, however the bytes come.
    let whole = frames(bytes, bytes.len().max(1));
    assert_eq!(whole, frames(bytes, 7));
    for frame in whole {
        let mut written = Vec::new();
        write_frame(&frame, &mut written);
        assert_eq!(frames(&written, written.len()), [frame]);
    }
});

fn frames(bytes: &[u8], piece: usize) -> Vec<Frame> {
    let (mut unframer, mut found) = (Unframer::default(), Vec::new());
    for chunk in bytes.chunks(piece) {
        unframer.push(chunk);
        loop {
            match unframer.next_frame() {
                Ok(Some(frame)) => found.push(frame),
                Ok(None) => break,
                Err(_) => return found,
            }
        }
    }
    found
}
