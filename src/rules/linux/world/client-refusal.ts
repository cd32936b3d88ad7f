import type { Address, Protocol } from '../../../model/address.ts';
import type { Refused } from '../../../model/outcome.ts';
import type { RuleEnvironment } from '../../environment.ts';
import type { LinuxRules } from '../linux-rules.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { callTo, refusalOf } from './call-context.ts';
import { newSock } from './sock.ts';
import { State } from './state.ts';

/** A host may have routes that a private namespace does not have, so what they would change is left aside. */
const BY_ROUTES: ReadonlySet<LinuxRuleId> = new Set<LinuxRuleId>(['linux.no-route']);

/** Any but 0. */
const SOME_PORT = 1;

/** How the connect(2) of a fresh socket without options to an address of this host fails by itself. */
export function clientRefusal(
  rules: LinuxRules,
  env: RuleEnvironment,
  protocol: Protocol,
  address: Address,
): Refused | undefined {
  const state = new State(rules, env, 0);
  const client = newSock(0, protocol, address.family, env.uid);
  client.v6only = address.family === 'inet6' && env.bindv6only;
  const [first] = refusalOf(callTo(state, client, 'connect', { address, port: SOME_PORT })) ?? [];
  return first?.outcome.kind === 'refused' && !BY_ROUTES.has(first.rule) ? first.outcome : undefined;
}
