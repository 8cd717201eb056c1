//! Reading everything that changed upstream between two times, into memory, before anything of it is taken: the pages of an
//! upstream are in no order, so that half of them tell nothing about the time up to which everything was read.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tutela_model::clock::{DAY, MINUTE, Timestamp};

use super::client::Upstream;
use super::page::{self, Record};
use super::problem::UpstreamProblem;
use super::progress::SHORTEST;

/// The most records that are read at once.
pub(super) const MOST: usize = 100_000;
/// The most records of the shortest span, which cannot be read in parts.
const MOST_OF_SHORTEST: usize = 4 * MOST;
/// The most bytes of all pages of a span.
const BYTES: usize = 256 << 20;
/// The most pages of a span.
const PAGES: usize = 2_000;
/// The most pages in a row that say nothing new.
const BARREN: usize = 20;
/// How long all pages of a span, or all votes, may take: less than the job's lease.
pub(super) const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// How far behind our clock the upstream's may be before it counts.
const SLACK: i64 = MINUTE;

/// All that changed upstream in a span, each entry as it was said last.
pub(super) struct Read {
    pub(super) records: Vec<Record>,
    /// Records that hold nothing that can be used here.
    pub(super) skipped: u64,
    /// The upstream's time, where it is behind ours: what it will still write may carry an earlier time than we think.
    pub(super) behind: Option<Timestamp>,
}

/// A failure, and after how many pages.
pub(super) struct Broken {
    pub(super) problem: UpstreamProblem,
    pub(super) pages: usize,
}

/// Reads the whole span or nothing.
pub(super) async fn read(
    upstream: &Upstream,
    span: (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Read, Broken> {
    let shortest = span.1.since(span.0) <= SHORTEST;
    read_at_most(upstream, span, now, if shortest { MOST_OF_SHORTEST } else { MOST }).await
}

async fn read_at_most(
    upstream: &Upstream,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
    most: usize,
) -> Result<Read, Broken> {
    let shortest = to.since(from) <= SHORTEST;
    let mut reading = Reading { most, ..Reading::default() };
    let whole = tokio::time::timeout(PATIENCE, reading.pages(upstream, from, to, now)).await;
    let problem = match whole {
        Ok(Ok(())) => {
            return Ok(Read { records: reading.records, skipped: reading.skipped, behind: reading.behind });
        }
        Ok(Err(UpstreamProblem::TooMuch)) if shortest => UpstreamProblem::TooDense(most),
        Ok(Err(problem)) => problem,
        Err(_) if shortest => UpstreamProblem::TooSlow,
        Err(_) => UpstreamProblem::TooMuch,
    };
    Err(Broken { problem, pages: reading.pages })
}

#[derive(Default)]
struct Reading {
    most: usize,
    records: Vec<Record>,
    /// Where the record of an entry stands, by the upstream's key of it.
    places: HashMap<String, usize>,
    asked: HashSet<String>,
    pages: usize,
    bytes: usize,
    barren: usize,
    skipped: u64,
    behind: Option<Timestamp>,
}

impl Reading {
    async fn pages(
        &mut self,
        upstream: &Upstream,
        from: Timestamp,
        to: Timestamp,
        now: Timestamp,
    ) -> Result<(), UpstreamProblem> {
        let mut url = upstream.base.entries(from, to);
        loop {
            if !self.asked.insert(url.as_str().to_owned()) {
                return Err(UpstreamProblem::Circle);
            }
            let answer = upstream.get(&url).await?;
            self.bytes += answer.body.len();
            if self.pages == 0 {
                self.behind = behind(answer.date, now)?;
            }
            let body = answer.body;
            // A page may have megabytes: others go on meanwhile.
            let page = tokio::task::spawn_blocking(move || page::parse(&body)).await;
            let page = page.map_err(|_| UpstreamProblem::Unreadable("its reader failed".to_owned()))??;
            self.pages += 1;
            self.skipped += page.skipped;
            if self.take(page.records) {
                self.barren = 0;
            } else {
                self.barren += 1;
            }
            let Some(next) = page.next else { return Ok(()) };
            // Asked before the bounds: a circle is called a circle however many records it brought.
            url = upstream.base.next(&next)?;
            if self.barren >= BARREN {
                return Err(UpstreamProblem::NothingNew);
            }
            if self.records.len() > self.most || self.bytes > BYTES || self.pages >= PAGES {
                return Err(UpstreamProblem::TooMuch);
            }
        }
    }

    /// Takes records; whether one was of an entry that did not come before. Of several of the same entry the last one counts.
    fn take(&mut self, records: Vec<Record>) -> bool {
        let mut new = false;
        for record in records {
            let name = record.entry.reference.clone().unwrap_or_default();
            match self.places.get(&name) {
                Some(place) => self.records[*place] = record,
                None => {
                    self.places.insert(name, self.records.len());
                    self.records.push(record);
                    new = true;
                }
            }
        }
        new
    }
}

/// The upstream's time where it counts.
fn behind(date: Option<Timestamp>, now: Timestamp) -> Result<Option<Timestamp>, UpstreamProblem> {
    let Some(date) = date else { return Ok(None) };
    if now.since(date).abs() > DAY {
        return Err(UpstreamProblem::Clocks);
    }
    Ok((now.since(date) > SLACK).then_some(date))
}

#[cfg(test)]
mod tests {
    use tutela_model::clock::SECOND;
    use tutela_testkit::{UpstreamDouble, samples};

    use super::super::address::Base;
    use super::super::client::Credentials;
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * SECOND)
    }

    #[tokio::test]
    async fn more_than_fits_is_no_failure_until_the_span_cannot_be_cut() {
        let double = UpstreamDouble::start().await;
        double.ignore_times();
        for n in 1..=7 {
            double.say(&format!("e{n}"), at(50), samples::digests(n));
        }
        let credentials = Credentials { user: "node".into(), password: "word-of-testland".into() };
        let upstream = Upstream::new(Base::parse(&double.url()).unwrap(), credentials).unwrap();
        let read = async |to, most| {
            let read = read_at_most(&upstream, (at(0), at(to)), at(100), most).await;
            read.map(|read| read.records.len()).map_err(|broken| (broken.problem, broken.pages))
        };
        assert_eq!(read(90, 7).await, Ok(7));
        assert_eq!(read(90, 3).await, Err((UpstreamProblem::TooMuch, 2)));
        assert_eq!(read(2, 3).await, Err((UpstreamProblem::TooDense(3), 2)));
    }

    #[test]
    fn of_several_records_of_an_entry_the_last_one_counts() {
        let record = |name: &str, seconds| Record {
            entry: tutela_formats::list_entry::ListEntry {
                reference: Some(name.into()),
                ..Default::default()
            },
            at: at(seconds),
        };
        let mut reading = Reading::default();
        assert!(reading.take(vec![record("a", 1), record("b", 1), record("a", 2)]));
        assert!(!reading.take(vec![record("b", 3)]));
        assert_eq!(reading.records.iter().map(|record| record.at).collect::<Vec<_>>(), [at(2), at(3)]);
    }

    #[test]
    fn only_a_clock_that_is_behind_counts() {
        assert_eq!(behind(None, at(0)), Ok(None));
        assert_eq!(behind(Some(at(5)), at(0)), Ok(None));
        assert_eq!(behind(Some(at(0)), at(60)), Ok(None));
        assert_eq!(behind(Some(at(0)), at(61)), Ok(Some(at(0))));
        assert_eq!(behind(Some(at(0)), at(100_000)), Err(UpstreamProblem::Clocks));
        assert_eq!(behind(Some(at(100_000)), at(0)), Err(UpstreamProblem::Clocks));
    }
}
