//! Assessments: what a trained analyst finds about content. Age band and act class are kept apart, real and simulated too;
//! every scheme is derived from them, so that a new scheme needs no new look at anything.

use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::named_enum;

named_enum! {
    /// How old the youngest person visible is, or appears to be.
    AgeBand {
        /// Under three.
        InfantOrToddler = "infant_or_toddler",
        /// Before puberty.
        Prepubescent = "prepubescent",
        /// In puberty, under 18.
        Pubescent = "pubescent",
        /// 18 or over.
        Adult = "adult",
        /// It cannot be told.
        Undetermined = "undetermined",
    }
}

named_enum! {
    /// The gravest act visible, in the classes that the schemes need and no finer.
    ActClass {
        /// A sexual act.
        SexualAct = "sexual_act",
        /// A focus on the genital or anal region.
        GenitalFocus = "genital_focus",
        /// Sexualised in another way.
        OtherSexualised = "other_sexualised",
        /// Nothing of the kind.
        None = "none",
        /// It cannot be told.
        Undetermined = "undetermined",
    }
}

named_enum! {
    /// Whether a real child is shown.
    Depiction {
        /// A real child.
        Real = "real",
        /// Drawn, computer-made or otherwise simulated.
        Simulated = "simulated",
        /// It cannot be told.
        Undetermined = "undetermined",
    }
}

named_enum! {
    /// What follows from an assessment under the rules that this node has. Only a court decides.
    Finding {
        /// Illegal nearly everywhere: a real child before puberty and grave abuse (INTERPOL's baseline).
        Baseline = "baseline",
        /// Illegal under the law of this node's country.
        NationallyIllegal = "nationally_illegal",
        /// Not illegal under the law of this node's country, as its national file with its source says.
        NotIllegal = "not_illegal",
        /// No rule that this node has decides it.
        Undetermined = "undetermined",
    }
}

named_enum! {
    /// The industry classes: A before puberty, B in puberty; 1 a sexual act, 2 a focus on the genital region.
    IndustryClass {
        /// Before puberty, a sexual act.
        A1 = "A1",
        /// Before puberty, a focus on the genital region.
        A2 = "A2",
        /// In puberty, a sexual act.
        B1 = "B1",
        /// In puberty, a focus on the genital region.
        B2 = "B2",
    }
}

/// What the analyst says was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The age band.
    pub age: AgeBand,
    /// The act class.
    pub act: ActClass,
    /// Real or simulated.
    pub depiction: Depiction,
}

/// A country's law as rules, from a file that names its source.
pub trait NationalLaw: Send + Sync {
    /// Whose law.
    fn country(&self) -> Country;
    /// Which statute, read where.
    fn source(&self) -> &str;
    /// What the first matching rule says: nationally illegal or not illegal; `None` where no rule matches.
    fn finding(&self, observation: Observation) -> Option<Finding>;
}

impl Observation {
    fn is_before_puberty(self) -> bool {
        matches!(self.age, AgeBand::InfantOrToddler | AgeBand::Prepubescent)
    }

    /// INTERPOL's baseline: a real child before puberty, in a sexual act or with a focus on the genital or anal region.
    pub fn is_baseline(self) -> bool {
        self.depiction == Depiction::Real
            && self.is_before_puberty()
            && matches!(self.act, ActClass::SexualAct | ActClass::GenitalFocus)
    }

    /// A1 to B2, for a real child; `None` outside the scheme.
    pub fn industry_class(self) -> Option<IndustryClass> {
        if self.depiction != Depiction::Real {
            return None;
        }
        match (self.is_before_puberty(), self.age, self.act) {
            (true, _, ActClass::SexualAct) => Some(IndustryClass::A1),
            (true, _, ActClass::GenitalFocus) => Some(IndustryClass::A2),
            (false, AgeBand::Pubescent, ActClass::SexualAct) => Some(IndustryClass::B1),
            (false, AgeBand::Pubescent, ActClass::GenitalFocus) => Some(IndustryClass::B2),
            _ => None,
        }
    }

    /// What follows. Without a national file with its source nothing is ever found "not illegal": it stays undetermined.
    pub fn finding(self, law: Option<&dyn NationalLaw>) -> Finding {
        if self.is_baseline() {
            return Finding::Baseline;
        }
        law.and_then(|law| law.finding(self)).unwrap_or(Finding::Undetermined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct AllLegal;
    impl NationalLaw for AllLegal {
        fn country(&self) -> Country {
            Country::parse("LT").unwrap()
        }
        fn source(&self) -> &str {
            "invented"
        }
        fn finding(&self, _: Observation) -> Option<Finding> {
            Some(Finding::NotIllegal)
        }
    }

    fn everything() -> impl Iterator<Item = Observation> {
        AgeBand::ALL.iter().flat_map(|&age| {
            ActClass::ALL.iter().flat_map(move |&act| {
                Depiction::ALL.iter().map(move |&depiction| Observation { age, act, depiction })
            })
        })
    }

    #[test]
    fn without_a_national_file_nothing_is_not_illegal() {
        assert!(everything().all(|seen| seen.finding(None) != Finding::NotIllegal));
    }

    #[test]
    fn no_national_file_overrules_the_baseline() {
        for seen in everything() {
            let expected = if seen.is_baseline() { Finding::Baseline } else { Finding::NotIllegal };
            assert_eq!(seen.finding(Some(&AllLegal)), expected, "{seen:?}");
        }
    }

    #[test]
    fn baseline_lies_within_a1_and_a2() {
        for seen in everything() {
            let class = seen.industry_class();
            assert_eq!(
                seen.is_baseline(),
                matches!(class, Some(IndustryClass::A1 | IndustryClass::A2)),
                "{seen:?}"
            );
            assert!(seen.depiction == Depiction::Real || class.is_none());
        }
    }
}
