import type { Protocol } from '../model/address.ts';
import type { Caution } from '../model/caution.ts';
import { ephemeralRange, inRange } from '../model/ephemeral-ports.ts';
import { type HeldSocket, type Host, isOrphan } from '../model/host.ts';
import type { Plan } from '../model/plan.ts';
import type { PortReport } from '../model/report.ts';

/**
 * Describes each port of the plan: the sockets that use it, and whether it is in the ephemeral range.
 * `boundOnlyVisible`: the kernel lists TCP sockets that are bound and do not listen.
 */
export function describePorts(
  plan: Plan,
  host: Host,
  held: readonly HeldSocket[],
  boundOnlyVisible = true,
): readonly PortReport[] {
  const touched = new Map<string, { protocol: Protocol; port: number; caution: Caution }>();
  for (const { protocol, port, caution } of [
    ...plan.combinations,
    ...plan.expectations.map((e) => ({ ...e.expectation, caution: e.caution })),
  ]) {
    touched.set(`${protocol} ${port}`, { protocol, port, caution });
  }
  const range = ephemeralRange(host.facts);
  const holdersOf = (t: { protocol: Protocol; port: number }): readonly HeldSocket[] =>
    held.filter((s) => s.protocol === t.protocol && s.port === t.port);
  return [...touched.values()].map((t) => ({
    ...t,
    holders: holdersOf(t),
    ...(!boundOnlyVisible && t.protocol === 'tcp' && holdersOf(t).every(isOrphan) ? { unseen: 'bound-only' } : {}),
    ...(range !== undefined && inRange(range, t.port) ? { ephemeralRange: range } : {}),
  }));
}
