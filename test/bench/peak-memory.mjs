// `node --import peak-memory.mjs PROGRAM 3>FILE` writes the most kilobytes that the program had resident, getrusage(2).
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
