import { DENIERS } from '../../model/denied.ts';
import type { Say } from './say.ts';

/** `EACCES, for which the rules know no reason: … may refuse it` */
export const deniedInWords = (errno: string, say: Say): string =>
  say('{errno}, for which the rules know no reason: {deniers} may refuse it', { errno, deniers: say(DENIERS) });
