//! What generated code says in tables gives what the code of `emitted_shape.rs` gives.

#![allow(missing_docs)]

use oasmith_runtime::generated as rt;
use oasmith_runtime::{Error, Response};

#[derive(Clone, Debug, PartialEq)]
pub struct Pet {
    pub name: String,
    pub mood: Option<Mood>,
    pub owner: rt::Maybe<String>,
    pub r#type: Option<Kind>,
    pub other: rt::Extra,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Mood {
    Calm,
    Wild,
    Unknown(rt::UnknownValue),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Cat,
    Other(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    pub name: Option<String>,
}

rt::object! { Pet, other {
    "name" name,
    "mood" mood,
    "owner" owner,
    "type" r#type,
} }
rt::object! { Patch {
    "name" name,
} }
rt::strings! { Mood, Unknown {
    "calm" Calm,
    "WILD" Wild,
} }
rt::strings! { Kind, Other {
    "cat" Cat,
} }

#[test]
fn objects_go_both_ways() {
    for json in [
        r#"{"name":"a"}"#,
        r#"{"name":"a","mood":"calm","owner":null,"type":"cat","x":[1]}"#,
        r#"{"name":"a","mood":7,"owner":"b","type":"dog"}"#,
    ] {
        assert_eq!(rt::to_string(&rt::from_str::<Pet>(json).unwrap()), json);
    }
    assert!(rt::from_str::<Pet>("{}").unwrap_err().to_string().contains("name"));
    assert!(rt::from_str::<Pet>(r#"{"name":"a","type":1}"#).is_err());
    assert_eq!(rt::from_str::<Patch>(r#"{"x":1}"#).unwrap(), Patch { name: None });
    assert_eq!(serde_json::to_string(&Patch { name: None }).unwrap(), "{}");
}

#[test]
fn strings_have_an_escape() {
    assert_eq!((Mood::from("WILD"), Mood::from("WILD").as_str()), (Mood::Wild, "WILD"));
    assert_eq!(Mood::from("odd").to_string(), "odd");
    assert_eq!(Kind::from("dog"), Kind::Other("dog".to_owned()));
}

pub trait PetsApi: rt::ApiBase {
    fn get(&self, id: &str, count: u8) -> impl rt::Reply<String> {
        rt::not_implemented("get", (id, count))
    }

    fn list(&self) -> impl rt::Reply<u8> {
        rt::not_implemented("list", ())
    }
}

mod handles {
    use oasmith_runtime::{Error, Response, generated as rt};

    use super::PetsApi;

    rt::handle! {
        /// Any of them.
        AnyPetsApi(ErasedPetsApi, Implementation: PetsApi) {
            get(id, count: u8) -> Result<Response<String>, Error>;
            list() -> Result<Response<u8>, Error>;
        }
    }
}

struct Double;

impl PetsApi for Double {
    async fn get(&self, id: &str, count: u8) -> Result<Response<String>, Error> {
        Ok(Response::new(id.repeat(count.into()), ()))
    }
}

#[tokio::test]
async fn a_handle_is_what_it_holds() {
    let any = handles::AnyPetsApi::new(Double);
    let text = String::from("ab");
    assert_eq!(*any.clone().get(&text, 2).await.unwrap(), "abab");
    assert!(matches!(any.list().await, Err(Error::NotImplemented("list"))));
    assert_eq!(format!("{any:?}"), "AnyPetsApi");
}
