import * as z from 'zod';
import { LINE_ORDERS } from '../../model/profile.ts';
import { readRecipe } from '../../model/profile-recipe.ts';
import { problem, type Result } from '../../model/result.ts';
import { lazily, list, strict, text, word } from '../schema-parts.ts';
import { PROTOCOLS, quoted, readWord } from '../values.ts';
import { readDefaultLine } from './endpoint-text.ts';

const readToldRecipe = (value: unknown): Result<unknown> =>
  typeof value === 'string' ? readRecipe(value) : problem(`${quoted(value)} is not a list of sockets`);

const recipe = lazily(() => text(readToldRecipe).optional());

const told = lazily(() =>
  strict({
    port: recipe().describe('Of a line with a port alone. Default: 0.0.0.0.'),
    any4: recipe().describe('Of 0.0.0.0.'),
    any6: recipe().describe('Of ::.'),
    addr4: recipe().describe('Of an IPv4 address.'),
    addr6: recipe().describe('Of an IPv6 address.'),
    localhost: recipe().describe('Of the name localhost. Default: the first address that /etc/hosts has for it.'),
  }).describe(
    'The sockets for each kind of line: ":: dual | 0.0.0.0", "told v6only". Default: the address that is told.',
  ),
);

const options = lazily(() =>
  strict({
    reuseaddr: z.boolean().optional().describe('SO_REUSEADDR'),
    reuseport: z.boolean().optional().describe('SO_REUSEPORT'),
    v6only: z.boolean().optional().describe('IPV6_V6ONLY, of IPv6 sockets'),
    freebind: z.boolean().optional().describe('IP_FREEBIND'),
    transparent: z.boolean().optional().describe('IP_TRANSPARENT'),
  }),
);

const order = lazily(() =>
  word(LINE_ORDERS, readWord('an order', LINE_ORDERS))
    .optional()
    .describe('as-told; reversed: the last line first; specific-first: of each port the wildcards last.'),
);

const flag = () =>
  strict({
    socket: options().optional().describe('Options set before bind(2).'),
    after: options().optional().describe('Options set after bind(2).'),
    told: told().optional(),
    order: order(),
    copies: z.int().min(1).max(1024).optional().describe('So many sockets for the line.'),
    device: z.literal('value').optional().describe('SO_BINDTODEVICE: the interface that is the value of the word.'),
    own: z.boolean().optional().describe('The line has a socket of its own beside a wildcard.'),
  });

const fails = () =>
  strict({
    // biome-ignore lint/suspicious/noThenProperty: a key of the file; nobody awaits the schema.
    then: word(['exits', 'keeps', 'stays'], readWord('what a server does', ['exits', 'keeps', 'stays'])).describe(
      'exits; keeps what it could bind, and exits where that is nothing; stays, also with nothing.',
    ),
    at: word(['first', 'end'], readWord('a time', ['first', 'end']))
      .optional()
      .describe('Of exits: at the first refused call, or after it has tried all.'),
    tries: z.int().min(1).max(1000).optional().describe('How often it tries. Default: once.'),
    pause: z.number().min(0).optional().describe('Seconds.'),
    whole: z.boolean().optional().describe('One lost socket closes all.'),
    pair: z.literal('udp-first').optional().describe('No TCP where UDP failed.'),
  });

/** A row of config/profiles.yaml, and a profile of a plan. */
const profile = () =>
  strict({
    like: z.string().optional().describe('The profile that this one changes.'),
    about: z.string().optional().describe('One line.'),
    traced: z.string().optional().describe('The version that was traced.'),
    told: told().optional(),
    socket: options().optional().describe('Options of every socket, set before bind(2).'),
    tcp: options().optional().describe('Of TCP sockets.'),
    udp: options().optional().describe('Of UDP sockets.'),
    after: options().optional().describe('Options set after bind(2).'),
    protocols: list(word(PROTOCOLS, readWord('a protocol', PROTOCOLS)))
      .optional()
      .describe('Of a line that names none, in order. Default: tcp.'),
    group: z.literal('protocol').optional().describe('First all sockets of one protocol.'),
    flags: z.record(z.string(), flag()).optional().describe("The server's own words."),
    order: order(),
    merge: word(['wildcard', 'dual'], readWord('a way to merge', ['wildcard', 'dual']))
      .optional()
      .describe('wildcard: no socket for an address beside its wildcard. dual: nor for 0.0.0.0 beside ::.'),
    listen: word(['each', 'after-all-binds'], readWord('an order', ['each', 'after-all-binds']))
      .optional()
      .describe('each socket before the next is bound, or after all binds.'),
    copies: strict({ udp: z.int().min(1).max(1024).describe('So many UDP sockets for each.') })
      .optional()
      .describe('Several sockets for one.'),
    fails: fails().optional().describe('What it does where a call is refused. Default: it exits at the first.'),
    default: list(text(readDefaultLine)).optional().describe('The lines of a service that has none.'),
    uid: z.int().min(0).max(0xffff_fffe).optional().describe('Who opens the sockets. Default: root.'),
    process: list(z.string()).optional().describe('The names of its processes.'),
  });

export const profiles = lazily(() => z.record(z.string(), profile()));
