//! The columns of a list.

use super::ListError;
use super::fields;
use crate::text;

/// A column of a hash list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// How the origin of the list calls the file.
    Reference,
    /// MD5, 32 hexadecimal digits.
    Md5,
    /// SHA-1, 40 hexadecimal digits.
    Sha1,
    /// SHA-256, 64 hexadecimal digits.
    Sha256,
    /// PDQ, 64 hexadecimal digits.
    Pdq,
    /// Quality of the PDQ hash, 0 to 100.
    PdqQuality,
    /// When the entry was withdrawn, RFC 3339.
    RemovedAt,
    /// PhotoDNA, 288 hexadecimal digits, or base64 of 192 characters.
    Photodna,
    /// The address, for lists of addresses.
    Url,
    /// `image` or `video`.
    Media,
    /// The member at the origin who added it.
    Origin,
    /// Whose classification `label` is.
    LabelScheme,
    /// How the origin classifies it.
    Label,
    /// The series it belongs to.
    Series,
}

impl Column {
    /// Every column, in the order [`Writer`](super::Writer) writes them.
    pub const ALL: [Self; 14] = [
        Self::Reference,
        Self::Md5,
        Self::Sha1,
        Self::Sha256,
        Self::Pdq,
        Self::PdqQuality,
        Self::RemovedAt,
        Self::Photodna,
        Self::Url,
        Self::Media,
        Self::Origin,
        Self::LabelScheme,
        Self::Label,
        Self::Series,
    ];

    /// The column's name in the header.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Pdq => "pdq",
            Self::PdqQuality => "pdq_quality",
            Self::RemovedAt => "removed_at",
            Self::Photodna => "photodna",
            Self::Url => "url",
            Self::Media => "media",
            Self::Origin => "origin",
            Self::LabelScheme => "label_scheme",
            Self::Label => "label",
            Self::Series => "series",
        }
    }

    /// Whether the column holds something by which a file or a page can be recognised.
    const fn is_digest(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1 | Self::Sha256 | Self::Pdq | Self::Photodna | Self::Url)
    }
}

/// Reads the header line.
pub(super) fn parse_header(line: &str) -> Result<Vec<Column>, ListError> {
    // What many spreadsheets save as "CSV" in countries with a decimal comma.
    if line.contains(';') && !line.contains(',') {
        return Err(ListError::Semicolons);
    }
    let mut names = Vec::new();
    fields::split(line, ',', &mut names).map_err(ListError::BadHeader)?;
    let mut columns = Vec::with_capacity(names.len());
    for name in &names {
        let known = Column::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(name));
        let column = known.ok_or_else(|| ListError::UnknownColumn(text::quoted(name)))?;
        if columns.contains(&column) {
            return Err(ListError::RepeatedColumn(column.name()));
        }
        columns.push(column);
    }
    if !columns.iter().any(|column| column.is_digest()) {
        return Err(ListError::NoDigestColumn);
    }
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_order_and_any_case() {
        let columns = parse_header(r#" SHA256 ,"Reference",Removed_At"#).unwrap();
        assert_eq!(columns, [Column::Sha256, Column::Reference, Column::RemovedAt]);
    }

    #[test]
    fn a_wrong_header_says_what_to_do() {
        let message = |line| parse_header(line).unwrap_err().to_string();
        assert!(message("md5;sha1").contains("commas"));
        assert!(message("md5,shal").starts_with("line 1: \"shal\" is not a column"));
        assert!(message("md5,").starts_with("line 1: \"\" is not a column"));
        assert!(message("md5,MD5").contains("md5 stands twice"));
        assert!(message("reference,removed_at").contains("at least one of md5, sha1, sha256, pdq"));
        assert!(message("md5,\"sha1").contains("quotation mark"));
    }
}
