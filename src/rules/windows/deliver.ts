import { isAny, unmap } from '../../model/address.ts';
import type { Receiver } from '../delivery.ts';
import type { RuleSet } from '../rule.ts';
import { deliverBy } from '../shared/delivery.ts';

const takers = deliverBy({ exactFirst: false, ipv4First: false });

const isSpecific = ({ socket }: Receiver): boolean => !isAny(unmap(socket.address));

/** The specific address comes before ANY; Microsoft's page calls it indeterminate only with SO_REUSEADDR on both. */
export const deliverWindows: RuleSet['deliver'] = (open, packet, rules) => {
  const all = takers(open, packet, rules);
  const specific = all.filter(isSpecific);
  if (specific.length === 0) return all;
  const isShared = specific.some(({ socket }) => socket.reuseaddr);
  return all.filter((r) => isSpecific(r) || (isShared && r.socket.reuseaddr));
};
