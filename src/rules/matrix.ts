import { type Address, unmap } from '../model/address.ts';
import { type Grid, GridBuilder } from '../model/grid.ts';
import type { Combination } from '../model/plan.ts';
import type { RuleEnvironment } from './environment.ts';
import { type OpenResult, opened, partyAt, tryBind, tryListen, tryOpen } from './predict.ts';
import type { RuleSet } from './rule.ts';

export interface MatrixPrediction {
  /** `cells[i][j]`: what becomes of newcomer j while i holds the port, as model/outcome.ts writes it; `unknown` too. */
  readonly outcomes: Grid;
  /** The rule behind each cell. */
  readonly rules: Grid;
}

interface CellPrediction {
  readonly outcome: string;
  readonly rule: string;
}

/** One ordered pair of addresses: the holder opened, then the newcomer. */
export function predictPair(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  holder: Address,
  newcomer: Address,
): CellPrediction {
  const h = partyAt(env, combination, holder, combination.reuse.holder);
  const n = partyAt(env, combination, newcomer, combination.reuse.newcomer);
  const held = tryBind(rules, env, h, env.held);
  if (held.outcome !== 'ok') return holderFailed(held);
  if (combination.sequence === 'listen-each') {
    const listening = tryListen(rules, env, h, env.held, held);
    if (listening.outcome !== 'ok') return holderFailed(listening);
    return cellOf(tryOpen(rules, env, n, [...env.held, opened(h)]));
  }
  const bound = tryBind(rules, env, n, [...env.held, h]);
  if (bound.outcome !== 'ok') return cellOf(bound);
  const listening = tryListen(rules, env, h, [...env.held, n], held);
  if (listening.outcome !== 'ok') return holderFailed(listening);
  return cellOf(tryListen(rules, env, n, [...env.held, opened(h)], bound));
}

const cellOf = (fate: OpenResult): CellPrediction => ({ outcome: fate.outcome, rule: fate.judgement.rule });

function holderFailed(fate: OpenResult): CellPrediction {
  const { outcome } = fate;
  return { outcome: outcome === 'unknown' ? outcome : `holder:${outcome}`, rule: fate.judgement.rule };
}

/**
 * Every ordered pair. Two specific addresses of one kind that fare alike alone fare alike in every pair, but for a pair
 * of one address: so each pair of classes is judged once, and a million cells cost a million look-ups.
 */
export function predictMatrix(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): MatrixPrediction {
  const size = addresses.length;
  const outcomes = new GridBuilder(size, size);
  const ids = new GridBuilder(size, size);
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

/** Alike are addresses of one kind, one zone, and one fate as holder and as newcomer. */
function classesOf(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): Numbering {
  const { holder, newcomer } = combination.reuse;
  return numbersOf(
    addresses.map((address) => {
      const fates = (holder === newcomer ? [holder] : [holder, newcomer]).map((reuse) => {
        const fate = tryOpen(rules, env, partyAt(env, combination, address, reuse), env.held);
        return `${fate.outcome} ${fate.judgement.rule}`;
      });
      const plain = unmap(address);
      const kind = plain.ip === '0.0.0.0' || plain.ip === '::' ? plain.ip : plain.family;
      return [address.family, kind, address.zone ?? '', ...fates].join(' ');
    }),
  );
}
