//! The national file, in the domain's words.

use std::path::Path;
use std::sync::Arc;

use tutela_formats::national_law as file;
use tutela_model::assessment::{Finding, NationalLaw, Observation};
use tutela_model::country::Country;

use crate::error::Failure;

/// The law of the node's country, read from a file.
struct Law {
    country: Country,
    law: file::NationalLaw,
}

impl NationalLaw for Law {
    fn country(&self) -> Country {
        self.country
    }

    fn source(&self) -> &str {
        &self.law.source
    }

    fn finding(&self, observation: Observation) -> Option<Finding> {
        // The names of both vocabularies are the same; a test holds them together.
        let age = observation.age.as_str().parse().ok()?;
        let act = observation.act.as_str().parse().ok()?;
        let depiction = observation.depiction.as_str().parse().ok()?;
        self.law.finding(age, act, depiction).map(|finding| match finding {
            file::Finding::NationallyIllegal => Finding::NationallyIllegal,
            file::Finding::NotIllegal => Finding::NotIllegal,
        })
    }
}

/// Reads a national file.
pub fn read_law(path: &Path) -> Result<Arc<dyn NationalLaw>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?;
    let law: file::NationalLaw = text.parse().map_err(|error: file::LawError| Failure::file(path, error))?;
    let country = Country::parse(&law.country).ok_or_else(|| {
        Failure::file(path, format!("country {:?} is not an assigned ISO 3166-1 code", law.country))
    })?;
    Ok(Arc::new(Law { country, law }))
}

#[cfg(test)]
mod tests {
    use tutela_model::assessment::{ActClass, AgeBand, Depiction};

    use super::*;

    #[test]
    fn the_file_knows_every_word_of_the_domain() {
        for age in AgeBand::ALL {
            assert!(age.as_str().parse::<file::AgeBand>().is_ok(), "{age}");
        }
        for act in ActClass::ALL {
            assert!(act.as_str().parse::<file::ActClass>().is_ok(), "{act}");
        }
        for depiction in Depiction::ALL {
            assert!(depiction.as_str().parse::<file::Depiction>().is_ok(), "{depiction}");
        }
    }
}
