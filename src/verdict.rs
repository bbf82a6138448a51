//! Is this person connected, by one answer of Seleqt?

use crate::seleqt::ConnectionStatus;
use serde::Serialize;

/// What an answer of Seleqt says about one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub enum Verdict {
    /// A 1st-degree connection.
    Connected,
    /// Not connected; an invitation may be pending, which the service cannot tell.
    NotConnected,
    /// The account's own profile.
    Own,
    /// The answer contradicts itself or says nothing.
    Unknown,
}

impl From<Verdict> for &'static str {
    fn from(value: Verdict) -> Self {
        match value {
            Verdict::Connected => "connected",
            Verdict::NotConnected => "not_connected",
            Verdict::Own => "self",
            Verdict::Unknown => "unknown",
        }
    }
}

const FIRST: &[&str] = &["FIRST_DEGREE", "DISTANCE_1"];
const FARTHER: &[&str] =
    &["SECOND_DEGREE", "THIRD_DEGREE", "THIRD_DEGREE_AND_BEYOND", "DISTANCE_2", "DISTANCE_3", "OUT_OF_NETWORK"];

/// What one field of an answer says about the distance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    First,
    Farther,
    Own,
    Nothing,
}

/// The verdict of one answer. `is_connected` is never believed against what the other fields say.
pub fn verdict(connection: &ConnectionStatus) -> Verdict {
    let level = match connection.level {
        Some(1) => Says::First,
        Some(2 | 3) => Says::Farther,
        _ => Says::Nothing,
    };
    let distance = match connection.distance.as_deref() {
        Some(distance) if FIRST.contains(&distance) => Says::First,
        Some(distance) if FARTHER.contains(&distance) => Says::Farther,
        Some("SELF") => Says::Own,
        _ => Says::Nothing,
    };
    let says = |what| level == what || distance == what;
    match (connection.is_connected, says(Says::First), says(Says::Farther), says(Says::Own)) {
        (true, _, false, false) => Verdict::Connected,
        (true, ..) | (false, true, ..) | (false, false, true, true) => Verdict::Unknown,
        (false, false, false, true) => Verdict::Own,
        (false, false, true, false) => Verdict::NotConnected,
        (false, false, false, false) => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn connection(is_connected: bool, level: Value, distance: Value) -> ConnectionStatus {
        ConnectionStatus::read(&Some(json!({
            "success": true, "is_connected": is_connected, "connection_level": level,
            "network_distance": distance, "checked_with_account_id": 42
        })))
        .unwrap()
    }

    const FIRST: [&str; 2] = ["FIRST_DEGREE", "DISTANCE_1"];
    const FARTHER: [&str; 6] =
        ["SECOND_DEGREE", "THIRD_DEGREE", "THIRD_DEGREE_AND_BEYOND", "DISTANCE_2", "DISTANCE_3", "OUT_OF_NETWORK"];

    #[test]
    fn connected_is_believed_unless_a_field_says_farther_or_self() {
        for level in [json!(null), json!(1), json!(4)] {
            for distance in FIRST.map(Value::from).into_iter().chain([json!(null), json!("NEW"), json!("first_degree")])
            {
                assert_eq!(verdict(&connection(true, level.clone(), distance)), Verdict::Connected);
            }
            for distance in FARTHER.into_iter().chain(["SELF"]) {
                assert_eq!(verdict(&connection(true, level.clone(), distance.into())), Verdict::Unknown);
            }
        }
        for level in [2, 3] {
            assert_eq!(verdict(&connection(true, level.into(), "FIRST_DEGREE".into())), Verdict::Unknown);
        }
    }

    #[test]
    fn not_connected_needs_a_field_that_says_farther_and_none_that_says_otherwise() {
        for distance in FARTHER.map(Value::from).into_iter().chain([json!(null), json!("NEW")]) {
            assert_eq!(verdict(&connection(false, 2.into(), distance.clone())), Verdict::NotConnected);
            assert_eq!(verdict(&connection(false, 1.into(), distance)), Verdict::Unknown);
        }
        for distance in FARTHER {
            assert_eq!(verdict(&connection(false, Value::Null, distance.into())), Verdict::NotConnected);
        }
        for distance in FIRST {
            assert_eq!(verdict(&connection(false, Value::Null, distance.into())), Verdict::Unknown);
            assert_eq!(verdict(&connection(false, 2.into(), distance.into())), Verdict::Unknown);
        }
        assert_eq!(verdict(&connection(false, Value::Null, Value::Null)), Verdict::Unknown);
        assert_eq!(verdict(&connection(false, 7.into(), "NEW".into())), Verdict::Unknown);
    }

    #[test]
    fn ones_own_profile_is_told_unless_contradicted() {
        assert_eq!(verdict(&connection(false, Value::Null, "SELF".into())), Verdict::Own);
        assert_eq!(verdict(&connection(false, 0.into(), "SELF".into())), Verdict::Own);
        assert_eq!(verdict(&connection(false, 2.into(), "SELF".into())), Verdict::Unknown);
        assert_eq!(verdict(&connection(false, 1.into(), "SELF".into())), Verdict::Unknown);
    }
}
