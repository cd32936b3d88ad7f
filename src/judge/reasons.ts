import { type Address, formatSocketAddress } from '../model/address.ts';
import { formatBound, type HeldSocket } from '../model/host.ts';
import { formatListener, type Listener } from '../model/listener.ts';
import { isRefusal, type Outcome, sameOutcome } from '../model/outcome.ts';
import { pairKinds } from '../model/pair-kinds.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import type { AloneReport, MatrixReport, TogetherReport } from '../model/report.ts';
import {
  conditionInWords,
  explain,
  predictListener,
  predictPair,
  type RuleEnvironment,
  type RuleSet,
} from '../rules/index.ts';

/** Says why an outcome is predicted, in a sentence about the two sockets that the rule decided about. */
export interface Reasoner {
  readonly alone: (listener: Listener) => Reasoned;
  readonly pair: (combination: Combination, holder: Address, newcomer: Address) => Reasoned;
}

export interface Reasoned {
  readonly predicted: Outcome;
  readonly rule: string;
  readonly why: string;
}

export function reasonerOf(rules: RuleSet, env: RuleEnvironment, held: readonly HeldSocket[]): Reasoner {
  const alone = (listener: Listener): Reasoned => {
    const { outcome, rule, why } = predictListener(rules, env, listener);
    return { predicted: outcome, rule, why: withOwner(held, listener, rule, why) };
  };
  const pair = (combination: Combination, holder: Address, newcomer: Address): Reasoned => {
    const { outcome, rule, condition } = predictPair(rules, env, combination, holder, newcomer);
    if (condition !== undefined) return { predicted: outcome, rule, why: conditionInWords(condition) };
    const own = listenerAt(combination, 'newcomer', newcomer);
    // A rule that refuses the newcomer by itself has nothing to do with this holder.
    const itself = alone(own);
    if (itself.rule === rule && itself.predicted.kind !== 'ok') return { ...itself, predicted: outcome };
    const sockets = {
      holder: formatSocketAddress({ address: holder, port: combination.port }),
      newcomer: formatSocketAddress(own),
    };
    return { predicted: outcome, rule, why: explain(rule, sockets) };
  };
  return { alone, pair };
}

/** Adds the owner to the name of a socket of another process, whose address and port may be those of the newcomer. */
function withOwner(held: readonly HeldSocket[], listener: Listener, rule: string, why: string): string {
  const newcomer = formatListener(listener);
  const meant = held.find(
    (h) => h.protocol === listener.protocol && explain(rule, { holder: formatBound(h), newcomer }) === why,
  );
  const [owner] = meant?.owners ?? [];
  if (meant === undefined || owner === undefined || !why.includes(formatBound(meant))) return why;
  const holder = `${formatBound(meant)} of ${owner.command} (pid ${owner.pid})`;
  return explain(rule, { holder, newcomer });
}

/** The parts of a report in which rules refuse sockets. */
interface Parts {
  readonly alone: readonly AloneReport[];
  readonly together: readonly TogetherReport[];
  readonly matrices: readonly MatrixReport[];
}

/** One sentence for each rule that refused a socket, on the first sockets that it refused. */
export function reasonsOf({ alone, together, matrices }: Parts, reasoner: Reasoner): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const isNew = (rule: string): boolean => rule !== '' && rule !== 'unknown' && found[rule] === undefined;
  for (const { outcome, predicted, rule, listener } of alone)
    if (isRefusal(outcome) && sameOutcome(outcome, predicted) && isNew(rule))
      found[rule] = reasoner.alone(listener).why;
  for (const { outcome, predicted, rule, why } of together.flatMap((t) => t.listeners))
    if (isRefusal(outcome) && sameOutcome(outcome, predicted) && isNew(rule)) found[rule] = why;
  for (const matrix of matrices)
    for (const [rule, [holder, newcomer]] of firstRefusals(matrix))
      if (isNew(rule)) found[rule] = reasoner.pair(matrix, holder, newcomer).why;
  return found;
}

/** The first pair that each rule refused as it foresees, holder and newcomer, by the id of the rule. */
function firstRefusals(matrix: MatrixReport): Map<string, [Address, Address]> {
  const first = new Map<string, [Address, Address]>();
  for (const { outcome, predicted, rule, first: at } of pairKinds(matrix)) {
    if (first.has(rule) || predicted === undefined || !isRefusal(outcome) || !sameOutcome(outcome, predicted)) continue;
    const { addresses, cells } = matrix;
    const [holder, newcomer] = [addresses[Math.floor(at / cells.columns)], addresses[at % cells.columns]];
    if (holder !== undefined && newcomer !== undefined) first.set(rule, [holder, newcomer]);
  }
  return first;
}
