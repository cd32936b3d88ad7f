import { unmap } from '../../model/address.ts';
import { isWildcard } from '../address-index.ts';
import type { Packet, Receiver } from '../delivery.ts';
import type { RuleSet } from '../rule.ts';
import { isOnCpu, linuxDeliver, score } from './delivery.ts';
import type { LinuxRuleId } from './rule-id.ts';

/** Why a packet goes where it goes. */
export interface DeliveryReason<R> {
  readonly rule: LinuxRuleId;
  /** The socket that would get it without those that do; undefined where no other takes it. */
  readonly passedOver: R | undefined;
}

/** The rule that decided that `found`, one socket at least, get the packet, and none of the others that are open. */
export function reasonOfDelivery<R extends Receiver>(
  open: readonly R[],
  packet: Packet,
  rules: RuleSet<LinuxRuleId>,
  found: readonly R[],
): DeliveryReason<R> {
  const others = open.filter((r) => !found.includes(r));
  if (packet.each === true) return reasonOfCopies(others, packet, rules);
  const [passedOver] = linuxDeliver(others, packet, rules);
  if (passedOver !== undefined && found.some((r) => isOnCpu(r, packet, rules)) && !isOnCpu(passedOver, packet, rules)) {
    const blind = linuxDeliver(open, { ...packet, cpu: -1 }, rules);
    if (blind.some((r) => !found.includes(r))) return { rule: 'linux.incoming-cpu-first', passedOver };
  }
  if (found.length > 1 && packet.cpu === undefined && open.some((r) => r.incomingCpu !== undefined)) {
    return { rule: 'linux.incoming-cpu-first', passedOver };
  }
  if (found.length > 1) return { rule: groupRule(found, rules), passedOver };
  const [first] = found;
  if (first === undefined || passedOver === undefined) return { rule: 'linux.receivers', passedOver };
  return { rule: rank(first, passedOver, packet, rules), passedOver };
}

const groupRule = (found: readonly Receiver[], rules: RuleSet<LinuxRuleId>): LinuxRuleId =>
  found.some(({ incomingCpu }) => incomingCpu !== undefined) && rules.holds('linux.incoming-cpu-ignored')
    ? 'linux.incoming-cpu-ignored'
    : 'linux.reuseport-group';

/** Sockets that take no copy were left out by their IP_MULTICAST_ALL. */
function reasonOfCopies<R extends Receiver>(
  others: readonly R[],
  packet: Packet,
  rules: RuleSet<LinuxRuleId>,
): DeliveryReason<R> {
  const [passedOver] = linuxDeliver(
    others.map((r) => ({ ...r, multicastAll: ALL })),
    packet,
    rules,
  );
  return { rule: passedOver === undefined ? 'linux.copy-for-each' : 'linux.multicast-all', passedOver };
}

const ALL = { inet: true, inet6: true } as const;

/** Why one socket comes before another that takes the packet too, in the order of the kernel's lookup. */
function rank(first: Receiver, second: Receiver, packet: Packet, rules: RuleSet<LinuxRuleId>): LinuxRuleId {
  const connected = packet.protocol === 'udp' ? rankOfPeers(first, second, rules) : undefined;
  if (connected !== undefined) return connected;
  const [a, b] = [first.socket, second.socket];
  if (isWildcard(a.address) !== isWildcard(b.address)) return 'linux.exact-before-any';
  const context = { packet, rules };
  const lead = score(first, context) - score(second, context);
  if (lead < 0) return 'linux.reuseport-group';
  if (lead === 0) return rankOfEquals(first, second, rules);
  if (a.device !== undefined && b.device === undefined) return 'linux.device-before-none';
  const isFour = unmap(packet.to).family === 'inet' && a.family !== b.family;
  return isFour ? 'linux.ipv4-before-dual-stack' : 'linux.receivers';
}

/** Where one of the two is connected to the sender. */
function rankOfPeers(first: Receiver, second: Receiver, rules: RuleSet<LinuxRuleId>): LinuxRuleId | undefined {
  const isFirst = rules.holds('linux.connected-udp-first');
  if (first.peer !== undefined) return isFirst ? 'linux.connected-udp-first' : 'linux.connected-udp-scored';
  return second.peer !== undefined && !isFirst ? 'linux.reuseport-before-connected' : undefined;
}

function rankOfEquals(first: Receiver, second: Receiver, rules: RuleSet<LinuxRuleId>): LinuxRuleId {
  const isBound = first.socket.device === undefined && second.socket.device !== undefined;
  if (isBound && rules.holds('linux.device-ignored')) return 'linux.device-ignored';
  return second.lookupOrder > 0 && first.lookupOrder < 0 ? 'linux.ipv6-reuseport-last' : 'linux.newest-of-equals';
}
