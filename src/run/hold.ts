import { mayListen } from '../model/caution.ts';
import { deniedText } from '../model/denied.ts';
import type { HoldEvent } from '../model/hold.ts';
import type { Host } from '../model/host.ts';
import { isErrno, type Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { Sockets } from '../net/socket.ts';
import { aborted } from './aborted.ts';
import { bothRoles } from './listener.ts';
import { LocalOnlyGate } from './local-only-gate.ts';
import { serverCalls } from './server-calls.ts';
import { prepareInOrder, startAll } from './start-all.ts';

export interface HoldContext {
  readonly host: Host;
  readonly plan: Plan;
  readonly sockets: Sockets;
  /** Ends the hold. */
  readonly signal: AbortSignal;
  /** Receives each event as it happens. */
  readonly tell: (event: HoldEvent) => void;
}

/**
 * Keeps the listeners open until the signal; each answers HTTP with its own name. Only clients of this host are served:
 * any other connection is reset before a byte is read, and counted.
 */
export async function holdListeners({ host, plan, sockets, signal, tell }: HoldContext): Promise<Result<void>> {
  const held = plan.combinations.find((c) => !mayListen(bothRoles(c), c.caution));
  if (held !== undefined)
    return problem(
      `${held.protocol} port ${held.port} is in use by another process: no listener was started`,
      'hold another port, or use --in sandbox',
    );
  const usable = serverCalls(sockets);
  if (!usable.ok) return usable;
  const gate = new LocalOnlyGate(sockets, host.addresses);
  try {
    const started = plan.combinations.flatMap((c) =>
      startAll(sockets, prepareInOrder(sockets, c, plan.addresses), c.sequence),
    );
    for (const { listener, outcome } of started) tell({ kind: 'started', listener, outcome });
    const open = started.filter(({ fd }) => fd >= 0);
    if (open.length === 0) return problem('no listener could be started, so there is nothing to hold', hintOf(started));
    for (const { listener, fd } of open) gate.serve(listener, fd);
    tell({ kind: 'ready', listeners: open.length });
    await aborted(signal);
    return ok(undefined);
  } finally {
    gate.close();
    sockets.closeAll();
    if (gate.remotePeers > 0) tell({ kind: 'remote-peers', count: gate.remotePeers });
  }
}

/** Of all refusals of bind(2) and listen(2) only EPERM comes from a policy alone. */
const hintOf = (started: readonly { readonly outcome: Outcome }[]): string | undefined =>
  started.some(({ outcome }) => isErrno(outcome, 'EPERM')) ? deniedText('EPERM') : undefined;
