import { type Address, formatAddress, parseAddress } from '../../model/address.ts';
import { OK } from '../../model/outcome.ts';
import type { Answers } from '../../model/plan-report.ts';
import { formatStep, type StepForecast, type StepOutcome, sameStep } from '../../model/step-outcome.ts';
import type { Step, Trial, TrialReport, TrialSandbox } from '../../model/trial.ts';
import { answerersAt, locality } from '../../rules/index.ts';
import { type OpenSocket, openSockets } from './open-sockets.ts';
import type { Run } from './simulate.ts';
import type { Observed, Rulebook, TrailStep } from './trail.ts';

/** How a run becomes a trial. */
export interface TrialSetting {
  /** Told where rule and kernel differ: `edge, admin`. */
  readonly name: string;
  readonly sandbox: TrialSandbox;
  /** Whose rules foresee it. */
  readonly book: Rulebook;
  /** The addresses to which clients are sent once all have started. */
  readonly clients: Answers;
}

/** A trial, and what of each step is foreseen, or was seen, in the run of which it was made. */
export interface ForeseenTrial {
  readonly trial: Trial;
  readonly foreseen: readonly (StepForecast | StepOutcome)[];
}

/** More clients than this are not sent. */
const MOST_CLIENTS = 48;

/** The calls of the services as a trial, each expected to do what the rules foresee, and clients of the open ports. */
export function trialOf(run: Run, { name, sandbox, book, clients }: TrialSetting): ForeseenTrial {
  const sent = [...openSockets(run)].flatMap(([port, sockets]) =>
    Object.keys(clients[port] ?? {}).flatMap((address) => clientOf(address, sockets, book)),
  );
  const calls = run.trail.steps.map(expectedStep);
  const steps = [...calls, ...sent.slice(0, MOST_CLIENTS)];
  return {
    trial: { id: name, title: name, sandbox, steps },
    foreseen: steps.map((_, i) => run.trail.steps[i]?.outcome ?? OK),
  };
}

/** Whether all steps did what was foreseen of them. Where nothing was foreseen of a step, it did something else. */
export const isAsForeseen = (foreseen: ForeseenTrial['foreseen'], outcomes: readonly StepOutcome[]): boolean =>
  outcomes.length === foreseen.length &&
  outcomes.every((outcome, i) => foreseen[i] !== undefined && sameStep(foreseen[i], outcome));

/** The steps of a trial as the judge asked for them, with what came of each. Undefined where the trial could not be run. */
export function observedOf(trial: Trial, { steps, status }: TrialReport): Observed | undefined {
  if (status === 'skipped') return undefined;
  return steps.flatMap(({ observed }, i) => {
    const step = trial.steps[i];
    return step === undefined || step.op === 'deliver'
      ? []
      : [{ step: { ...step, expect: ['ok'] }, outcome: observed }];
  });
}

/** `start of edge, admin`; of many services the first ones. */
export function trialName(ids: readonly string[], more = ''): string {
  const named = ids.slice(0, 4).join(', ');
  return `start of ${named}${ids.length > 4 ? ` and ${ids.length - 4} more` : ''}${more}`;
}

const expectedStep = ({ step, outcome }: TrailStep): Step => ({
  ...step,
  expect: [outcome.kind === 'ok' || outcome.kind === 'refused' ? formatStep(outcome) : 'ok'],
});

/** A client of an address that somebody should get. To one that the host has not, it would leave the host. */
function clientOf(text: string, open: readonly OpenSocket[], { rules, env }: Rulebook): Step[] {
  const address = parseAddress(text);
  const [first] = open;
  if (!address.ok || first === undefined || !mayBeCalled(address.value) || locality(env, address.value) !== 'local')
    return [];
  const receivers = answerersAt(
    rules,
    env,
    open.map(({ listener }) => listener),
    address.value,
  ).flatMap((i) => open[i]?.name ?? []);
  if (receivers.length === 0 || receivers.length > 8) return [];
  const exact = receivers.length === 1;
  return [
    {
      op: 'deliver',
      address: formatAddress(address.value),
      port: first.listener.port,
      receivers,
      ...(exact ? {} : { exact }),
      expect: ['ok'],
    },
  ];
}

/** A link-local address is of another link in the sandbox. */
const mayBeCalled = ({ zone }: Address): boolean => zone === undefined;
