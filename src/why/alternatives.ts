import type { Alternative, Bind } from '../model/why.ts';
import { address, freebind, port, reuse, scope, v6only } from './listener-remedies.ts';
import { predictHypothesis, type Hypothesis } from './hypothesis.ts';
import type { RemedyContext, RemedyMaker, RemedyStep } from './remedy.ts';
import { addAddress, capability, holderOption, stop, sysctl, user, wait, waitForDad } from './world-remedies.ts';

/** What could be done instead, and the bind that would prove it now, where there is one. */
export interface Proposal extends Alternative {
  readonly proof?: Bind;
}

/** They let the very endpoint be bound, and change nothing but the listener, or need only patience. */
const BY_ITSELF: readonly RemedyMaker[] = [v6only, freebind, wait, waitForDad, reuse];

/** They let it be bound in a world that was changed before. */
const AMONG_OTHERS: readonly RemedyMaker[] = [holderOption, stop, capability, sysctl, user, addAddress];

/** How many of each are proposed. */
const MOST = { addresses: 3, same: 5, pairs: 2, ports: 1 } as const;

/** How many addresses are predicted for: a host may have thousands. */
const LOOKED_AT = 64;

/** What would work instead of a bind that fails: one step, or two where no single one lets the endpoint be bound. */
export function candidatesFor(scene: Hypothesis, context: RemedyContext): Proposal[] {
  const same = fruitful([...BY_ITSELF, ...AMONG_OTHERS].flatMap((make) => make(scene, context)));
  return [
    ...fruitful([...scope(scene, context), ...address(scene, context)].slice(0, LOOKED_AT)).slice(0, MOST.addresses),
    ...same.slice(0, MOST.same),
    ...(same.some(({ predicted }) => predicted === 'ok') ? [] : pairsOf(scene, context).slice(0, MOST.pairs)),
    ...portsInstead(scene, context),
  ];
}

/** The first of the other ports that would work. */
export const portsInstead = (scene: Hypothesis, context: RemedyContext): Proposal[] =>
  fruitful(port(scene, context)).slice(0, MOST.ports);

/** Those that the rules let pass, or that trying can decide. */
const fruitful = (steps: readonly RemedyStep[]): Proposal[] =>
  steps
    .map((step) => candidateOf([step]))
    .filter(({ predicted, proof }) => predicted === 'ok' || (predicted === 'unknown' && proof !== undefined));

function candidateOf(steps: readonly RemedyStep[]): Proposal {
  const last = steps.at(-1);
  const remedies = steps.map(({ remedy }) => remedy);
  const [first, ...more] = remedies;
  return {
    steps: remedies,
    predicted: last === undefined ? 'unknown' : predictHypothesis(last.scene).outcome,
    ...(first !== undefined && more.length === 0 && 'bind' in first ? { proof: first.bind } : {}),
  };
}

/** Two steps, each of which alone would not do: something about the world, then about the listener or the time. */
const pairsOf = (scene: Hypothesis, context: RemedyContext): Proposal[] =>
  AMONG_OTHERS.flatMap((make, i) =>
    make(scene, context).flatMap((first) =>
      [...AMONG_OTHERS.slice(i + 1), ...BY_ITSELF]
        .flatMap((next) => next(first.scene, context))
        .map((second) => candidateOf([first, second])),
    ),
  ).filter(({ predicted }) => predicted === 'ok');
