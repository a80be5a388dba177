//! The page of streets, where `data/site.yml` names tiles: what its template says, and what its script reads.

use serde_json::{Map as JsonMap, Value as Json, json};
use tera::Value;

use super::values::{object, text};
use super::{PageView, Renderer, data, records};
use crate::languages::{Argument, Pack};
use crate::link::{Page, Site};
use crate::load::{Program, TilesFacts};
use crate::markdown::BlockKind;
use crate::model::{Level, ProgramState};

/// Zoom of the deepest tiles, where nothing is said.
const MAX_ZOOM: u8 = 19;

/// MapLibre's words and ours for them. It has more, for controls that the page does not have.
const LOCALE: [(&str, &str); 12] = [
    ("Map.Title", "streets"),
    ("Marker.Title", "streets_program"),
    ("NavigationControl.ZoomIn", "streets_zoom_in"),
    ("NavigationControl.ZoomOut", "streets_zoom_out"),
    ("FullscreenControl.Enter", "streets_full_screen"),
    ("FullscreenControl.Exit", "streets_leave_full_screen"),
    ("Popup.Close", "streets_close"),
    ("ScaleControl.Meters", "streets_metres"),
    ("ScaleControl.Kilometers", "streets_kilometres"),
    ("CooperativeGesturesHandler.WindowsHelpText", "streets_zoom_by_ctrl"),
    ("CooperativeGesturesHandler.MacHelpText", "streets_zoom_by_command"),
    ("CooperativeGesturesHandler.MobileHelpText", "streets_two_fingers"),
];

/// What the script says itself.
const WORDS: [&str; 4] = ["streets_loading", "streets_unavailable", "streets_failed", "example"];

fn word<'p>(of: &'p Pack, id: &'p str) -> &'p str {
    of.messages.plain(id).unwrap_or(id)
}

pub fn view(renderer: &Renderer, page: &Page) -> PageView {
    let site = renderer.site;
    let of = site.pack(page);
    let mut view = records::bare(
        "streets.html",
        "streets",
        word(of, "streets").to_owned(),
        word(of, "streets_description").to_owned(),
    );
    let list = site.relations.page_of_block.get(&BlockKind::Map);
    let list = list.and_then(|id| site.route(page.pack, id));
    if let Some(tiles) = &site.catalog.site.map.tiles {
        let notice = match tiles.url.origin() {
            Some(origin) => {
                let host = origin.trim_start_matches("https://").to_owned();
                of.message("streets_from_host", &[("host", Argument::Text(host))])
            }
            None => of.message("streets_from_here", &[]),
        };
        view.special.push((
            "streets",
            object([
                ("settings", Value::from(site.url(&settings_path(site, page.pack)))),
                ("notice", Value::from(notice.unwrap_or_default())),
                ("attribution", Value::from(tiles.attribution.as_str())),
                ("attribution_url", text(tiles.attribution_url.as_ref())),
                (
                    "list",
                    list.map_or_else(Value::none, |route| Value::from(site.url(route))),
                ),
            ]),
        ));
    }
    view
}

/// Where the street map shows a program, or none where the site has no tiles.
pub fn of_program(site: &Site, pack: usize, program: &Program) -> Value {
    site.route(pack, crate::link::STREETS)
        .map_or_else(Value::none, |route| {
            let id = program.id.strip_prefix("programs/").unwrap_or(&program.id);
            Value::from(format!("{}?program={id}", site.url(route)))
        })
}

/// Where the settings of a pack's page stand.
pub fn settings_path(site: &Site, pack: usize) -> String {
    format!("{}streets/settings.json", site.packs[pack].prefix)
}

/// What `scripts/streets.js` reads: tiles, files of programs, and every word it may say.
pub fn settings(site: &Site, pack: usize, tiles: &TilesFacts) -> Vec<u8> {
    let plan = &site.packs[pack];
    let of = &plan.pack;
    let own = |id: &str| (id.to_owned(), Json::from(word(of, id)));
    let locale = LOCALE.map(|(theirs, ours)| (theirs.to_owned(), Json::from(word(of, ours))));
    let levels = Level::ALL.iter().map(|level| ("level", level.word()));
    let states = ProgramState::ALL.iter().map(|state| ("state", state.word()));
    let label = |(list, key): (&str, &str)| (key.to_owned(), Json::from(of.label(list, key)));
    // The script puts the number in.
    let counting = |id: &str| {
        let n = [("n", Argument::Text("{n}".to_owned()))];
        (id.to_owned(), Json::from(of.message(id, &n)))
    };
    let words: JsonMap<String, Json> = WORDS
        .map(own)
        .into_iter()
        .chain(["streets_in_view", "streets_here"].map(counting))
        .collect();
    let demos: &[bool] = if site.settings.production {
        &[false]
    } else {
        &[false, true]
    };
    let sets = demos.iter().filter(|demo| !data::countries(site, **demo).is_empty());
    let set = |demo: &bool| {
        let folder = if *demo { "map/demo/" } else { "map/" };
        json!({
            "demo": demo,
            "columns": site.url(&format!("{folder}columns.json")),
            "names": site.url(&format!("{folder}names/")),
        })
    };
    json!({
        "lang": of.facts.tag.value,
        "tiles": {
            "url": tiles.url.below(&site.base),
            "kind": tiles.kind.word(),
            "max_zoom": tiles.max_zoom.unwrap_or(MAX_ZOOM),
        },
        "programs": data::programs_url(site, pack),
        "sets": sets.map(set).collect::<Vec<_>>(),
        "labels": levels.chain(states).map(label).collect::<JsonMap<_, _>>(),
        "words": words,
        "locale": locale.into_iter().collect::<JsonMap<_, _>>(),
    })
    .to_string()
    .into_bytes()
}
