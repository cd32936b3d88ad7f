import { formatEndpoint } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { isExhausted, outcomeErrno } from '../../model/outcome.ts';
import type { Alternative, Dependence, HoldingProcess, WhyAnswer } from '../../model/why.ts';
import { groupBy } from '../text/fold.ts';
import { plural, printable } from '../text/text.ts';
import { acquittalInWords, findingInWords, findingLabel } from './findings.ts';
import { byPid, holderInWords, holdersOf, nobodyInWords } from './holders.ts';
import { enumerated } from './phrases.ts';
import { alternativeInWords, takingInWords } from './remedies.ts';
import { alikeInWords, bindInWords, fold, socketInWords } from './sockets.ts';

/** How something is known. */
export type Mark = 'observed' | 'from the rules' | 'predicted' | 'tried' | 'predicted, tried' | '';

/** One line of the answer. Without a label it continues the one before. */
export interface Row {
  readonly label: string;
  readonly text: string;
  readonly mark: Mark;
  readonly tone: 'plain' | 'good' | 'bad' | 'unsure';
}

/** How many of a kind are named. */
const NAMED = 4;

/** `✗ 0.0.0.0:80 tcp, SO_REUSEADDR: bind would fail with EADDRINUSE` */
export function verdictInWords({ asked, outcome }: WhyAnswer): string {
  const verdict =
    outcome === 'ok'
      ? 'it would bind'
      : outcome === 'unknown'
        ? 'it cannot be told whether it would bind'
        : `${outcome.split(':')[0]} would fail with ${outcomeErrno(outcome)}`;
  return `${bindInWords(asked)}: ${verdict}`;
}

/** Everything below the verdict, the most telling first. */
export const answerRows = (answer: WhyAnswer): Row[] => [
  ...blockerRows(answer),
  ...findingRows(answer, 'cause'),
  ...ruleRows(answer),
  ...dependsRows(answer),
  ...trialRows(answer),
  ...acquittedRows(answer),
  ...otherRows(answer),
  ...sharingRows(answer),
  ...findingRows(answer, 'note'),
  ...alternativeRows(answer),
];

/** Rows of one label, which only the first shows. */
const labelled = (label: string, mark: Mark, texts: readonly string[], tone: Row['tone'] = 'plain'): Row[] =>
  texts.map((text, i) => ({ label: i === 0 ? label : '', text, mark, tone }));

/** The first few, and how many there are beyond. */
const few = (texts: readonly string[], noun: string): string[] =>
  texts.length <= NAMED
    ? [...texts]
    : [...texts.slice(0, NAMED), `and ${plural(texts.length - NAMED, `more ${noun}`)}`];

const seesAll = ({ host }: WhyAnswer): boolean => host.capabilities.includes('CAP_SYS_PTRACE');

function blockerRows(answer: WhyAnswer): Row[] {
  const { outcome, blockers } = answer;
  const sockets = blockers.map(({ socket }) => socket);
  const label = outcome === 'ok' ? 'beside' : outcome === 'unknown' ? 'may block' : 'blocked by';
  const isNext = outcome !== 'ok' && outcome !== 'unknown' && outcomeErrno(outcome) !== 'EADDRINUSE';
  return [
    ...labelled(isNext ? 'then blocked' : label, 'observed', few(fold(sockets).map(alikeInWords), 'kind')),
    ...labelled('held by', 'observed', few(heldBy(sockets, answer), 'holder')),
  ];
}

/** Every distinct group of processes that has one of these sockets. */
function heldBy(sockets: readonly HeldSocket[], answer: WhyAnswer): string[] {
  const processes = byPid(answer.processes);
  return [...new Set(sockets.map((socket) => ownerInWords(socket, processes, seesAll(answer))))];
}

function ownerInWords(socket: HeldSocket, processes: ReadonlyMap<number, HoldingProcess>, isAllSeen: boolean): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  return main === undefined ? nobodyInWords(socket, isAllSeen) : holderInWords(main, others);
}

const ruleRows = ({ prediction: { rule, why } }: WhyAnswer): Row[] =>
  labelled('rule', 'from the rules', [`${rule}: ${why}`]);

function dependsRows(answer: WhyAnswer): Row[] {
  const { depends, sight, blockers } = answer;
  const isHidden = depends.length > 0 && blockers.some(({ socket }) => socket.state !== 'TIME_WAIT');
  const unread = `the holder's options ${unreadInWords(sight.unread, seesAll(answer))}`;
  return [
    ...labelled('depends on', 'predicted', [...new Set(depends.map(dependenceInWords))], 'unsure'),
    ...(isHidden ? labelled('unread', 'observed', [unread], 'unsure') : []),
  ];
}

function unreadInWords(reason: string | undefined, isRoot: boolean): string {
  if (reason === 'passive') return 'are not read with --passive';
  if (reason === 'ENOSYS') return 'cannot be read before Linux 5.6 (pidfd_getfd)';
  if (!isRoot) return 'may not be read by you: run as root';
  return reason === undefined
    ? 'cannot be read: its process is not in this PID namespace'
    : `cannot be read (pidfd_getfd: ${reason})`;
}

const dependenceInWords = ({ option, socket, on, off }: Dependence): string =>
  `${option} of ${socketInWords(socket)}: where it is on ${outcomeInShort(on)}, where it is off ${outcomeInShort(off)}`;

const outcomeInShort = (outcome: string): string =>
  outcome === 'ok' ? 'the bind passes' : outcome === 'unknown' ? 'it is unknown' : outcomeErrno(outcome);

function trialRows({ asked, trial }: WhyAnswer): Row[] {
  if (trial === null) return labelled('tried', '', ['nothing: --passive']);
  const { bind, outcome, predicted, agrees } = trial;
  const options = bind.reuse === 'none' ? 'no reuse option' : 'SO_REUSEADDR alone';
  const fewer = bind.reuse === asked.reuse ? '' : ` with ${options}`;
  const said = isExhausted(outcome) ? `nothing found out, ${outcomeErrno(outcome)}` : outcomeErrno(outcome);
  const expected = fewer !== '' && predicted === outcome ? ', as predicted for that' : '';
  const text = `bind on ${formatEndpoint(bind.address, bind.port)}${fewer}, closed at once: ${said}${expected}`;
  const differs = `the rules predicted ${predicted.replace(':', ' ')} for this: ${doubt(outcome)}`;
  return [...labelled('tried', 'observed', [text]), ...(agrees ? [] : labelled('DIFFERS', '', [differs], 'bad'))];
}

/** What the rules do not see, by what the kernel said. */
const doubt = (outcome: string): string => DOUBTS[outcomeErrno(outcome)] ?? 'please report it';
const DOUBTS: Readonly<Record<string, string>> = {
  EPERM: 'a cgroup BPF program may forbid it',
  EACCES: 'SELinux, Landlock or another security module may forbid it, or the capability is of another user namespace',
  EADDRINUSE: 'something may hold the port that the kernel does not show, or it came just now',
  ok: 'what stood in the way may have gone just now',
};

function acquittedRows({ outcome, findings }: WhyAnswer): Row[] {
  if (outcome === 'ok') return [];
  const texts = findings.filter(({ role }) => role === 'not the cause').map(acquittalInWords);
  const said = enumerated(texts.filter((text) => text !== ''));
  return said === '' ? [] : labelled('not the cause', 'observed', [said]);
}

/** Other sockets on the port, a line each, with who has them. */
function otherRows(answer: WhyAnswer): Row[] {
  const processes = byPid(answer.processes);
  const texts = fold(answer.others.map(({ socket }) => socket)).map((alike) => {
    const [main] = holdersOf(alike.socket, processes) ?? [];
    return `${alikeInWords(alike)}${main === undefined ? '' : `, of ${printable(main.command)} (pid ${main.pid})`}`;
  });
  return labelled('not in the way', 'observed', few(texts, 'kind'));
}

/** A bind that passes may be one to regret. */
function sharingRows({ outcome, asked, others, processes }: WhyAnswer): Row[] {
  const beside = others.find(({ takes }) => takes !== 'nothing');
  if (outcome !== 'ok' || beside === undefined || beside.takes === 'nothing') return [];
  const [main] = holdersOf(beside.socket, byPid(processes)) ?? [];
  const holder = main === undefined ? 'its holder' : `${printable(main.command)} (pid ${main.pid})`;
  return labelled('beware', 'from the rules', [takingInWords(beside.takes, asked, holder)], 'unsure');
}

const findingRows = ({ findings }: WhyAnswer, role: 'cause' | 'note'): Row[] =>
  groupBy(
    findings.filter((one) => one.role === role && !(role === 'cause' && one.id === 'time-wait')),
    findingLabel,
  ).flatMap((group) =>
    labelled(findingLabel(group[0]), 'observed', group.map(findingInWords), role === 'cause' ? 'bad' : 'plain'),
  );

function alternativeRows(answer: WhyAnswer): Row[] {
  const known = { asked: answer.asked, processes: byPid(answer.processes) };
  const label = answer.outcome === 'ok' ? 'safer' : 'would work';
  return answer.alternatives.map((one, i) => ({
    label: i === 0 ? label : '',
    text: `${alternativeInWords(one, known)}${refuted(one)}`,
    mark: one.tried === undefined ? 'predicted' : one.predicted === 'ok' ? 'predicted, tried' : 'tried',
    tone: refuted(one) === '' ? 'good' : 'bad',
  }));
}

/** A trial that contradicts the rules is shown beside them. */
const refuted = ({ predicted, tried }: Alternative): string =>
  tried === undefined || tried === 'ok' || predicted !== 'ok' ? '' : `: predicted ok, but tried ${outcomeErrno(tried)}`;
