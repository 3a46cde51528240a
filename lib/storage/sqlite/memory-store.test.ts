import { describeStore } from '../testing/store-contract.ts';
import { openMemoryStore } from './open.ts';

describeStore('SQLite in memory', openMemoryStore);
