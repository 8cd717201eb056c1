//! Made-up reports: mostly what a desk gets all day, and a few that must not wait.

use tutela_matching::{FileDigests, Sha256};
use tutela_model::clock::{DAY, HOUR, Timestamp};
use tutela_model::item::{AccountItem, FileItem, Item, TextItem, UrlItem};
use tutela_model::report::{Category, ChildStatement, NewReport, Origin, Particulars};

use super::phrases::{LANGUAGES, Phrase};
use crate::bench::hashes::Numbers;

/// By what an urgent report can be told from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToldBy {
    /// A box that was ticked.
    Flag,
    /// The words alone.
    Words,
    /// Several things that each say little.
    Combination,
}

/// A report of the bench.
pub(super) struct Made {
    pub(super) report: NewReport,
    /// Which sender brings it.
    pub(super) sender: usize,
    /// How it is told, where it is urgent.
    pub(super) urgent: Option<ToldBy>,
    /// The phrase in it.
    pub(super) phrase: Option<Phrase>,
}

/// Of ten thousand reports: how many hold a phrase that is not urgent, and how many say more than they mean.
const DECOYS: usize = 300;
const FALSE_ALARMS: usize = 15;
const YOUNG: usize = 20;
/// Reports that name one account before the urgent one does.
const BEFORE: usize = 3;
/// Of twenty urgent ones.
const BY_FLAG: usize = 5;
const BY_WORDS: usize = 10;

/// What reports are made of.
pub(super) struct Maker<'a> {
    pub(super) numbers: Numbers,
    pub(super) phrases: &'a [Phrase],
    pub(super) filler: &'a [(&'static str, &'static str)],
    pub(super) senders: usize,
    pub(super) now: Timestamp,
}

impl Maker<'_> {
    fn of(&mut self, in_a_hundred: usize) -> bool {
        self.numbers.below(100) < in_a_hundred
    }

    fn one<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.numbers.below(among.len())].clone()
    }

    fn name(&mut self) -> String {
        format!("{:016x}", self.numbers.next())
    }

    /// The reports of one run, urgent ones last: among equals the oldest comes first, so that this is the worst order for them.
    pub(super) fn reports(&mut self, count: usize, urgent: usize) -> Vec<Made> {
        let mut calm = Vec::new();
        let mut planted = Vec::new();
        for n in 0..urgent {
            let told = match n * 20 / urgent.max(1) {
                share if share < BY_FLAG => ToldBy::Flag,
                share if share < BY_FLAG + BY_WORDS => ToldBy::Words,
                _ => ToldBy::Combination,
            };
            let made = self.urgent(told, n, &mut calm);
            planted.push(made);
        }
        let share = |of_ten_thousand: usize| (of_ten_thousand * count).div_ceil(10_000);
        for _ in 0..share(FALSE_ALARMS) {
            let mut made = self.calm();
            if self.of(50) {
                made.report.child.immediate_danger = Some(true);
            } else {
                made.report.child.offender_has_access = Some(true);
            }
            calm.push(made);
        }
        for _ in 0..share(YOUNG) {
            let mut made = self.calm();
            made.report.origin = Origin::Young;
            made.report.category = self.one(&[Category::SelfGenerated, Category::Other, Category::Grooming]);
            calm.push(made);
        }
        let decoys: Vec<Phrase> = self.phrases.iter().filter(|phrase| !phrase.urgent).cloned().collect();
        for _ in 0..share(DECOYS).min(if decoys.is_empty() { 0 } else { usize::MAX }) {
            let phrase = self.one(&decoys);
            let mut made = self.calm();
            self.tell(&mut made, phrase);
            calm.push(made);
        }
        while calm.len() + planted.len() < count {
            let made = self.calm();
            calm.push(made);
        }
        calm.truncate(count.saturating_sub(planted.len()));
        calm.extend(planted);
        calm
    }

    /// A report as a desk gets it all day.
    fn calm(&mut self) -> Made {
        let category = match self.numbers.below(1_000) {
            0..800 => Category::Csam,
            800..860 => Category::SelfGenerated,
            860..890 => Category::Grooming,
            890..920 => Category::Sextortion,
            920..925 => Category::Trafficking,
            925..928 => Category::Travel,
            _ => Category::Other,
        };
        let mut items = vec![if self.of(50) { self.url() } else { self.file() }];
        if self.of(40) {
            items.push(self.account());
        }
        if self.of(45) {
            let language = self.one(&LANGUAGES);
            let text = self.around(language, None);
            items.push(Item::Text(TextItem { text }));
        }
        let recent = self.of(30);
        let age = if recent { self.numbers.below(48) as i64 * HOUR } else { 10 * DAY };
        let urgent_reason = self.of(4).then(|| "please look at this first".to_owned());
        Made {
            report: NewReport {
                origin: if self.of(30) { Origin::Public } else { Origin::Api },
                category,
                occurred_at: self.of(60).then(|| self.now.plus(-age)),
                child: ChildStatement::default(),
                items,
                particulars: Particulars { urgent_reason, ..Particulars::default() },
            },
            sender: self.numbers.below(self.senders),
            urgent: None,
            phrase: None,
        }
    }

    /// A report that must not wait; what has to come before it goes to `before`.
    fn urgent(&mut self, told: ToldBy, n: usize, before: &mut Vec<Made>) -> Made {
        let mut made = self.calm();
        made.urgent = Some(told);
        made.report.particulars.urgent_reason = None;
        match told {
            ToldBy::Flag if n.is_multiple_of(2) => made.report.child.immediate_danger = Some(true),
            ToldBy::Flag => made.report.child.offender_has_access = Some(true),
            ToldBy::Words => {
                made.report.category = self.one(&[Category::Csam, Category::Other, Category::Csam]);
                let urgent: Vec<Phrase> = self.phrases.iter().filter(|p| p.urgent).cloned().collect();
                let phrase = self.one(&urgent);
                self.tell(&mut made, phrase);
            }
            ToldBy::Combination if n.is_multiple_of(2) => {
                made.report.origin = Origin::Young;
                made.report.category = Category::Sextortion;
            }
            ToldBy::Combination => {
                made.report.category = self.one(&[Category::Grooming, Category::Sextortion]);
                made.report.occurred_at = Some(self.now.plus(-HOUR));
                let account = self.account();
                for sender in 0..BEFORE {
                    let mut earlier = self.calm();
                    earlier.report.category = self.one(&[Category::Csam, Category::Other]);
                    earlier.report.items.push(account.clone());
                    earlier.sender = sender;
                    before.push(earlier);
                }
                made.report.items.push(account);
                made.sender = self.senders - 1;
            }
        }
        made
    }

    /// Puts a phrase into a report: as its text, or as what is said about an address.
    fn tell(&mut self, made: &mut Made, phrase: Phrase) {
        let said = self.spelt(&phrase.text);
        let text = self.around(phrase.language, Some(&said));
        made.report.items.retain(|item| !matches!(item, Item::Text(_)));
        if self.of(25) {
            let url = format!("https://host.example/{}", self.name());
            made.report.items.push(Item::Url(UrlItem { url, note: Some(text) }));
        } else {
            made.report.items.push(Item::Text(TextItem { text }));
        }
        made.phrase = Some(phrase);
    }

    /// A text in a language: the phrase, if there is one, and sentences that say nothing.
    fn around(&mut self, language: &str, phrase: Option<&str>) -> String {
        let own: Vec<&str> =
            self.filler.iter().filter(|(code, _)| *code == language).map(|(_, text)| *text).collect();
        let mut sentences: Vec<String> = Vec::new();
        for _ in 0..self.numbers.below(3) + usize::from(phrase.is_none()) {
            if !own.is_empty() {
                sentences.push(self.one(&own).to_owned());
            }
        }
        if let Some(phrase) = phrase {
            let at = self.numbers.below(sentences.len() + 1);
            sentences.insert(at, phrase.to_owned());
        }
        sentences.push(format!("({})", self.numbers.below(100_000)));
        let parted = if self.of(50) { "\n" } else { ". " };
        sentences.join(parted)
    }

    /// The phrase as people type it: often in small letters, sometimes without accents, now and then with a letter wrong.
    fn spelt(&mut self, phrase: &str) -> String {
        let mut text = phrase.to_owned();
        if self.of(30) {
            text = text.to_lowercase();
        }
        if self.of(20) {
            text = text.chars().map(bare).collect();
        }
        if self.of(15) {
            text = self.mistyped(&text);
        }
        text
    }

    /// One letter too few, or two changed round, in one of the longer words.
    fn mistyped(&mut self, text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        let at = self.numbers.below(words.len());
        let letters: Vec<char> = words[at].chars().collect();
        if letters.len() < 7 {
            return text.to_owned();
        }
        let mut letters = letters;
        let place = 2 + self.numbers.below(letters.len() - 4);
        if self.of(50) {
            letters.remove(place);
        } else {
            letters.swap(place, place + 1);
        }
        let mistyped: String = letters.into_iter().collect();
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words[at] = mistyped;
        words.join(" ")
    }

    fn url(&mut self) -> Item {
        Item::Url(UrlItem { url: format!("https://host.example/{}", self.name()), note: None })
    }

    fn file(&mut self) -> Item {
        let mut bytes = [0; 32];
        for chunk in bytes.as_chunks_mut::<8>().0 {
            *chunk = self.numbers.next().to_le_bytes();
        }
        let digests = FileDigests { sha256: Some(Sha256::from_bytes(bytes)), ..FileDigests::default() };
        let public = self.of(50).then_some(true);
        Item::File(FileItem { name: None, size: None, mime: None, digests, viewed: Some(true), public })
    }

    fn account(&mut self) -> Item {
        let handle = Some(format!("u{}", self.name()));
        Item::Account(AccountItem { service: Some("chat.example".into()), handle, ..AccountItem::default() })
    }
}

/// A letter without its accent, for the letters of our phrases.
fn bare(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ė' | 'ę' => 'e',
        'í' | 'î' | 'į' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' | 'û' | 'ù' | 'ū' | 'ų' => 'u',
        'ç' | 'č' => 'c',
        'ñ' => 'n',
        'š' => 's',
        'ž' => 'z',
        c => c,
    }
}
