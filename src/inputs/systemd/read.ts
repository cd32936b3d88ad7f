import { basename } from 'node:path';
import type { IncludedFile, IncludeReader } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import { placesIn, type SourceAt } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { dropInsBeside } from './drop-ins.ts';
import { dropInOf, unitFiles } from './files.ts';
import { type UnitLine, unitLines } from './lines.ts';
import { SocketUnit } from './unit.ts';

/**
 * Reads .socket units, or the output of `systemctl cat`, where the places are those of the files that it names. One service
 * a unit, by its name; drop-ins go to the unit before them.
 */
export const readSystemd: InputReader = (text, file, { include }) => {
  const findings = new Findings();
  const units = new Units(findings);
  const files = unitFiles(text, file);
  for (const found of files) units.read(found);
  // `systemctl cat` has the drop-ins behind the unit.
  const isUnit = files.length === 1 && files[0]?.file === file && file.endsWith('.socket');
  if (isUnit && include !== undefined) dropInsOf(units, findings, { file, include });
  return findings.result(units.all().flatMap((unit) => unit.service() ?? []));
};

/** Reads the drop-ins of a unit as systemd does; of a folder that may not be read that is told. */
function dropInsOf(
  units: Units,
  findings: Findings,
  { file, include }: { readonly file: string; readonly include: IncludeReader },
): void {
  const { found, problems } = dropInsBeside(file, include);
  for (const one of found) units.read(one);
  for (const { message } of problems)
    findings.skip({ file, line: 1, column: 1 }, `${basename(file)}.d`, `its drop-ins are not read: ${message}`);
}

class Units {
  readonly #findings: Findings;
  readonly #units = new Map<string, SocketUnit>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  all(): readonly SocketUnit[] {
    return [...this.#units.values()];
  }

  read({ file, text }: IncludedFile): void {
    const at = placesIn(file, text);
    const dropIn = dropInOf(file);
    const id = dropIn ?? nameOf(file);
    let section = '';
    for (const line of unitLines(text)) {
      if (this.#findings.isFull) return;
      if (line.kind === 'wrong') this.#findings.complain(at(line.at), line.message, 'systemd ignores the line');
      if (line.kind === 'section') section = line.name;
      if (line.kind === 'section' && section === 'Socket') this.#unit(id, at, line.at);
      if (line.kind === 'setting') this.#setting(id, section, line, at);
    }
    if (dropIn === undefined && id.endsWith('.socket')) this.#unit(id, at, 0);
  }

  #setting(id: string, section: string, line: Extract<UnitLine, { kind: 'setting' }>, at: SourceAt): void {
    const { name, value } = line;
    if (section === '') this.#findings.complain(at(line.at), `"${name}=" is in no section`, 'put it below [Socket]');
    if (section !== 'Socket') return;
    this.#unit(id, at, line.at).set({ name, value, source: at(line.valueAt), nameSource: at(line.at) });
  }

  #unit(id: string, at: SourceAt, offset: number): SocketUnit {
    const unit = this.#units.get(id) ?? new SocketUnit(id, at(offset), this.#findings);
    this.#units.set(id, unit);
    return unit;
  }
}

/** A text without a name, such as standard input, is one unit. */
const nameOf = (file: string): string => (file === '-' ? 'socket' : basename(file));
