import { waitForAny } from '../../libc/wait.ts';
import { type Family, isMulticast, type Protocol, type SocketAddress, unmap } from '../../model/address.ts';
import { type CallOutcome, OK, type Refused } from '../../model/outcome.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { connectWithin } from '../../net/connect.ts';
import type { Sockaddr, Sockets } from '../../net/socket.ts';
import { receiveBytes, sendBytes } from '../../net/transfer.ts';
import { acceptFrom, receiveFrom } from '../client.ts';
import type { TrialContext, TrialSocket } from './context.ts';
import type { Destination } from './destinations.ts';

/** What all clients of one deliver step share. */
export interface Delivery {
  readonly protocol: Protocol;
  readonly family: Family;
  /** Their local end. Resolved for each client, because destinations share their sockaddrs. */
  readonly from: () => Destination | StepObservation | undefined;
  /** SO_BINDTODEVICE of each client. */
  readonly device: string | undefined;
  readonly to: () => Destination | StepObservation;
  /** The sockets of the trial that may receive. */
  readonly receivers: readonly TrialSocket[];
  /** Those of them that are expected to. */
  readonly expected: ReadonlySet<string>;
  /** How long to wait for one to receive, in milliseconds. */
  readonly patience: number;
}

/** The result of one client: the sockets that received it, or the refused call. */
export type Arrival = { readonly at: readonly TrialSocket[] } | { readonly refused: Refused };

/** Sends one new client. Both ends are reset, so no TIME_WAIT stays. */
export function sendClient(context: TrialContext, delivery: Delivery): Arrival {
  const { sockets } = context;
  const client = sockets.open(delivery.protocol, delivery.family);
  if (!client.ok) return { refused: client.error };
  try {
    const gone = depart(context, delivery, client.value);
    if ('refused' in gone) return gone;
    const named = sockets.name(client.value);
    if (!named.ok) return { refused: named.error };
    const name = named.value;
    if (name === undefined) return { at: [] };
    return gone.each ? { at: findEach(context, delivery, name) } : find(context, delivery, client.value, name);
  } finally {
    sockets.reset(client.value);
  }
}

/** Whether every socket that takes the datagram gets a copy. */
interface Sent {
  readonly each: boolean;
}

const refusedBy = (outcome: CallOutcome): { readonly refused: Refused } | undefined =>
  outcome.kind === 'ok' ? undefined : { refused: outcome };

/** bind(2) if a source is given, connect(2), and for UDP one byte. */
function depart(context: TrialContext, delivery: Delivery, fd: number): Sent | { readonly refused: Refused } {
  const { sockets, patience } = context;
  const { protocol, from, to, device } = delivery;
  const bound = device === undefined ? OK : sockets.setOptions(fd, { device });
  const source = from();
  const named =
    source !== undefined && 'sockaddr' in source && bound === OK ? sockets.bind(fd, source.sockaddr) : bound;
  const target = to();
  if (named !== OK || 'outcome' in target) return refusedBy(named) ?? { each: false };
  const { connected, each } = reach(context, delivery, fd, target);
  const sent = connected === OK && protocol === 'udp' ? sendBytes(sockets, fd, 1, undefined, patience) : connected;
  return refusedBy(sent) ?? { each };
}

/** connect(2). For UDP the kernel says by EACCES that the address is a broadcast one; then once more with SO_BROADCAST. */
function reach(
  { sockets, patience }: TrialContext,
  { protocol }: Delivery,
  fd: number,
  { sockaddr, address }: { readonly sockaddr: Sockaddr; readonly address: Destination['address'] },
): Sent & { readonly connected: CallOutcome } {
  const connected = connectWithin(sockets, fd, sockaddr, patience);
  const isRefused = connected.kind === 'refused' && connected.errno === 'EACCES';
  if (protocol === 'tcp' || !isRefused) return { connected, each: isMulticast(unmap(address)) };
  const allowed = sockets.setOptions(fd, { broadcast: true });
  return { connected: allowed === OK ? connectWithin(sockets, fd, sockaddr, patience) : allowed, each: true };
}

/** Polls every receiver until one has the client, or until ICMP reports that no socket takes the datagram (RFC 1122 4.1.3.1). */
function find(
  { sockets }: TrialContext,
  { protocol, receivers, patience }: Delivery,
  client: number,
  name: SocketAddress,
): Arrival {
  const take = protocol === 'tcp' ? acceptFrom : receiveFrom;
  const fds = [...receivers.map((r) => r.fd), ...(protocol === 'udp' ? [client] : [])];
  for (const end = performance.now() + patience; ; ) {
    for (const receiver of receivers) {
      const { ours, refused } = take(sockets, receiver.fd, name);
      if (ours) return { at: [receiver] };
      // A connection that nobody may accept stays in the queue: poll(2) would report it again at once.
      if (refused !== undefined) return { refused };
    }
    const left = end - performance.now();
    if (left <= 0 || (protocol === 'udp' && cameBack(sockets, client))) return { at: [] };
    waitForAny(fds, sockets.platform.POLLIN, left);
  }
}

/** Polls every receiver until all that are expected have a copy; the others get theirs at the same time. */
function findEach(
  { sockets }: TrialContext,
  { receivers, expected, patience }: Delivery,
  name: SocketAddress,
): readonly TrialSocket[] {
  const got = new Set<TrialSocket>();
  for (const end = performance.now() + patience; ; ) {
    for (const r of receivers) if (!got.has(r) && receiveFrom(sockets, r.fd, name).ours) got.add(r);
    const waiting = receivers.filter((r) => !got.has(r));
    const isComplete = expected.size > 0 && waiting.every((r) => !expected.has(r.name));
    const left = end - performance.now();
    if (isComplete || waiting.length === 0 || left <= 0) return [...got];
    waitForAny(
      waiting.map((r) => r.fd),
      sockets.platform.POLLIN,
      left,
    );
  }
}

function cameBack(sockets: Sockets, client: number): boolean {
  const answer = receiveBytes(sockets, client, 0);
  return !answer.ok && answer.error.errno !== 'EAGAIN';
}
