//! Writes every page of the console with sample content to a folder, to be looked at in a browser:
//! `cargo run -p tutela-web --example preview_console -- /tmp/console`.

use std::path::PathBuf;
use std::{env, fs, io};

use tutela_web::assets::{asset_text, asset_url};
use tutela_web::console::samples;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).map_or_else(|| PathBuf::from("/tmp/console"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    for sample in samples::all() {
        fs::write(folder.join(format!("{}.html", sample.name)), in_one_piece(&sample.html))?;
    }
    Ok(())
}

/// The page with its styles and script inside, because a file has no server to ask for them.
fn in_one_piece(html: &str) -> String {
    let style = format!("<link rel=\"stylesheet\" href=\"{}\">", asset_url("console.css"));
    let script = format!("<script src=\"{}\" defer></script>", asset_url("console.js"));
    let inside = format!("<script type=\"module\">{}</script>", asset_text("console.js").unwrap_or_default());
    html.replace(&style, &format!("<style>{}</style>", asset_text("console.css").unwrap_or_default()))
        .replace(&script, &inside)
}
