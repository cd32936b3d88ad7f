import { z } from 'zod';
import { SHOWS } from '../model/experiment.ts';
import { REUSE, SEQUENCES, V6ONLY } from '../model/options.ts';
import { ok, problem } from '../model/result.ts';
import { DEFAULT_RUN } from './defaults.ts';
import { integer, list, oneOrMore, says, strict, text, word } from './leaf.ts';
import { trial } from './trial-schema.ts';
import * as v from './values.ts';

/** The version of the file format that this program reads. */
const VERSION = 1;

const readVersion: v.Reader<number> = (value) =>
  value === VERSION ? ok(VERSION) : problem(`version ${v.quoted(value)} is not known`, `write version: ${VERSION}`);

const port = integer(v.readPort, v.LOWEST_PORT, v.HIGHEST_PORT);
const protocol = word(v.PROTOCOLS, v.readWord('a protocol', v.PROTOCOLS));
const family = word(v.FAMILIES, v.readWord('a family', v.FAMILIES));
const v6only = word(V6ONLY, v.readWord('a choice of v6only', V6ONLY));
const sequence = word(SEQUENCES, v.readWord('a sequence', SEQUENCES));
const oneReuse = word(REUSE, v.readReuse);
const reuse = z.union([oneReuse, strict({ holder: oneReuse, newcomer: oneReuse })], says(v.readReuse));

const SELECTOR = 'an address, a CIDR, a glob such as 192.168.*, any4, any6, each-ipv4, each-ipv6 or iface:GLOB';

/** A description for editors, and the default. */
const about = (key: keyof typeof DEFAULT_RUN, description: string) => ({ description, default: DEFAULT_RUN[key] });

const run = strict({
  in: word(v.WHERES, v.readWord('a place to run', v.WHERES))
    .optional()
    .meta(about('in', 'Where the sockets are opened: on this host, or in a private network namespace (the sandbox).')),
  ports: list(port).optional().meta(about('ports', 'Ports to try, 1 to 65535.')),
  protocols: list(protocol).optional().meta(about('protocols', 'Transport protocols.')),
  families: list(family).optional().meta(about('families', 'Address families: inet is IPv4, inet6 is IPv6.')),
  interfaces: z
    .array(text(v.readInterface))
    .optional()
    .meta(about('interfaces', 'Names or globs of the interfaces whose addresses take part; a leading ! takes away.')),
  addresses: z
    .array(text(v.readAddress))
    .optional()
    .meta(
      about(
        'addresses',
        `Each is ${SELECTOR}; a leading ! takes away. They come beyond the interfaces' where "interfaces" is written, else instead of them. In the sandbox they are made.`,
      ),
    ),
  reuse: list(reuse)
    .optional()
    .meta(
      about(
        'reuse',
        'The reuse options that the sockets set: one for all, or one for the holder and one for the newcomer.',
      ),
    ),
  v6only: list(v6only)
    .optional()
    .meta(about('v6only', 'IPV6_V6ONLY of the IPv6 sockets; "system" leaves it as net.ipv6.bindv6only has it.')),
  sequence: list(sequence)
    .optional()
    .meta(
      about(
        'sequence',
        'listen-each: each socket binds and listens before the next, as separate servers do. bind-all-first: all bind, then all listen.',
      ),
    ),
  show: list(word(SHOWS, v.readWord('a thing to show', SHOWS)))
    .optional()
    .meta(
      about('show', 'alone: each endpoint by itself. together: all of a family at once. matrix: every ordered pair.'),
    ),
}).meta({ description: 'What a run does. Each key has a flag of the same name in the singular, which overrides it.' });

const FIRST = 'Default: the first of the run.';

const expectation = strict({
  address: text(v.readSelector).meta({ description: `The endpoint's address, or the newcomer's: ${SELECTOR}.` }),
  holder: text(v.readSelector)
    .optional()
    .meta({ description: `What listens meanwhile: ${SELECTOR}. Without it the address is alone.` }),
  port: port.optional().meta({ description: FIRST }),
  protocol: protocol.optional().meta({ description: FIRST }),
  reuse: reuse.optional().meta({ description: FIRST }),
  v6only: v6only.optional().meta({ description: FIRST }),
  sequence: sequence.optional().meta({ description: FIRST }),
  expect: oneOrMore(text(v.readOutcome), v.readOutcome).meta({
    description: 'ok, CALL:ERRNO such as bind:EADDRINUSE, an errno of any call, or a list of acceptable ones.',
  }),
});

/** The one definition of a file: it validates, and the JSON Schema is made from it. An empty section is none. */
export const configFile = strict({
  version: z.literal(VERSION, says(readVersion)).meta({ description: 'The version of this format.' }),
  run: run.nullish(),
  expect: z
    .array(expectation)
    .nullish()
    .meta({ description: 'What should happen: makes a run a verdict with an exit code.' }),
  trials: z
    .array(trial)
    .nullish()
    .meta({ description: 'Lists of steps, each run from a clean state in a namespace of its own.' }),
}).meta({ title: 'bindmatrix', description: 'Which listeners can share a port.' });

export type RawFile = z.infer<typeof configFile>;
export type RawExpectation = z.infer<typeof expectation>;
