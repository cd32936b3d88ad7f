import { type Address, formatAddress, isAny } from '../../model/address.ts';
import { ADDRESS_KINDS, type AddressKind, kindOf } from '../../model/address-kind.ts';
import { smallest } from '../../model/extremes.ts';
import { type Grid, gridAt } from '../../model/grid.ts';
import { isRefusal, type Outcome } from '../../model/outcome.ts';
import { repeatsRowAbove } from '../../model/repeated-rows.ts';
import type { ListenerReport, MatrixReport, TogetherReport } from '../../model/report.ts';

/** How pairs of two kinds of address came out. */
export interface PairCount {
  readonly ok: number;
  readonly refused: number;
  /** Of the refused, how many bound and failed only in listen(2). */
  readonly late: number;
  /** The first refused pair: holder and newcomer. */
  readonly example?: readonly [holder: Address, newcomer: Address];
}

/** Counts by `HOLDER>NEWCOMER` kinds (`any4>inet`), and `KIND=` for an address with itself. */
export type PairCounts = ReadonlyMap<string, PairCount>;

export const NONE: PairCount = { ok: 0, refused: 0, late: 0 };

export const pairKey = (holder: AddressKind, newcomer: AddressKind): string => `${holder}>${newcomer}`;
export const itselfKey = (kind: AddressKind): string => `${kind}=`;

/** The pairs of several kinds as one. */
export const sum = (counts: PairCounts, keys: readonly string[]): PairCount =>
  total(keys.map((key) => counts.get(key) ?? NONE));

export function total(all: readonly PairCount[]): PairCount {
  const of = (field: 'ok' | 'refused' | 'late'): number => all.reduce((n, one) => n + one[field], 0);
  const example = all.find((one) => one.example !== undefined)?.example;
  return { ok: of('ok'), refused: of('refused'), late: of('late'), ...(example === undefined ? {} : { example }) };
}

/**
 * Which addresses could not hold the port at all, by index: they say nothing about sharing it, neither as holder nor as
 * newcomer.
 */
export const unusable = ({ addresses, cells }: MatrixReport): ReadonlySet<number> =>
  new Set([...addresses.keys()].filter((i) => gridAt(cells, i, i)?.kind === 'holder-refused'));

const KINDS = ADDRESS_KINDS;

/** One pass over the cells: a counter for each kind of pair and code. */
export function countMatrix(matrix: MatrixReport): PairCounts {
  const { cells, addresses } = matrix;
  const left = unusable(matrix);
  const kinds = addresses.map((address, i) => (left.has(i) ? -1 : KINDS.indexOf(kindOf(address))));
  const counters = new Map<string, PairCounter>();
  const between = KINDS.flatMap((holder) => KINDS.map((newcomer) => counter(counters, pairKey(holder, newcomer))));
  const itself = KINDS.map((kind) => counter(counters, itselfKey(kind)));
  let counts: RowCount[] = [];
  for (const [i, row] of kinds.entries()) {
    if (row < 0) continue;
    const at = i * cells.columns;
    const repeats = row === kinds[i - 1] && repeatsRowAbove(cells, i);
    counts = repeats ? withoutDiagonal(counts, cells, row, i) : countRow(cells, kinds, i);
    for (const { kind, code, first, times } of counts) between[row * KINDS.length + kind]?.add(code, at + first, times);
    itself[row]?.add(cells.cells[at + i] ?? 0, at + i, 1);
  }
  return new Map([...counters].map(([key, counted]) => [key, counted.result(matrix)]));
}

/** The newcomers of a row that are of one kind and came to the same end; the holder itself is not among them. */
interface RowCount {
  readonly kind: number;
  readonly code: number;
  /** The column of one of them. */
  readonly first: number;
  readonly times: number;
}

function countRow({ columns, cells }: Grid<Outcome>, kinds: readonly number[], row: number): RowCount[] {
  const found = new Map<number, RowCount>();
  for (let from = 0; from < columns; ) {
    const [kind, code] = [kinds[from] ?? -1, cells[row * columns + from] ?? 0];
    const first = from++;
    while (from < columns && from !== row && kinds[from] === kind && cells[row * columns + from] === code) from++;
    if (first === row) from = first + 1;
    if (kind < 0 || first === row) continue;
    const key = (kind << 8) | code;
    const known = found.get(key);
    found.set(key, { kind, code, first: known?.first ?? first, times: (known?.times ?? 0) + from - first });
  }
  return [...found.values()];
}

/** The counts of the row above for a row that repeats it and is of its kind: the two differ where they meet the diagonal. */
function withoutDiagonal(above: readonly RowCount[], cells: Grid<Outcome>, kind: number, row: number): RowCount[] {
  const code = (r: number, column: number): number => cells.cells[r * cells.columns + column] ?? 0;
  const [gone, come] = [code(row - 1, row), code(row, row - 1)];
  const counts = above.map((one) => {
    const isGone = one.kind === kind && one.code === gone;
    const isCome = one.kind === kind && one.code === come;
    return { ...one, times: one.times - Number(isGone) + Number(isCome) };
  });
  const isNew = !counts.some((one) => one.kind === kind && one.code === come);
  if (isNew) counts.push({ kind, code: come, first: row - 1, times: 1 });
  return counts.filter(({ times }) => times > 0);
}

function counter(counters: Map<string, PairCounter>, key: string): PairCounter {
  const made = new PairCounter();
  counters.set(key, made);
  return made;
}

class PairCounter {
  readonly #counts = new Uint32Array(256);
  readonly #first = new Int32Array(256).fill(-1);

  add(code: number, at: number, times: number): void {
    if (this.#counts[code] === 0) this.#first[code] = at;
    this.#counts[code] = (this.#counts[code] ?? 0) + times;
  }

  result({ cells, addresses }: MatrixReport): PairCount {
    const seen = cells.codes
      .map((outcome, code) => ({ outcome, n: this.#counts[code] ?? 0, at: this.#first[code] ?? -1 }))
      .filter((one) => one.n > 0);
    const refused = seen.filter((one) => isRefusal(one.outcome));
    const counted = (those: typeof seen): number => those.reduce((n, one) => n + one.n, 0);
    const at = smallest(refused.map((one) => one.at));
    const [holder, newcomer] = [addresses[Math.floor(at / cells.columns)], addresses[at % cells.columns]];
    return {
      ok: counted(seen.filter((one) => one.outcome.kind === 'ok')),
      refused: counted(refused),
      late: counted(refused.filter((one) => isLate(one.outcome))),
      ...(holder === undefined || newcomer === undefined ? {} : { example: [holder, newcomer] }),
    };
  }
}

const isLate = (outcome: Outcome): boolean => outcome.kind === 'refused' && outcome.call === 'listen';

/**
 * What `together` tells where no matrix was made: ANY beside each specific address, in both orders. A specific address
 * that is refused even before ANY starts is refused for another reason, and does not count.
 */
export function countTogether(together: readonly TogetherReport[]): PairCounts {
  const counts = new Map<string, PairCount>();
  for (const one of together) {
    if (one.family === 'both') continue;
    const any = one.listeners.find((listener) => isAny(listener.address));
    const usable = usableBeside(one, together);
    if (any === undefined || (one.order === 'any-first' ? any.outcome.kind !== 'ok' : usable.length === 0)) continue;
    const anyKind: AddressKind = one.family === 'inet' ? 'any4' : 'any6';
    if (one.order === 'any-first') counts.set(pairKey(anyKind, one.family), countOf(usable));
    else counts.set(pairKey(one.family, anyKind), countOf([any]));
  }
  for (const [key, count] of countAnys(together)) counts.set(key, count);
  return counts;
}

/** `::` right after 0.0.0.0, and the other way about, where both families were started together. */
const countAnys = (together: readonly TogetherReport[]): [string, PairCount][] =>
  together
    .filter(({ family }) => family === 'both')
    .flatMap(({ listeners: [first, second] }) => {
      if (first?.outcome.kind !== 'ok' || second === undefined) return [];
      const kinds = [first, second].map(({ address }) => kindOf(address));
      const [holder, newcomer] = kinds;
      const areAnys = kinds.every((kind) => kind === 'any4' || kind === 'any6');
      return areAnys && holder !== undefined && newcomer !== undefined && holder !== newcomer
        ? [[pairKey(holder, newcomer), countOf([second])] as [string, PairCount]]
        : [];
    });

/** The specific addresses that can be bound before ANY is. */
function usableBeside({ family, listeners }: TogetherReport, together: readonly TogetherReport[]): ListenerReport[] {
  const last = together.find((other) => other.family === family && other.order === 'any-last');
  const failed = new Set(
    (last?.listeners ?? [])
      .filter((one) => !isAny(one.address) && one.outcome.kind !== 'ok')
      .map((one) => formatAddress(one.address)),
  );
  return listeners.filter((one) => !isAny(one.address) && !failed.has(formatAddress(one.address)));
}

const countOf = (newcomers: readonly ListenerReport[]): PairCount => ({
  ok: newcomers.filter((listener) => listener.outcome.kind === 'ok').length,
  refused: newcomers.filter((listener) => isRefusal(listener.outcome)).length,
  late: newcomers.filter((listener) => isLate(listener.outcome)).length,
});
