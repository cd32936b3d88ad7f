import { formatSocketAddress } from '../../model/address.ts';
import { stepMeets } from '../../model/step-outcome.ts';
import type { HttpPlay, PlayedStory } from '../../model/story.ts';
import type { Step, StepReport, StoryVerdict, Trial } from '../../model/trial.ts';
import type { TableRow } from '../../model/trial-observation.ts';
import { refusalInWords } from '../text/outcomes.ts';
import { stepOutcomeInWords } from '../trials/words.ts';

/** What came out, in a word or two: `ok`, `EADDRINUSE`, `one and two answer`, `TIME_WAIT`. */
export function stepResultInWords(step: Step, { observed }: StepReport): string {
  if (observed.kind === 'refused' && observed.errno === 'EINPROGRESS') return 'EINPROGRESS, no answer';
  if (observed.kind === 'ok' && step.op === 'state') return step.state;
  if (observed.kind === 'ok' && step.op === 'deliver') return answering(step.receivers, step.exact);
  return stepOutcomeInWords(step.op, observed);
}

function answering(names: readonly string[], exact: boolean | undefined): string {
  const joined = names.join(exact === false ? ' or ' : ' and ');
  return names.length === 0
    ? 'nobody answers'
    : `${joined} ${names.length === 1 || exact === false ? 'answers' : 'answer'}`;
}

/** What the text promised for a step, beside what it did; empty where it promised nothing. */
export function promiseInWords({ claim }: Step, { observed }: StepReport): string {
  if (claim === undefined) return '';
  return stepMeets(observed, claim) ? 'as the tutorial says' : `the tutorial says ${claim.join(' or ')}`;
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
export const failedTrials = ({ trials }: PlayedStory): { readonly isUnmet: boolean; readonly text: string }[] =>
  trials
    .filter(({ report }) => report.status !== 'met')
    .map(({ report: { id, status, reason } }) => ({
      isUnmet: status === 'unmet',
      text: `${id} ${status === 'unmet' ? 'came out otherwise than its file expects' : `was ${status}`}${reason === undefined ? '' : `: ${reason}`}`,
    }));

/** `holds`, `holds only if: both servers set SO_REUSEADDR`. */
export const verdictInWords = (verdict: StoryVerdict, when: string | undefined): string =>
  verdict !== 'holds only if' ? verdict : when === undefined ? 'holds in part' : `${verdict}: ${when}`;

/** What the listeners were as HTTP servers, and what a GET of each came to: three texts a row, of other programs in part. */
export const httpRows = ({ listeners, visits }: HttpPlay): (readonly [who: string, where: string, what: string])[] => [
  ...listeners.map(
    ({ name, local, outcome }) =>
      [name, formatSocketAddress(local), outcome.kind === 'ok' ? 'listens' : refusalInWords(outcome)] as const,
  ),
  ...visits.map(({ url, status, body, error }) => ['GET', url, error ?? `${status ?? ''}: ${body ?? ''}`] as const),
];
