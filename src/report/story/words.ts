import type { SocketOptions } from '../../model/options.ts';
import type { PlayedStory } from '../../model/story.ts';
import type { AddressRef, Opening, PortRef, Step, StepReport, Trial, StoryVerdict } from '../../model/trial.ts';
import type { TableRow } from '../../model/trial-observation.ts';
import { plural } from '../text/text.ts';

/** One step as people say it: who does what. */
export interface Deed {
  /** The socket's name; nobody of the trial acts where clients come, time passes or a table is read. */
  readonly who: string;
  readonly what: string;
}

/** `again` does `bind 0.0.0.0:50005, SO_REUSEADDR`. The report knows what a `$NAME` stood for. */
export function deedOf(step: Step, report: StepReport | undefined): Deed {
  const who = 'socket' in step ? step.socket : '';
  const uid = step.uid === undefined ? '' : `, as uid ${step.uid}`;
  return { who, what: `${actOf(step, report)}${'open' in step ? openingInWords(step.open) : ''}${uid}` };
}

function actOf(step: Step, report: StepReport | undefined): string {
  switch (step.op) {
    case 'bind':
      return `bind ${target(step, report)}`;
    case 'listen':
      return step.backlog === undefined ? 'listen' : `listen, backlog ${step.backlog}`;
    case 'connect':
      return `connect to ${target(step, report)}`;
    case 'accept':
      return `accept from ${step.from}`;
    case 'send':
    case 'sendto':
      return `send ${step.full ? 'until the window is full' : plural(step.bytes ?? 1, 'byte')}${step.op === 'sendto' ? ` to ${target(step, report)}` : ''}`;
    case 'receive':
      return step.expectBytes === 0 ? 'receive the end of the stream' : 'receive';
    case 'shutdown':
      return step.how === 'both' ? 'shutdown' : `shutdown ${step.how}`;
    case 'setsockopt':
      return `set ${optionsInWords(step.set).join(', ')}`;
    case 'reset':
      return 'close with RST';
    case 'sleep':
      return `${step.seconds} s pass`;
    case 'deliver':
      return `${plural(step.count ?? 1, 'client')} to ${target(step, report)}`;
    case 'state':
      return `look at ${target(step, report)}`;
    default:
      return step.op;
  }
}

/** The endpoint that a step came to use, or was written to use. */
function target(
  step: { readonly address: AddressRef; readonly port: PortRef },
  report: StepReport | undefined,
): string {
  const address = report?.address ?? step.address;
  const port = report?.port ?? step.port;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function openingInWords(open: Opening | undefined): string {
  if (open === undefined) return '';
  const kind = [...(open.protocol === 'udp' ? ['UDP'] : []), ...(open.family === 'inet6' ? ['IPv6 socket'] : [])];
  return [...kind, ...optionsInWords(open)].map((text) => `, ${text}`).join('');
}

const FLAGS = [
  ['reuseaddr', 'SO_REUSEADDR'],
  ['reuseport', 'SO_REUSEPORT'],
  ['v6only', 'IPV6_V6ONLY'],
  ['freebind', 'IP_FREEBIND'],
] as const;

function optionsInWords(options: SocketOptions): string[] {
  const { device, portRange } = options;
  const flags = FLAGS.flatMap(([key, name]) =>
    options[key] === undefined ? [] : [options[key] ? name : `${name} off`],
  );
  const range = portRange === undefined ? [] : [`ports ${portRange[0]} to ${portRange[1]}`];
  return [...flags, ...(device === undefined ? [] : [`on ${device}`]), ...range];
}

/** What came out, in a word or two: `ok`, `EADDRINUSE`, `one and two answer`, `TIME_WAIT`. */
export function outcomeOf(step: Step, { observed }: StepReport): string {
  if (observed === 'EINPROGRESS') return 'EINPROGRESS, no answer';
  if (observed !== 'ok') return observed;
  if (step.op === 'state') return step.state;
  if (step.op === 'deliver') return answering(step.receivers, step.exact);
  return observed;
}

function answering(names: readonly string[], exact: boolean | undefined): string {
  const joined = names.join(exact === false ? ' or ' : ' and ');
  return names.length === 0
    ? 'nobody answers'
    : `${joined} ${names.length === 1 || exact === false ? 'answers' : 'answer'}`;
}

/** What the text promised for a step, beside what it did; empty where it promised nothing. */
export function claimInWords({ claim }: Step, { observed }: StepReport): string {
  if (claim === undefined) return '';
  return claim.includes(observed) ? 'as the tutorial says' : `the tutorial says ${claim.join(' or ')}`;
}

/** The kernel's table, the story's own ports first and listeners before connections, so that it reads the same each time. */
export function sortedTable(rows: readonly TableRow[], trial: Trial): readonly TableRow[] {
  const ports = trial.steps.flatMap((step) =>
    'port' in step && typeof step.port === 'number' ? [`:${step.port}`] : [],
  );
  const rank = ({ state, local }: TableRow): number =>
    (ports.some((port) => local.endsWith(port)) ? 0 : 2) + (state === 'LISTEN' || state === 'BOUND' ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || order(a.local, b.local) || order(a.state, b.state));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Who is connected to whom: `127.0.0.1:50005 -> 127.0.0.1:42874`. */
export const rowInWords = ({ local, peer }: TableRow): string => (peer === undefined ? local : `${local} -> ${peer}`);

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
      text: `${id} ${status === 'unmet' ? 'came out otherwise than its file expects' : `was ${status === 'skipped' ? status : 'inconclusive'}`}${reason === undefined ? '' : `: ${reason}`}`,
    }));

/** `holds`, `holds only if: both servers set SO_REUSEADDR`. */
export const verdictInWords = (verdict: StoryVerdict, when: string | undefined): string =>
  verdict !== 'holds only if' ? verdict : when === undefined ? 'holds in part' : `${verdict}: ${when}`;
