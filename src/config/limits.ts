/** Problems that are told of one file; what comes later is mostly a consequence. */
export const MOST_PROBLEMS = 100;

/** The hint where a file is too long. */
export const SPLIT = 'split it into several files';

/**
 * The limit of nesting. The parser keeps its levels in a list, but the composer calls itself for each level, and V8
 * aborts the process if a regular expression is compiled when the stack is nearly full.
 */
export const DEEPEST = 64;
