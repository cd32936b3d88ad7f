import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { isErrno, isRefusal } from '../../../model/outcome.ts';
import type { SightFacts } from '../../../model/visibility.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { groupBy } from '../../text/fold.ts';
import { printable } from '../../text/text.ts';
import { unownedInWords } from '../../text/unowned.ts';
import { impactInWords } from '../words/impact.ts';
import { byPid, holderInWords, holdersOf } from '../words/processes.ts';
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
  return [...new Set(sockets.map((socket) => ownerInWords(socket, known, host)))];
}

function ownerInWords(socket: HeldSocket, processes: ReadonlyMap<number, HoldingProcess>, sight: SightFacts): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  return main === undefined ? unownedInWords(socket, sight) : holderInWords(main, others, socket.uid);
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

/** What a bind that passes takes from the sockets on the port, of every holder. */
export function sharingRows({ outcome, asked, others, processes }: WhyAnswer): Row[] {
  if (outcome.kind !== 'ok') return [];
  const known = byPid(processes);
  const sharing = others.flatMap(({ impact, socket }) => (impact === 'nothing' ? [] : [{ impact, socket }]));
  const texts = groupBy(sharing, ({ impact }) => impact).map((group) => {
    const names = [...new Set(group.map(({ socket }) => holdersInShort(socket, known)))];
    return impactInWords(group[0].impact, asked, few(names, 'holder').join(' and '));
  });
  return labelled('beware', 'from the rules', texts, 'unsure');
}

function holdersInShort(socket: HeldSocket, processes: ReadonlyMap<number, HoldingProcess>): string {
  const [main] = holdersOf(socket, processes) ?? [];
  return main === undefined ? `a holder of uid ${socket.uid}` : inShort(main);
}

/** `nginx (pid 812)` */
const inShort = ({ command, pid }: HoldingProcess): string => `${printable(command)} (pid ${pid})`;
