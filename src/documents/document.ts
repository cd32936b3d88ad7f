import type { HeadingLevel } from '../model/heading.ts';
import type { Problem } from '../model/result.ts';

/** What is wrong with a document, and where: line and column count from 1. */
export interface Complaint extends Problem {
  readonly line: number;
  readonly column: number;
}

/** How a region shows what its command printed. */
export const SHOWN_AS = ['markdown', 'console', 'text', 'json', 'svg'] as const;

export type ShownAs = (typeof SHOWN_AS)[number];

/** What an author asks of a region beside its command. */
export interface Keys {
  readonly as: ShownAs;
  /** The exit code with which the command must end. */
  readonly exit: number;
  readonly heading?: HeadingLevel;
  /** As process.platform names it. Absent: every platform. */
  readonly platform?: string;
  /** Series of Linux: `>=6.8`, `>=5.10 <6.8`. Absent: every kernel. */
  readonly kernel?: string;
  /** Of a picture: its file, from the document's folder. */
  readonly file?: string;
  /** Of a picture: what is told of it; absent: what it tells of itself. */
  readonly alt?: string;
  /** A name for messages, one of a kind in its document. */
  readonly id?: string;
}

/** A command of this program, as it is written in a document. */
export interface Call {
  /** `run --in sandbox`: what follows the program's name. */
  readonly text: string;
  readonly words: readonly string[];
}

interface Part {
  /** Where it begins, for messages. */
  readonly line: number;
  readonly column: number;
  readonly keys: Keys;
  /** The lines of its body: the first, counted from 0, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** What stands before each of these lines in a quotation or a list. */
  readonly prefix: string;
  /** The body without `prefix`. */
  readonly body: readonly string[];
}

/** What stands between two comments, all of it generated. */
export interface Region extends Part {
  readonly kind: 'region';
  readonly call: Call;
  /** The lines of the comment that ends it. */
  readonly end: { readonly from: number; readonly to: number; readonly indent: string };
  /** What the end says of the body: the kernel that it names, and its checksum. */
  readonly marked: { readonly kernel?: string; readonly sum?: string };
}

/** A command of a fence, what is shown of its output, and the exit code that is shown. */
export interface Told extends Call {
  /** The line of the document, from 1. */
  readonly line: number;
  readonly output: readonly string[];
  readonly exit: number;
}

/** A fence with the word `bindmatrix`, in which commands and their output follow each other. */
export interface Fence extends Part {
  readonly kind: 'fence';
  /** The lines before the first command, which stay. */
  readonly before: readonly string[];
  readonly told: readonly Told[];
}

export type Shown = Region | Fence;

/** The languages of documents, which differ in how a comment is written. */
export type DocumentKind = 'markdown' | 'mdx' | 'asciidoc' | 'rst';

/** A document as it was read. */
export interface ReadDocument {
  readonly kind: DocumentKind;
  /** Its lines with their ends, so that what is not generated stays as it is, byte by byte. */
  readonly lines: readonly string[];
  readonly shown: readonly Shown[];
  readonly complaints: readonly Complaint[];
}
