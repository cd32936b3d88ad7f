import type { ReadyService } from '../../model/planned-socket.ts';
import type { Component } from './components.ts';
import type { Cast } from './simulate.ts';

/** All orders of so many services are tried; of more the reversed one, and each service first and last. */
const MOST_PERMUTED = 4;
/** Of more than this only one of those that open alike sockets is moved. */
const MOST_MOVED = 16;
/** So many services start in all orders of one part together: a bound on the time that it takes. */
const MOST_STARTS = 4000;

/** Whether it is to start, and did not run before. */
export const isStarting = ({ ended }: ReadyService): boolean => ended === undefined;

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
