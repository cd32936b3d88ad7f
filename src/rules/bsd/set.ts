import type { RuleSet } from '../rule.ts';
import { addressNotLocal, noExclusive, notCovered, privilegedPort, type Read } from '../shared/checks.ts';
import { deliverBy, receiversOf } from '../shared/delivery.ts';
import { exactFirst, portFree } from '../shared/texts.ts';
import { searchPort } from './lookup.ts';
import { type BsdPairName, type BsdSystem, bsdPairs, type Ways } from './pairs.ts';

type CommonName =
  | 'no-exclusive'
  | 'not-covered'
  | 'address-not-local'
  | 'privileged-port'
  | 'port-free'
  | 'exact-before-any';

/** The rules of a member that it shares with the family. */
export type BsdRuleId<Os extends BsdSystem> = `${Os}.${BsdPairName | CommonName}`;

/** A member of the family. All of them check in bind() alone: listen() does not check again. */
export interface Member<Os extends BsdSystem> extends Ways<Os> {
  readonly name: string;
  /** IPV6_V6ONLY of a new socket. */
  readonly v6only: boolean;
  /** An AF_INET listener on ANY gets IPv4 before a dual-stack one. */
  readonly ipv4First: boolean;
  /** Ports below 1024 are free on ANY. */
  readonly anyPortsFree?: true;
}

export function bsdSet<Os extends BsdSystem>(member: Member<Os>): RuleSet<BsdRuleId<Os>> {
  const { os, name, tables, source, v6only, ipv4First, anyPortsFree = false } = member;
  const read: Read<Os> = { os, source, certainty: 'from source, not run' };
  return {
    os,
    name,
    v6only,
    checks: [
      noExclusive(os, read.certainty),
      notCovered(read),
      addressNotLocal(read),
      privilegedPort(read, anyPortsFree),
    ],
    pairs: bsdPairs(member),
    later: [portFree(read), exactFirst(read)],
    portFree: `${os}.port-free`,
    comparingCalls: ['bind'],
    search: (newcomer, olds) => searchPort(tables, newcomer, olds),
    receivers: receiversOf,
    deliver: deliverBy({ exactFirst: true, ipv4First }),
    holds: () => true,
  };
}
