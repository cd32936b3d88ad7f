import { type Address, ANY, isAny, isLinkLocal, isLoopback, unmap } from '../model/address.ts';
import type { Reuse } from '../model/options.ts';
import type { Bind, ListenerRemedy, TrafficImpact } from '../model/why.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { RemedyMaker, RemedyStep } from './remedy.ts';
import { trafficImpactOf } from './traffic-impact.ts';

/** Another listener in the same world. */
function other(kind: ListenerRemedy['kind'], scene: Hypothesis, change: Partial<Bind>, takes: TrafficImpact = 'nothing'): RemedyStep {
  const bind = { ...scene.bind, ...change };
  return { remedy: { kind, bind, takes }, scene: { ...scene, bind } };
}

const MORE: Readonly<Record<Reuse, readonly Reuse[]>> = {
  none: ['addr', 'port'],
  addr: ['addr+port'],
  port: ['addr+port'],
  'addr+port': [],
};

/** More reuse options. Beside a holder that is in use they may cost it its clients. */
export const reuse: RemedyMaker = (scene, { blockers }) =>
  MORE[scene.bind.reuse].map((more) => {
    const bind = { ...scene.bind, reuse: more };
    const takings = blockers.map(({ socket }) => trafficImpactOf(bind, socket));
    const takes = (['all', 'part'] as const).find((taking) => takings.includes(taking));
    return other('reuse', scene, { reuse: more }, takes);
  });

export const v6only: RemedyMaker = (scene) =>
  scene.bind.address.ip === '::' && scene.bind.v6only !== 'on' ? [other('v6only', scene, { v6only: 'on' })] : [];

export const freebind: RemedyMaker = (scene) => (scene.bind.freebind ? [] : [other('freebind', scene, { freebind: true })]);

/** A link-local address is bound only together with its interface. */
export const scope: RemedyMaker = (scene) => {
  const { address: asked } = scene.bind;
  if (!isLinkLocal(asked) || asked.zone !== undefined) return [];
  return scene.host.addresses
    .filter(({ address: own }) => own.ip === asked.ip && own.zone !== undefined)
    .map(({ address: own }) => other('scope', scene, { address: own }));
};

/** Instead of ANY each address by itself, those that others reach first; instead of an absent one those like it, and ANY. */
export const address: RemedyMaker = (scene) => {
  const { address: asked } = scene.bind;
  const own = scene.host.addresses
    .map((one) => one.address)
    .filter((one) => one.family === unmap(asked).family)
    .sort((a, b) => reach(a) - reach(b));
  if (isAny(asked)) return own.map((one) => other('address', scene, { address: one }));
  if (own.some((one) => one.ip === unmap(asked).ip)) return [];
  const alike = own.filter((one) => stem(one) === stem(asked));
  const unlike = own.filter((one) => stem(one) !== stem(asked));
  return [...alike, ANY[asked.family], ...unlike].map((one) => other('address', scene, { address: one }));
};

const reach = (one: Address): number => (isLoopback(one) ? 2 : isLinkLocal(one) ? 1 : 0);

/** All but the last part: where two addresses agree in that, the one may have been mistaken for the other. */
const stem = ({ ip }: Address): string => ip.slice(0, Math.max(ip.lastIndexOf('.'), ip.lastIndexOf(':')));

export const port: RemedyMaker = (scene, { ports }) => ports.map((one) => other('port', scene, { port: one }));
