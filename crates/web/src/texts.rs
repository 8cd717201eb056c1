//! Every sentence that a reader sees comes from here, through Fluent.
//!
//! The files lie in `locales/<language>/<file>.ftl` and are part of the binary. To add a file, add its name to [`PUBLIC`] (it then
//! lies in the folder of every language) or to [`CONSOLE`] (English only). In tests [`watch`] tells which keys were asked for and which are missing, so that
//! a page with a hole fails and a sentence that nobody reads is found.

mod bidi;
mod compare;
mod countries;
mod language;
mod spoken;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod watch;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub(crate) use compare::compared;
pub use countries::countries;
pub use language::Language;
pub use spoken::spoken;

/// One file in one language: its path for error messages, and what is in it.
pub(crate) type Source = (&'static str, &'static str);

/// Names a file and takes it into the binary.
macro_rules! file {
    ($path:literal) => {
        ($path, include_str!(concat!("../locales/", $path)))
    };
    ($language:literal, $name:literal) => {
        (
            concat!($language, "/", $name, ".ftl"),
            include_str!(concat!("../locales/", $language, "/", $name, ".ftl")),
        )
    };
}

/// The named files in every language.
macro_rules! in_every_language {
    ($($name:literal),+ $(,)?) => {
        &[
            (Language::En, &[$(file!("en", $name)),+]),
            (Language::Pt, &[$(file!("pt", $name)),+]),
            (Language::Es, &[$(file!("es", $name)),+]),
            (Language::Fr, &[$(file!("fr", $name)),+]),
            (Language::Ar, &[$(file!("ar", $name)),+]),
            (Language::Fil, &[$(file!("fil", $name)),+]),
            (Language::Lt, &[$(file!("lt", $name)),+]),
        ]
    };
}

/// The files of the public site. Each lies in the folder of every language.
pub(crate) const PUBLIC: &[(Language, &[Source])] = in_every_language! {
    "public",
    "help",
    "transparency",
    "countries",
    "outcome",
};

/// The files of the console.
const CONSOLE: &[Source] = &[
    file!("en/console.ftl"),
    file!("en/scan.ftl"),
    file!("en/countries.ftl"),
    file!("en/removal.ftl"),
    file!("en/outbox.ftl"),
    file!("en/triage.ftl"),
    file!("en/figures.ftl"),
    file!("en/team.ftl"),
    file!("en/administration.ftl"),
    file!("en/help_console.ftl"),
    file!("en/referral.ftl"),
];

static PUBLIC_BUNDLES: LazyLock<Vec<(Language, Bundle)>> = LazyLock::new(|| {
    PUBLIC.iter().map(|(language, sources)| (*language, bundle(*language, sources))).collect()
});

static CONSOLE_BUNDLE: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En, CONSOLE));

type Bundle = FluentBundle<FluentResource>;

/// The sentences of one face in one language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Texts {
    language: Language,
    bundle: &'static Bundle,
}

impl Texts {
    /// The public site's sentences.
    pub fn public(language: Language) -> Self {
        let bundles = &*PUBLIC_BUNDLES;
        let found = bundles.iter().find(|(known, _)| *known == language).or(bundles.first());
        match found {
            Some((language, bundle)) => Self { language: *language, bundle },
            // Without any language there is still the console's.
            None => Self::console(),
        }
    }

    /// The console's sentences.
    pub fn console() -> Self {
        Self { language: Language::En, bundle: &CONSOLE_BUNDLE }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without arguments.
    pub fn get(&self, key: &str) -> String {
        self.with_all(key, &[])
    }

    /// A sentence with one argument, `{ $name }` in the file.
    pub fn with<'v>(&self, key: &str, name: &str, value: impl Into<FluentValue<'v>>) -> String {
        self.with_all(key, &[(name, value.into())])
    }

    /// A sentence with several arguments. A text that runs against the sentence's direction is isolated from it.
    pub fn with_all(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        #[cfg(test)]
        watch::asked(key);
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return missing(key, "it is in no file");
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, bidi::isolated(self.language, value));
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        match errors.first() {
            None => text,
            Some(error) => missing(key, &error.to_string()),
        }
    }
}

/// What stands where a sentence should stand: its key, which tells us more than an empty page would tell the reader.
fn missing(key: &str, why: &str) -> String {
    #[cfg(test)]
    watch::missing(key, why);
    tracing::error!(key, why, "a sentence is missing");
    key.to_owned()
}

fn bundle(language: Language, sources: &[Source]) -> Bundle {
    let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // We isolate by need, see `bidi`: marks around every argument would only be in the way of whoever searches or copies.
    bundle.set_use_isolating(false);
    for (path, source) in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(part, errors)| {
            tracing::error!(path, ?errors, "a file of sentences has mistakes");
            debug_assert!(errors.is_empty(), "{path}: {errors:?}");
            part
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(path, ?errors, "a file of sentences names a key twice");
            debug_assert!(errors.is_empty(), "{path}: {errors:?}");
        }
    }
    bundle
}
