import { type ArgumentsOf, type CommandOptions, one, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';

/** The defaults are the tutorial's first server. */
export const SERVE = {
  name: 'serve',
  about: "run the tutorial's server, to play its story by hand",
  details: "The tutorial's server, for telnet or nc: prints what it receives, and closes first on Ctrl-C.",
  flags: {
    address: one('the one address to listen on', { default: '0.0.0.0' }),
    port: one('its port', { alias: 'p', default: '50005' }),
    reuse: one('none, addr, port, addr+port', { default: 'none' }),
    share: toggle('share a port with a server of another process, and take a part of its connections'),
    'allow-remote': toggle('serve clients from remote hosts too; else they are reset unread'),
    ...languageFlag,
  },
  examples: [
    ['$0 serve', 'restart it after Ctrl-C with a client connected: Address already in use'],
    ['$0 serve --reuse addr', 'the same with SO_REUSEADDR from the first start on: it restarts at once'],
  ],
} as const satisfies CommandOptions;

export type ServeArguments = ArgumentsOf<typeof SERVE>;
