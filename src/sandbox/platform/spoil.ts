/** Files as a bad day hands them over: broken bytes, half a file, half an answer, nothing, somebody's web page. */
import type { FastifyReply } from 'fastify';
import type { FetchTrouble } from './trouble.ts';

const PAGE = '<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>';
const DAMAGE = 16;

/** Some bytes in the middle overwritten: no XML and no PDF survives it unseen. */
export function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const begin = Math.floor(bytes.byteLength / 3);
  copy.fill(0x01, begin, Math.min(begin + DAMAGE, bytes.byteLength));
  return copy;
}

/** Answers in place of the sound file. */
export function sendSpoilt(kind: FetchTrouble, bytes: Uint8Array, reply: FastifyReply): FastifyReply {
  const half = Buffer.from(bytes.subarray(0, Math.floor(bytes.byteLength / 2)));
  const file = reply.type('application/octet-stream');
  switch (kind) {
    case 'corrupt-file':
      return file.send(Buffer.from(damaged(bytes)));
    case 'short-file':
      return file.send(half);
    case 'empty-file':
      return file.send(Buffer.alloc(0));
    case 'web-page':
      return reply.type('text/html; charset=utf-8').send(PAGE);
    case 'half-body':
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(bytes.byteLength) });
      reply.raw.write(half, () => reply.raw.destroy());
      return reply;
    case 'stalled-body':
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(bytes.byteLength) });
      reply.raw.write(half);
      return reply;
  }
}
