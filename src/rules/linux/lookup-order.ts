import type { Receiver } from '../delivery.ts';
import { peerOf, type RuleSocket } from '../rule-socket.ts';

/**
 * The place of a socket in the kernel's list; `turn` grows with every socket. New sockets go to the head of their list,
 * IPv6 ones with SO_REUSEPORT to its tail: __inet_hash(), udp_lib_get_port().
 */
export const lookupOrder = ({ reuseport, family }: RuleSocket, turn: number): number =>
  reuseport && family === 'inet6' ? turn : -turn;

/** Whether two sockets form one SO_REUSEPORT group: inet_reuseport_add_sock(), udp_reuseport_add_sock(). */
export const shareGroup = (a: RuleSocket, b: RuleSocket): boolean => b.reuseport && groupKey(a) === groupKey(b);

/** What the sockets of one SO_REUSEPORT group have in common. */
const groupKey = ({ family, address, port, v6only, device, uid }: RuleSocket): string =>
  `${family} ${address.ip} ${port} ${v6only} ${uid} ${device ?? ''}`;

/** Sockets in the order in which they were opened, as the kernel's tables hold them. */
export function receiversOf(open: readonly RuleSocket[]): readonly Receiver[] {
  const groups = new Map<string, number>();
  for (const [place, socket] of open.entries()) {
    const key = groupKey(socket);
    if (socket.reuseport && !groups.has(key)) groups.set(key, place);
  }
  return open.map((socket, turn) => {
    // Without the option a socket is in no group, though it may have all that the members have in common.
    const group = socket.reuseport ? groups.get(groupKey(socket)) : undefined;
    return {
      socket,
      lookupOrder: lookupOrder(socket, turn + 1),
      ...(group === undefined ? {} : { group }),
      groupConnected: false,
      connectedAt: 0,
      ...peerOf(socket),
    };
  });
}
