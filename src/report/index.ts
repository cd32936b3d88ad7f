/** The face of the room: writers of each subject by format, and the words of messages. */

export { type PluginState, pluginLine, pluginState } from './cases/nagios.ts';
export { EVENT_WRITERS } from './cases/ndjson.ts';
export { driftCounts } from './drift/counts.ts';
export { DRIFT_WRITERS, driftState } from './drift/index.ts';
export { FLEET_WRITERS, fleetPluginState } from './fleet/index.ts';
export { holdLines } from './hold/index.ts';
export { INTERFACES_WRITERS } from './interfaces/index.ts';
export { kernelSeries, lastingReport } from './lasting/report.ts';
export { lastingStories } from './lasting/stories.ts';
export { portNotes } from './occupancy/notes.ts';
export { PROFILES_WRITERS } from './profiles/index.ts';
export { RULES_WRITERS } from './rules/index.ts';
export {
  bySystem,
  certaintyInWords,
  countInWords,
  exampleCommand,
  givesInWords,
  lifetimeInWords,
  type RulesView,
} from './rules/view.ts';
export { REPORT_WRITERS } from './run/index.ts';
export { closingLines, openingLines, refusalLine, refusalLines, Transcript } from './serve/index.ts';
export { SNAPSHOT_WRITERS } from './snapshot/index.ts';
export { STORIES_WRITERS, STORY_WRITERS } from './story/index.ts';
export type { PlayedStories } from './story/view.ts';
export { type Command, commandLines, commandParts, commandText, shellWord } from './text/command.ts';
export { type GatedWriter, ownLines, type Written } from './text/gate.ts';
export { inEnglish, type Say, sayOf, type Translation } from './text/say.ts';
export type { Style } from './text/style.ts';
export { width, wrap } from './text/text.ts';
export { HELD_WRITERS, WHY_WRITERS } from './why/index.ts';
