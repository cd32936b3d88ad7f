import type { HeldSocket } from '../model/host.ts';
import { type Outcome, sameOutcome } from '../model/outcome.ts';
import type { Dependence, SocketVerdict } from '../model/why.ts';
import { type Hypothesis, predictHypothesis, withoutChecks } from './hypothesis.ts';

const OPTIONS = [
  ['SO_REUSEADDR', 'reuseaddr'],
  ['SO_REUSEPORT', 'reuseport'],
  ['IPV6_V6ONLY', 'v6only'],
] as const;

/** What depends on the options of blockers that could not be read: on each by itself, with the others off. */
export function dependencesOf(hypothesis: Hypothesis, blockers: readonly SocketVerdict[]): Dependence[] {
  const unchecked = withoutChecks(hypothesis);
  return blockers
    .filter(({ prediction }) => prediction.outcome.kind === 'unknown')
    .flatMap(({ socket }) =>
      OPTIONS.filter(([, key]) => socket[key] === undefined).flatMap(([option, key]) => {
        const outcomeWith = (value: boolean): Outcome =>
          predictHypothesis({ ...unchecked, sockets: [{ ...withUnreadOff(socket), [key]: value }] }).outcome;
        const [on, off] = [outcomeWith(true), outcomeWith(false)];
        return sameOutcome(on, off) ? [] : [{ option, socket, on, off }];
      }),
    );
}

/** The socket as it is if every option that could not be read is off. */
export const withUnreadOff = (socket: HeldSocket): HeldSocket => ({
  ...socket,
  reuseaddr: socket.reuseaddr ?? false,
  reuseport: socket.reuseport ?? false,
  ...(socket.address.family === 'inet6' ? { v6only: socket.v6only ?? false } : {}),
});
