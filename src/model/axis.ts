import type { Family } from './address.ts';
import type { ListenerOptions } from './options.ts';

/** The two sockets of a pair: the holder is opened first, then the newcomer. */
export type Role = 'holder' | 'newcomer';

/** A value for each of the two. */
export type Pair<T> = { readonly [R in Role]: T };

/** A value as a file and the JSON report have it: one word for all sockets, or one for each of a pair. */
export type WrittenValue = string | Pair<string>;

/** Texts that are allowed besides the words of an axis. */
interface FreeText {
  readonly form: RegExp;
  /** `the name of an interface, such as eth0` */
  readonly such: string;
}

/** What can be written as a value. */
export interface AxisForm {
  /** What a message calls a value: `a value of reuse`. */
  readonly noun: string;
  /** The words that can be written. */
  readonly words: readonly string[];
  /** The other texts that can be written. Absent: only the words. */
  readonly freeText?: FreeText;
  /** An example of HOLDER/NEWCOMER. Absent: the two sockets of a pair cannot differ. */
  readonly pairs?: string;
}

/**
 * Something that `run` may vary. Its key is the key in `run:` and in an expectation, the flag and the key in a report.
 */
export interface Axis<T> extends AxisForm {
  /** The default, as it is written. */
  readonly byDefault: string;
  /** The JSON report has the key only if the value is not the default. */
  readonly reportedIfChanged?: true;
  /** The line of the flag in the help. */
  readonly help: string;
  /** The description of the key in the JSON Schema, which editors show. */
  readonly about: string;
  /** The value for the words of holder and newcomer; without pairs both are the same. */
  readonly value: (holder: string, newcomer: string) => T;
  /** The value as a file and the JSON report have it. */
  readonly written: (value: T) => WrittenValue;
  /** The value as the flag takes it: `addr`, `none/addr`. Values with the same text are the same. */
  readonly text: (value: T) => string;
  /** The words for the value in the heading of a section; empty if it need not be said. */
  readonly title: (value: T) => string;
  /** The words for the value in a comparison of sections. */
  readonly label: (value: T) => string;
  /** The options that a socket sets. */
  readonly options: (value: T, role: Role, family: Family) => ListenerOptions;
  /** Whether the rules alone know of the value, so that it cannot be tried here. */
  readonly onlyForeseen?: (value: T) => boolean;
  /** UDP has no listen(2), so the order of calls does not vary there. */
  readonly tcpOnly?: true;
}

type Writing<T> = Pick<Axis<T>, 'value' | 'written' | 'text'>;

/** For an axis whose value is one word. The word has been checked before. */
export const asWord = <W extends string>(): Writing<W> => ({
  value: (word) => word as W,
  written: (value) => value,
  text: (value) => value,
});

/** For an axis whose value may differ between the two sockets of a pair. */
export const asPair = <W extends string>(): Writing<Pair<W>> => ({
  value: (holder, newcomer) => ({ holder: holder as W, newcomer: newcomer as W }),
  written: ({ holder, newcomer }) => (holder === newcomer ? holder : { holder, newcomer }),
  text: ({ holder, newcomer }) => (holder === newcomer ? holder : `${holder}/${newcomer}`),
});
