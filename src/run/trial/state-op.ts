import { sameAddress, unmap } from '../../model/address.ts';
import type { SocketState } from '../../model/host.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { sleep } from '../../net/wait.ts';
import type { Destination } from './destinations.ts';
import { type TrialContext, type StepOf, undecided } from './scene.ts';

/** Between two looks at the table. Milliseconds. */
const INTERVAL = 10;

/** Where nothing is at that local end, nothing will come but a connection on its last steps. Milliseconds. */
const NOTHING_WAIT = 150;

const UNSEEN = 'this kernel does not list sockets that are bound only: Linux 6.8 does, by sock_diag';

/** Waits until a socket at that local end is in the state: a delayed ACK may hold up the last step to it. */
export function state(scene: TrialContext, step: StepOf<'state'>): StepObservation {
  const at = scene.destinations.resolve(step.address, step.port, scene.saved);
  if ('outcome' in at) return at;
  const target = at.target === undefined ? {} : { target: at.target };
  for (const start = performance.now(); ; sleep(Math.min(INTERVAL, scene.patience))) {
    const seen = statesAt(scene, at, step.state);
    if (typeof seen === 'string') return undecided(seen);
    if (seen.has(step.state)) return { outcome: 'ok', ...target };
    if (performance.now() - start <= (seen.size === 0 ? Math.min(NOTHING_WAIT, scene.patience) : scene.patience))
      continue;
    return { outcome: `state=${[...seen].sort().join(',') || 'none'}`, ...target };
  }
}

/** The states of all sockets at one local end; or why `wanted` cannot be seen. A dual-stack connection shows as `::ffff:127.0.0.1`. */
function statesAt(
  { lookUp, protocols }: TrialContext,
  { address, port }: Destination,
  wanted: SocketState,
): Set<SocketState> | string {
  const listed = lookUp(port, [...protocols]);
  if (!listed.ok) return listed.error.message;
  const { sockets, boundOnlyVisible } = listed.value;
  if (wanted === 'BOUND' && !boundOnlyVisible) return UNSEEN;
  const plain = unmap(address);
  return new Set(sockets.filter((s) => s.port === port && sameAddress(unmap(s.address), plain)).map((s) => s.state));
}
