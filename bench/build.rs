//! Generates the types of `payloads.yaml` as a module of this crate.

fn main() -> Result<(), oasmith_codegen::BuildError> {
    oasmith_codegen::Build::new("payloads.yaml").module("throughput::generated").run()
}
