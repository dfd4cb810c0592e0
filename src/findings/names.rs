//! "Did you mean": the nearest known name.

/// Returns the known name that is nearest to `unknown`, if one is near enough to be meant.
///
/// Two thirds of the characters must agree, or one must contain the other.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR: f64 = 0.6;
    let score = |name: &str| {
        let long = |text: &str| text.chars().count() >= 2;
        let inside = long(unknown) && long(name) && (name.contains(unknown) || unknown.contains(name));
        let likeness = strsim::normalized_damerau_levenshtein(unknown, name);
        if inside { likeness.max(NEAR + likeness / 10.0) } else { likeness }
    };
    let scored = known.into_iter().map(|name| (score(name), name));
    let best = scored.fold(None, |best: Option<(f64, &str)>, candidate| match best {
        Some(kept) if kept.0 >= candidate.0 => Some(kept),
        _ => Some(candidate),
    });
    best.filter(|(score, _)| *score >= NEAR).map(|(_, name)| name)
}
