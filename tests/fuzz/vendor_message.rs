//! The text of an error body, with texts, lists and anything else in the places where services put it.

use crate::generate::Source;
use crate::run::fuzz;
use crate::tree::{Tree, body};
use linkedin_status::body::Body;
use linkedin_status::vendor_message::{MAX_MESSAGE, clean, of};
use serde_json::{Map, Value, json};

#[test]
fn vendor_message_of_known_shapes() {
    fuzz("vendor_message_of_known_shapes", |source| {
        let (body, expected) = shape(source);
        let message = of(&Body::Json(Tree(Some(body.clone())))).map(|text| clean(&text, &[]));
        let expected = expected.map(|text| text.chars().take(MAX_MESSAGE).collect::<String>());
        assert_eq!(message, expected, "{body}");
    });
}

#[test]
fn vendor_message_of_any_body() {
    fuzz("vendor_message_of_any_body", |source| {
        let keys = [source.key(), source.key()];
        let mut bytes = if source.once_in(2) { source.body() } else { shape(source).0.to_string().into_bytes() };
        let at = source.below(bytes.len() + 1);
        if source.once_in(2) {
            drop(bytes.splice(at..at, source.pick(&keys).bytes()));
        }
        if source.once_in(4) {
            source.mutate(&mut bytes);
        }
        let Some(message) = of(&body(&bytes)).map(|text| clean(&text, &keys)) else { return };
        assert!((1..=MAX_MESSAGE).contains(&message.chars().count()), "{message}");
        assert!(!keys.iter().any(|key| message.contains(key)), "{keys:?}: {message}");
        // A mask can stand where the text was HTML no more.
        if !keys.iter().any(|key| key.contains(['<', '/'])) {
            assert!(!message.starts_with('<') && !message.contains("</"), "{message}");
        }
    });
}

/// A body, and the message that is to be read from it.
fn shape(source: &mut Source) -> (Value, Option<String>) {
    let mut body = Map::new();
    let mut expected = Vec::new();
    let (message, detail) = (value(source), value(source));
    match source.below(4) {
        0 => {}
        1 => {
            let text = source.text();
            expected.push(words(&json!(text)));
            body.insert("error".into(), json!(text));
        }
        2 => {
            let (inner, issue) = (value(source), value(source));
            let issues = json!([{ "message": null }, 7, { "message": issue }]);
            let from_issue = issue.as_ref().and_then(words);
            expected.extend([message.as_ref(), detail.as_ref(), inner.as_ref()].map(|value| value.and_then(texts)));
            expected.push(from_issue);
            body.insert("error".into(), json!({ "issues": issues, "code": 7 }));
            if let Some(inner) = inner {
                body["error"]["message"] = inner;
            }
        }
        _ => drop(body.insert("error".into(), json!([source.text(), 7]))),
    }
    expected.extend([message.as_ref(), detail.as_ref()].map(|value| value.and_then(texts)));
    for (name, value) in [("message", message), ("detail", detail), ("a", value(source)), ("z", value(source))] {
        if let Some(value) = value {
            body.insert(name.into(), value);
        }
    }
    let lists: Vec<String> = body.values().filter(|value| value.is_array()).filter_map(texts).collect();
    expected.push((!lists.is_empty()).then(|| lists.join("; ")));
    (Value::Object(body), expected.into_iter().flatten().next())
}

/// What may stand in a place for a text.
fn value(source: &mut Source) -> Option<Value> {
    match source.below(6) {
        0 | 1 => None,
        2 => Some(json!(source.text())),
        3 => Some(json!(["", "<p>", source.text(), null, 7, ["deeper"], source.word()])),
        4 => Some(json!([source.word()])),
        _ => Some(source.pick(&[json!(null), json!(7), json!([]), json!({ "message": "deeper" })]).clone()),
    }
}

fn texts(value: &Value) -> Option<String> {
    let Value::Array(list) = value else { return words(value) };
    let texts: Vec<String> = list.iter().filter_map(words).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

fn words(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim_ascii();
    let tag = |rest: &str| rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!');
    let html = text.starts_with('<') || text.split('<').skip(1).any(tag);
    (!text.is_empty() && !html).then(|| text.to_owned())
}
