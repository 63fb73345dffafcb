//! Parameters (OpenAPI 3.0.3 "Parameter Object") and how the ones of a path and of its operation come together.
//!
//! Takes nodes, gives one list per operation that agrees with its path template. Must not decide how values are written.

use openapiv3::{CookieStyle, HeaderStyle, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

use crate::base::NodeId;
use crate::diag::{Code, Diagnostic};
use crate::model::{JsonType, Location, Parameter, ParameterValue, Style};
use crate::source::ObjectKind;

use super::schema::nested;
use super::{Fault, Lower, boxed};

/// Header parameters that OpenAPI says to ignore: other parts of the document describe them (OpenAPI 3.0.3, section 4.7.12.2).
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// What a parameter's place adds to its common part.
struct Place {
    location: Location,
    style: Style,
    allow_reserved: bool,
    allow_empty: bool,
}

impl Lower<'_> {
    /// The parameters of an operation: those of the path that it does not replace, then its own.
    ///
    /// # Errors
    /// A reference that leads nowhere.
    pub(super) fn parameters(&mut self, of_path: &[NodeId], own: &[NodeId]) -> Result<Vec<Parameter>, Fault> {
        let own = self.parameter_list(own)?;
        let mut all = self.parameter_list(of_path)?;
        all.retain(|inherited| !own.iter().any(|parameter| same(parameter, inherited)));
        all.extend(own);
        Ok(all)
    }

    fn parameter_list(&mut self, nodes: &[NodeId]) -> Result<Vec<Parameter>, Fault> {
        let mut list: Vec<Parameter> = Vec::with_capacity(nodes.len());
        for &node in nodes {
            let Some(parameter) = self.parameter(node)? else { continue };
            match list.iter_mut().find(|known| same(known, &parameter)) {
                None => list.push(parameter),
                Some(known) => {
                    let text = format!("the parameter `{}` is listed twice, the last one counts", parameter.name);
                    self.diags.push(
                        Diagnostic::new(Code::DuplicateParameter, text).at(node).label(known.origin, "first here"),
                    );
                    *known = parameter;
                }
            }
        }
        Ok(list)
    }

    /// One parameter; `None` when it is to be ignored or cannot mean anything, which is told.
    fn parameter(&mut self, node: NodeId) -> Result<Option<Parameter>, Fault> {
        let target = self.follow(node)?;
        if let Some(known) = self.parameters.get(&target) {
            return Ok(known.clone());
        }
        let lowered = match self.read(target, ObjectKind::Parameter) {
            Ok(declared) => self.lower_parameter(target, declared)?,
            Err(_) => None,
        };
        self.parameters.insert(target, lowered.clone());
        Ok(lowered)
    }

    fn lower_parameter(&mut self, node: NodeId, declared: openapiv3::Parameter) -> Result<Option<Parameter>, Fault> {
        let (place, data) = place(declared);
        let ParameterData {
            name,
            description,
            required,
            deprecated,
            format,
            example: _,
            examples: _,
            explode,
            extensions,
        } = data;
        let location = match extensions.get("x-oasmith-in").and_then(|place| place.as_str()) {
            Some("querystring") => Location::QueryString,
            _ => place.location,
        };
        if location == Location::Header && IGNORED_HEADERS.iter().any(|ignored| name.eq_ignore_ascii_case(ignored)) {
            let text = format!(
                "the header parameter `{name}` is ignored, as OpenAPI says: the client sets this header itself"
            );
            self.lint(Code::DroppedKeyword, node, text);
            return Ok(None);
        }
        if location == Location::Path && !required {
            self.lint(Code::InvalidValue, node, format!("the path parameter `{name}` is required, whatever it says"));
        }
        let value = match format {
            ParameterSchemaOrContent::Schema(schema) => ParameterValue::Styled {
                schema: match nested(&schema) {
                    Some(schema) => self.schema(schema),
                    None => self.assumed(node, JsonType::String),
                },
                style: place.style,
                explode: explode.unwrap_or(place.style == Style::Form),
                allow_reserved: place.allow_reserved,
                allow_empty: place.allow_empty,
            },
            ParameterSchemaOrContent::Content(contents) => match self.contents(node, contents)?.into_iter().next() {
                Some(content) => ParameterValue::Content(content),
                None => ParameterValue::Styled {
                    schema: self.assumed(node, JsonType::String),
                    style: place.style,
                    explode: explode.unwrap_or(place.style == Style::Form),
                    allow_reserved: place.allow_reserved,
                    allow_empty: place.allow_empty,
                },
            },
        };
        Ok(Some(Parameter {
            origin: node,
            name: name.into(),
            location,
            description: boxed(description),
            required: required || location == Location::Path,
            deprecated: deprecated.unwrap_or(false),
            value,
            examples: self.example_nodes(node),
        }))
    }

    /// Brings path parameters and path template together: a name without a parameter becomes a required string, a parameter
    /// without a name in the template goes.
    pub(super) fn match_template(&mut self, path: &str, operation: NodeId, parameters: &mut Vec<Parameter>) {
        let names = template_names(path);
        parameters.retain(|parameter| {
            let used = parameter.location != Location::Path || names.contains(&&*parameter.name);
            if !used {
                let text = format!("the path `{path}` has no `{{{}}}`; the parameter is left out", parameter.name);
                self.diags.push(Diagnostic::new(Code::UnusedPathParameter, text).at(parameter.origin));
            }
            used
        });
        for name in names {
            if parameters.iter().any(|parameter| parameter.location == Location::Path && *parameter.name == *name) {
                continue;
            }
            let text = format!("no parameter describes `{{{name}}}` of the path `{path}`; it is taken as a string");
            self.lint(Code::MissingPathParameter, operation, text);
            let value = ParameterValue::Styled {
                schema: self.assumed(operation, JsonType::String),
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
                allow_empty: false,
            };
            parameters.push(Parameter {
                origin: operation,
                name: name.into(),
                location: Location::Path,
                description: None,
                required: true,
                deprecated: false,
                value,
                examples: Vec::new(),
            });
        }
    }
}

/// Two parameters are the same when name and place are (OpenAPI 3.0.3, section 4.7.12); names of headers ignore case.
fn same(a: &Parameter, b: &Parameter) -> bool {
    a.location == b.location
        && match a.location {
            Location::Header => a.name.eq_ignore_ascii_case(&b.name),
            _ => a.name == b.name,
        }
}

fn place(declared: openapiv3::Parameter) -> (Place, ParameterData) {
    use openapiv3::Parameter as Declared;
    let plain = |location, style| Place { location, style, allow_reserved: false, allow_empty: false };
    match declared {
        Declared::Query { parameter_data, allow_reserved, style, allow_empty_value } => {
            let style = query_style(&style);
            let allow_empty = allow_empty_value.unwrap_or(false);
            (Place { location: Location::Query, style, allow_reserved, allow_empty }, parameter_data)
        }
        Declared::Header { parameter_data, style: HeaderStyle::Simple } => {
            (plain(Location::Header, Style::Simple), parameter_data)
        }
        Declared::Path { parameter_data, style } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (plain(Location::Path, style), parameter_data)
        }
        Declared::Cookie { parameter_data, style: CookieStyle::Form } => {
            (plain(Location::Cookie, Style::Form), parameter_data)
        }
    }
}

pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

/// The names in braces of a path template (OpenAPI 3.0.3, section 3.2), each once, in order.
pub(super) fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        rest = tail;
    }
    names
}
