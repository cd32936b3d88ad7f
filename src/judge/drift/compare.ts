import type { Comparison, Unseen } from '../../model/drift.ts';
import { endpointText, type HostSnapshot } from '../../model/host-snapshot.ts';
import { addressChanges, factChanges, interfaceChanges, sysctlChanges } from './host-changes.ts';
import { listenerChanges } from './listener-changes.ts';
import { matchSockets } from './sockets.ts';

/**
 * What changed from one snapshot to another. What one of them could not see is no change. Of a snapshot and itself it is
 * empty; to swap the two swaps what was before and what is now.
 */
export function compareSnapshots(before: HostSnapshot, now: HostSnapshot): Comparison {
  const unseen = new Map<string, { readonly one: Unseen; readonly subjects: string[] }>();
  const sink = (what: Unseen['what'], side: Unseen['side'], ...subjects: string[]): void => {
    const key = `${what} ${side}`;
    const known = unseen.get(key) ?? { one: { what, side, subjects: [] }, subjects: [] };
    for (const subject of subjects) known.subjects.push(subject);
    unseen.set(key, known);
  };
  const sockets = matchSockets(before, now);
  const [blind, blindNow] = [before.facts.unread !== undefined, now.facts.unread !== undefined];
  if (blind || blindNow) sink('sysctls', blind ? (blindNow ? 'both' : 'before') : 'now');
  const changes = [
    ...listenerChanges(sockets, before, now, sink),
    ...addressChanges(before, now),
    ...interfaceChanges(before, now),
    ...(blind || blindNow ? [] : sysctlChanges(before, now)),
    ...factChanges(before, now),
  ];
  return {
    changes,
    unseen: [...unseen.values()].map(({ one, subjects }) => ({ ...one, subjects })),
    passing: sockets.passing.map(endpointText),
    compared: {
      host: 1,
      sysctls: blind || blindNow ? 0 : Object.keys(now.facts.sysctls).length,
      interfaces: now.interfaces.length,
      addresses: now.addresses.length,
      listeners: now.sockets.length,
    },
  };
}
