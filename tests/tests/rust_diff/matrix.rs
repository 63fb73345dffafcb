//! What each kind of change does to code that was written against the old crate.

use oasmith_codegen::diff::RustLevel;
use oasmith_codegen::diff::RustLevel::{Major, Minor, None as Same};

/// A document to change: every kind of item is in it.
pub(crate) const BASE: &str = include_str!("base.yaml");

/// A kind of change.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// What to replace in the base.
    pub(crate) replacements: &'static [(&'static str, &'static str)],
    /// The level when the names of the old crate are kept.
    pub(crate) kept: RustLevel,
    /// The level when they are not.
    pub(crate) naked: RustLevel,
}

const fn row(
    name: &'static str,
    replacements: &'static [(&'static str, &'static str)],
    kept: RustLevel,
    naked: RustLevel,
) -> Row {
    Row { name, replacements, kept, naked }
}

/// The base with some texts replaced; each has to be there.
pub(crate) fn changed(replacements: &[(&str, &str)]) -> String {
    let mut text = BASE.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "the document has no {from:?}");
        text = text.replace(from, to);
    }
    text
}

pub(crate) const MATRIX: &[Row] = &[
    // -- members -------------------------------------------------------------------------
    row(
        "an optional member of a request is added",
        &[(
            "size: {type: integer, format: int32}",
            "size: {type: integer, format: int32}\n        color: {type: string}",
        )],
        Minor,
        Minor,
    ),
    row(
        "a required member of a request is added: one more argument of new",
        &[("required: [name, owner]", "required: [name, owner, size]")],
        Major,
        Major,
    ),
    row(
        "a required member of a builder is added: it compiles and fails when it is built",
        &[
            ("required: [width, height, depth, door]", "required: [width, height, depth, door, floor]"),
            ("roof: {type: boolean}", "roof: {type: boolean}\n        floor: {type: string}"),
        ],
        Major,
        Major,
    ),
    row("required is listed in another order", &[("required: [name, owner]", "required: [owner, name]")], Same, Same),
    row(
        "members are listed in another order",
        &[(
            "name: {type: string}\n        owner: {type: string}\n        mood",
            "owner: {type: string}\n        name: {type: string}\n        mood",
        )],
        Same,
        Major,
    ),
    row(
        "a member of a response is added",
        &[(
            "age: {type: integer, format: int32}",
            "age: {type: integer, format: int32}\n        color: {type: string}",
        )],
        Minor,
        Minor,
    ),
    row(
        "an optional member of a response becomes required",
        &[("required: [id, name, owner]", "required: [id, name, owner, age]")],
        Major,
        Major,
    ),
    row(
        "a required member of a response becomes optional",
        &[("required: [id, name, owner]", "required: [id, name]")],
        Major,
        Major,
    ),
    row(
        "a required member can be null",
        &[("id: {type: string}\n        name", "id: {type: string, nullable: true}\n        name")],
        Major,
        Major,
    ),
    row(
        "an optional member can be null",
        &[("age: {type: integer, format: int32}", "age: {type: integer, format: int32, nullable: true}")],
        Major,
        Major,
    ),
    row("a member is removed", &[("        toys: {type: array, items: {type: string}}\n", "")], Major, Major),
    row(
        "an integer is wider",
        &[("age: {type: integer, format: int32}", "age: {type: integer, format: int64}")],
        Major,
        Major,
    ),
    row("an integer becomes a number", &[("age: {type: integer, format: int32}", "age: {type: number}")], Major, Major),
    row(
        "a format is added",
        &[("owner: {type: string}\n        age", "owner: {type: string, format: date-time}\n        age")],
        Major,
        Major,
    ),
    row(
        "a number is added to a struct of texts",
        &[("note: {type: string}", "note: {type: string}\n        weight: {type: number}")],
        Minor,
        Minor,
    ),
    row(
        "uniqueItems is told in docs",
        &[("toys: {type: array, items", "toys: {type: array, uniqueItems: true, items")],
        Same,
        Same,
    ),
    row(
        "readOnly takes a member out of what is sent",
        &[("note: {type: string}", "note: {type: string, readOnly: true}")],
        Major,
        Major,
    ),
    row(
        "undeclared members of what is received have always been kept",
        &[("    Animal:\n      type: object", "    Animal:\n      type: object\n      additionalProperties: true")],
        Same,
        Same,
    ),
    row(
        "undeclared members may be sent",
        &[(
            "    NewAnimal:\n      type: object",
            "    NewAnimal:\n      type: object\n      additionalProperties: true",
        )],
        Minor,
        Minor,
    ),
    row(
        "undeclared members get a type",
        &[(
            "    Animal:\n      type: object",
            "    Animal:\n      type: object\n      additionalProperties: {type: string}",
        )],
        Major,
        Major,
    ),
    row(
        "a default is added",
        &[("age: {type: integer, format: int32}", "age: {type: integer, format: int32, default: 1}")],
        Minor,
        Minor,
    ),
    row(
        "a member is deprecated",
        &[("age: {type: integer, format: int32}", "age: {type: integer, format: int32, deprecated: true}")],
        Minor,
        Minor,
    ),
    row(
        "a type contains itself",
        &[(
            "food: {$ref: \"#/components/schemas/Food\"}",
            "food: {$ref: \"#/components/schemas/Food\"}\n        mother: {$ref: \"#/components/schemas/Animal\"}",
        )],
        Minor,
        Minor,
    ),
    row(
        "a circle is closed: the new member is boxed, nothing else",
        &[("from: {type: string}", "from: {type: string}, animal: {$ref: \"#/components/schemas/Animal\"}")],
        Minor,
        Minor,
    ),
    // -- enums ---------------------------------------------------------------------------
    row("a value is added", &[("enum: [cat, dog]", "enum: [cat, dog, owl]")], Minor, Minor),
    row("a value is removed", &[("enum: [cat, dog]", "enum: [cat]")], Major, Major),
    row(
        "what was only sent is received as well: the enum is open now",
        &[(
            "age: {type: integer, format: int32}",
            "age: {type: integer, format: int32}\n        mood: {$ref: \"#/components/schemas/Mood\"}",
        )],
        Major,
        Major,
    ),
    row("an enum becomes a text", &[("Kind: {type: string, enum: [cat, dog]}", "Kind: {type: string}")], Major, Major),
    // -- names ---------------------------------------------------------------------------
    row(
        "a component is renamed",
        &[("schemas/NewAnimal\"", "schemas/AnimalInput\""), ("    NewAnimal:", "    AnimalInput:")],
        Same,
        Major,
    ),
    row("an alternative is renamed", &[("schemas/Hay\"", "schemas/Grass\""), ("    Hay:", "    Grass:")], Same, Major),
    row(
        "an inline object becomes a component",
        &[
            (
                "schema: {type: object, required: [data], properties: {data: {type: array, items: {$ref: \"#/components/schemas/Animal\"}}}}",
                "schema: {$ref: \"#/components/schemas/Page\"}",
            ),
            (
                "  schemas:\n",
                "  schemas:\n    Page: {type: object, required: [data], properties: {data: {type: array, items: {$ref: \"#/components/schemas/Animal\"}}}}\n",
            ),
        ],
        Same,
        Major,
    ),
    row("an operationId is renamed", &[("operationId: createAnimal", "operationId: addAnimal")], Same, Major),
    row(
        "a tag is renamed",
        &[("tags: [Animals]", "tags: [Beasts]"), ("[{name: Animals}]", "[{name: Beasts}]")],
        Same,
        Major,
    ),
    row(
        "a security scheme is renamed",
        &[("{keeper: []}", "{warden: []}"), ("    keeper:", "    warden:")],
        Same,
        Major,
    ),
    row(
        "a parameter of the path is renamed",
        &[("/animals/{id}", "/animals/{animal}"), ("name: id, in: path", "name: animal, in: path")],
        Same,
        Same,
    ),
    // -- operations ----------------------------------------------------------------------
    row(
        "an operation is added",
        &[(
            "  /cages:\n",
            "  /cages:\n    get: {operationId: listCages, tags: [Animals], responses: {\"204\": {description: None}}}\n",
        )],
        Minor,
        Minor,
    ),
    row(
        "an operation is removed",
        &[("operationId: buildCage\n      tags: [Animals]\n", "operationId: buildCage\n      tags: [Other]\n")],
        Major,
        Major,
    ),
    row(
        "an optional parameter is added beside another one",
        &[(
            "        - {name: limit,",
            "        - {name: color, in: query, schema: {type: string}}\n        - {name: limit,",
        )],
        Minor,
        Minor,
    ),
    row(
        "the first optional parameter is added: one more argument",
        &[(
            "        - {name: id, in: path,",
            "        - {name: dry, in: query, schema: {type: boolean}}\n        - {name: id, in: path,",
        )],
        Major,
        Major,
    ),
    row(
        "a body becomes required",
        &[("      requestBody:\n        content:", "      requestBody:\n        required: true\n        content:")],
        Same,
        Same,
    ),
    row(
        "another error is documented",
        &[("\"404\": {description: None}", "\"404\": {description: None}\n        \"429\": {description: Slow}")],
        Minor,
        Minor,
    ),
    row(
        "the first error is documented",
        &[("\"204\": {description: Built}", "\"204\": {description: Built}\n        \"409\": {description: No}")],
        Major,
        Major,
    ),
    row(
        "a second success is documented",
        &[("\"201\": {description: Made", "\"202\": {description: Later}\n        \"201\": {description: Made")],
        Major,
        Major,
    ),
    row(
        "another title is another package, unless the lock keeps its name",
        &[("title: Zoo", "title: Park")],
        Same,
        Major,
    ),
    row(
        "documentation is added",
        &[("Kind: {type: string,", "Kind: {description: What it is., type: string,")],
        Same,
        Same,
    ),
];
