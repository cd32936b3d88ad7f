import { predictExperiment } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import { renderReport } from '../report/index.ts';
import { OPERATING_SYSTEMS, type OperatingSystem } from '../rules/index.ts';
import { EXIT, verdictExit } from './exit.ts';
import { reportFailure } from './failure.ts';
import type { RunArguments } from './options.ts';
import { openOutput } from './output.ts';
import { complain, complainOf, styleFor } from './print.ts';
import { VERSION } from './version.ts';

/** `bindmatrix run --predict`: the same report as the rules of one or more systems would have it; gives the exit code. */
export async function predict(
  experiment: Experiment,
  systems: string,
  { format, output: path }: RunArguments,
): Promise<number> {
  const [first, ...others] = systems.split(',').map((name) => name.trim());
  const unknown = [first, ...others].find((name) => !isOperatingSystem(name));
  if (unknown !== undefined || !isOperatingSystem(first)) {
    complain(`--predict: "${unknown}" is no system with rules`, `there are rules of ${OPERATING_SYSTEMS.join(', ')}`);
    return EXIT.usage;
  }
  const output = openOutput(path);
  if (!output.ok) {
    complainOf(output.error);
    return EXIT.usage;
  }
  const predicted = predictExperiment(experiment, [first, ...others.filter(isOperatingSystem)], VERSION);
  if (!predicted.ok) {
    output.value.abandon();
    return reportFailure(predicted.error);
  }
  await output.value.write(renderReport(predicted.value, format, styleFor(path)));
  return verdictExit(predicted.value.summary);
}

const isOperatingSystem = (name: string | undefined): name is OperatingSystem =>
  OPERATING_SYSTEMS.some((os) => os === name);
