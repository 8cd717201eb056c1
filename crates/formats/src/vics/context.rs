//! The address in the first line, which says what the document is.

use crate::list_problem::Fault;

/// The scheme of documents that name none.
pub(super) const DEFAULT: &str = "Default";

const OLD_KEY: &str = "odata.metadata";
const OLD_BASE: &str = "http://github.com/ICMEC/ProjectVic/DataModels/";
const NEW_KEY: &str = "@odata.context";
const NEW_BASE: &str = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/";

/// Which version of the standard is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 1.3: the context names no scheme.
    V1_3,
    /// 2.0.
    V2_0,
}

impl Version {
    /// Name and address of the context of a hash list.
    pub(super) fn context(self, scheme: &str) -> (&'static str, String) {
        match self {
            Self::V1_3 => (OLD_KEY, format!("{OLD_BASE}1.3.xml#Media")),
            Self::V2_0 => (NEW_KEY, format!("{NEW_BASE}{scheme}/$metadata#Media")),
        }
    }
}

/// What a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Context {
    /// `US`, `UK`, `Default`, …
    pub(super) scheme: String,
    /// Whether `value` holds cases, not media.
    pub(super) cases: bool,
}

/// Reads the first name and its text.
pub(super) fn parse(key: &str, address: Option<&str>) -> Result<Context, Fault> {
    const EXPECTED: Fault = Fault::WrongDocument(
        "is no VICS document: its first name must be odata.metadata (1.2, 1.3) or @odata.context (2.0), with the address of \
         the data model",
    );
    let address = address.ok_or(EXPECTED)?;
    let (model, kind) = address.trim().rsplit_once('#').ok_or(EXPECTED)?;
    let cases = match kind {
        "Media" => false,
        "Cases" => true,
        _ => {
            return Err(Fault::WrongDocument(
                "holds neither #Media nor #Cases: export a hash list or a case",
            ));
        }
    };
    let scheme = match key {
        OLD_KEY => match model.strip_prefix(OLD_BASE) {
            Some("1.2.xml" | "1.3.xml") => DEFAULT,
            _ => return Err(UNKNOWN_VERSION),
        },
        NEW_KEY => {
            let rest = model.strip_prefix(NEW_BASE).ok_or(UNKNOWN_VERSION)?;
            rest.strip_suffix("/$metadata").filter(|scheme| is_scheme(scheme)).ok_or(EXPECTED)?
        }
        _ => return Err(EXPECTED),
    };
    Ok(Context { scheme: scheme.to_owned(), cases })
}

const UNKNOWN_VERSION: Fault =
    Fault::WrongDocument("is of a version of VICS that is not known here: export it as 1.2, 1.3 or 2.0");

/// Whether this may be the name of a scheme.
pub(super) fn is_scheme(scheme: &str) -> bool {
    let bytes = scheme.bytes();
    (1..=32).contains(&scheme.len())
        && bytes.into_iter().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_known_by_its_address() {
        for version in [Version::V1_3, Version::V2_0] {
            let (key, address) = version.context(DEFAULT);
            let expected = Context { scheme: DEFAULT.to_owned(), cases: false };
            assert_eq!(parse(key, Some(&address)).unwrap(), expected);
        }
        let caid =
            parse(OLD_KEY, Some("http://github.com/ICMEC/ProjectVic/DataModels/1.2.xml#Media")).unwrap();
        assert_eq!(caid.scheme, "Default");
        let case = parse(NEW_KEY, Some(&format!("{NEW_BASE}UK/$metadata#Cases"))).unwrap();
        assert_eq!(case, Context { scheme: "UK".to_owned(), cases: true });
    }

    #[test]
    fn another_document_is_refused_with_what_to_do() {
        let message = |key: &str, address: Option<&str>| parse(key, address).unwrap_err().to_string();
        assert!(message("value", Some("x#Media")).contains("first name"));
        assert!(message(NEW_KEY, None).contains("first name must be"));
        assert!(message(NEW_KEY, Some("https://host.example/#Media")).contains("export it as 1.2"));
        assert!(
            message(OLD_KEY, Some("http://github.com/ICMEC/ProjectVic/DataModels/1.1.xml#Media"))
                .contains("version")
        );
        assert!(message(NEW_KEY, Some(&format!("{NEW_BASE}US/$metadata#Exifs"))).contains("#Cases"));
        assert!(message(NEW_KEY, Some(&format!("{NEW_BASE}../$metadata#Media"))).contains("first name"));
    }
}
