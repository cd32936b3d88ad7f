import { isForbidden } from '../../model/denied.ts';
import type { HeldSocket } from '../../model/host.ts';
import { formatListener } from '../../model/listener.ts';
import type { ServeRefusal } from '../../model/serve.ts';
import type { SightFacts } from '../../model/visibility.ts';
import { ownerInShort } from '../occupancy/owners.ts';
import { counted } from '../text/counted.ts';
import { deniedInWords } from '../text/denied.ts';
import { gated } from '../text/gate.ts';
import { type Say, sayOf } from '../text/say.ts';
import type { Style } from '../text/style.ts';
import { pad, wrap } from '../text/text.ts';
import { unownedInWords } from '../text/unowned.ts';
import { alternativeInWords, byPid, stopHidden } from '../why/index.ts';
import { lessonsOf } from './reuse-lessons.ts';
import { socketInWords } from './socket-words.ts';

/** As strerror(3) has it. */
const MEANING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EAFNOSUPPORT: 'Address family not supported by protocol',
};

/** The tutorial's line, `bind() error: Address already in use`. */
export const refusalLine = ({ outcome: { call, errno }, listener }: ServeRefusal): string =>
  `${call}() error: ${MEANING[errno] ?? errno} (${formatListener(listener)})`;

/** What holds the port, by which rule it refuses this server, and what to do. */
export function refusalLines(refusal: ServeRefusal, style: Style): string[] {
  const { columns, program, unicode, translation } = style;
  const told = translation?.ofSubject(refusal) ?? refusal;
  return rowsOf(gated(told, unicode), program, sayOf(style)).flatMap(([label, text]) =>
    wrap(text, Math.max(40, columns) - TEXT_AT).map((line, i) => pad(i === 0 ? `  ${label}` : '', TEXT_AT) + line),
  );
}

const TEXT_AT = 11;

/** A label, empty where it is that of the row before, and a text. */
type Row = readonly [label: string, text: string];

const labelled = (label: string, texts: readonly string[]): Row[] =>
  texts.map((text, i) => [i === 0 ? label : '', text] as const);

const rowsOf = (refusal: ServeRefusal, program: string, say: Say): Row[] => [
  ...reasonRows(refusal, say),
  ...labelled(say('do'), actions(refusal, program, say)),
  ...labelled(
    say('note'),
    lessonsOf(refusal).map((lesson) => say(lesson)),
  ),
];

/** Where the server is refused by itself, the sockets on its port do not matter yet. */
function reasonRows({ why, blockers, outcome, sight }: ServeRefusal, say: Say): Row[] {
  const because = say('because');
  if (why !== '') return [[because, why]];
  if (isForbidden(outcome)) return [[because, deniedInWords(outcome.errno, say)]];
  const [decisive, ...others] = blockers;
  if (decisive === undefined) return outcome.errno === 'EADDRINUSE' ? [[because, say(UNSEEN)]] : [];
  const { socket, prediction } = decisive;
  const more =
    others.length > 0
      ? counted(say, others.length, '; and {n} other socket in the way', '; and {n} other sockets in the way')
      : '';
  return [
    [say('held by'), `${socketInWords(socket, say)}${ownerInWords(socket, sight, say)}${more}`],
    [because, prediction.why],
  ];
}

const UNSEEN = 'no listed socket holds the port now: it was closed meanwhile, or the kernel does not list it';

/** What is left of a connection has no owner. */
const ownerInWords = (socket: HeldSocket, sight: SightFacts, say: Say): string =>
  socket.inode === 0
    ? ''
    : say(', of {owner}', { owner: ownerInShort(socket, say) || unownedInWords(socket, sight, say) });

function actions(refusal: ServeRefusal, program: string, say: Say): string[] {
  const { listener, outcome, blockers, why, alternatives, processes } = refusal;
  const context = { asked: listener, processes: byPid(processes), say };
  const isUnseen = why === '' && blockers.length === 0 && outcome.errno === 'EADDRINUSE';
  if (why === '' && isForbidden(outcome)) return [];
  return [
    ...(isUnseen ? [say('try again')] : []),
    ...alternatives.map((one) => alternativeInWords(one, context)),
    ...stopHidden(
      alternatives,
      blockers.map(({ socket }) => socket),
      say,
    ),
    ...(outcome.errno === 'EADDRNOTAVAIL'
      ? [say('"{program} interfaces" lists the addresses of this host', { program })]
      : []),
  ];
}
