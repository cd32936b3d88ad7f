import {
  type Address,
  formatAddress,
  isLinkLocal,
  isLoopback,
  isMapped,
  isReserved,
  type Protocol,
} from '../model/address.ts';
import type { Responder } from '../model/disagreement.ts';
import type { Refused } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import { AddressIndex, isWildcard } from './address-index.ts';
import { type AlikeStarts, answeredOnce } from './alike-starts.ts';
import { clientPacket, isForEach } from './client-packet.ts';
import type { Receiver } from './delivery.ts';
import type { RuleEnvironment } from './environment.ts';
import type { Setting } from './open-listener.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/** Who may answer a client, or why its own call fails before it reaches anybody. */
export interface Meeting {
  readonly answers: readonly Responder[];
  readonly refused?: Refused;
}

/** The sockets of a port, in the order in which they were opened: those of other processes, then the own. */
interface Open {
  readonly held: readonly RuleSocket[];
  readonly ours: readonly RuleSocket[];
  readonly alike: AlikeStarts | undefined;
}

/**
 * Tells who may answer a local client of a socket's address: `ours` by their address, the sockets of other processes
 * without a name.
 */
export function responders(
  { rules, env }: Setting,
  { protocol, port }: Combination,
  { held, ours, alike }: Open,
): (at: RuleSocket) => Meeting {
  const receivers = rules.receivers([...held, ...ours]);
  const index = new AddressIndex(receivers.map((r) => r.socket.address));
  const isOurs = new Set(ours);
  return (at) => {
    const { address } = at;
    const refused = clientRefusal({ rules, env }, protocol, address);
    if (refused !== undefined) return { answers: [], refused };
    const packet = clientPacket(env, protocol, port, address);
    const open = index.near(packet.to).map((place) => receivers[place] as Receiver);
    const reached = (): number[] => rules.deliver(open, packet, rules).map((one) => open.indexOf(one));
    const sockets = open.map(({ socket }) => socket);
    const places = answeredOnce(alike?.caseOf(at, sockets), 'deliver', reached);
    const answers = places.map((place) => sockets[place] as RuleSocket);
    return { answers: answers.map((socket) => (isOurs.has(socket) ? socket.address : 'another socket')) };
  };
}

type Refusals = Map<string, Refused | undefined>;

/**
 * What the connect(2) of a client may depend on, of an address: for an ordinary one of this host where it stands there, for
 * every other the address itself.
 */
function clientKind(env: RuleEnvironment, address: Address): string {
  const text = formatAddress(address);
  const known = env.addresses.get(text);
  const isOrdinary =
    known !== undefined && address.zone === undefined && !isLinkLocal(address) && !isSpecial(env, address);
  return isOrdinary ? `${address.family} ${known.state} ${known.link} ${known.interface} ${isLoopback(address)}` : text;
}

/** An address of many hosts, or of none. */
const isSpecial = (env: RuleEnvironment, address: Address): boolean =>
  isWildcard(address) || isMapped(address) || isReserved(address) || isForEach(env, address);

/** By the environment, of which nothing changes: clients of one address are asked about in every order of starting. */
const KNOWN = new WeakMap<RuleEnvironment, Map<RuleSet, Refusals>>();

function clientRefusal({ rules, env }: Setting, protocol: Protocol, address: Address): Refused | undefined {
  const sets = KNOWN.get(env) ?? new Map<RuleSet, Refusals>();
  const known: Refusals = sets.get(rules) ?? new Map();
  KNOWN.set(env, sets.set(rules, known));
  const key = `${protocol} ${clientKind(env, address)}`;
  if (!known.has(key)) known.set(key, rules.clientRefusal?.(rules, env, protocol, address));
  return known.get(key);
}
