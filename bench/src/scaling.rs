//! Whether generation takes time in proportion to the document: made-up documents of growing size.
//!
//! Schemas refer to one another, in circles too, as those of large documents do; each stage should take the same time for a schema of a
//! hundred as for one of a hundred thousand.

use std::error::Error;
use std::fmt::Write as _;

use oasmith_codegen::source::{SourceFile, parse};

use crate::stages::{Stages, millis};

/// Prints a column for each size, in microseconds for a schema, and a row for each stage.
pub(crate) fn print(sizes: &[usize]) -> Result<(), Box<dyn Error>> {
    let mut columns = Vec::new();
    for size in sizes {
        let text = document(*size)?;
        let load = || parse(vec![SourceFile { name: "made-up.json".to_owned(), text: text.clone() }]);
        columns.push(Stages::measure(&load).ok_or_else(|| format!("{size}: nothing was generated"))?);
    }
    print_row("µs for a schema", sizes.iter().map(usize::to_string));
    let micros = |time, size: &usize| format!("{:.1}", millis(time) * 1000.0 / *size as f64);
    let rows = columns.first().map_or(0, |column| column.rows.len());
    for row in 0..rows {
        let times = || columns.iter().filter_map(|column| column.rows.get(row));
        let name = times().next().map_or("", |(name, _)| name);
        print_row(name, times().zip(sizes).map(|((_, time), size)| micros(*time, size)));
    }
    print_row("all", columns.iter().zip(sizes).map(|(column, size)| micros(column.total, size)));
    print_row("lines", columns.iter().map(|column| column.lines.to_string()));
    Ok(())
}

fn print_row(name: &str, cells: impl Iterator<Item = String>) {
    let cells: String = cells.map(|cell| format!(" {cell:>9}")).collect();
    println!("{name:<16}{cells}");
}

/// A document with so many schemas, and an operation for every ten of them.
fn document(schemas: usize) -> Result<String, std::fmt::Error> {
    let mut text = r#"{"openapi":"3.0.3","info":{"title":"Made up","version":"1"},"paths":{"#.to_owned();
    for index in (0..schemas).step_by(10) {
        let comma = if index == 0 { "" } else { "," };
        let tag = index / 1000;
        write!(
            text,
            r##"{comma}"/things/{index}/{{id}}":{{"get":{{"operationId":"getThing{index}","tags":["Tag {tag}"],"summary":"One of them.",
            "parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}},
            {{"name":"limit","in":"query","schema":{{"type":"integer"}}}}],
            "responses":{{"200":{{"description":"It.","content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/Thing{index}"}}}}}}}}}}}}}}"##
        )?;
    }
    text.push_str(r#"},"components":{"schemas":{"#);
    for index in 0..schemas {
        let comma = if index == 0 { "" } else { "," };
        let (half, far) = (index / 2, index.wrapping_mul(7919) % schemas);
        write!(
            text,
            r##"{comma}"Thing{index}":{{"type":"object","description":"What has the number {index}.","required":["id","name"],"properties":{{
            "id":{{"type":"integer"}},"name":{{"type":"string","description":"How people call it."}},
            "kind_{index}":{{"type":"string","enum":["one","two","three_{index}"]}},
            "at":{{"type":"string","format":"date-time"}},
            "parent":{{"$ref":"#/components/schemas/Thing{half}"}},
            "others":{{"type":"array","items":{{"$ref":"#/components/schemas/Thing{far}"}}}}}}}}"##
        )?;
    }
    text.push_str("}}}");
    Ok(text)
}
