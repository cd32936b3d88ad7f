import type { Grid } from './grid.ts';
import type { Outcome } from './outcome.ts';

/**
 * Which ordered pairs of addresses the rules cannot tell apart: those whose holders are of one class, whose newcomers are,
 * and that agree in whether both have one IP address and whether both sockets are bound to one device.
 */
export interface PairClasses {
  /** The class of each address, from 0. */
  readonly of: Int32Array;
  /** How many classes of addresses there are. */
  readonly count: number;
  /** A number for the IP address of each: the same where two are one address, v4-mapped or in another zone. */
  readonly ips: Int32Array;
  /** A number for the device that each is bound to as holder, and as newcomer. */
  readonly devices: { readonly holder: Int32Array; readonly newcomer: Int32Array };
}

/** How many numbers `pairClass` may give, from 0. */
export const pairClassCount = ({ count }: Pick<PairClasses, 'count'>): number => count * count * 4;

export const isSameIp = ({ ips }: PairClasses, i: number, j: number): boolean => ips[i] === ips[j];

/** The number of the class of the pair in which address i holds the port and j is the newcomer. */
export function pairClass(classes: PairClasses, i: number, j: number): number {
  const { of, count, devices } = classes;
  const pair = (of[i] as number) * count + (of[j] as number);
  const device = devices.holder[i] === devices.newcomer[j] ? 2 : 0;
  return pair * 4 + device + (isSameIp(classes, i, j) ? 1 : 0);
}

/** What the rules say of every ordered pair, and which pairs they cannot tell apart. */
export interface ForeseenPairs {
  readonly classes: PairClasses;
  readonly outcomes: Grid<Outcome>;
  /** The id of the rule behind each outcome. */
  readonly rules: Grid<string>;
}
