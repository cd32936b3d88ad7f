import { setTimeout } from 'node:timers/promises';
import type { Listener } from '../model/listener.ts';
import { listenerAt, type Plan } from '../model/plan.ts';
import type { PortChange, PortWatch } from '../model/port-watch.ts';
import { PortGuard } from './port-guard.ts';

/** How often a port is looked at before it is first held, and how many milliseconds lie between. */
const LOOKS = 5;
const BETWEEN = 10;

/**
 * Looks for a while at the ports that were free when the run began, before they are held: the service of one may be about to
 * start again. Gives what has changed, and ends early if the signal is aborted.
 */
export async function comeback(plan: Plan, watch: PortWatch, signal: AbortSignal): Promise<PortChange | undefined> {
  const ports = freePorts(plan);
  const guard = new PortGuard(watch);
  for (let i = 0; ports.length > 0 && i < LOOKS && !signal.aborted && guard.change === undefined; i++) {
    await setTimeout(BETWEEN);
    for (const listeners of ports) guard.mayHoldAll(listeners);
  }
  return guard.change;
}

/** The listeners of each port that is free: one list of each. */
function freePorts({ addresses, combinations, expectations }: Plan): readonly (readonly Listener[])[] {
  const asked = [
    ...combinations.map((one) => ({ one, caution: one.caution, at: addresses })),
    ...expectations.map(({ expectation, caution, addresses: at }) => ({ one: expectation, caution, at })),
  ];
  const ports = new Map<string, readonly Listener[]>();
  for (const { one, caution, at } of asked) {
    const key = `${one.protocol} ${one.port}`;
    if (caution !== 'free' || ports.has(key)) continue;
    ports.set(
      key,
      at.map((address) => listenerAt(one, 'newcomer', address)),
    );
  }
  return [...ports.values()];
}
