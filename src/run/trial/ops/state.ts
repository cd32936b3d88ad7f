import { sleep } from '../../../libc/wait.ts';
import { sameAddress, unmap } from '../../../model/address.ts';
import type { SocketState } from '../../../model/host.ts';
import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import type { StepOf, TrialContext } from '../context.ts';
import type { Destination } from '../destinations.ts';
import { differs, notTried } from '../observation.ts';

/** How long to wait between two reads of the table, in milliseconds. */
const INTERVAL = 10;

/** How long to wait while no socket has that local end, in milliseconds: only the last steps of a connection may bring one. */
const NOTHING_WAIT = 150;

const TOO_OLD = 'this kernel does not list sockets that are bound only: Linux 6.8 does, by sock_diag';

/** Waits until a socket with that local end is in the state: a delayed ACK may delay its last step. */
export function state(context: TrialContext, step: StepOf<'state'>): StepObservation {
  const at = context.destinations.resolve(step.address, step.port, context.saved);
  if ('outcome' in at) return at;
  const { patience } = context;
  const target = at.target === undefined ? {} : { target: at.target };
  for (const start = performance.now(); ; sleep(Math.min(INTERVAL, patience))) {
    const seen = statesAt(context, at, step.state);
    if (typeof seen === 'string') return notTried(seen);
    if (seen.has(step.state)) return { outcome: OK, ...target };
    if (performance.now() - start <= (seen.size === 0 ? Math.min(NOTHING_WAIT, patience) : patience)) continue;
    return { outcome: differs(`state=${[...seen].sort().join(',') || 'none'}`), ...target };
  }
}

/** `refused`: the errno of sock_diag(7), which is ENOENT where no module of the kernel answers (sock_diag_rcv_msg()). */
function whyUnseen(refused: string | undefined): string {
  if (refused === undefined) return TOO_OLD;
  const list = 'sockets that are bound only are listed by sock_diag alone';
  return refused === 'ENOENT'
    ? `${list}, and this kernel has not loaded the modules for it: modprobe -a tcp_diag udp_diag`
    : `${list}, which is refused (${refused})`;
}

/** The states of all sockets with one local end, or why `wanted` cannot be seen. A dual-stack connection shows as `::ffff:127.0.0.1`. */
function statesAt(
  { lookUp, protocols }: TrialContext,
  { address, port }: Destination,
  wanted: SocketState,
): Set<SocketState> | string {
  const listed = lookUp(port, [...protocols]);
  if (!listed.ok) return listed.error.message;
  const { sockets, boundOnlyVisible, sockDiagRefused } = listed.value;
  if (wanted === 'BOUND' && !boundOnlyVisible) return whyUnseen(sockDiagRefused);
  const plain = unmap(address);
  return new Set(sockets.filter((s) => s.port === port && sameAddress(unmap(s.address), plain)).map((s) => s.state));
}
