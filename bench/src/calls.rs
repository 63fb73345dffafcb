//! A program that calls every operation of a document once, with the arguments that the examples of the documentation have.
//!
//! It is an example of the generated crate, for `bench/prism`: it takes the URL of a server (and a secret from `OASMITH_SECRET`), and writes
//! a line for each operation with what came of it.

use std::error::Error;
use std::fmt::Write as _;

use oasmith_codegen::build::{Document, Wanted, read_inputs};
use oasmith_codegen::plan::Plan;
use oasmith_codegen::plan::ir::SetterKind;

use crate::models::plan_of;

/// Everything but the calls.
const REST: &str = include_str!("calls_rest.txt");

/// Prints the program.
pub(crate) fn print(spec: &str) -> Result<(), Box<dyn Error>> {
    let wanted = Wanted { document: Document::File(spec.into()), config: None, lock: None };
    let inputs = read_inputs(wanted, |_| {}).map_err(|_| format!("{spec}: its configuration cannot be read"))?;
    if inputs.source.diagnostics.has_fatal() {
        return Err(format!("{spec}: cannot be read").into());
    }
    print!("{}", program(&plan_of(&inputs.source.tree, &inputs.options, &inputs.lock.lock))?);
    Ok(())
}

fn program(plan: &Plan) -> Result<String, std::fmt::Error> {
    let krate = plan.package.name.replace('-', "_");
    let mut out =
        String::from("//! Calls every operation once.\n#![allow(deprecated, unused_imports, clippy::all)]\n\n");
    let traits: String = plan.apis.iter().map(|file| format!(", {} as _", file.api.ident)).collect();
    writeln!(out, "use {krate}::{{Client, Error, Maybe, Multipart, Response, RetryPolicy, Tuple, api{traits}}};")?;
    if !plan.models.is_empty() {
        writeln!(out, "use {krate}::models;")?;
    }
    out.push_str(REST);
    writeln!(
        out,
        "\nfn client(url: &str) -> Client {{\n    let builder = Client::builder().base_url(url).retry(RetryPolicy::none());"
    )?;
    for setter in &plan.client.setters {
        let arguments = match &setter.kind {
            SetterKind::Basic => "\"user\", secret()",
            SetterKind::Bearer { .. } | SetterKind::ApiKey { .. } | SetterKind::Authorization { .. } => "secret()",
            SetterKind::Certificate | SetterKind::Any => continue,
        };
        writeln!(out, "    let builder = builder.{}({arguments});", setter.ident)?;
    }
    out.push_str("    builder.build().expect(\"a client\")\n}\n");
    let methods = || plan.apis.iter().flat_map(|file| &file.api.methods);
    let mut calls = String::new();
    for (index, method) in methods().enumerate() {
        let name = format!("{} {} {}", method.call.method.as_str(), method.call.path, method.ident);
        match &method.example {
            Some(args) => {
                let call = format!("client.{}({})", method.ident, args.join(", "));
                writeln!(
                    out,
                    "\nasync fn call_{index}(client: &Client) -> Result<String, Box<dyn std::error::Error>> {{"
                )?;
                writeln!(out, "    Ok(told({call}.await))\n}}")?;
                writeln!(calls, "    println!(\"{{}}\\t{{}}\", {name:?}, call_{index}(&client).await?);")?;
            }
            None => writeln!(calls, "    println!(\"{{}}\\tno example\\t\", {name:?});")?,
        }
    }
    write!(
        out,
        "\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = client(&std::env::args().nth(1).expect(\"the URL of a server\"));\n{calls}    Ok(())\n}}\n"
    )?;
    Ok(out)
}
