//! The command, run as its users run it: exit codes, inputs, messages.
#![allow(clippy::unwrap_used)] // a test that cannot set up its folder has failed

mod budget;
mod diff;
mod diff_outputs;
mod exit_codes;
mod folder;
mod inputs;
mod messages;
mod review;
mod why;
