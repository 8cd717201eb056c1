//! How well two assessments of the same content agree, beyond what chance gives.
//!
//! Krippendorff's alpha for nominal data and two observers (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
//! sections A and B). It is fit for a desk, because it does not matter who the two were: unlike Cohen's kappa it needs no fixed
//! pair of observers.

use std::collections::BTreeMap;

/// How well pairs agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// How many pairs there are.
    pub pairs: u64,
    /// In how many both said the same.
    pub equal: u64,
    /// Krippendorff's alpha: 1 is perfect, 0 is chance. `None` without pairs, and where all ever said one and the same thing.
    pub alpha: Option<f64>,
}

impl Agreement {
    /// Of pairs of what the one and the other said.
    pub fn of<T: Ord + Copy>(pairs: impl IntoIterator<Item = (T, T)>) -> Self {
        let (mut all, mut equal) = (0_u64, 0_u64);
        let mut said: BTreeMap<T, u64> = BTreeMap::new();
        for (one, other) in pairs {
            all += 1;
            equal += u64::from(one == other);
            *said.entry(one).or_default() += 1;
            *said.entry(other).or_default() += 1;
        }
        Self { pairs: all, equal, alpha: alpha(all, all - equal, &said) }
    }

    /// The share of pairs that are equal, in per cent.
    pub fn percent(&self) -> Option<u64> {
        (self.equal * 100).checked_div(self.pairs)
    }
}

/// 1 - (n - 1) · disagreements / (pairs of values that differ), where `n` counts values.
fn alpha<T>(pairs: u64, differ: u64, said: &BTreeMap<T, u64>) -> Option<f64> {
    let n = (2 * pairs) as f64;
    let by_chance: f64 = said.values().map(|count| *count as f64 * (n - *count as f64)).sum();
    // Each pair that differs stands in the matrix twice, and so does each pair of values in the sum.
    (by_chance > 0.0).then(|| 1.0 - (n - 1.0) * (2 * differ) as f64 / by_chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_that_of_the_paper() {
        // Section A: ten units, two observers, no missing data.
        let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let found = Agreement::of(a.into_iter().zip(b));
        assert_eq!((found.pairs, found.equal), (10, 6));
        assert!((found.alpha.unwrap() - 0.095).abs() < 0.001, "{found:?}");
        // Section B: nominal data, twelve units.
        let a = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"];
        let b = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"];
        let found = Agreement::of(a.into_iter().zip(b));
        assert!((found.alpha.unwrap() - 0.692).abs() < 0.001, "{found:?}");
    }

    #[test]
    fn without_anything_to_tell_apart_there_is_no_alpha() {
        assert_eq!(Agreement::of::<u8>([]).alpha, None);
        let found = Agreement::of([(1, 1), (1, 1)]);
        assert_eq!((found.alpha, found.percent()), (None, Some(100)));
    }
}
