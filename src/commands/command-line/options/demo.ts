import type { ArgumentsOf, CommandOptions } from '../definition.ts';
import { outputFlags } from './output.ts';

export const DEMO = {
  name: 'demo',
  about: "try the tutorial's claims in the sandbox, and show them step by step",
  operand: { name: 'story', describe: 'a name from the list of stories' },
  details: "The tutorial's claims, tried in the sandbox: all of them, or one step by step.",
  flags: outputFlags('stories'),
  examples: [
    ['$0 demo', 'every claim and its verdict on this machine'],
    ['$0 demo restart-in-time-wait', 'each step, and what the kernel shows'],
  ],
} as const satisfies CommandOptions;

export type DemoArguments = ArgumentsOf<typeof DEMO>;
