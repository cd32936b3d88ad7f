import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, problem, type Result } from '../../src/model/result.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Packages of a suite of Debian's archive, by the ordinary apt with lists and caches of its own below `folder`: nothing of
 * the system is changed. The archive is the one that the system is set up to use.
 */
export class Suite {
  readonly #folder: string;
  readonly #options: readonly string[];

  private constructor(folder: string) {
    this.#folder = folder;
    this.#options = [
      `Dir::Etc::SourceList=${join(folder, 'sources.list')}`,
      'Dir::Etc::SourceParts=/dev/null',
      `Dir::State::Lists=${join(folder, 'lists')}`,
      'Dir::State::Status=/dev/null',
      `Dir::Cache=${join(folder, 'cache')}`,
      'Acquire::Languages=none',
      // Its ordinary user for downloads may not write there.
      'APT::Sandbox::User=root',
    ].flatMap((option) => ['-o', option]);
  }

  /** Reads what the suite has, anew where `isNew`; otherwise as it was read before. */
  static open(folder: string, suite: string, isNew: boolean): Result<Suite> {
    const opened = new Suite(folder);
    if (!isNew && existsSync(join(folder, 'complete'))) return ok(opened);
    const uri = archive(suite);
    if (!uri.ok) return uri;
    mkdirSync(join(folder, 'lists', 'partial'), { recursive: true });
    mkdirSync(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
    writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${KEYRING}] ${uri.value} ${suite} main\n`);
    const updated = opened.#apt('apt-get', ['update', '--error-on=any', '-qq']);
    if (!updated.ok) return updated;
    writeFileSync(join(folder, 'complete'), '');
    return ok(opened);
  }

  /** The packages whose names match, oldest version first. */
  names(pattern: RegExp): Result<readonly string[]> {
    const listed = this.#apt('apt-cache', ['pkgnames']);
    if (!listed.ok) return listed;
    const collator = new Intl.Collator('en', { numeric: true });
    return ok(
      listed.value
        .split('\n')
        .filter((name) => pattern.test(name))
        .sort(collator.compare),
    );
  }

  /** The packages that a package needs, alternatives left out. */
  needs(name: string): Result<readonly string[]> {
    const shown = this.#apt('apt-cache', ['show', '--no-all-versions', name]);
    if (!shown.ok) return shown;
    const line = /^Depends: (.*)$/m.exec(shown.value)?.[1] ?? '';
    return ok(line.split(/,\s*/).map((one) => one.replace(/ .*/, '')));
  }

  /** Downloads a package and unpacks it into `target`. */
  unpack(name: string, target: string): Result<void> {
    const debs = join(this.#folder, 'debs');
    mkdirSync(debs, { recursive: true });
    const got = this.#apt('apt-get', ['download', '-qq', name], debs);
    if (!got.ok) return got;
    const file = readdirSync(debs).find((one) => one.startsWith(`${name}_`));
    if (file === undefined) return problem(`apt-get download ${name} left no file in ${debs}`);
    const unpacked = call('dpkg-deb', ['-x', join(debs, file), target]);
    rmSync(join(debs, file));
    return unpacked.ok ? ok(undefined) : unpacked;
  }

  #apt(command: string, args: readonly string[], cwd?: string): Result<string> {
    return call(command, [...this.#options, ...args], cwd);
  }
}

/** The address that the system has for Debian's archive, or for that of its security updates. */
function archive(suite: string): Result<string> {
  const format = '$(LABEL) $(REPO_URI)';
  const listed = call('apt-get', ['indextargets', '--format', format, 'Identifier: Packages', 'Origin: Debian']);
  if (!listed.ok) return listed;
  const label = suite.endsWith('-security') ? 'Debian-Security' : 'Debian';
  const line = listed.value.split('\n').find((one) => one.startsWith(`${label} `));
  return line === undefined
    ? problem(`apt has no list of ${label}'s packages here`, 'apt-get update, on Debian')
    : ok(line.slice(label.length + 1));
}

/** What a program prints, or its complaint. */
function call(command: string, args: readonly string[], cwd?: string): Result<string> {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64e6 });
  if (error !== undefined) return err({ message: `${command} cannot be run: ${error.message}` });
  return status === 0 ? ok(stdout) : err({ message: `${command} ${args.at(-1)}: ${stderr.trim()}` });
}
