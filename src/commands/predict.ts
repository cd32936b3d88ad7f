import { predictExperiment } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import { OPERATING_SYSTEMS, type OperatingSystem } from '../rules/index.ts';
import { EXIT } from './exit.ts';
import type { RunFlags } from './options.ts';
import { complain } from './print.ts';
import { reportOn } from './report-on.ts';
import { VERSION } from './version.ts';

/** `bindmatrix run --predict`: the same report as the rules of one or more systems would have it; gives the exit code. */
export function predict(experiment: Experiment, systems: string | readonly string[], argv: RunFlags): Promise<number> {
  const [first, ...others] = [systems]
    .flat()
    .flatMap((list) => list.split(','))
    .map((name) => name.trim());
  const unknown = [first, ...others].find((name) => !isOperatingSystem(name));
  if (unknown !== undefined || !isOperatingSystem(first)) {
    complain(`--predict: "${unknown}" is no system with rules`, `there are rules of ${OPERATING_SYSTEMS.join(', ')}`);
    return Promise.resolve(EXIT.usage);
  }
  const asked = [first, ...others.filter(isOperatingSystem)] as const;
  return reportOn(argv, () => Promise.resolve(predictExperiment(experiment, asked, VERSION)));
}

const isOperatingSystem = (name: string | undefined): name is OperatingSystem =>
  OPERATING_SYSTEMS.some((os) => os === name);
