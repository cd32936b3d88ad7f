import type { Address } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';
import { reuseOptions } from '../model/options.ts';
import { refused } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { openBound, prepare } from './listener.ts';

/**
 * The TCP ports of the plan that no listed socket holds, but that bind(2) finds in use: sockets that are bound without
 * listening hold them, and this kernel does not list those. Each socket is closed at once; none listens.
 */
export function probeHidden(sockets: Sockets, plan: Plan, held: readonly HeldSocket[]): ReadonlySet<number> {
  const endpoints = [
    ...plan.combinations.map((c) => ({ ...c, addresses: plan.addresses })),
    ...plan.expectations.map((e) => ({ ...e.expectation, caution: e.caution, addresses: e.addresses })),
  ];
  const free = endpoints.filter(({ protocol, caution }) => protocol === 'tcp' && caution === 'free');
  return new Set(free.filter(({ port, addresses }) => isInUse(sockets, port, addresses, held)).map(({ port }) => port));
}

const IN_USE = refused('bind', 'EADDRINUSE');

/** Without options every socket conflicts; with SO_REUSEADDR those in TIME_WAIT and the like do not. */
function isInUse(sockets: Sockets, port: number, addresses: readonly Address[], held: readonly HeldSocket[]): boolean {
  const options = reuseOptions(held.some((s) => s.protocol === 'tcp' && s.port === port) ? 'addr' : 'none');
  return addresses.some((address) => {
    const { fd, outcome } = openBound(sockets, prepare(sockets, { protocol: 'tcp', address, port, options }));
    if (fd >= 0) sockets.close(fd);
    return outcome === IN_USE;
  });
}
