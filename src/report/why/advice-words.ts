import { formatAddress } from '../../model/address.ts';
import { type HeldSocket, isOrphan } from '../../model/host.ts';
import type { Alternative } from '../../model/remedy.ts';
import type { Advice } from '../../model/report.ts';
import { groupBy } from '../text/fold.ts';
import { inEnglish, type Say } from '../text/say.ts';
import { type AlternativeContext, alternativeInWords } from './words/alternative.ts';
import { byPid } from './words/processes.ts';

/**
 * `listen on 127.0.0.1 instead, or stop nginx (pid 812), or use another port`: the advice in one sentence, for a port that
 * these sockets hold. Other ports were not looked at, so none is named. Empty where nothing would help.
 */
export function adviceInWords({ listener, alternatives, processes }: Advice, holders: readonly HeldSocket[]): string {
  const context = { asked: listener, processes: byPid(processes), say: inEnglish };
  const phrases = groupBy(alternatives, kindOf).flatMap((group) => phrasesOf(group, context));
  const sentence = [...phrases, ...stopHidden(alternatives, holders, inEnglish)].join(', or ');
  const isLeftover = holders.length > 0 && holders.every(isOrphan);
  return sentence === '' || !isLeftover ? sentence : `${sentence}; ${RESTART}`;
}

/** TIME_WAIT has the options of the socket that was closed (inet_twsk_alloc()), and both sides must have set it. */
const RESTART = 'no wait is needed if the server that left this and the next one both set SO_REUSEADDR';

/** A holder that may not be seen is nothing that the rules could name. */
export const stopHidden = (
  alternatives: readonly Alternative[],
  holders: readonly HeldSocket[],
  say: Say,
): string[] => {
  const isHidden = holders.some((socket) => !isOrphan(socket) && socket.owners.length === 0);
  const isStopped = alternatives.some(({ steps }) => steps.some(({ kind }) => kind === 'stop'));
  return isHidden && !isStopped ? [say('stop the process that holds the port')] : [];
};

const kindOf = ({ steps: [first, ...more] }: Alternative): string =>
  more.length === 0 && (first?.kind === 'address' || first?.kind === 'port') ? first.kind : 'other';

/** How many alternatives that are neither an address nor a port are named. */
const NAMED = 2;

/** Addresses are one phrase, ports too; of the others the first few are one each. */
function phrasesOf(group: readonly [Alternative, ...Alternative[]], context: AlternativeContext): string[] {
  const kind = kindOf(group[0]);
  if (kind === 'port') return ['use another port'];
  if (kind === 'other') return group.slice(0, NAMED).map((one) => alternativeInWords(one, context));
  const addresses = group.flatMap(({ steps }) =>
    steps.flatMap((one) => ('listener' in one ? [formatAddress(one.listener.address)] : [])),
  );
  return [`listen on ${addresses.join(' or ')} instead`];
}
