import type { LaterRule, OperatingSystem } from '../rule.ts';
import type { Read } from './checks.ts';

export const portFree = <Os extends OperatingSystem>({
  os,
  source,
  certainty,
}: Read<Os>): LaterRule<`${Os}.port-free`> => ({
  id: `${os}.port-free`,
  sentence: 'A port that no other socket holds is free.',
  condition: 'no socket of the protocol on the port',
  source,
  certainty,
  why: 'nothing else is on the port of {newcomer}',
});

export const exactFirst = <Os extends OperatingSystem>({
  os,
  source,
  certainty,
}: Read<Os>): LaterRule<`${Os}.exact-before-any`> => ({
  id: `${os}.exact-before-any`,
  sentence: 'A listener on the same address gets the connection before one on ANY; among equals nothing is promised.',
  condition: 'several listeners that could take it',
  source,
  certainty,
  why: '{newcomer} is on the same address, which comes before ANY',
});
