import { isAny, sameAddress, unmap } from '../model/address.ts';
import type { AddressFactor, Factor, Waiver } from '../model/factor.ts';
import type { Host, LocalAddress } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import { v6onlyOf } from '../model/options.ts';
import { environmentOf, isForEach, locality, onDevice } from '../rules/index.ts';
import { type FactorContext, type FactorMaker, roleOf } from './factor.ts';
import { deviceOf, vrfOf } from './hypothesis.ts';

/** Whether the address is one of this host, and in which state. */
export function address({ listener, evidence: { host } }: FactorContext): Factor {
  const asked = unmap(listener.address);
  const vrf = vrfOf(host, deviceOf(listener));
  const same = host.addresses.filter(({ address: own }) =>
    asked.zone === undefined ? own.ip === asked.ip : sameAddress(own, asked),
  );
  const local = same.find((one) => vrfOf(host, one.interface) === vrf) ?? same[0];
  const state = addressState(listener, host, local);
  const other = local === undefined || state !== 'other-vrf' ? undefined : vrfOf(host, local.interface);
  const waived = AT_HOME.has(state) ? undefined : waiverOf(listener, host);
  const isRefused = !AT_HOME.has(state) && waived === undefined;
  const isOdd = waived !== undefined || (local !== undefined && (local.link !== 'up' || local.state === 'deprecated'));
  return {
    id: 'address',
    role: isRefused ? 'cause' : isOdd ? 'note' : 'not the cause',
    state,
    ...(local === undefined ? {} : { local }),
    ...(other === undefined ? {} : { vrf: other }),
    ...(waived === undefined ? {} : { waived }),
  };
}

/** The states in which the address itself lets the bind pass. */
const AT_HOME: ReadonlySet<AddressFactor> = new Set<AddressFactor>(['any', 'local', 'group']);

function addressState(listener: Listener, host: Host, local: LocalAddress | undefined): AddressFactor {
  if (isAny(unmap(listener.address))) return 'any';
  const device = deviceOf(listener);
  if (local !== undefined && vrfOf(host, local.interface) !== vrfOf(host, device)) return 'other-vrf';
  if (local !== undefined && isUnrouted(host, local)) return 'unrouted';
  if (local !== undefined) return local.state === 'dadfailed' || local.state === 'tentative' ? local.state : 'local';
  const env = onDevice(environmentOf(host, []), device);
  if (isForEach(env, unmap(listener.address))) return 'group';
  return locality(env, listener.address) === 'absent' ? 'absent' : 'local';
}

const isUnrouted = ({ unrouted = [] }: Host, { address: { ip } }: LocalAddress): boolean =>
  unrouted.some((gone) => gone.kind === 'local' && gone.prefix === 32 && gone.address.ip === ip);

/** What lets an address be bound that the host does not have. */
function waiverOf({ options, address: { family } }: Listener, { facts }: Host): Waiver | undefined {
  if (options.freebind) return 'IP_FREEBIND';
  const name = family === 'inet' ? 'net.ipv4.ip_nonlocal_bind' : 'net.ipv6.ip_nonlocal_bind';
  return facts.sysctls[name] === '1' ? name : undefined;
}

/** Whether IPv6 exists, and is enabled on every interface. */
export const ipv6: FactorMaker = ({ listener, evidence: { host, surroundings } }) => {
  if (listener.address.family !== 'inet6') return undefined;
  const { ipv6DisabledOn: disabledOn } = surroundings;
  const isAbsent = addressState(listener, host, undefined) === 'absent' && waiverOf(listener, host) === undefined;
  const role = roleOf(!host.ipv6 || (isAbsent && disabledOn.length > 0));
  const isNote = role !== 'cause' && disabledOn.length > 0;
  return { id: 'ipv6', role: isNote ? 'note' : role, sockets: host.ipv6, disabledOn };
};

/** Whether `::` takes IPv4 too. */
export const bindv6only: FactorMaker = ({ listener, evidence: { host }, blockers }) => {
  const { options } = listener;
  if (listener.address.ip !== '::') return undefined;
  const byOption = v6onlyOf(options) !== 'system';
  const dualStack = byOption ? options.v6only === false : host.facts.sysctls['net.ipv6.bindv6only'] !== '1';
  const isCause = dualStack && blockers.some(({ socket }) => unmap(socket.address).family === 'inet');
  return { id: 'bindv6only', role: roleOf(isCause), dualStack, byOption };
};
