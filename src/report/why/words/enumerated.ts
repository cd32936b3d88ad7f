import type { Say } from '../../text/say.ts';
import { unbroken } from '../../text/text.ts';

/** A part longer than this may be broken, in columns. */
const LONGEST = 32;

/** `nginx, pid 812, started 3 h ago`: a line is broken between the parts, not inside one. */
export const enumerated = (parts: readonly string[], say: Say): string =>
  parts.map((part) => unbroken(part, LONGEST)).join(say(', '));
