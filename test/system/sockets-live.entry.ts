/** Prints what the live source reads, for sockets-live.test.ts to run it inside a network namespace. */
import { readLiveSockets } from '../../src/sources/sockets/read-live.ts';

void readLiveSockets({ withPrograms: true }).then((result) => {
  process.stdout.write(JSON.stringify(result));
});
