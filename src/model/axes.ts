import type { Family } from './address.ts';
import { type Axis, asPair, asWord, type Pair, type Role, type WrittenValue } from './axis.ts';
import {
  DEVICE_NAME,
  REUSE,
  type Reuse,
  reuseOptions,
  SEQUENCES,
  type Sequence,
  type SocketOptions,
  SWITCHES,
  type Switch,
  V6ONLY,
  type V6only,
} from './options.ts';

export type { Axis, AxisForm, Pair, Role, WrittenValue } from './axis.ts';

const REUSE_NAMES: Readonly<Record<Reuse, string>> = {
  none: 'no reuse option',
  addr: 'SO_REUSEADDR',
  port: 'SO_REUSEPORT',
  'addr+port': 'SO_REUSEADDR and SO_REUSEPORT',
};

const REUSE_LABELS: Readonly<Record<Reuse, string>> = {
  ...REUSE_NAMES,
  none: 'no option',
  'addr+port': 'both options',
};

const reuse: Axis<Pair<Reuse>> = {
  noun: 'a value of reuse',
  words: REUSE,
  pairs: 'none/addr',
  byDefault: 'addr',
  help: 'none, addr, port, addr+port; HOLDER/NEWCOMER where they differ: none/addr [addr]',
  about: 'The reuse options that the sockets set: one for all, or one for the holder and one for the newcomer.',
  ...asPair<Reuse>(),
  title: ({ holder, newcomer }) => {
    if (holder !== newcomer) return `holder ${REUSE_NAMES[holder]}, newcomer ${REUSE_NAMES[newcomer]}`;
    return holder === 'none' ? REUSE_NAMES.none : `${REUSE_NAMES[holder]} on all sockets`;
  },
  label: ({ holder, newcomer }) =>
    holder === newcomer ? REUSE_LABELS[holder] : `${REUSE_LABELS[holder]}, then ${REUSE_LABELS[newcomer]}`,
  options: (value, role) => reuseOptions(value[role]),
};

const v6only: Axis<V6only> = {
  noun: 'a value of v6only',
  words: V6ONLY,
  byDefault: 'system',
  help: 'IPV6_V6ONLY: system, on, off [system]',
  about: 'IPV6_V6ONLY of the IPv6 sockets; "system" leaves it as net.ipv6.bindv6only has it.',
  ...asWord<V6only>(),
  title: (value) => (value === 'system' ? '' : `IPV6_V6ONLY ${value}`),
  label: (value) => `v6only ${value}`,
  // It means nothing to an IPv4 socket, and setting it there is an error.
  options: (value, _role, family) => (value === 'system' || family === 'inet' ? {} : { v6only: value === 'on' }),
};

const sequence: Axis<Sequence> = {
  noun: 'a sequence',
  words: SEQUENCES,
  byDefault: 'listen-each',
  help: 'listen-each, bind-all-first [listen-each]',
  about:
    'listen-each: each socket binds and listens before the next, as separate servers do. bind-all-first: all bind, then all listen.',
  ...asWord<Sequence>(),
  title: (value) => (value === 'listen-each' ? '' : 'all bind before any listens'),
  label: (value) => value,
  options: () => ({}),
  tcpOnly: true,
};

const onDevice = (name: string): string => (name === 'none' ? 'no device' : name);

const device: Axis<Pair<string>> = {
  noun: 'the name of an interface',
  words: ['none'],
  freeText: { form: DEVICE_NAME, such: 'the name of an interface, such as eth0' },
  pairs: 'eth0/eth1',
  byDefault: 'none',
  reportedIfChanged: true,
  help: 'SO_BINDTODEVICE: none, or an interface; HOLDER/NEWCOMER where they differ: eth0/eth1 [none]',
  about:
    'SO_BINDTODEVICE: the interface that the sockets are bound to, one for all or one for each of a pair; or none.',
  ...asPair<string>(),
  title: ({ holder, newcomer }) => {
    if (holder !== newcomer) return `holder on ${onDevice(holder)}, newcomer on ${onDevice(newcomer)}`;
    return holder === 'none' ? '' : `all on ${holder}`;
  },
  label: ({ holder, newcomer }) =>
    holder === newcomer ? `on ${onDevice(holder)}` : `on ${onDevice(holder)}, then ${onDevice(newcomer)}`,
  options: (value, role) => (value[role] === 'none' ? {} : { device: value[role] }),
};

const freebind: Axis<Switch> = {
  noun: 'a value of freebind',
  words: SWITCHES,
  byDefault: 'off',
  reportedIfChanged: true,
  help: 'IP_FREEBIND: off, on [off]',
  about: 'IP_FREEBIND of the sockets: on lets them bind an address that this host does not have.',
  ...asWord<Switch>(),
  title: (value) => (value === 'off' ? '' : 'IP_FREEBIND'),
  label: (value) => `freebind ${value}`,
  options: (value) => (value === 'on' ? { freebind: true } : {}),
};

/** A row for each axis, in the order in which a heading names them. The first varies fastest. */
const ROWS = { reuse, v6only, sequence, device, freebind };

export type AxisKey = keyof typeof ROWS;

/** One value of every axis. */
export type AxisValues = { readonly [K in AxisKey]: (typeof ROWS)[K] extends Axis<infer T> ? T : never };

/** The values of each axis that are to be tried: every combination of them. */
export type AxisLists<Absent = never> = { readonly [K in AxisKey]: readonly AxisValues[K][] | Absent };

/** Every axis by its key. */
export const AXES: { readonly [K in AxisKey]: Axis<AxisValues[K]> } = ROWS;

export const AXIS_KEYS = Object.keys(ROWS) as readonly AxisKey[];

/** A value for every axis. */
export const axisValues = (make: <K extends AxisKey>(key: K) => AxisValues[K]): AxisValues =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(key)])) as unknown as AxisValues;

/** A list of values for every axis; `Absent` where there may be none. */
export const axisLists = <Absent = never>(make: <K extends AxisKey>(key: K) => readonly AxisValues[K][] | Absent) =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(key)])) as unknown as AxisLists<Absent>;

/** Something of every axis, such as its help or what a file says of it. */
export const ofEveryAxis = <T>(make: <V>(axis: Axis<V>, key: AxisKey) => T): Readonly<Record<AxisKey, T>> =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(AXES[key] as Axis<unknown>, key)])) as Record<AxisKey, T>;

/** What an axis says of the value that `values` has of it: for code that goes over all axes. */
export const readAxis = <K extends AxisKey, T>(
  values: AxisValues,
  key: K,
  read: <V>(axis: Axis<V>, value: V) => T,
): T => read<AxisValues[K]>(AXES[key], values[key]);

/** The value that a file or a flag writes so; the text was checked before. */
export const axisValue = <K extends AxisKey>(key: K, written: WrittenValue): AxisValues[K] =>
  typeof written === 'string' ? AXES[key].value(written, written) : AXES[key].value(written.holder, written.newcomer);

/** The default of every axis. */
export const DEFAULT_AXES: AxisValues = axisValues((key) => axisValue(key, AXES[key].byDefault));

/** The axes' values alone, of something that has more. */
export const axesOf = (values: AxisValues): AxisValues => axisValues((key) => values[key]);

/** What a listener by itself has: the newcomer's value, where the two sockets of a pair may differ. */
export const axesAlone = (values: AxisValues): AxisValues =>
  axisValues(<K extends AxisKey>(key: K) => {
    const written = AXES[key].written(values[key]);
    return typeof written === 'string' ? values[key] : axisValue(key, written.newcomer);
  });

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

/** The axes as the JSON report has them, by their keys. */
export const writtenAxes = (values: AxisValues): Readonly<Record<string, WrittenValue>> =>
  Object.fromEntries(
    AXIS_KEYS.flatMap((key) =>
      readAxis(values, key, (axis, value): [string, WrittenValue][] =>
        axis.reportedIfChanged && axis.text(value) === axis.byDefault ? [] : [[key, axis.written(value)]],
      ),
    ),
  );
