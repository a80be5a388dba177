//! What changes on the disk, gathered until it is quiet.
//!
//! In: the system's events. Out: [`Touched`], the paths to read again. Saving by rename, deletes, moved folders and
//! branch switches all come to the same: something happened at a path, and what stands there now is what counts.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diagnostics::RelPath;
use crate::source::{FOLDERS, is_passed_over};

/// An editor's save is over after this much quiet.
const QUIET: Duration = Duration::from_millis(6);
/// And looked at after this long, whatever goes on.
const LONGEST: Duration = Duration::from_millis(60);
/// More files than a person saves at once: a branch switch, a copied folder.
const MANY: usize = 20;
const QUIET_OF_MANY: Duration = Duration::from_millis(80);
const LONGEST_OF_MANY: Duration = Duration::from_secs(2);
/// From here on reading everything at once, in parallel, is quicker.
const BURST: usize = 500;
/// A new folder is looked at once more: files may have come into it before the system watched it.
const SECOND_LOOK: Duration = Duration::from_millis(250);

/// What to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Files and folders below the root.
    Paths(BTreeSet<RelPath>),
    Everything,
}

/// One message of the system.
#[derive(Debug)]
enum Message {
    At {
        path: RelPath,
        folder: bool,
    },
    /// Events were lost, or one of the watched folders came or went.
    Lost,
    Stop,
}

/// Watches the sources of a project.
pub struct Watch {
    root: Utf8PathBuf,
    watcher: RecommendedWatcher,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    /// New folders, and when they are looked at again.
    again: Option<(Instant, BTreeSet<RelPath>)>,
}

/// Ends a [`Watch`] from another thread.
pub struct Stopper(Sender<Message>);

impl Stopper {
    pub fn stop(&self) {
        // Nobody listens any more: then it has stopped already.
        let _ = self.0.send(Message::Stop);
    }
}

impl Watch {
    /// `root` is absolute and free of symbolic links, as the system names it in its events.
    pub fn new(root: &Utf8Path) -> Result<Self, notify::Error> {
        let (sender, messages) = channel();
        let (to, base) = (sender.clone(), root.to_owned());
        let watcher = RecommendedWatcher::new(
            move |event: notify::Result<Event>| {
                for message in messages_of(event, &base) {
                    let _ = to.send(message);
                }
            },
            notify::Config::default().with_follow_symlinks(false),
        )?;
        let mut watch = Self {
            root: root.to_owned(),
            watcher,
            messages,
            sender,
            again: None,
        };
        watch.watcher.watch(root.as_std_path(), RecursiveMode::NonRecursive)?;
        watch.watch_folders()?;
        Ok(watch)
    }

    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    fn watch_folders(&mut self) -> Result<(), notify::Error> {
        for folder in FOLDERS
            .map(|folder| self.root.join(folder))
            .iter()
            .filter(|folder| folder.is_dir() && !folder.is_symlink())
        {
            self.watcher.watch(folder.as_std_path(), RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    /// Waits for a change, and until it is over. `None` once stopped.
    pub fn next(&mut self) -> Option<Touched> {
        let mut gathering = Gathering::default();
        loop {
            let due = gathering
                .due()
                .into_iter()
                .chain(self.again.as_ref().map(|(at, _)| *at))
                .min();
            let message = match due {
                None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => self
                    .messages
                    .recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            let now = Instant::now();
            match message {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(Message::Lost) => gathering.lose(now),
                Ok(Message::At { path, folder }) => {
                    if folder {
                        let again = self.again.get_or_insert_with(|| (now, BTreeSet::new()));
                        again.0 = now + SECOND_LOOK;
                        again.1.insert(path.clone());
                    }
                    gathering.add(path, now);
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Some((_, folders)) = self.again.take_if(|(at, _)| *at <= now) {
                        folders.into_iter().for_each(|folder| gathering.add(folder, now));
                    }
                }
            }
            if gathering.due().is_some_and(|due| due <= now) {
                let touched = gathering.finish();
                if touched == Touched::Everything {
                    // The folders themselves may be other ones than before. One that cannot be watched is told by reading.
                    let _ = self.watch_folders();
                }
                return Some(touched);
            }
        }
    }
}

/// What an event says of the sources, if anything.
fn messages_of(event: notify::Result<Event>, root: &Utf8Path) -> Vec<Message> {
    let Ok(event) = event else { return vec![Message::Lost] };
    if event.need_rescan() {
        return vec![Message::Lost];
    }
    // Files that are only opened and read are the ones that we read ourselves.
    if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
        return Vec::new();
    }
    let came_or_went = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let new_folder = |path: &Path| match event.kind {
        EventKind::Create(kind) => kind == CreateKind::Folder || (kind != CreateKind::File && path.is_dir()),
        EventKind::Modify(ModifyKind::Name(_)) => path.is_dir(),
        _ => false,
    };
    event
        .paths
        .iter()
        .filter_map(|path| message(path, root, came_or_went, new_folder(path)))
        .collect()
}

fn message(path: &Path, root: &Utf8Path, came_or_went: bool, new_folder: bool) -> Option<Message> {
    let below = path.strip_prefix(root).ok()?;
    // A name that is no UTF-8 is told by reading the folder that holds it.
    let (named, folder) = below
        .ancestors()
        .zip(std::iter::once(new_folder).chain(std::iter::repeat(true)))
        .find_map(|(path, folder)| Some((path.to_str()?, folder)))?;
    let path = named.replace(std::path::MAIN_SEPARATOR, "/");
    let mut segments = path.split('/');
    if !segments.next().is_some_and(|first| FOLDERS.contains(&first)) || path.split('/').any(is_passed_over) {
        return None;
    }
    match segments.next() {
        Some(_) => Some(Message::At {
            path: path.into(),
            folder,
        }),
        None if came_or_went => Some(Message::Lost),
        None => None,
    }
}

/// Paths that were touched, and when.
#[derive(Default)]
struct Gathering {
    paths: BTreeSet<RelPath>,
    lost: bool,
    /// The first and the last event.
    span: Option<(Instant, Instant)>,
}

impl Gathering {
    fn add(&mut self, path: RelPath, now: Instant) {
        self.paths.insert(path);
        self.span = Some((self.span.map_or(now, |(first, _)| first), now));
    }

    fn lose(&mut self, now: Instant) {
        self.lost = true;
        self.span = Some((self.span.map_or(now, |(first, _)| first), now));
    }

    /// When it has been quiet for long enough, or lasted too long.
    fn due(&self) -> Option<Instant> {
        let many = self.lost || self.paths.len() > MANY;
        let (quiet, longest) = if many {
            (QUIET_OF_MANY, LONGEST_OF_MANY)
        } else {
            (QUIET, LONGEST)
        };
        self.span.map(|(first, last)| (last + quiet).min(first + longest))
    }

    fn finish(self) -> Touched {
        if self.lost || self.paths.len() > BURST {
            Touched::Everything
        } else {
            Touched::Paths(self.paths)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, Flag, RenameMode};

    fn at(path: &str, kind: EventKind) -> Vec<String> {
        let event = Event::new(kind).add_path(Path::new("/p").join(path));
        messages_of(Ok(event), "/p".into())
            .iter()
            .map(|message| format!("{message:?}"))
            .collect()
    }

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));

    #[test]
    fn only_sources_are_looked_at() {
        assert_eq!(
            at("content/en/a.md", WRITTEN),
            [r#"At { path: "content/en/a.md", folder: false }"#]
        );
        assert_eq!(at("public/index.html", WRITTEN), [""; 0]);
        assert_eq!(at("content/en/.a.md.swp", WRITTEN), [""; 0]);
        assert_eq!(at("content/.git/index", WRITTEN), [""; 0]);
        assert_eq!(at("contents/a.md", WRITTEN), [""; 0]);
        assert_eq!(
            at(
                "content/en/a.md",
                EventKind::Access(AccessKind::Close(AccessMode::Read))
            ),
            [""; 0]
        );
        assert_eq!(
            at(
                "content/en/a.md",
                EventKind::Access(AccessKind::Close(AccessMode::Write))
            )
            .len(),
            1
        );
        assert_eq!(
            at("content/en/new", EventKind::Create(CreateKind::Folder)),
            [r#"At { path: "content/en/new", folder: true }"#]
        );
    }

    #[test]
    fn lost_events_and_moved_roots_mean_everything() {
        assert_eq!(
            at("content", EventKind::Modify(ModifyKind::Name(RenameMode::To))),
            ["Lost"]
        );
        assert_eq!(at("content", WRITTEN), [""; 0]);
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(matches!(
            messages_of(Ok(overflow), "/p".into()).as_slice(),
            [Message::Lost]
        ));
        assert!(matches!(
            messages_of(Err(notify::Error::generic("x")), "/p".into()).as_slice(),
            [Message::Lost]
        ));
        let mut gathering = Gathering::default();
        gathering.lose(Instant::now());
        gathering.add("content/en/a.md".into(), Instant::now());
        assert_eq!(gathering.finish(), Touched::Everything);
    }

    #[test]
    fn a_save_is_over_when_it_is_quiet_or_has_lasted_too_long() {
        let start = Instant::now();
        let mut gathering = Gathering::default();
        assert_eq!(gathering.due(), None);
        gathering.add("content/en/a.md".into(), start);
        assert_eq!(gathering.due(), Some(start + QUIET));
        let later = start + QUIET / 2;
        gathering.add("content/en/a.md".into(), later);
        assert_eq!(gathering.due(), Some(later + QUIET));
        gathering.add("content/en/a.md".into(), start + LONGEST);
        assert_eq!(gathering.due(), Some(start + LONGEST));
        assert_eq!(gathering.finish(), Touched::Paths(["content/en/a.md".into()].into()));
    }

    #[test]
    fn many_files_wait_for_the_last_of_them_and_a_burst_is_everything() {
        let start = Instant::now();
        let mut gathering = Gathering::default();
        for n in 0..=MANY {
            gathering.add(format!("content/en/{n}.md").into(), start);
        }
        assert_eq!(gathering.due(), Some(start + QUIET_OF_MANY));
        for n in 0..=BURST {
            gathering.add(format!("content/en/{n}.md").into(), start);
        }
        assert_eq!(gathering.finish(), Touched::Everything);
    }
}
