import { type Address, ANY, type Family, unmap } from '../model/address.ts';
import { type Grid, GridBuilder } from '../model/grid.ts';
import type { Listener } from '../model/listener.ts';
import { formatOutcome, type Outcome } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import { isWildcard } from './address-index.ts';
import type { RuleEnvironment } from './environment.ts';
import { tryOpen } from './open-listener.ts';
import { predictPair } from './predict-pair.ts';
import { ruleSocketOfListener } from './rule-socket.ts';
import type { RuleId, RuleSet } from './systems.ts';

export interface MatrixPrediction {
  /** Row i, column j: the outcome of newcomer j while i holds the port. */
  readonly outcomes: Grid<Outcome>;
  /** The rule behind each cell. */
  readonly rules: Grid<RuleId | ''>;
}

/**
 * Predicts every ordered pair. Two specific addresses of one kind that have the same outcome alone have the same outcome
 * in every pair, except in a pair of one address: so each pair of classes is judged once, and a million cells cost a
 * million look-ups.
 */
export function predictMatrix(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): MatrixPrediction {
  const size = addresses.length;
  const outcomes = new GridBuilder<Outcome>(size, size);
  const ids = new GridBuilder<RuleId | ''>(size, size);
  const classes = classesOf(rules, env, combination, addresses);
  const count = classes.count;
  const same = numbersOf(addresses.map((a) => unmap(a).ip));
  const known = new Int32Array(count * count * 2).fill(-1);
  const judgeCell = (i: number, j: number, key: number): number => {
    const cell = predictPair(rules, env, combination, addresses[i] as Address, addresses[j] as Address);
    const code = (outcomes.code(cell.outcome) << 8) | ids.code(cell.rule);
    known[key] = code;
    return code;
  };
  for (let i = 0, at = 0; i < size; i++) {
    const row = (classes.of[i] as number) * count;
    for (let j = 0; j < size; j++, at++) {
      const key = (row + (classes.of[j] as number)) * 2 + (same.of[i] === same.of[j] ? 1 : 0);
      let code = known[key] as number;
      if (code < 0) code = judgeCell(i, j, key);
      outcomes.cells[at] = code >> 8;
      ids.cells[at] = code & 0xff;
    }
  }
  return { outcomes: outcomes.build(), rules: ids.build() };
}

interface Numbering {
  /** The number of each item, 0 <= n < count. */
  readonly of: Int32Array;
  readonly count: number;
}

function numbersOf(texts: readonly string[]): Numbering {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(texts, (text) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
  return { of, count: numbers.size };
}

/** Addresses are of one class if their kind, their zone and their outcomes as holder and as newcomer are the same. */
function classesOf(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): Numbering {
  const listeners = { inet: listenersOf(combination, 'inet'), inet6: listenersOf(combination, 'inet6') };
  const alone = (listener: Listener): string => {
    const { outcome, rule } = tryOpen({ rules, env }, ruleSocketOfListener(env, listener), env.held);
    return `${formatOutcome(outcome)} ${rule}`;
  };
  return numbersOf(
    addresses.map((address) => {
      const { family, zone = '' } = address;
      const plain = unmap(address);
      const kind = isWildcard(address) ? plain.ip : plain.family;
      return [family, kind, zone, ...listeners[family].map((one) => alone({ ...one, address }))].join(' ');
    }),
  );
}

/** The listeners of holder and newcomer on ANY of a family; one for both where their options are the same. */
function listenersOf(combination: Combination, family: Family): readonly Listener[] {
  const holder = listenerAt(combination, 'holder', ANY[family]);
  const newcomer = listenerAt(combination, 'newcomer', ANY[family]);
  return JSON.stringify(holder.options) === JSON.stringify(newcomer.options) ? [newcomer] : [holder, newcomer];
}
