//! The ladder of a notice: whom to tell when those before did not act. Each rung has its letter and its waiting time.

use crate::named_enum;

named_enum! {
    /// Who is told.
    Rung {
        /// The host itself.
        Host = "host",
        /// The network through which the host is reached.
        Upstream = "upstream",
        /// Who sold the name.
        Registrar = "registrar",
        /// The authority that oversees hosts.
        Regulator = "regulator",
    }
}

impl Rung {
    /// The rung above; `None` on the last.
    pub fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|rung| *rung > self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_ends_at_the_regulator() {
        let mut climbed = vec![Rung::Host];
        while let Some(next) = climbed[climbed.len() - 1].next() {
            climbed.push(next);
        }
        assert_eq!(climbed, Rung::ALL);
    }
}
