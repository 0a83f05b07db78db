import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { systemClock, type Clock } from './core/clock.ts';
import { randomIds, type Ids } from './core/ids.ts';
import { openLog, type Log } from './core/log.ts';
import { openDatabase, type Database } from './db/index.ts';
import { openFileStore, type FileStore } from './files/index.ts';
import { identityInUse } from './jobs/identity.ts';
import { searchServer } from './jobs/search-server.ts';
import { openSearch, type Search } from './search/index.ts';
import { signingService } from './jobs/signing.ts';
import type { Settings } from './settings/index.ts';
import type { SigningService } from './signatures/index.ts';
import { connectDocumentWorker, type DocumentWorker } from './pdf/index.ts';

/** Everything the program is made of. Only this file and main.ts know all of it; a domain takes the few parts it needs. */
export type Deps = {
  config: Config;
  db: Database;
  files: FileStore;
  documents: DocumentWorker;
  search: Search;
  /** Whether there is a certificate for Digital Post, of the settings file or laid in by an administrator. */
  hasCertificate(): boolean;
  /** The service where letters are signed, as the settings stand; null where none is set up. */
  signing(settings: Settings): SigningService | null;
  clock: Clock;
  ids: Ids;
  log: Log;
  close(): void;
};

/** Opens what a process needs; `parts` lets a test put its own clock or document worker in. */
export function openDeps(config: Config, name: string, parts: Partial<Deps> = {}): Deps {
  const clock = parts.clock ?? systemClock;
  const ids = parts.ids ?? randomIds;
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const db = parts.db ?? openDatabase(config.databasePath);
  const search = parts.search ?? openSearch({ db, folder: join(config.data, 'search'), server: (stopping) => searchServer(db, stopping) });
  return {
    config,
    clock,
    ids,
    db,
    files: parts.files ?? openFileStore(config.filesPath, { clock, ids }),
    search,
    documents: parts.documents ?? connectDocumentWorker({ socketPath: config.socketPath }),
    hasCertificate: parts.hasCertificate ?? (() => identityInUse(config) !== null),
    signing: parts.signing ?? signingService,
    log: parts.log ?? openLog(config.logLevel, name),
    close: () => {
      void search.close();
      db.close();
    },
  };
}
