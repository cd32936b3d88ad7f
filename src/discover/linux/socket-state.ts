import type { Protocol } from '../../model/address.ts';
import type { HeldSocket, SocketState } from '../../model/host.ts';

/**
 * include/net/tcp_states.h. TCP_CLOSE is a socket that is only bound; Linux 6.8 lists those if TCP_BOUND_INACTIVE is
 * requested. TCP_NEW_SYN_RECV is a half-open request.
 */
const TCP: Readonly<Record<number, SocketState>> = {
  1: 'ESTABLISHED',
  2: 'SYN_SENT',
  3: 'SYN_RECV',
  4: 'FIN_WAIT1',
  5: 'FIN_WAIT2',
  6: 'TIME_WAIT',
  7: 'BOUND',
  8: 'CLOSE_WAIT',
  9: 'LAST_ACK',
  10: 'LISTEN',
  11: 'CLOSING',
  12: 'SYN_RECV',
  13: 'BOUND',
};

/** A set of all of them, as idiag_states takes it. */
export const ALL_STATES = Object.keys(TCP).reduce((bits, number) => bits | (1 << Number(number)), 0);

/** The name of a state number. UDP uses two: TCP_ESTABLISHED where connect(2) gave it a peer, TCP_CLOSE elsewhere. */
export const socketState = (protocol: Protocol, number: number): SocketState =>
  protocol === 'udp' && number !== 1 ? 'BOUND' : (TCP[number] ?? 'BOUND');

/** States that follow the peer's FIN. */
const ENDED: ReadonlySet<SocketState> = new Set(['CLOSE_WAIT', 'LAST_ACK', 'CLOSING', 'TIME_WAIT']);

/** How much data a receive queue stands for: it counts a FIN that was not read as one byte (tcp_diag_get_info()). */
export const unreadBytesOf = (
  { protocol, peer, state }: Pick<HeldSocket, 'protocol' | 'peer' | 'state'>,
  queue: number,
): number => (protocol === 'udp' || peer === undefined ? 0 : Math.max(0, ENDED.has(state) ? queue - 1 : queue));
