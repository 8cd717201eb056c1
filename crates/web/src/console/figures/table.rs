//! A table of figures: shown on the page, and the same as a file.

/// A cell: as it is read, and as a spreadsheet counts with it.
#[derive(Clone, Debug)]
pub(in crate::console) struct Cell {
    pub(in crate::console) shown: String,
    pub(in crate::console) raw: String,
}

/// A row: what it is about, perhaps with a page of its own, and its numbers.
#[derive(Clone, Debug)]
pub(in crate::console) struct Row {
    pub(in crate::console) name: String,
    pub(in crate::console) href: Option<String>,
    pub(in crate::console) cells: Vec<Cell>,
}

/// A table.
#[derive(Clone, Debug)]
pub(in crate::console) struct Table {
    /// What the rows are.
    pub(in crate::console) of: String,
    /// What the columns are: on the page, and in the file with its unit.
    pub(in crate::console) heads: Vec<String>,
    pub(in crate::console) rows: Vec<Row>,
}

impl Cell {
    /// A number.
    pub(super) fn number(n: u64) -> Self {
        Self { shown: crate::console::grouped(n), raw: n.to_string() }
    }

    /// A text that is shown otherwise than it is counted with.
    pub(super) fn of(shown: String, raw: String) -> Self {
        Self { shown, raw }
    }
}

impl Table {
    /// The table as a file.
    pub(super) fn csv(&self) -> String {
        use tutela_formats::table_csv::line;
        let heads = std::iter::once(&self.of).chain(&self.heads);
        let mut text = line(heads.map(String::as_str));
        for row in &self.rows {
            let cells = row.cells.iter().map(|cell| cell.raw.as_str());
            text.push_str(&line(std::iter::once(row.name.as_str()).chain(cells)));
        }
        text
    }
}
