//! Schema objects (OpenAPI 3.0.3 "Schema Object", JSON Schema 2020-12): one node, one schema of the model.
//!
//! Takes nodes from a worklist, gives each its facets as declared. Must not follow a reference further than its first step.

use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, SchemaData};

use crate::base::{NodeId, OrderedSet, regex};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{
    Additional, ArrayFacets, Discriminator, JsonType, Meta, NumberFacets, ObjectFacets, Schema, SchemaId, SpecVersion,
    StringFacets, TypeSet,
};
use crate::source::{Kind, ObjectKind, island_node, refs};

use super::content::are_of_event;
use super::de::from_json;
use super::{Fault, Lower, boxed};

/// Keywords beside a `$ref` that documents of version 3.0 mean, although that version says to ignore them: they annotate the use.
const ANNOTATIONS: [&str; 10] = [
    "$ref",
    "description",
    "title",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "externalDocs",
];

impl Lower<'_> {
    /// The schema of a node; reserved at the first call, read later.
    pub(super) fn schema(&mut self, node: NodeId) -> SchemaId {
        let schemas = &mut self.api.schemas;
        *self.ids.get_or_insert_with(node, || schemas.push(Schema { origin: node, ..Schema::default() }))
    }

    /// A schema that the document does not have, for what was repaired.
    pub(super) fn assumed(&mut self, origin: NodeId, kind: JsonType) -> SchemaId {
        let schema = Schema { origin, types: TypeSet::of(kind), ..Schema::default() };
        // It must not be read from its origin.
        let id = self.api.schemas.push(schema);
        self.complete.insert(id, ());
        id
    }

    /// Reads every schema that is reserved, and those that they reserve.
    pub(super) fn schemas(&mut self) {
        for index in 0.. {
            let id = SchemaId::new(index);
            let Some(node) = self.api.schemas.get(id).map(|schema| schema.origin) else { break };
            if self.complete.contains(id) {
                continue;
            }
            match self.lower_schema(node) {
                Ok(schema) => self.api.schemas[id] = schema,
                Err(fault) => {
                    self.faults.insert(id, fault);
                }
            }
        }
        for (id, ()) in self.mentioned.iter() {
            self.api.schemas[id].mentioned = true;
        }
    }

    fn lower_schema(&mut self, node: NodeId) -> Result<Schema, Fault> {
        match self.tree.as_bool(node) {
            Some(always) => return Ok(Schema { origin: node, never: !always, ..Schema::default() }),
            None if refs::reference(self.tree, node).is_some() => return self.lower_reference(node),
            None => {}
        }
        self.lower_object(node)
    }

    /// The schema that something in the document names. What a schema says of itself makes nobody a user of it.
    fn mention(&mut self, target: NodeId, from: NodeId) -> SchemaId {
        let id = self.schema(target);
        let mut around = self.tree.parent(from);
        while let Some(node) = around.filter(|node| *node != target) {
            around = self.tree.parent(node);
        }
        if around.is_none() {
            self.mentioned.insert(id, ());
        }
        id
    }

    /// `$ref`, with what stands beside it.
    fn lower_reference(&mut self, node: NodeId) -> Result<Schema, Fault> {
        let tree = self.tree;
        let text = refs::reference(tree, node).unwrap_or_default();
        let target = refs::resolve(tree, node, text).map_err(|finding| self.tell(*finding, node))?;
        if !matches!(tree.kind(target), Kind::Object | Kind::Bool) {
            let text = format!("the reference leads to {} where a schema is due", tree.describe(target));
            return Err(self.tell(Diagnostic::new(Code::MisplacedReference, text).at_value(node), node));
        }
        let node_at = refs::follow(tree, target).ok();
        let reference = Some(self.mention(target, node));
        if tree.len(node) == 1 {
            return Ok(Schema { origin: node, reference, ..Schema::default() });
        }
        if self.api.version != SpecVersion::V3_0 {
            return Ok(Schema { reference, ..self.lower_object(node)? });
        }
        for (key, member) in tree.entries(node) {
            // What the target says as well is said once more.
            let is_said =
                || node_at.and_then(|at| tree.get(at, key)).is_some_and(|said| tree.json(said) == tree.json(member));
            if !ANNOTATIONS.contains(&key) && !key.starts_with("x-") && !is_said() {
                let text = format!("`{key}` beside `$ref` is ignored, as OpenAPI 3.0 has it");
                self.lint(Code::DroppedKeyword, member, text);
            }
        }
        let Schema { origin, meta, nullable, .. } = self.lower_object(node)?;
        Ok(Schema { origin, meta, nullable, reference, ..Schema::default() })
    }

    fn lower_object(&mut self, node: NodeId) -> Result<Schema, Fault> {
        let value = self.island(node, ObjectKind::Schema)?;
        match (from_json(&value), from_json(&value)) {
            (Ok(data), Ok(any)) => Ok(self.assemble(node, data, any)),
            (Err(error), _) | (_, Err(error)) => Err(self.internal(node, ObjectKind::Schema, &error)),
        }
    }

    fn assemble(&mut self, node: NodeId, data: SchemaData, any: AnySchema) -> Schema {
        let SchemaData {
            nullable,
            read_only,
            write_only,
            deprecated,
            external_docs,
            example: _, // The node is kept, not the value: see `examples`.
            title,
            description,
            discriminator,
            default: _, // `default: null` is lost there: see `default`.
            extensions,
        } = data;
        let AnySchema {
            typ,
            pattern,
            multiple_of,
            exclusive_minimum,
            exclusive_maximum,
            minimum,
            maximum,
            properties,
            required,
            additional_properties,
            min_properties,
            max_properties,
            items,
            min_items,
            max_items,
            unique_items,
            enumeration: _, // Numbers have lost their text there: see `enumeration`.
            format,
            min_length,
            max_length,
            one_of,
            all_of,
            any_of,
            not,
        } = any;
        let tree = self.tree;
        let is_data =
            tree.key(node) == Some("data") && tree.parent(node).is_some_and(|around| are_of_event(tree, around));
        if let Some(inner) = tree.get(node, "contentSchema").filter(|_| !is_data) {
            self.lint(Code::UnsupportedKeyword, inner, "`contentSchema` has an effect on the data of events only");
        }
        let meta = Meta {
            title: boxed(title),
            description: boxed(description),
            deprecated,
            read_only,
            write_only,
            default: tree.get(node, "default").map(|value| tree.json(value)),
            examples: self.schema_examples(node),
            extensions: self.extensions(node),
            external_docs: external_docs.map(|docs| docs.url.into_boxed_str()),
        };
        let number = NumberFacets {
            minimum: self.bound(node, minimum, exclusive_minimum, ["minimum", "exclusiveMinimum"]),
            maximum: self.bound(node, maximum, exclusive_maximum, ["maximum", "exclusiveMaximum"]),
            multiples_of: multiple_of.map(|value| self.number_text(node, "multipleOf", value)).into_iter().collect(),
        };
        let string = StringFacets {
            min_length: min_length.map(|count| count as u64),
            max_length: max_length.map(|count| count as u64),
            patterns: self.pattern(node, pattern).into_iter().collect(),
            content_encoding: tree.str(node, "contentEncoding").map(Box::from),
            content_media_type: tree.str(node, "contentMediaType").map(Box::from),
        };
        let array = ArrayFacets {
            items: items.as_ref().and_then(nested).map(|item| self.schema(item)),
            prefix_items: self.prefix_items(node),
            min_items: min_items.map(|count| count as u64),
            max_items: max_items.map(|count| count as u64),
            unique: unique_items.unwrap_or(false),
        };
        let object = ObjectFacets {
            properties: self.properties(node, |name| properties.contains_key(name)),
            required: distinct(required),
            additional: self.additional(node, additional_properties),
            patterns: self.patterns(node),
            min_properties: min_properties.map(|count| count as u64),
            max_properties: max_properties.map(|count| count as u64),
            dependent: self.dependent(node),
            required_sets: Vec::new(),
        };
        let not = not.as_deref().and_then(nested);
        let never = not.is_some_and(|not| self.allows_all(not));
        Schema {
            origin: node,
            meta,
            reference: None,
            types: types(typ.as_deref(), extensions.get("x-oasmith-types")),
            nullable,
            enumeration: self.enumeration(node),
            format: boxed(format),
            number,
            string,
            array,
            object,
            all_of: self.list(&all_of),
            one_of: self.list(&one_of),
            any_of: self.list(&any_of),
            not: not.filter(|_| !never).map(|not| self.schema(not)),
            discriminator: discriminator.and_then(|inner| self.discriminator(node, inner)),
            children: Vec::new(),
            never,
            mentioned: false, // Known when all of the document has been read.
        }
    }

    /// `pattern`; what of it cannot be checked is told where that is asked for.
    fn pattern(&mut self, node: NodeId, pattern: Option<String>) -> Option<Box<str>> {
        if self.options.patterns
            && let Some(why) = pattern.as_deref().and_then(|pattern| regex::portable(pattern).err())
            && let Some(at) = self.tree.get(node, "pattern")
        {
            self.lint(Code::UnsupportedKeyword, at, format!("`pattern` is not checked: {why}"));
        }
        boxed(pattern)
    }

    fn list(&mut self, members: &[ReferenceOr<openapiv3::Schema>]) -> Vec<SchemaId> {
        members.iter().filter_map(nested).map(|node| self.schema(node)).collect()
    }

    fn additional(&mut self, node: NodeId, declared: Option<AdditionalProperties>) -> Additional {
        match declared {
            Some(AdditionalProperties::Any(true)) => Additional::Any,
            Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
            Some(AdditionalProperties::Schema(inner)) => {
                nested(&*inner).map_or(Additional::Any, |inner| self.additional_node(inner))
            }
            None => match self.tree.get(node, "unevaluatedProperties") {
                Some(inner) => self.additional_node(inner),
                None => Additional::Unspecified,
            },
        }
    }

    fn additional_node(&mut self, node: NodeId) -> Additional {
        match self.tree.as_bool(node) {
            Some(false) => Additional::Forbidden,
            _ if self.allows_all(node) => Additional::Any,
            _ => Additional::Schema(self.schema(node)),
        }
    }

    /// The schema `true` or `{}`.
    fn allows_all(&self, node: NodeId) -> bool {
        self.tree.as_bool(node) == Some(true) || (self.tree.is_object(node) && self.tree.is_empty(node))
    }

    /// OpenAPI 3.0.3 "Discriminator Object". A value of `mapping` is a component's name or a reference.
    fn discriminator(&mut self, schema: NodeId, declared: openapiv3::Discriminator) -> Option<Discriminator> {
        let openapiv3::Discriminator { property_name, mapping: _, extensions: _ } = declared;
        let tree = self.tree;
        let origin = tree.get(schema, "discriminator")?;
        let mut mapping = Vec::new();
        for (value, node) in tree.get(origin, "mapping").into_iter().flat_map(|map| tree.entries(map)) {
            let Some(text) = tree.as_str(node) else { continue };
            match self.mapping_target(node, text) {
                Ok(target) => {
                    let target = self.mention(target, node);
                    mapping.push((value.into(), target));
                }
                Err(finding) => self.diags.push(finding.severity(Severity::Lint)),
            }
        }
        let fallback = tree.get(origin, "defaultMapping").and_then(|node| {
            let target = self.mapping_target(node, tree.as_str(node)?);
            target.map_err(|finding| self.diags.push(finding.severity(Severity::Lint))).ok()
        });
        let fallback = fallback.map(|target| self.schema(target));
        if let Some(target) = fallback {
            self.mentioned.insert(target, ());
        }
        Some(Discriminator {
            origin,
            property: property_name.into_boxed_str(),
            mapping,
            implicit: Vec::new(),
            fallback,
        })
    }

    fn mapping_target(&self, node: NodeId, text: &str) -> Result<NodeId, Diagnostic> {
        let plain = !text.contains(['/', '#']);
        if plain && let Some(component) = self.component_node("schemas", text) {
            return Ok(component);
        }
        let target = refs::resolve(self.tree, node, text).map_err(|finding| *finding)?;
        if self.tree.is_object(target) {
            Ok(target)
        } else {
            let text = format!("`{text}` leads to {} where a schema is due", self.tree.describe(target));
            Err(Diagnostic::new(Code::MisplacedReference, text).at_value(node))
        }
    }
}

/// The node of a nested object in an island.
pub(super) fn nested<T>(member: &ReferenceOr<T>) -> Option<NodeId> {
    match member {
        ReferenceOr::Reference { reference } => island_node(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn types(single: Option<&str>, several: Option<&serde_json::Value>) -> TypeSet {
    let several = several.and_then(serde_json::Value::as_array).into_iter().flatten().filter_map(|name| name.as_str());
    single.into_iter().chain(several).filter_map(json_type).collect()
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

fn distinct(names: Vec<String>) -> Vec<Box<str>> {
    names.into_iter().map(String::into_boxed_str).collect::<OrderedSet<_>>().into_iter().collect()
}
