import { Document, isMap, isSeq, type YAMLMap } from 'yaml';
import type { Step, Trial } from '../model/trial.ts';

/** Writes a file with this trial, one step a line. `bindmatrix check` reads it back as the same trial. */
export const trialToYaml = (trial: Trial): string => trialsToYaml([trial]);

/** Writes a file with several trials. */
export function trialsToYaml(trials: readonly Trial[]): string {
  // Two steps may share an array in memory: without this, the second would be written as an alias.
  const options = { schema: 'core', aliasDuplicateObjects: false } as const;
  const document = new Document({ version: 1, trials: trials.map(written) }, options);
  for (const i of trials.keys()) layOut(document, ['trials', i]);
  return document.toString({ lineWidth: 0 });
}

/** Puts each step, and each list of the sandbox, on one line. */
function layOut(document: Document, trial: readonly (string | number)[]): void {
  const steps = document.getIn([...trial, 'steps']);
  if (isSeq<YAMLMap>(steps)) for (const step of steps.items) if (isMap(step)) step.flow = true;
  for (const key of ['addresses', 'devices', 'sysctls']) {
    const node = document.getIn([...trial, 'sandbox', key]);
    if (isMap(node) || isSeq(node)) node.flow = true;
  }
}

function written({ id, title, platform, sandbox, story, steps }: Trial): object {
  const { addresses, devices, sysctls } = sandbox;
  const made = {
    ...(addresses.length > 0 ? { addresses } : {}),
    ...(devices.length > 0 ? { devices } : {}),
    ...(Object.keys(sysctls).length > 0 ? { sysctls } : {}),
  };
  return {
    id,
    title,
    ...(platform === undefined ? {} : { platform }),
    ...(Object.keys(made).length > 0 ? { sandbox: made } : {}),
    ...(story === undefined ? {} : { story }),
    steps: steps.map(writtenStep),
  };
}

/** Leaves out what is the default, and puts the opening fields before the others, as people write them. */
function writtenStep(step: Step): object {
  const { op, expect, claim, ...fields } = step;
  const { socket, open, ...rest } = fields as { socket?: string; open?: object };
  return {
    op,
    ...(socket === undefined ? {} : { socket }),
    ...open,
    ...rest,
    ...(claim === undefined ? {} : { claim: single(claim) }),
    ...(expect.length === 1 && expect[0] === 'ok' ? {} : { expect: single(expect) }),
  };
}

const single = (outcomes: readonly string[]): string | readonly string[] =>
  outcomes.length === 1 ? (outcomes[0] ?? 'ok') : outcomes;
