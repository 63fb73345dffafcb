//! The table of codes.
//!
//! Takes nothing, gives one row per kind of finding. To add a code, add a row: name, id, severity
//! (`Fatal`, `Skip` or `Lint`), one line, and the long text of `oasmith explain`.

use super::code::codes;

codes! {
    // ---- reading -------------------------------------------------------------------------
    UnreadableFile = "unreadable-file", Fatal,
        "a file cannot be read",
        "The document, or a file that it refers to, does not exist, is no regular file, is not UTF-8 text, or may not be read. \
         Nothing is written. For a file named in a `$ref`, only what needs that reference is left out.";
    InvalidYaml = "invalid-yaml", Fatal,
        "the text is not valid YAML",
        "The YAML parser stopped at the place shown. Common causes are a tab in the indentation, a colon followed by a space \
         in a plain text (quote it), or an indentation that does not match the lines above. Nothing is written.";
    InvalidJson = "invalid-json", Fatal,
        "the text is not valid JSON",
        "The text starts like JSON, and the JSON parser stopped at the place shown. Common causes are a comma after the last \
         member, a comment, or a missing quote. \
         When the text can be read as YAML, which allows more, that is done, and this is only told; otherwise nothing is written.";
    InputLimit = "input-limit", Fatal,
        "the document is larger or deeper than oasmith reads",
        "Limits on nesting, on the number of values and on what YAML aliases expand to keep a small hostile file from using all memory. \
         Real documents stay far below them. Flatten the document, or split it over several files; `[limits]` of the configuration raises some of them.";
    OutputLimit = "output-limit", Fatal,
        "the output would be larger than oasmith writes",
        "All generated files together are larger than `output-bytes` in `[limits]` of the configuration. Nothing is written. \
         Generate a part of the document with `[select]`, or raise the limit.";
    TimeLimit = "time-limit", Fatal,
        "the run took too long",
        "The run was given up after the `seconds` in `[limits]` of the configuration. No file is half written; the next run completes what this one began. \
         Generate a part of the document with `[select]`, or raise the limit.";
    MoreFindings = "more-findings", Lint,
        "more findings than are told one by one",
        "`findings` in `[limits]` of the configuration says how many findings are told. The first ones in the order of the document are, and at least one of each code; \
         the others are counted. What is denied makes the run fail all the same.";
    PageText = "page-text", Fatal,
        "the file is the text of a web page, not a document",
        "The file starts with prose, and something that looks like YAML comes later. It was probably copied from a documentation page. \
         Save only the part from the line shown, and run oasmith on that file.";
    NotOpenapi = "not-openapi", Fatal,
        "the file is not an OpenAPI 3 document",
        "An OpenAPI document is an object with an `openapi` member that names its version (OpenAPI 3.0.3, section 4.7.1). oasmith reads the \
         versions 3.0, 3.1 and 3.2, and also a fragment that has `paths`, `components` or `webhooks` at the top.";
    Swagger2 = "swagger-2", Fatal,
        "the file is a Swagger 2.0 document",
        "Swagger 2.0 describes bodies, parameters and security in another way than OpenAPI 3. Convert the document first, \
         for example with `npx swagger2openapi` or the converter of your API platform, and run oasmith on the result.";
    Asyncapi = "asyncapi", Fatal,
        "the file is an AsyncAPI document",
        "AsyncAPI describes messages on channels, not HTTP operations. oasmith generates HTTP clients from OpenAPI 3 documents.";
    BareFragment = "bare-fragment", Lint,
        "the document has no `openapi` or `info`; both are assumed",
        "The file has `paths`, `components` or `webhooks` at the top, but not the members that every OpenAPI document must have. \
         It is read as version 3.0.3 with a title made from the file name. Add `openapi` and `info` to silence this.";
    UnknownVersion = "unknown-version", Lint,
        "the OpenAPI version is not one that oasmith knows",
        "oasmith knows 3.0, 3.1 and 3.2. Another 3.x document is read like the newest of them.";
    DuplicateKey = "duplicate-key", Lint,
        "a key occurs twice in one object",
        "YAML forbids it, and JSON leaves its meaning open (RFC 8259, section 4). The last value counts, as in most tools; the earlier one is lost. \
         Remove or rename one of them.";

    InvalidConfiguration = "invalid-configuration", Fatal,
        "a configuration that cannot be used",
        "`oasmith.toml` is not valid TOML, or says something that oasmith does not know. Unknown keys are refused, because a misspelt setting that is \
         silently ignored is found too late. Nothing is written.";
    UnusedSetting = "unused-setting", Lint,
        "a setting of the configuration that has no effect",
        "An `allow` names a code of which nothing was found, an entry of `[select]` is about nothing in the document, or a `[security.NAME]` describes a scheme that the document neither defines nor uses, or `[types]` names a format or a place that no schema has. Either what it was for has gone, and it would \
         hide the next such finding unseen, or its name is not quite right. Remove or correct it.";
    InvalidLock = "invalid-lock", Fatal,
        "a name lock that cannot be read",
        "A line of `oasmith.lock` is not what oasmith writes, often because of a merge that went wrong. Ignoring it could rename what callers use, so nothing is written. \
         Take the file of one side of the merge and generate again; new names are added to it.";
    ExtraDocuments = "extra-documents", Lint,
        "the file holds more than one YAML document",
        "A line `---` begins a second document. Only the first one is read. Put the others into files of their own.";

    // ---- keywords ------------------------------------------------------------------------
    UnknownKeyword = "unknown-keyword", Lint,
        "a keyword that OpenAPI does not define at this place",
        "It is ignored. Extensions start with `x-`. A keyword can be right and still be at the wrong level: one indentation too deep or too shallow.";
    MisspeltKeyword = "misspelt-keyword", Lint,
        "a keyword that looks like a misspelling",
        "OpenAPI does not define the keyword, but one that differs by case or by a letter. One that differs by case alone is taken as meant; any other is ignored, so what it says has no effect. \
         Correct the spelling.";
    WrongVersionKeyword = "wrong-version-keyword", Lint,
        "a keyword of another OpenAPI version",
        "The keyword exists, but not in the version that the document names: for example `nullable` in 3.1, or `const` in 3.0. It is understood nevertheless.";
    UnsupportedKeyword = "unsupported-keyword", Lint,
        "a keyword that oasmith understands but cannot express",
        "The keyword narrows what is valid in a way that the generated types do not check. The types accept more than the document allows; nothing else is lost. \
         Of conditions (`if`, `then`, `else`, `dependentSchemas`) and `not`, what they say of a member's type is not known to its Rust type, either: declare the member in `properties`. \
         A `pattern` is told where `patterns = true` asks for its check and it has what the checker does not know.";
    DroppedKeyword = "dropped-keyword", Lint,
        "a keyword without an effect on the output",
        "The keyword is valid here, but what it says does not reach the generated code, because another part of the document overrides it or makes it meaningless.";
    WrongType = "wrong-type", Lint,
        "a value of another type than the keyword takes",
        "For example `\"true\"` where a boolean is due, or null where a text is due. When the meaning is plain it is taken as meant, otherwise the keyword is ignored; the message says which.";
    MissingMember = "missing-member", Lint,
        "a member that OpenAPI requires is missing",
        "For example `description` of a response, or `name` of a parameter. A neutral value is assumed where there is one; otherwise the object is left out.";
    InvalidValue = "invalid-value", Lint,
        "a value outside of what the keyword allows",
        "The type is right, but the value is none that OpenAPI defines for the keyword, for example `in: body` or a negative `minLength`. The keyword is ignored.";

    // ---- references ----------------------------------------------------------------------
    UnresolvedReference = "unresolved-reference", Skip,
        "a `$ref` that leads nowhere",
        "There is nothing at the place that the reference names. The operation or schema that needs it is left out; the rest is generated. \
         Check the spelling and the case of the pointer; `/` in a key is written `~1`, `~` is written `~0`.";
    CircularReference = "circular-reference", Skip,
        "references that only lead to each other",
        "A chain of `$ref` comes back to where it began without ever meeting a definition, so it has no meaning. What needs it is left out. \
         Recursive types are fine: there, the chain passes through a property or an array.";
    ExternalReferenceOutsideRoot = "external-reference-outside-root", Skip,
        "a `$ref` to a file outside of the document's folder",
        "For safety, oasmith reads only files in the folder of the root document and below, also when a symbolic link leads out of it. \
         Move the file, or allow it explicitly in the configuration.";
    RemoteReference = "remote-reference", Skip,
        "a `$ref` to a URL",
        "oasmith never reads from the network: the output would depend on a server, and a document could make your build call any address. \
         Download the file, put it beside the document, and refer to it by a relative path.";
    MisplacedReference = "misplaced-reference", Skip,
        "a `$ref` to something of another kind",
        "The reference leads to a value that cannot be what is needed here, for example a text where a schema is due.";

    ReferenceNotAllowed = "reference-not-allowed", Lint,
        "a `$ref` at a place where OpenAPI allows none",
        "OpenAPI says where a reference may stand in the place of an object (OpenAPI 3.0.3, section 4.7.23): not for an operation, a text, or a whole map such as `properties`. \
         Bundlers resolve references everywhere, so many documents rely on it. The value that the reference leads to is taken as if it stood here; members beside the `$ref` go before it. \
         Bundle the document to silence this.";

    // ---- operations ----------------------------------------------------------------------
    MissingOperationId = "missing-operation-id", Lint,
        "an operation without `operationId`",
        "Its Rust name is derived from method and path. It stays the same as long as they do; an `operationId` gives it a better name.";
    DuplicateOperationId = "duplicate-operation-id", Lint,
        "an `operationId` that is used twice",
        "Operation ids must be unique in a document (OpenAPI 3.0.3, section 4.7.10). All operations are generated; the later ones get names that method and path tell apart.";
    MissingPathParameter = "missing-path-parameter", Lint,
        "a name in the path template without a parameter",
        "The path has a `{name}` that no parameter with `in: path` describes. It is generated as a required string.";
    UnusedPathParameter = "unused-path-parameter", Lint,
        "a path parameter that is not in the path template",
        "There is no `{name}` in the path that this parameter could fill. It is left out of the generated method.";
    DuplicateParameter = "duplicate-parameter", Lint,
        "a parameter that is listed twice",
        "Two parameters of one list have the same name and the same `in` (OpenAPI 3.0.3, section 4.7.10). The last one counts.";
    UnsupportedParameter = "unsupported-parameter", Skip,
        "a parameter that cannot be sent as described",
        "The style, the place and the type of the parameter do not fit each other, or OpenAPI does not define what is sent. The operation is left out when the parameter is required; \
         otherwise the parameter is.";
    UnsupportedMediaType = "unsupported-media-type", Lint,
        "a media type that is carried as raw bytes",
        "oasmith has no typed form for this media type. The body is available as bytes.";
    UnsupportedOperation = "unsupported-operation", Skip,
        "an operation that cannot be generated",
        "The message says which part of it stands in the way. The operation is listed in the report as skipped; the rest is generated.";
    BodyAssumedRequired = "body-assumed-required", Lint,
        "a request body that is taken as required",
        "`required` is absent, which means optional, but the schema of the body has required members, or the method means nothing without a body. It is an argument of the generated method. \
         Write `required: true` or `required: false` to say what is meant.";
    UndefinedSecurityScheme = "undefined-security-scheme", Lint,
        "a security requirement that names no scheme of the document",
        "`components.securitySchemes` does not define it, so nothing says how the credential is sent. The client can be given one for this name, as a bearer token, a basic login or an API key.";
    UnusedSecurityScheme = "unused-security-scheme", Lint,
        "security schemes that no operation asks for",
        "Without `security`, of the document or of an operation, no operation needs credentials by the specification, and the schemes would be there for nothing. The client takes it for an omission: all calls carry all credentials that it is given.";
    NoSuchList = "no-such-list", Lint,
        "a list of the configuration that the operation does not give",
        "`pagination.operations` in the configuration takes the operation for a list, but its success is not one body with an array at that place. The operation is generated without streams of items and pages.";
    UnsupportedSecurityScheme = "unsupported-security-scheme", Lint,
        "a security scheme that the client does not carry out itself",
        "The client offers a setter for a ready-made credential instead.";

    // ---- schemas -------------------------------------------------------------------------
    AllofConflict = "allof-conflict", Lint,
        "parts of an `allOf` that contradict each other",
        "No value satisfies all of them, for example two different types, or bounds that do not meet. The part that comes first wins for the keyword in question; the message names both places.";
    AllofCycle = "allof-cycle", Skip,
        "an `allOf` that contains itself",
        "A schema that is an intersection with itself has no meaning. What needs it is left out. A base type that lists its descendants in a `discriminator` needs no `oneOf` of them.";
    AmbiguousUnion = "ambiguous-union", Lint,
        "a `oneOf` or `anyOf` whose variants cannot be told apart",
        "No discriminator, constant, JSON type or required property tells which variant a value is. Where the variants of a `oneOf` declare other properties, it is read as the one that \
         declares what is there. Otherwise the generated type keeps the value as received and offers to read it as any of them. Add a `discriminator`, or a constant property that differs.";
    LongTypeChain = "long-type-chain", Lint,
        "types that hold each other in a long chain",
        "rustc follows such a chain when it checks what is dropped, and stops at its recursion limit (error E0320). A generated crate raises the limit itself; \
         a generated module cannot, so the crate that it is in has to: put the attribute of the message at the top of `lib.rs` or `main.rs`.";
    UnsupportedSchema = "unsupported-schema", Skip,
        "a schema that cannot be generated",
        "The message says which part of it stands in the way. Operations that need the schema are left out; the rest is generated.";
    InvalidExample = "invalid-example", Lint,
        "an example that does not match its schema",
        "It is kept in the documentation, but not used in tests. Correct the example or the schema.";
    InvalidDefault = "invalid-default", Lint,
        "a default that does not match its schema",
        "It would not be accepted where it is used. What its Rust type cannot hold is ignored; any other is what the method `.._or_default` gives. Correct the default or the schema.";
    EmptyEnum = "empty-enum", Lint,
        "an `enum` without values",
        "By the letter, no value at all is valid. The `enum` is ignored; the rest of the schema counts.";

    // ---- names ---------------------------------------------------------------------------
    NameCollision = "name-collision", Lint,
        "names that become equal in Rust",
        "Two names of the document turn into the same Rust identifier, for example `foo-bar` and `foo_bar`. One of them got a suffix, pinned in the lock file; a `rename` in the configuration gives it a better one.";

    // ---- oasmith itself ------------------------------------------------------------------
    Internal = "internal", Skip,
        "a mistake in oasmith",
        "Something that should be impossible happened while this part was processed. It was left out and the rest goes on. Please report it, with the document if you can.";
}
