//! Padding that hides how long a short value is, after ISO/IEC 7816-4: a byte 0x80, then zeros.

/// Padded values are a multiple of so many bytes: handles, phone numbers and most addresses look alike.
pub(crate) const BLOCK: usize = 64;

const PADDING: [u8; BLOCK] = {
    let mut padding = [0; BLOCK];
    padding[0] = 0x80;
    padding
};

/// What follows a value of `len` bytes, 1 to 64 bytes; never nothing, so that it can always be told from the value.
pub(crate) fn after(len: usize) -> &'static [u8] {
    &PADDING[..BLOCK - len % BLOCK]
}

/// The length of the value in front of its padding.
pub(crate) fn value_len(padded: &[u8]) -> Option<usize> {
    let len = padded.iter().rposition(|&byte| byte != 0)?;
    (padded[len..] == *after(len)).then_some(len)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_padded_so_is_refused() {
        let whole_block_too_many = [&[0x80][..], &[0; 127]].concat();
        for wrong in [&[][..], &[0; 64], &[0x80; 63], &[1; 64], &whole_block_too_many] {
            assert_eq!(value_len(wrong), None);
        }
    }

    proptest! {
        #[test]
        fn the_length_is_found_again(value in proptest::collection::vec(prop_oneof![Just(0), Just(0x80), any::<u8>()], 0..200)) {
            let padded = [&value, after(value.len())].concat();
            prop_assert_eq!(padded.len() % BLOCK, 0);
            prop_assert!(padded.len() <= value.len() + BLOCK);
            prop_assert_eq!(value_len(&padded), Some(value.len()));
        }
    }
}
