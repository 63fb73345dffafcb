//! A crate with a feature for each tag, compiled for each of them alone: without a warning, and only with what it needs.

use std::path::Path;

use oasmith_codegen::names::Lock;
use oasmith_codegen::options::{Options, Runtime};

/// Types of one tag and of several, in circles, in one file with types of another tag, behind lists; headers of two tags with a
/// type of their own; types of webhooks and of nobody.
pub(super) const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Features, version: '1'}
paths:
  /a:
    get:
      tags: [a]
      operationId: getA
      parameters: [{name: kind, in: query, schema: {$ref: '#/components/schemas/AKind'}}]
      responses:
        '200':
          description: ok
          headers: {X-Level: {schema: {$ref: '#/components/schemas/Level'}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}
        '404': {description: none, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /b:
    get:
      tags: [b]
      operationId: getB
      responses:
        '200':
          description: ok
          headers: {X-Level: {schema: {$ref: '#/components/schemas/Level'}}}
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/BItem'}}}}
        '404': {description: none, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /c:
    post:
      tags: [c d]
      operationId: makeC
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}
      responses: {'204': {description: made}}
webhooks:
  happened:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}
      responses: {'200': {description: thanks}}
components:
  schemas:
    A: {type: object, properties: {inner: {type: object, properties: {back: {$ref: '#/components/schemas/A'}, b: {type: string}}}}}
    AKind: {type: string, enum: [x, y]}
    BItem: {type: object, properties: {next: {type: array, items: {$ref: '#/components/schemas/BNext'}}}}
    BNext: {type: object, properties: {item: {$ref: '#/components/schemas/BItem'}, c: {$ref: '#/components/schemas/C'}}}
    C: {type: object, properties: {kind: {type: string, enum: [p, q]}}}
    Event: {type: object, properties: {a: {$ref: '#/components/schemas/A'}, own: {type: object, properties: {x: {type: string}}}}}
    Level: {type: string, enum: [low, high]}
    Nobody: {type: object, properties: {problem: {$ref: '#/components/schemas/Problem'}}}
    Problem: {type: object, properties: {text: {type: string}}}
";

#[test]
fn each_feature_compiles_alone_and_brings_only_what_it_needs() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-cases");
    let krate = folder.join("features");
    let root = super::common::root();
    let mut options = Options::default();
    options.package.tag_features = Some(true);
    options.runtime = Runtime::Path(root.join("runtime"));
    let run = super::common::run_with("features.yaml", DOCUMENT, &options, &Lock::default());
    super::compile::put(&krate, &run);

    let manifest = run.file("Cargo.toml");
    let all = "all-apis = [\n    \"api-a\",\n    \"api-b\",\n    \"api-cd\",\n    \"other-types\",\n]\n";
    assert!(manifest.contains(all), "{manifest}");
    assert!(manifest.contains("# Operations: 1, with types: 6.\napi-b = []\n"), "{manifest}");
    let models = run.file("src/models/mod.rs");
    for (module, features) in [
        ("a", "any(feature = \"api-a\", feature = \"other-types\")"),
        ("a_kind", "feature = \"api-a\""),
        ("b_item", "feature = \"api-b\""),
        ("c", "any(feature = \"api-b\", feature = \"api-cd\")"),
        ("event", "feature = \"other-types\""),
        ("nobody", "feature = \"other-types\""),
    ] {
        let gated = format!("#[cfg({features})]\nmod {module};\n");
        assert!(models.contains(&gated), "no {gated} in {models}");
    }
    assert!(models.starts_with("mod level;") || models.contains("\nmod level;"), "{models}");
    assert!(!models.contains(")]\nmod level;"), "what shared headers hold is always there: {models}");

    for features in ["", "api-a", "api-b", "api-cd", "other-types", "all-apis", "dyn", "dyn,api-b"] {
        super::compile::cargo(&krate, &folder, &["check", "--no-default-features", "--features", features]);
    }
}
