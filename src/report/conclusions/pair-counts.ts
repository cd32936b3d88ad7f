import { isHolderFailure, isRefusal, outcomeCall } from '../../model/outcome.ts';
import type { ListenerReport, MatrixReport, TogetherReport } from '../../model/report.ts';
import { isAnyText, type Kind, kindOf } from '../text/fold.ts';

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
export type PairCounts = ReadonlyMap<string, Tried>;

export const NONE: Tried = { ok: 0, refused: 0, late: 0 };

export const pairKey = (holder: Kind, newcomer: Kind): string => `${holder}>${newcomer}`;
export const itselfKey = (kind: Kind): string => `${kind}=`;

/** The pairs of several kinds as one. */
export const sum = (tally: PairCounts, keys: readonly string[]): Tried => total(keys.map((key) => tally.get(key) ?? NONE));

export function total(all: readonly Tried[]): Tried {
  const of = (field: 'ok' | 'refused' | 'late'): number => all.reduce((n, one) => n + one[field], 0);
  const example = all.find((one) => one.example !== undefined)?.example;
  return { ok: of('ok'), refused: of('refused'), late: of('late'), ...(example === undefined ? {} : { example }) };
}

/** Addresses that could not hold the port at all say nothing about sharing it, neither as holder nor as newcomer. */
export const unusable = (matrix: MatrixReport): string[] =>
  matrix.addresses.filter((_, i) => {
    const { cells } = matrix;
    return isHolderFailure(cells.codes[cells.cells[i * cells.columns + i] ?? 0] ?? '');
  });

const KINDS: readonly Kind[] = ['any4', 'any6', 'inet', 'inet6', 'mapped'];

/** One pass over the cells: a counter for each kind of pair and code. */
export function tallyMatrix(matrix: MatrixReport): PairCounts {
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
    const seen = cells.codes
      .map((cell, code) => ({ cell, n: this.#counts[code] ?? 0, at: this.#first[code] ?? -1 }))
      .filter((one) => one.n > 0);
    const refused = seen.filter((one) => isRefusal(one.cell));
    const counted = (those: typeof seen): number => those.reduce((n, one) => n + one.n, 0);
    const at = Math.min(...refused.map((one) => one.at));
    const pair = [addresses[Math.floor(at / cells.columns)] ?? '', addresses[at % cells.columns] ?? ''] as const;
    return {
      ok: counted(seen.filter((one) => one.cell === 'ok')),
      refused: counted(refused),
      late: counted(refused.filter((one) => outcomeCall(one.cell) === 'listen')),
      ...(refused.length === 0 ? {} : { example: pair }),
    };
  }
}

/**
 * What `together` tells where no matrix was made: ANY beside each specific address, in both orders. A specific address
 * that is refused even before ANY starts is refused for another reason, and does not count.
 */
export function tallyTogether(together: readonly TogetherReport[]): PairCounts {
  const tally = new Map<string, Tried>();
  for (const { family, order, listeners } of together) {
    const any = listeners.find((listener) => isAnyText(listener.address));
    const specific = listeners.filter((listener) => !isAnyText(listener.address));
    const last = together.find((other) => other.family === family && other.order === 'any-last');
    const hopeless = (last?.listeners ?? []).filter((one) => !isAnyText(one.address) && one.outcome !== 'ok');
    const usable = specific.filter((one) => !hopeless.some((other) => other.address === one.address));
    if (any === undefined || (order === 'any-first' ? any.outcome !== 'ok' : usable.length === 0)) continue;
    const anyKind: Kind = family === 'inet' ? 'any4' : 'any6';
    if (order === 'any-first') tally.set(pairKey(anyKind, family), triedOf(usable));
    else tally.set(pairKey(family, anyKind), triedOf([any]));
  }
  return tally;
}

function triedOf(newcomers: readonly ListenerReport[]): Tried {
  const refused = newcomers.filter((listener) => isRefusal(listener.outcome));
  return {
    ok: newcomers.filter((listener) => listener.outcome === 'ok').length,
    refused: refused.length,
    late: refused.filter((listener) => outcomeCall(listener.outcome) === 'listen').length,
  };
}
