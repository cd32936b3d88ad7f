import { parseAddress } from '../../../model/address.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observed } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** IP_ADD_MEMBERSHIP or IPV6_JOIN_GROUP, by the family of the group; leave: IP_DROP_MEMBERSHIP or IPV6_LEAVE_GROUP. */
export function join(context: TrialContext, step: StepOf<'join'>): StepObservation {
  const group = parseAddress(step.group);
  if (!group.ok) throw new Error(group.error.message);
  const refused = openIfNew(context, step, group.value.family);
  if (refused !== undefined) return refused;
  const { fd } = socketNamed(context, step.socket);
  return observed(context.sockets.membership(fd, step.op, group.value, step.interface));
}
