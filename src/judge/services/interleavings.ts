import type { ReadyService } from '../../model/planned-socket.ts';
import { type Component, portsOfService } from './components.ts';
import { isStarting } from './orders.ts';
import { type Cast, simulate } from './simulate.ts';
import type { Rulebook } from './trail.ts';

/** More services than this do not start in all interleavings of one part together: a bound on the time that it takes. */
const MOST_INTERLEAVED_STARTS = 20_000;

const mostInterleavings = ({ services }: Component): number => Math.floor(MOST_INTERLEAVED_STARTS / services.length);

/** How services that start at the same time may meet. */
export interface Interleavings {
  readonly casts: readonly Cast[];
  /** What is not looked at of them. Absent: all are. */
  readonly leftOut?: string;
}

/**
 * The ways in which services that start at the same time may meet: of every two with a port in common, the second starts
 * before each call of the first.
 */
export function interleavingsOf(part: Component, book: Rulebook): Interleavings {
  const casts: Cast[] = [];
  const most = mostInterleavings(part);
  let ways = 0;
  for (const { first, second, calls } of racesOf(part, book)) {
    ways += calls + 1;
    for (let at = 0; at <= calls && casts.length < most; at++)
      casts.push({ ...part, interruption: { first: first.id, second: second.id, calls: at } });
  }
  return ways <= most ? { casts } : { casts, leftOut: leftOutText(part, ways, most) };
}

const leftOutText = ({ services }: Component, ways: number, most: number): string =>
  `of ${ways} ways in which ${services.length} services that start together may meet ${most} were looked at`;

/** Two services with a port in common, and how many calls the first makes if it starts by itself. */
interface Race {
  readonly first: ReadyService;
  readonly second: ReadyService;
  readonly calls: number;
}

function racesOf({ services, neighbours }: Component, book: Rulebook): readonly Race[] {
  const starting = services.filter(isStarting);
  return starting.flatMap((first) => {
    const seconds = starting.filter((second) => second !== first && haveCommonPort(first, second));
    const calls = seconds.length === 0 ? 0 : callsOf(first, neighbours, book);
    return seconds.map((second) => ({ first, second, calls }));
  });
}

/** Beside sockets of the host it may have to try further choices. */
function callsOf({ reload: _, ...service }: ReadyService, neighbours: Cast['neighbours'], book: Rulebook): number {
  const stepsOf = (services: Cast['services']): number => simulate({ services, neighbours }, book).trail.steps.length;
  return stepsOf([service]) - stepsOf([]);
}

function haveCommonPort(a: ReadyService, b: ReadyService): boolean {
  const ports = portsOfService(b);
  return [...portsOfService(a)].some((port) => ports.has(port));
}
