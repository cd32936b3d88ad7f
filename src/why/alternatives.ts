import type { Listener } from '../model/listener.ts';
import { UNKNOWN } from '../model/outcome.ts';
import type { Alternative } from '../model/remedy.ts';
import { holderOption, stop, user, wait } from './holder-remedies.ts';
import { addAddress, capability, sysctl, waitForDad } from './host-remedies.ts';
import { type Hypothesis, predictHypothesis } from './hypothesis.ts';
import { address, device, freebind, port, reuse, scope, v6only } from './listener-remedies.ts';
import type { RemedyContext, RemedyMaker, RemedyStep } from './remedy.ts';

/** What could be done instead. */
export interface Proposal extends Alternative {
  /** The listener whose bind would prove it now; absent where nothing but the remedy itself would. */
  readonly proof?: Listener;
}

/** They let the same endpoint be bound, and change nothing but the listener, or need only patience. */
const BY_ITSELF: readonly RemedyMaker[] = [v6only, device, freebind, wait, waitForDad, reuse];

/** They let the same endpoint be bound after a change to another process, to the host or to the user. */
const AMONG_OTHERS: readonly RemedyMaker[] = [holderOption, stop, capability, sysctl, user, addAddress];

/** How many of each are proposed. */
const MOST = { addresses: 3, same: 5, pairs: 2, ports: 1 } as const;

/** How many addresses are looked at: a host may have thousands. */
const LOOKED_AT = 64;

/** A proposal as an alternative, with what came of trying it; undefined where it does not work. */
export type Check = (proposal: Proposal) => Alternative | undefined;

/**
 * What would work instead of a bind that fails, the smallest change first: an option of the listener's own that takes
 * nothing from a holder, another address on the port, another remedy for the same endpoint, two remedies where no single
 * one is enough, another port.
 */
export function alternativesTo(hypothesis: Hypothesis, context: RemedyContext, check: Check): Alternative[] {
  const addresses = [...scope(hypothesis, context), ...address(hypothesis, context)].slice(0, LOOKED_AT);
  const all = [...BY_ITSELF, ...AMONG_OTHERS].flatMap((make) => make(hypothesis, context));
  const same = firstOf(promising(all), MOST.same, check);
  return [
    ...same.filter(isOwnOption),
    ...firstOf(promising(addresses), MOST.addresses, check),
    ...same.filter((one) => !isOwnOption(one)),
    ...(same.length > 0 ? [] : firstOf(pairsOf(hypothesis, context), MOST.pairs, check)),
    ...otherPortsFor(hypothesis, context, check),
  ];
}

/** The first of the other ports that work. */
export const otherPortsFor = (hypothesis: Hypothesis, context: RemedyContext, check: Check): Alternative[] =>
  firstOf(promising(port(hypothesis, context)), MOST.ports, check);

/** Whether nothing changes but an option of the listener, and nobody loses by it. */
const isOwnOption = ({ steps: [only, ...more] }: Alternative): boolean =>
  more.length === 0 && (only?.kind === 'v6only' || only?.kind === 'reuse') && only.impact === 'nothing';

/** Whether the rules say that it works. */
export const isPredicted = ({ predicted }: Pick<Alternative, 'predicted'>): boolean => predicted.kind === 'ok';

/** The first few that work. Each is checked before it counts, and none is checked that is not needed. */
function firstOf(proposals: Iterable<Proposal>, most: number, check: Check): Alternative[] {
  const found: Alternative[] = [];
  for (const proposal of proposals) {
    const alternative = check(proposal);
    if (alternative !== undefined) found.push(alternative);
    if (found.length === most) break;
  }
  return found;
}

/** Those that the rules let pass, or that a trial can decide; each is predicted when it is asked for. */
function* promising(steps: readonly RemedyStep[]): Generator<Proposal> {
  for (const step of steps) {
    const proposal = proposalOf([step]);
    if (isPredicted(proposal) || (proposal.predicted.kind === 'unknown' && proposal.proof !== undefined))
      yield proposal;
  }
}

function proposalOf(steps: readonly RemedyStep[]): Proposal {
  const last = steps.at(-1);
  const remedies = steps.map(({ remedy }) => remedy);
  const [first, ...more] = remedies;
  return {
    steps: remedies,
    predicted: last === undefined ? UNKNOWN : predictHypothesis(last.hypothesis).outcome,
    ...(first !== undefined && more.length === 0 && 'listener' in first ? { proof: first.listener } : {}),
  };
}

/** Two remedies, neither of which is enough alone: one about others, then one about others, the listener or the time. */
const pairsOf = (hypothesis: Hypothesis, context: RemedyContext): Proposal[] =>
  AMONG_OTHERS.flatMap((make, i) =>
    make(hypothesis, context).flatMap((first) =>
      [...AMONG_OTHERS.slice(i + 1), ...BY_ITSELF]
        .flatMap((next) => next(first.hypothesis, context))
        .map((second) => proposalOf([first, second])),
    ),
  ).filter(isPredicted);
