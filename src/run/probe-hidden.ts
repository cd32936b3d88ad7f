import type { Address } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';
import type { Plan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { listenerSpec, openBound } from './listener.ts';

/**
 * TCP ports of the plan that nobody is seen to hold and bind(2) finds taken: by sockets that are bound without
 * listening, where the kernel does not list those. Each socket is closed at once; none listens.
 */
export function probeHidden(sockets: Sockets, plan: Plan, held: readonly HeldSocket[]): ReadonlySet<number> {
  const places = [
    ...plan.combinations.map((c) => ({ ...c, addresses: plan.addresses })),
    ...plan.expectations.map((e) => ({ ...e.expectation, caution: e.caution, addresses: e.addresses })),
  ];
  const free = places.filter(({ protocol, caution }) => protocol === 'tcp' && caution === 'free');
  return new Set(free.filter(({ port, addresses }) => isTaken(sockets, port, addresses, held)).map(({ port }) => port));
}

/** Without options every socket is in the way; SO_REUSEADDR passes what connections leave, such as TIME_WAIT. */
function isTaken(sockets: Sockets, port: number, addresses: readonly Address[], held: readonly HeldSocket[]): boolean {
  const reuse = held.some((s) => s.protocol === 'tcp' && s.port === port) ? 'addr' : 'none';
  return addresses.some((address) => {
    const opened = openBound(
      sockets,
      listenerSpec(sockets, { protocol: 'tcp', port, v6only: 'system' }, reuse, address),
    );
    if (opened.outcome === 'ok') sockets.close(opened.fd);
    return opened.outcome === 'bind:EADDRINUSE';
  });
}
