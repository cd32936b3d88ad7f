import type { HeldSocket, Host } from '../model/host.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Bind, KnownSocket, Surroundings } from '../model/why.ts';
import { environmentOf, type RuleEnvironment, ruleSet } from '../rules/index.ts';
import type { RuleSocket } from '../rules/rule-socket.ts';
import { partyAt, predictionOf, tryOpen } from '../rules/predict.ts';

/** A bind and the world that it would be made in. A remedy is another scene. */
export interface Hypothesis {
  readonly bind: Bind;
  readonly host: Host;
  readonly vrfs: Surroundings['vrfs'];
  /** On the bind's port or others. */
  readonly sockets: readonly KnownSocket[];
}

const LINUX = ruleSet('linux');

/** What the rules say of the listener: `ok`, `CALL:ERRNO`, or `unknown` where an option decides that could not be read. */
export function predictHypothesis(scene: Hypothesis): Prediction {
  const { bind, host } = scene;
  const compared = scene.sockets.filter((socket) => isCompared(scene, socket));
  const [first, second] = orders(bind, compared).map((sockets) => predictIn(environmentOf(host, sockets), bind));
  const prediction = first ?? predictIn(environmentOf(host, compared), bind);
  return second === undefined || second.outcome === prediction.outcome
    ? prediction
    : { ...prediction, outcome: 'unknown' };
}

/** UDP looks at the newest socket first and may stop there; the kernel's tables do not tell which that is. */
const orders = ({ protocol }: Bind, sockets: readonly HeldSocket[]): (readonly HeldSocket[])[] =>
  protocol === 'udp' && sockets.length > 1 ? [sockets, sockets.toReversed()] : [sockets];

function predictIn(env: RuleEnvironment, bind: Bind): Prediction {
  const party = partyOf(env, bind);
  return predictionOf(LINUX, party, tryOpen(LINUX, env, party, env.held));
}

function partyOf(env: RuleEnvironment, bind: Bind): RuleSocket {
  const { protocol, port, reuse, v6only, address, device, freebind } = bind;
  const both = { holder: reuse, newcomer: reuse };
  const party = partyAt(env, { protocol, port, reuse: both, v6only, sequence: 'listen-each' }, address, reuse);
  return { ...party, freebind, device: device ?? party.device };
}

/**
 * TCP sockets in different VRFs are in different buckets, unless net.ipv4.tcp_l3mdev_accept puts them into one
 * (inet_sk_bound_l3mdev(), include/net/inet_sock.h); UDP has no such buckets.
 */
function isCompared({ bind, host, vrfs }: Hypothesis, socket: HeldSocket): boolean {
  if (socket.protocol !== bind.protocol || socket.port !== bind.port) return false;
  if (bind.protocol === 'udp' || host.facts.sysctls['net.ipv4.tcp_l3mdev_accept'] === '1') return true;
  return vrfOf(vrfs, socket.device) === vrfOf(vrfs, bind.device ?? bind.address.zone);
}

export const vrfOf = (vrfs: Surroundings['vrfs'], device: string | undefined): string | undefined =>
  device === undefined ? undefined : vrfs[device];

/** The same scene with every obstacle but the other sockets out of the way. */
export function withoutChecks({ host, ...scene }: Hypothesis): Hypothesis {
  const { facts } = host;
  const capabilities = [...facts.capabilities, 'CAP_NET_BIND_SERVICE'];
  const sysctls = { ...facts.sysctls, 'net.ipv4.ip_nonlocal_bind': '1', 'net.ipv6.ip_nonlocal_bind': '1' };
  return { ...scene, host: { ...host, facts: { ...facts, capabilities, sysctls } } };
}
