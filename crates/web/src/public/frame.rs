//! What every page of the public site has around it.

use std::borrow::Cow;

use tutela_workflow::Settings;

use crate::assets::asset_url;
use crate::texts::{Language, Texts};

/// What every page has around it: the language, who runs the site, where "Leave this page" leads, and the page's own address.
#[derive(Clone)]
pub(super) struct Frame {
    texts: Texts,
    /// The organisation that runs the node.
    pub(super) organisation: String,
    /// Where "Leave this page" leads.
    pub(super) leave_to: String,
    /// The page's path below the language.
    pub(super) path: Cow<'static, str>,
    /// Whether the page holds something that is lost with it: then the other language opens beside it.
    pub(super) keeps: bool,
    /// Whether numbers are published, so that there is a page to lead to.
    pub(super) figures: bool,
}

impl Frame {
    pub(super) fn new(settings: &Settings, language: Language, path: impl Into<Cow<'static, str>>) -> Self {
        let (organisation, leave_to) = (settings.organisation.clone(), settings.leave_to.clone());
        let path = path.into();
        let figures = settings.figures.publish;
        Self { texts: Texts::public(language), organisation, leave_to, path, keeps: false, figures }
    }

    /// The same, for a page that holds something that is lost with it.
    pub(super) fn keeping(self) -> Self {
        Self { keeps: true, ..self }
    }

    /// The language of the page.
    pub(super) fn language(&self) -> Language {
        self.texts.language()
    }

    /// The other languages.
    pub(super) fn others(&self) -> impl Iterator<Item = Language> {
        let own = self.language();
        Language::ALL.iter().copied().filter(move |language| *language != own)
    }

    /// The page's sentences.
    pub(super) fn texts(&self) -> Texts {
        self.texts
    }

    /// A sentence. In it `$organisation` is who runs the node.
    pub(super) fn t(&self, key: &str) -> String {
        self.texts.with(key, "organisation", self.organisation.as_str())
    }

    /// The address of an asset.
    pub(super) fn asset(&self, name: &str) -> &'static str {
        asset_url(name)
    }
}
