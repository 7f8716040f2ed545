import { createSocket } from 'node:dgram';
import { onTestFinished } from 'vitest';

const types = { A: 1, CNAME: 5, PTR: 12, AAAA: 28 } as const;
export type RecordType = keyof typeof types;

/** A record: its data is an address, or a name, whose labels may be given one by one to hold what no name holds. */
export interface DnsRecord {
  readonly type: RecordType;
  readonly data: string | readonly string[];
  /** Name it belongs to; the one asked for unless given. */
  readonly name?: string;
}

/** Records, a code of RFC 1035 (2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED), or no answer at all. */
export type DnsReply = readonly DnsRecord[] | number | 'silent';

export interface DnsServer {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** What was asked, as `PTR 7.113.0.203.in-addr.arpa`. */
  readonly questions: readonly string[];
}

/** A name server on the loopback interface for the length of one test. */
export async function dnsServer(reply: (type: RecordType, name: string) => DnsReply): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message, { port, address }) => {
    const { name, end } = readName(message, 12);
    const number = message.readUInt16BE(end);
    const type = (Object.keys(types) as RecordType[]).find((key) => types[key] === number) ?? 'A';
    questions.push(`${type} ${name}`);
    const answer = reply(type, name);
    if (answer !== 'silent') socket.send(answerTo(message.subarray(0, end + 4), name, answer), port, address);
  });
  await new Promise<void>((ready) => {
    socket.bind(0, '127.0.0.1', ready);
  });
  onTestFinished(() => {
    socket.close();
  });
  return { address: `127.0.0.1:${socket.address().port}`, questions };
}

function readName(message: Buffer, from: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = from;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function answerTo(question: Buffer, asked: string, answer: readonly DnsRecord[] | number): Buffer {
  const records = typeof answer === 'number' ? [] : answer;
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | (typeof answer === 'number' ? answer : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, ...records.map((record) => recordBytes(record, asked))]);
}

function recordBytes({ type, data, name }: DnsRecord, asked: string): Buffer {
  const value = dataBytes(type, data);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(types[type], 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(60, 4);
  fixed.writeUInt16BE(value.length, 8);
  return Buffer.concat([nameBytes((name ?? asked).split('.')), fixed, value]);
}

function dataBytes(type: RecordType, data: string | readonly string[]): Buffer {
  if (typeof data !== 'string') return nameBytes(data);
  if (type === 'A') return Buffer.from(data.split('.').map(Number));
  if (type === 'AAAA')
    return Buffer.from(data.split(':').flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
  return nameBytes(data.split('.'));
}

function nameBytes(labels: readonly string[]): Buffer {
  const bytes = labels.map((label) => Buffer.from(label, 'latin1'));
  return Buffer.concat([...bytes.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}
