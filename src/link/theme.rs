//! The theme: templates, compiled once, and its files under one folder named by their content.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::{Settings, comments};
use crate::diagnostics::{Diagnostic, RelPath, catalogue as codes};
use crate::languages::{Argument, Pack};
use crate::load::Catalog;
use crate::markdown::BlockKind;
use crate::model::PackId;
use crate::shapes;
use crate::source::{Sources, yaml};

/// Templates that the site cannot be made without, besides one per block.
const PAGES: [&str; 15] = [
    "page.html",
    "home.html",
    "toolkit.html",
    "publication.html",
    "program.html",
    "country.html",
    "standard.html",
    "kpi.html",
    "topic.html",
    "facet.html",
    "search.html",
    "notfound.html",
    "embed.html",
    "streets.html",
    "base.html",
];

/// What only the page of streets needs: published where the site has tiles.
const OF_STREETS: [&str; 3] = ["scripts/streets.js", "styles/streets.css", "vendor/streets/"];

/// A theme, read whole.
pub struct Theme {
    pub file: RelPath,
    pub tera: Tera,
    /// Published files by their path in the theme: `styles/main.css`.
    pub assets: BTreeMap<String, Asset>,
}

pub struct Asset {
    pub source: RelPath,
    /// Below the site: `assets/1a2b3c4d5e6f/styles/main.css`.
    pub path: String,
    pub bytes: Arc<[u8]>,
}

impl Theme {
    pub fn read(catalog: &Catalog, sources: &Sources, settings: &Settings, found: &mut Vec<Diagnostic>) -> Self {
        let folder = format!("themes/{}/", catalog.site.theme);
        let file: RelPath = format!("{folder}theme.yml").into();
        match sources.texts.get(&file) {
            None => found.push(
                Diagnostic::new(
                    &codes::MISSING_TEMPLATE,
                    &file,
                    0..0,
                    format!("there is no theme `{}`", catalog.site.theme),
                )
                .help("`theme:` in data/site.yml names a folder below themes/ that holds a theme.yml"),
            ),
            Some(text) => {
                if let Some(node) = yaml::parse(&text.text, 0, &file, found) {
                    shapes::THEME.check(&node, &file, found);
                }
            }
        }
        let streets = catalog.site.map.tiles.is_some();
        let assets = assets(&folder, sources, streets);
        let (_, base) = settings.place(catalog);
        let urls = assets
            .iter()
            .map(|(name, asset)| (name.clone(), format!("{base}{}", asset.path)))
            .collect();
        let tera = templates(catalog, &folder, sources, urls, found);
        Self { file, tera, assets }
    }

    /// The template and the bytes in it that an error of Tera is about, and what it says; `folder` is that of the templates.
    pub fn place_of(error: &tera::Error, folder: &str) -> Option<(RelPath, Range<usize>, String)> {
        match error.kind() {
            ErrorKind::SyntaxError(told) | ErrorKind::RenderingError(told) => Some((
                format!("{folder}{}", told.filename()).into(),
                told.span().range.clone(),
                told.message().to_owned(),
            )),
            _ => None,
        }
    }
}

/// Everything of the theme but its templates, its own description, and what the site has no page for.
fn assets(folder: &str, sources: &Sources, streets: bool) -> BTreeMap<String, Asset> {
    let published = |path: &str| {
        !path.starts_with("templates/")
            && path != "theme.yml"
            && !path.ends_with(".md")
            && (streets || !OF_STREETS.iter().any(|own| path.starts_with(own)))
    };
    let mut files: BTreeMap<String, (RelPath, Arc<[u8]>)> = BTreeMap::new();
    for text in sources.below(folder) {
        let name = &text.path[folder.len()..];
        if published(name) {
            let bytes = text.text.as_bytes();
            let bytes = comments::published(name, bytes).map_or_else(|| bytes.into(), Arc::from);
            files.insert(name.to_owned(), (text.path.clone(), bytes));
        }
    }
    for (path, media) in sources.media.iter().filter(|(path, _)| path.starts_with(folder)) {
        files.insert(path[folder.len()..].to_owned(), (path.clone(), media.bytes.clone()));
    }
    let stamp = stamp(files.iter().map(|(name, (_, bytes))| (name.as_str(), bytes.as_ref())));
    files
        .into_iter()
        .map(|(name, (source, bytes))| {
            (
                name.clone(),
                Asset {
                    source,
                    path: format!("assets/{stamp}/{name}"),
                    bytes,
                },
            )
        })
        .collect()
}

/// The name of the folder of files that may be cached for ever: what changes in them changes it.
pub fn stamp<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn templates(
    catalog: &Catalog,
    folder: &str,
    sources: &Sources,
    urls: BTreeMap<String, String>,
    found: &mut Vec<Diagnostic>,
) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    let no_assets = urls.is_empty();
    register(&mut tera, catalog, urls);
    let folder = format!("{folder}templates/");
    let texts: Vec<_> = sources
        .below(&folder)
        .filter(|text| text.path.ends_with(".html"))
        .collect();
    let named = texts
        .iter()
        .map(|text| (&text.path[folder.len()..], text.text.as_ref()));
    if let Err(error) = tera.add_raw_templates(named.clone()) {
        let report = error.to_string();
        // Where Tera tells no place, its report names the template.
        let named = texts.iter().find(|text| report.contains(&text.path[folder.len()..]));
        let (file, span, why) = Theme::place_of(&error, &folder).unwrap_or_else(|| {
            (
                named.map_or_else(|| folder.as_str().into(), |text| text.path.clone()),
                0..0,
                report,
            )
        });
        found.push(
            Diagnostic::new(
                &codes::TEMPLATE_SYNTAX,
                &file,
                span,
                format!("the template cannot be read: {why}"),
            )
            .help("mend the template; nothing is rendered before"),
        );
        return tera;
    }
    // Without any file of the theme, its name is the fault, and that is told.
    if texts.is_empty() && no_assets {
        return tera;
    }
    // A specimen has a template of its own.
    let blocks = BlockKind::WORDS.iter().filter(|(_, kind)| *kind != BlockKind::Specimen);
    let blocks = blocks.map(|(word, _)| format!("blocks/{word}.html"));
    for name in PAGES.iter().map(|name| (*name).to_owned()).chain(blocks) {
        if !tera.contains_template(&name) {
            let file: RelPath = format!("{folder}{name}").into();
            found.push(
                Diagnostic::new(
                    &codes::MISSING_TEMPLATE,
                    &file,
                    0..0,
                    format!("the theme has no template `{name}`"),
                )
                .help("add it, or copy it from themes/ctf"),
            );
        }
    }
    tera
}

/// `asset(path=…)`, the address of a file of the theme, and `t(key=…)`, a message of the pack.
fn register(tera: &mut Tera, catalog: &Catalog, urls: BTreeMap<String, String>) {
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let name = arguments.must_get::<&str>("path")?;
        urls.get(name)
            .map(|url| Value::from(url.as_str()))
            .ok_or_else(|| tera::Error::message(format!("the theme has no file `{name}`")))
    });
    let packs: BTreeMap<PackId, Arc<Pack>> = catalog.packs.clone();
    tera.register_function("t", move |arguments: Kwargs, state: &State| -> TeraResult<Value> {
        let key = arguments.must_get::<&str>("key")?;
        let pack = state.get::<Value>("pack")?;
        let id = pack
            .as_ref()
            .and_then(|pack| pack.get_from_path("id"))
            .and_then(Value::as_str);
        let pack = id.and_then(|id| packs.get(id)).ok_or_else(|| {
            tera::Error::message("`t` needs `pack` in its scope: write `@pack` among the component's arguments")
        })?;
        let given: Vec<(&str, Argument)> = arguments
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?, argument(value)?)))
            .collect();
        pack.message(key, &given)
            .map(Value::from)
            .ok_or_else(|| tera::Error::message(format!("there is no message `{key}`")))
    });
}

fn argument(value: &Value) -> Option<Argument> {
    value
        .as_i64()
        .map(Argument::Number)
        .or_else(|| value.as_str().map(|text| Argument::Text(text.to_owned())))
}
