import type { Protocol } from '../model/address.ts';
import type { Elsewhere } from '../model/elsewhere.ts';
import { ownersAt } from './owners.ts';
import { platformView } from './platform.ts';
import { descriptorsOf } from './socket-descriptors.ts';

/** Where else a port is in use that is free in this network namespace, with the owners that may be seen. */
export function portElsewhere(protocol: Protocol, port: number): Elsewhere[] {
  const found = platformView().elsewhere(protocol, port);
  const owners = ownersAt(descriptorsOf(found.flatMap((one) => (one.kind === 'namespace' ? [one.socket.inode] : []))));
  return found.map((one) =>
    one.kind === 'namespace' ? { ...one, socket: { ...one.socket, owners: owners.get(one.socket.inode) ?? [] } } : one,
  );
}
