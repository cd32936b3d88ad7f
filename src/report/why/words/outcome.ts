import { formatSocketAddress, type SocketAddress } from '../../../model/address.ts';
import type { Outcome } from '../../../model/outcome.ts';

/** `bind would fail with EADDRINUSE`. `elsewhere`: what a bind that passed was given instead. */
export function verdictInWords(outcome: Outcome, elsewhere?: SocketAddress): string {
  if (outcome.kind === 'ok')
    return elsewhere === undefined ? 'it would bind' : `bind would give it ${formatSocketAddress(elsewhere)} instead`;
  if (outcome.kind === 'refused') return `${outcome.call} would fail with ${outcome.errno}`;
  return 'cannot tell whether it would bind';
}
