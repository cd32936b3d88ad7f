import type { Trial } from '../model/trial.ts';
import { linuxExample } from './linux/examples/index.ts';
import type { OperatingSystem, RuleText } from './rule.ts';

/** A trial that shows a rule, or why there is none. */
export type RuleExample = { readonly example: Trial } | { readonly noExample: string };

/** Systems whose rules have examples. They stand apart from the rules: only the catalogue needs them. */
const EXAMPLES: { readonly [Os in OperatingSystem]?: (text: RuleText) => RuleExample | undefined } = {
  linux: linuxExample,
};

const NOT_RUN = 'trials run on Linux, and this rule was read, not run';

export const exampleOf = (os: OperatingSystem, text: RuleText): RuleExample =>
  EXAMPLES[os]?.(text) ?? { noExample: NOT_RUN };
