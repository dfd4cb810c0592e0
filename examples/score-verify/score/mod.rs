//! What is counted, and how: shared by the program and by the test of the project's own passages.

pub(crate) mod claims;
pub(crate) mod corpus;
pub(crate) mod figures;
pub(crate) mod perturb;
pub(crate) mod tally;
