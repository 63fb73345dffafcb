//! The payloads: made at random, the same in every run.

use super::derived::{
    Commented, Commit, Event, EventList, Opened, Owner, Point, Project, ProjectList, Pushed, Series, Status,
};

/// Words that texts are made of; the last two have something to escape.
const WORDS: &[&str] =
    &["api", "client", "generates", "a", "request", "of", "typed", "ünï", "server", "\"quoted\"", "line\n"];

fn text(random: &mut fastrand::Rng, words: usize) -> String {
    let words: Vec<&str> = (0..words).filter_map(|_| random.choice(WORDS).copied()).collect();
    words.join(" ")
}

/// A name: no escapes in it.
fn name(random: &mut fastrand::Rng) -> String {
    format!("{:08x}", random.u32(..))
}

fn time(random: &mut fastrand::Rng) -> String {
    format!("2026-{:02}-{:02}T{:02}:00:{:02}Z", random.u8(1..=12), random.u8(1..=28), random.u8(..24), random.u8(..60))
}

/// Records of text.
pub(super) fn projects() -> ProjectList {
    let random = &mut fastrand::Rng::with_seed(1);
    let items = (0..200).map(|_| project(random)).collect();
    ProjectList { items, total: 12345, next: None }
}

fn project(random: &mut fastrand::Rng) -> Project {
    let login = name(random);
    Project {
        id: random.i64(..1 << 40).abs(),
        name: name(random),
        owner: Owner {
            id: random.i64(0..100_000),
            avatar: Some(format!("https://avatars.example.com/u/{login}?v=4")),
            login,
            admin: Some(random.bool()),
        },
        private: random.bool(),
        description: random.bool().then(|| text(random, 12)),
        url: Some(format!("https://api.example.com/projects/{}", name(random))),
        language: random.bool().then(|| "Rust".to_owned()),
        status: if random.bool() { Status::Active } else { Status::Paused },
        stars: Some(random.i64(0..50_000)),
        forks: Some(random.i64(0..500)),
        archived: Some(random.bool()),
        topics: (0..random.usize(0..6)).map(|_| name(random)).collect(),
        created_at: time(random),
        updated_at: Some(time(random)),
    }
}

/// Alternatives that are told apart by a member.
pub(super) fn events() -> EventList {
    let random = &mut fastrand::Rng::with_seed(2);
    EventList { events: (0..300).map(|id| event(id, random)).collect() }
}

fn event(id: i64, random: &mut fastrand::Rng) -> Event {
    match random.u8(..3) {
        0 => Event::Pushed(Pushed { id, branch: name(random), commits: (0..4).map(|_| commit(random)).collect() }),
        1 => Event::Opened(Opened {
            id,
            title: text(random, 6),
            labels: Some((0..3).map(|_| name(random)).collect()),
            draft: Some(random.bool()),
        }),
        _ => Event::Commented(Commented { id, text: text(random, 30), in_reply_to: random.bool().then_some(id / 2) }),
    }
}

fn commit(random: &mut fastrand::Rng) -> Commit {
    let trailers = (0..2).map(|_| (name(random), text(random, 2))).collect();
    Commit { sha: name(random).repeat(5), message: text(random, 8), trailers: Some(trailers) }
}

/// Numbers.
pub(super) fn series() -> Series {
    let random = &mut fastrand::Rng::with_seed(3);
    let points = (0..2000).map(|at| Point {
        at: 1_780_000_000 + at,
        value: (random.f64() * 1e6).round() / 100.0,
        x: random.f64(),
        y: random.f64() * 180.0 - 90.0,
        z: f64::from(random.u16(..)),
        quality: random.bool().then_some(3),
    });
    let points = points.collect();
    Series { name: "temperature".to_owned(), points, counts: (0..5000).map(|_| random.i64(0..1 << 20)).collect() }
}
