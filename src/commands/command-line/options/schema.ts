import { type ArgumentsOf, type CommandOptions, one } from '../definition.ts';

/** The documents that have a schema of their own; without --of it is that of the YAML files. */
const DOCUMENTS = [
  'report',
  'fleet',
  'events',
  'why',
  'answers',
  'held',
  'interfaces',
  'host',
  'diff',
  'rules',
  'profiles',
] as const;

export const SCHEMA = {
  name: 'schema',
  about: 'print the JSON Schema of the YAML files, or of a JSON document',
  details:
    'The JSON Schema of the YAML files, for editors. With --of: that of what run, check and demo, check --host (fleet), run and check with --format ndjson (events, one a line), why ENDPOINT, why with several endpoints (answers), why, interfaces, snapshot (host), diff, rules or profiles write as JSON.',
  flags: { of: one('the JSON document', { choices: DOCUMENTS }) },
  examples: [['$0 schema --of report', 'what run --format json prints']],
} as const satisfies CommandOptions;

export type SchemaArguments = ArgumentsOf<typeof SCHEMA>;
