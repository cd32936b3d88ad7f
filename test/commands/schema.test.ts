import { expect, test } from 'vitest';
import { SCHEMA } from '../../src/commands/command-line/options/schema.ts';
import { DOCUMENT_NAMES } from '../../src/contracts/documents.ts';
import { call } from './call.ts';

test('schema --of offers every document that has a contract', () => {
  expect(SCHEMA.flags.of.choices).toEqual(DOCUMENT_NAMES);
});

test.each(DOCUMENT_NAMES)('schema --of %s prints the JSON Schema of that document', async (name) => {
  const { code, stdout, stderr } = await call(['schema', '--of', name]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const schema = JSON.parse(stdout);
  expect(schema.oneOf?.[0] ?? schema.anyOf?.[0] ?? schema).toMatchObject({
    type: 'object',
    properties: { schema: { const: `bindmatrix/${name}@1` } },
  });
});

test('schema without --of prints the JSON Schema of the YAML files', async () => {
  const { code, stdout } = await call(['schema']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
});
