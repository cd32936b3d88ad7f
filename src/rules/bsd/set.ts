import type { RuleSet, RuleText } from '../rule.ts';
import { addressNotLocal, beyondTheRules, privilegedPort, type Read } from './checks.ts';
import { deliverBy } from './delivery.ts';
import { searchPort } from './lookup.ts';
import { bsdPairs, type Ways } from './pairs.ts';

/** A member of the family: everything is tested in bind(), and listen() never tests again. */
export interface Member extends Ways {
  readonly name: string;
  /** IPV6_V6ONLY of a new socket. */
  readonly v6only: boolean;
  /** An AF_INET listener on ANY gets IPv4 before a dual-stack one. */
  readonly ipv4First: boolean;
  /** Ports below 1024 are free on ANY. */
  readonly anyPortsFree?: true;
}

export function bsdSet(member: Member): RuleSet {
  const { os, name, tables, source, v6only, ipv4First, anyPortsFree = false } = member;
  const read: Read = { os, source, certainty: 'from source, not run' };
  return {
    os,
    name,
    v6only,
    checks: [beyondTheRules(read), addressNotLocal(read), privilegedPort(read, anyPortsFree)],
    pairs: bsdPairs(member),
    calls: [],
    effects: [portFree(read), exactFirst(read)],
    off: new Set(),
    contested: ['bind'],
    search: (newcomer, olds) => searchPort(tables, newcomer, olds),
    deliver: deliverBy({ exactFirst: true, ipv4First }),
  };
}

export const portFree = ({ os, source, certainty }: Read): RuleText => ({
  id: `${os}.port-free`,
  sentence: 'A port that no other socket holds is free.',
  condition: 'no socket of the protocol on the port',
  source,
  certainty,
  why: 'nothing else is on the port of {newcomer}',
});

export const exactFirst = ({ os, source, certainty }: Read): RuleText => ({
  id: `${os}.exact-before-any`,
  sentence: 'A listener on the very address gets the connection before one on ANY; among equals nothing is promised.',
  condition: 'several listeners that could take it',
  source,
  certainty,
  why: '{newcomer} is on the very address, which comes before ANY',
});
