import * as z from 'zod/mini';
import { LINE_ORDERS } from '../../model/profile.ts';
import { readRecipe } from '../../model/profile-recipe.ts';
import { problem, type Result } from '../../model/result.ts';
import { about, flag, integerWithin, lazily, list, optional, strict, text, word } from '../schema-parts.ts';
import { PROTOCOLS, quoted, readWord } from '../values.ts';
import { readDefaultLine } from './endpoint-text.ts';

const readToldRecipe = (value: unknown): Result<unknown> =>
  typeof value === 'string' ? readRecipe(value) : problem(`${quoted(value)} is not a list of sockets`);

const oneOf = <const T extends string>(noun: string, words: readonly T[]) => word(words, readWord(noun, words));

const recipe = lazily(() => text(readToldRecipe));

const told = lazily(() =>
  about(
    strict({
      port: optional(recipe(), 'Of a line with a port alone. Default: 0.0.0.0.'),
      any4: optional(recipe(), 'Of 0.0.0.0.'),
      any6: optional(recipe(), 'Of ::.'),
      addr4: optional(recipe(), 'Of an IPv4 address.'),
      addr6: optional(recipe(), 'Of an IPv6 address.'),
      localhost: optional(recipe(), 'Of the name localhost. Default: the first address that /etc/hosts has for it.'),
    }),
    'The sockets for each kind of line: ":: dual | 0.0.0.0", "told v6only". Default: the address that is told.',
  ),
);

const options = lazily(() =>
  strict({
    reuseaddr: flag('SO_REUSEADDR'),
    reuseport: flag('SO_REUSEPORT'),
    v6only: flag('IPV6_V6ONLY, of IPv6 sockets'),
    freebind: flag('IP_FREEBIND'),
    transparent: flag('IP_TRANSPARENT'),
  }),
);

const order = lazily(() =>
  optional(
    oneOf('an order', LINE_ORDERS),
    'as-told; reversed: the last line first; specific-first: of each port the wildcards last; ipv6-first: IPv6 before IPv4, TCP before UDP.',
  ),
);

const ownWord = () =>
  strict({
    socket: optional(options(), 'Options set before bind(2).'),
    after: optional(options(), 'Options set after bind(2).'),
    kept: optional(options(), 'Options that a reload sets on a socket which it keeps.'),
    told: z.optional(told()),
    order: order(),
    copies: optional(integerWithin(1, 1024), 'So many sockets for the line.'),
    device: optional(z.literal('value'), 'SO_BINDTODEVICE: the interface that is the value of the word.'),
    own: flag('The line has a socket of its own beside a wildcard.'),
  });

const fails = () =>
  strict({
    // biome-ignore lint/suspicious/noThenProperty: a key of the file; nobody awaits the schema.
    then: about(
      oneOf('what a server does', ['exits', 'keeps', 'stays']),
      'exits; keeps what it could bind, and exits where that is nothing; stays, also with nothing.',
    ),
    at: optional(oneOf('a time', ['first', 'end']), 'Of exits: at the first refused call, or after it has tried all.'),
    tries: optional(integerWithin(1, 1000), 'How often it tries. Default: once.'),
    pause: optional(z.number({ checks: [z.minimum(0)] }), 'Seconds.'),
    whole: flag('One lost socket closes all.'),
    pair: optional(z.literal('udp-first'), 'No TCP where UDP failed.'),
  });

/** A row of config/profiles.yaml, and a profile of a plan. */
const profile = () =>
  strict({
    like: optional(z.string(), 'The profile that this one changes.'),
    about: optional(z.string(), 'One line.'),
    traced: optional(z.string(), 'The version that was traced.'),
    told: z.optional(told()),
    socket: optional(options(), 'Options of every socket, set before bind(2).'),
    tcp: optional(options(), 'Of TCP sockets.'),
    udp: optional(options(), 'Of UDP sockets.'),
    after: optional(options(), 'Options set after bind(2).'),
    protocols: optional(list(oneOf('a protocol', PROTOCOLS)), 'Of a line that names none, in order. Default: tcp.'),
    group: optional(z.literal('protocol'), 'First all sockets of one protocol.'),
    flags: optional(z.record(z.string(), ownWord()), "The server's own words."),
    order: order(),
    merge: optional(
      oneOf('a way to merge', ['wildcard', 'dual']),
      'wildcard: no socket for an address beside its wildcard. dual: nor for 0.0.0.0 beside ::.',
    ),
    listen: optional(
      oneOf('an order', ['each', 'after-all-binds']),
      'each socket before the next is bound, or after all binds.',
    ),
    copies: optional(
      strict({ udp: about(integerWithin(1, 1024), 'So many UDP sockets for each.') }),
      'Several sockets for one.',
    ),
    fails: optional(fails(), 'What it does where a call is refused. Default: it exits at the first.'),
    default: optional(list(text(readDefaultLine)), 'The lines of a service that has none.'),
    uid: optional(integerWithin(0, 0xffff_fffe), 'Who opens the sockets. Default: root.'),
    process: optional(list(z.string()), 'The names of its processes.'),
  });

export const profiles = lazily(() => z.record(z.string(), profile()));
