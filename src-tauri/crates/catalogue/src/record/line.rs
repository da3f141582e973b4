//! Lines of a file of any size, one at a time; what is too long is skipped without being held.

use std::io::{self, BufRead};

/// The longest record published has 88 kB; a longer line than this is no record.
pub const LONGEST_LINE: usize = 4 << 20;

/// A line that is not empty.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1; empty lines count.
    pub no: u64,
    /// Its bytes without the line's end; `None`: longer than [`LONGEST_LINE`].
    pub bytes: Option<Vec<u8>>,
    /// Bytes read so far, for progress.
    pub read: u64,
}

/// The lines of a file.
pub struct Lines<R> {
    from: R,
    no: u64,
    read: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines from the beginning of `from`.
    pub fn new(from: R) -> Self {
        Self {
            from,
            no: 0,
            read: 0,
        }
    }

    fn next_raw(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut held = Some(Vec::new());
        let mut any = false;
        loop {
            let chunk = self.from.fill_buf()?;
            if chunk.is_empty() {
                return Ok(any.then_some(held));
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(chunk.len(), |end| end + 1);
            if let Some(bytes) = &mut held {
                bytes.extend_from_slice(&chunk[..end.unwrap_or(chunk.len())]);
                if bytes.len() > LONGEST_LINE {
                    held = None;
                }
            }
            self.from.consume(taken);
            self.read += taken as u64;
            if end.is_some() {
                return Ok(Some(held));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let raw = match self.next_raw() {
                Err(cause) => return Some(Err(cause)),
                Ok(None) => return None,
                Ok(Some(raw)) => raw,
            };
            self.no += 1;
            let bytes = raw.map(|mut bytes| {
                if self.no == 1 && bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
                    bytes.drain(..3);
                }
                if bytes.last() == Some(&b'\r') {
                    bytes.pop();
                }
                bytes
            });
            let empty = bytes
                .as_ref()
                .is_some_and(|bytes| bytes.iter().all(u8::is_ascii_whitespace));
            if !empty {
                return Some(Ok(Line {
                    no: self.no,
                    bytes,
                    read: self.read,
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Read};

    fn lines(text: &[u8]) -> Vec<(u64, Option<String>)> {
        Lines::new(BufReader::with_capacity(3, text))
            .map(|line| {
                let line = line.unwrap();
                (
                    line.no,
                    line.bytes.map(|bytes| String::from_utf8(bytes).unwrap()),
                )
            })
            .collect()
    }

    #[test]
    fn mark_line_ends_and_empty_lines_are_taken_off_and_numbers_stay() {
        let said = |no, text: &str| (no, Some(text.to_owned()));
        assert_eq!(
            lines("\u{feff}{}\r\n\r\n  \n{\"a\":1}\nlast".as_bytes()),
            [said(1, "{}"), said(4, "{\"a\":1}"), said(5, "last")]
        );
        assert!(lines(b"").is_empty());
        assert!(lines(b"\n\n").is_empty());
    }

    #[test]
    fn a_line_too_long_is_passed_over_and_the_next_one_read() {
        let long = std::io::repeat(b'x').take(50 << 20);
        let text = long.chain(&b"\n{}\n"[..]);
        let lines: Vec<_> = Lines::new(BufReader::new(text))
            .map(|line| line.unwrap())
            .map(|line| (line.no, line.bytes))
            .collect();
        assert_eq!(lines, [(1, None), (2, Some(b"{}".to_vec()))]);
    }
}
