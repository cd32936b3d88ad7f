import { AXES, AXIS_KEYS, type AxisKey, type AxisValues } from '../model/axes.ts';
import type { Axis } from '../model/axis.ts';
import type { Experiment } from '../model/experiment.ts';
import type { SourcedProblem } from '../model/flow-problem.ts';

/** What the experiment asks for that the rules alone know of: it cannot be tried here. */
export function onlyForeseen(experiment: Experiment): SourcedProblem[] {
  return [
    ...AXIS_KEYS.flatMap((key) => complaints(key, experiment[key], { flag: `--${key}` })),
    ...experiment.expect.flatMap((one) => AXIS_KEYS.flatMap((key) => complaints(key, [one[key]], { flag: 'expect' }))),
  ];
}

function complaints<K extends AxisKey>(
  key: K,
  values: readonly AxisValues[K][],
  source: SourcedProblem['source'],
): SourcedProblem[] {
  const axis: Axis<AxisValues[K]> = AXES[key];
  return values
    .filter((value) => axis.onlyForeseen?.(value))
    .map((value) => ({
      message: `${key} ${axis.text(value)}: it is for predictions, and cannot be tried here`,
      hint: 'add --predict windows, or another system',
      source,
    }));
}
