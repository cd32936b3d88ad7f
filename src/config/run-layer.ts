import type { Experiment, Sourced } from '../model/experiment.ts';
import type { ReusePair } from '../model/options.ts';
import { DEFAULT_RUN, type WrittenRun } from './defaults.ts';

type Settings = Pick<
  Experiment,
  'ports' | 'protocols' | 'families' | 'interfaces' | 'addresses' | 'reuse' | 'v6only' | 'sequence' | 'show'
> & {
  readonly in: Experiment['where'];
};

/** The settings that one place, the file or the flags, gives. Absent: that place says nothing about it. */
export type RunLayer = { readonly [K in keyof Settings]?: Settings[K] | undefined };

export type RunSettings = Pick<Experiment, Exclude<keyof Experiment, 'expect' | 'live'>>;

/** `addr` is the same for both. */
export const reusePair = (reuse: WrittenRun['reuse'][number]): ReusePair =>
  typeof reuse === 'string' ? { holder: reuse, newcomer: reuse } : reuse;

const byDefault = (flag: string, texts: readonly string[]): readonly Sourced[] =>
  texts.map((text) => ({ text, source: { flag } }));

/**
 * Flags override the file, key by key; the defaults fill what is left. Addresses count as written beyond the
 * interfaces only where the interfaces were written in the same place or in a stronger one, so that `--address X`
 * means X alone, whatever the file says.
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
    reuse: distinct(flags.reuse ?? file.reuse ?? DEFAULT_RUN.reuse.map(reusePair), (r) => `${r.holder}/${r.newcomer}`),
    v6only: distinct(flags.v6only ?? file.v6only ?? DEFAULT_RUN.v6only),
    sequence: distinct(flags.sequence ?? file.sequence ?? DEFAULT_RUN.sequence),
    show: distinct(flags.show ?? file.show ?? DEFAULT_RUN.show),
  };
}

/** The same combination twice would be run twice. */
const distinct = <T>(values: readonly T[], key: (value: T) => unknown = (value) => value): readonly T[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
];
