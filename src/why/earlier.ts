import { isAny } from '../model/address.ts';
import type { KnownSocket } from '../model/evidence.ts';
import type { Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { Hypothesis } from './hypothesis.ts';

/** The socket that a listener would be once it has started, on a host where it has not. */
export function socketOf({ protocol, address, port, options }: Listener, { facts }: Host): KnownSocket {
  const { reuseaddr = false, reuseport = false, v6only, device } = options;
  const bindv6only = isAny(address) && facts.sysctls['net.ipv6.bindv6only'] === '1';
  return {
    protocol,
    address,
    port,
    state: protocol === 'tcp' ? 'LISTEN' : 'BOUND',
    uid: facts.uid,
    inode: 0,
    reuseaddr,
    reuseport,
    ...(address.family === 'inet6' ? { v6only: v6only ?? bindv6only } : {}),
    ...(device === undefined ? {} : { device }),
    owners: [],
    asked: true,
  };
}

/** The same hypothesis without the listeners that do not exist yet: what a trial meets. */
export const asItIs = (hypothesis: Hypothesis): Hypothesis => ({
  ...hypothesis,
  sockets: hypothesis.sockets.filter(({ asked }) => !asked),
});
