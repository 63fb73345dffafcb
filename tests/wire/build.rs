//! Generates the client of `api.yaml` as a module of this crate.

fn main() -> Result<(), oasmith_codegen::BuildError> {
    oasmith_codegen::Build::new("api.yaml").module("api").run()
}
