//! The seven rooms in a row. `build`, `check`, `serve` and the tests call these functions and no others.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::check;
use crate::diagnostics::{self, Diagnostic, Severity, catalogue as codes};
use crate::link::{Settings, Site, link};
use crate::load;
use crate::prove::{self, Canary, CanarySearch, Facts, LedgerLine, Surroundings};
use crate::publish::{PublishError, Published, Staging, refuse_sources};
use crate::render::artifact::Artifact;
use crate::render::{Renderer, files};
use crate::report::Stages;
use crate::source::{self, Sources};

/// What a build works from and where its site goes.
pub struct Order {
    pub root: Utf8PathBuf,
    pub out: Utf8PathBuf,
    pub settings: Settings,
}

/// How a build ended.
pub struct Outcome {
    pub sources: Sources,
    pub found: Vec<Diagnostic>,
    pub pages: usize,
    /// The site that stands now; `None` where errors kept the old one.
    pub published: Option<Published>,
}

/// Stages 1 to 4: the site as it is planned, and everything that was found on the way.
pub fn plan(root: &Utf8Path, settings: Settings, stages: &mut Stages) -> (Sources, Site, Vec<Diagnostic>) {
    let (sources, mut found) = stages.time("source", || source::read(root));
    let (catalog, told) = stages.time("load", || load::load(&sources));
    found.extend(told);
    found.extend(stages.time("check", || check::check(&catalog, &sources, &settings)));
    let (site, told) = stages.time("link", || link(catalog, &sources, settings));
    found.extend(told);
    (sources, site, found)
}

/// Stages 5 and 6: every artifact is rendered, handed to `take`, examined and dropped; then all facts are proven.
pub fn render_and_prove<E: Send>(
    site: &Site,
    take: impl Fn(&Artifact) -> Result<(), E> + Sync,
    stages: &mut Stages,
) -> Result<Vec<Diagnostic>, E> {
    let surroundings = surroundings(site);
    let canaries = CanarySearch::new(&surroundings);
    let renderer = Renderer::new(site);
    let examine = |artifact: &Artifact, found: Vec<Diagnostic>| -> Result<(Facts, Vec<Diagnostic>), E> {
        take(artifact)?;
        Ok((prove::examine(artifact, &canaries), found))
    };
    let rendered = stages.time("render", || {
        let pages = site.pages.par_iter().map(|page| {
            let (artifact, found) = renderer.page(page);
            examine(&artifact, found)
        });
        let others = files(site);
        let others = others.par_iter().map(|file| examine(&file.artifact(site), Vec::new()));
        pages.chain(others).collect::<Result<Vec<_>, E>>()
    })?;
    let (facts, told): (Vec<Facts>, Vec<Vec<Diagnostic>>) = rendered.into_iter().unzip();
    let mut found: Vec<Diagnostic> = told.into_iter().flatten().collect();
    // A template that fails is told once, with the first page it fails on; of such pages there is nothing to prove.
    let mut failed = BTreeSet::new();
    found.retain(|d| d.entry != &codes::TEMPLATE_FAILED || failed.insert((d.file.clone(), d.span.start)));
    if !failed.is_empty() {
        return Ok(found);
    }
    found.extend(stages.time("prove", || prove::prove(&facts, &surroundings)));
    Ok(found)
}

/// Stages 1 to 6, writing nothing.
pub fn check(root: &Utf8Path, settings: Settings, stages: &mut Stages) -> (Sources, Vec<Diagnostic>) {
    let (sources, site, mut found) = plan(root, settings, stages);
    if can_render(&found) {
        let nothing = |_: &Artifact| Ok::<(), std::convert::Infallible>(());
        found.extend(render_and_prove(&site, nothing, stages).unwrap_or_default());
    }
    diagnostics::sort(&mut found);
    (sources, found)
}

/// All seven stages. The old site stands until the new one is proven.
pub fn build(order: Order, stages: &mut Stages) -> Result<Outcome, PublishError> {
    refuse_sources(&order.out, &order.root)?;
    let staging = Staging::open(&order.out)?;
    let (sources, site, mut found) = plan(&order.root, order.settings, stages);
    let pages = site.pages.len();
    if can_render(&found) {
        found.extend(render_and_prove(
            &site,
            |artifact| staging.write(&artifact.path, &artifact.bytes),
            stages,
        )?);
    }
    diagnostics::sort(&mut found);
    let published = if diagnostics::any_error(&found) {
        None
    } else {
        let commit = site.settings.source_commit.clone();
        Some(stages.time("publish", || {
            staging.commit(env!("CARGO_PKG_VERSION"), commit.as_deref())
        })?)
    };
    Ok(Outcome {
        sources,
        found,
        pages,
        published,
    })
}

/// Without templates there is nothing to render; without a home the links of every page would be told as broken.
fn can_render(found: &[Diagnostic]) -> bool {
    let blocking = [&codes::TEMPLATE_SYNTAX, &codes::MISSING_TEMPLATE, &codes::MISSING_HOME];
    let broken = |d: &Diagnostic| blocking.contains(&d.entry);
    // A faulty record is a tombstone: what links to it would be told as broken by the proof once more.
    !found.iter().any(|d| broken(d) || d.severity() == Severity::Error)
}

/// What the proof holds the artifacts against.
pub fn surroundings(site: &Site) -> Surroundings {
    let catalog = &site.catalog;
    let ledger = catalog.ledger.iter().map(|line| LedgerLine {
        url: line.value.trim_start_matches('/').to_owned(),
        file: catalog.ledger_file.clone(),
        span: line.span.clone(),
    });
    Surroundings {
        origin: site.origin.clone(),
        base: site.base.clone(),
        canaries: canaries(site),
        ledger: ledger.collect(),
        theme: site.theme.file.clone(),
    }
}

/// Texts of what must stay private: notes for editors, and what drafts and scheduled pages say.
fn canaries(site: &Site) -> Vec<Canary> {
    let today = site.settings.today;
    let mut canaries = Vec::new();
    for article in site.catalog.articles.values().flat_map(|packs| packs.values()) {
        let front = &article.front;
        let file = &article.body.file;
        if let Some(private) = &front.private {
            canaries.push(Canary {
                text: private.value.clone(),
                what: "private note",
                file: file.clone(),
                span: private.span.clone(),
            });
        }
        if !front.is_published(today) {
            let what = if front.draft { "draft" } else { "scheduled page" };
            for text in [&front.title, &front.description] {
                canaries.push(Canary {
                    text: text.value.clone(),
                    what,
                    file: file.clone(),
                    span: text.span.clone(),
                });
            }
        }
    }
    canaries
}

/// The text of a source file, for reports.
pub fn text_of(sources: &Sources) -> impl Fn(&str) -> Option<Arc<str>> + '_ {
    |path| sources.text(path)
}
