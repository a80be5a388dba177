//! Drawings: well-formed, without code, and loading nothing from elsewhere (P022, P014, P015).

use super::super::hash::hash;
use super::super::html::decode_str;
use super::xml::{Step, read};
use super::{Facts, File};
use crate::diagnostics::catalogue;

pub(super) fn examine(file: &mut File<'_>, facts: &mut Facts) {
    let mut ids = Vec::new();
    let mut code = Vec::new();
    let mut addresses = Vec::new();
    let read = read(&file.artifact.bytes, |step| {
        let Step::Open { name, attributes } = step else {
            return;
        };
        if matches!(name, "script" | "foreignObject" | "handler" | "iframe") {
            code.push(format!("a `{name}` element"));
        }
        for (key, value) in attributes {
            match key {
                "id" => ids.push(hash(decode_str(value.as_bytes()).as_bytes())),
                "href" | "xlink:href" if name != "a" => addresses.push(decode_str(value.as_bytes()).into_owned()),
                _ if key.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("on")) => {
                    code.push(format!("a `{key}` attribute"));
                }
                _ => {}
            }
        }
    });
    let shown = file.shown();
    if let Err(what) = read {
        let message = format!("The drawing `{shown}` is not well-formed: {what}.");
        file.findings
            .add(&catalogue::MALFORMED_HTML, message, "Export it again as plain SVG.");
        return;
    }
    for what in code {
        let message = format!("The drawing `{shown}` holds {what}, which could run code.");
        file.findings.add(
            &catalogue::INLINE_CODE,
            message,
            "Export it as plain SVG, without scripts and handlers.",
        );
    }
    for address in addresses.iter().filter(|address| !address.starts_with('#')) {
        file.load(address);
    }
    ids.sort_unstable();
    facts.ids = Some(ids.into_boxed_slice());
}
