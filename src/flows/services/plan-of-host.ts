import { PROFILES } from '../../config/profiles.ts';
import { allSockets } from '../../discover/sockets.ts';
import { cannot, type FlowProblem } from '../../model/flow-problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { ownAddressesOf } from '../../plan/services/place.ts';
import { planText } from '../../plan/services/plan-text.ts';
import { gatherEvidence } from '../evidence.ts';
import { VERSION } from '../version.ts';

/** A plan of what listens on this host now, as a file that `check` reads. */
export async function planOfHost(): Promise<Result<string, FlowProblem>> {
  const listed = allSockets();
  if (!listed.ok) return cannot(listed.error);
  const isListener = ({ state, peer }: { readonly state: string; readonly peer?: unknown }): boolean =>
    peer === undefined && (state === 'LISTEN' || state === 'BOUND');
  const evidence = await gatherEvidence(listed, { owners: isListener, options: isListener });
  if (!evidence.ok) return cannot(evidence.error);
  const { host, sockets } = evidence.value;
  const { kernel, sysctls } = host.facts;
  const unprivilegedFrom = Number(sysctls['net.ipv4.ip_unprivileged_port_start'] ?? 1024);
  const origin = { kernel, version: VERSION, own: ownAddressesOf(host), unprivilegedFrom };
  return ok(planText(sockets.filter(isListener), PROFILES, origin));
}
