import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { planOnSnapshot } from '../../src/flows/services/plan-on-snapshot.ts';
import { readHostDocument } from '../../src/inputs/snapshot/read.ts';
import { WEB } from '../inputs/snapshot/documents.ts';

const PLAN = `version: 1
services:
  - { id: here, profile: plain, listen: 9100, when: { host: "HOST" } }
  - { id: elsewhere, profile: plain, listen: 9200, when: { host: "no-such-*" } }
`;

test('what a plan has for other hosts is not foreseen on a snapshot', () => {
  const snapshot = readHostDocument(JSON.stringify(WEB));
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
  const config = parseConfig('plan.yaml', PLAN.replace('HOST', snapshot.value.facts.hostname));
  if (!config.ok || config.value.plan === undefined) throw new Error(JSON.stringify(config));
  const judged = planOnSnapshot(config.value.plan, snapshot.value);
  expect(judged.ok && judged.value.services.map(({ id }) => id)).toEqual(['here']);
});
