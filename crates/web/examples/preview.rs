//! Writes every page of the public site with sample content to a folder, to be looked at in a browser:
//! `cargo run -p tutela-web --example preview -- /tmp/preview`.

use std::path::PathBuf;
use std::{env, fs, io};

use tutela_web::assets::{asset_text, asset_url};
use tutela_web::public::samples;
use tutela_web::texts::Language;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_else(|| "/tmp/preview".to_owned());
    if folder.starts_with('-') {
        return Err(io::Error::other("give the folder to write the pages to, and nothing else"));
    }
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        for sample in samples::all(*language) {
            fs::write(folder.join(format!("{language}-{}.html", sample.name)), in_one_piece(&sample.html))?;
        }
    }
    Ok(())
}

/// The page with its styles inside, because a file has no server to ask for them.
fn in_one_piece(html: &str) -> String {
    let link = format!("<link rel=\"stylesheet\" href=\"{}\">", asset_url("public.css"));
    html.replace(&link, &format!("<style>{}</style>", asset_text("public.css").unwrap_or_default()))
}
