use proptest::prelude::*;

use super::*;
use crate::DigestKind;

const HASH: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

fn feature(frame: u32, bytes: [u8; 32], quality: u8) -> VpdqFeature {
    let hash = PdqHash { hash: Pdq::from_bytes(bytes), quality };
    VpdqFeature { frame, hash, seconds: f64::from(frame) }
}

/// A feature whose hash has its first `bits` bits set.
fn near(frame: u32, bits: usize) -> VpdqFeature {
    let mut bytes = [0; 32];
    for bit in 0..bits {
        bytes[bit / 8] |= 0x80 >> (bit % 8);
    }
    feature(frame, bytes, 100)
}

fn fault(line: &str, form: VpdqText) -> VpdqFault {
    VpdqFeature::read_line(line, form, 0).unwrap_err()
}

#[test]
fn both_texts_are_read_and_written() {
    let frames = format!("0,100,{HASH},0.000\n30,49,{HASH},1.001\n");
    let read = VpdqFeature::read(&frames, VpdqText::Frames).unwrap();
    assert_eq!(read.iter().map(|feature| feature.frame).collect::<Vec<_>>(), [0, 30]);
    assert_eq!(read[1].hash, PdqHash { hash: HASH.parse().unwrap(), quality: 49 });
    assert_eq!(read[1].seconds, 1.001);
    let written: String =
        read.iter().map(|feature| format!("{}\n", feature.line(VpdqText::Frames))).collect();
    assert_eq!(written, frames);

    let compact = format!("{HASH},100,0.0\r\n\r\n{HASH},49,1.23e+03\r\n");
    let read = VpdqFeature::read(&compact, VpdqText::Compact).unwrap();
    assert_eq!(
        read.iter().map(|feature| (feature.frame, feature.seconds)).collect::<Vec<_>>(),
        [(0, 0.0), (1, 1230.0)]
    );
    assert_eq!(read[1].line(VpdqText::Compact).to_string(), format!("{HASH},49,1230.000"));
}

#[test]
fn an_error_names_the_line_and_what_to_write() {
    let text = format!("0,100,{HASH},0.000\n\n1,101,{HASH},1.000\n");
    let error = VpdqFeature::read(&text, VpdqText::Frames).unwrap_err();
    assert_eq!(error, VpdqError { line: 3, fault: VpdqFault::Quality });
    assert_eq!(
        error.to_string(),
        "line 3: the quality is no whole number from 0 to 100; write the quality that PDQ gave"
    );
    assert_eq!(
        fault(&format!("{HASH},100,0.0"), VpdqText::Frames).to_string(),
        "3 fields; write frame,quality,hash,seconds, separated by commas"
    );
}

#[test]
fn every_field_is_judged() {
    use VpdqText::{Compact, Frames};

    assert_eq!(fault(&format!("-1,100,{HASH},0"), Frames), VpdqFault::Frame);
    assert_eq!(fault(&format!("0,-1,{HASH},0"), Frames), VpdqFault::Quality);
    assert_eq!(fault(&format!("0,256,{HASH},0"), Frames), VpdqFault::Quality);
    let short = DigestError::Length { kind: DigestKind::Pdq, expected: 64, found: 2 };
    assert_eq!(fault("ab,100,0", Compact), VpdqFault::Hash(short));
    for seconds in ["", "-1", "nan", "inf", "1 s", "1e999"] {
        assert_eq!(fault(&format!("{HASH},100,{seconds}"), Compact), VpdqFault::Seconds, "{seconds}");
    }
    let found = 5;
    let fields = VpdqFault::Fields { expected: Frames.fields(), found };
    assert_eq!(fault(&format!("0,100,{HASH},0,"), Frames), fields);
}

#[test]
fn poor_frames_and_repeated_hashes_are_left_out() {
    let features = [
        feature(0, [1; 32], 49),
        feature(1, [1; 32], 50),
        feature(2, [2; 32], 100),
        feature(3, [1; 32], 100),
        feature(4, [3; 32], 0),
    ];
    let frames: Vec<u32> = usable_features(&features).iter().map(|feature| feature.frame).collect();
    assert_eq!(frames, [1, 2]);
}

#[test]
fn both_shares_are_counted() {
    let query = [near(0, 0), near(1, 0), near(2, 128)];
    let compared = [near(0, 31), near(1, 64), near(2, 159), near(3, 256)];
    // Frame 1 of the query repeats frame 0. Both that remain lie 31 away from a frame of the other.
    assert_eq!(match_videos(&query, &compared), VpdqMatch { query: 100.0, compared: 50.0 });
    assert_eq!(match_percentages(&query, &compared, 30), VpdqMatch::default());
    assert!(match_videos(&query, &compared).reaches(80.0, 0.0));
    assert!(!match_videos(&query, &compared).reaches(0.0, 80.0));
}

#[test]
fn a_video_without_usable_frames_matches_nothing() {
    let poor = [feature(0, [0; 32], 10)];
    assert_eq!(match_videos(&poor, &poor), VpdqMatch::default());
    assert_eq!(match_videos(&[], &[near(0, 0)]), VpdqMatch::default());
}

proptest! {
    #[test]
    fn what_is_written_is_read(frame: u32, quality in 0_u8..=100, bytes: [u8; 32], millis in 0_u32..100_000_000) {
        let seconds = f64::from(millis) / 1000.0;
        let feature = VpdqFeature { seconds, ..feature(frame, bytes, quality) };
        let text = feature.line(VpdqText::Frames).to_string();
        prop_assert_eq!(VpdqFeature::read_line(&text, VpdqText::Frames, 0), Ok(feature));
        let text = feature.line(VpdqText::Compact).to_string();
        prop_assert_eq!(VpdqFeature::read_line(&text, VpdqText::Compact, frame as usize), Ok(feature));
    }

    #[test]
    fn no_text_panics(text in "\\PC*|[0-9a-f,.\n-]{0,200}") {
        let _ = VpdqFeature::read(&text, VpdqText::Frames);
        let _ = VpdqFeature::read(&text, VpdqText::Compact);
    }

    #[test]
    fn exchanging_the_videos_exchanges_the_shares(a in videos(), b in videos(), limit in 0_u32..200) {
        let (there, back) = (match_percentages(&a, &b, limit), match_percentages(&b, &a, limit));
        prop_assert_eq!((there.query, there.compared), (back.compared, back.query));
        if !usable_features(&a).is_empty() {
            prop_assert_eq!(match_percentages(&a, &a, limit), VpdqMatch { query: 100.0, compared: 100.0 });
        }
    }
}

fn videos() -> impl Strategy<Value = Vec<VpdqFeature>> {
    proptest::collection::vec((0_usize..=256, 40_u8..60), 0..12).prop_map(|frames| {
        frames
            .into_iter()
            .enumerate()
            .map(|(at, (bits, quality))| {
                let mut feature = near(at as u32, bits);
                feature.hash.quality = quality;
                feature
            })
            .collect()
    })
}
