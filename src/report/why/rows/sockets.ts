import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { isErrno, isRefusal } from '../../../model/outcome.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { printable } from '../../text/text.ts';
import { impactInWords } from '../words/impact.ts';
import { byPid, holderInWords, holdersOf, unownedInWords } from '../words/processes.ts';
import { alikeInWords, foldSockets } from '../words/socket.ts';
import { few, labelled, type Row } from './row.ts';

/** The sockets that refuse the bind, and who holds them. */
export function blockerRows(answer: WhyAnswer): Row[] {
  const sockets = answer.blockers.map(({ socket }) => socket);
  return [
    ...labelled(blockerLabel(answer), 'observed', few(foldSockets(sockets).map(alikeInWords), 'kind')),
    ...labelled('held by', 'observed', few(holders(sockets, answer), 'holder')),
  ];
}

/** Where something else refuses the bind first, the sockets would refuse it after that. */
function blockerLabel({ outcome }: WhyAnswer): string {
  if (outcome.kind === 'ok') return 'beside';
  if (!isRefusal(outcome)) return 'may block';
  return isErrno(outcome, 'EADDRINUSE') ? 'blocked by' : 'also blocked by';
}

/** Every distinct group of processes that has one of these sockets. */
function holders(sockets: readonly HeldSocket[], { processes, host }: WhyAnswer): string[] {
  const known = byPid(processes);
  const seesAll = host.capabilities.includes('CAP_SYS_PTRACE');
  return [...new Set(sockets.map((socket) => ownerInWords(socket, known, seesAll)))];
}

function ownerInWords(socket: HeldSocket, processes: ReadonlyMap<number, HoldingProcess>, seesAll: boolean): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  return main === undefined ? unownedInWords(socket, seesAll) : holderInWords(main, others);
}

/** The other sockets on the port, with who has them. */
export function otherRows(answer: WhyAnswer): Row[] {
  const processes = byPid(answer.processes);
  const texts = foldSockets(answer.others.map(({ socket }) => socket)).map((alike) => {
    const [main] = holdersOf(alike.socket, processes) ?? [];
    return `${alikeInWords(alike)}${main === undefined ? '' : `, of ${inShort(main)}`}`;
  });
  return labelled('not in the way', 'observed', few(texts, 'kind'));
}

/** What a bind that passes takes from a socket on the port. */
export function sharingRows({ outcome, asked, others, processes }: WhyAnswer): Row[] {
  const beside = others.find(({ impact }) => impact !== 'nothing');
  if (outcome.kind !== 'ok' || beside === undefined || beside.impact === 'nothing') return [];
  const [main] = holdersOf(beside.socket, byPid(processes)) ?? [];
  const holder = main === undefined ? 'its holder' : inShort(main);
  return labelled('beware', 'from the rules', [impactInWords(beside.impact, asked, holder)], 'unsure');
}

/** `nginx (pid 812)` */
const inShort = ({ command, pid }: HoldingProcess): string => `${printable(command)} (pid ${pid})`;
