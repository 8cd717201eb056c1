//! How long something took, in words; the estimate is within 0.8 %, so that two units say all there is.

use tutela_model::figures::Wait;

use crate::texts::Texts;

/// A time as it is read.
pub(super) fn seconds(texts: Texts, seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match minutes {
        0..60 => texts.with("time-minutes", "n", minutes),
        60..2_880 => {
            let (hours, minutes) = (minutes / 60, minutes % 60);
            texts.with_all("time-hours", &[("h", hours.into()), ("m", minutes.into())])
        }
        _ => {
            let tenths = (seconds * 10).div_ceil(86_400);
            texts.with("time-days", "n", format!("{}.{}", tenths / 10, tenths % 10))
        }
    }
}

/// A time, or that nobody can say yet, or that there is nothing.
pub(super) fn wait(texts: Texts, wait: Option<Wait>) -> String {
    match wait {
        Some(Wait::Seconds(n)) => seconds(texts, n),
        Some(Wait::NotYet) => texts.get("time-not-yet"),
        None => texts.get("none"),
    }
}

/// The seconds, for a spreadsheet; empty where nobody can say.
pub(super) fn raw(wait: Option<Wait>) -> String {
    match wait {
        Some(Wait::Seconds(n)) => n.to_string(),
        Some(Wait::NotYet) | None => String::new(),
    }
}

/// The seconds where they are known.
pub(super) fn known(wait: Option<Wait>) -> Option<u64> {
    match wait {
        Some(Wait::Seconds(n)) => Some(n),
        Some(Wait::NotYet) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_two_units_at_most() {
        for (n, text) in [
            (0, "0 min"),
            (59, "1 min"),
            (3_540, "59 min"),
            (3_600, "1 h 0 min"),
            (100_000, "27 h 47 min"),
            (259_200, "3.0 days"),
        ] {
            assert_eq!(seconds(Texts::console(), n), text);
        }
    }
}
