//! Uses a client that the build script generated.

/// The notes API.
mod api {
    include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
}

use api::NotesApi as _;
use api::models::NoteCreate;

/// Adds a note and reads it back.
async fn add(client: &api::Client, text: &str) -> Result<String, Box<dyn std::error::Error>> {
    let note = client.add_note(NoteCreate::new(text)).await?;
    Ok(client.get_note(note.id).await?.into_body().text)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = api::Client::builder().build()?;
    // Nothing is sent before somebody waits for it.
    drop(add(&client, "milk"));
    println!("a client of {}", client.base_url());
    Ok(())
}
