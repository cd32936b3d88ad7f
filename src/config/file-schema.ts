import * as z from 'zod/mini';
import { type AxisKey, type AxisValues, ofEveryAxis, type Pair } from '../model/axes.ts';
import { SHOWS } from '../model/experiment.ts';
import { ok, problem } from '../model/result.ts';
import * as a from './address-values.ts';
import { axisSchema } from './axis-schema.ts';
import { DEFAULT_RUN, type WrittenRun } from './defaults.ts';
import * as o from './outcome-values.ts';
import {
  about,
  integer,
  lazily,
  list,
  oneOrMore,
  optional,
  says,
  section,
  strict,
  text,
  word,
} from './schema-parts.ts';
import { profiles } from './services/profile-schema.ts';
import { serves, service, start } from './services/service-schema.ts';
import { trial } from './trial-schema.ts';
import { ID, readForm } from './trial-values.ts';
import * as v from './values.ts';

/** The version of the file format that this program reads. */
const VERSION = 1;

const readVersion: v.Reader<number> = (value) =>
  value === VERSION ? ok(VERSION) : problem(`version ${v.quoted(value)} is not known`, `write version: ${VERSION}`);

const port = lazily(() => integer(v.readPort, v.LOWEST_PORT, v.HIGHEST_PORT));
const protocol = lazily(() => word(v.PROTOCOLS, v.readWord('a protocol', v.PROTOCOLS)));
const family = () => word(v.FAMILIES, v.readWord('a family', v.FAMILIES));
/** A value of an axis as it is written: one word, or two for the sockets of a pair. */
type Written<T> = T extends Pair<infer Word> ? Word | Pair<Word> : T;

type AxisSchemas = { readonly [K in AxisKey]: z.ZodMiniType<Written<AxisValues[K]>, Written<AxisValues[K]>> };
type AxisLists = { readonly [K in AxisKey]: z.ZodMiniOptional<z.ZodMiniArray<AxisSchemas[K]>> };
type AxisOptions = { readonly [K in AxisKey]: z.ZodMiniOptional<AxisSchemas[K]> };

const axes = lazily(() => ofEveryAxis(axisSchema) as AxisSchemas);

const SELECTOR = 'an address, a CIDR, a glob such as 192.168.*, any4, any6, each-ipv4, each-ipv6 or iface:GLOB';

/** The description of each key, which editors show. */
const ABOUT: Readonly<Record<keyof WrittenRun, string>> = {
  in: 'Where the sockets are opened: on this host, or in a private network namespace (the sandbox).',
  ports: 'Ports to try, 1 to 65535.',
  protocols: 'Transport protocols.',
  families: 'Address families: inet is IPv4, inet6 is IPv6.',
  interfaces: 'Names or globs of the interfaces whose addresses take part; a leading ! excludes.',
  addresses: `Each is ${SELECTOR}; a leading ! excludes. They are added to the addresses of the interfaces if "interfaces" is given, and replace them otherwise. In the sandbox they are created.`,
  ...ofEveryAxis((axis) => axis.about),
  show: 'alone: each endpoint by itself. together: all of a family at once. matrix: every ordered pair. summary: what it comes to, and nothing else.',
  exhaustive:
    'Try every ordered pair, however many addresses there are. Without it, beyond a hundred addresses a sample of the pairs that the rules cannot tell apart stands for the others.',
  seed: 'Draws the sample: the same seed tries the same pairs of the same addresses.',
};

const setting = <T extends z.ZodMiniType>(key: keyof WrittenRun, schema: T) =>
  optional(schema, { description: ABOUT[key], default: DEFAULT_RUN[key] });

const run = lazily(() =>
  strict({
    in: setting('in', word(v.WHERES, v.readWord('a place to run', v.WHERES))),
    ports: setting('ports', list(port())),
    protocols: setting('protocols', list(protocol())),
    families: setting('families', list(family())),
    interfaces: setting('interfaces', z.array(text(a.readInterface))),
    addresses: setting(
      'addresses',
      z.array(about(text(a.readAddress), { id: 'address-or-selector', anyOf: a.SELECTOR_FORMS })),
    ),
    ...(ofEveryAxis((_axis, key) => setting(key, list<z.ZodMiniType>(axes()[key]))) as AxisLists),
    show: setting('show', list(word(SHOWS, v.readWord('a part of the report', SHOWS)))),
    exhaustive: setting('exhaustive', z.boolean()),
    seed: setting('seed', integer(v.readSeed, 0, v.HIGHEST_SEED)),
  }),
);

const FIRST = 'Default: the first of the run.';

const selector = lazily(() => about(text(a.readSelector), { anyOf: a.SELECTOR_FORMS }));
const outcome = () => about(text(o.readPattern), { id: 'outcome', anyOf: o.patternForms() });

export const expectation = lazily(() =>
  strict({
    id: optional(
      text(readForm('an id of an expectation', ID, 'letters, digits and dashes, such as web-beside-proxy')),
      'Its name, one of a kind in the file. Default: expect-N, of the Nth of the file.',
    ),
    address: about(z.clone(selector()), `The endpoint's address, or the newcomer's: ${SELECTOR}.`),
    holder: optional(selector(), `What listens meanwhile: ${SELECTOR}. Without it the address is tried alone.`),
    port: optional(port(), FIRST),
    protocol: optional(protocol(), FIRST),
    ...(ofEveryAxis((_axis, key) => optional<z.ZodMiniType>(axes()[key], FIRST)) as AxisOptions),
    expect: about(
      oneOrMore(outcome(), o.readPattern),
      'ok, CALL:ERRNO such as bind:EADDRINUSE, an errno of any call, or a list of acceptable ones.',
    ),
  }),
);

/**
 * The definition of a file: files are checked by it, and the JSON Schema is made from it. An empty section counts as
 * absent.
 */
export const configFile = lazily(() =>
  about(
    strict({
      version: about(z.literal(VERSION, says(readVersion)), 'The version of this format.'),
      title: optional(z.string(), 'What the file is about; reports of its services show it.'),
      run: section(run(), 'What a run does. Each key has a flag of the same name in the singular, which overrides it.'),
      expect: section(
        z.array(expectation()),
        'What should happen. A run with expectations ends with exit code 1 if one is unmet.',
      ),
      trials: section(z.array(trial()), 'Lists of steps, each run from a clean state in a namespace of its own.'),
      services: section(
        z.array(service),
        'Servers that are started one after the other: "bindmatrix check" says what becomes of each.',
      ),
      start: optional(
        start,
        'sequence: the services start in the order of the file. together: every interleaving of their calls counts.',
      ),
      serves: section(z.array(serves()), 'Who should answer where once all services have started.'),
      profiles: section(profiles(), 'Servers of your own, beside those that "bindmatrix profiles" lists.'),
    }),
    { title: 'bindmatrix', description: 'Which listeners can share a port.' },
  ),
);

/** The sections that few files have. */
const RARE = ['run', 'serves', 'profiles'] as const;

const frames = new Map<string, z.ZodMiniType<unknown>>();

/** The schema of a file whose lists are checked entry by entry, each by its own; without the sections that it has not. */
export function frameFor(file: object): z.ZodMiniType<unknown> {
  const key = RARE.filter((name) => name in file).join(' ');
  const frame = frames.get(key) ?? frameWith(key.split(' '));
  frames.set(key, frame);
  return frame;
}

function frameWith(sections: readonly string[]): z.ZodMiniType<unknown> {
  const entries = z.nullish(z.array(z.unknown()));
  const rare = (name: (typeof RARE)[number], schema: () => z.ZodMiniType) =>
    sections.includes(name) ? z.nullish(schema()) : z.optional(z.unknown());
  return strict({
    version: z.literal(VERSION, says(readVersion)),
    title: z.optional(z.string()),
    run: rare('run', run),
    expect: entries,
    trials: entries,
    services: entries,
    start: z.optional(start),
    serves: rare('serves', () => z.array(serves())),
    profiles: rare('profiles', profiles),
  } satisfies Readonly<Record<keyof RawFile, z.ZodMiniType>>);
}

export type RawFile = z.infer<ReturnType<typeof configFile>>;
export type RawExpectation = z.infer<ReturnType<typeof expectation>>;
