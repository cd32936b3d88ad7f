import type { Family } from './address.ts';
import type { SocketOptions } from './options.ts';

/** The two parts of a pair: who is there first, and who comes. */
export type Role = 'holder' | 'newcomer';

/** What holder and newcomer have, where they may differ. */
export type Pair<T> = { readonly [R in Role]: T };

/** A value as a file and the JSON report have it: one for all sockets, or one for each of a pair. */
export type WrittenValue = string | Pair<string>;

/** Texts beside the words of an axis: their form, and what a message calls them. */
interface FreeText {
  readonly form: RegExp;
  /** `the name of an interface, such as eth0` */
  readonly such: string;
}

/** What may be written as a value. */
export interface AxisForm {
  /** What a message calls a value: `a value of reuse`. */
  readonly noun: string;
  /** The values that may be written. */
  readonly words: readonly string[];
  /** Other texts that may be written. Absent: the words are all there is. */
  readonly freeText?: FreeText;
  /** An example of HOLDER/NEWCOMER, where the two sockets of a pair may differ. */
  readonly pairs?: string;
}

/**
 * Something that `run` may vary. Its key is the key in `run:` and in an expectation, the flag and the key in a report.
 */
export interface Axis<T> extends AxisForm {
  /** As it is written. */
  readonly byDefault: string;
  /** A report has the key only where the value is not the default. */
  readonly reportedIfChanged?: true;
  /** The flag's line in the help. */
  readonly help: string;
  /** What an editor says of the key. */
  readonly about: string;
  /** The value that is written so; of an axis without pairs both words are the same. */
  readonly value: (holder: string, newcomer: string) => T;
  /** As a file and the JSON report write it. */
  readonly written: (value: T) => WrittenValue;
  /** As the flag takes it: `addr`, `none/addr`. Two values are the same where this is. */
  readonly text: (value: T) => string;
  /** What the heading of a section says; empty where it goes without saying. */
  readonly title: (value: T) => string;
  /** What a comparison of several sections calls it. */
  readonly label: (value: T) => string;
  /** What the socket sets. */
  readonly options: (value: T, role: Role, family: Family) => SocketOptions;
  /** UDP has no listen(2), so the order of calls does not vary there. */
  readonly tcpOnly?: true;
}

type Writing<T> = Pick<Axis<T>, 'value' | 'written' | 'text'>;

/** How an axis whose value is one word is written. A word is checked before it comes here. */
export const asWord = <W extends string>(): Writing<W> => ({
  value: (word) => word as W,
  written: (value) => value,
  text: (value) => value,
});

/** How an axis is written whose value may differ between the two sockets of a pair. */
export const asPair = <W extends string>(): Writing<Pair<W>> => ({
  value: (holder, newcomer) => ({ holder: holder as W, newcomer: newcomer as W }),
  written: ({ holder, newcomer }) => (holder === newcomer ? holder : { holder, newcomer }),
  text: ({ holder, newcomer }) => (holder === newcomer ? holder : `${holder}/${newcomer}`),
});
