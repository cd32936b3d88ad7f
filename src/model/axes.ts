import type { Family } from './address.ts';
import {
  REUSE,
  type Reuse,
  type ReusePair,
  reuseOf,
  reuseOptions,
  SEQUENCES,
  type Sequence,
  type SocketOptions,
  V6ONLY,
  type V6only,
  v6onlyOf,
} from './options.ts';

/** The two parts of a pair: who is there first, and who comes. */
export type Role = 'holder' | 'newcomer';

/** One value of every axis. */
export interface AxisValues {
  readonly reuse: ReusePair;
  readonly v6only: V6only;
  readonly sequence: Sequence;
}

export type AxisKey = keyof AxisValues;

/**
 * An axis: something that `run` may vary. Its key is the key in `run:` and in an expectation, the name of the flag and
 * the key in a report.
 */
export interface Axis<K extends AxisKey = AxisKey> {
  readonly key: K;
  /** What a value is called in a complaint: `a choice of reuse`. */
  readonly noun: string;
  /** The values that may be written. */
  readonly words: readonly string[];
  /** HOLDER/NEWCOMER may be written where the two sockets of a pair differ. */
  readonly pairs: boolean;
  /** As it is written. */
  readonly byDefault: string;
  /** The flag's line in the help. */
  readonly help: string;
  /** What an editor says of the key. */
  readonly about: string;
  /** The value that a word stands for; of an axis with pairs, that the words of holder and newcomer stand for. */
  readonly value: (holder: string, newcomer: string) => AxisValues[K];
  /** As the flag takes it: `addr`, `none/addr`. Two values are the same where this is. */
  readonly text: (value: AxisValues[K]) => string;
  /** What the heading of a section says; empty where it goes without saying. */
  readonly title: (value: AxisValues[K]) => string;
  /** What a comparison of several sections calls it. */
  readonly label: (value: AxisValues[K]) => string;
  /** What the socket sets. */
  readonly options: (value: AxisValues[K], role: Role, family: Family) => SocketOptions;
  /** The value of a socket by itself that has these options. Absent where the axis sets no option. */
  readonly fromOptions?: (options: SocketOptions) => AxisValues[K];
  /** UDP knows no listen(2), so an order of calls is no axis there. */
  readonly tcpOnly?: true;
}

const REUSE_NAMES: Readonly<Record<Reuse, string>> = {
  none: 'no reuse option',
  addr: 'SO_REUSEADDR',
  port: 'SO_REUSEPORT',
  'addr+port': 'SO_REUSEADDR and SO_REUSEPORT',
};

const reuseInShort = (r: Reuse): string =>
  r === 'none' ? 'no option' : r === 'addr+port' ? 'both options' : REUSE_NAMES[r];

const reuse: Axis<'reuse'> = {
  key: 'reuse',
  noun: 'a choice of reuse',
  words: REUSE,
  pairs: true,
  byDefault: 'addr',
  help: 'none, addr, port, addr+port; HOLDER/NEWCOMER where they differ: none/addr [addr]',
  about: 'The reuse options that the sockets set: one for all, or one for the holder and one for the newcomer.',
  value: (holder, newcomer) => ({ holder: holder as Reuse, newcomer: newcomer as Reuse }),
  text: ({ holder, newcomer }) => (holder === newcomer ? holder : `${holder}/${newcomer}`),
  title: ({ holder, newcomer }) => {
    if (holder !== newcomer) return `holder ${REUSE_NAMES[holder]}, newcomer ${REUSE_NAMES[newcomer]}`;
    return holder === 'none' ? REUSE_NAMES.none : `${REUSE_NAMES[holder]} on all sockets`;
  },
  label: ({ holder, newcomer }) =>
    holder === newcomer ? reuseInShort(holder) : `${reuseInShort(holder)}, then ${reuseInShort(newcomer)}`,
  options: (value, role) => reuseOptions(value[role]),
  fromOptions: (options) => ({ holder: reuseOf(options), newcomer: reuseOf(options) }),
};

const v6only: Axis<'v6only'> = {
  key: 'v6only',
  noun: 'a choice of v6only',
  words: V6ONLY,
  pairs: false,
  byDefault: 'system',
  help: 'IPV6_V6ONLY: system, on, off [system]',
  about: 'IPV6_V6ONLY of the IPv6 sockets; "system" leaves it as net.ipv6.bindv6only has it.',
  value: (word) => word as V6only,
  text: (value) => value,
  title: (value) => (value === 'system' ? '' : `IPV6_V6ONLY ${value}`),
  label: (value) => `v6only ${value}`,
  // It means nothing to an IPv4 socket, and setting it there is an error.
  options: (value, _role, family) => (value === 'system' || family === 'inet' ? {} : { v6only: value === 'on' }),
  fromOptions: v6onlyOf,
};

const sequence: Axis<'sequence'> = {
  key: 'sequence',
  noun: 'a sequence',
  words: SEQUENCES,
  pairs: false,
  byDefault: 'listen-each',
  help: 'listen-each, bind-all-first [listen-each]',
  about:
    'listen-each: each socket binds and listens before the next, as separate servers do. bind-all-first: all bind, then all listen.',
  value: (word) => word as Sequence,
  text: (value) => value,
  title: (value) => (value === 'listen-each' ? '' : 'all bind before any listens'),
  label: (value) => value,
  options: () => ({}),
  tcpOnly: true,
};

/** Every axis by its key; in the order in which a heading names them. */
export const AXES: { readonly [K in AxisKey]: Axis<K> } = { reuse, v6only, sequence };

export const AXIS_KEYS = Object.keys(AXES) as readonly AxisKey[];

/** Something of every axis, such as its default or what a file says of it. */
export const ofEveryAxis = <T>(make: <K extends AxisKey>(axis: Axis<K>) => T): Readonly<Record<AxisKey, T>> =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(AXES[key] as Axis)])) as Record<AxisKey, T>;

/** The value of one axis, with what the axis knows of it: for code that goes over all of them. */
export const readAxis = <T>(values: AxisValues, key: AxisKey, read: (axis: Axis, value: never) => T): T =>
  read(AXES[key] as unknown as Axis, values[key] as never);

/** The axes' values alone, of something that has more. */
export const axesOf = (values: AxisValues): AxisValues =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, values[key]])) as unknown as AxisValues;

/** Two values of every axis are the same. */
export const sameAxes = (a: AxisValues, b: AxisValues): boolean => axesKey(a) === axesKey(b);

/** A text that is the same for the same values: `addr system listen-each`. */
export const axesKey = (values: AxisValues): string =>
  AXIS_KEYS.map((key) => readAxis(values, key, (axis, value) => axis.text(value))).join(' ');

/** All that a socket of this role and family sets. */
export const axisOptions = (values: AxisValues, role: Role, family: Family): SocketOptions =>
  Object.assign(
    {},
    ...AXIS_KEYS.map((key) => readAxis(values, key, (axis, value) => axis.options(value, role, family))),
  );

/** The values of a socket by itself that has these options; of an axis that sets none, its default. */
export const axesFromOptions = (options: SocketOptions): AxisValues =>
  ofEveryAxis(
    (axis) => axis.fromOptions?.(options) ?? axis.value(axis.byDefault, axis.byDefault),
  ) as unknown as AxisValues;
