import type { Surroundings } from '../../model/evidence.ts';
import type { Interface } from '../../model/host.ts';
import { readText } from './files.ts';
import { readNamespace } from './namespace.ts';

/** What decides about a bind besides addresses and settings. What cannot be read is left out. */
export const readSurroundings = (interfaces: readonly Pick<Interface, 'name'>[]): Surroundings => ({
  ipv6DisabledOn: interfaces.map(({ name }) => name).filter(isIpv6Disabled),
  namespace: readNamespace(),
});

/** net.ipv6.conf.NAME.disable_ipv6 by its path: an interface's name may hold a dot. */
const isIpv6Disabled = (name: string): boolean =>
  readText(`/proc/sys/net/ipv6/conf/${name}/disable_ipv6`)?.trim() === '1';
