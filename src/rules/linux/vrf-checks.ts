import { unmap } from '../../model/address.ts';
import { locality, onDevice, type RuleEnvironment } from '../environment.ts';
import type { Attempt, CheckRule } from '../rule.ts';
import type { RuleSocket } from '../rule-socket.ts';

/** Whether an address that is absent where the socket is stands in another VRF, or outside of the socket's. */
const isInOtherVrf = (env: RuleEnvironment, { address, device }: RuleSocket): boolean =>
  env.vrfs.size > 0 &&
  [env, ...new Set(env.vrfs.values())].some(
    (table) => table !== onDevice(env, device) && locality(table, unmap(address)) !== 'absent',
  );

/** Two rules, since IPv4 and IPv6 look at the address at different places among their checks. */
const addressInOtherVrf = <Name extends string>(
  name: Name,
  source: string,
  applies: (attempt: Attempt) => boolean,
): CheckRule<`linux.${Name}`> => ({
  id: `linux.${name}`,
  sentence: 'An address in a VRF is there for sockets on a device of that VRF alone, and one outside for the others.',
  condition:
    'specific address, on an interface of another VRF than the device that the socket is bound to, or of a VRF where it is bound to none; no IP_FREEBIND, no IP_TRANSPARENT, no ip_nonlocal_bind',
  source,
  certainty: 'run',
  why: '{newcomer} names an address that this host has in another VRF than the socket is in',
  call: 'bind',
  decision: 'EADDRNOTAVAIL',
  applies,
});

/** `isAbsent`: the address is not local to the socket. */
export const inOtherVrf4 = (isAbsent: (env: RuleEnvironment, p: RuleSocket) => boolean) =>
  addressInOtherVrf(
    'address-in-other-vrf',
    '__inet_bind(), net/ipv4/af_inet.c; l3mdev_fib_table_by_index(), net/l3mdev/l3mdev.c, 6.18',
    ({ env, newcomer }) => newcomer.family === 'inet' && isAbsent(env, newcomer) && isInOtherVrf(env, newcomer),
  );

export const inOtherVrf6 = (isAbsent: (env: RuleEnvironment, p: RuleSocket) => boolean) =>
  addressInOtherVrf(
    'ipv6-address-in-other-vrf',
    '__inet6_bind(), net/ipv6/af_inet6.c; __ipv6_chk_addr_and_flags(), net/ipv6/addrconf.c, 6.18',
    ({ env, newcomer }) => newcomer.family === 'inet6' && isAbsent(env, newcomer) && isInOtherVrf(env, newcomer),
  );
