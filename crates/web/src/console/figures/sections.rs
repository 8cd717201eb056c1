//! What the dashboard shows, section by section: a sentence, charts, and a table with every number.

use tutela_model::completeness::Missing;
use tutela_model::country::Country;
use tutela_model::figures::{Band, Counter, Step, Tally};
use tutela_workflow::FiguresSettings;
use tutela_workflow::read::{AGES, Named, Totals};

use super::duration::{known, raw, wait};
use super::page::percent;
use super::table::{Cell, Row, Table};
use crate::charts::{Bar, Bars, Chart, Columns, Meaning};
use crate::console::words::{country, grouped, word};
use crate::texts::Texts;

/// A section.
pub(in crate::console) struct Section {
    /// Its name in addresses and on the page.
    pub(in crate::console) id: &'static str,
    pub(in crate::console) heading: String,
    /// What it says, in a sentence or two.
    pub(in crate::console) said: String,
    pub(in crate::console) charts: Vec<Chart>,
    pub(in crate::console) table: Option<Table>,
}

/// Hosts and countries that a chart shows; the table has all.
const BARS: usize = 8;
/// Hosts with fewer notices are in the table alone: a share of two says nothing.
const ENOUGH: u64 = 5;

/// The sections that the viewer sees.
pub(super) fn sections(
    texts: Texts,
    totals: &Totals,
    named: Option<&Named>,
    settings: &FiguresSettings,
) -> Vec<Section> {
    let mut sections = vec![
        waiting(texts, totals),
        flow(texts, totals),
        times(texts, totals),
        removal(texts, totals, settings),
    ];
    if let Some(named) = named {
        sections.push(by_host(texts, "hosts", &named.hosts, settings));
        let in_words = |(code, tally): &(String, Tally)| {
            (Country::parse(code).map_or_else(|| code.clone(), |known| country(texts, known)), tally.clone())
        };
        let countries: Vec<_> = named.countries.iter().map(in_words).collect();
        sections.push(by_host(texts, "countries", &countries, settings));
        sections.push(senders(texts, named));
    }
    sections.push(categories(texts, totals));
    if let Some(named) = named {
        sections.push(agreement(texts, named));
    }
    sections
}

fn section(
    texts: Texts,
    id: &'static str,
    said: String,
    charts: Vec<Chart>,
    table: Option<Table>,
) -> Section {
    let heading = texts.get(&format!("fig-{id}-h"));
    // Without a row there is nothing to show, and the sentence says what is to come.
    let table = table.filter(|table| !table.rows.is_empty());
    let said = if table.is_none() { texts.get(&format!("fig-{id}-empty")) } else { said };
    Section { id, heading, said, charts: if table.is_none() { Vec::new() } else { charts }, table }
}

fn heads(texts: Texts, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| texts.get(&format!("fig-col-{key}"))).collect()
}

fn waiting(texts: Texts, totals: &Totals) -> Section {
    let waiting = &totals.waiting;
    let ages: Vec<String> = (0..=AGES.len()).map(|at| texts.get(&format!("fig-age-{at}"))).collect();
    let highest = waiting.ages.iter().flatten().copied().max();
    let charts = Band::ALL.iter().enumerate().map(|(band_at, band)| {
        let name = word(texts, "band", band);
        let bars: Vec<Bar> = waiting
            .ages
            .iter()
            .zip(&ages)
            .map(|(numbers, age)| Bar {
                name: age.clone(),
                value: Some(numbers[band_at]),
                within: None,
                written: grouped(numbers[band_at]),
                meaning: if *band == Band::Danger { Meaning::Danger } else { Meaning::Ink },
            })
            .collect();
        let shown = texts.with("fig-waiting-shown", "n", grouped(waiting.of_band(*band)));
        Bars {
            id: band.as_str(),
            title: &name,
            description: &shown,
            bars: &bars,
            scale: highest,
            compared: None,
        }
        .draw()
    });
    let rows = waiting.ages.iter().zip(&ages).map(|(numbers, age)| Row {
        name: age.clone(),
        href: None,
        cells: numbers.iter().copied().map(Cell::number).collect(),
    });
    let table = Table {
        of: texts.get("fig-col-age"),
        heads: Band::ALL.iter().map(|band| word(texts, "band", band)).collect(),
        rows: rows.filter(|_| waiting.all() > 0).collect(),
    };
    let said = texts.with("fig-waiting-said", "n", grouped(waiting.all()));
    section(texts, "waiting", said, charts.collect(), Some(table))
}

fn flow(texts: Texts, totals: &Totals) -> Section {
    let name = |piece: &tutela_workflow::read::Piece| piece.span.first.to_string();
    let values = |counter: Counter, notices: bool| {
        let of = |piece: &tutela_workflow::read::Piece| {
            let tally = if notices { &piece.notices } else { &piece.reports };
            (name(piece), tally.get(counter))
        };
        totals.pieces.iter().map(of).collect::<Vec<_>>()
    };
    let shown = [
        ("received", values(Counter::Received, false), Meaning::Ink),
        ("decided", values(Counter::Decided, false), Meaning::Ink),
        ("gone", values(Counter::Gone, true), Meaning::Good),
    ];
    let scale = shown.iter().flat_map(|(_, values, _)| values.iter().map(|(_, n)| *n)).max().unwrap_or(0);
    let charts = shown.iter().map(|(id, values, meaning)| {
        let sum: u64 = values.iter().map(|(_, n)| n).sum();
        Columns {
            id,
            title: &texts.get(&format!("fig-chart-{id}")),
            description: &texts.with(&format!("fig-chart-{id}-shown"), "n", grouped(sum)),
            meaning: *meaning,
            values,
            scale,
            written: grouped,
        }
        .draw()
    });
    let rows = totals.pieces.iter().rev().map(|piece| Row {
        name: name(piece),
        href: None,
        cells: [Counter::Received, Counter::LookedAt, Counter::Decided, Counter::Actionable]
            .map(|counter| piece.reports.get(counter))
            .into_iter()
            .chain([Counter::Told, Counter::Gone].map(|counter| piece.notices.get(counter)))
            .map(Cell::number)
            .collect(),
    });
    let nothing = totals.reports.get(Counter::Received) + totals.notices.get(Counter::Told) == 0;
    let table = Table {
        of: texts.get("fig-col-from"),
        heads: heads(texts, &["received", "looked_at", "decided", "actionable", "told", "gone"]),
        rows: rows.filter(|_| !nothing).collect(),
    };
    let count = |tally: &Tally, counter| grouped(tally.get(counter)).into();
    let said = texts.with_all(
        "fig-flow-said",
        &[
            ("received", count(&totals.reports, Counter::Received)),
            ("before", count(&totals.before, Counter::Received)),
            ("decided", count(&totals.reports, Counter::Decided)),
            ("actionable", count(&totals.reports, Counter::Actionable)),
        ],
    );
    section(texts, "flow", said, charts.collect(), Some(table))
}

fn times(texts: Texts, totals: &Totals) -> Section {
    let of = |step: Step| match step {
        Step::LookedAt | Step::Decided => &totals.reports,
        Step::HostTold | Step::Gone | Step::ByHost => &totals.notices,
    };
    let quantile = |step: Step, share| of(step).times(step).quantile(share, of(step).open(step));
    let bars: Vec<Bar> = Step::ALL
        .iter()
        .map(|step| {
            let (half, most) = (quantile(*step, 0.5), quantile(*step, 0.9));
            let times = [("half", wait(texts, half).into()), ("most", wait(texts, most).into())];
            let written = if known(half).or(known(most)).is_some() {
                texts.with_all("fig-times-bar", &times)
            } else {
                wait(texts, most)
            };
            Bar {
                // Beside the longest bar there is no room for two times.
                name: format!("{}: {written}", word(texts, "took", step)),
                value: known(most).or(known(half)),
                within: known(half),
                written: String::new(),
                meaning: Meaning::Ink,
            }
        })
        .collect();
    let rows = Step::ALL.iter().map(|step| {
        let (half, most) = (quantile(*step, 0.5), quantile(*step, 0.9));
        Row {
            name: word(texts, "took", step),
            href: None,
            cells: vec![
                Cell::of(wait(texts, half), raw(half)),
                Cell::of(wait(texts, most), raw(most)),
                Cell::number(of(*step).times(*step).count()),
                Cell::number(of(*step).open(*step)),
            ],
        }
    });
    let nothing = Step::ALL.iter().all(|step| of(*step).times(*step).count() == 0);
    let table = Table {
        of: texts.get("fig-col-step"),
        heads: heads(texts, &["half", "most", "over", "open"]),
        rows: rows.filter(|_| !nothing).collect(),
    };
    let chart = Bars {
        id: "steps",
        title: &texts.get("fig-times-h"),
        description: &texts.get("fig-times-shown"),
        bars: &bars,
        scale: None,
        compared: None,
    };
    section(texts, "times", texts.get("fig-times-said"), vec![chart.draw()], Some(table))
}

fn compared(texts: Texts, settings: &FiguresSettings) -> (u64, String) {
    let percent = u64::from(settings.benchmark_percent);
    let words = [("source", settings.benchmark_source.as_str().into()), ("n", percent.into())];
    (percent, texts.with_all("fig-compared", &words))
}

fn share_bar(texts: Texts, name: String, tally: &Tally) -> Bar {
    let (told, in_time) = (tally.get(Counter::Told), tally.get(Counter::GoneInTime));
    Bar {
        name,
        value: (in_time * 100).checked_div(told),
        within: None,
        written: percent(texts, in_time, told),
        meaning: Meaning::Good,
    }
}

fn removal(texts: Texts, totals: &Totals, settings: &FiguresSettings) -> Section {
    let ripe = &totals.ripe;
    let (told, in_time) = (ripe.get(Counter::Told), ripe.get(Counter::GoneInTime));
    let bars = [share_bar(texts, texts.get("fig-here"), ripe)];
    let days = settings.benchmark_days;
    let arguments = [
        ("days", days.into()),
        ("told", grouped(told).into()),
        ("percent", percent(texts, in_time, told).into()),
    ];
    let said = texts.with_all("fig-removal-said", &arguments);
    let chart = Bars {
        id: "in-time",
        title: &texts.with("fig-in-time", "days", days),
        description: &said,
        bars: &bars,
        scale: Some(100),
        compared: Some(compared(texts, settings)),
    };
    let row = |key: &str, n: u64| Row {
        name: texts.with(key, "days", days),
        href: None,
        cells: vec![Cell::number(n)],
    };
    let all = &totals.notices;
    let (all_told, gone) = (all.get(Counter::Told), all.get(Counter::Gone));
    let rows = vec![
        row("fig-removal-told", all_told),
        row("fig-removal-ripe", told),
        row("fig-removal-in-time", in_time),
        row("fig-removal-gone", gone),
        row("fig-removal-up", all_told.saturating_sub(gone)),
        row("fig-removal-person", all.get(Counter::NeedsPerson)),
    ];
    let rows = if all_told > 0 { rows } else { Vec::new() };
    let table = Table { of: texts.get("fig-col-notices"), heads: heads(texts, &["number"]), rows };
    let charts = vec![chart.draw()];
    section(texts, "removal", said, charts, Some(table))
}

fn by_host(texts: Texts, id: &'static str, hosts: &[(String, Tally)], settings: &FiguresSettings) -> Section {
    let shown = hosts.iter().filter(|(_, tally)| tally.get(Counter::Told) >= ENOUGH).take(BARS);
    let bars: Vec<Bar> = shown.map(|(name, tally)| share_bar(texts, name.clone(), tally)).collect();
    let days = settings.benchmark_days;
    let title = texts.with("fig-in-time", "days", days);
    let chart = Bars {
        id: if id == "hosts" { "hosts-in-time" } else { "countries-in-time" },
        title: &title,
        description: &texts.get(&format!("fig-{id}-said")),
        bars: &bars,
        scale: Some(100),
        compared: Some(compared(texts, settings)),
    };
    let rows = hosts.iter().map(|(name, tally)| {
        let time = |share| tally.times(Step::ByHost).quantile(share, tally.open(Step::ByHost));
        let (half, most) = (time(0.5), time(0.9));
        let (told, gone) = (tally.get(Counter::Told), tally.get(Counter::Gone));
        let in_time = tally.get(Counter::GoneInTime);
        Row {
            name: name.clone(),
            href: None,
            cells: vec![
                Cell::number(told),
                Cell::number(told.saturating_sub(gone)),
                Cell::of(percent(texts, in_time, told), in_time.to_string()),
                Cell::of(wait(texts, half), raw(half)),
                Cell::of(wait(texts, most), raw(most)),
            ],
        }
    });
    let table = Table {
        of: texts.get(&format!("fig-col-{id}")),
        heads: heads(texts, &["told", "up", "in-time", "half", "most"]),
        rows: rows.collect(),
    };
    let charts = if bars.is_empty() { Vec::new() } else { vec![chart.draw()] };
    section(texts, id, texts.get(&format!("fig-{id}-said")), charts, Some(table))
}

/// What most reports lack, in words.
fn most_missing(texts: Texts, tally: &Tally) -> String {
    let received = tally.get(Counter::Received);
    let mut lacking: Vec<_> = Missing::ALL.iter().map(|missing| (tally.get(*missing), missing)).collect();
    lacking.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let told = lacking.iter().take(2).filter(|(n, _)| *n > 0).map(|(n, missing)| {
        let words = [
            ("what", word(texts, "missing", missing).into()),
            ("share", percent(texts, *n, received).into()),
        ];
        texts.with_all("fig-lacks", &words)
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() { texts.get("none") } else { told.join(", ") }
}

fn senders(texts: Texts, named: &Named) -> Section {
    let rows = named.senders.iter().map(|sender| {
        let tally = &sender.reports;
        let (decided, actionable) = (tally.get(Counter::Decided), tally.get(Counter::Actionable));
        let half = tally.times(Step::Decided).quantile(0.5, tally.open(Step::Decided));
        Row {
            name: sender.name.clone(),
            href: Some(format!("{}/sender/{}", super::PATH, sender.key)),
            cells: vec![
                Cell::number(tally.get(Counter::Received)),
                Cell::number(decided),
                Cell::of(percent(texts, actionable, decided), actionable.to_string()),
                Cell::of(most_missing(texts, tally), lacking_raw(tally)),
                Cell::of(wait(texts, half), raw(half)),
            ],
        }
    });
    let table = Table {
        of: texts.get("fig-col-sender"),
        heads: heads(texts, &["received", "decided", "actionable-share", "lacks", "half"]),
        rows: rows.collect(),
    };
    section(texts, "senders", texts.get("fig-senders-said"), Vec::new(), Some(table))
}

/// How many reports lack each thing, as one text for a file.
fn lacking_raw(tally: &Tally) -> String {
    let each = Missing::ALL.iter().map(|missing| format!("{missing} {}", tally.get(*missing)));
    each.collect::<Vec<_>>().join(" / ")
}

fn categories(texts: Texts, totals: &Totals) -> Section {
    let rows = |kind: &str, tallies: &[(String, Tally)]| {
        let row = |(name, tally): &(String, Tally)| {
            let (decided, actionable) = (tally.get(Counter::Decided), tally.get(Counter::Actionable));
            Row {
                name: word(texts, kind, name),
                href: None,
                cells: vec![
                    Cell::number(tally.get(Counter::Received)),
                    Cell::number(tally.get(Counter::BandDanger)),
                    Cell::number(decided),
                    Cell::of(percent(texts, actionable, decided), actionable.to_string()),
                    Cell::of(most_missing(texts, tally), lacking_raw(tally)),
                ],
            }
        };
        tallies.iter().map(row).collect::<Vec<_>>()
    };
    let mut all = rows("category", &totals.categories);
    all.extend(rows("origin", &totals.origins));
    let table = Table {
        of: texts.get("fig-col-category"),
        heads: heads(texts, &["received", "danger", "decided", "actionable-share", "lacks"]),
        rows: all,
    };
    section(texts, "categories", texts.get("fig-categories-said"), Vec::new(), Some(table))
}

fn agreement(texts: Texts, named: &Named) -> Section {
    let found = &named.agreement;
    let rows = [("second", &found.second), ("sample", &found.sample)].into_iter().flat_map(|(kind, all)| {
        [("age", all.age), ("act", all.act), ("depiction", all.depiction)].map(|(what, agreement)| Row {
            name: texts.get(&format!("fig-agree-{kind}-{what}")),
            href: None,
            cells: vec![
                Cell::number(agreement.pairs),
                Cell::of(percent(texts, agreement.equal, agreement.pairs), agreement.equal.to_string()),
                match agreement.alpha {
                    Some(alpha) => Cell::of(format!("{alpha:.2}"), format!("{alpha:.4}")),
                    None => Cell::of(texts.get("none"), String::new()),
                },
            ],
        })
    });
    let nothing = found.second.age.pairs + found.sample.age.pairs == 0;
    let table = Table {
        of: texts.get("fig-col-opinions"),
        heads: heads(texts, &["pairs", "equal", "alpha"]),
        rows: rows.filter(|_| !nothing).collect(),
    };
    section(texts, "agreement", texts.get("fig-agreement-said"), Vec::new(), Some(table))
}
