import { addCell, addRow, type CellSet, cellSet } from '../model/cell-set.ts';
import { isSameIp, type PairClasses, pairClass, pairClassCount } from '../model/pair-classes.ts';

/**
 * Which pairs must be tried although they were not drawn. An address that is not as predicted beside itself or beside
 * ANY is like no other: all of its pairs are tried. Of any other pair that is not as predicted, the whole class is.
 */
export class Surprises {
  readonly #classes: PairClasses;
  readonly #wildcards: ReadonlySet<number>;
  readonly #pairs: (readonly [number, number])[] = [];
  readonly #unlike = new Set<number>();

  constructor(classes: PairClasses, wildcards: ReadonlySet<number>) {
    this.#classes = classes;
    this.#wildcards = wildcards;
  }

  /** How many addresses are like no other. */
  get unlike(): number {
    return this.#unlike.size;
  }

  /** Notes a pair that is not as predicted: address i holds the port, j is the newcomer. */
  note(i: number, j: number): void {
    const isTelling = isSameIp(this.#classes, i, j) || this.#wildcards.has(i) || this.#wildcards.has(j);
    if (!isTelling) this.#pairs.push([i, j]);
    else for (const one of [i, j]) if (!this.#wildcards.has(one)) this.#unlike.add(one);
  }

  /** The classes of pairs that must be tried in full, by a flag each. */
  #classesInFull(): Uint8Array {
    const flags = new Uint8Array(pairClassCount(this.#classes));
    for (const [i, j] of this.#pairs)
      if (!this.#unlike.has(i) && !this.#unlike.has(j)) flags[pairClass(this.#classes, i, j)] = 1;
    return flags;
  }

  /** The further pairs that must be tried, and how many classes are thereby tried in full. */
  further(tried: CellSet): { readonly cells: CellSet; readonly inFull: number } {
    const { rows, columns } = tried;
    const cells = cellSet(rows, columns);
    const flags = this.#classesInFull();
    const inFull = flags.reduce((sum, flag) => sum + flag, 0);
    for (const one of this.#unlike) {
      addRow(cells, one);
      for (let i = 0; i < rows; i++) addCell(cells, i * columns + one);
    }
    for (let i = 0; i < rows && inFull > 0; i++)
      for (let j = 0; j < columns; j++)
        if (flags[pairClass(this.#classes, i, j)] === 1) addCell(cells, i * columns + j);
    for (let word = 0; word < cells.bits.length; word++)
      cells.bits[word] = (cells.bits[word] as number) & ~(tried.bits[word] as number);
    return { cells, inFull };
  }
}
