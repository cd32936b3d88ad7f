import type { Report } from '../../model/report.ts';
import type { PlayedStories, RulesView, Style } from '../../report/index.ts';
import { deliver } from './deliver.ts';
import { styleFor, type Writing } from './style.ts';

/** Who gets what a command found out: how it is written for them, and what is done with it. */
export interface Recipient {
  /** How text may look where it goes. */
  readonly style: (writing: Writing) => Style;
  /** What of a report is shown. */
  readonly ofReport: (report: Report) => Report;
  readonly ofStories: (played: PlayedStories) => PlayedStories;
  readonly ofRules: (list: RulesView) => RulesView;
  readonly deliver: typeof deliver;
}

/** The user who called the program. */
export const USER: Recipient = {
  style: styleFor,
  ofReport: (report) => report,
  ofStories: (played) => played,
  ofRules: (list) => list,
  deliver,
};
