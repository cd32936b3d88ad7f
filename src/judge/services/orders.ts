import type { ReadyService } from '../../model/planned-socket.ts';
import { type Component, portsOfService } from './components.ts';
import { type Cast, simulate } from './simulate.ts';
import type { Rulebook } from './trail.ts';

/** All orders of so many services are tried; of more the reversed one, and each service first and last. */
const MOST_PERMUTED = 4;
/** Of more than this only one of those that open alike sockets is moved. */
const MOST_MOVED = 16;
/** So many services start in all orders of one part together: a bound on the time that it takes. */
const MOST_STARTS = 4000;

const isStarting = ({ ended }: ReadyService): boolean => ended === undefined;

/** Other orders in which the services of a part may start. */
export function otherOrders({ services, neighbours }: Component): readonly Cast[] {
  const gone = services.filter((one) => !isStarting(one));
  const starting = services.filter(isStarting);
  if (starting.length < 2) return [];
  const written = starting.map(({ id }) => id).join(' ');
  const orders = new Map(ordersOf(starting).map((order) => [order.map(({ id }) => id).join(' '), order]));
  orders.delete(written);
  return [...orders.values()].map((order) => ({ services: [...gone, ...order], neighbours }));
}

function ordersOf(starting: readonly ReadyService[]): readonly (readonly ReadyService[])[] {
  if (starting.length <= MOST_PERMUTED) return permutations(starting);
  const moved = movedIn(starting).flatMap((one) => {
    const others = starting.filter((other) => other !== one);
    return [
      [one, ...others],
      [...others, one],
    ];
  });
  return [[...starting].reverse(), ...moved];
}

/** The services that are started first and last. */
function movedIn(starting: readonly ReadyService[]): readonly ReadyService[] {
  if (starting.length <= MOST_MOVED) return starting;
  const kinds = new Map<string, ReadyService>();
  for (const one of starting) {
    const key = kindText(one);
    if (!kinds.has(key)) kinds.set(key, one);
  }
  return [...kinds.values()].slice(0, Math.floor(MOST_STARTS / starting.length / 2));
}

/** Equal for services that make the same calls. */
const kindText = ({ id: _, source: __, slots, reload, ...rest }: ReadyService): string =>
  JSON.stringify([rest, [slots, reload ?? []].map((list) => list.map(({ choices }) => choices))]);

/** What is not tried of the orders of a part: `of 20 services only …`. Undefined where each was started first and last. */
export function ordersLeftOut({ services }: Component): string | undefined {
  const starting = services.filter(isStarting);
  const moved = movedIn(starting).length;
  return starting.length <= MOST_MOVED || moved === starting.length
    ? undefined
    : `of the ${starting.length} services that meet on one port ${moved} were started first and last, one of each kind`;
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));
}

/** More services than this do not start in all interleavings of one part together: a bound on the time that it takes. */
const MOST_INTERLEAVED_STARTS = 20_000;

const mostInterleavings = ({ services }: Component): number => Math.floor(MOST_INTERLEAVED_STARTS / services.length);

/**
 * The ways in which services that start at the same time may meet: of every two with a port in common, the second starts
 * before each call of the first.
 */
export function interleavings(part: Component, book: Rulebook): readonly Cast[] {
  const casts: Cast[] = [];
  const most = mostInterleavings(part);
  for (const { first, second, calls } of racesOf(part, book))
    for (let at = 0; at <= calls && casts.length < most; at++)
      casts.push({ ...part, interruption: { first: first.id, second: second.id, calls: at } });
  return casts;
}

/** What is not looked at of the ways in which services may meet; undefined where all are. */
export function interleavingsLeftOut(part: Component, book: Rulebook): string | undefined {
  const ways = racesOf(part, book).reduce((sum, { calls }) => sum + calls + 1, 0);
  const most = mostInterleavings(part);
  return ways <= most
    ? undefined
    : `of ${ways} ways in which ${part.services.length} services that start together may meet ${most} were looked at`;
}

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
