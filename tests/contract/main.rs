//! The contract, held natively: a scripted [`world`] stands in for the network and the clock, and everything that belongs
//! to one endpoint is a fixture. A third endpoint needs its folder in `fixtures/` and its line in [`endpoints`].

#![allow(clippy::result_large_err, reason = "a failure holds a whole error, and nobody is in a hurry here")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "this is a test")]

mod declarations;
mod fixture;
mod given;
mod platform_url;
mod tree;
mod world;

mod base_urls;
mod bodies;
mod deadline;
mod endpoints;
mod generated;
mod http_dates;
mod options;
mod pages;
mod published;
mod redirects;
mod retries;
mod runs;
mod stated_waits;
mod status_table;
mod vendor_message;
