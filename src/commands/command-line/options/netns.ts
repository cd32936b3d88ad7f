import { one } from '../definition.ts';

/** In which network namespace a command asks. */
export const netnsFlag = { netns: one('do it in a network namespace: a name of ip netns, or the pid of a process') };
