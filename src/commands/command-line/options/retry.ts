import { one } from '../definition.ts';

/** For a verdict that is to wait for something that is still starting. */
export const retryFlags = {
  'retry-timeout': one('try again until all is met, for so long: 30, 30s or 5m; stderr tells of each attempt'),
  'retry-every': one('how long to wait between two attempts [1s]'),
};
