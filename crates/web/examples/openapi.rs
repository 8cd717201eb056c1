//! Prints the description of the API: `cargo run -p tutela-web --example openapi > docs/openapi.json`.

#[expect(clippy::print_stdout, reason = "this is what it is for")]
fn main() {
    println!("{}", tutela_web::api::v1::openapi_document());
}
