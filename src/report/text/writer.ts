import type { Style } from './style.ts';

/** Writes a subject in one format: pieces of text, in order. Only the terminal heeds the width and the colours. */
export type Writer<T> = (subject: T, style: Style) => Iterable<string>;
