import { ANY, isAny, type Protocol } from '../../model/address.ts';
import type { Names } from './names.ts';
import { HABITS, writerOf } from './servers.ts';
import { firstEndpoint, type Sureness } from './tokens.ts';
import type { WrittenEndpoint } from './written-endpoint.ts';

/** What a message says of a bind or listen that failed. */
const FAILURE =
  /\bE(?:ADDRINUSE|ADDRNOTAVAIL|ACCES|PERM)\b|in use|already allocated|not available|permission denied|assign requested|(?:fail|can'?not|can't|could not|unable)\w*.*(?:bind|listen)|(?:bind|listen).*fail/i;

export const tellsOfFailure = (line: string): boolean => FAILURE.test(line);

/** Reads the endpoint that a server's message names, as that server would open it; undefined if it names none. */
export function readLogLine(line: string, names: Names, sureness: Sureness): WrittenEndpoint | undefined {
  const found = firstEndpoint(line, names, sureness);
  if (found === undefined) return undefined;
  const server = writerOf(line);
  const protocol = found.protocol ?? protocolIn(line);
  return {
    ...asOpened(found, familyIn(line), server === undefined ? {} : HABITS[server]),
    ...(protocol === undefined ? {} : { protocol }),
    ...(server === undefined ? {} : { server }),
  };
}

/** Node writes `bind` of its datagram sockets and `listen` of the others. */
const protocolIn = (line: string): Protocol | undefined =>
  /\budp[46]?\b|\bUDP\b|\bbind E[A-Z]+|SOCK_DGRAM/.test(line) ? 'udp' : /\btcp[46]?\b/i.test(line) ? 'tcp' : undefined;

/** Go names the family after the protocol: `listen tcp4`. */
const familyIn = (line: string): string | undefined => /\blisten (?:tcp|udp)([46])\b/.exec(line)?.[1];

/** What is named, as the server makes a socket of it. */
function asOpened(
  found: WrittenEndpoint,
  family: string | undefined,
  { dualStack, starIsIpv4, v6only }: (typeof HABITS)[keyof typeof HABITS],
): WrittenEndpoint {
  const { address, v6only: star, ...rest } = found;
  if (family === '4') return { ...rest, address: isAny(address) ? ANY.inet : address };
  if (family === '6') return { ...rest, address: isAny(address) ? ANY.inet6 : address, v6only: true };
  if (star === false && starIsIpv4) return { ...rest, address: ANY.inet };
  if (dualStack && isAny(address)) return { ...rest, address: ANY.inet6, v6only: false };
  return { ...found, ...(v6only !== undefined && address.family === 'inet6' ? { v6only } : {}) };
}
