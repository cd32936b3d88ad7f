import { type Address, isAny, LOOPBACK, type Protocol, type SocketAddress, unmap } from '../../../../model/address.ts';
import { refused } from '../../../../model/outcome.ts';
import type { Packet } from '../../../delivery.ts';
import { type Play, type StepOf, unknown } from '../branch.ts';
import { type CallContext, callTo, refusalOf } from '../call-context.ts';
import { receivedBy } from '../delivery-outcome.ts';
import { takesInGroup } from '../membership.ts';
import { isScarce, systemRange } from '../port-range.ts';
import { addressOf, portOf, targetOf } from '../references.ts';
import { newSock, type Sock } from '../sock.ts';
import type { State } from '../state.ts';

type DeliverStep = StepOf<'deliver'>;

/** Fresh clients reach an endpoint, and leave nothing behind. */
export const deliver: Play<'deliver'> = (state, step) => {
  const to = targetOf(state, step);
  const protocol = protocolOf(state, step);
  const from = to === undefined ? undefined : clientAddress(state, step, to.address);
  if (to === undefined || protocol === undefined || from === undefined) return unknown(state);
  // Where ports are few the clients may find none, or the one that they call.
  if (step.fromPort === undefined && isScarce(systemRange(state))) return unknown(state);
  if (state.socks.some((s) => s.protocol === protocol && hasQueue(s))) return unknown(state);
  const call = callTo(state, clientOf(state, step, protocol), 'connect', to);
  const refusal = refusalOf(call);
  if (refusal !== undefined) return refusal.map((b) => ({ ...b, subject: 'the client' }));
  const packet = packetBy(call, protocol, from, step.cpu);
  if (packet === undefined) return unknown(state);
  const isTakenIn = packet.each !== true || takesInGroup(state, packet);
  if (isTakenIn === 'unknown') return unknown(state);
  const found = isTakenIn ? state.deliver(packet) : [];
  const isElsewhere =
    protocol === 'tcp' && found.some(({ device }) => device !== undefined && device !== packet.device);
  if (isElsewhere) return unknown(state);
  if (found.length === 0 && protocol === 'tcp')
    return [{ outcome: refused('connect', 'ECONNREFUSED'), rule: 'linux.nobody-listens', state }];
  return receivedBy(state, step, { packet, found, isTakenIn });
};

/** The socket of a client, before it is bound; clients may always broadcast. */
function clientOf(state: State, step: DeliverStep, protocol: Protocol): Sock {
  const address = addressOf(state, step.address);
  const family = step.family ?? address?.family ?? 'inet';
  const client = newSock(0, protocol, family, state.env.uid);
  const source = step.fromAddress === undefined ? undefined : addressOf(state, step.fromAddress);
  return {
    ...client,
    v6only: family === 'inet6' && state.env.bindv6only,
    broadcast: true,
    device: step.fromDevice,
    ...(source === undefined || isAny(source) ? {} : { address: source }),
  };
}

/** The first packet of a client; undefined where it goes elsewhere, or where that is not known. */
function packetBy(
  { route: way, to }: CallContext,
  protocol: Protocol,
  { port }: SocketAddress,
  cpu: number | undefined,
): Packet | undefined {
  if (to === undefined || (way?.kind !== 'local' && way?.kind !== 'group')) return undefined;
  const from = { address: unmap(way.source), port };
  const packet = {
    protocol,
    to: unmap(way.to),
    port: to.port,
    from,
    device: way.device,
    ...(cpu === undefined ? {} : { cpu }),
  };
  return way.kind === 'group' ? { ...packet, each: true } : packet;
}

/** What is queued already would be taken for that of the clients. */
const hasQueue = ({ protocol, queue, inbox, error }: Sock): boolean =>
  queue.length > 0 || (protocol === 'udp' && (inbox.length > 0 || error !== undefined));

/** ANY as a destination is loopback. */
const arrivalOf = (address: Address): Address => {
  const plain = unmap(address);
  return isAny(plain) ? LOOPBACK[plain.family] : plain;
};

function protocolOf(state: State, step: DeliverStep): 'tcp' | 'udp' | undefined {
  const named = step.receivers.flatMap((name) => state.named(name) ?? []);
  const all = new Set(
    (named.length > 0 ? named : state.socks.filter((s) => s.name !== undefined)).map((s) => s.protocol),
  );
  const [only] = all;
  return all.size === 1 ? only : undefined;
}

function clientAddress(state: State, step: DeliverStep, to: Address): SocketAddress | undefined {
  const address = step.fromAddress === undefined ? arrivalOf(to) : addressOf(state, step.fromAddress);
  const port = step.fromPort === undefined ? -state.turn() : portOf(state, step.fromPort);
  return address === undefined || port === undefined ? undefined : { address: unmap(address), port };
}
