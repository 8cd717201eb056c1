//! Hashes raw pictures, for `scripts/check-pdq`.
//!
//! Reads pictures from standard input until its end: a line `WIDTH HEIGHT`, then red, green and blue of
//! each pixel. Prints a line for each: hash, quality, and the hashes of the eight orientations.

use std::error::Error;
use std::io::{BufRead, Read, Write, stdin, stdout};

use tutela_matching::{CpuPath, PdqHasher};

fn main() -> Result<(), Box<dyn Error>> {
    let mut input = stdin().lock();
    let mut output = stdout().lock();
    let paths = CpuPath::available();
    let mut header = String::new();
    while input.read_line(&mut header)? > 0 {
        let (width, height) = header.trim().split_once(' ').ok_or("a picture begins with WIDTH HEIGHT")?;
        let (width, height): (u32, u32) = (width.parse()?, height.parse()?);
        let mut pixels = vec![0; 3 * width as usize * height as usize];
        input.read_exact(&mut pixels)?;
        let mut pictures = Vec::new();
        for &path in &paths {
            let mut hasher = PdqHasher::with_path(width, height, path)?;
            for row in pixels.chunks_exact(3 * width as usize) {
                hasher.push_rgb(row)?;
            }
            pictures.push(hasher.finish()?);
        }
        if pictures.windows(2).any(|pair| pair[0] != pair[1]) {
            return Err(format!("{width}x{height}: the paths {paths:?} differ").into());
        }
        let picture = &pictures[0];
        write!(output, "{} {}", picture.hash.hash, picture.hash.quality)?;
        for hash in &picture.orientations {
            write!(output, " {hash}")?;
        }
        writeln!(output)?;
        header.clear();
    }
    Ok(())
}
