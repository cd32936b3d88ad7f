import { type Address, formatEndpoint, formatSocketAddress, isAny, LOOPBACK } from '../../model/address.ts';
import type { HoldEvent } from '../../model/hold.ts';
import type { Listener } from '../../model/listener.ts';
import type { CallOutcome } from '../../model/outcome.ts';
import { shellWord } from '../text/command.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { refusalInWords } from '../text/outcomes.ts';
import { type Style, terminal } from '../text/style.ts';
import { count, plural } from '../text/text.ts';

/**
 * What `--hold` tells of each event: a listener that started or was refused, that all are ready, which clients were reset.
 * `enter`: the command that enters the sandbox of the listeners, nsenter(1); empty where they are on this host.
 */
export function holdLines(event: HoldEvent, style: Style, enter: string): string[] {
  switch (event.kind) {
    case 'started':
      return [startedInWords(event.listener, event.outcome, terminal(style).glyphs, enter)];
    case 'ready':
      return [
        `${count(event.listeners)} ${event.listeners === 1 ? 'listener answers' : 'listeners answer'} HTTP, to this host only. Ctrl-C ends it.`,
      ];
    case 'remote-peers':
      return [`${plural(event.count, 'connection')} from remote hosts ${event.count === 1 ? 'was' : 'were'} reset`];
  }
}

/** `✓ 0.0.0.0:80  curl http://127.0.0.1:80/`, `✗ 127.0.0.1:80  bind EADDRINUSE` */
function startedInWords(listener: Listener, outcome: CallOutcome, glyphs: Glyphs, enter: string): string {
  const endpoint = formatSocketAddress(listener);
  const url = shellWord(`http://${formatEndpoint(reachable(listener.address), listener.port)}/`);
  return outcome.kind === 'ok'
    ? `${glyphs.ok} ${endpoint}  ${enter === '' ? '' : `${enter} `}curl ${url}`
    : `${glyphs.fail} ${endpoint}  ${refusalInWords(outcome)}`;
}

/** ANY is no destination: the loopback address of its family is. */
const reachable = (address: Address): Address => (isAny(address) ? LOOPBACK[address.family] : address);
