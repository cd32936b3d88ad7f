import { isAny, unmap } from '../model/address.ts';
import type { KnownSocket } from '../model/evidence.ts';
import type { HeldSocket } from '../model/host.ts';

/**
 * The listener on whose port and address a connection is, by which its options are known: an accepted socket copies
 * them (inet_csk_clone_lock()), TIME_WAIT copies those (inet_twsk_alloc()), and beside an older leftover that shared
 * none with it the listener could not have been bound.
 */
export function listenerOf(sockets: readonly HeldSocket[]): (connection: HeldSocket) => HeldSocket | undefined {
  const listeners = sockets.filter(({ state }) => state === 'LISTEN');
  const places = new Map<string, number[]>();
  for (const [place, { address, port }] of listeners.entries()) {
    const key = keyOf(isAny(unmap(address)) ? 'ANY' : unmap(address).ip, port);
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  /** The first in the list: a server may have a thousand listeners, and ten thousand connections. */
  const find = (connection: HeldSocket): HeldSocket | undefined => {
    const { address, port } = connection;
    const near = ['ANY', unmap(address).ip].map((ip) =>
      (places.get(keyOf(ip, port)) ?? []).find((place) => covers(listeners[place] as HeldSocket, connection)),
    );
    const [first, second] = near.map((place) => place ?? listeners.length) as [number, number];
    return listeners[Math.min(first, second)];
  };
  return (connection) => (connection.protocol === 'tcp' && isConnection(connection) ? find(connection) : undefined);
}

const keyOf = (ip: string, port: number): string => `${ip} ${port}`;

export const isConnection = ({ peer }: HeldSocket): boolean => peer !== undefined;

function covers(listener: HeldSocket, { port, address, device }: HeldSocket): boolean {
  if (listener.port !== port || (listener.device !== undefined && listener.device !== device)) return false;
  const [own, reached] = [unmap(listener.address), unmap(address)];
  if (!isAny(own)) return own.ip === reached.ip;
  return own.family === reached.family || (own.family === 'inet6' && listener.v6only === false);
}

/** The sockets, those connections whose options were not read with the options of their listener. */
export function withInherited(sockets: readonly KnownSocket[]): readonly KnownSocket[] {
  const listener = listenerOf(sockets);
  return sockets.map((socket) => {
    const { reuseaddr, reuseport, v6only } = (socket.reuseaddr === undefined ? listener(socket) : undefined) ?? {};
    if (reuseaddr === undefined || reuseport === undefined) return socket;
    return { ...(v6only === undefined ? {} : { v6only }), ...socket, reuseaddr, reuseport, inherited: true };
  });
}
