//! Columns along time: one for each day, week or month.

use super::svg::{Chart, Drawing, Meaning};

const WIDTH: u32 = 440;
const HEIGHT: u32 = 132;
/// Where columns stand and how high they may be; above is room for a number, below for the days.
const BASE: f64 = 108.0;
const HIGH: f64 = 88.0;

/// Columns along time.
pub(crate) struct Columns<'a> {
    /// The chart's id on the page.
    pub(crate) id: &'a str,
    /// What it is.
    pub(crate) title: &'a str,
    /// What it shows, in words.
    pub(crate) description: &'a str,
    /// What the columns stand for.
    pub(crate) meaning: Meaning,
    /// What each stands for, and how much.
    pub(crate) values: &'a [(String, u64)],
    /// The highest value of the charts beside it, so that small multiples share one scale.
    pub(crate) scale: u64,
    /// How a number is written.
    pub(crate) written: fn(u64) -> String,
}

impl Columns<'_> {
    /// The chart.
    pub(crate) fn draw(&self) -> Chart {
        let mut drawing = Drawing::new(self.id, self.title, self.description, (WIDTH, HEIGHT));
        let many = self.values.len().max(1) as f64;
        let step = f64::from(WIDTH) / many;
        let scale = self.scale.max(1) as f64;
        let highest = self.values.iter().map(|(_, n)| *n).max().unwrap_or(0);
        let mut told = false;
        for (at, (_, n)) in self.values.iter().enumerate() {
            let (left, high) = (at as f64 * step, *n as f64 / scale * HIGH);
            if *n > 0 {
                // A column of one in a thousand is still seen.
                let high = high.max(1.0);
                drawing.rect(self.meaning.class(), (left + step * 0.12, BASE - high), (step * 0.76, high));
            }
            // The highest and the newest are told; the table has all.
            let newest = at + 1 == self.values.len();
            if (*n == highest && !told && highest > 0) || newest {
                told |= *n == highest;
                let middle = left + step / 2.0;
                let (anchor, x) = match middle {
                    x if x < 24.0 => ("start", 0.0),
                    x if x > f64::from(WIDTH) - 24.0 => ("end", f64::from(WIDTH)),
                    x => ("middle", x),
                };
                drawing.words("value", anchor, (x, BASE - high - 5.0), &(self.written)(*n));
            }
        }
        drawing.line("base", (0.0, BASE), (f64::from(WIDTH), BASE));
        if let (Some((first, _)), Some((last, _))) = (self.values.first(), self.values.last()) {
            drawing.words("name", "start", (0.0, BASE + 17.0), first);
            if self.values.len() > 1 {
                drawing.words("name", "end", (f64::from(WIDTH), BASE + 17.0), last);
            }
        }
        drawing.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[u64], scale: u64) -> String {
        let values: Vec<_> = values.iter().map(|n| (format!("day {n}"), *n)).collect();
        let columns = Columns {
            id: "c",
            title: "t",
            description: "d",
            meaning: Meaning::Ink,
            values: &values,
            scale,
            written: |n| n.to_string(),
        };
        columns.draw().to_string()
    }

    #[test]
    fn columns_stand_on_zero_and_share_a_scale() {
        let chart = drawn(&[10, 0, 5], 20);
        assert!(chart.contains("y=\"64.0\"") && chart.contains("height=\"44.0\""), "{chart}");
        assert_eq!(chart.matches("<rect").count(), 2, "nothing is drawn of nothing");
    }

    #[test]
    fn nothing_at_all_is_a_base_line() {
        assert!(drawn(&[], 0).contains("class=\"base\""));
        assert!(!drawn(&[0, 0], 0).contains("<rect"));
    }
}
