//! A law that was read, and what it says.

use jiff::civil::Date;

use super::{ActClass, AgeBand, Depiction, Finding};

/// One country's law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NationalLaw {
    /// Two upper-case letters, ISO 3166-1 alpha-2. Whether they are assigned is for the caller to check.
    pub country: String,
    /// Which statute, and where it was read. Never empty.
    pub source: String,
    /// The day it was read.
    pub read_on: Date,
    /// Who read it. Never empty.
    pub read_by: String,
    /// The rules, in their order; the first that fits decides. At least one.
    pub rules: Vec<Rule>,
}

/// One rule. `None` fits every value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The age bands it is about.
    pub age: Option<Vec<AgeBand>>,
    /// The act classes it is about.
    pub act: Option<Vec<ActClass>>,
    /// The depictions it is about.
    pub depiction: Option<Vec<Depiction>>,
    /// What it says.
    pub finding: Finding,
}

impl NationalLaw {
    /// What the law says of material of this age band, act class and depiction; `None` where no rule fits.
    pub fn finding(&self, age: AgeBand, act: ActClass, depiction: Depiction) -> Option<Finding> {
        self.deciding_rule(age, act, depiction).map(|(_, rule)| rule.finding)
    }

    /// The rule that decides, and its number from 1 on: what an analyst is shown as the reason.
    pub fn deciding_rule(&self, age: AgeBand, act: ActClass, depiction: Depiction) -> Option<(usize, &Rule)> {
        (1..).zip(&self.rules).find(|(_, rule)| rule.fits(age, act, depiction))
    }
}

impl Rule {
    /// Whether the rule is about such material.
    pub fn fits(&self, age: AgeBand, act: ActClass, depiction: Depiction) -> bool {
        fn names<T: PartialEq>(list: &Option<Vec<T>>, value: T) -> bool {
            list.as_ref().is_none_or(|list| list.contains(&value))
        }
        names(&self.age, age) && names(&self.act, act) && names(&self.depiction, depiction)
    }
}
