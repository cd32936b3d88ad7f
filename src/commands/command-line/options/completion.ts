import type { ArgumentsOf, CommandOptions } from '../definition.ts';

export const COMPLETION = {
  name: 'completion',
  about: 'print the completion of a shell, or the manual page',
  operand: { name: 'shell', describe: 'bash, zsh, fish; or man, which is the manual page bindmatrix(1)' },
  details: `What a shell needs to complete commands, flags and their values, ids of rules, stories, profiles, interfaces and files. It starts no program of this package while you type.
bash: eval "$(bindmatrix completion bash)" in ~/.bashrc. fish: bindmatrix completion fish | source in config.fish.
zsh: bindmatrix completion zsh > _bindmatrix in a folder of $fpath, before compinit.`,
  flags: {},
  examples: [
    ['$0 completion fish > ~/.config/fish/completions/bindmatrix.fish', 'for fish, from its next start on'],
    ['$0 completion man | man -l -', 'the manual page'],
  ],
} as const satisfies CommandOptions;

export type CompletionArguments = ArgumentsOf<typeof COMPLETION>;
