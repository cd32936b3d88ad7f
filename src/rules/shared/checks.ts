import { type Address, isAny, isLinkLocal, isMapped } from '../../model/address.ts';
import type { RuleEnvironment } from '../environment.ts';
import type { Attempt, Certainty, CheckRule, OperatingSystem } from '../rule.ts';
import type { RuleSocket } from '../rule-socket.ts';

/** Where the rules of a system were read. */
export interface Read<Os extends OperatingSystem = OperatingSystem> {
  readonly os: Os;
  readonly source: string;
  readonly certainty: Certainty;
}

const RESERVED = 1024;

const isMulticast = (a: Address): boolean =>
  a.family === 'inet' ? Number(a.ip.split('.')[0]) >= 224 : a.ip.startsWith('ff');

/** On an interface, and past duplicate address detection. Unlike on Linux not all of 127.0.0.0/8 is. */
function isConfigured(env: RuleEnvironment, address: Address): boolean {
  if (isAny(address)) return true;
  const zone = address.zone === undefined ? undefined : env.zones.get(address.zone);
  const known = env.addresses.get(zone === undefined ? address.ip : `${address.ip}%${zone}`);
  return known !== undefined && known.state !== 'tentative' && known.state !== 'dadfailed';
}

/** Only Linux binds sockets to devices; a zone is no more than a part of the address. */
const hasDevice = (p: RuleSocket): boolean => p.device !== undefined && p.address.zone === undefined;

const isBeyond = ({ newcomer: { address, family }, newcomer }: Attempt): boolean =>
  isMapped(address) ||
  isMulticast(address) ||
  address.family !== family ||
  hasDevice(newcomer) ||
  newcomer.freebind ||
  (isLinkLocal(address) && address.zone === undefined);

/** What these rules do not cover: asked first, so that nothing is guessed. */
export const notCovered = <Os extends OperatingSystem>({
  os,
  source,
  certainty,
}: Read<Os>): CheckRule<`${Os}.not-covered`> => ({
  id: `${os}.not-covered`,
  sentence:
    'Nothing is known about v4-mapped and multicast addresses, link-local ones without a scope, and options that only Linux has.',
  condition:
    'address in ::ffff:0:0/96, multicast, or fe80::/10 without a scope; SO_BINDTODEVICE; IP_FREEBIND; an address of the other family',
  source,
  certainty,
  why: 'these rules do not cover {newcomer}',
  call: 'bind',
  decision: 'unknown',
  applies: isBeyond,
});

/** `{newcomer}` asks for an option that only Windows has. */
export const noExclusive = <Os extends OperatingSystem>(
  os: Os,
  certainty: Certainty,
): CheckRule<`${Os}.no-exclusive`> => ({
  id: `${os}.no-exclusive`,
  sentence: 'SO_EXCLUSIVEADDRUSE is an option of Windows alone: asking for it is an error.',
  condition: 'SO_EXCLUSIVEADDRUSE',
  source: 'learn.microsoft.com, Winsock: SOL_SOCKET Socket Options; setsockopt(2)',
  certainty,
  why: '{newcomer} asks for SO_EXCLUSIVEADDRUSE, which only Windows has',
  call: 'setsockopt',
  decision: 'ENOPROTOOPT',
  applies: ({ newcomer }) => newcomer.exclusive === true,
});

export const addressNotLocal = <Os extends OperatingSystem>(
  { os, source, certainty }: Read<Os>,
  applies?: CheckRule['applies'],
): CheckRule<`${Os}.address-not-local`> => ({
  id: `${os}.address-not-local`,
  sentence: 'A socket binds only to an address that this host has.',
  condition: 'not ANY, and on no interface, or still tentative',
  source,
  certainty,
  why: '{newcomer} names an address that this host does not have',
  call: 'bind',
  decision: 'EADDRNOTAVAIL',
  applies: applies ?? (({ env, newcomer }) => !isConfigured(env, newcomer.address)),
});

/** `anyIsFree`: on macOS every user may bind ANY to every port. */
export const privilegedPort = <Os extends OperatingSystem>(
  { os, source, certainty }: Read<Os>,
  anyIsFree = false,
): CheckRule<`${Os}.privileged-port`> => ({
  id: `${os}.privileged-port`,
  sentence: anyIsFree
    ? 'A port below 1024 needs root, but only on a specific address: on ANY every user may bind it.'
    : 'A port below 1024 needs root.',
  condition: `0 < port < ${RESERVED}, not root${anyIsFree ? ', a specific address' : ''}`,
  source,
  certainty,
  why: `{newcomer} is a privileged port${anyIsFree ? ' on a specific address' : ''}, and the caller is not root`,
  call: 'bind',
  decision: 'EACCES',
  applies: ({ env, newcomer, privileged = env.uid === 0 }) =>
    newcomer.port > 0 && newcomer.port < RESERVED && !privileged && !(anyIsFree && isAny(newcomer.address)),
});
