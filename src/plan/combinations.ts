import type { Protocol } from '../model/address.ts';
import { AXES, AXIS_KEYS, type AxisLists, type AxisValues, axisOptions, type Role } from '../model/axes.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Combination } from '../model/plan.ts';

/** Every combination of protocols, ports and the axes. */
export const combinationsOf = (experiment: Experiment): Combination[] =>
  experiment.protocols.flatMap((protocol) =>
    experiment.ports.flatMap((port) => axisProduct(experiment, protocol).map((axes) => ({ protocol, port, ...axes }))),
  );

/**
 * Every combination of the axes' values. The first axis varies fastest: sections that differ in it alone are
 * neighbours. For UDP, an axis that only TCP has keeps its first value.
 */
function axisProduct(lists: AxisLists, protocol: Protocol): AxisValues[] {
  const [first, ...others] = AXIS_KEYS;
  const keys = first === undefined ? [] : [...others, first];
  let partial: Partial<AxisValues>[] = [{}];
  for (const key of keys) {
    const values = protocol === 'udp' && AXES[key].tcpOnly ? lists[key].slice(0, 1) : lists[key];
    partial = partial.flatMap((some) => values.map((value) => ({ ...some, [key]: value })));
  }
  return partial as AxisValues[];
}

/** Whether sockets with these values may be bound to an address that the host does not have. */
export const setsFreebind = (axes: AxisValues): boolean => axisOptions(axes, 'newcomer', 'inet').freebind === true;

/** Whether the sockets of some combination may. */
export const bindsAbsent = (experiment: Experiment): boolean => axisProduct(experiment, 'tcp').some(setsFreebind);

const ROLES: readonly Role[] = ['holder', 'newcomer'];

/** The devices that sockets of the experiment are bound to. */
export const devicesOf = (experiment: Experiment): readonly string[] =>
  [...axisProduct(experiment, 'tcp'), ...experiment.expect].flatMap((axes) =>
    ROLES.flatMap((role) => axisOptions(axes, role, 'inet').device ?? []),
  );
