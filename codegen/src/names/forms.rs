//! Telling names for types that have no name of their own, or whose name went to another: by role, owner and operation.
//!
//! Takes a shape and the names given so far, gives candidates in order of preference. Must not claim anything.

use crate::base::Table;
use crate::model::{Api, Kind, Method, NameHint, Operation, OperationId, Role, Shape, ShapeId, Shapes, Status};

use super::operations::Named;
use super::status::reason;
use super::words::Words;

/// What candidates are made from.
pub(super) struct Forms<'a> {
    pub(super) api: &'a Api,
    pub(super) shapes: &'a Shapes,
    pub(super) named: &'a Named,
    /// The names given so far.
    pub(super) idents: Table<Shape, Box<str>>,
    /// Their words.
    pub(super) words: Table<Shape, Words>,
}

/// How many operations a name is looked for in: an error body can have thousands, and the first ones say it all.
const ENOUGH: usize = 8;
/// Members that say only that something is inside.
const GENERIC: &[&str] = &[
    "data",
    "datum",
    "items",
    "item",
    "results",
    "result",
    "values",
    "value",
    "records",
    "record",
    "entries",
    "entry",
    "list",
    "elements",
    "element",
    "content",
    "objects",
    "object",
    "rows",
    "resources",
    "nodes",
    "collection",
];
const CREATING: &[&str] = &["create", "add", "new", "insert", "register", "post", "make", "issue", "invite"];
const UPDATING: &[&str] = &["update", "patch", "edit", "modify", "replace", "set", "put", "change", "upsert"];
const ACTING: &[&str] = &[
    "search", "query", "list", "get", "find", "fetch", "read", "validate", "verify", "check", "preview", "test", "run",
    "start", "stop", "cancel", "send", "login", "refresh", "delete", "remove", "export", "import", "batch", "bulk",
];
const ERRORS: &[&str] = &["error", "failure", "fault", "problem", "exception"];

/// What an operation does to a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Create,
    Update,
    Other,
}

impl Forms<'_> {
    /// Names for a shape whose base name went to another one.
    pub(super) fn by_role(&self, shape: &Shape, base: &Words) -> Vec<Words> {
        let mut roles: Vec<&Role> = shape.roles.iter().collect();
        roles.sort();
        let mut all = Vec::new();
        for role in &roles {
            match role {
                Role::Success(method) => all.extend(self.success(shape, base, method)),
                Role::Failure => all.extend(self.failure(shape, Some(base))),
                Role::Received => all.extend(self.by_owner(shape)),
                Role::Sent(_) => all.extend(self.sent(shape, base, &roles)),
                Role::SentInside(_) => {
                    all.push(base.and("input"));
                    all.extend(self.by_owner(shape));
                }
                Role::Parameter => all.extend(self.parameter(shape)),
            }
        }
        if roles.is_empty() && shape.usage.is_request_only() {
            all.push(base.and("input"));
        }
        all.extend(self.by_hints(shape));
        all.extend(operations(shape).take(ENOUGH).filter_map(|id| Some(self.operation(id)?.then(base))));
        all
    }

    /// Names for a shape without component and title.
    pub(super) fn untitled(&self, shape: &Shape) -> Vec<Words> {
        let mut all = self.by_hints(shape);
        if all.is_empty() {
            all.push(Words::one(kind_word(&shape.kind)));
        }
        all
    }

    /// The file of the trait, for types of parameters.
    pub(super) fn trait_module(&self, shape: &Shape) -> Option<Box<str>> {
        let only_parameters = shape.hints.iter().all(|hint| matches!(hint, NameHint::Parameter { .. }));
        let names = self.named.operations.get(operations(shape).next()?).filter(|_| only_parameters)?;
        self.named.traits.get(names.in_trait).map(|one| one.module.clone())
    }

    fn by_hints(&self, shape: &Shape) -> Vec<Words> {
        let mut all = Vec::new();
        let (mut members, mut parameters) = (false, false);
        let mut bodies = 0;
        for hint in &shape.hints {
            if matches!(hint, NameHint::RequestBody { .. } | NameHint::ResponseBody { .. }) {
                bodies += 1;
                if bodies > ENOUGH {
                    continue;
                }
            }
            match hint {
                NameHint::Component(_) | NameHint::Title(_) => {}
                NameHint::Member { .. } if members => {}
                NameHint::Member { .. } => {
                    members = true;
                    all.extend(self.member(shape));
                }
                NameHint::Variant { owner, index } => all.extend(self.variant(shape, *owner, *index)),
                NameHint::Item { list } => {
                    let list = Words::of(list);
                    let one = list.singular();
                    let grouped = one == list || list.ends_with_any(&["list", "page", "collection", "array", "map"]);
                    all.push(if grouped { list.and("item") } else { one });
                    all.push(list.and("item"));
                }
                NameHint::RequestBody { operation, item } => all.extend(self.request(*operation, *item)),
                NameHint::ResponseBody { operation, status, item } => {
                    all.extend(self.response(shape, *operation, *status, *item));
                }
                NameHint::Parameter { .. } if parameters => {}
                NameHint::Parameter { .. } => {
                    parameters = true;
                    all.extend(self.parameter(shape));
                }
            }
        }
        all
    }

    // ---- bodies --------------------------------------------------------------------------

    fn success(&self, shape: &Shape, base: &Words, method: &Method) -> Vec<Words> {
        let ops = bodies(shape, Status::is_success);
        let created = |id: &OperationId| self.declares(*id, Status::Code(201)) || self.verb(*id) == Some(Verb::Create);
        let mut all = Vec::new();
        match method {
            Method::Post if ops.is_empty() || ops.iter().any(created) => all.push(base.and("created")),
            Method::Put | Method::Patch => all.push(base.and("updated")),
            Method::Delete => all.push(base.and("deleted")),
            _ => {}
        }
        all.extend(ops.iter().filter_map(|id| Some(self.operation(*id)?.and("response"))));
        all.push(base.and("response"));
        all
    }

    fn sent(&self, shape: &Shape, base: &Words, roles: &[&Role]) -> Vec<Words> {
        let mut verbs: Vec<Verb> = requests(shape).filter_map(|id| self.verb(id)).collect();
        if verbs.is_empty() {
            verbs.extend(roles.iter().filter_map(|role| match role {
                Role::Sent(method) => Some(verb_of(method)),
                _ => None,
            }));
        }
        let only = |verb| verbs.iter().all(|one| *one == verb);
        let mut all = Vec::new();
        if only(Verb::Create) {
            all.push(base.and("create"));
        } else if only(Verb::Update) {
            all.push(base.and("update"));
            if roles.contains(&&Role::Sent(Method::Put)) {
                all.push(base.and("replace"));
            }
        }
        all.push(base.and("input"));
        all
    }

    fn failure(&self, shape: &Shape, base: Option<&Words>) -> Vec<Words> {
        let mut statuses: Vec<Status> =
            shape.hints.iter().filter_map(|hint| response(hint, |s| !s.is_success())).map(|(_, s)| s).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let error = |words: Words| if words.ends_with_any(ERRORS) { words } else { words.and("error") };
        let only = match statuses.as_slice() {
            [only] if *only != Status::Default => Some(Words::of(&reason(*only))),
            _ => None,
        };
        let mut all = match (only, base) {
            (Some(only), Some(base)) => vec![error(only.then(base))],
            (Some(only), None) => vec![error(only)],
            (None, Some(base)) if base.ends_with_any(ERRORS) => vec![],
            (None, Some(base)) => vec![base.and("error")],
            (None, None) => vec![Words::of("error body")],
        };
        let first = bodies(shape, |status| !status.is_success()).first().and_then(|id| self.operation(*id));
        if let Some(operation) = first {
            let tail = base.or(all.first()).cloned().unwrap_or_default();
            all.push(operation.then(&tail));
        }
        all
    }

    fn request(&self, id: OperationId, item: bool) -> Vec<Words> {
        let Some(operation) = self.operation(id) else { return Vec::new() };
        if item {
            return vec![operation.and("item"), operation.and("request").and("item")];
        }
        let noun = self.result_of(id).and_then(|shape| self.words.get(shape));
        // An answer is no thing that could be created.
        let noun = noun.filter(|noun| !noun.ends_with_any(&["response", "output", "result"]));
        let told = noun.and_then(|noun| match self.verb(id)? {
            Verb::Create => Some(noun.and("create")),
            Verb::Update => Some(noun.and("update")),
            Verb::Other => None,
        });
        // Documents have components of the plain name, for the body with the parameters around it.
        told.into_iter().chain([operation.and("request"), operation.and("request").and("body")]).collect()
    }

    fn response(&self, shape: &Shape, id: OperationId, status: Status, item: bool) -> Vec<Words> {
        let declared = self.api.operations.get(id).and_then(|op| op.responses.iter().find(|r| r.status == status));
        let component = declared.and_then(|response| response.component.as_deref()).map(Words::of);
        let mut all: Vec<Words> =
            component.into_iter().map(|words| if item { words.and("item") } else { words }).collect();
        if status.is_success() {
            let tail = if item { "item" } else { "response" };
            all.extend(self.operation(id).map(|operation| operation.and(tail)));
            // Another one for another media type.
            let contents = declared.into_iter().flat_map(|response| &response.contents);
            let media = contents
                .filter(|content| content.schema == Some(shape.schema))
                .map(|content| Words::of(&content.media_type));
            all.extend(media.filter_map(|media| Some(self.operation(id)?.then_all(&media).and(tail))));
        } else {
            all.extend(self.failure(shape, None));
        }
        all.extend(self.operation(id).map(|op| op.then_all(&Words::of(&reason(status))).and("body")));
        all
    }

    /// The shape of the first success body that has a name.
    fn result_of(&self, id: OperationId) -> Option<ShapeId> {
        let operation: &Operation = self.api.operations.get(id)?;
        let contents = operation.responses.iter().filter(|r| r.status.is_success()).flat_map(|r| &r.contents);
        let shapes = contents.filter_map(|content| Some(self.shapes.responses.get(content.schema?)?.shape));
        shapes.into_iter().find(|shape| self.idents.contains(*shape))
    }

    // ---- parts ---------------------------------------------------------------------------

    fn by_owner(&self, shape: &Shape) -> Vec<Words> {
        let mut all = self.member(shape);
        for hint in &shape.hints {
            if let NameHint::Variant { owner, index } = hint {
                all.extend(self.variant(shape, *owner, *index));
            }
        }
        all
    }

    /// By the member that has it. Shared by several owners: by the member alone if that says enough, else by what the
    /// owners have in common.
    fn member(&self, shape: &Shape) -> Vec<Words> {
        let hints = shape.hints.iter().filter_map(|hint| match hint {
            NameHint::Member { owner, name, item } => Some((*owner, &**name, *item)),
            _ => None,
        });
        let read = |name: &str, item: bool| {
            let words = Words::of(name);
            if item { words.singular() } else { words }
        };
        let Some((_, first, first_is_item)) = hints.clone().next() else { return Vec::new() };
        let member = read(first, first_is_item);
        let with = |owner: &Words, member: &Words, item: bool| {
            if item && is_generic(member) { owner.and("item") } else { owner.then(member) }
        };
        // A type can be a member of thousands of others.
        let mut owners = 0;
        let mut start: Option<Words> = None;
        let mut same = true;
        let mut uses: Vec<(&Words, Words, bool)> = Vec::new();
        for (owner, name, item) in hints {
            let Some(owner) = self.words.get(owner) else { continue };
            owners += 1;
            same &= name == first || read(name, item) == member;
            start = Some(start.map_or_else(|| owner.clone(), |start| start.common_start(owner)));
            if uses.len() < ENOUGH {
                uses.push((owner, read(name, item), item));
            }
        }
        let mut all = Vec::new();
        if let Some(start) = start.filter(|_| owners > 1 && same) {
            if member.len() > 1 || (start.len() == 0 && !is_generic(&member)) {
                all.push(member.clone());
            }
            if start.len() > 0 {
                all.push(with(&start, &member, first_is_item));
            }
        }
        all.extend(uses.iter().map(|(owner, member, item)| with(owner, member, *item)));
        let items = uses.iter().filter(|(_, _, item)| *item);
        all.extend(items.map(|(owner, member, _)| owner.then_all(member).and("item")));
        if uses.is_empty() {
            all.push(member);
        }
        all
    }

    fn variant(&self, shape: &Shape, owner: ShapeId, index: usize) -> Vec<Words> {
        let union = match self.shapes.arena.get(owner).map(|shape| &shape.kind) {
            Some(Kind::Union(union)) => union,
            Some(Kind::Tuple { items, .. }) => {
                let ordinal = if index < items.len() { ORDINALS.get(index) } else { Some(&"rest") };
                let place = self.words.get(owner).zip(ordinal);
                return place.map(|(owner, ordinal)| owner.and(ordinal)).into_iter().collect();
            }
            _ => return Vec::new(),
        };
        let owner = self.words.get(owner).cloned().unwrap_or_default();
        let mut labels: Vec<Words> = Vec::new();
        if let Some(variant) = union.variants.get(index) {
            labels.extend(variant.tags.first().map(|tag| Words::of(tag)));
            labels.extend(variant.members.first().map(|member| Words::of(member)));
        }
        if let Kind::Object(object) = &shape.kind {
            let required = object.fields.iter().filter(|field| field.required);
            labels.extend(required.chain(&object.fields).take(2).map(|field| Words::of(&field.name)));
        }
        // An enum of a single value (`""`, `"auto"`) is the usual way to allow it besides something else.
        if let Kind::Enum(values) = &shape.kind
            && let [only] = values.values.as_slice()
        {
            labels.push(Words::of(only.value.as_str().unwrap_or(&only.value.to_string())));
        }
        let alone = union.variants.iter().filter(|variant| self.is_kind(variant.value.shape, &shape.kind)).count() == 1;
        if alone || labels.is_empty() {
            labels.insert(labels.len().min(1), Words::one(kind_word(&shape.kind)));
        }
        labels.extend(ORDINALS.get(index).map(|word| Words::one(word)));
        labels.iter().map(|label| owner.then(label)).collect()
    }

    fn is_kind(&self, shape: ShapeId, kind: &Kind) -> bool {
        self.shapes
            .arena
            .get(shape)
            .is_some_and(|shape| std::mem::discriminant(&shape.kind) == std::mem::discriminant(kind))
    }

    fn parameter(&self, shape: &Shape) -> Vec<Words> {
        let mut uses = Vec::new();
        for hint in &shape.hints {
            if let NameHint::Parameter { operation, name } = hint
                && let Some(words) = self.operation(*operation)
            {
                uses.push((*operation, words, Words::of(name)));
            }
        }
        let mut all = Vec::new();
        if let [(first, _, name), rest @ ..] = uses.as_slice()
            && !rest.is_empty()
        {
            // A single word such as "sort" means something else elsewhere, so it comes with what the operations share.
            let home = |id: &OperationId| self.named.operations.get(*id).map(|names| names.in_trait);
            let shared = uses.iter().all(|(id, _, other)| home(id) == home(first) && other == name);
            if name.len() > 1 {
                all.push(name.clone());
            } else if let Some(one) = home(first).filter(|_| shared).and_then(|index| self.named.traits.get(index)) {
                let topic = Words::of(&one.ident).drop_last(1).unwrap_or_default().singular();
                all.push(topic.then(name));
            }
        }
        all.extend(uses.iter().map(|(_, operation, name)| operation.then(name)));
        all
    }

    // ---- words ---------------------------------------------------------------------------

    fn operation(&self, id: OperationId) -> Option<Words> {
        self.named.operations.get(id).map(|names| Words::of(super::bare(&names.method)))
    }

    fn declares(&self, id: OperationId, status: Status) -> bool {
        self.api.operations.get(id).is_some_and(|op| op.responses.iter().any(|r| r.status == status))
    }

    fn verb(&self, id: OperationId) -> Option<Verb> {
        let operation = self.api.operations.get(id)?;
        let words = self.operation(id)?;
        let all = [(CREATING, Verb::Create), (UPDATING, Verb::Update), (ACTING, Verb::Other)];
        let said = all.iter().filter_map(|(list, verb)| Some((words.first_of(list)?, *verb)));
        Some(said.min_by_key(|(position, _)| *position).map_or_else(|| verb_of(&operation.method), |(_, verb)| verb))
    }
}

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

fn verb_of(method: &Method) -> Verb {
    match method {
        Method::Post => Verb::Create,
        Method::Put | Method::Patch => Verb::Update,
        _ => Verb::Other,
    }
}

fn is_generic(member: &Words) -> bool {
    member.len() == 1 && member.ends_with_any(GENERIC)
}

/// What a shape is, for names that nothing else tells apart.
pub(super) fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Object(_) => "object",
        Kind::Enum(_) => "choice",
        Kind::Union(_) => "union",
        Kind::Array { .. } | Kind::Tuple { .. } => "list",
        Kind::Map { .. } => "map",
        _ => "value",
    }
}

fn response(hint: &NameHint, wanted: fn(Status) -> bool) -> Option<(OperationId, Status)> {
    match hint {
        NameHint::ResponseBody { operation, status, .. } if wanted(*status) => Some((*operation, *status)),
        _ => None,
    }
}

fn bodies(shape: &Shape, wanted: fn(Status) -> bool) -> Vec<OperationId> {
    shape.hints.iter().filter_map(|hint| response(hint, wanted)).map(|(id, _)| id).collect()
}

fn requests(shape: &Shape) -> impl Iterator<Item = OperationId> + '_ {
    shape.hints.iter().filter_map(|hint| match hint {
        NameHint::RequestBody { operation, .. } => Some(*operation),
        _ => None,
    })
}

fn operations(shape: &Shape) -> impl Iterator<Item = OperationId> + '_ {
    shape.hints.iter().filter_map(|hint| match hint {
        NameHint::RequestBody { operation, .. }
        | NameHint::ResponseBody { operation, .. }
        | NameHint::Parameter { operation, .. } => Some(*operation),
        _ => None,
    })
}
