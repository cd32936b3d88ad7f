import { isHolderFailure, isRefusal, outcomeCall } from '../model/outcome.ts';
import type { MatrixReport, TogetherReport } from '../model/report.ts';
import { type Kind, kindOf } from './fold.ts';

/** How pairs of two kinds of address came out. */
export interface Tried {
  readonly ok: number;
  readonly refused: number;
  /** Of the refused, how many bound and failed only in listen(2). */
  readonly late: number;
  /** The first refused pair: holder and newcomer. */
  readonly example?: readonly [string, string];
}

/** Outcomes by `HOLDER>NEWCOMER` kinds (`any4>inet`), and `KIND=` for an address with itself. */
export type Tally = ReadonlyMap<string, Tried>;

export const NONE: Tried = { ok: 0, refused: 0, late: 0 };

export const pairKey = (holder: Kind, newcomer: Kind): string => `${holder}>${newcomer}`;
export const itselfKey = (kind: Kind): string => `${kind}=`;

export const sum = (tally: Tally, keys: readonly string[]): Tried =>
  keys.map((key) => tally.get(key) ?? NONE).reduce((a, b) => {
    const example = a.example ?? b.example;
    return { ok: a.ok + b.ok, refused: a.refused + b.refused, late: a.late + b.late, ...(example === undefined ? {} : { example }) };
  }, NONE);

/** Addresses that could not hold the port at all say nothing about sharing it, neither as holder nor as newcomer. */
export const unusable = (matrix: MatrixReport): string[] =>
  matrix.addresses.filter((_, i) => {
    const { cells } = matrix;
    return isHolderFailure(cells.codes[cells.cells[i * cells.columns + i] ?? 0] ?? '');
  });

const KINDS: readonly Kind[] = ['any4', 'any6', 'inet', 'inet6', 'mapped'];

/** One pass over the cells: a counter for each kind of pair and code. */
export function tallyMatrix(matrix: MatrixReport): Tally {
  const { cells, addresses } = matrix;
  const left = new Set(unusable(matrix));
  const kinds = addresses.map((address) => (left.has(address) ? -1 : KINDS.indexOf(kindOf(address))));
  const counters = new Map<string, PairCounter>();
  const between = KINDS.flatMap((holder) => KINDS.map((newcomer) => counter(counters, pairKey(holder, newcomer))));
  const itself = KINDS.map((kind) => counter(counters, itselfKey(kind)));
  for (let i = 0; i < cells.rows; i++) {
    const row = kinds[i] ?? -1;
    if (row < 0) continue;
    for (let j = 0; j < cells.columns; j++) {
      const column = kinds[j] ?? -1;
      if (column < 0) continue;
      const at = i * cells.columns + j;
      const counted = i === j ? itself[row] : between[row * KINDS.length + column];
      counted?.add(cells.cells[at] ?? 0, at);
    }
  }
  return new Map([...counters].map(([key, counted]) => [key, counted.result(matrix)]));
}

function counter(counters: Map<string, PairCounter>, key: string): PairCounter {
  const made = new PairCounter();
  counters.set(key, made);
  return made;
}

class PairCounter {
  readonly #counts = new Uint32Array(256);
  readonly #first = new Int32Array(256).fill(-1);

  add(code: number, at: number): void {
    if (this.#counts[code] === 0) this.#first[code] = at;
    this.#counts[code] = (this.#counts[code] ?? 0) + 1;
  }

  result({ cells, addresses }: MatrixReport): Tried {
    let [ok, refused, late, first] = [0, 0, 0, -1];
    cells.codes.forEach((cell, code) => {
      const n = this.#counts[code] ?? 0;
      if (cell === 'ok') ok += n;
      if (!isRefusal(cell) || n === 0) return;
      refused += n;
      if (outcomeCall(cell) === 'listen') late += n;
      const at = this.#first[code] ?? -1;
      if (first < 0 || at < first) first = at;
    });
    const pair = [addresses[Math.floor(first / cells.columns)] ?? '', addresses[first % cells.columns] ?? ''] as const;
    return { ok, refused, late, ...(first < 0 ? {} : { example: pair }) };
  }
}

/**
 * What `together` tells where no matrix was made: ANY beside each specific address, in both orders. A specific address
 * is refused beside ANY first; ANY last is refused beside the specific ones that listen.
 */
export function tallyTogether(together: readonly TogetherReport[]): Tally {
  const tally = new Map<string, Tried>();
  for (const one of together) {
    const any = one.listeners.find((listener) => kindOf(listener.address).startsWith('any'));
    const specific = one.listeners.filter((listener) => listener !== any);
    const holds = one.order === 'any-first' ? any?.outcome === 'ok' : specific.some((listener) => listener.outcome === 'ok');
    if (any === undefined || !holds) continue;
    const kind: Kind = one.family;
    const anyKind: Kind = one.family === 'inet' ? 'any4' : 'any6';
    const newcomers = one.order === 'any-first' ? specific : [any];
    const refused = newcomers.filter((listener) => isRefusal(listener.outcome));
    const late = refused.filter((listener) => outcomeCall(listener.outcome) === 'listen');
    const key = one.order === 'any-first' ? pairKey(anyKind, kind) : pairKey(kind, anyKind);
    tally.set(key, { ok: newcomers.filter((listener) => listener.outcome === 'ok').length, refused: refused.length, late: late.length });
  }
  return tally;
}
