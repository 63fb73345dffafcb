//! Which crate each file is in, when the options want several: types below traits, both in chunks that are about as much work for the
//! compiler, and between them a crate for what every call needs.
//!
//! Takes planned files with their features, gives the crates. What users name does not depend on any of it.

mod chunks;
mod mentions;
mod weight;

use std::collections::BTreeSet;

use super::Context;
use super::ir::{ApiFile, Crate, CrateKind, HeaderFile, Ident, ModelFile, Package, Split};
use crate::base::Lookup;
use chunks::{Vertex, chunks};
use mentions::Mentions;

/// How heavy a chunk should be. Loading what is below it costs each crate some time again, and what the compiler holds at once
/// grows with a crate.
const WEIGHT: usize = 8_000;

/// Registries take no longer names of packages.
const LONGEST_NAME: usize = 64;

/// The name of a crate: it begins with that of the whole, as far as there is room.
pub(super) fn member_name(package: &str, part: &str) -> String {
    let start: String = package.chars().take(LONGEST_NAME - "-models-9999".len()).collect();
    format!("{}-{part}", start.trim_end_matches(['-', '_']))
}

/// Gives files their crates; none unless the options want several.
pub(super) fn plan_split(
    context: &Context<'_>,
    package: &Package,
    models: &mut [ModelFile],
    apis: &mut [ApiFile],
    headers: Option<&HeaderFile>,
) -> Option<Split> {
    if !context.options.is_split() {
        return None;
    }
    let mut crates = Crates::new(&package.name, models);
    let mentions: Vec<Mentions<'_>> = by_name(apis).iter().map(|file| Mentions::of_api(file)).collect();
    let weight = context.options.package.split_weight.unwrap_or(WEIGHT);
    crates.add_models(&mentions, weight);
    crates.add_core(headers);
    crates.add_apis(&by_name(apis), &mentions, weight);
    let Crates { split, homes, .. } = crates;
    drop(mentions);
    for file in models {
        file.member = homes.get(&(false, file.module.clone())).copied();
    }
    for file in apis {
        file.member = homes.get(&(true, file.module.clone())).copied();
    }
    Some(split)
}

/// A file that has a module and features.
trait Named {
    fn module(&self) -> &Ident;
    /// It is compiled for any of these; always, when there are none.
    fn features(&self) -> &[Box<str>];
}

impl Named for ModelFile {
    fn module(&self) -> &Ident {
        &self.module
    }
    fn features(&self) -> &[Box<str>] {
        &self.features
    }
}

impl Named for ApiFile {
    fn module(&self) -> &Ident {
        &self.module
    }
    fn features(&self) -> &[Box<str>] {
        self.feature.as_slice()
    }
}

/// In an order that the document's has no part in.
fn by_name<T: Named>(files: &[T]) -> Vec<&T> {
    let mut files: Vec<&T> = files.iter().collect();
    files.sort_by_key(|file| file.module());
    files
}

/// The crates as they are found.
struct Crates<'p> {
    /// The name of the whole.
    name: &'p str,
    models: Vec<&'p ModelFile>,
    /// The file of each type, by its place among these.
    types: Lookup<&'p str, usize>,
    /// The crate of each of these.
    places: Vec<Option<usize>>,
    /// The crates of files: below `api` or not, and the module.
    homes: Lookup<(bool, Ident), usize>,
    split: Split,
}

impl<'p> Crates<'p> {
    fn new(name: &'p str, models: &'p [ModelFile]) -> Self {
        let models = by_name(models);
        let mut types = Lookup::new();
        for (place, file) in models.iter().enumerate() {
            file.items.iter().for_each(|item| _ = types.insert(&*item.ident, place));
        }
        let places = vec![None; models.len()];
        Self { name, models, types, places, homes: Lookup::new(), split: Split::default() }
    }

    /// Types, in chunks that only need chunks before them.
    fn add_models(&mut self, apis: &[Mentions<'_>], weight: usize) {
        let mentions: Vec<Mentions<'p>> = self.models.iter().map(|file| Mentions::of_models(file)).collect();
        let place = |name: &&str| self.types.get(*name).copied();
        let mut vertices: Vec<Vertex<'p>> = Vec::new();
        for (file, mentions) in self.models.iter().zip(&mentions) {
            let uses = mentions.models.iter().filter_map(place).collect();
            vertices.push(Vertex { name: &file.module, weight: weight::of_models(file), uses, tags: Vec::new() });
        }
        for (tag, mentions) in apis.iter().enumerate() {
            for place in mentions.models.iter().filter_map(place) {
                vertices.get_mut(place).into_iter().for_each(|vertex| vertex.tags.push(tag));
            }
        }
        for (number, chunk) in chunks(&vertices, weight).into_iter().enumerate() {
            let index = self.split.members.len();
            for place in &chunk {
                self.places.get_mut(*place).into_iter().for_each(|home| *home = Some(index));
            }
            let files: Vec<&ModelFile> = chunk.iter().filter_map(|place| self.models.get(*place).copied()).collect();
            let mentions = chunk.iter().filter_map(|place| mentions.get(*place));
            self.add(CrateKind::Models, &format!("models-{}", number + 1), &files, mentions);
        }
    }

    /// What every call needs.
    fn add_core(&mut self, headers: Option<&HeaderFile>) {
        let mentions = headers.map(|file| Mentions::of_headers(&file.headers));
        self.add::<ApiFile>(CrateKind::Core, "core", &[], mentions.iter());
    }

    /// Traits, in chunks that do not need each other.
    fn add_apis(&mut self, apis: &[&ApiFile], mentions: &[Mentions<'_>], weight: usize) {
        let mut vertices: Vec<Vertex<'_>> = Vec::new();
        for (tag, file) in apis.iter().enumerate() {
            let weight = weight::of_api(file);
            vertices.push(Vertex { name: &file.module, weight, uses: Vec::new(), tags: vec![tag] });
        }
        for (number, chunk) in chunks(&vertices, weight).into_iter().enumerate() {
            let files: Vec<&ApiFile> = chunk.iter().filter_map(|place| apis.get(*place).copied()).collect();
            let mentions = chunk.iter().filter_map(|place| mentions.get(*place));
            self.add(CrateKind::Apis, &format!("api-{}", number + 1), &files, mentions);
        }
    }

    fn add<'m, T: Named>(
        &mut self,
        kind: CrateKind,
        name: &str,
        files: &[&T],
        mentions: impl Iterator<Item = &'m Mentions<'m>>,
    ) {
        let index = self.split.members.len();
        let types = mentions.flat_map(|mentions| &mentions.models);
        let places = types.filter_map(|name| self.places.get(*self.types.get(*name)?).copied()?);
        let mut uses: BTreeSet<usize> = places.filter(|home| *home != index).collect();
        if kind == CrateKind::Apis {
            uses.extend(self.split.members.iter().position(|member| member.kind == CrateKind::Core));
        }
        let features: BTreeSet<&Box<str>> = files.iter().flat_map(|file| file.features()).collect();
        for file in files {
            self.homes.insert((kind == CrateKind::Apis, file.module().clone()), index);
        }
        self.split.members.push(Crate {
            name: member_name(self.name, name),
            folder: format!("crates/{name}"),
            kind,
            uses: uses.into_iter().collect(),
            features: features.into_iter().cloned().collect(),
            optional: !files.is_empty() && files.iter().all(|file| !file.features().is_empty()),
        });
    }
}
