import { discoverHost } from '../discover/host.ts';
import { linkFacts } from '../discover/link-facts.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Host } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';

/** The interfaces of this host with their link facts, and every local address. */
export async function listInterfaces(): Promise<Result<Host, FlowProblem>> {
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  return ok({ ...host.value, interfaces: await linkFacts(host.value.interfaces) });
}
