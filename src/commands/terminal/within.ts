import { problemExit } from './exit-codes.ts';
import { printProblem } from './print-problem.ts';

/** Does the work of a command in the network namespace that --netns names, where it does; gives the exit code. */
export async function within(netns: string | undefined, work: () => Promise<number>): Promise<number> {
  if (netns === undefined) return work();
  const { goInto } = await import('../../flows/enter-namespace.ts');
  const entered = goInto(netns);
  if (entered.ok) return work();
  printProblem(entered.error);
  return problemExit(entered.error, undefined);
}
