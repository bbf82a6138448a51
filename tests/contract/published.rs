//! Holds what is written a second time for JavaScript (the types, the facade's lists, the defaults in the docs) against
//! the Rust source.

use crate::declarations::{Member, between, block, members, uncommented, unquoted};
use crate::fixture::{read, source};
use crate::given::parse;
use crate::world::{World, answer};
use linkedin_status::answer::{Field, Kind};
use linkedin_status::connectsafely::{self, AccountStatus, AccountStatusOptions};
use linkedin_status::endpoint::Endpoint;
use linkedin_status::error::{Error, ErrorCode};
use linkedin_status::invite;
use linkedin_status::limits::{
    CALL_OPTIONS, DEFAULT_CONCURRENCY, DEFAULT_MAX_RETRIES, DEFAULT_PER_DAY, DEFAULT_PER_MINUTE, DEFAULT_TIMEOUT_MS,
    PACE_OPTIONS, VIEW_OPTIONS,
};
use linkedin_status::seleqt::{self, ConnectionStatus, ConnectionStatusOptions};
use linkedin_status::verdict;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The files of the default entry's types.
const TYPES: &[&str] = &["answers", "error", "fetch", "options", "invite", "list", "index"];

fn types() -> String {
    TYPES.iter().map(|name| source(&["pkg/types/", name, ".d.ts"].concat())).collect()
}

type Names = BTreeSet<String>;

fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Names {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn the_error_codes_of_the_types_are_those_of_rust() {
    let types = types();
    let union = between(&types, "export type LinkedInStatusErrorCode =", ";\n");
    let published = names(uncommented(union).split('|').map(str::trim).filter(|word| !word.is_empty()).map(unquoted));
    let declared: Vec<Value> = ErrorCode::ALL.iter().map(|code| json!(code)).collect();
    assert_eq!(published, names(declared.iter().map(|code| code.as_str().unwrap())));
}

#[test]
fn the_fields_of_the_error_are_those_of_the_types() {
    let types = types();
    let mut error = Error::option(Some(AccountStatusOptions::VENDOR), "x", "y");
    (error.status, error.retry_after_ms) = (Some(1), Some(1.0));
    (error.vendor_message, error.request_id) = (Some("x".into()), Some("x".into()));
    let Value::Object(fields) = json!(error) else { panic!("an error is an object") };
    let mut declared = names(fields.keys().map(String::as_str));
    // The border adds these two: src/js/mod.rs.
    declared.extend(["cause".into(), "rateLimit".into()]);
    let published = members(&types, "interface LinkedInStatusErrorFields");
    assert_eq!(published.iter().map(|member| member.name.clone()).collect::<Names>(), declared);
    // Optional exactly where an error may leave a field out.
    let bare = json!(Error::new(ErrorCode::Network, None, "x"));
    for member in published {
        assert_eq!(member.optional, bare.get(&member.name).is_none(), "{}", member.name);
    }
}

#[test]
fn the_options_of_the_types_are_those_of_rust() {
    let types = types();
    let typed =
        |declaration: &str| -> Names { members(&types, declaration).into_iter().map(|member| member.name).collect() };
    assert_eq!(typed("interface CallOptions"), names(CALL_OPTIONS.iter().copied()));
    assert_eq!(typed("interface AccountStatusOptions"), names(AccountStatusOptions::OPTIONS.iter().copied()));
    let keys = names(["apiKey", "jwt"]);
    assert_eq!(&typed("type ConnectionStatusOptions") | &keys, names(ConnectionStatusOptions::OPTIONS.iter().copied()));
    // Each of the two ways names the other's key, to forbid it.
    let (one, other) = types
        .split_once("type SeleqtAuth =")
        .unwrap()
        .1
        .split_once("  | {\n")
        .unwrap()
        .1
        .split_once("  | {\n")
        .unwrap();
    for way in [one, other] {
        let way = ["{ ", way].concat();
        let declared: Vec<Member> = members(&way, "{");
        assert_eq!(declared.iter().map(|member| member.name.clone()).collect::<Names>(), keys);
        assert!(declared.iter().all(|member| member.optional == (member.kind == "undefined")));
    }
}

#[test]
fn an_option_is_optional_in_the_types_exactly_where_it_may_be_left_out() {
    options_agree::<AccountStatusOptions>("account_status", "interface AccountStatusOptions", &["apiKey"]);
    options_agree::<ConnectionStatusOptions>("connection_status", "type ConnectionStatusOptions", &["prospectId"]);
    assert!(members(&types(), "interface CallOptions").iter().all(|member| member.optional));
}

fn options_agree<E: Endpoint>(endpoint: &str, declaration: &str, required: &[&str]) {
    let full = &read(endpoint, "endpoint")["options"];
    for member in members(&types(), declaration) {
        assert_eq!(!member.optional, required.contains(&member.name.as_str()), "{}", member.name);
        let mut left = full.clone();
        left.as_object_mut().unwrap().remove(&member.name);
        if !member.optional {
            assert_eq!(parse::<E>(&left).err().unwrap().option, Some(member.name));
        }
    }
}

#[test]
fn the_answers_of_the_types_have_the_fields_of_rust() {
    let types = types();
    let typed =
        |declaration: &str| -> Names { members(&types, declaration).into_iter().map(|member| member.name).collect() };
    assert_eq!(typed("type AccountStatus ="), documented(connectsafely::ANSWER, None));
    assert_eq!(typed("type LinkedinPlan ="), documented(connectsafely::ANSWER, Some("linkedinPlan")));
    assert_eq!(typed("type ConnectionStatus ="), documented(seleqt::ANSWER, None));
    for declaration in ["type AccountStatus =", "type LinkedinPlan =", "type ConnectionStatus ="] {
        assert!(!uncommented(block(&types, declaration)).contains("]:"), "{declaration} takes a misspelt field");
    }
}

#[test]
fn the_answers_of_the_types_admit_what_rust_admits() {
    answers_agree::<AccountStatusOptions>("account_status", "", "AccountStatus");
    answers_agree::<AccountStatusOptions>("account_status", "linkedinPlan", "LinkedinPlan");
    answers_agree::<ConnectionStatusOptions>("connection_status", "", "ConnectionStatus");
}

/// A field is `?` where Rust takes an answer without it, and `| null` where it takes null.
fn answers_agree<E: Endpoint>(endpoint: &str, inside: &str, interface: &str) {
    let fixture = read(endpoint, "endpoint");
    let call = parse::<E>(&fixture["options"]).unwrap();
    let takes = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut body = fixture["example"].clone();
        let object = if inside.is_empty() { &mut body } else { &mut body[inside] };
        change(object.as_object_mut().unwrap());
        World::new([answer(200, body.to_string())]).call(&call).is_ok()
    };
    for Member { name, optional, kind } in members(&types(), &["type ", interface, " ="].concat()) {
        let without = takes(&|object| drop(object.remove(&name).expect("the example has every field")));
        assert_eq!(without, optional, "{interface}.{name} left out");
        let null = takes(&|object| drop(object.insert(name.clone(), Value::Null)));
        assert_eq!(null, kind.contains("null"), "{interface}.{name} null");
        let base =
            fixture["fields"][[inside, if inside.is_empty() { "" } else { "." }, &name].concat()].as_str().unwrap();
        let typed = match base {
            "string" => kind.contains("string") || kind.contains("Open<"),
            "boolean" => kind.contains("boolean") || kind == "true",
            "integer" => kind.contains("number"),
            _ => kind.contains("LinkedinPlan"),
        };
        assert!(typed, "{interface}.{name} is {base} in the contract and {kind} in the types");
    }
}

#[test]
fn the_options_of_a_list_are_those_of_rust() {
    let types = types();
    let own = [members(&types, "interface ListPace "), members(&types, "type ConnectionListOptions ")].concat();
    assert_eq!(own.into_iter().map(|member| member.name).collect::<Names>(), names(PACE_OPTIONS.iter().copied()));
    // The type takes the rest over from ConnectionStatusOptions, all but prospectId.
    let view = ConnectionStatusOptions::OPTIONS.iter().copied().filter(|name| *name != "prospectId");
    assert_eq!(names(view), names(VIEW_OPTIONS.iter().copied()));
}

/// Over every kind of account and connection, so that no word can be missing on either side.
#[test]
fn the_words_of_verdicts_and_decisions_are_those_of_rust() {
    let types = types();
    let words = |name: &str| {
        let union = uncommented(between(&types, &["export type ", name, " ="].concat(), ";\n"));
        names(union.split('|').map(str::trim).filter(|word| !word.is_empty()).map(unquoted))
    };
    let (mut verdicts, mut fitness) = (Names::new(), Names::new());
    let (mut decisions, mut reasons) = (Names::new(), Names::new());
    for level in [None, Some(1), Some(2), Some(9)] {
        for distance in [None, Some("FIRST_DEGREE"), Some("THIRD_DEGREE"), Some("SELF"), Some("NEW")] {
            for is_connected in [true, false] {
                let connection = ConnectionStatus { is_connected, level, distance: distance.map(str::to_owned) };
                let verdict = verdict::verdict(&connection);
                verdicts.insert(word(verdict));
                for status in ["AVAILABLE", "IN_USE", "ERROR", "WARMUP", "NEW"] {
                    for flags in [None, Some(true), Some(false)] {
                        let account = AccountStatus { status: status.into(), enabled: flags, has_tokens: flags };
                        fitness.insert(invite::judge_account(&account).verdict.to_owned());
                        let decided = invite::decide(&account, &connection).pinned(false);
                        decisions.insert(word(decided.decision));
                        reasons.extend(decided.reasons.iter().map(|reason| word(*reason)));
                    }
                }
            }
        }
    }
    assert_eq!(verdicts, words("ConnectionVerdict"));
    assert_eq!(fitness, words("AccountVerdict"));
    assert_eq!(decisions, words("InviteDecisionWord"));
    assert_eq!(reasons, words("InviteReason"));
}

#[test]
fn the_base_urls_of_the_facade_and_of_the_types_are_those_of_rust() {
    for file in ["pkg/src/base-urls.js", "pkg/types/index.d.ts"] {
        let text = source(file);
        let urls = between(&text, "export const BASE_URLS", "\n});").trim_end();
        let urls = if urls.is_empty() { between(&text, "export const BASE_URLS", "\n};") } else { urls };
        for (vendor, production, other, url) in [
            (
                "connectsafely",
                AccountStatusOptions::BASE_URL,
                "sandbox",
                "https://sandbox.api.connectsafely.ai/linkedin",
            ),
            ("seleqt", ConnectionStatusOptions::BASE_URL, "staging", "https://api.staging.seleqt.ai"),
        ] {
            let own = between(urls, &[vendor, ":"].concat(), "}");
            assert_eq!(unquoted(between(own, "production: ", "\n").trim_end_matches([',', ';'])), production, "{file}");
            assert_eq!(
                unquoted(between(own, &[other, ": "].concat(), "\n").trim_end_matches([',', ';'])),
                url,
                "{file}"
            );
        }
    }
}

#[test]
fn the_defaults_in_the_docs_are_those_of_rust() {
    let types = types();
    let call_options = block(&types, "interface CallOptions");
    for (option, value) in [("timeoutMs", DEFAULT_TIMEOUT_MS), ("maxRetries", f64::from(DEFAULT_MAX_RETRIES))] {
        let before = between(call_options, "", &["  ", option, "?"].concat());
        let tag = before.rsplit("@defaultValue ").next().unwrap().lines().next().unwrap();
        assert_eq!(tag.replace('_', "").parse(), Ok(value), "{option}");
    }
    let list_options = block(&types, "interface ListPace ");
    for (option, value) in [
        ("concurrency", u64::from(DEFAULT_CONCURRENCY)),
        ("perMinute", DEFAULT_PER_MINUTE),
        ("perDay", DEFAULT_PER_DAY),
    ] {
        let before = between(list_options, "", &["  ", option, "?"].concat());
        let tag = before.rsplit("@defaultValue ").next().unwrap().split([',', '\n']).next().unwrap();
        assert_eq!(tag.parse(), Ok(value), "{option}");
    }
}

/// The word that a value is for JavaScript.
fn word(value: impl Serialize) -> String {
    json!(value).as_str().unwrap().to_owned()
}

/// The fields of an answer, or of the object in one of its fields.
fn documented(fields: &[Field], within: Option<&str>) -> Names {
    let inner = fields.iter().find_map(|field| match field.kind {
        Kind::Object(inner) if Some(field.name) == within => Some(inner),
        _ => None,
    });
    names(inner.unwrap_or(fields).iter().map(|field| field.name))
}
