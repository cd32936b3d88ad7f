import { type ArgumentsOf, type CommandOptions, list, one, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';

export const SANDBOX = {
  name: 'sandbox',
  about: 'run a shell, or a command, in a private network namespace',
  command: 'what runs there, as it is written; without it a shell',
  details: `Runs COMMAND, or a shell, in a private network namespace with its own addresses: any port is free there, 80 too, and nothing on the host is touched. No root needed: an ordinary user is root there, of that namespace alone, and can become no other user (nginx: user root;). What is still running when COMMAND ends is ended.
The exit code is that of COMMAND; 126 or 127 where it cannot be started.`,
  flags: {
    address: list('the addresses that it has beside 127.0.0.1 and ::1, as of run; else copies of those of this host'),
    name: one('how other terminals name it: letters, digits, . _ - [sandbox]'),
    join: toggle('run it in a sandbox that runs already: the only one, or that of --name, which may also be a pid'),
    ...languageFlag,
  },
  examples: [
    ['$0 sandbox --address 192.168.1.101,10.10.2.102', 'a shell; exit ends it'],
    ['$0 sandbox --join', 'a second terminal in the same sandbox'],
    [
      '$0 sandbox --address 10.10.2.102 -- python3 -m http.server -b 10.10.2.102 80',
      'a real server on port 80, without root',
    ],
  ],
} as const satisfies CommandOptions;

export type SandboxArguments = ArgumentsOf<typeof SANDBOX>;
