//! Generates the module `api` from `api.yaml` into `OUT_DIR`.
fn main() -> Result<(), oasmith_codegen::BuildError> {
    oasmith_codegen::Build::new("api.yaml").module("api").run()
}
