import { makeConfig } from '../../src/config.ts';
import { openDeps } from '../../src/deps.ts';
import { keepIndexes } from '../../src/search/index.ts';

/** Builds the index of the box in the folder given, a process of its own, so that its memory is its own; `keep`: goes on keeping it until it is ended. */
const deps = openDeps(makeConfig({ logLevel: 'silent' }, process.argv[2]!), 'build');
const keeper = keepIndexes(deps, (record) => deps.search.open(record));
do {
  while (await keeper.step()) await new Promise((resolve) => setImmediate(resolve));
  // As the delivery process does when there is nothing to do.
  if (process.argv[3] === 'keep') await Bun.sleep(500);
} while (process.argv[3] === 'keep');
await keeper.close();
deps.close();
