import { type Address, isAny, unmap } from '../model/address.ts';
import { addCell, addRow, type CellSet, cellSet } from '../model/cell-set.ts';
import { type ForeseenPairs, isSameIp, type PairClasses, pairClass } from '../model/pair-classes.ts';
import { EVERY_PAIR_UP_TO, type SamplePlan } from '../model/sample.ts';
import { type Random, randomFrom, shuffled } from './random.ts';

/** Each specific address is tried as holder beside at least so many others, and as newcomer. */
const PARTNERS = 3;

/** Of each class at least so many pairs are tried; all, where it has fewer. */
export const LEAST_OF_CLASS = 64;

/** With more classes of addresses than this there is little to infer. */
const MOST_CLASSES = 100;

/**
 * Draws the pairs that are tried: all with ANY, each address with itself, some others of each address and of each class,
 * and all that the rules cannot predict. Undefined where every pair is to be tried.
 */
export function planSample(
  addresses: readonly Address[],
  foreseen: ForeseenPairs,
  seed: number,
): SamplePlan | undefined {
  const { classes } = foreseen;
  if (addresses.length <= EVERY_PAIR_UP_TO || classes.count > MOST_CLASSES) return undefined;
  const tried = cellSet(addresses.length, addresses.length);
  const random = randomFrom(seed);
  const specific = [...addresses.keys()].filter((i) => !isAny(unmap(addresses[i] as Address)));
  addEveryAny(tried, specific);
  addThemselves(tried, classes);
  addPartners(tried, specific, random);
  addOfEachClass(tried, foreseen, random);
  return { ...foreseen, seed, tried };
}

function addEveryAny(tried: CellSet, specific: readonly number[]): void {
  const isSpecific = new Set(specific);
  for (let any = 0; any < tried.rows; any++) {
    if (isSpecific.has(any)) continue;
    addRow(tried, any);
    for (let i = 0; i < tried.rows; i++) addCell(tried, i * tried.columns + any);
  }
}

/** Each address with itself, and with the same one in another form or zone. */
function addThemselves(tried: CellSet, { ips }: PairClasses): void {
  for (const members of groups(ips).values())
    for (const i of members) for (const j of members) addCell(tried, i * tried.columns + j);
}

/** In each round every address is holder once and newcomer once. */
function addPartners(tried: CellSet, specific: readonly number[], random: Random): void {
  for (let round = 0; round < PARTNERS; round++) {
    const order = shuffled(specific, random);
    for (const [place, i] of order.entries())
      addCell(tried, i * tried.columns + (order[(place + 1) % order.length] as number));
  }
}

/** Each address of one kind may stand for another, except in a pair of one IP address. */
type Kind = readonly number[];

/** The pairs of one class that are drawn. */
interface Draw {
  /** How many pairs there are, and how many of them were passed. */
  size: number;
  passed: number;
  /** Places among them, in order; those not yet reached. */
  offsets: number[];
  readonly found: Set<number>;
}

/** A pass over the kinds counts the pairs of each class, a second finds those drawn, a third fills up what fell together. */
function addOfEachClass(tried: CellSet, { classes, outcomes }: ForeseenPairs, random: Random): void {
  const kinds = kindsOf(classes);
  const draws = new Map<number, Draw>();
  eachBlock(classes, kinds, (key, holders, newcomers) => {
    const draw = draws.get(key) ?? { size: 0, passed: 0, offsets: [], found: new Set<number>() };
    draw.size += holders.length * newcomers.length;
    draws.set(key, draw);
  });
  for (const draw of draws.values())
    draw.offsets = Array.from({ length: LEAST_OF_CLASS }, () => random(draw.size)).sort((a, b) => a - b);
  const isForeseen = (at: number): boolean => outcomes.codes[outcomes.cells[at] ?? 0]?.kind !== 'unknown';
  eachBlock(classes, kinds, (key, holders, newcomers, first) => {
    const draw = draws.get(key) as Draw;
    if (draw.size > LEAST_OF_CLASS && isForeseen(first)) take(draw, tried.columns, classes, holders, newcomers);
    else for (const i of holders) for (const j of newcomers) addCell(tried, i * tried.columns + j);
  });
  eachBlock(classes, kinds, (key, holders, newcomers) => {
    fillUp((draws.get(key) as Draw).found, tried.columns, classes, holders, newcomers);
  });
  for (const { found } of draws.values()) for (const at of found) addCell(tried, at);
}

/** Calls `visit` with the pairs of each kind of holder and of newcomer, their class and the first of them. */
function eachBlock(
  classes: PairClasses,
  kinds: readonly Kind[],
  visit: (key: number, holders: Kind, newcomers: Kind, first: number) => void,
): void {
  const columns = classes.of.length;
  for (const holders of kinds)
    for (const newcomers of kinds) {
      const pair = differing(classes, holders, newcomers);
      if (pair !== undefined)
        visit(pairClass(classes, pair[0], pair[1]), holders, newcomers, pair[0] * columns + pair[1]);
    }
}

/** The first pair of two IP addresses. */
function differing(classes: PairClasses, holders: Kind, newcomers: Kind): readonly [number, number] | undefined {
  for (const i of holders) {
    const j = newcomers.find((other) => !isSameIp(classes, i, other));
    if (j !== undefined) return [i, j];
  }
  return undefined;
}

/** Takes the pairs that were drawn, as far as they are in this block. */
function take(draw: Draw, columns: number, classes: PairClasses, holders: Kind, newcomers: Kind): void {
  const end = draw.passed + holders.length * newcomers.length;
  while ((draw.offsets[0] ?? end) < end) {
    const offset = (draw.offsets.shift() as number) - draw.passed;
    const i = holders[Math.floor(offset / newcomers.length)] as number;
    const j = newcomers[offset % newcomers.length] as number;
    if (!isSameIp(classes, i, j)) draw.found.add(i * columns + j);
  }
  draw.passed = end;
}

function fillUp(found: Set<number>, columns: number, classes: PairClasses, holders: Kind, newcomers: Kind): void {
  for (const i of holders)
    for (const j of newcomers) {
      if (found.size >= LEAST_OF_CLASS) return;
      if (!isSameIp(classes, i, j)) found.add(i * columns + j);
    }
}

/** The addresses of one class that are bound to one device as holder and to one as newcomer. */
const kindsOf = ({ of, devices: { holder, newcomer } }: PairClasses): Kind[] => [
  ...groups([...of.keys()].map((i) => `${of[i]} ${holder[i]} ${newcomer[i]}`)).values(),
];

/** The places of each value. */
function groups<T>(values: Iterable<T>): Map<T, number[]> {
  const found = new Map<T, number[]>();
  let place = 0;
  for (const value of values) {
    const known = found.get(value);
    if (known === undefined) found.set(value, [place]);
    else known.push(place);
    place++;
  }
  return found;
}
