import type { HostFacts } from '../../model/host.ts';
import type { HttpPlay, PlayedStory, PlayedTrial } from '../../model/story.ts';
import type { Step, StepReport, Trial } from '../../model/trial.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { kernelName } from '../text/systems.ts';
import { blocks } from '../text/text.ts';
import { deedOf } from './deed.ts';
import {
  claimOf,
  failedTrials,
  httpRows,
  observedAgainst,
  promiseInWords,
  rowInWords,
  sortedTable,
  stepResultInWords,
  verdictInWords,
} from './words.ts';

/** All stories as one table, in the order of the tutorial. */
export function storiesMarkdown(stories: readonly PlayedStory[], host: HostFacts): string {
  const rows = stories.map((story, i) => [
    String(i + 1),
    code(story.name),
    escaped(claimOf(story)),
    `**${story.verdict ?? 'not seen'}**${story.verdict === 'holds only if' && story.when !== undefined ? ` ${escaped(story.when)}` : ''}`,
    [...reasonsAgainst(story), ...failedTrials(story).map(({ text }) => escaped(text))].join('<br>'),
  ]);
  const parts = [
    ['## The tutorial, claim by claim'],
    [`Each was tried in a network namespace of its own, on ${escaped(kernelName(host))}.`],
    markdownTable(['', 'story', 'claim', 'verdict', 'here'], rows),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** One story as a document: each trial with its quotation, its steps and what the kernel's table showed. */
export function storyMarkdown(story: PlayedStory, host: HostFacts): string {
  const parts = [
    [`## ${escaped(claimOf(story))}`],
    [verdictInMarkdown(story)],
    ...story.trials.flatMap((played, i) => trialParts(played, story.trials[i - 1])),
    [
      `<sub>Played in network namespaces on ${escaped(kernelName(host))}: ${code(`bindmatrix demo ${story.name}`)}</sub>`,
    ],
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function verdictInMarkdown(story: PlayedStory): string {
  const { verdict, when } = story;
  if (verdict === undefined) return 'The claim could not be seen here.';
  const [words = '', condition] = verdictInWords(verdict, when).split(/:(.*)/s);
  const said = `The tutorial's sentence **${words}**${condition === undefined ? '' : `:${escaped(condition)}`}.`;
  return [said, ...reasonsAgainst(story)].join(' ');
}

const reasonsAgainst = ({ verdict, against }: PlayedStory): string[] =>
  verdict !== 'does not hold' || against === undefined
    ? []
    : [
        `${code(observedAgainst(against))} instead of ${code(against.claim.join(' or '))}: ${escaped(against.step.why)}.`,
      ];

function trialParts(played: PlayedTrial, before: PlayedTrial | undefined): string[][] {
  const { trial, report, http } = played;
  const { story } = trial;
  return [
    [`### ${escaped(trial.title)}`],
    story === undefined || story.quote === before?.trial.story?.quote ? [] : [`> ${escaped(story.quote)}`],
    story?.prose === undefined ? [] : [escaped(story.prose)],
    report.reason === undefined ? [] : [`${report.status}: ${escaped(report.reason)}`],
    ...stepParts(played),
    http === undefined ? [] : httpPart(http),
  ];
}

/** One table of steps; a step's prose begins a new one, so that it stands where it is told. */
function stepParts({ trial, report }: PlayedTrial): string[][] {
  const parts: string[][] = [];
  let rows: string[][] = [];
  let shown = '';
  const finish = (): void => {
    if (rows.length > 0) parts.push(markdownTable(['', 'who', 'does', 'came out', "the kernel's table"], rows));
    rows = [];
  };
  for (const [i, done] of report.steps.entries()) {
    const step = trial.steps[i];
    if (step === undefined) continue;
    if (step.prose !== undefined) {
      finish();
      parts.push([escaped(step.prose)]);
    }
    const { who, what } = deedOf(step, done);
    const seen = tableInWords(done, trial);
    rows.push([String(i + 1), escaped(who), escaped(what), resultCell(step, done), seen === shown ? '' : seen]);
    shown = seen;
  }
  finish();
  return parts;
}

const tableInWords = (done: StepReport, trial: Trial): string =>
  sortedTable(done.table ?? [], trial)
    .map((row) => code(`${row.state} ${rowInWords(row)}`))
    .join('<br>');

/** What came out, what was expected or promised instead, and the rule's sentence on a refusal. */
function resultCell(step: Step, done: StepReport): string {
  const promise = promiseInWords(step, done);
  const unmet = done.met ? '' : `, expected ${escaped(done.expected.join(' or '))}`;
  const because = done.observed.kind === 'ok' || done.why === '' ? '' : `<br>${escaped(done.why)}`;
  return `${escaped(stepResultInWords(step, done))}${unmet}${promise === '' ? '' : ` (${escaped(promise)})`}${because}`;
}

const httpPart = (http: HttpPlay): string[] => [
  'The same listeners once more, each an HTTP server of its own:',
  '',
  ...markdownTable(
    ['', 'where', ''],
    httpRows(http).map(([who, where, what]) => [escaped(who), code(where), escaped(what)]),
  ),
];
