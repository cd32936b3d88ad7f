import type { Step, TrialSandbox } from '../../../model/trial.ts';
import type { LinuxRuleName } from '../rule-id.ts';

/** What shows a rule: steps, and what their sandbox has; or why no trial can. */
export type Example =
  | readonly Step[]
  | { readonly sandbox: Partial<TrialSandbox>; readonly steps: readonly Step[] }
  | { readonly noExample: string };

/** By the rule's name without its operating system. */
export type Examples = { readonly [Name in LinuxRuleName]?: Example };
