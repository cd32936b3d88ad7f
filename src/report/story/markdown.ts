import type { HostFacts } from '../../model/host.ts';
import type { HttpPlay, PlayedStory, PlayedTrial } from '../../model/story.ts';
import type { Step, StepReport, Trial } from '../../model/trial.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { type Say, sayOf } from '../text/say.ts';
import type { Style } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { blocks } from '../text/text.ts';
import { deedOf } from './deed.ts';
import { quoteOf, toldOf } from './telling.ts';
import {
  claimOf,
  failedTrials,
  httpRows,
  observedAgainst,
  promiseInWords,
  rowInWords,
  sortedTable,
  stepResultInWords,
  verdictWord,
} from './words.ts';

/** All stories as one table, in the order of the tutorial. */
export function storiesMarkdown(stories: readonly PlayedStory[], host: HostFacts, style: Style): string {
  const say = sayOf(style);
  const rows = stories.map((story, i) => [
    String(i + 1),
    code(story.name),
    [quoteOf(story) ?? '', claimOf(story)]
      .filter((text) => text !== '')
      .map(escaped)
      .join('<br>'),
    verdictCell(story, style),
    [...reasonsAgainst(story, say), ...failedTrials(story, say).map(({ text }) => escaped(text))].join('<br>'),
  ]);
  const parts = [
    [`## ${say('The tutorial, claim by claim')}`],
    [say('Each was tried in a network namespace of its own, on {kernel}.', { kernel: escaped(kernelName(host)) })],
    markdownTable(['', say('story'), say('claim'), say('verdict'), say('here')], rows),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** One story as a document: each trial with its quotation, its steps and what the kernel's table showed. */
export function storyMarkdown(story: PlayedStory, host: HostFacts, style: Style): string {
  const command = code(`bindmatrix demo ${story.name}`);
  const played = sayOf(style)('Played in network namespaces on {kernel}: {command}', {
    kernel: escaped(kernelName(host)),
    command,
  });
  const parts = [
    [`## ${escaped(claimOf(story))}`],
    [verdictInMarkdown(story, style)],
    ...story.trials.flatMap((_, i) => trialParts(story, i, style)),
    [`<sub>${played}</sub>`],
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function verdictInMarkdown(story: PlayedStory, style: Style): string {
  const { verdict } = story;
  const say = sayOf(style);
  if (verdict === undefined) return say('The claim could not be seen here.');
  const condition = conditionOf(story, style);
  const word = `**${verdictWord(verdict, condition, say)}**`;
  const said =
    verdict !== 'holds only if' || condition === undefined ? word : `${word}${say(': ')}${escaped(condition)}`;
  return [say("The tutorial's sentence {verdict}.", { verdict: said }), ...reasonsAgainst(story, say)].join(' ');
}

/** `**holds only if** both servers set SO_REUSEADDR` */
function verdictCell(story: PlayedStory, style: Style): string {
  const say = sayOf(style);
  const { verdict } = story;
  if (verdict === undefined) return `**${say('not seen')}**`;
  const condition = verdict === 'holds only if' ? conditionOf(story, style) : undefined;
  const word = verdict === 'holds only if' ? say('holds only if') : verdictWord(verdict, undefined, say);
  return `**${word}**${condition === undefined ? '' : ` ${escaped(condition)}`}`;
}

const conditionOf = ({ when }: PlayedStory, { translation }: Style): string | undefined =>
  when === undefined ? undefined : (translation?.ofStory(when) ?? when);

const reasonsAgainst = ({ verdict, against }: PlayedStory, say: Say): string[] =>
  verdict !== 'does not hold' || against === undefined
    ? []
    : [
        say('{outcome} instead of {claim}: {why}.', {
          outcome: code(observedAgainst(against)),
          claim: code(against.claim.join(say(' or '))),
          why: escaped(against.step.why),
        }),
      ];

function trialParts(story: PlayedStory, index: number, style: Style): string[][] {
  const played = story.trials[index];
  if (played === undefined) return [];
  const { report, http } = played;
  const say = sayOf(style);
  const { title, quote, claim, prose = '' } = toldOf(story, index, style.translation);
  return [
    [`### ${escaped(title)}`],
    quote === undefined ? [] : [`> ${escaped(quote)}`],
    claim === undefined ? [] : [`> ${escaped(claim)}`],
    prose === '' ? [] : [escaped(prose)],
    report.reason === undefined ? [] : [`${say(report.status)}${say(': ')}${escaped(report.reason)}`],
    ...stepParts(played, style),
    http === undefined ? [] : httpPart(http, say),
  ];
}

/** One table of steps; a step's prose begins a new one, so that it stands where it is told. */
function stepParts({ trial, report }: PlayedTrial, style: Style): string[][] {
  const say = sayOf(style);
  const heads = ['', say('who'), say('does'), say('came out'), say("the kernel's table")];
  const parts: string[][] = [];
  let rows: string[][] = [];
  let shown = '';
  const finish = (): void => {
    if (rows.length > 0) parts.push(markdownTable(heads, rows));
    rows = [];
  };
  for (const [i, done] of report.steps.entries()) {
    const step = trial.steps[i];
    if (step === undefined) continue;
    if (step.prose !== undefined) {
      finish();
      parts.push([escaped(style.translation?.ofStory(step.prose) ?? step.prose)]);
    }
    const { who, what } = deedOf(step, done, say);
    const seen = tableInWords(done, trial);
    rows.push([String(i + 1), escaped(who), escaped(what), resultCell(step, done, say), seen === shown ? '' : seen]);
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
function resultCell(step: Step, done: StepReport, say: Say): string {
  const promise = promiseInWords(step, done, say);
  const unmet = done.met ? '' : escaped(say(', expected {outcome}', { outcome: done.expected.join(say(' or ')) }));
  const because = done.observed.kind === 'ok' || done.why === '' ? '' : `<br>${escaped(done.why)}`;
  return `${escaped(stepResultInWords(step, done, say))}${unmet}${promise === '' ? '' : ` (${escaped(promise)})`}${because}`;
}

const httpPart = (http: HttpPlay, say: Say): string[] => [
  say('The same listeners once more, each an HTTP server of its own:'),
  '',
  ...markdownTable(
    ['', say('where'), ''],
    httpRows(http, say).map(([who, where, what]) => [escaped(who), code(where), escaped(what)]),
  ),
];
