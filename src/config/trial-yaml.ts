import { Document, isMap, isSeq, type YAMLMap } from 'yaml';
import type { Step, Trial } from '../model/trial.ts';

/** A file with this one trial, a step a line: what `bindmatrix check` reads back as the same trial. */
export const trialToYaml = (trial: Trial): string => trialsToYaml([trial]);

/** The same for several. */
export function trialsToYaml(trials: readonly Trial[]): string {
  // Two steps may share an array of the program that wrote them: no anchors for it.
  const options = { schema: 'core', aliasDuplicateObjects: false } as const;
  const document = new Document({ version: 1, trials: trials.map(written) }, options);
  for (const i of trials.keys()) layOut(document, ['trials', i]);
  return document.toString({ lineWidth: 0 });
}

/** A step a line, and what a sandbox has. */
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

/** What is as by default is left out; opening fields stand before the others, as people write them. */
function writtenStep(step: Step): object {
  const { op, expect, claim, source: _, ...fields } = step;
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
