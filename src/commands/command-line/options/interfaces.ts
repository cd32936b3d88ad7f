import type { ArgumentsOf, CommandOptions } from '../definition.ts';
import { netnsFlag } from './netns.ts';
import { outputFlags } from './output.ts';

export const INTERFACES = {
  name: 'interfaces',
  about: 'list the interfaces and every local address',
  details: 'The interfaces with their link facts, and every local address with its state.',
  flags: { ...netnsFlag, ...outputFlags('interfaces', 'list') },
  examples: [],
} as const satisfies CommandOptions;

export type InterfacesArguments = ArgumentsOf<typeof INTERFACES>;
