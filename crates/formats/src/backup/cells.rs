//! Rows of a table, whatever the table.

use super::BackupError;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// None.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

const NULL: u8 = 0;
const INT: u8 = 1;
const TEXT: u8 = 2;
const BYTES: u8 = 3;

/// Writes a row behind what stands in `bytes`.
pub fn write_row(row: &[Cell], bytes: &mut Vec<u8>) {
    for cell in row {
        match cell {
            Cell::Null => bytes.push(NULL),
            Cell::Int(number) => {
                bytes.push(INT);
                bytes.extend_from_slice(&number.to_be_bytes());
            }
            Cell::Text(text) => long(TEXT, text.as_bytes(), bytes),
            Cell::Bytes(blob) => long(BYTES, blob, bytes),
        }
    }
}

fn long(kind: u8, value: &[u8], bytes: &mut Vec<u8>) {
    bytes.push(kind);
    bytes.extend_from_slice(&(value.len() as u32).to_be_bytes());
    bytes.extend_from_slice(value);
}

/// Reads a row that fills `bytes`.
pub fn read_row(mut bytes: &[u8]) -> Result<Vec<Cell>, BackupError> {
    const WRONG: BackupError = BackupError::Frame("a row");
    let mut row = Vec::new();
    while let Some((kind, rest)) = bytes.split_first() {
        bytes = rest;
        let cell = match *kind {
            NULL => Cell::Null,
            INT => {
                let (number, rest) = bytes.split_first_chunk::<8>().ok_or(WRONG)?;
                bytes = rest;
                Cell::Int(i64::from_be_bytes(*number))
            }
            kind @ (TEXT | BYTES) => {
                let (length, rest) = bytes.split_first_chunk::<4>().ok_or(WRONG)?;
                let length = u32::from_be_bytes(*length) as usize;
                let (value, rest) = rest.split_at_checked(length).ok_or(WRONG)?;
                bytes = rest;
                if kind == BYTES {
                    Cell::Bytes(value.to_vec())
                } else {
                    Cell::Text(String::from_utf8(value.to_vec()).map_err(|_| WRONG)?)
                }
            }
            _ => return Err(WRONG),
        };
        row.push(cell);
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Null),
            any::<i64>().prop_map(Cell::Int),
            ".{0,40}".prop_map(Cell::Text),
            proptest::collection::vec(any::<u8>(), 0..40).prop_map(Cell::Bytes),
        ]
    }

    proptest! {
        #[test]
        fn a_row_is_read_as_it_was_written(row in proptest::collection::vec(cell(), 0..12)) {
            let mut bytes = Vec::new();
            write_row(&row, &mut bytes);
            prop_assert_eq!(read_row(&bytes), Ok(row));
        }

        #[test]
        fn a_row_that_is_cut_is_refused_or_shorter(row in proptest::collection::vec(cell(), 1..6), cut: prop::sample::Index) {
            let mut bytes = Vec::new();
            write_row(&row, &mut bytes);
            bytes.truncate(cut.index(bytes.len()));
            prop_assert!(read_row(&bytes).is_ok_and(|short| short.len() < row.len()) || read_row(&bytes).is_err());
        }
    }
}
