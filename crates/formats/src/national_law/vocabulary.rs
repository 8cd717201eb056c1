//! The words of a rule. Age band and act class are two things: which scheme an assessment leads to is derived from both.

use crate::words::words;

words! {
    /// How old the youngest child visible is, or appears to be.
    AgeBand, "age band" {
        /// Infant or toddler.
        InfantOrToddler = "infant_or_toddler",
        /// Before puberty.
        Prepubescent = "prepubescent",
        /// In puberty, under 18.
        Pubescent = "pubescent",
        /// 18 or older.
        Adult = "adult",
        /// Cannot be told.
        Undetermined = "undetermined",
    }
}

words! {
    /// The worst act visible.
    ActClass, "act class" {
        /// A sexual act with, on or before a child.
        SexualAct = "sexual_act",
        /// A focus on genital or anal parts.
        GenitalFocus = "genital_focus",
        /// Sexualised in another way.
        OtherSexualised = "other_sexualised",
        /// Nothing sexual.
        None = "none",
        /// Cannot be told.
        Undetermined = "undetermined",
    }
}

words! {
    /// Whether a real person is shown.
    Depiction, "depiction" {
        /// A real person.
        Real = "real",
        /// Drawn, rendered, generated.
        Simulated = "simulated",
        /// Cannot be told.
        Undetermined = "undetermined",
    }
}

words! {
    /// What a rule says of the material.
    Finding, "finding" {
        /// Illegal under this country's law.
        NationallyIllegal = "nationally_illegal",
        /// Not illegal under this country's law.
        NotIllegal = "not_illegal",
    }
}
