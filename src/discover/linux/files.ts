import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A file of /proc or /sys; undefined where it may not be read, or is not there. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Where a symbolic link points; undefined where that may not be seen. */
export function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** The names in a directory; none where it may not be read, or is gone. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
