//! Fewer points for a line that is drawn small (Visvalingam, Whyatt 1993).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Which points of a line stay: those whose triangle with their neighbours is at least `area`. The ends stay, and of a
/// closed line enough to be one.
pub fn kept(line: &[[f64; 2]], area: f64) -> Vec<usize> {
    let last = line.len().saturating_sub(1);
    let closed = last >= 3 && line[0] == line[last];
    let least = if closed { 4 } else { 2 };
    let mut before: Vec<usize> = (0..line.len()).map(|at| at.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (0..line.len()).map(|at| at + 1).collect();
    let mut sizes = vec![f64::INFINITY; line.len()];
    let mut heap = BinaryHeap::new();
    for at in 1..last {
        sizes[at] = triangle(line[at - 1], line[at], line[at + 1]);
        heap.push(Reverse((sizes[at].to_bits(), at)));
    }
    let (mut gone, mut left) = (vec![false; line.len()], line.len());
    while let Some(Reverse((bits, at))) = heap.pop() {
        if gone[at] || bits != sizes[at].to_bits() {
            continue;
        }
        if f64::from_bits(bits) >= area || left <= least {
            break;
        }
        (gone[at], left) = (true, left - 1);
        let (a, b) = (before[at], after[at]);
        (after[a], before[b]) = (b, a);
        for near in [a, b] {
            if near > 0 && near < last {
                // Never smaller than what was taken away already: or a coast would be eaten from its end.
                sizes[near] = triangle(line[before[near]], line[near], line[after[near]]).max(f64::from_bits(bits));
                heap.push(Reverse((sizes[near].to_bits(), near)));
            }
        }
    }
    (0..line.len()).filter(|at| !gone[*at]).collect()
}

fn triangle(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
}
