import { discoverHost } from '../discover/host.ts';
import { socketsOn } from '../discover/sockets.ts';
import { type Address, formatSocketAddress } from '../model/address.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import { type HeldSocket, ownAddresses } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { Refused } from '../model/outcome.ts';
import { ok, type Result } from '../model/result.ts';
import type { ServeEvent, ServeRefusal, ServeSummary } from '../model/serve.ts';
import { openSockets } from '../run/open-sockets.ts';
import { openServer, SERVE_BACKLOG, serveClients } from '../run/serve.ts';
import { otherPorts } from '../why/ports.ts';
import { refusalOf } from '../why/serve-refusal.ts';
import { gatherEvidence } from './evidence.ts';

/** How a caller follows a server, and ends it. */
export interface ServeConduct {
  /** Ends the server, which closes its connections first. */
  readonly signal: AbortSignal;
  /** Serve clients from remote hosts too; else they are reset before a byte is read. */
  readonly allowRemote: boolean;
  /** Called once, when the listener is up. */
  readonly onListening: (backlog: number) => void;
  readonly tell: (event: ServeEvent) => void;
}

/** How a server ended. A refused bind is a finding, not a failure. */
export type ServeEnd =
  | { readonly kind: 'refused'; readonly refusal: ServeRefusal }
  /** `left`: what the kernel keeps of the connections that this server closed first. */
  | { readonly kind: 'served'; readonly summary: ServeSummary; readonly left: readonly HeldSocket[] };

/** Serves TCP clients at one address until the signal; only reads what they send. */
export async function serve(listener: Listener, conduct: ServeConduct): Promise<Result<ServeEnd, FlowProblem>> {
  const sockets = openSockets();
  if (!sockets.ok) return cannot(sockets.error);
  const opened = openServer(sockets.value, listener);
  if (opened.outcome.kind === 'refused') return explainRefusal(listener, opened.outcome);
  conduct.onListening(SERVE_BACKLOG);
  const summary = await serveClients(sockets.value, opened.fd, {
    isServed: (peer) => conduct.allowRemote || isLocal(peer),
    signal: conduct.signal,
    tell: conduct.tell,
  });
  return ok({ kind: 'served', summary, left: leftBy(summary, listener.port) });
}

async function explainRefusal(listener: Listener, outcome: Refused): Promise<Result<ServeEnd, FlowProblem>> {
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  const listed = socketsOn([listener.port, ...otherPorts(host.value, listener.port)], ['tcp']);
  const seen = await gatherEvidence(listed, { owners: ({ port }) => port === listener.port, options: null });
  if (!seen.ok) return cannot(seen.error);
  const { sockets, processes } = seen.value;
  return ok({ kind: 'refused', refusal: refusalOf(listener, outcome, host.value, sockets, processes) });
}

/** Asked anew for each client: addresses come and go while a server runs. */
function isLocal(peer: Address): boolean {
  const host = discoverHost();
  return ownAddresses(host.ok ? host.value.addresses : [])(peer);
}

function leftBy({ closedFirst }: ServeSummary, port: number): readonly HeldSocket[] {
  const listed = closedFirst.length === 0 ? undefined : socketsOn([port], ['tcp']);
  if (listed?.ok !== true) return [];
  const peers = new Set(closedFirst.map(formatSocketAddress));
  return listed.value.sockets.filter(({ peer }) => peer !== undefined && peers.has(formatSocketAddress(peer)));
}
