import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { TrialReport } from '../../src/model/trial.ts';
import { LONG } from '../setup/long.ts';
import { canUnshare } from '../setup/namespace.ts';
import type { Finished } from '../setup/process.ts';
import { canRunAsUser, runProgram, runProgramAsUser } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';

/** A trial: what its sandbox has, and lines of a step in YAML with what is observed: `{ op: listen, socket: a }  ok`. */
export interface Case {
  readonly sandbox?: string;
  /** `/…/` is a pattern. */
  readonly lines: string;
  readonly status?: TrialReport['status'];
  /** The rules do not follow this far. */
  readonly beyondRules?: true;
}

/** Trials by their names. */
export type Cases = Readonly<Record<string, Case>>;

interface Line {
  readonly step: string;
  readonly observed: string;
}

const parse = (lines: string): Line[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, step, observed] = /^\s*(\{.*\})\s+(.*?)\s*$/.exec(line) ?? [];
      if (step === undefined || observed === undefined) throw new Error(`not a step and what is observed: ${line}`);
      return { step, observed };
    });

/** A name in words as an id: letters, digits and dashes. */
const idOf = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '-');

/** The file that `check` reads. */
function yamlOf(cases: Cases): string {
  const trials = Object.entries(cases).map(([id, { sandbox, lines }]) =>
    [
      `  - id: ${JSON.stringify(idOf(id))}`,
      ...(sandbox === undefined ? [] : [`    sandbox: ${sandbox}`]),
      '    steps:',
      ...parse(lines).map(({ step }) => `      - ${step}`),
    ].join('\n'),
  );
  return `version: 1\ntrials:\n${trials.join('\n')}\n`;
}

type Program = (args: readonly string[], options: { input: string }) => Promise<Finished>;

export interface Person {
  readonly who: string;
  readonly able: Able;
  readonly program: Program;
}

const both = (...able: Able[]): Able => able.find((a) => a !== true) ?? true;

/** Everybody for whom trials must run: root without a user namespace, and whoever is made root of one. */
export const PEOPLE: readonly Person[] = [
  { who: 'whoever runs the tests', able: canUnshare(), program: runProgram },
  { who: 'an ordinary user', able: both(canRunAsUser(), canUnshare('userns')), program: runProgramAsUser },
];

/** In `npm test` an ordinary user is spared what is long: the rules and the kernel are the same for both. */
export const PEOPLE_OF_LONG: readonly Person[] = LONG ? PEOPLE : PEOPLE.slice(0, 1);

/** Root, who may take on other uids. */
export const ROOT: Person = {
  who: 'root',
  able: process.geteuid?.() === 0 ? canUnshare('root') : 'needs root, to take on other uids',
  program: runProgram,
};

/** A step as the JSON report has it. */
export interface StepJson {
  readonly op: string;
  readonly socket: string | null;
  readonly observed: string;
  /** A list where chance decides. */
  readonly predicted: string | readonly string[];
  readonly rule: string;
  readonly why: string;
}

/** A trial as the JSON report has it. */
export interface TrialJson extends Pick<TrialReport, 'id' | 'status' | 'reason' | 'story'> {
  readonly steps: readonly StepJson[];
}

export interface Checked {
  readonly code: number | null;
  readonly stderr: string;
  readonly trials: readonly TrialJson[];
}

/** Runs `check` on a file. */
export async function checkYaml(person: Person, input: string, args: readonly string[] = []): Promise<Checked> {
  const { code, stdout, stderr } = await person.program(['check', '-', '--format', 'json', ...args], { input });
  const { trials } = stdout === '' ? { trials: [] } : (JSON.parse(stdout) as { trials: TrialJson[] });
  return { code, stderr, trials };
}

/** A test for each case and each person: every step observes what its line says. All run in one program. */
export function testCases(title: string, cases: Cases, people: readonly Person[] = PEOPLE): void {
  for (const person of people) {
    describeWhere(person.able, `${title}, for ${person.who}`, () => {
      let checked: Checked;
      beforeAll(async () => {
        checked = await checkYaml(person, yamlOf(cases));
      });
      for (const [name, { lines, status, beyondRules }] of Object.entries(cases)) {
        test(name, () => {
          const trial = checked.trials.find(({ id }) => id === idOf(name));
          if (trial === undefined) throw new Error(`no report, but on stderr: ${checked.stderr}`);
          const wanted = parse(lines);
          expect(trial.steps.map(observation)).toEqual(wanted.map((line, i) => expectation(line, trial.steps[i])));
          if (status !== undefined) expect(trial).toMatchObject({ status });
          if (!beyondRules) expect(trial.steps.filter(wasWrong).map(surprise)).toEqual([]);
        });
      }
    });
  }
}

/** A test for each person: every trial of a shipped file is met, and the rules foresee every step. */
export function testFile(file: string, people: readonly Person[], fewest = 1): void {
  for (const person of people) {
    describeWhere(person.able, `${file}, for ${person.who}`, () => {
      test('every trial is met, and the rules foresee every step', async () => {
        const { trials, stderr } = await checkYaml(person, readFileSync(file, 'utf8'));
        expect(
          trials.filter(({ status }) => status !== 'met').map(({ id, reason }) => [id, reason]),
          stderr,
        ).toEqual([]);
        const steps = trials.flatMap((trial) =>
          trial.steps.map((step, i) => ({ at: `${trial.id} ${i + 1}`, ...step })),
        );
        expect(steps.filter(({ observed, predicted }) => observed !== predicted)).toEqual([]);
        expect(trials.length).toBeGreaterThanOrEqual(fewest);
      });
    });
  }
}

/** The rules foresaw something else. */
const wasWrong = ({ predicted, observed }: StepJson): boolean =>
  observed !== 'not tried' && ![predicted].flat().some((outcome) => outcome === observed || outcome === 'unknown');

const surprise = ({ op, socket, observed, predicted, rule }: StepJson): string =>
  `${op} ${socket ?? ''}: ${observed}, predicted ${[predicted].flat().join(' or ')} by ${rule}`;

const observation = (step: StepJson, i: number): string => `${i + 1} ${step.op} ${step.socket ?? ''}: ${step.observed}`;

function expectation({ observed }: Line, step: StepJson | undefined): unknown {
  if (step === undefined) return observed;
  const pattern = /^\/(.*)\/$/.exec(observed)?.[1];
  return pattern === undefined
    ? expect.stringMatching(new RegExp(`: ${observed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`))
    : expect.stringMatching(new RegExp(`: ${pattern}$`));
}
