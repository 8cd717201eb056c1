//! `GET /api/v1/openapi.json`: the description of this API, made from the code.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

use super::item_body::ItemBody;
use super::match_body::MatchBody;
use super::{figures, matching, report_status, reports, viewing};

#[derive(OpenApi)]
#[openapi(
    info(title = "Tutela", description = "Reports to a hotline: send them, and ask where they stand. Look-ups for members.", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    paths(reports::post, report_status::get, figures::get, matching::post, viewing::post),
    components(schemas(ItemBody, MatchBody)),
    modifiers(&Key)
)]
struct Document;

struct Key;

impl utoipa::Modify for Key {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let key = Http::builder()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A key from `tutela key add`"))
            .build();
        document.components.get_or_insert_default().add_security_scheme("key", SecurityScheme::Http(key));
    }
}

/// The description as JSON.
pub fn document() -> String {
    Document::openapi().to_pretty_json().unwrap_or_default()
}

pub(super) async fn get() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_description_is_that_of_the_code() {
        let committed = include_str!("../../../../../docs/openapi.json");
        let now = super::document() + "\n";
        assert!(
            committed == now,
            "run `cargo run -p tutela-web --example openapi > docs/openapi.json` and commit it"
        );
    }
}
