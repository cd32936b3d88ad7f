import { readdir, readFile } from 'node:fs/promises';

/** Processes that were started with this mark in their environment, children of children included. */
export async function marked(mark: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environs = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')));
  return pids.filter((_, i) => environs[i]?.includes(mark));
}
