import type { Place } from '../../model/experiment.ts';
import type { FleetHost } from '../../model/fleet.ts';
import type { ExpectationReport, Report } from '../../model/report.ts';
import { timingOf } from '../../model/timing.ts';
import type { StepReport, TrialReport } from '../../model/trial.ts';
import { becauseInWords, counterexample, expectationInWords } from '../expectations/words.ts';
import { observedInWords, predictedInWords, stepWords, systemOf } from '../trials/words.ts';
import type { Case } from './case.ts';
import { planCases } from './services.ts';

/** What the list is made of. */
export interface Judged extends Pick<Report, 'expectations' | 'trials'>, Partial<Pick<Report, 'files' | 'plans'>> {
  /** The list itself, of what is judged in another way. */
  readonly cases?: readonly Case[];
}

/** What is written of a list of cases, and of the run that it comes from. */
export interface CaseReport
  extends Judged,
    Pick<Report, 'version' | 'started' | 'seconds' | 'where' | 'summary' | 'disagreements' | 'reasons'> {
  readonly host: Pick<Report['host'], 'hostname' | 'os' | 'kernel'>;
  /** Of cases that are of hosts: those. */
  readonly hosts?: readonly Pick<FleetHost, 'name' | 'kernel'>[];
}

/** Everything that was judged, in the order in which it is written: file by file, line by line. */
export function casesOf({ expectations, trials, plans = [], files = [], cases }: Judged): readonly Case[] {
  if (cases !== undefined) return cases;
  const all = [
    ...plans.flatMap(planCases).map((of) => ({ at: placeOfCase(of), of })),
    ...expectations.map((one) => ({ at: one.source, of: expectationCase(one) })),
    ...trials.map((one) => ({ at: one.source, of: trialCase(one) })),
  ];
  const order = new Map<string, number>();
  for (const file of [...files, ...all.flatMap(({ at }) => at?.file ?? [])])
    if (!order.has(file)) order.set(file, order.size);
  const rank = ({ file }: Place): number => order.get(file) ?? 0;
  const before = (a: Place, b: Place): number => rank(a) - rank(b) || a.line - b.line || a.column - b.column;
  return all.sort((a, b) => (a.at && b.at ? before(a.at, b.at) : 0)).map(({ of }) => of);
}

const placeOfCase = ({ file, line, column }: Case): Place | undefined =>
  file === undefined || line === undefined || column === undefined ? undefined : { file, line, column };

function expectationCase(one: ExpectationReport): Case {
  const reason = one.status === 'met' ? '' : counterexample(one);
  const because = becauseInWords(one);
  return {
    kind: 'expectation',
    id: one.id,
    name: expectationInWords(one),
    status: one.status,
    ...timingOf(one),
    ...one.source,
    ...(one.system === undefined ? {} : { system: one.system }),
    ...(one.because === undefined || one.because.rule === '' ? {} : { rule: one.because.rule }),
    ...(reason === '' ? {} : { reason }),
    detail: because === '' ? [] : [because],
  };
}

function trialCase(one: TrialReport): Case {
  const wrong = one.status === 'unmet' ? one.steps.filter(({ met }) => !met) : [];
  const [first] = wrong;
  const reason = first === undefined ? one.reason : stepText(one, first);
  return {
    kind: 'trial',
    id: one.id,
    name: `${systemOf(one)}${one.title}`,
    status: one.status,
    ...timingOf(one),
    ...(one.file === undefined ? {} : { file: one.file }),
    ...(first?.source ?? one.source),
    ...(one.system === undefined ? {} : { system: one.system }),
    ...(first === undefined || first.rule === '' ? {} : { rule: first.rule }),
    ...(reason === undefined ? {} : { reason }),
    detail: wrong.flatMap((step) => (step === first ? whyLines(step) : [stepText(one, step), ...whyLines(step)])),
  };
}

/** `step 3, bind again 0.0.0.0:80: EADDRINUSE, expected ok` */
const stepText = ({ steps }: TrialReport, step: StepReport): string => {
  const words = stepWords(step).filter((word) => word !== '');
  return `step ${steps.indexOf(step) + 1}, ${words.join(' ')}: ${observedInWords(step)}, expected ${step.expected.join(' or ')}`;
};

const whyLines = (step: StepReport): string[] => [
  `predicted ${predictedInWords(step)}${step.rule === '' ? '' : ` by ${step.rule}`}`,
  ...(step.why === '' ? [] : [step.why]),
];
