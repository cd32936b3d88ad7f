import { type Address, ANY } from '../../../model/address.ts';
import { lookupOrder } from '../lookup-order.ts';
import { addressKey, noteAddressLeft, noteArrival } from './bucket.ts';
import { ruleSocketOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

/** Gives the port back: inet_put_port(), udp_lib_unhash(). What getsockname(2) shows stays. */
export function putPort(state: State, sock: Sock): void {
  if (sock.port === 0) return;
  const { port } = sock;
  const key = addressKey(sock);
  sock.port = 0;
  sock.group = undefined;
  sock.connectBound = false;
  if (sock.protocol === 'tcp') state.leavePort(port, key);
}

/** A new local address of a socket that may hold a port: inet_bhash2_update_saddr(), udp_lib_rehash(). */
export function setAddress(state: State, sock: Sock, address: Address): void {
  if (sock.address.ip === address.ip) return;
  const before = addressKey(sock);
  sock.address = address;
  if (sock.port === 0 || before === addressKey(sock)) return;
  if (sock.protocol === 'udp') {
    // The move takes the socket out of its SO_REUSEPORT group.
    sock.group = undefined;
    sock.addressOrder = -state.turn();
    return;
  }
  const bucket = state.buckets.get(sock.port);
  if (bucket === undefined) return;
  noteAddressLeft(
    bucket,
    before,
    state.onPort('tcp', sock.port).filter((s) => s !== sock),
  );
  noteArrival(state.buckets, sock);
}

/** Forgets an address that the program did not choose: inet_bhash2_reset_saddr(). */
export function resetAddress(state: State, sock: Sock): void {
  if (!sock.addressLocked) setAddress(state, sock, ANY[sock.family]);
}

/** A new place in the port's own list, oldest first. */
export function takePort(state: State, sock: Sock, port: number): void {
  sock.port = port;
  sock.shownPort = port;
  sock.portTurn = state.turn();
  // SO_REUSEPORT counts as it is now, not as it is changed later: sk_add_node_rcu() in udp_lib_get_port().
  if (sock.protocol === 'udp') sock.portOrder = lookupOrder(ruleSocketOf(sock), sock.portTurn);
}
