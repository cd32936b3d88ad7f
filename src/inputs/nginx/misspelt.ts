import { nearest } from '../../config/nearest.ts';

/** Blocks in which a server may stand; '' is the top of a file. */
const AROUND = ['', 'http', 'stream', 'mail'];

/** Blocks that have directives of nginx: in others, such as `map`, a line may begin with any word. */
const IN_SERVER = ['server', 'location', 'if', 'limit_except'];

/** Blocks whose names resemble one of those that matter. */
const OTHER_BLOCKS = ['upstream', 'map', 'types', 'geo', 'match'];

/** Whether `listen` stands where nginx refuses it. */
export const misplacedIn = (inside: string, directive: string): boolean =>
  directive === 'listen' && ['http', 'stream', 'mail', 'events', 'upstream', ...IN_SERVER.slice(1)].includes(inside);

/** The directive that was meant by one that nginx does not know; undefined where it is none of those that matter. */
export function misspeltIn(inside: string, directive: string, isBlock: boolean): string | undefined {
  if (!AROUND.includes(inside) && !IN_SERVER.includes(inside)) return undefined;
  const blocks = inside === '' ? ['events', 'http', 'stream', 'mail', 'server'] : ['server'];
  const words = isBlock ? blocks : ['listen', 'include'];
  if (words.includes(directive) || (isBlock && (!AROUND.includes(inside) || OTHER_BLOCKS.includes(directive))))
    return undefined;
  return nearest(directive, words);
}
