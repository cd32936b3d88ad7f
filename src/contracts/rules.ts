import * as z from 'zod';
import type { DeepReadonly } from './readonly.ts';

const versions = z
  .strictObject({
    versions: z
      .array(z.string())
      .describe('The first versions with it, the newest series first: 7.0, 6.18.21, 6.1.168.'),
    commit: z.string().describe('The commit of the kernel.'),
    title: z.string().describe('The title of that commit.'),
    source: z.string().describe('Where the versions are known from.'),
  })
  .describe('A change of the kernel.');

const rule = z.strictObject({
  id: z.string().describe('linux.no-overlap'),
  os: z.string().describe('The name of a set of rules: linux, freebsd, macos.'),
  sentence: z.string().describe('What it says of two sockets; {holder} and {newcomer} stand for them.'),
  condition: z.string().describe('When it decides.'),
  outcome: z.string().nullable().describe('ok, or the errno that it gives; null where it refuses nothing.'),
  protocol: z.string().nullable().describe('null: of both protocols.'),
  source: z.string(),
  certainty: z.string().describe('How it is known: run, documented, or words of its own.'),
  since: versions
    .optional()
    .describe('The change with which the rule begins; absent: no kernel from 5.10 on lacks it.'),
  until: versions.optional().describe('The change with which it ends; absent: current kernels have it.'),
  elsewhere: z.array(z.string()).describe('Ids of the rules of the same name of other systems.'),
  example: z.string().optional().describe('A YAML file with one trial, which `bindmatrix check` runs.'),
  noExample: z.string().optional().describe('Why there is none.'),
});

/** `bindmatrix rules --format json` */
export const rulesDocument = z
  .strictObject({ schema: z.literal('bindmatrix/rules@1'), version: z.string(), rules: z.array(rule) })
  .describe('The rules by which bindmatrix predicts and explains.');

export type RulesJson = DeepReadonly<z.infer<typeof rulesDocument>>;
