import { makeConfig } from '../../src/config.ts';
import { openDeps } from '../../src/deps.ts';
import { keepIndexes } from '../../src/search/index.ts';

/** Builds the index of the box in the folder given: a process of its own, so that its memory is its own. */
const deps = openDeps(makeConfig({ logLevel: 'silent' }, process.argv[2]!), 'build');
const keeper = keepIndexes(deps, (record) => deps.search.open(record));
while (await keeper.step());
await keeper.close();
deps.close();
