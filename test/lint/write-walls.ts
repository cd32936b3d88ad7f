// Writes what is made from src/walls.json: the walls for biome, and the table of the rooms in CONTRIBUTING.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { CONTRIBUTING, WALLS, wallsText, withTable } from './walls.ts';

writeFileSync(WALLS, wallsText());
writeFileSync(CONTRIBUTING, withTable(readFileSync(CONTRIBUTING, 'utf8')));
