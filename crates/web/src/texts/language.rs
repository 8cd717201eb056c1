//! The languages of the public site, and which one a browser asks for.

use std::fmt;

/// A language of the public site. The console speaks English only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Portuguese.
    Pt,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Arabic.
    Ar,
    /// Filipino.
    Fil,
    /// Lithuanian.
    Lt,
}

impl Language {
    /// Every language, the default one first.
    pub const ALL: &'static [Self] = &[Self::En, Self::Pt, Self::Es, Self::Fr, Self::Ar, Self::Fil, Self::Lt];

    /// The tag in `lang` attributes and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Pt => "pt",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ar => "ar",
            Self::Fil => "fil",
            Self::Lt => "lt",
        }
    }

    /// The writing direction, as in `dir` attributes.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En | Self::Pt | Self::Es | Self::Fr | Self::Fil | Self::Lt => "ltr",
        }
    }

    /// Its name in itself: somebody who needs it does not read the other languages.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Pt => "Português",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::Ar => "العربية",
            Self::Fil => "Filipino",
            Self::Lt => "Lietuvių",
        }
    }

    /// The language with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.code() == code)
    }

    /// The language that a browser means by a tag such as `pt-BR`. Older ones call Filipino Tagalog.
    fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        Self::parse(if primary == "tl" { "fil" } else { &primary })
    }

    /// The language that an `Accept-Language` header likes best of those that are here; English where it likes none.
    pub fn negotiate(header: &str) -> Self {
        let mut best = (Self::En, 0);
        // The first of several equally liked languages wins. A browser names a handful: the rest is not looked at.
        for range in header.split(',').take(32) {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            if let Some(language) = Self::of_tag(tag)
                && quality > best.1
            {
                best = (language, quality);
            }
        }
        best.0
    }

    /// The language of the page that an address names: `/ar/report` is Arabic.
    pub fn of_path(path: &str) -> Option<Self> {
        path.split('/').nth(1).and_then(Self::parse)
    }
}

/// A quality value such as `0.8` in thousandths; what is no such value counts as nothing.
fn thousandths(text: &str) -> u32 {
    match text.trim().parse::<f32>() {
        Ok(quality) if (0.0..=1.0).contains(&quality) => (quality * 1000.0) as u32,
        _ => 0,
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_language_wins() {
        for (header, expected) in [
            ("", Language::En),
            ("ar", Language::Ar),
            ("AR-EG,en;q=0.8", Language::Ar),
            ("en-GB,en;q=0.9,ar;q=0.8", Language::En),
            ("de-DE, ar;q=0.5, en;q=0.4", Language::Ar),
            ("pt-BR,pt;q=0.9,en;q=0.8", Language::Pt),
            ("es-419", Language::Es),
            ("fr-FR, ar;q=0.5, en;q=0.4", Language::Fr),
            ("tl-PH,en;q=0.9", Language::Fil),
            ("fil", Language::Fil),
            ("fi", Language::En),
            ("ru, lt;q=0.7", Language::Lt),
            ("ar;q=0, en;q=0.1", Language::En),
            ("ar;q=0", Language::En),
            ("*", Language::En),
            ("arc", Language::En),
            ("ar;q=nan,en;q=0.1", Language::En),
            (";;;,,,q=,ar;q=0.7;x", Language::Ar),
        ] {
            assert_eq!(Language::negotiate(header), expected, "{header}");
        }
    }

    #[test]
    fn an_address_names_its_language() {
        assert_eq!(Language::of_path("/ar/report"), Some(Language::Ar));
        assert_eq!(Language::of_path("/en"), Some(Language::En));
        assert_eq!(Language::of_path("/fil/young"), Some(Language::Fil));
        assert_eq!(Language::of_path("/arabic/"), None);
        assert_eq!(Language::of_path("ar"), None);
    }
}
