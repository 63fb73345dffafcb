// Regenerates `generated/` from `spec/`: the body of the build script of `generated/`, which includes this file.
//
// Paths are relative to `generated/`. The name lock and the configuration are beside the document.
fn main() -> Result<(), oasmith_codegen::BuildError> {
    oasmith_codegen::Build::new("../spec/confluent-iam.yaml").out_dir(".").run()
}
