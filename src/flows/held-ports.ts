import { allSockets } from '../discover/sockets.ts';
import { cannot, type FlowProblem, interrupted } from '../model/flow-problem.ts';
import { ok, type Result } from '../model/result.ts';
import type { HeldPorts } from '../model/why.ts';
import { heldPorts } from '../why/held-ports.ts';
import { isConnection } from '../why/inheritance.ts';
import { gatherEvidence } from './evidence.ts';
import { VERSION } from './version.ts';
import type { WhyConduct } from './why.ts';

/** Every port in use of this host, with the sockets on it, their options and their owners. */
export async function listHeldPorts({ passive, signal }: WhyConduct): Promise<Result<HeldPorts, FlowProblem>> {
  const options = passive ? null : (socket: Parameters<typeof isConnection>[0]) => !isConnection(socket);
  const evidence = await gatherEvidence(allSockets(), { owners: () => true, options });
  if (signal.aborted) return interrupted();
  if (!evidence.ok) return cannot(evidence.error);
  return ok({ schema: 'bindmatrix/held@1', version: VERSION, ...heldPorts(evidence.value) });
}
