//! What a build cost: time and peak memory per stage, for `--report` and the benchmarks.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::source::memory::peak_bytes;

type Progress = Box<dyn Fn(&str)>;

/// The stages that ran, in order.
#[derive(Default)]
pub struct Stages {
    stages: Vec<Stage>,
    /// Called with a stage's name when it begins.
    progress: Option<Progress>,
}

struct Stage {
    name: &'static str,
    time: Duration,
    /// Largest memory of the process until the stage ended, in bytes, where the system tells it.
    peak: Option<u64>,
}

impl Stages {
    pub fn with_progress(progress: impl Fn(&str) + 'static) -> Self {
        Self {
            stages: Vec::new(),
            progress: Some(Box::new(progress)),
        }
    }

    /// Runs a stage and keeps what it cost.
    pub fn time<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        if let Some(progress) = &self.progress {
            progress(name);
        }
        let start = Instant::now();
        let outcome = run();
        self.stages.push(Stage {
            name,
            time: start.elapsed(),
            peak: peak_bytes(),
        });
        outcome
    }

    /// Milliseconds of all stages.
    pub fn total_ms(&self) -> f64 {
        self.stages.iter().map(|stage| stage.time.as_secs_f64() * 1000.0).sum()
    }

    pub fn json(&self) -> Json {
        let stage = |stage: &Stage| json!({"name": stage.name, "ms": (stage.time.as_secs_f64() * 1e6).round() / 1000.0, "peak_bytes": stage.peak});
        self.stages.iter().map(stage).collect()
    }
}
