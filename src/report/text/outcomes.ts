import type { Protocol } from '../../model/address.ts';
import type { CallOutcome, HolderRefused, Outcome, Refused } from '../../model/outcome.ts';
import type { Glyphs } from './glyphs.ts';

/** What a server does at the end of its start: a UDP socket is never put to listen. */
export const serves = (protocol: Protocol): string => (protocol === 'tcp' ? 'listens' : 'binds');

/** `listens`, `bind EADDRINUSE`, `holder: bind EACCES`, `skipped: held`, `unknown`. */
export function outcomeInWords(outcome: Outcome, protocol: Protocol): string {
  switch (outcome.kind) {
    case 'ok':
      return serves(protocol);
    case 'refused':
      return refusalInWords(outcome);
    case 'holder-refused':
      return `holder: ${refusalInWords(outcome)}`;
    case 'skipped':
      return `skipped: ${outcome.reason}`;
    case 'unknown':
      return 'unknown';
  }
}

/** `bind EADDRINUSE` */
export const refusalInWords = ({ call, errno }: Refused | HolderRefused): string => `${call} ${errno}`;

/** `bind() EADDRINUSE`: the call as the manual writes it. */
export const callAndErrno = ({ call, errno }: Refused | HolderRefused): string => `${call}() ${errno}`;

/** `ok`, or the errno alone. */
export const errnoOrOk = (outcome: CallOutcome): string => (outcome.kind === 'ok' ? 'ok' : outcome.errno);

/** `✓`, `✗`, or `?` where nothing is known or nothing was tried. */
export const outcomeMark = ({ kind }: Outcome, glyphs: Glyphs): string =>
  kind === 'ok' ? glyphs.ok : kind === 'unknown' || kind === 'skipped' ? '?' : glyphs.fail;
