import { type ArgumentsOf, type CommandOptions, toggle } from '../definition.ts';

export const DOCS = {
  name: 'docs',
  about: 'keep what documents show of this program true: write, check or diff',
  operand: {
    name: 'action file',
    describe: 'write, check or diff, then Markdown, MDX, AsciiDoc or reStructuredText files',
    many: true,
  },
  details: `Runs the commands that Markdown, MDX, AsciiDoc and reStructuredText files show, without a shell, and compares: docs write FILE… puts the files right, docs check FILE… says what is not, docs diff FILE… shows it. A document shows the output of run (in a sandbox unless it says --in), check, demo, rules and schema, without what changes from user to user and from kernel patch to kernel patch,
- between two comments: <!-- bindmatrix:begin [as=markdown|console|text|json|svg] [file=NAME.svg] [alt=TEXT] [heading=2 to 6, or none] [exit=0] [platform=linux] [kernel=">=6.8"] [id=NAME] COMMAND --> and <!-- bindmatrix:end -->; in MDX {/* … */}, in AsciiDoc // bindmatrix:begin …, in reStructuredText .. bindmatrix:begin …, where as=console is the default;
- in Markdown in a fence such as \`\`\`console bindmatrix: its lines that begin with $ bindmatrix are run, and ? 1 below an output is its exit code.
Files are named as from the document's directory. Exit codes here: 0 current; 1 stale, or edited by hand; 3 a command could not be run, or everything is for another platform; 78 markers are wrong.`,
  flags: { force: toggle('with write: also replace what was edited by hand since') },
  examples: [
    ['$0 docs write README.md', 'put its regions right'],
    ['$0 docs check README.md docs/*.md', 'in CI'],
  ],
} as const satisfies CommandOptions;

export type DocsArguments = ArgumentsOf<typeof DOCS>;
