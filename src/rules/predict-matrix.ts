import type { Address } from '../model/address.ts';
import { type Grid, GridBuilder } from '../model/grid.ts';
import type { Outcome } from '../model/outcome.ts';
import { type PairClasses, pairClass } from '../model/pair-classes.ts';
import type { Combination } from '../model/plan.ts';
import { pairClassesOf } from './address-classes.ts';
import type { RuleEnvironment } from './environment.ts';
import { type PairPrediction, predictPair } from './predict-pair.ts';
import type { RuleId, RuleSet } from './systems.ts';

export interface MatrixPrediction {
  /** Row i, column j: the outcome of newcomer j while i holds the port. */
  readonly outcomes: Grid<Outcome>;
  /** The rule behind each cell. */
  readonly rules: Grid<RuleId | ''>;
  /** The pairs of one class have the same outcome by the same rule. */
  readonly classes: PairClasses;
}

/**
 * Predicts every ordered pair. Each class of pairs is judged once; rows whose holders are alike are copies of each other
 * but for the pairs of one IP address: so a million cells cost a thousand copies.
 */
export function predictMatrix(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  addresses: readonly Address[],
): MatrixPrediction {
  const classes = pairClassesOf(rules, env, combination, addresses);
  const table = new PairTable(classes, addresses.length, (i, j) =>
    predictPair(rules, env, combination, addresses[i] as Address, addresses[j] as Address),
  );
  const sameIp = byIp(classes);
  const rows = new Map<string, number>();
  for (let i = 0; i < addresses.length; i++) {
    const kind = `${classes.of[i]} ${classes.devices.holder[i]}`;
    const like = rows.get(kind);
    if (like === undefined) {
      rows.set(kind, i);
      table.judgeRow(i);
    } else {
      table.copyRow(i, like);
      for (const row of [like, i]) for (const j of sameIp.get(classes.ips[row] as number) ?? []) table.judge(i, j);
    }
  }
  return { outcomes: table.outcomes.build(), rules: table.rules.build(), classes };
}

/** The cells of a matrix, of which each class is judged once. */
class PairTable {
  readonly outcomes: GridBuilder<Outcome>;
  readonly rules: GridBuilder<RuleId | ''>;
  readonly #classes: PairClasses;
  readonly #judge: (i: number, j: number) => PairPrediction;
  /** By class: the codes of outcome and rule, in one number. */
  readonly #known = new Map<number, number>();

  constructor(classes: PairClasses, size: number, judge: (i: number, j: number) => PairPrediction) {
    this.#classes = classes;
    this.#judge = judge;
    this.outcomes = new GridBuilder(size, size);
    this.rules = new GridBuilder(size, size);
  }

  judge(i: number, j: number): void {
    const key = pairClass(this.#classes, i, j);
    let known = this.#known.get(key);
    if (known === undefined) {
      const { outcome, rule } = this.#judge(i, j);
      known = (this.outcomes.code(outcome) << 8) | this.rules.code(rule);
      this.#known.set(key, known);
    }
    const at = i * this.outcomes.columns + j;
    this.outcomes.cells[at] = known >> 8;
    this.rules.cells[at] = known & 0xff;
  }

  judgeRow(i: number): void {
    for (let j = 0; j < this.outcomes.columns; j++) this.judge(i, j);
  }

  copyRow(to: number, from: number): void {
    const { columns } = this.outcomes;
    for (const { cells } of [this.outcomes, this.rules])
      cells.copyWithin(to * columns, from * columns, (from + 1) * columns);
  }
}

/** The addresses with each number of an IP address. */
function byIp({ ips }: PairClasses): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [i, ip] of ips.entries()) {
    const known = found.get(ip);
    if (known === undefined) found.set(ip, [i]);
    else known.push(i);
  }
  return found;
}
