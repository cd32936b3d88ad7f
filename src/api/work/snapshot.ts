import { takeSnapshot } from '../../flows/snapshot.ts';
import { ok, type Result } from '../../model/result.ts';
import { snapshotJson } from '../../report/json.ts';
import type { HostDescription } from '../types/host-description.ts';
import { type Failure, flowFailed } from './failure.ts';

/** What decides on this host about listening. */
export async function described(): Promise<Result<HostDescription, Failure>> {
  const taken = await takeSnapshot({ signal: new AbortController().signal, passive: false });
  return taken.ok ? ok(snapshotJson(taken.value)) : flowFailed(taken.error, undefined);
}
