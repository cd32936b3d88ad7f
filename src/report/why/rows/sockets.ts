import { formatSocketAddress, type Protocol } from '../../../model/address.ts';
import type { HoldingProcess, KnownSocket } from '../../../model/evidence.ts';
import { isErrno, isRefusal } from '../../../model/outcome.ts';
import type { TrafficImpact } from '../../../model/remedy.ts';
import type { SightFacts } from '../../../model/visibility.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { groupBy } from '../../text/fold.ts';
import { unownedInWords } from '../../text/unowned.ts';
import { impactInWords } from '../words/impact.ts';
import { byPid, holderInWords, holdersOf } from '../words/processes.ts';
import { alikeInWords, foldSockets } from '../words/socket.ts';
import { few, labelled, type Row } from './row.ts';

/** The sockets that refuse the bind, and who holds them. */
export function blockerRows(answer: WhyAnswer): Row[] {
  const sockets = answer.blockers.map(({ socket }) => socket).filter(({ asked }) => !asked);
  return [
    ...labelled('excluded by', 'from the rules', few(ownInWords(answer), 'listener')),
    ...labelled(blockerLabel(answer), 'observed', few(foldSockets(sockets).map(alikeInWords), 'kind')),
    ...labelled('held by', 'observed', few(holders(sockets, answer), 'holder')),
  ];
}

/** The listeners of the same server that stand in the way of this one once they have started. */
const ownInWords = ({ blockers }: WhyAnswer): string[] =>
  blockers
    .filter(({ socket }) => socket.asked)
    .map(({ socket }) => `its own ${formatSocketAddress(socket)}, which it starts before`);

/** Where something else refuses the bind first, the sockets would refuse it after that. */
function blockerLabel({ outcome }: WhyAnswer): string {
  if (outcome.kind === 'ok') return 'beside';
  if (!isRefusal(outcome)) return 'may block';
  return isErrno(outcome, 'EADDRINUSE') ? 'blocked by' : 'also blocked by';
}

/** Every distinct group of processes that has one of these sockets. */
function holders(sockets: readonly KnownSocket[], { processes, host }: WhyAnswer): string[] {
  const known = byPid(processes);
  return [...new Set(sockets.map((socket) => ownerInWords(socket, known, host)))];
}

function ownerInWords(socket: KnownSocket, processes: ReadonlyMap<number, HoldingProcess>, sight: SightFacts): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  return main === undefined ? unownedInWords(socket, sight) : holderInWords(main, others, socket.uid);
}

/** The other sockets on the port, with who has them: those of the protocol that is asked about, then the others. */
export function otherRows(answer: WhyAnswer): Row[] {
  const { protocol } = answer.asked;
  const other = protocol === 'tcp' ? 'udp' : 'tcp';
  return [
    ...labelled('not in the way', 'observed', few(othersInWords(answer, protocol), 'kind')),
    ...labelled(`over ${other}`, 'observed', few(othersInWords(answer, other), 'kind')),
  ];
}

function othersInWords({ others, processes }: WhyAnswer, protocol: Protocol): string[] {
  const known = byPid(processes);
  const sockets = others.map(({ socket }) => socket).filter((socket) => socket.protocol === protocol && !socket.asked);
  return foldSockets(sockets).map((alike) => {
    const [main] = holdersOf(alike.socket, known) ?? [];
    return `${alikeInWords(alike)}${main === undefined ? '' : `, of ${inShort(main)}`}`;
  });
}

/** What a bind that passes takes from the sockets on the port, of every holder. */
export function sharingRows({ outcome, asked, others, processes }: WhyAnswer): Row[] {
  if (outcome.kind !== 'ok') return [];
  const known = byPid(processes);
  const sharing = others.flatMap(({ impact, socket }) =>
    impact === 'nothing' || socket.asked ? [] : [{ impact, socket }],
  );
  const texts = groupBy(sharing, ({ impact }) => impact).map((group) => {
    const names = [...new Set(group.map(({ socket }) => holdersInShort(socket, known)))];
    const [{ impact }] = group;
    return { impact, text: impactInWords(impact, asked, few(names, 'holder').join(' and ')) };
  });
  const labelledBy = (label: string, isOf: (impact: TrafficImpact) => boolean): Row[] => {
    const said = texts.filter(({ impact }) => isOf(impact)).map(({ text }) => text);
    return labelled(label, 'from the rules', said, 'unsure');
  };
  return [
    ...labelledBy('beware', (impact) => impact !== 'copies'),
    ...labelledBy('both receive', (impact) => impact === 'copies'),
  ];
}

function holdersInShort(socket: KnownSocket, processes: ReadonlyMap<number, HoldingProcess>): string {
  const [main] = holdersOf(socket, processes) ?? [];
  return main === undefined ? `a holder of uid ${socket.uid}` : inShort(main);
}

/** `nginx (pid 812)` */
const inShort = ({ command, pid }: HoldingProcess): string => `${command} (pid ${pid})`;
