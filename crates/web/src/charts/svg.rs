//! Writing SVG.

use std::fmt::{self, Display, Write};

/// A finished chart, as SVG that may stand in a page as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chart(String);

impl Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a mark stands for: colour means something or is ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Nothing in particular.
    Ink,
    /// A child in danger.
    Danger,
    /// Gone.
    Good,
}

impl Meaning {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Ink => "mark",
            Self::Danger => "mark danger",
            Self::Good => "mark good",
        }
    }
}

/// A chart under way.
pub(super) struct Drawing {
    text: String,
}

impl Drawing {
    /// Begins a chart. The title stands above it; a screen reader is told it once, by the picture. `id` is its own on the page; the title says what it is, the description what it shows, in words.
    pub(super) fn new(id: &str, title: &str, description: &str, (width, height): (u32, u32)) -> Self {
        let (title, description) = (Escaped(title), Escaped(description));
        let text = format!(
            "<figure><figcaption aria-hidden=\"true\">{title}</figcaption><svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>"
        );
        Self { text }
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.text,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        );
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.text,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        );
    }

    /// Words. `anchor`: `start`, `middle` or `end`. They are read from the table: a screen reader is told title and description.
    pub(super) fn words(&mut self, class: &str, anchor: &str, (x, y): (f64, f64), words: &str) {
        let words = Escaped(words);
        let _ = write!(
            self.text,
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>"
        );
    }

    pub(super) fn done(mut self) -> Chart {
        self.text.push_str("</svg></figure>");
        Chart(self.text)
    }
}

struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c => f.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_a_chart() {
        let mut drawing = Drawing::new("x", "</title><script>", "\"'&", (10, 10));
        drawing.words("name", "start", (0.0, 0.0), "<b>Host & Co");
        let chart = drawing.done().to_string();
        assert!(!chart.contains("<script>") && !chart.contains("<b>"), "{chart}");
        assert!(chart.starts_with("<figure><figcaption aria-hidden=\"true\">&lt;/title"), "{chart}");
        assert!(chart.contains("Host &amp; Co"));
    }
}
