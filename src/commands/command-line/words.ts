/**
 * `help`, `help COMMAND` and `version` as words are the flags of that name, as other programs have them. A word after help
 * that is no command of these names stands alone, so that it is complained of.
 */
export function wordsAsFlags(args: readonly string[], commands?: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === 'help' && /^(help|version)?$/.test(rest[0] ?? '')) return ['--help', ...rest.slice(1)];
  if (first === 'help') return commands?.includes(rest[0] ?? '') === false ? rest : [...rest, '--help'];
  return first === 'version' ? ['--version', ...rest] : args;
}

/** `--version` alone, `-V`; or with `--verbose`, which asks for more. Undefined for every other call. */
export function versionAsked(args: readonly string[]): 'short' | 'verbose' | undefined {
  const [isVersion, isVerbose] = [
    args.filter((word) => word === '--version' || word === '-V').length === 1,
    args.filter((word) => word === '--verbose').length === 1,
  ];
  if (isVersion && args.length === 1) return 'short';
  return isVersion && isVerbose && args.length === 2 ? 'verbose' : undefined;
}
