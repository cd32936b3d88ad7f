import { ok } from '../model/result.ts';
import { ownLines } from '../report/index.ts';
import { readBuild } from './command-line/build.ts';
import type { CommandOptions } from './command-line/definition.ts';
import type { CompletionArguments } from './command-line/options/completion.ts';
import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { manualPage } from './completion/manual-page.ts';
import { completedCommands } from './completion/subject.ts';
import { zshCompletion } from './completion/zsh.ts';
import { deliver } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain } from './terminal/print.ts';

/** What each word makes of the commands' options. */
const WRITERS: Readonly<Record<string, (commands: readonly CommandOptions[]) => string>> = {
  bash: (commands) => bashCompletion(completedCommands(commands)),
  zsh: (commands) => zshCompletion(completedCommands(commands)),
  fish: (commands) => fishCompletion(completedCommands(commands)),
  man: (commands) => manualPage(commands, readBuild().date ?? ''),
};

/** `bindmatrix completion`: for a shell, or the manual page. Gives the exit code. */
export function completion(
  { operands: [shell] }: CompletionArguments,
  commands: readonly CommandOptions[],
): Promise<number> {
  const write = shell !== undefined && Object.hasOwn(WRITERS, shell) ? WRITERS[shell] : undefined;
  if (write === undefined) {
    const message = shell === undefined ? 'completion: no shell is named' : `completion: unknown shell "${shell}"`;
    complain({ message, hint: `write one of ${Object.keys(WRITERS).join(', ')}` });
    return Promise.resolve(EXIT.usage);
  }
  return deliver(
    undefined,
    () => ok(write(commands)),
    (text) => ({ text: [ownLines(text)], code: EXIT.done }),
  );
}
