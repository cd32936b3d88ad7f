import { formatAddress, type Protocol } from '../../model/address.ts';
import { isForbidden } from '../../model/denied.ts';
import { type HostFacts, NO_UID } from '../../model/host.ts';
import { formatOutcome, isErrno, type Outcome, type Refused, type SkipReason } from '../../model/outcome.ts';
import { listenerAt } from '../../model/plan.ts';
import type { ListenerReport } from '../../model/report.ts';
import { remedyInWords } from '../occupancy/remedy.ts';
import { portInWords } from '../occupancy/words.ts';
import { foldAddresses, foldLabel, groupBy } from '../text/fold.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { optionsMissing } from '../text/options.ts';
import { outcomeInWords, outcomeMark, refusalInWords } from '../text/outcomes.ts';
import { privilegedBelow } from '../text/systems.ts';
import { count, plural } from '../text/text.ts';
import { isUniformlyDenied } from './uniform.ts';
import type { Section } from './view.ts';

/** One thing to know of a section before its tables. Without a label it continues the one before. */
export interface Fact {
  readonly label: 'port' | 'alone' | 'skipped' | 'clients' | 'remote' | 'do' | '';
  readonly text: string;
  readonly tone: 'plain' | 'refused' | 'unsure';
}

/** Who held the port, which endpoints are possible at all, what was skipped, what to do, and which remote clients came. */
export const sectionFacts = (section: Section, glyphs: Glyphs): Fact[] => [
  ...(section.occupancy === undefined
    ? []
    : [{ label: 'port', text: portInWords(section.occupancy, section.sight), tone: 'plain' } as const]),
  ...aloneFacts(section, glyphs),
  ...skippedFact(section),
  ...remedyFact(section),
  ...clientFacts(section, glyphs),
  ...remoteFact(section),
];

/** Up to this many addresses that failed alike are named. */
const NAMED = 8;

/** `7 of 7 addresses bind and listen`, and a line for each way in which others failed. */
function aloneFacts(section: Section, glyphs: Glyphs): Fact[] {
  const { alone, protocol } = section;
  if (alone.length === 0) return [];
  const failed = groupBy(
    alone.filter((one) => one.outcome.kind !== 'ok'),
    (one) => outcomeInWords(one.outcome, protocol),
  );
  return [
    { label: 'alone', text: aloneInWords(section), tone: 'plain' },
    ...failed.map((list): Fact => {
      const addresses = list.map((one) => one.listener.address);
      const { outcome } = list[0];
      return {
        label: '',
        text: `${outcomeMark(outcome, glyphs)} ${outcomeInWords(outcome, protocol)}: ${foldAddresses(addresses, glyphs.dots, NAMED)}`,
        tone: isKnown(outcome) ? 'refused' : 'unsure',
      };
    }),
  ];
}

const isKnown = ({ kind }: Outcome): boolean => kind !== 'unknown';

/** `4 of 7 addresses bind (bind only, closed at once)` */
function aloneInWords(section: Section): string {
  const { alone, protocol } = section;
  const good = alone.filter((one) => one.outcome.kind === 'ok').length;
  const listened = alone.some((one) => one.listened);
  const share = `${count(good)} of ${plural(alone.length, 'address', 'addresses')} ${listened ? 'bind and listen' : 'bind'}`;
  const missing = notTried(section);
  if (missing === '') return share + (protocol === 'tcp' && !listened ? ' (bind only, closed at once)' : '');
  const takes = protocol === 'tcp' ? 'clients' : 'datagrams';
  return `tried without ${missing}, to take no ${takes}: ${share}; what ${missing} would do was not tried`;
}

/** The options that were asked for and not set: on a port in use they could take a part of the holder's traffic. */
function notTried(section: Section): string {
  const [first] = section.alone;
  if (first === undefined) return '';
  const asked = listenerAt(section, 'newcomer', first.listener.address);
  return optionsMissing(asked.options, first.listener.options).join(' and ');
}

/** What would work on a port that is in use. */
function remedyFact(section: Section): Fact[] {
  const text = remedyInWords(section.occupancy, section.alone);
  return text === undefined ? [] : [{ label: 'do', text, tone: 'plain' }];
}

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  held: "probes could take the holder's clients",
  'not-local': 'the address is not local',
  chance: 'chance decides',
  redirected: 'a client was accepted elsewhere',
};

/** Why together and pairs were left out, once. */
function skippedFact({ together, matrix }: Section): Fact[] {
  const skipped = together.find((one) => one.skipped !== undefined)?.skipped;
  const reason = skipped ?? matrix?.skipped;
  if (reason === undefined) return [];
  const what = [skipped === undefined ? '' : 'together', matrix?.skipped === undefined ? '' : 'pairs'].filter(
    (one) => one !== '',
  );
  return [{ label: 'skipped', text: `${what.join(' and ')}: ${SKIPPED[reason]}`, tone: 'unsure' }];
}

/** Why it was not seen which listener answers, where the rules expect one. */
function clientFacts({ together, protocol }: Section, glyphs: Glyphs): Fact[] {
  const listeners = together.flatMap((one) => one.listeners);
  const elsewhere = listeners.find((one) => one.unseen === 'taken');
  const failed = listeners.filter((one) => one.unseen === 'client');
  const texts = [
    ...(elsewhere === undefined ? [] : [elsewhereInWords(elsewhere, protocol)]),
    ...groupBy(failed, ({ reached }) => formatOutcome(reached)).map((list) => failedInWords(list, glyphs)),
  ];
  return texts.map((text, i): Fact => ({ label: i === 0 ? 'clients' : '', text, tone: 'unsure' }));
}

/** Nothing of the rules is wrong there: the packets did not come to the listeners. */
function elsewhereInWords({ address, reached }: ListenerReport, protocol: Protocol): string {
  const at = formatAddress(address);
  if (protocol === 'tcp' && reached.kind === 'ok')
    return `the one sent to ${at} was accepted by a socket that is none of these: packet rules (DNAT, IPVS) redirect it, or another process has taken the port meanwhile. No further one was sent`;
  return `what was sent to ${at} came to none of these listeners: packet rules (DNAT, IPVS, a filter) may have taken it`;
}

function failedInWords(listeners: readonly [ListenerReport, ...ListenerReport[]], { dots }: Glyphs): string {
  const [{ reached }] = listeners;
  const addresses = [...new Set(listeners.map((one) => formatAddress(one.address)))];
  const failure = reached.kind === 'refused' ? refusalInWords(reached) : formatOutcome(reached);
  const policy = isForbidden(reached) ? '; a seccomp filter may forbid that call: allow it' : '';
  return `those sent to ${foldLabel(addresses, dots)} failed by themselves (${failure}): who answers there was not seen${policy}`;
}

function remoteFact({ alone, together, matrix }: Section): Fact[] {
  const clients = [...alone, ...together].reduce((n, one) => n + (one.remotePeers ?? 0), matrix?.remotePeers ?? 0);
  if (clients === 0) return [];
  return [
    {
      label: 'remote',
      text: `${plural(clients, 'client')} from remote hosts, reset without a byte read or sent`,
      tone: 'unsure',
    },
  ];
}

/** `✗ bind EACCES on all 7 addresses: uid 1000 may not bind below port 1024` */
export function uniformInWords(section: Section, outcome: Refused, host: HostFacts, glyphs: Glyphs): string {
  const below = privilegedBelow(host);
  const isPrivileged =
    isErrno(outcome, 'EACCES') &&
    section.port < below &&
    !host.capabilities.includes('CAP_NET_BIND_SERVICE') &&
    !isUniformlyDenied(section, outcome);
  const why = isPrivileged ? `: ${userInWords(host.uid)} may not bind below port ${below}` : '';
  return `${glyphs.fail} ${refusalInWords(outcome)} on all ${plural(addressCount(section), 'address', 'addresses')}${why}`;
}

function userInWords(uid: number): string {
  if (uid === NO_UID) return 'this user';
  return uid === 0 ? 'uid 0 without CAP_NET_BIND_SERVICE' : `uid ${uid}`;
}

function addressCount({ matrix, alone, together }: Section): number {
  const tried = [
    ...alone.map((one) => one.listener.address),
    ...together.flatMap((one) => one.listeners.map((listener) => listener.address)),
    ...(matrix?.addresses ?? []),
  ];
  return new Set(tried.map(formatAddress)).size;
}
