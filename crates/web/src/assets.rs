//! Styles, scripts and icons, part of the binary. Each address holds a digest of the content, so that a browser keeps a file for
//! good and asks for the new one as soon as there is one.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

/// Takes a file of `assets/` into the binary.
macro_rules! asset {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../assets/", $name)))
    };
}

/// Every asset. To add one, put it into `assets/` and name it here.
const FILES: &[(&str, &[u8])] = &[
    asset!("icon.svg"),
    asset!("public.css"),
    asset!("public.js"),
    asset!("console.css"),
    asset!("console.js"),
];

struct Asset {
    name: &'static str,
    /// `/assets/public.0123456789abcdef.css`
    url: String,
    content_type: &'static str,
    content: &'static [u8],
}

static ASSETS: LazyLock<Vec<Asset>> =
    LazyLock::new(|| FILES.iter().map(|(name, content)| Asset::new(name, content)).collect());

impl Asset {
    fn new(name: &'static str, content: &'static [u8]) -> Self {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let digest = Sha256::digest(content);
        let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        Self { name, url: format!("/assets/{stem}.{hex}.{extension}"), content_type, content }
    }
}

/// The address of an asset: `asset_url("public.css")`. An unknown name is a mistake in a template, which the test of all pages finds.
pub fn asset_url(name: &str) -> &'static str {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => &asset.url,
        None => {
            debug_assert!(false, "{name} is not in FILES");
            "/assets/"
        }
    }
}

/// The content of an asset as text, for whoever needs a page in one piece.
#[doc(hidden)]
pub fn asset_text(name: &str) -> Option<&'static str> {
    let asset = ASSETS.iter().find(|asset| asset.name == name)?;
    str::from_utf8(asset.content).ok()
}

/// Serves the assets.
pub fn router() -> Router {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>) -> Response {
    match ASSETS.iter().find(|asset| asset.url.strip_prefix("/assets/") == Some(&file)) {
        Some(asset) => (
            [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")],
            asset.content,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_asset_is_served_under_its_own_address_alone() {
        let url = asset_url("public.css");
        let served = serve(Path(url.trim_start_matches("/assets/").to_owned())).await;
        assert_eq!(served.status(), StatusCode::OK);
        assert!(served.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(serve(Path("public.css".into())).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(serve(Path("../Cargo.toml".into())).await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn what_the_public_loads_is_small() {
        let size = |name: &str| asset_text(name).unwrap().len();
        assert!(size("public.js") < 1024, "{}", size("public.js"));
        assert!(size("public.css") < 16 * 1024);
    }

    #[test]
    fn nothing_points_outside() {
        for (name, content) in FILES {
            let text = str::from_utf8(content).unwrap().replace("http://www.w3.org/2000/svg", "");
            for outside in ["http:", "https:", "//cdn", "@import", "url("] {
                assert!(!text.contains(outside), "{name} holds {outside}");
            }
        }
    }
}
