const cwd = process.cwd;

/** The current directory; undefined where it was deleted, as a release that a newer one has replaced: getcwd(3), ENOENT. */
export function workingFolder(): string | undefined {
  try {
    return cwd();
  } catch {
    return undefined;
  }
}

/**
 * Lets libraries load that ask for the current directory, in one that was deleted. No file is looked for in the root
 * directory instead: the kernel itself resolves the relative paths that the user writes, and finds nothing.
 */
export function tolerateDeletedFolder(): void {
  if (workingFolder() === undefined) process.cwd = () => '/';
}
