import * as z from 'zod';
import { ok, problem, type Result } from '../../model/result.ts';
import { INPUT_KINDS, LEFTOVERS, STARTS, VERDICTS } from '../../model/service-plan.ts';
import { nearest } from '../nearest.ts';
import { outcomeEnum, readErrno } from '../outcome-values.ts';
import { lazily, list, oneOrMore, says, strict, text, word } from '../schema-parts.ts';
import { readForm } from '../trial-values.ts';
import { PROTOCOLS, quoted, readWord } from '../values.ts';
import { readEndpointText } from './endpoint-text.ts';

const endpoint = z
  .union([z.string(), z.int()], says(readEndpointText))
  .refine((value) => readEndpointText(value).ok, says(readEndpointText));

const ENDPOINT = '80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002';

const options = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()], { error: 'must be text, a number, true or false' }),
);
const protocol = word(PROTOCOLS, readWord('a protocol', PROTOCOLS));

const line = strict({
  endpoint: endpoint.describe(ENDPOINT),
  protocol: protocol.optional().describe('Default: those of the profile.'),
  options: options.optional().describe("The server's own words, true to switch one on."),
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
    z.string().min(1),
    strict(
      Object.fromEntries(
        INPUT_KINDS.map((kind) => [kind, z.string().min(1).optional().describe('A file of this server.')]),
      ) as Record<(typeof INPUT_KINDS)[number], z.ZodOptional<z.ZodString>>,
    ).refine((value) => Object.keys(value).length === 1, 'must name one file'),
  ],
  { error: `must be the name of a file, or { KIND: FILE } where KIND is one of ${INPUT_KINDS.join(', ')}` },
);

const HOST_GLOB = 'a glob of names of hosts, such as "web-*"';

function readHostGlob(value: unknown): Result<string> {
  if (typeof value === 'string' && value !== '') return ok(value);
  return problem(`${quoted(value)} is no name of a host`, `write ${HOST_GLOB}`);
}

const when = strict({
  host: oneOrMore(text(readHostGlob), readHostGlob).describe(`${HOST_GLOB}, or a list of them.`),
}).describe('The hosts that this is for; on others it is left out. Default: all.');

const expected = text(readVerdict).meta({ id: 'verdict-or-errno', enum: outcomeEnum(VERDICTS) });

/** A service of a plan. */
export const service = strict({
  id: text(
    readForm('an id of a service', /^[A-Za-z0-9][\w.@-]*$/, 'letters, digits and dashes, such as edge'),
  ).describe('Its name, one of a kind in the file.'),
  profile: z
    .string()
    .optional()
    .describe('How it opens its sockets: a name that "bindmatrix profiles" lists, or one of profiles:.'),
  listen: listen
    .optional()
    .describe(`Where it listens, one line or a list: ${ENDPOINT}. Default: that of the profile.`),
  options: options.optional().describe("The server's own words, for every line."),
  uid: z.int().min(0).max(0xffff_fffe).optional().describe('The user who opens the sockets. Default: root.'),
  expect: oneOrMore(expected, readVerdict)
    .optional()
    .describe('A verdict (up, degraded, shares, exits), an errno of a call, or a list. Default: up.'),
  ended: strict({
    leaves: word(LEFTOVERS, readWord('what is left', LEFTOVERS)).describe('The state of its connections.'),
  })
    .optional()
    .describe('It ran before the others and is gone; its connections are left in this state.'),
  reload: strict({ listen: listen.describe('The lines of its next configuration.') })
    .optional()
    .describe('The same process takes new lines; nothing is closed before.'),
  from: from
    .optional()
    .describe(
      "The server's own file, which has the lines: nginx.conf, compose.yaml, a .socket unit, sshd -T, haproxy.cfg.",
    ),
  unit: z.string().optional().describe('The systemd unit whose sockets are those of this service.'),
  when: when.optional(),
});

/** Who should answer. */
export const serves = lazily(() =>
  strict({
    endpoint: endpoint.describe(ENDPOINT),
    protocol: protocol.optional().describe('Default: tcp.'),
    by: z.string().optional().describe('The id of a service. Default: any.'),
    nobody: z.literal(true).optional().describe('Nobody should answer.'),
    when: when.optional(),
  }),
);

export const start = word(STARTS, readWord('a way to start', STARTS));

export type RawService = z.infer<typeof service>;
export type RawServes = z.infer<ReturnType<typeof serves>>;
export type RawListen = NonNullable<RawService['listen']>;
