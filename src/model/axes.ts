import type { Family } from './address.ts';
import type { Axis, Role, WrittenValue } from './axis.ts';
import { ROWS } from './axis-rows.ts';
import type { ListenerOptions } from './options.ts';

export type { Axis, AxisForm, Pair, Role, WrittenValue } from './axis.ts';

export type AxisKey = keyof typeof ROWS;

/** One value of every axis. */
export type AxisValues = { readonly [K in AxisKey]: (typeof ROWS)[K] extends Axis<infer T> ? T : never };

/** The values of each axis that are to be tried: every combination of them. */
export type AxisLists<Absent = never> = { readonly [K in AxisKey]: readonly AxisValues[K][] | Absent };

/** Every axis by its key. */
export const AXES: { readonly [K in AxisKey]: Axis<AxisValues[K]> } = ROWS;

export const AXIS_KEYS = Object.keys(ROWS) as readonly AxisKey[];

/** Makes a value for every axis. */
export const axisValues = (make: <K extends AxisKey>(key: K) => AxisValues[K]): AxisValues =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(key)])) as unknown as AxisValues;

/** Makes a list of values for every axis. `Absent` is the type of an absent list. */
export const axisLists = <Absent = never>(make: <K extends AxisKey>(key: K) => readonly AxisValues[K][] | Absent) =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(key)])) as unknown as AxisLists<Absent>;

/** Makes something for every axis, such as its flag or its schema. */
export const ofEveryAxis = <T>(make: <V>(axis: Axis<V>, key: AxisKey) => T): Readonly<Record<AxisKey, T>> =>
  Object.fromEntries(AXIS_KEYS.map((key) => [key, make(AXES[key] as Axis<unknown>, key)])) as Record<AxisKey, T>;

/** Asks an axis about its value among `values`: for code that goes over all axes. */
export const readAxis = <K extends AxisKey, T>(
  values: AxisValues,
  key: K,
  read: <V>(axis: Axis<V>, value: V) => T,
): T => read<AxisValues[K]>(AXES[key], values[key]);

/** The value for what a file or a flag has. The text has been checked before. */
export const axisValue = <K extends AxisKey>(key: K, written: WrittenValue): AxisValues[K] =>
  typeof written === 'string' ? AXES[key].value(written, written) : AXES[key].value(written.holder, written.newcomer);

/** The default of every axis. */
export const DEFAULT_AXES: AxisValues = axisValues((key) => axisValue(key, AXES[key].byDefault));

/** Takes the values of the axes from something that has more. */
export const axesOf = (values: AxisValues): AxisValues => axisValues((key) => values[key]);

/** The values of a listener by itself: those of the newcomer, where the two sockets of a pair differ. */
export const axesAlone = (values: AxisValues): AxisValues =>
  axisValues(<K extends AxisKey>(key: K) => {
    const written = AXES[key].written(values[key]);
    return typeof written === 'string' ? values[key] : axisValue(key, written.newcomer);
  });

/** A text that is the same for the same values: `addr system listen-each`. */
export const axesKey = (values: AxisValues): string =>
  AXIS_KEYS.map((key) => readAxis(values, key, (axis, value) => axis.text(value))).join(' ');

/** The options that a socket of this role and family sets. */
export const axisOptions = (values: AxisValues, role: Role, family: Family): ListenerOptions =>
  AXIS_KEYS.reduce<ListenerOptions>(
    (all, key) =>
      Object.assign(
        all,
        readAxis(values, key, (axis, value) => axis.options(value, role, family)),
      ),
    {},
  );

/** The values as the JSON report has them, by the keys of the axes. */
export const writtenAxes = (values: AxisValues): Readonly<Record<string, WrittenValue>> =>
  Object.fromEntries(
    AXIS_KEYS.flatMap((key) =>
      readAxis(values, key, (axis, value): [string, WrittenValue][] =>
        axis.reportedIfChanged && axis.text(value) === axis.byDefault ? [] : [[key, axis.written(value)]],
      ),
    ),
  );
