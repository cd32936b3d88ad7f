import type { ArgumentsOf, CommandOptions } from '../definition.ts';
import { outputFlags } from './output.ts';

export const PROFILES = {
  name: 'profiles',
  about: 'list the servers that plans may name, and what each opens for the address it is told',
  operand: { name: 'profile', describe: 'nginx, sshd: one of them in full' },
  details: 'How servers open their listening sockets, as traced: for check, whose files may have services.',
  flags: outputFlags('profiles', 'list'),
  examples: [
    ['$0 profiles node', 'what node opens for 80, 0.0.0.0:80, [::]:80, localhost:80'],
    ['$0 profiles --format markdown -o profiles.md', 'the documentation of all profiles'],
  ],
} as const satisfies CommandOptions;

export type ProfilesArguments = ArgumentsOf<typeof PROFILES>;
