/** The second face of the room: the JSON documents as values. It needs nothing of Node, and none of the other writers. */

export { matrixHead, triedRanges } from './matrix/json.ts';
export { ruleJson } from './rules/json.ts';
export { reportJson } from './run/json.ts';
export { snapshotJson } from './snapshot/json.ts';
export { whyJson } from './why/json.ts';
