//! Holds the tables of README.md, docs/ and pkg/AGENTS.md against the Rust source.

use crate::fixture::source;
use linkedin_status::connectsafely::AccountStatus;
use linkedin_status::error::{Error, ErrorCode};
use linkedin_status::invite::{self, InviteDecision};
use linkedin_status::limits::{
    DEFAULT_CONCURRENCY, DEFAULT_MAX_RETRIES, DEFAULT_PER_DAY, DEFAULT_PER_MINUTE, DEFAULT_TIMEOUT_MS,
};
use linkedin_status::seleqt::ConnectionStatus;
use serde_json::json;

/// The rows of the table below a header, cell by cell, without backticks.
fn table(page: &str, header: &str) -> Vec<Vec<String>> {
    let text = source(page);
    let (_, rows) = text.split_once(header).unwrap_or_else(|| panic!("{page} has no table {header}"));
    let rows = rows.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect();
    let rows: Vec<Vec<String>> = rows.map(cells).collect();
    assert!(!rows.is_empty(), "{page}: the table {header} is empty");
    rows
}

fn codes() -> Vec<String> {
    ErrorCode::ALL.iter().map(|code| json!(code).as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_tables_of_errors_have_each_code_in_its_order_and_say_whether_it_is_retryable() {
    for (page, header, column, yes) in [
        ("docs/errors.md", "| code | when | tried again by itself | `retryable` |", 3, "true"),
        ("pkg/AGENTS.md", "| code | retryable | what to do |", 1, "yes"),
    ] {
        let rows = table(page, header);
        assert_eq!(rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>(), codes(), "{page}");
        for (code, row) in ErrorCode::ALL.into_iter().zip(&rows) {
            // Of these two it depends on the answer.
            if matches!(code, ErrorCode::ServerError | ErrorCode::AccountNotFit) {
                assert!(!["yes", "no", "true", "false"].contains(&row[column].as_str()), "{page}: {}", row[0]);
                continue;
            }
            assert_eq!(row[column] == yes, Error::new(code, None, "x").retryable, "{page}: {}", row[0]);
        }
    }
}

#[test]
fn the_readme_says_what_to_do_about_each_code() {
    let rows = table("README.md", "| `code` | what to do |");
    let mut named: Vec<&str> = rows.iter().flat_map(|row| row[0].split(", ")).collect();
    named.sort_unstable();
    let mut codes = codes();
    codes.sort_unstable();
    assert_eq!(named, codes);
}

/// What is decided about every kind of account and connection.
fn decisions() -> Vec<InviteDecision> {
    let mut all = Vec::new();
    for level in [None, Some(1), Some(2)] {
        for distance in [None, Some("SELF")] {
            for is_connected in [true, false] {
                for status in ["AVAILABLE", "IN_USE", "ERROR", "WARMUP", "NEW"] {
                    for enabled in [None, Some(true), Some(false)] {
                        for has_tokens in [None, Some(true), Some(false)] {
                            let connection =
                                ConnectionStatus { is_connected, level, distance: distance.map(str::to_owned) };
                            let account = AccountStatus { status: status.into(), enabled, has_tokens };
                            all.push(invite::decide(&account, &connection).pinned(false));
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn the_tables_of_decisions_have_each_reason_in_its_order_with_its_decision() {
    for (page, header, reason, decision) in [
        ("docs/decisions.md", "| when | decision | reason |", 2, 1),
        ("pkg/AGENTS.md", "| reason | decision | what to do |", 0, 1),
    ] {
        let rows = table(page, header);
        let place = |name: &str| {
            rows.iter().position(|row| row[reason] == name).unwrap_or_else(|| panic!("{page} has no {name}"))
        };
        let mut seen = vec![false; rows.len()];
        for decided in decisions() {
            let places: Vec<usize> =
                decided.reasons.iter().map(|reason| place(json!(reason).as_str().unwrap())).collect();
            assert!(places.is_sorted(), "{page}: the order of {decided:?}");
            assert_eq!(json!(rows[places[0]][decision]), json!(decided.decision), "{page}: {decided:?}");
            if json!(decided.decision) == "send" {
                assert!(places.iter().all(|at| rows[*at][decision] == "send"), "{page}: {decided:?}");
            }
            places.into_iter().for_each(|at| seen[at] = true);
        }
        assert!(seen.into_iter().all(|seen| seen), "{page} has a reason that nothing leads to");
    }
}

#[test]
fn the_defaults_on_the_pages_are_those_of_rust() {
    let readme = source("README.md").replace(',', "");
    assert!(readme.contains(&format!("`timeoutMs` ({DEFAULT_TIMEOUT_MS} ")));
    assert!(readme.contains(&format!("`maxRetries` ({DEFAULT_MAX_RETRIES})")));
    assert!(readme.contains(&format!("{DEFAULT_PER_MINUTE} requests a minute")));
    assert!(readme.contains(&format!("`perDay` is {DEFAULT_PER_DAY} ")));
    let agents = source("pkg/AGENTS.md");
    for (name, value) in [
        ("timeoutMs", DEFAULT_TIMEOUT_MS as u64),
        ("maxRetries", u64::from(DEFAULT_MAX_RETRIES)),
        ("concurrency", u64::from(DEFAULT_CONCURRENCY)),
        ("perMinute", DEFAULT_PER_MINUTE),
        ("perDay", DEFAULT_PER_DAY),
    ] {
        assert!(agents.contains(&format!("`{name}` ({value})")), "pkg/AGENTS.md: {name}");
    }
    let rows = table("docs/lists.md", "| option | default | what it does |");
    for (name, value) in [
        ("concurrency", u64::from(DEFAULT_CONCURRENCY)),
        ("perMinute", DEFAULT_PER_MINUTE),
        ("perDay", DEFAULT_PER_DAY),
    ] {
        assert!(rows.iter().any(|row| row[0] == name && row[1] == value.to_string()), "docs/lists.md: {name}");
    }
}
