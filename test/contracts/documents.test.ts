import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diffDocument } from '../../src/contracts/diff.ts';
import { DOCUMENT_NAMES, documentSchema } from '../../src/contracts/documents.ts';
import { heldDocument } from '../../src/contracts/held.ts';
import { interfacesDocument } from '../../src/contracts/interfaces.ts';
import { reportDocument } from '../../src/contracts/report.ts';
import { rulesDocument } from '../../src/contracts/rules.ts';
import { hostDocument } from '../../src/contracts/snapshot.ts';
import { whyDocument } from '../../src/contracts/why.ts';
import { RULES_WRITERS, STORIES_WRITERS } from '../../src/report/index.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { PLAYED } from '../report/fixtures/stories.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };
const GOLDEN = new URL('../report/golden/', import.meta.url);

/** The schema of each document by the value of its `schema`. */
const BY_NAME = {
  'bindmatrix/report@1': reportDocument,
  'bindmatrix/why@1': whyDocument,
  'bindmatrix/held@1': heldDocument,
  'bindmatrix/interfaces@1': interfacesDocument,
  'bindmatrix/rules@1': rulesDocument,
  'bindmatrix/host@1': hostDocument,
  'bindmatrix/diff@1': diffDocument,
};

const goldens = readdirSync(GOLDEN).filter((name) => name.endsWith('.json'));

describe('the contracts', () => {
  it.each(goldens)('accept the golden document %s', (name) => {
    const json = JSON.parse(readFileSync(new URL(name, GOLDEN), 'utf8')) as { schema: keyof typeof BY_NAME };
    expect(BY_NAME[json.schema].safeParse(json).error).toBeUndefined();
  });

  it('accept all rules as they are written', () => {
    const rules = catalogue().map(({ example: _, ...rule }) => rule);
    const text = [...RULES_WRITERS.json({ rules, inDetail: false, version: '0.1.0' }, STYLE)].join('');
    expect(rulesDocument.safeParse(JSON.parse(text)).error).toBeUndefined();
  });

  it('accept a report with stories, HTTP servers and socket tables', () => {
    const text = [...STORIES_WRITERS.json(PLAYED, STYLE)].join('');
    const json = reportDocument.parse(JSON.parse(text));
    expect(json.stories?.[0]?.trials[0]?.http?.listeners).toEqual([
      { name: 'any', endpoint: '0.0.0.0:80', outcome: 'ok' },
      { name: 'other', endpoint: '127.0.0.1:80', outcome: 'bind:EADDRINUSE' },
    ]);
    expect(json.trials[0]?.steps[0]?.table).toEqual([
      { protocol: 'tcp', state: 'LISTEN', local: '0.0.0.0:80' },
      { protocol: 'tcp', state: 'ESTABLISHED', local: '127.0.0.1:80', peer: '127.0.0.1:42874' },
    ]);
  });

  it('refuse a document with a member that the contract does not name', () => {
    const json = JSON.parse(readFileSync(new URL('two-interfaces.json', GOLDEN), 'utf8')) as object;
    expect(reportDocument.safeParse({ ...json, other: 1 }).success).toBe(false);
  });

  it.each(DOCUMENT_NAMES)('have a JSON Schema of %s', (name) => {
    const whole = documentSchema(name);
    expect(whole.description).toMatch(/\w/);
    // Of lines each of which is one of several, the first line names the schema.
    const schema = whole.oneOf?.[0] ?? whole.anyOf?.[0] ?? whole;
    expect(schema.type).toBe('object');
    expect(schema.properties).toHaveProperty('schema');
  });
});
