import type { HostFacts } from '../../model/host.ts';
import { type Reuse, setsReuseaddr, setsReuseport } from '../../model/options.ts';
import { UNKNOWN } from '../../model/outcome.ts';
import { foldLabel, groupBy } from '../text/fold.ts';
import { portInWords } from '../occupancy/words.ts';
import { remedyInWords } from '../occupancy/remedy.ts';
import type { Section } from './view.ts';
import type { Glyphs } from '../text/style.ts';
import { count, plural } from '../text/text.ts';
import { outcomeInWords, privilegedBelow } from '../text/words.ts';

/** One thing to know of a section before its tables. Without a label it continues the one before. */
export interface Fact {
  readonly label: 'port' | 'alone' | 'skipped' | 'strangers' | 'do' | '';
  readonly text: string;
  readonly tone: 'plain' | 'refused' | 'unsure';
}

/** Who held the port, which endpoints are possible at all, what was left undone, and who came meanwhile. */
export const sectionFacts = (section: Section, glyphs: Glyphs): Fact[] => [
  ...(section.holders === undefined
    ? []
    : [{ label: 'port', text: portInWords(section.holders, section.seesAll), tone: 'plain' } as const]),
  ...aloneFacts(section, glyphs),
  ...skippedFact(section),
  ...remedyFact(section),
  ...strangersFact(section),
];

/** Up to this many addresses that failed alike are named. */
const NAMED = 8;

/** `7 of 7 addresses bind and listen`, and a line for each way in which others failed. */
function aloneFacts({ alone, protocol, reuse }: Section, glyphs: Glyphs): Fact[] {
  if (alone.length === 0) return [];
  const good = alone.filter((one) => one.outcome === 'ok').length;
  const listened = alone.some((one) => one.listened);
  const left = leftOut(reuse.newcomer, alone[0]?.reuse ?? reuse.newcomer);
  const share = `${count(good)} of ${plural(alone.length, 'address', 'addresses')} ${listened ? 'bind and listen' : 'bind'}`;
  const bare = protocol === 'tcp' && !listened ? ' (bind only, closed at once)' : '';
  const text =
    left === ''
      ? share + bare
      : `tried without ${left}, to take no ${protocol === 'tcp' ? 'clients' : 'datagrams'}: ${share}; what ${left} would do was not tried`;
  const failed = groupBy(
    alone.filter((one) => one.outcome !== 'ok'),
    (one) => one.outcome,
  );
  return [
    { label: 'alone', text, tone: 'plain' },
    ...failed.map((list): Fact => {
      const addresses = list.map((one) => one.address);
      const named = addresses.length > NAMED ? foldLabel(addresses, glyphs.dots) : addresses.join(', ');
      const { outcome } = list[0];
      const [mark, tone] = outcome === UNKNOWN ? (['?', 'unsure'] as const) : ([glyphs.fail, 'refused'] as const);
      return { label: '', text: `${mark} ${outcomeInWords(outcome, protocol)}: ${named}`, tone };
    }),
  ];
}

/** The options that were asked for and not set: on a held port they could take a part of the holder's traffic. */
function leftOut(asked: Reuse, tried: Reuse): string {
  return [
    ...(setsReuseaddr(asked) && !setsReuseaddr(tried) ? ['SO_REUSEADDR'] : []),
    ...(setsReuseport(asked) && !setsReuseport(tried) ? ['SO_REUSEPORT'] : []),
  ].join(' and ');
}

/** What would work on a port that is taken. */
function remedyFact(section: Section): Fact[] {
  const text = remedyInWords(section);
  return text === undefined ? [] : [{ label: 'do', text, tone: 'plain' }];
}

/** Why together and pairs were left out, once. */
function skippedFact({ together, matrix }: Section): Fact[] {
  const skipped = together.find((one) => one.skipped !== undefined)?.skipped;
  const reason = (skipped ?? matrix?.skipped)?.replace(/^skipped:/, '');
  if (reason === undefined) return [];
  const what = [skipped === undefined ? '' : 'together', matrix?.skipped === undefined ? '' : 'pairs'].filter(
    (one) => one !== '',
  );
  const why = reason === 'held' ? "probes could take the holder's clients" : reason;
  return [{ label: 'skipped', text: `${what.join(' and ')}: ${why}`, tone: 'unsure' }];
}

function strangersFact({ alone, together, matrix }: Section): Fact[] {
  const remotePeers = [...alone, ...together].reduce((n, one) => n + (one.remotePeers ?? 0), matrix?.remotePeers ?? 0);
  if (remotePeers === 0) return [];
  return [
    {
      label: 'strangers',
      text: `${plural(remotePeers, 'client')} from elsewhere, reset without a byte read or sent`,
      tone: 'unsure',
    },
  ];
}

/** `✗ bind EACCES on all 7 addresses: uid 1000 may not bind below port 1024` */
export function uniformInWords(section: Section, outcome: string, host: HostFacts, glyphs: Glyphs): string {
  const below = privilegedBelow(host);
  const privileged =
    outcome.endsWith(':EACCES') && section.port < below && !host.capabilities.includes('CAP_NET_BIND_SERVICE');
  const who = host.uid === 0 ? 'uid 0 without CAP_NET_BIND_SERVICE' : `uid ${host.uid}`;
  const why = privileged ? `: ${who} may not bind below port ${below}` : '';
  return `${glyphs.fail} ${outcomeInWords(outcome, section.protocol)} on all ${plural(addressCount(section), 'address', 'addresses')}${why}`;
}

function addressCount({ matrix, alone, together }: Section): number {
  const tried = [...alone, ...together.flatMap((one) => one.listeners)].map((one) => one.address);
  return new Set([...tried, ...(matrix?.addresses ?? [])]).size;
}
