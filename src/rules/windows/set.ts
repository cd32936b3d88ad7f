import { locality } from '../environment.ts';
import type { CheckRule, LaterRule, RuleSet } from '../rule.ts';
import { addressNotLocal, notCovered, type Read } from '../shared/checks.ts';
import { receiversOf } from '../shared/delivery.ts';
import { portFree } from '../shared/texts.ts';
import { deliverWindows } from './deliver.ts';
import { PAGE } from './page.ts';
import { WINDOWS_PAIRS, type WindowsPairId } from './pairs.ts';

const READ: Read<'windows'> = { os: 'windows', source: PAGE, certainty: 'documented' };

const NO_REUSEPORT = {
  id: 'windows.no-reuseport',
  sentence: 'Windows has no SO_REUSEPORT: asking for it is an error.',
  condition: 'SO_REUSEPORT',
  source: 'learn.microsoft.com, Winsock: SOL_SOCKET Socket Options, and setsockopt (WSAENOPROTOOPT)',
  certainty: 'documented',
  why: '{newcomer} asks for SO_REUSEPORT, which Windows does not have',
  call: 'setsockopt',
  decision: 'ENOPROTOOPT',
  applies: ({ newcomer }) => newcomer.reuseport,
} as const satisfies CheckRule;

const SPECIFIC_FIRST = {
  id: 'windows.specific-before-any',
  sentence: 'Beside ANY the specific address gets the traffic; with SO_REUSEADDR on both it is indeterminate.',
  condition: 'several sockets that could take it',
  source: PAGE,
  certainty: 'documented',
  why: '{newcomer} is on the specific address, which comes before ANY',
} as const satisfies LaterRule;

type WindowsRuleId =
  | (typeof NO_REUSEPORT | typeof SPECIFIC_FIRST)['id']
  | WindowsPairId
  | `windows.${'not-covered' | 'address-not-local' | 'port-free'}`;

/** Windows Server 2003 and later, from the table for user-space sockets. Its codes vary from page to page more than its successes. */
export const WINDOWS: RuleSet<WindowsRuleId> = {
  os: 'windows',
  name: 'Windows',
  // IPPROTO_IPV6 Socket Options: IPV6_V6ONLY is on by default.
  v6only: true,
  checks: [
    NO_REUSEPORT,
    notCovered(READ),
    addressNotLocal(READ, ({ env, newcomer }) => locality(env, newcomer.address) !== 'local'),
  ],
  pairs: WINDOWS_PAIRS,
  later: [portFree(READ), SPECIFIC_FIRST],
  portFree: 'windows.port-free',
  comparingCalls: ['bind'],
  search: (_newcomer, olds) => olds,
  receivers: receiversOf,
  deliver: deliverWindows,
  holds: () => true,
};
