import { sameAddress, unmap } from '../model/address.ts';
import type { Host, HostFacts, LocalAddress } from '../model/host.ts';
import type { Remedy } from '../model/remedy.ts';
import { lackOf } from '../model/visibility.ts';
import { deviceOf, type Hypothesis, vrfOf } from './hypothesis.ts';
import type { RemedyMaker, RemedyStep } from './remedy.ts';

/** The same listener on the host as the remedy leaves it. */
const onHost = (remedy: Remedy, hypothesis: Hypothesis, host: Host): RemedyStep => ({
  remedy,
  hypothesis: { ...hypothesis, host },
});

const withFacts = (host: Host, change: Partial<HostFacts>): Host => ({ ...host, facts: { ...host.facts, ...change } });

/**
 * Duplicate address detection ends by itself (RFC 4862), and the address is bindable then; on a link that is down or has
 * no carrier it has not begun, and waits for that: addrconf_dad_begin(), net/ipv6/addrconf.c, 6.18.
 */
export const waitForDad: RemedyMaker = (hypothesis) => {
  const { host } = hypothesis;
  const own = ownAddress(hypothesis);
  if (own?.state !== 'tentative') return [];
  const { interface: name, link } = own;
  const addresses = host.addresses.map((one) => (one === own ? { ...one, state: 'ok' as const } : one));
  const remedy =
    link === 'up' ? ({ kind: 'wait-dad' } as const) : ({ kind: 'carrier', interface: name, link } as const);
  return [onHost(remedy, hypothesis, { ...host, addresses })];
};

/** The address that is asked for, where the host has it: in the VRF of the listener, or else in another. */
export function ownAddress({ host, listener }: Hypothesis): LocalAddress | undefined {
  const vrf = vrfOf(host, deviceOf(listener));
  const same = host.addresses.filter((one) => sameAddress(one.address, unmap(listener.address)));
  return same.find((one) => vrfOf(host, one.interface) === vrf) ?? same[0];
}

/** The host has the address, but not where the listener is. */
export function isInOtherVrf(hypothesis: Hypothesis): boolean {
  const { host, listener } = hypothesis;
  const own = ownAddress(hypothesis);
  return own !== undefined && vrfOf(host, own.interface) !== vrfOf(host, deviceOf(listener));
}

/** capabilities(7) */
export const capability: RemedyMaker = (hypothesis) => {
  const { host } = hypothesis;
  const capabilities = [...host.facts.capabilities, 'CAP_NET_BIND_SERVICE'];
  const lacking = lackOf('CAP_NET_BIND_SERVICE', host.facts);
  return lacking === undefined || host.facts.unread?.includes('capabilities')
    ? []
    : [onHost({ kind: 'capability', lacking }, hypothesis, withFacts(host, { capabilities }))];
};

/** The settings that lift the limit on ports, and that on addresses (ip-sysctl.rst). */
export const sysctl: RemedyMaker = (hypothesis) => {
  const { listener, host } = hypothesis;
  const family = listener.address.family === 'inet' ? 'ipv4' : 'ipv6';
  const isDuplicate = ownAddress(hypothesis)?.state === 'dadfailed';
  const settings: [name: string, value: string][] = [
    ['net.ipv4.ip_unprivileged_port_start', String(listener.port)],
    ...(isDuplicate || isInOtherVrf(hypothesis)
      ? []
      : [[`net.${family}.ip_nonlocal_bind`, '1'] satisfies [string, string]]),
  ];
  return settings.map(([name, value]) => {
    const sysctls = { ...host.facts.sysctls, [name]: value };
    return onHost({ kind: 'sysctl', name, value }, hypothesis, withFacts(host, { sysctls }));
  });
};

/** The address given to this host; where IPv6 is disabled, an IPv6 address cannot be added. */
export const addAddress: RemedyMaker = (hypothesis, { ipv6DisabledOn }) => {
  const { listener, host } = hypothesis;
  const { address } = listener;
  const isKnown = host.addresses.some((one) => sameAddress(one.address, address));
  if (isKnown || (address.family === 'inet6' && ipv6DisabledOn.length > 0)) return [];
  const added = { address, interface: 'lo', prefix: 32, state: 'ok', link: 'up' } as const;
  return [onHost({ kind: 'add-address', address }, hypothesis, { ...host, addresses: [...host.addresses, added] })];
};
