import { formatSource } from '../../model/experiment.ts';
import type { Report } from '../../model/report.ts';
import type { TrialReport } from '../../model/trial.ts';
import { filesInWords } from '../text/files.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { kernelName } from '../text/systems.ts';
import { endpointInWords, observedInWords, predictedInWords, ranWhere, systemOf, trialCounts } from './words.ts';

/** Every trial with its steps, under the kernel that they are true on. */
export function trialsParts(report: Report): string[][] {
  if (report.trials.length === 0) return [];
  const where = report.predicted === undefined ? `on ${kernelName(report.host)}` : ranWhere(report);
  const title = [`## Trials ${escaped(where)}`];
  const fileOf = filesInWords(report);
  return [title, [`${trialCounts(report)}.`], ...report.trials.flatMap((one) => trialParts(one, fileOf(one)))];
}

function trialParts(trial: TrialReport, file: string): string[][] {
  const { story } = trial;
  const head = [`### ${escaped(`${systemOf(trial)}${trial.title}`)}`];
  const reason = trial.reason === undefined ? '' : `: ${escaped(trial.reason)}`;
  const when = story?.when === undefined ? '' : ` ${escaped(story.when)}`;
  const verdict =
    story === undefined
      ? []
      : [[`> ${escaped(story.quote)}`], [`It **${story.verdict}**${story.verdict === 'holds only if' ? when : ''}.`]];
  const steps = markdownTable(
    ['', 'step', 'socket', 'endpoint', 'expected', 'observed', 'predicted', 'rule'],
    trial.steps.map(stepCells),
  );
  const wrong = trial.steps
    .filter((step) => !step.met && step.why !== '')
    .map(
      (step) =>
        `- step ${trial.steps.indexOf(step) + 1}${step.source === undefined ? '' : `, ${code(formatSource(step.source))}`}: ${escaped(step.why)}`,
    );
  return [
    head,
    [`${code(trial.id)}${file === '' ? '' : ` in ${code(file)}`}: ${trial.status}${reason}`],
    ...verdict,
    ...(trial.steps.length === 0 ? [] : [steps]),
    wrong,
  ];
}

function stepCells(step: TrialReport['steps'][number], i: number): string[] {
  const endpoint = endpointInWords(step);
  return [
    `${step.met ? UNICODE.ok : UNICODE.fail} ${i + 1}`,
    step.op,
    escaped(step.socket ?? ''),
    endpoint === '' ? '' : code(endpoint),
    escaped(step.expected.join(' or ')),
    escaped(observedInWords(step)),
    escaped(predictedInWords(step)),
    step.rule === '' ? '' : code(step.rule),
  ];
}
