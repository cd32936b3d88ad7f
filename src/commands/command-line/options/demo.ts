import { type ArgumentsOf, type CommandOptions, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';
import { outputFlags } from './output.ts';

export const DEMO = {
  name: 'demo',
  about: "try the tutorial's claims in the sandbox, and show them step by step",
  operand: { name: 'story', describe: 'a name or a number from the list of stories' },
  details: "The tutorial's claims, in its order, tried in the sandbox: all of them, or one step by step.",
  flags: {
    step: toggle('of one story: wait for a key before each step. It was played before, so that no waiting changes it'),
    ...languageFlag,
    ...outputFlags('stories'),
  },
  examples: [
    ['$0 demo', 'every claim and its verdict on this machine'],
    ['$0 demo restart-in-time-wait', 'each step, and what the kernel shows'],
    ['$0 demo 6 --step', 'the sixth, a step at a time'],
  ],
} as const satisfies CommandOptions;

export type DemoArguments = ArgumentsOf<typeof DEMO>;
