import type { Address, Protocol } from '../model/address.ts';
import type { Responder } from '../model/disagreement.ts';
import type { Refused } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import { AddressIndex } from './address-index.ts';
import { type AddressKind, addressKind } from './address-kinds.ts';
import { clientPacket } from './client-packet.ts';
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
}

/**
 * Tells who may answer a local client of a socket's address: `ours` by their address, the sockets of other processes
 * without a name.
 */
export function responders(
  { rules, env }: Setting,
  { protocol, port }: Combination,
  { held, ours }: Open,
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
    const answers = rules.deliver(open, packet, rules).map(({ socket }) => socket);
    return { answers: answers.map((socket) => (isOurs.has(socket) ? socket.address : 'another socket')) };
  };
}

type Refusals = Map<AddressKind, Refused | undefined>;

/** By the environment, of which nothing changes: clients of one address are asked about in every order of starting. */
const KNOWN = new WeakMap<RuleEnvironment, Map<RuleSet, Record<Protocol, Refusals>>>();

/** Why the connect(2) of a client fails by itself: the same for addresses of one kind. */
function clientRefusal({ rules, env }: Setting, protocol: Protocol, address: Address): Refused | undefined {
  const sets = KNOWN.get(env) ?? new Map<RuleSet, Record<Protocol, Refusals>>();
  const of = sets.get(rules) ?? { tcp: new Map(), udp: new Map() };
  KNOWN.set(env, sets.set(rules, of));
  const known = of[protocol];
  const kind = addressKind(env, address);
  if (!known.has(kind)) known.set(kind, rules.clientRefusal?.(rules, env, protocol, address));
  return known.get(kind);
}
