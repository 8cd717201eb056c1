//! Bars side by side: one for each host, country, band or step.

use super::svg::{Chart, Drawing, Meaning};

const WIDTH: u32 = 440;
/// Where bars begin, and how long they may be; names stand above them, so that none is cut.
const LONG: f64 = 330.0;
const ROW: f64 = 38.0;

/// A bar.
pub(crate) struct Bar {
    /// Whose.
    pub(crate) name: String,
    /// How much; none: nobody can say yet.
    pub(crate) value: Option<u64>,
    /// A lesser value within it, marked by a line: the median within the 90 %.
    pub(crate) within: Option<u64>,
    /// The value as it is written.
    pub(crate) written: String,
    /// What it stands for.
    pub(crate) meaning: Meaning,
}

/// Bars side by side.
pub(crate) struct Bars<'a> {
    /// The chart's id on the page.
    pub(crate) id: &'a str,
    /// What it is.
    pub(crate) title: &'a str,
    /// What it shows, in words.
    pub(crate) description: &'a str,
    /// The bars.
    pub(crate) bars: &'a [Bar],
    /// The value at which a bar is as long as can be; the highest where not given.
    pub(crate) scale: Option<u64>,
    /// A value to compare with, and its words.
    pub(crate) compared: Option<(u64, String)>,
}

impl Bars<'_> {
    /// The chart.
    pub(crate) fn draw(&self) -> Chart {
        let top = if self.compared.is_some() { 20.0 } else { 2.0 };
        let high = top + ROW * self.bars.len() as f64;
        let mut drawing = Drawing::new(self.id, self.title, self.description, (WIDTH, high.ceil() as u32));
        let highest = self.bars.iter().filter_map(|bar| bar.value).max().unwrap_or(0);
        let scale = self.scale.unwrap_or(highest).max(1) as f64;
        let long = |value: u64| (value as f64 / scale).min(1.0) * LONG;
        for (at, bar) in self.bars.iter().enumerate() {
            let y = top + ROW * at as f64;
            drawing.words("name", "start", (0.0, y + 13.0), &bar.name);
            let value = bar.value.map_or(0.0, long);
            if bar.value.is_some_and(|value| value > 0) {
                drawing.rect(bar.meaning.class(), (0.0, y + 18.0), (value.max(1.0), 14.0));
            }
            if let Some(within) = bar.within {
                let x = long(within);
                drawing.line("within", (x, y + 16.0), (x, y + 34.0));
            }
            drawing.words("value", "start", (value + 6.0, y + 30.0), &bar.written);
        }
        drawing.line("base", (0.0, top), (0.0, high));
        if let Some((value, words)) = &self.compared {
            let x = long(*value);
            drawing.line("compared", (x, top - 4.0), (x, high));
            drawing.words("name", "middle", (x.clamp(90.0, LONG), 12.0), words);
        }
        drawing.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_value_and_never_longer_than_the_chart() {
        let bar = |value| Bar {
            name: "host".into(),
            value,
            within: value.map(|n: u64| n / 2),
            written: "so much".into(),
            meaning: Meaning::Good,
        };
        let bars = [bar(Some(50)), bar(Some(400)), bar(None)];
        let chart = Bars {
            id: "b",
            title: "t",
            description: "d",
            bars: &bars,
            scale: Some(100),
            compared: Some((84, "others".into())),
        };
        let chart = chart.draw().to_string();
        assert!(chart.contains("width=\"165.0\"") && chart.contains("width=\"330.0\""), "{chart}");
        assert_eq!(chart.matches("<rect").count(), 2);
        assert_eq!(chart.matches("class=\"within\"").count(), 2);
    }
}
