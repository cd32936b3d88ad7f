import { type Address, type Family, isAny, isLoopback, LOOPBACK, type SocketAddress, unmap } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import type { TrafficImpact } from '../model/remedy.ts';
import { isForEach } from './client-packet.ts';
import type { Packet } from './delivery.ts';
import type { RuleEnvironment } from './environment.ts';
import { opened } from './open-listener.ts';
import { type RuleSocket, revealed, ruleSocketOfListener } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/**
 * What a listener that is bound beside the sockets of `env.held` takes of the connections or datagrams that each of them
 * is sent, in their order: found out by sending packets of every kind that both could take through the rules of delivery,
 * before and after the bind. Which of several UDP holders was bound last is not known, so each counts as that one.
 */
export function receiversAfterBind(rules: RuleSet, env: RuleEnvironment, listener: Listener): readonly TrafficImpact[] {
  const newcomer = opened(ruleSocketOfListener(env, listener));
  const held = env.held.filter((h) => h.protocol === listener.protocol && h.port === listener.port);
  return env.held.map((holder) => {
    if (!held.includes(holder)) return 'nothing';
    const others = held.filter((h) => h !== holder);
    const [off, on] = [false, true].map((value) => {
      const shown = revealed(holder, value);
      const before = [...others.map((h) => revealed(h, value)), shown];
      return impactOf({ rules, env, holder: shown, before, newcomer });
    });
    return off === on && off !== undefined ? off : 'unknown';
  });
}

/** A bind beside other sockets. */
interface Bind {
  readonly rules: RuleSet;
  readonly env: RuleEnvironment;
  readonly holder: RuleSocket;
  /** The sockets that are open, the holder among them, the oldest first. */
  readonly before: readonly RuleSocket[];
  readonly newcomer: RuleSocket;
}

/** What became of the packets that the holder got until then, and the newcomer could take. */
function impactOf(bind: Bind): TrafficImpact {
  const fates = new Set([...packetsFor(bind)].flatMap((packet) => fateOf(bind, packet) ?? []));
  if (fates.has('shared') || (fates.has('lost') && fates.has('kept'))) return 'part';
  if (fates.has('lost')) return 'all';
  return fates.has('copied') ? 'copies' : 'nothing';
}

/** Undefined of a packet that is not for both. */
function fateOf(
  { rules, holder, before, newcomer }: Bind,
  packet: Packet,
): 'kept' | 'shared' | 'lost' | 'copied' | undefined {
  const receiving = (open: readonly RuleSocket[]): readonly RuleSocket[] =>
    rules.deliver(rules.receivers(open), packet, rules).map(({ socket }) => socket);
  if (!receiving([newcomer]).includes(newcomer) || !receiving(before).includes(holder)) return undefined;
  if (packet.each === true) return 'copied';
  const after = receiving([...before, newcomer]);
  if (!after.includes(newcomer)) return 'kept';
  return after.includes(holder) ? 'shared' : 'lost';
}

/** So many addresses of the host are looked at. */
const MOST_ADDRESSES = 16;

/** A sender and a port that no socket is connected to. */
const STRANGER: Readonly<Record<Family, SocketAddress>> = {
  inet: { address: { family: 'inet', ip: '192.0.2.1' }, port: 0 },
  inet6: { address: { family: 'inet6', ip: '2001:db8::1' }, port: 0 },
};

/** One packet of each kind that may matter: to every address, by every device, alone or to everybody. */
function* packetsFor({ env, holder, newcomer }: Bind): Generator<Packet> {
  const { protocol, port } = newcomer;
  const devices = new Set(['lo', ...[holder.device, newcomer.device].flatMap((d) => d ?? []), ...env.zones.values()]);
  for (const to of destinations(env, [holder, newcomer])) {
    const each = isForEach(env, to) ? ({ each: true } as const) : {};
    if (protocol === 'tcp' && isForEach(env, to)) continue;
    // What is for a loopback address comes in by no other interface: ip_route_input_slow(), ip6_rcv_core().
    for (const device of isLoopback(to) ? ['lo'] : [...devices].slice(0, MOST_ADDRESSES))
      yield { protocol, to, port, from: STRANGER[to.family], device, ...each };
  }
}

const BROADCAST: Address = { family: 'inet', ip: '255.255.255.255' };

/** Groups that every host has joined (RFC 1112, RFC 4291 2.7.1). */
const ALL_NODES: Readonly<Record<Family, Address>> = {
  inet: { family: 'inet', ip: '224.0.0.1' },
  inet6: { family: 'inet6', ip: 'ff02::1' },
};

/** The sockets' own addresses, and where both are on ANY some of those that ANY includes. */
function destinations(env: RuleEnvironment, sockets: readonly RuleSocket[]): readonly Address[] {
  const specific = sockets.map(({ address }) => unmap(address)).filter((address) => !isAny(address));
  if (specific.length > 0) return specific;
  const own = [...env.addresses.values()].map(({ address }) => address).slice(0, MOST_ADDRESSES);
  return [LOOPBACK.inet, LOOPBACK.inet6, ...own, ALL_NODES.inet, ALL_NODES.inet6, BROADCAST];
}
