//! The types of `payloads.yaml` as people write them with serde: derives, strings for points in time, nothing kept that is not declared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ProjectList {
    pub(super) items: Vec<Project>,
    pub(super) total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Project {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) owner: Owner,
    pub(super) private: bool,
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stars: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) forks: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archived: Option<bool>,
    pub(super) topics: Vec<String>,
    pub(super) created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Owner {
    pub(super) id: i64,
    pub(super) login: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) avatar: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) admin: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Active,
    Paused,
    Deleted,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct EventList {
    pub(super) events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Event {
    Pushed(Pushed),
    Opened(Opened),
    Commented(Commented),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Pushed {
    pub(super) id: i64,
    pub(super) branch: String,
    pub(super) commits: Vec<Commit>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Commit {
    pub(super) sha: String,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) trailers: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Opened {
    pub(super) id: i64,
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) labels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) draft: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Commented {
    pub(super) id: i64,
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) in_reply_to: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) points: Vec<Point>,
    pub(super) counts: Vec<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Point {
    pub(super) at: i64,
    pub(super) value: f64,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) z: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quality: Option<i64>,
}
