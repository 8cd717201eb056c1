//! A Rust source file taken apart: its code, and the texts in its string literals.
//!
//! Just enough of the language that a rule about code isn't broken by a comment, nor a rule about SQL by a comment on it.

/// A source file taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Names and single marks, each with its line from 1 on; comments are gone, literals too.
    pub tokens: Vec<(usize, String)>,
    /// What stands in string literals, as written, with the line each begins on.
    pub texts: Vec<(usize, String)>,
}

/// Takes a file apart. A file that is not Rust gives some answer, and an end.
pub fn read(source: &str) -> Source {
    let mut lexer = Lexer { rest: source, line: 1, found: Source::default() };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    lexer.found
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    found: Source,
}

impl<'a> Lexer<'a> {
    /// Takes one comment, literal, name, mark or space.
    fn step(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            self.take(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.take(block_comment(rest));
        } else if let Some((start, end)) = raw_string(rest) {
            self.take_text(start, end);
        } else if rest.starts_with('"') {
            self.take_text(1, string_end(rest));
        } else if rest.starts_with('\'') {
            self.take(char_literal(rest).unwrap_or(1));
        } else {
            let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let line = self.line;
            // A `b"…"`, `c"…"` prefix comes out as a name, which breaks no rule.
            let token =
                self.take(if name > 0 { name } else { rest.chars().next().map_or(0, char::len_utf8) });
            if !token.trim().is_empty() {
                self.found.tokens.push((line, token.to_owned()));
            }
        }
    }

    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(len);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    /// Takes a string literal whose content lies between two offsets.
    fn take_text(&mut self, start: usize, end: usize) {
        let line = self.line;
        let hashes = self.rest[..start].matches('#').count();
        let closing = 1 + hashes;
        let whole = (end + closing).min(self.rest.len()); // a literal that is never closed has none
        let text = self.take(whole)[start..end].to_owned();
        self.found.texts.push((line, text));
    }
}

/// Length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Where the content of `r"…"`, `r#"…"#`, `br"…"` or `cr"…"` begins and ends; `None` for anything else, also for `r#name`.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let after = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let content = after.trim_start_matches('#').strip_prefix('"')?;
    let hashes = after.len() - content.len() - 1;
    let start = text.len() - content.len();
    let close = format!("\"{}", "#".repeat(hashes));
    Some((start, content.find(&close).map_or(text.len(), |at| start + at)))
}

/// Where the content of a plain string ends: its closing mark, or the end of the file.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// Length of a character literal; `None` for a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    match chars.next()?.1 {
        // The escaped character itself may be a `'`.
        '\\' => chars.skip(1).find(|(_, c)| *c == '\'').map(|(at, _)| at + 1),
        _ => chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> String {
        read(source).tokens.into_iter().map(|(_, token)| token).collect::<Vec<_>>().join(" ")
    }

    fn texts(source: &str) -> Vec<String> {
        read(source).texts.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn comments_are_gone() {
        assert_eq!(tokens("a // unsafe \"x\n/* unsafe /* b */ unsafe */ c /** d"), "a c");
    }

    #[test]
    fn strings_are_kept_apart() {
        let source = r####"f("a\"b // c", r"d\", r#"e"f"#, b"g", br##"h"#i"##, "")"####;
        assert_eq!(texts(source), ["a\\\"b // c", "d\\", "e\"f", "g", "h\"#i", ""]);
        assert_eq!(tokens(source), "f ( , , , b , , )");
    }

    #[test]
    fn characters_and_lifetimes() {
        assert_eq!(
            tokens(r#"<'a> '"' '\'' '\u{2028}' '"' &'static str r#type"#),
            "< a > & static str r # type"
        );
        assert_eq!(texts("'\"' \"x\" b'\"' \"y\""), ["x", "y"]);
    }

    #[test]
    fn lines_are_counted() {
        let source = read("a\n\"b\nc\"\n/*\n*/ d r\"\n\" e");
        assert_eq!(source.tokens, [(1, "a".into()), (5, "d".into()), (6, "e".into())]);
        assert_eq!(source.texts, [(2, "b\nc".into()), (5, "\n".into())]);
    }

    #[test]
    fn what_is_not_rust_comes_to_an_end() {
        for source in ["\"", "r#\"", "'", "'\\", "/*", "/", "\u{e9}\"\\", "r#\"\u{e9}", "'\u{e9}'"] {
            read(source);
        }
    }
}
