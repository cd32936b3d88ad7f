import { formatSocketAddress } from '../../model/address.ts';
import { stepMeets } from '../../model/step-outcome.ts';
import type { HttpPlay, PlayedStory } from '../../model/story.ts';
import type { Step, StepReport, StoryVerdict, Trial } from '../../model/trial.ts';
import type { TableRow } from '../../model/trial-observation.ts';
import { refusalInWords } from '../text/outcomes.ts';
import type { Say } from '../text/say.ts';
import { stepOutcomeInWords } from '../trials/words.ts';

/** What came out, in a word or two: `ok`, `EADDRINUSE`, `one and two answer`, `TIME_WAIT`. */
export function stepResultInWords(step: Step, { observed }: StepReport, say: Say): string {
  if (observed.kind === 'refused' && observed.errno === 'EINPROGRESS') return say('EINPROGRESS, no answer');
  if (observed.kind === 'ok' && step.op === 'state') return step.state;
  if (observed.kind === 'ok' && step.op === 'deliver') return answering(step.receivers, step.exact, say);
  return stepOutcomeInWords(step.op, observed);
}

function answering(names: readonly string[], exact: boolean | undefined, say: Say): string {
  if (names.length === 0) return say('nobody answers');
  const joined = names.join(exact === false ? say(' or ') : say(' and '));
  return names.length === 1 || exact === false
    ? say('{name} answers', { name: joined })
    : say('{names} answer', { names: joined });
}

/** What the text promised for a step, beside what it did; empty where it promised nothing. */
export function promiseInWords({ claim }: Step, { observed }: StepReport, say: Say): string {
  if (claim === undefined) return '';
  return stepMeets(observed, claim)
    ? say('as the tutorial says')
    : say('the tutorial says {claim}', { claim: claim.join(say(' or ')) });
}

/** What the step came to that speaks against the claim. */
export const observedAgainst = ({ step: { op, observed } }: NonNullable<PlayedStory['against']>): string =>
  stepOutcomeInWords(op, observed);

/** The kernel's table, the story's own ports first and listeners before connections, so that it reads the same each time. */
export function sortedTable(rows: readonly TableRow[], trial: Trial): readonly TableRow[] {
  const ports = new Set(
    trial.steps.flatMap((step) => ('port' in step && typeof step.port === 'number' ? [step.port] : [])),
  );
  const rank = (row: TableRow): number =>
    (ports.has(row.local.port) ? 0 : 2) + (row.state === 'LISTEN' || row.state === 'BOUND' ? 0 : 1);
  const local = (row: TableRow): string => formatSocketAddress(row.local);
  const peer = (row: TableRow): string => (row.peer === undefined ? '' : formatSocketAddress(row.peer));
  return [...rows].sort(
    (a, b) => rank(a) - rank(b) || order(local(a), local(b)) || order(a.state, b.state) || order(peer(a), peer(b)),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The two ends of a connection: `127.0.0.1:50005 -> 127.0.0.1:42874`. */
export const rowInWords = ({ local, peer }: TableRow): string =>
  peer === undefined ? formatSocketAddress(local) : `${formatSocketAddress(local)} -> ${formatSocketAddress(peer)}`;

/** The claim in English: by custom the first sentence of the story's first prose. */
export function claimOf({ trials }: Pick<PlayedStory, 'trials'>): string {
  const prose = trials.find(({ trial }) => trial.story?.prose !== undefined)?.trial.story?.prose;
  return prose === undefined ? (trials[0]?.trial.title ?? '') : (/^.*?[.?](?= |$)/s.exec(prose)?.[0] ?? prose).trim();
}

/** Trials that were not run, prove nothing, or came out otherwise than their file says. */
export const failedTrials = (
  { trials }: PlayedStory,
  say: Say,
): { readonly isUnmet: boolean; readonly text: string }[] =>
  trials
    .filter(({ report }) => report.status !== 'met')
    .map(({ report: { id, status, reason } }) => ({
      isUnmet: status === 'unmet',
      text: [
        status === 'unmet'
          ? say('{id} came out otherwise than its file expects', { id })
          : status === 'skipped'
            ? say('{id} was skipped', { id })
            : say('{id} was inconclusive', { id }),
        ...(reason === undefined ? [] : [reason]),
      ].join(say(': ')),
    }));

/** The verdict by itself: `does not hold`. */
export function verdictWord(verdict: StoryVerdict, when: string | undefined, say: Say): string {
  if (verdict === 'holds') return say('holds');
  if (verdict === 'does not hold') return say('does not hold');
  return when === undefined ? say('holds in part') : say('holds only if');
}

/** `holds`, `holds only if: both servers set SO_REUSEADDR`. */
export function verdictInWords(verdict: StoryVerdict, when: string | undefined, say: Say): string {
  const word = verdictWord(verdict, when, say);
  return verdict !== 'holds only if' || when === undefined ? word : `${word}${say(': ')}${when}`;
}

/** What the listeners were as HTTP servers, and what a GET of each came to: three texts a row, of other programs in part. */
export const httpRows = (
  { listeners, visits }: HttpPlay,
  say: Say,
): (readonly [who: string, where: string, what: string])[] => [
  ...listeners.map(
    ({ name, local, outcome }) =>
      [name, formatSocketAddress(local), outcome.kind === 'ok' ? say('listens') : refusalInWords(outcome)] as const,
  ),
  ...visits.map(({ url, status, body, error }) => ['GET', url, error ?? `${status ?? ''}: ${body ?? ''}`] as const),
];
