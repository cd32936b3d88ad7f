import { type Address, ANY, isAny, isLinkLocal, isLoopback, unmap } from '../model/address.ts';
import type { LocalAddress } from '../model/host.ts';
import { type Listener, withReuse } from '../model/listener.ts';
import { type Reuse, reuseOf, type SocketOptions } from '../model/options.ts';
import type { ListenerRemedy, TrafficImpact } from '../model/remedy.ts';
import { environmentOf, isForEach } from '../rules/index.ts';
import { isInOtherVrf, ownAddress } from './host-remedies.ts';
import { type Hypothesis, vrfOf } from './hypothesis.ts';
import type { RemedyMaker, RemedyStep } from './remedy.ts';
import { trafficImpactsOf } from './traffic-impact.ts';

/** Another listener on the same host. */
const instead = (
  kind: ListenerRemedy['kind'],
  hypothesis: Hypothesis,
  listener: Listener,
  impact: TrafficImpact = 'nothing',
): RemedyStep => ({ remedy: { kind, listener, impact }, hypothesis: { ...hypothesis, listener } });

const withOptions = (listener: Listener, options: SocketOptions): Listener => ({
  ...listener,
  options: { ...listener.options, ...options },
});

const MORE: Readonly<Record<Reuse, readonly Reuse[]>> = {
  none: ['addr', 'port'],
  addr: ['addr+port'],
  port: ['addr+port'],
  'addr+port': [],
  exclusive: [],
};

const WORST_FIRST = ['all', 'part', 'unknown', 'copies'] as const satisfies readonly TrafficImpact[];

/** More reuse options. Beside a holder that is in use they may cost it its clients. */
export const reuse: RemedyMaker = (hypothesis, { blockers }) =>
  MORE[reuseOf(hypothesis.listener.options)].map((more) => {
    const listener = withReuse(hypothesis.listener, more);
    const impacts = trafficImpactsOf({ ...hypothesis, listener, sockets: blockers.map(({ socket }) => socket) });
    return instead(
      'reuse',
      hypothesis,
      listener,
      WORST_FIRST.find((one) => impacts.includes(one)),
    );
  });

/** `::` for IPv6 alone, so that IPv4 sockets do not matter. */
export const v6only: RemedyMaker = (hypothesis) => {
  const { listener } = hypothesis;
  return listener.address.ip === '::' && listener.options.v6only !== true
    ? [instead('v6only', hypothesis, withOptions(listener, { v6only: true }))]
    : [];
};

/**
 * IP_FREEBIND lets an address be bound that the host does not have (ip(7)). One that another host on the link has is not
 * to be bound: what is sent to it goes there (RFC 4862 5.4.5).
 */
export const freebind: RemedyMaker = (hypothesis) =>
  hypothesis.listener.options.freebind || ownAddress(hypothesis)?.state === 'dadfailed' || isInOtherVrf(hypothesis)
    ? []
    : [instead('freebind', hypothesis, withOptions(hypothesis.listener, { freebind: true }))];

/** An address in a VRF is there for sockets that are bound to the VRF, or to a device in it (vrf.rst, Applications). */
export const device: RemedyMaker = (hypothesis) => {
  const { listener, host } = hypothesis;
  const own = ownAddress(hypothesis);
  if (own === undefined || !isInOtherVrf(hypothesis)) return [];
  const { device: _old, ...options } = listener.options;
  const vrf = vrfOf(host, own.interface);
  return [
    instead('device', hypothesis, { ...listener, options: vrf === undefined ? options : { ...options, device: vrf } }),
  ];
};

/** A link-local address can be bound only together with its interface. */
export const scope: RemedyMaker = (hypothesis) => {
  const { listener, host } = hypothesis;
  if (!isLinkLocal(listener.address) || listener.address.zone !== undefined) return [];
  return host.addresses
    .filter(({ address: own }) => own.ip === listener.address.ip && own.zone !== undefined)
    .map(({ address: own }) => instead('scope', hypothesis, { ...listener, address: own }));
};

/**
 * Instead of ANY each address by itself, first those that other hosts can reach; instead of an address that is absent, or
 * that stays unusable, those like it, ANY, and the others.
 */
export const address: RemedyMaker = (hypothesis) => {
  const { listener, host } = hypothesis;
  const asked = listener.address;
  // Nothing stands for a group or a broadcast address.
  if (isForEach(environmentOf(host, []), unmap(asked))) return [];
  const isOwn = ({ address: { ip } }: LocalAddress): boolean => ip === unmap(asked).ip;
  const own = host.addresses
    .filter((one) => !isStuck(one))
    .map((one) => one.address)
    .filter((one) => one.family === unmap(asked).family)
    .sort((a, b) => nearness(a) - nearness(b));
  const at = (one: Address): RemedyStep => instead('address', hypothesis, { ...listener, address: one });
  if (isAny(asked)) return own.map(at);
  if (host.addresses.some((one) => isOwn(one) && !isStuck(one))) return [];
  const alike = own.filter((one) => stem(one) === stem(asked));
  const unlike = own.filter((one) => stem(one) !== stem(asked));
  return [...alike, ANY[asked.family], ...unlike].map(at);
};

/** Whether an address cannot be bound, and will not be by itself. */
const isStuck = ({ state, link }: LocalAddress): boolean =>
  state === 'dadfailed' || (state === 'tentative' && link !== 'up');

/** Global addresses first; then loopback, which this host alone reaches; then link-local ones, which need their scope. */
const nearness = (one: Address): number => (isLoopback(one) ? 1 : isLinkLocal(one) ? 2 : 0);

/** All but the last part: where two addresses agree in that, the one may have been mistaken for the other. */
const stem = ({ ip }: Address): string => ip.slice(0, Math.max(ip.lastIndexOf('.'), ip.lastIndexOf(':')));

/** The same address on other ports. */
export const port: RemedyMaker = (hypothesis, { ports }) =>
  ports.map((one) => instead('port', hypothesis, { ...hypothesis.listener, port: one }));
