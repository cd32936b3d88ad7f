import { shownOf } from './kept.ts';
import type { BindInput } from './types/bind-input.ts';
import type { WhyAnswer } from './types/why-answer.ts';
import { answered } from './work/why.ts';

/** How {@link why} looks. */
export interface WhyOptions {
  /** Only look: no bind is tried, and no option of another process's socket is read. Default: false. */
  readonly passive?: boolean | undefined;
}

/**
 * Whether a listener would bind on this host now, what hinders it, and what would work instead. A bind is tried and closed
 * at once, with SO_REUSEADDR for TCP, so that no other service is disturbed; it never listens. `endpoint` is `80`,
 * `0.0.0.0:80`, `[::]:80`, `udp:53`, a line of a log, or of ss, netstat or lsof that names one, or an object. Without
 * options a TCP listener sets SO_REUSEADDR, as servers do. As an ordinary user it does not see who holds the sockets of
 * others.
 *
 * @throws BindmatrixError `usage` of what is no endpoint, `config` of a device that is not here, `cannot` where the host
 * cannot be looked at.
 * @see docs/library.md#why, bind(2), sock_diag(7)
 */
export async function why(endpoint: string | BindInput, options: WhyOptions = {}): Promise<WhyAnswer> {
  return shownOf(await answered(endpoint, options.passive === true));
}
