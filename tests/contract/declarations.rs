//! Reads TypeScript's declarations, as far as the ones of this package go: prettier has written them all in one way.

/// One line of an interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub name: String,
    pub optional: bool,
    pub kind: String,
}

/// The members of an interface or an object type, without index signatures and methods.
pub fn members(types: &str, declaration: &str) -> Vec<Member> {
    let text = uncommented(block(types, declaration));
    let mut found = Vec::new();
    for line in split_outside(&text) {
        let line = line.trim().trim_start_matches("readonly ");
        let Some((name, kind)) = line.split_once(':') else { continue };
        if name.starts_with('[') {
            continue;
        }
        let optional = name.ends_with('?');
        found.push(Member { name: name.trim_end_matches('?').to_owned(), optional, kind: kind.trim().to_owned() });
    }
    assert!(!found.is_empty(), "{declaration} has no members");
    found
}

/// Cut at semicolons that stand in no bracket.
fn split_outside(text: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in text.chars() {
        match letter {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            ';' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(letter);
    }
    parts
}

/// What stands between the braces of a declaration.
pub fn block<'a>(text: &'a str, start: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} is not declared"));
    let open = from + text[from..].find('{').unwrap();
    let mut depth = 0;
    for (at, letter) in text[open..].char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth == 0 {
            return &text[open + 1..open + at];
        }
    }
    panic!("{start} is not closed");
}

pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} is missing")) + start.len();
    text[from..].find(end).map_or("", |to| &text[from..from + to])
}

pub fn uncommented(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").expect("a comment is closed").1;
    }
    kept + rest
}

pub fn unquoted(word: &str) -> &str {
    word.trim_matches('"')
}
