import { waitForAny } from '../../libc/wait.ts';
import type { Family, Protocol, SocketAddress } from '../../model/address.ts';
import { type CallOutcome, OK, type Refused } from '../../model/outcome.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { connectWithin } from '../../net/connect.ts';
import type { Sockets } from '../../net/socket.ts';
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
  readonly to: () => Destination | StepObservation;
  /** The sockets of the trial that may receive. */
  readonly receivers: readonly TrialSocket[];
  /** How long to wait for one to receive, in milliseconds. */
  readonly patience: number;
}

/** The result of one client: the socket that received it, undefined for none, or the refused call. */
export type Arrival = { readonly at: TrialSocket | undefined } | { readonly refused: Refused };

/** Sends one new client. Both ends are reset, so no TIME_WAIT stays. */
export function sendClient(context: TrialContext, delivery: Delivery): Arrival {
  const { sockets } = context;
  const client = sockets.open(delivery.protocol, delivery.family);
  if (!client.ok) return { refused: client.error };
  try {
    const gone = depart(context, delivery, client.value);
    if (gone.kind !== 'ok') return { refused: gone };
    const name = sockets.localName(client.value);
    return name === undefined ? { at: undefined } : find(context, delivery, client.value, name);
  } finally {
    sockets.reset(client.value);
  }
}

/** bind(2) if a source is given, connect(2), and for UDP one byte. */
function depart({ sockets, patience }: TrialContext, { protocol, from, to }: Delivery, fd: number): CallOutcome {
  const source = from();
  if (source !== undefined && 'sockaddr' in source) {
    const bound = sockets.bind(fd, source.sockaddr);
    if (bound !== OK) return bound;
  }
  const target = to();
  if ('outcome' in target) return OK;
  const connected = connectWithin(sockets, fd, target.sockaddr, patience);
  return connected === OK && protocol === 'udp' ? sendBytes(sockets, fd, 1, undefined, patience) : connected;
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
    const at = receivers.find((r) => take(sockets, r.fd, name).ours);
    if (at !== undefined) return { at };
    const left = end - performance.now();
    if (left <= 0 || (protocol === 'udp' && cameBack(sockets, client))) return { at: undefined };
    waitForAny(fds, sockets.platform.POLLIN, left);
  }
}

function cameBack(sockets: Sockets, client: number): boolean {
  const answer = receiveBytes(sockets, client, 0);
  return !answer.ok && answer.error.errno !== 'EAGAIN';
}
