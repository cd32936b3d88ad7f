import { formatSocketAddress, type Protocol } from '../../../model/address.ts';
import type { HoldingProcess, KnownSocket } from '../../../model/evidence.ts';
import { isErrno, isRefusal } from '../../../model/outcome.ts';
import type { TrafficImpact } from '../../../model/remedy.ts';
import type { SightFacts } from '../../../model/visibility.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { groupBy } from '../../text/fold.ts';
import type { Say } from '../../text/say.ts';
import { unownedInWords } from '../../text/unowned.ts';
import { impactInWords } from '../words/impact.ts';
import { byPid, holderInWords, holdersOf } from '../words/processes.ts';
import { alikeInWords, foldSockets } from '../words/socket.ts';
import { few, labelled, type Row } from './row.ts';

/** The sockets that refuse the bind, and who holds them. */
export function blockerRows(answer: WhyAnswer, say: Say): Row[] {
  const sockets = answer.blockers.map(({ socket }) => socket).filter(({ asked }) => !asked);
  return [
    ...labelled('excluded by', 'from the rules', few(ownInWords(answer, say), 'listener', say)),
    ...labelled(blockerLabel(answer), 'observed', few(alikes(sockets, say), 'kind', say)),
    ...labelled('held by', 'observed', few(holders(sockets, answer, say), 'holder', say)),
  ];
}

const alikes = (sockets: readonly KnownSocket[], say: Say): string[] =>
  foldSockets(sockets).map((one) => alikeInWords(one, say));

/** The listeners of the same server that stand in the way of this one once they have started. */
const ownInWords = ({ blockers }: WhyAnswer, say: Say): string[] =>
  blockers
    .filter(({ socket }) => socket.asked)
    .map(({ socket }) => say('its own {endpoint}, which it starts before', { endpoint: formatSocketAddress(socket) }));

/** Where something else refuses the bind first, the sockets would refuse it after that. */
function blockerLabel({ outcome }: WhyAnswer) {
  if (outcome.kind === 'ok') return 'beside';
  if (!isRefusal(outcome)) return 'may block';
  return isErrno(outcome, 'EADDRINUSE') ? 'blocked by' : 'also blocked by';
}

/** Every distinct group of processes that has one of these sockets. */
function holders(sockets: readonly KnownSocket[], { processes, host }: WhyAnswer, say: Say): string[] {
  const known = byPid(processes);
  return [...new Set(sockets.map((socket) => ownerInWords(socket, known, host, say)))];
}

function ownerInWords(
  socket: KnownSocket,
  processes: ReadonlyMap<number, HoldingProcess>,
  sight: SightFacts,
  say: Say,
): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  return main === undefined ? unownedInWords(socket, sight, say) : holderInWords(main, others, socket.uid, say);
}

/** The other sockets on the port, with who has them: those of the protocol that is asked about, then the others. */
export function otherRows(answer: WhyAnswer, say: Say): Row[] {
  const { protocol } = answer.asked;
  const other = protocol === 'tcp' ? 'udp' : 'tcp';
  return [
    ...labelled('not in the way', 'observed', few(othersInWords(answer, protocol, say), 'kind', say)),
    ...labelled(`over ${other}`, 'observed', few(othersInWords(answer, other, say), 'kind', say)),
  ];
}

function othersInWords({ others, processes }: WhyAnswer, protocol: Protocol, say: Say): string[] {
  const known = byPid(processes);
  const sockets = others.map(({ socket }) => socket).filter((socket) => socket.protocol === protocol && !socket.asked);
  return foldSockets(sockets).map((alike) => {
    const [main] = holdersOf(alike.socket, known) ?? [];
    return `${alikeInWords(alike, say)}${main === undefined ? '' : say(', of {owner}', { owner: inShort(main) })}`;
  });
}

/** What a bind that passes takes from the sockets on the port, of every holder. */
export function sharingRows({ outcome, asked, others, processes }: WhyAnswer, say: Say): Row[] {
  if (outcome.kind !== 'ok') return [];
  const known = byPid(processes);
  const sharing = others.flatMap(({ impact, socket }) =>
    impact === 'nothing' || socket.asked ? [] : [{ impact, socket }],
  );
  const texts = groupBy(sharing, ({ impact }) => impact).map((group) => {
    const names = [...new Set(group.map(({ socket }) => holdersInShort(socket, known, say)))];
    const [{ impact }] = group;
    return { impact, text: impactInWords(impact, asked, few(names, 'holder', say).join(say(' and ')), say) };
  });
  const labelledBy = (label: Row['label'], isOf: (impact: TrafficImpact) => boolean): Row[] => {
    const said = texts.filter(({ impact }) => isOf(impact)).map(({ text }) => text);
    return labelled(label, 'from the rules', said, 'unsure');
  };
  return [
    ...labelledBy('beware', (impact) => impact !== 'copies'),
    ...labelledBy('both receive', (impact) => impact === 'copies'),
  ];
}

function holdersInShort(socket: KnownSocket, processes: ReadonlyMap<number, HoldingProcess>, say: Say): string {
  const [main] = holdersOf(socket, processes) ?? [];
  return main === undefined ? say('a holder of uid {uid}', { uid: socket.uid }) : inShort(main);
}

/** `nginx (pid 812)` */
const inShort = ({ command, pid }: HoldingProcess): string => `${command} (pid ${pid})`;
