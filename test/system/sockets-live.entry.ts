/** Prints what the live source says, for sockets-live.test.ts to run it inside a network namespace. */
import { reviewConnections } from '../../src/actions/review-connections.ts';
import { readLiveSockets } from '../../src/sources/sockets/read-live.ts';

const everything = { top: null, address: null };

void readLiveSockets({ withPrograms: true, ...everything }).then((read) => {
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  process.stdout.write(JSON.stringify(reviewConnections(read.value.table, everything, read.value.problems)));
});
