//! How precise a list proved, in words: always the numbers, and a share of them where there is one.

use tutela_model::list::Purpose;
use tutela_workflow::read::Precision;

use super::words::{count, grouped};
use crate::texts::Texts;

/// How precise matches of one kind proved.
pub(super) struct PrecisionWords {
    /// The share that was illegal; `None` where nothing is decided.
    pub(super) share: Option<String>,
    /// The numbers behind it, or why there are none.
    pub(super) numbers: String,
    /// How many were looked at and not decided; `None` where none was.
    pub(super) open: Option<String>,
}

impl PrecisionWords {
    /// Of what was measured. Matches with harmless pictures are left out before anybody looks, so that they have no precision.
    pub(super) fn of(texts: Texts, purpose: Purpose, found: Precision) -> Self {
        let decided = found.illegal + found.not_illegal;
        let open = (found.undetermined > 0).then(|| count(texts, "precision-open", found.undetermined));
        let numbers = match (purpose, decided) {
            (Purpose::Harmless, _) => return Self::without(texts.get("precision-harmless")),
            (Purpose::Known, 0) if found.undetermined == 0 => {
                return Self::without(texts.get("precision-none"));
            }
            (Purpose::Known, 0) => texts.get("precision-undecided"),
            (Purpose::Known, _) => texts.with_all(
                "precision-of",
                &[("n", grouped(found.illegal).into()), ("all", grouped(decided).into())],
            ),
        };
        let share = found.share().map(|share| texts.with("precision-share", "n", percent(share)));
        Self { share, numbers, open }
    }

    fn without(why: String) -> Self {
        Self { share: None, numbers: why, open: None }
    }
}

/// A share in hundredths with one digit after the point, rounded down: 9 999 of 10 000 are not all of them.
fn percent(share: f64) -> String {
    let thousandths = (share.clamp(0.0, 1.0) * 1000.0 + 1e-6).floor() as u32;
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(illegal: u64, not_illegal: u64, undetermined: u64) -> PrecisionWords {
        PrecisionWords::of(Texts::console(), Purpose::Known, Precision { illegal, not_illegal, undetermined })
    }

    #[test]
    fn a_share_is_never_rounded_up() {
        for (share, said) in [(0.0, "0"), (0.5, "50"), (0.97, "97"), (0.9999, "99.9"), (1.0, "100")] {
            assert_eq!(percent(share), said);
        }
    }

    #[test]
    fn a_share_comes_with_its_numbers_and_nothing_is_made_of_nothing() {
        let measured = words(97, 3, 1);
        assert_eq!(measured.share.as_deref(), Some("97 %"));
        assert_eq!(measured.numbers, "97 of 100 illegal");
        assert_eq!(measured.open.as_deref(), Some("one undecided"));
        assert!(words(0, 0, 0).share.is_none() && words(0, 0, 0).open.is_none());
        let undecided = words(0, 0, 4);
        assert!(undecided.share.is_none());
        assert_eq!(undecided.open.as_deref(), Some("4 undecided"));
    }
}
