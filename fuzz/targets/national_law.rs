//! National law: whatever rules are taken, none calls the real sexual abuse of a child lawful.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tutela_formats::national_law::{ActClass, AgeBand, Depiction, Finding, NationalLaw};

fuzz_target!(|text: &str| {
    match text.parse::<NationalLaw>() {
        Ok(law) => {
            for age in [AgeBand::InfantOrToddler, AgeBand::Prepubescent, AgeBand::Pubescent] {
                let finding = law.finding(age, ActClass::SexualAct, Depiction::Real);
                assert_ne!(finding, Some(Finding::NotIllegal));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
