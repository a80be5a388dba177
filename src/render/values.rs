//! Small values that templates see: words of closed lists, dates, counts.

use tera::{Map, Value};

use crate::languages::Pack;
use crate::model::Date;

/// A map with these members, in this order.
pub fn object<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    let mut map = Map::with_capacity(N);
    map.extend(members.into_iter().map(|(key, value)| (key.into(), value)));
    Value::from(map)
}

/// `value` with more members.
pub fn extended<const N: usize>(value: &Value, members: [(&'static str, Value); N]) -> Value {
    let mut map = value.as_map().cloned().unwrap_or_default();
    map.extend(members.into_iter().map(|(key, value)| (key.into(), value)));
    Value::from(map)
}

/// A word of the list `list` with its label: `{key, label}`.
pub fn choice(pack: &Pack, list: &str, word: &str) -> Value {
    object([
        ("key", Value::from(word)),
        ("label", Value::from(pack.label(list, word))),
    ])
}

/// A day: `{iso, text}`.
pub fn date(pack: &Pack, date: Date) -> Value {
    object([
        ("iso", Value::from(date.to_string())),
        ("text", Value::from(pack.tongue.date(date))),
    ])
}

/// A counted number: `{n, text}`.
pub fn count(pack: &Pack, n: usize) -> Value {
    object([
        ("n", Value::from(n)),
        ("text", Value::from(pack.tongue.number(n as i64))),
    ])
}

/// A text, or none.
pub fn text(text: Option<&String>) -> Value {
    text.map_or_else(Value::none, |text| Value::from(text.as_str()))
}
