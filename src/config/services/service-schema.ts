import * as z from 'zod/mini';
import { ok, problem, type Result } from '../../model/result.ts';
import { INPUT_KINDS, LEFTOVERS, STARTS, VERDICTS } from '../../model/service-plan.ts';
import { nearest } from '../nearest.ts';
import { outcomeEnum, readErrno } from '../outcome-values.ts';
import {
  about,
  integerWithin,
  lazily,
  list,
  oneOrMore,
  optional,
  says,
  someText,
  strict,
  text,
  word,
} from '../schema-parts.ts';
import { readForm } from '../trial-values.ts';
import { PROTOCOLS, quoted, readWord } from '../values.ts';
import { readEndpointText } from './endpoint-text.ts';

const endpoint = z
  .union([z.string(), z.int()], says(readEndpointText))
  .check(z.refine((value) => readEndpointText(value).ok, says(readEndpointText)));

const ENDPOINT = '80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002';

const options = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()], { error: 'must be text, a number, true or false' }),
);
const protocol = word(PROTOCOLS, readWord('a protocol', PROTOCOLS));

const line = strict({
  endpoint: about(z.clone(endpoint), ENDPOINT),
  protocol: optional(protocol, 'Default: those of the profile.'),
  options: optional(options, "The server's own words, true to switch one on."),
});

/** A line is an endpoint alone, or a mapping. */
const listenLine = z.union([endpoint, line], says(readEndpointText));
const listen = z.union([listenLine, list(listenLine)], says(readEndpointText));

const VERDICT_HINT = `write ${VERDICTS.join(', ')}, or an errno name such as EADDRINUSE`;

function readVerdict(value: unknown): Result<string> {
  if (typeof value === 'string' && /^E[A-Z]/.test(value)) return readErrno(value);
  const found = VERDICTS.find((verdict) => verdict === value);
  if (found !== undefined) return ok(found);
  const near = typeof value === 'string' ? nearest(value, VERDICTS) : undefined;
  return problem(`${quoted(value)} is not a verdict`, near === undefined ? VERDICT_HINT : `did you mean ${near}?`);
}

const from = z.union(
  [
    someText(),
    strict(
      Object.fromEntries(INPUT_KINDS.map((kind) => [kind, optional(someText(), 'A file of this server.')])) as Record<
        (typeof INPUT_KINDS)[number],
        z.ZodMiniOptional<z.ZodMiniString<string>>
      >,
    ).check(z.refine((value) => Object.keys(value).length === 1, 'must name one file')),
  ],
  { error: `must be the name of a file, or { KIND: FILE } where KIND is one of ${INPUT_KINDS.join(', ')}` },
);

const HOST_GLOB = 'a glob of names of hosts, such as "web-*"';

function readHostGlob(value: unknown): Result<string> {
  if (typeof value === 'string' && value !== '') return ok(value);
  return problem(`${quoted(value)} is no name of a host`, `write ${HOST_GLOB}`);
}

const when = about(
  strict({
    host: about(oneOrMore(text(readHostGlob), readHostGlob), `${HOST_GLOB}, or a list of them.`),
  }),
  'The hosts that this is for; on others it is left out. Default: all.',
);

const expected = about(text(readVerdict), { id: 'verdict-or-errno', enum: outcomeEnum(VERDICTS) });

/** A service of a plan. */
export const service = strict({
  id: about(
    text(readForm('an id of a service', /^[A-Za-z0-9][\w.@-]*$/, 'letters, digits and dashes, such as edge')),
    'Its name, one of a kind in the file.',
  ),
  profile: optional(
    z.string(),
    'How it opens its sockets: a name that "bindmatrix profiles" lists, or one of profiles:.',
  ),
  listen: optional(listen, `Where it listens, one line or a list: ${ENDPOINT}. Default: that of the profile.`),
  options: optional(options, "The server's own words, for every line."),
  uid: optional(integerWithin(0, 0xffff_fffe), 'The user who opens the sockets. Default: root.'),
  expect: optional(
    oneOrMore(expected, readVerdict),
    'A verdict (up, degraded, shares, exits), an errno of a call, or a list. Default: up.',
  ),
  ended: optional(
    strict({
      leaves: about(word(LEFTOVERS, readWord('what is left', LEFTOVERS)), 'The state of its connections.'),
    }),
    'It ran before the others and is gone; its connections are left in this state.',
  ),
  reload: optional(
    strict({ listen: about(z.clone(listen), 'The lines of its next configuration.') }),
    'The same process takes new lines; nothing is closed before.',
  ),
  from: optional(
    from,
    "The server's own file, which has the lines: nginx.conf, compose.yaml, a .socket unit, sshd -T, haproxy.cfg.",
  ),
  unit: optional(z.string(), 'The systemd unit whose sockets are those of this service.'),
  when: z.optional(when),
});

/** Who should answer. */
export const serves = lazily(() =>
  strict({
    endpoint: about(z.clone(endpoint), ENDPOINT),
    protocol: optional(protocol, 'Default: tcp.'),
    by: optional(z.string(), 'The id of a service. Default: any.'),
    nobody: optional(z.literal(true), 'Nobody should answer.'),
    when: z.optional(when),
  }),
);

export const start = word(STARTS, readWord('a way to start', STARTS));

export type RawService = z.infer<typeof service>;
export type RawServes = z.infer<ReturnType<typeof serves>>;
export type RawListen = NonNullable<RawService['listen']>;
