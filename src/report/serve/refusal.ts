import { deniedText, isForbidden } from '../../model/denied.ts';
import type { HeldSocket } from '../../model/host.ts';
import { formatListener } from '../../model/listener.ts';
import type { ServeRefusal } from '../../model/serve.ts';
import type { SightFacts } from '../../model/visibility.ts';
import { ownerInShort } from '../occupancy/owners.ts';
import { gated } from '../text/gate.ts';
import type { Style } from '../text/style.ts';
import { pad, plural, wrap } from '../text/text.ts';
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
export function refusalLines(refusal: ServeRefusal, { columns, program, unicode }: Style): string[] {
  return rowsOf(gated(refusal, unicode), program).flatMap(([label, text]) =>
    wrap(text, Math.max(40, columns) - TEXT_AT).map((line, i) => pad(i === 0 ? `  ${label}` : '', TEXT_AT) + line),
  );
}

const TEXT_AT = 11;

/** A label, empty where it is that of the row before, and a text. */
type Row = readonly [label: string, text: string];

const labelled = (label: string, texts: readonly string[]): Row[] =>
  texts.map((text, i) => [i === 0 ? label : '', text] as const);

const rowsOf = (refusal: ServeRefusal, program: string): Row[] => [
  ...reasonRows(refusal),
  ...labelled('do', actions(refusal, program)),
  ...labelled('note', lessonsOf(refusal)),
];

/** Where the server is refused by itself, the sockets on its port do not matter yet. */
function reasonRows({ why, blockers, outcome, sight }: ServeRefusal): Row[] {
  if (why !== '') return [['because', why]];
  if (isForbidden(outcome)) return [['because', deniedText(outcome.errno)]];
  const [decisive, ...others] = blockers;
  if (decisive === undefined) return outcome.errno === 'EADDRINUSE' ? [['because', UNSEEN]] : [];
  const more = others.length > 0 ? `; and ${plural(others.length, 'other socket')} in the way` : '';
  return [
    ['held by', `${socketInWords(decisive.socket)}${ownerInWords(decisive.socket, sight)}${more}`],
    ['because', decisive.prediction.why],
  ];
}

const UNSEEN = 'no listed socket holds the port now: it was closed meanwhile, or the kernel does not list it';

/** What is left of a connection has no owner. */
const ownerInWords = (socket: HeldSocket, sight: SightFacts): string =>
  socket.inode === 0 ? '' : `, of ${ownerInShort(socket) || unownedInWords(socket, sight)}`;

function actions(refusal: ServeRefusal, program: string): string[] {
  const { listener, outcome, blockers, why, alternatives, processes } = refusal;
  const context = { asked: listener, processes: byPid(processes) };
  const isUnseen = why === '' && blockers.length === 0 && outcome.errno === 'EADDRINUSE';
  if (why === '' && isForbidden(outcome)) return [];
  return [
    ...(isUnseen ? ['try again'] : []),
    ...alternatives.map((one) => alternativeInWords(one, context)),
    ...stopHidden(
      alternatives,
      blockers.map(({ socket }) => socket),
    ),
    ...(outcome.errno === 'EADDRNOTAVAIL' ? [`"${program} interfaces" lists the addresses of this host`] : []),
  ];
}
