import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFts5Index } from '../../src/search/index.ts';
import { behaves } from './behaviour.ts';

behaves('FTS5', async () => openFts5Index(join(mkdtempSync(join(tmpdir(), 'elevarkiv-fts5-')), 'index.sqlite')));
