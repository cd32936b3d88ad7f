import { type Address, formatAddress, parseAddress } from '../../model/address.ts';
import { formatStep } from '../../model/step-outcome.ts';
import type { Step, Trial, TrialSandbox } from '../../model/trial.ts';
import { answerersAt } from '../../rules/index.ts';
import type { ComponentVerdict } from './judge-component.ts';
import type { OpenSocket } from './open-sockets.ts';
import type { Rulebook, TrailStep } from './trail.ts';

/** Where the trial of a plan runs, and whose rules foresee it. */
export interface TrialPlace {
  readonly sandbox: TrialSandbox;
  readonly book: Rulebook;
}

/** More clients than this are not sent. */
const MOST_CLIENTS = 48;

/** The calls of the services as a trial, each expected to do what the rules foresee, and clients of the open ports. */
export function trialOf({ steps, open, answers }: ComponentVerdict, id: string, { sandbox, book }: TrialPlace): Trial {
  const clients = [...open].flatMap(([port, sockets]) =>
    Object.keys(answers[port] ?? {}).flatMap((address) => clientOf(address, sockets, book)),
  );
  return {
    id,
    title: id,
    sandbox,
    steps: [...steps.map(expectedStep), ...clients.slice(0, MOST_CLIENTS)],
  };
}

const expectedStep = ({ step, outcome }: TrailStep): Step => ({
  ...step,
  expect: [outcome.kind === 'ok' || outcome.kind === 'refused' ? formatStep(outcome) : 'ok'],
});

/** A client of an address that somebody should get. */
function clientOf(text: string, open: readonly OpenSocket[], { rules, env }: Rulebook): Step[] {
  const address = parseAddress(text);
  const [first] = open;
  if (!address.ok || first === undefined || !mayBeCalled(address.value)) return [];
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
