import { AXIS_KEYS, type AxisValues, axisLists, axisValue } from '../model/axes.ts';
import type { Expectation, Source, Sourced } from '../model/experiment.ts';
import type { OutcomePattern } from '../model/outcome.ts';
import type { ServicePlan } from '../model/service-plan.ts';
import type { Trial } from '../model/trial.ts';
import { buildTrial } from './build-trial.ts';
import { expectationId } from './entry-ids.ts';
import type { RawExpectation, RawFile } from './file-schema.ts';
import { readPattern } from './outcome-values.ts';
import type { RunLayer } from './run-layer.ts';
import { buildPlan } from './services/build-plan.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** An expectation as written. What it leaves out is filled in from the run. */
export type PartialExpectation = Pick<Expectation, 'id' | 'source' | 'address' | 'expect' | 'written'> &
  Partial<Expectation>;

/** The content of a file, checked without the flags. */
export interface ConfigFile {
  readonly run: RunLayer;
  readonly expect: readonly PartialExpectation[];
  readonly trials: readonly Trial[];
  /** Absent where the file has no services. */
  readonly plan?: ServicePlan;
  /** Of a file with nothing to check: where that might stand, the section that is empty, else the file. */
  readonly place?: Source;
}

/** The data of a file that fits the schema, with the places that later messages name. */
export function buildFile(raw: RawFile, file: YamlFile): ConfigFile {
  const sourced = (path: Path, text: string): Sourced => ({ text, source: file.sourceOf(path) });
  const run = raw.run ?? {};
  const plan = buildPlan(raw, file);
  return {
    run: {
      ...run,
      interfaces: run.interfaces?.map((text, i) => sourced(['run', 'interfaces', i], text)),
      addresses: run.addresses?.map((text, i) => sourced(['run', 'addresses', i], text)),
      ...axisLists<undefined>((key) => run[key]?.map((written) => axisValue(key, written))),
    },
    expect: (raw.expect ?? []).map((entry, i) => ({
      id: expectationId(entry, i),
      source: file.sourceOf(['expect', i]),
      ...buildExpectation(entry, (key, text) => sourced(['expect', i, key], text)),
    })),
    trials: (raw.trials ?? []).map((trial, i) =>
      buildTrial(
        trial,
        file.sourceOf(['trials', i]),
        trial.steps.map((_step, j) => file.sourceOf(['trials', i, 'steps', j])),
      ),
    ),
    ...(plan === undefined ? {} : { plan }),
    ...placeOfNothing(raw, plan, file),
  };
}

function placeOfNothing(
  { expect, trials, ...raw }: RawFile,
  plan: ServicePlan | undefined,
  file: YamlFile,
): Pick<ConfigFile, 'place'> {
  if (plan !== undefined || (expect?.length ?? 0) + (trials?.length ?? 0) > 0) return {};
  const asked = { ...raw, expect, trials } as Readonly<Record<string, unknown>>;
  const empty = ['services', 'trials', 'expect', 'serves'].find((key) => asked[key] !== undefined);
  return { place: file.sourceOf(empty === undefined ? [] : [empty]) };
}

function buildExpectation(
  raw: RawExpectation,
  sourced: (key: string, text: string) => Sourced,
): Omit<PartialExpectation, 'id' | 'source'> {
  const { address, holder, port, protocol, expect } = raw;
  return {
    address: sourced('address', address),
    ...(holder === undefined ? {} : { holder: sourced('holder', holder) }),
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    ...axesOfExpectation(raw),
    expect: [expect].flat().flatMap(patternOf),
    written: raw,
  };
}

const axesOfExpectation = (raw: RawExpectation): Partial<AxisValues> =>
  Object.fromEntries(
    AXIS_KEYS.flatMap((key) => {
      const written = raw[key];
      return written === undefined ? [] : [[key, axisValue(key, written)]];
    }),
  );

/** The pattern of a text that the schema has accepted. */
function patternOf(text: string): OutcomePattern[] {
  const pattern = readPattern(text);
  return pattern.ok ? [pattern.value] : [];
}
