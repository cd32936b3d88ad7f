import type { InputFormat } from '../../src/inputs/detect.ts';
import { INPUT_READERS } from '../../src/inputs/read-input.ts';
import type { Surroundings } from '../../src/inputs/surroundings.ts';
import { formatEndpoint } from '../../src/model/address.ts';
import { formatSource } from '../../src/model/experiment.ts';
import { ok, problem } from '../../src/model/result.ts';
import type { IncludeReader, ListenLine, Told } from '../../src/model/service.ts';

const NOWHERE: Surroundings = { environment: {}, root: true };

/** Reads a text, and says what came of it, one thing a line: sockets, `-` skipped, `?` remarks, `!` problems. */
export function reading(format: InputFormat, text: string, beside: Partial<Surroundings> = {}, file = 'f'): string[] {
  const read = INPUT_READERS[format](text, file, { ...NOWHERE, ...beside });
  if (!read.ok) return read.error.map(({ message, hint }) => `! ${message}${hint === undefined ? '' : ` (${hint})`}`);
  const { services, skipped, remarks } = read.value;
  return [
    ...services.flatMap(({ id, profile, lines }) => lines.map((line) => `${id}/${profile} ${lineText(line)}`)),
    ...skipped.map(({ source, text: written, why }) => `- ${formatSource(source)} ${written}: ${why}`),
    ...remarks.map(({ source, text: written, remark }) => `? ${formatSource(source)} ${written}: ${remark}`),
  ];
}

/** The sockets alone, without the service: `f:1:8 *:80 bind`. */
export const sockets = (format: InputFormat, text: string, beside: Partial<Surroundings> = {}): string[] =>
  reading(format, text, beside).map((line) => line.replace(/^[^ ]+\/[^ ]+ /, ''));

function lineText({ told, port, protocol, options, source }: ListenLine): string {
  const words = Object.entries(options).map(([name, value]) => (value === true ? name : `${name}=${value}`));
  return [
    formatSource(source),
    `${hostText(told, port)}${protocol === undefined ? '' : `/${protocol}`}`,
    ...words,
  ].join(' ');
}

export function hostText(told: Told, port: number): string {
  if (told.kind === 'none') return `*:${port}`;
  return told.kind === 'name' ? `${told.name}:${port}` : formatEndpoint(told.address, port);
}

/** Includes from a table of files, each by its path. */
export const including =
  (files: Readonly<Record<string, string>>): IncludeReader =>
  (pattern) => {
    const text = files[pattern];
    return text === undefined ? problem(`${pattern}: no such file`) : ok([{ file: pattern, text }]);
  };
