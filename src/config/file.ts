import { AXIS_KEYS, type AxisValues, axisLists, axisValue } from '../model/axes.ts';
import type { Expectation, Sourced } from '../model/experiment.ts';
import type { OutcomePattern } from '../model/outcome.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import { complaints, generic } from './complaints.ts';
import { configFile, type RawExpectation, type RawFile } from './file-schema.ts';
import { readPattern } from './outcome-values.ts';
import { byPosition, type ConfigProblem, problemAt } from './problem.ts';
import { readText } from './read-text.ts';
import type { RunLayer } from './run-layer.ts';
import { checkStepOrder } from './step-order.ts';
import type { RawTrial } from './trial-schema.ts';
import { buildTrial } from './trials.ts';
import { type Path, parseYaml, type YamlFile } from './yaml-file.ts';

/** An expectation as written: what it leaves out, the run fills in. */
export type PartialExpectation = Pick<Expectation, 'address' | 'expect' | 'written'> & Partial<Expectation>;

/** What a file says, checked by itself. */
export interface ConfigFile {
  readonly run: RunLayer;
  readonly expect: readonly PartialExpectation[];
  readonly trials: readonly Trial[];
}

const MOST_PROBLEMS = 100;

/** Reads and checks a file, or standard input for `-`. Never throws: every mistake of the file is in the error. */
export function readConfigFile(path: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const name = path === '-' ? '<stdin>' : path;
  const text = readText(path);
  return text.ok ? parseConfig(name, text.value) : err([problemAt({ file: name, line: 1, column: 1 }, text.error)]);
}

/** The same of a text; `name` is what messages call it. */
export function parseConfig(name: string, text: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const yaml = parseYaml(name, text);
  if (!yaml.ok) return err(inOrder(yaml.error));
  const file = yaml.value;
  if (file.value === null) {
    return err([problemAt(file.sourceOf([]), { message: 'the file is empty', hint: 'write at least "version: 1"' })]);
  }
  const checked = configFile.safeParse(file.value, { error: generic });
  const wrong = checked.success ? [] : complaints(checked.error.issues, file);
  const problems = [...file.problems, ...wrong, ...trialProblems(file, checked.error?.issues ?? [])];
  return problems.length > 0 || !checked.success ? err(inOrder(problems)) : ok(build(checked.data, file));
}

function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const distinct = [...new Map(problems.map((p) => [p.message, p])).values()].sort(byPosition);
  const more = distinct[MOST_PROBLEMS];
  if (more === undefined) return distinct;
  const left = distinct.length - MOST_PROBLEMS;
  return [
    ...distinct.slice(0, MOST_PROBLEMS),
    problemAt(more.source, { message: `and ${left} more problems from here on` }),
  ];
}

/** Mistakes between steps, of those trials that are well-formed by themselves, and ids that are taken. */
function trialProblems(file: YamlFile, issues: readonly { readonly path: Path }[]): ConfigProblem[] {
  const trials = (file.value as { trials?: unknown }).trials;
  if (!Array.isArray(trials)) return [];
  const malformed = new Set(issues.filter(({ path }) => path[0] === 'trials').map(({ path }) => path[1]));
  const whole = trials
    .map((trial, index) => ({ trial: trial as RawTrial, index }))
    .filter(({ index }) => !malformed.has(index));
  const orders = whole.flatMap(({ trial, index }) =>
    checkStepOrder(trial).map(({ path, ...problem }) => problemAt(file.sourceOf(['trials', index, ...path]), problem)),
  );
  return [...orders, ...takenIds(trials, file)];
}

function takenIds(trials: readonly unknown[], file: YamlFile): ConfigProblem[] {
  const first = new Map<unknown, number>();
  return trials.flatMap((trial, index) => {
    const id = (trial as { id?: unknown } | null)?.id;
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    if (before === undefined || typeof id !== 'string') return [];
    const problem = {
      message: `the id "${id}" is already the id of trial ${before + 1}`,
      hint: 'give each trial an id of its own',
    };
    return [problemAt(file.sourceOf(['trials', index, 'id']), problem)];
  });
}

function build(raw: RawFile, file: YamlFile): ConfigFile {
  const sourced = (path: Path, text: string): Sourced => ({ text, source: file.sourceOf(path) });
  const run = raw.run ?? {};
  return {
    run: {
      ...run,
      interfaces: run.interfaces?.map((text, i) => sourced(['run', 'interfaces', i], text)),
      addresses: run.addresses?.map((text, i) => sourced(['run', 'addresses', i], text)),
      ...axisLists<undefined>((key) => run[key]?.map((written) => axisValue(key, written))),
    },
    expect: (raw.expect ?? []).map((entry, i) =>
      buildExpectation(entry, (key, text) => sourced(['expect', i, key], text)),
    ),
    trials: (raw.trials ?? []).map((trial, i) =>
      buildTrial(trial, file.sourceOf(['trials', i]), (step) => file.sourceOf(['trials', i, 'steps', step])),
    ),
  };
}

function buildExpectation(raw: RawExpectation, sourced: (key: string, text: string) => Sourced): PartialExpectation {
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

/** The schema has accepted the text already. */
function patternOf(text: string): OutcomePattern[] {
  const pattern = readPattern(text);
  return pattern.ok ? [pattern.value] : [];
}
