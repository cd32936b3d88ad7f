import { AXES, type AxisKey, type AxisLists, type AxisValues, axisLists, axisValue } from '../model/axes.ts';
import type { AskedShow, Experiment, Sourced } from '../model/experiment.ts';
import { DEFAULT_RUN } from './defaults.ts';

type Settings = Pick<
  Experiment,
  'ports' | 'protocols' | 'families' | 'interfaces' | 'addresses' | 'exhaustive' | 'seed'
> & {
  readonly in: Experiment['where'];
  readonly show: readonly AskedShow[];
};

/** The settings that are given in one place: the file, or the flags. Absent: not given there. */
export type RunLayer = { readonly [K in keyof Settings]?: Settings[K] | undefined } & AxisLayer;

type AxisLayer = { readonly [K in AxisKey]?: readonly AxisValues[K][] | undefined };

export type RunSettings = Pick<Experiment, Exclude<keyof Experiment, 'expect' | 'live'>>;

const byDefault = (flag: string, texts: readonly string[]): readonly Sourced[] =>
  texts.map((text) => ({ text, source: { flag } }));

/**
 * Flags override the file, key by key; the defaults fill in the rest. Addresses are added to those of the interfaces
 * only if the interfaces are given in the same place or in a stronger one, so that `--address X` means X alone,
 * whatever the file says.
 */
export function mergeRun(file: RunLayer, flags: RunLayer): RunSettings {
  return {
    where: flags.in ?? file.in ?? DEFAULT_RUN.in,
    ports: distinct(flags.ports ?? file.ports ?? DEFAULT_RUN.ports),
    protocols: distinct(flags.protocols ?? file.protocols ?? DEFAULT_RUN.protocols),
    families: distinct(flags.families ?? file.families ?? DEFAULT_RUN.families),
    interfaces: flags.interfaces ?? file.interfaces ?? byDefault('--interface', DEFAULT_RUN.interfaces),
    addresses: flags.addresses ?? file.addresses ?? byDefault('--address', DEFAULT_RUN.addresses),
    interfacesWritten:
      flags.interfaces !== undefined || (file.interfaces !== undefined && flags.addresses === undefined),
    ...mergeAxes(file, flags),
    ...shown(distinct(flags.show ?? file.show ?? DEFAULT_RUN.show)),
    exhaustive: flags.exhaustive ?? file.exhaustive ?? DEFAULT_RUN.exhaustive,
    seed: flags.seed ?? file.seed ?? DEFAULT_RUN.seed,
  };
}

/** The conclusions alone are those of the parts that are named with them, or of all. */
function shown(asked: readonly AskedShow[]): Pick<RunSettings, 'show' | 'summaryAlone'> {
  const parts = asked.filter((one) => one !== 'summary');
  const show = parts.length > 0 ? parts : DEFAULT_RUN.show;
  return asked.includes('summary') ? { show, summaryAlone: true } : { show };
}

const mergeAxes = (file: AxisLayer, flags: AxisLayer): AxisLists =>
  axisLists<never>((key) => {
    const values = flags[key] ?? file[key] ?? DEFAULT_RUN[key].map((written) => axisValue(key, written));
    return distinct(values, AXES[key].text);
  });

/** Each value once: a combination that is given twice would be run twice. */
const distinct = <T>(values: readonly T[], key: (value: T) => unknown = (value) => value): readonly T[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
];
