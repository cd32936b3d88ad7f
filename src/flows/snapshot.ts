import { localhostAddresses } from '../discover/hosts-file.ts';
import { allSockets } from '../discover/sockets.ts';
import { isKept, keep } from '../judge/drift/keep.ts';
import { cannot, type FlowProblem, interrupted } from '../model/flow-problem.ts';
import type { HostSnapshot } from '../model/host-snapshot.ts';
import { ok, type Result } from '../model/result.ts';
import { gatherEvidence } from './evidence.ts';
import { VERSION } from './version.ts';

/** How a snapshot is taken. */
export interface SnapshotConduct {
  readonly signal: AbortSignal;
  /** No option of another process's socket is read. */
  readonly passive: boolean;
}

/** What decides on this host about listening. Opens no socket on any endpoint, and changes nothing. */
export async function takeSnapshot({ signal, passive }: SnapshotConduct): Promise<Result<HostSnapshot, FlowProblem>> {
  const listed = allSockets();
  const kept = listed.ok ? ok({ ...listed.value, sockets: listed.value.sockets.filter(isKept) }) : listed;
  const evidence = await gatherEvidence(kept, { owners: () => true, options: passive ? null : () => true });
  if (signal.aborted) return interrupted();
  if (!evidence.ok) return cannot(evidence.error);
  return ok(keep(evidence.value, { version: VERSION, localhost: localhostAddresses() }));
}
