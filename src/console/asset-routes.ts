/** Style, script and icon, read once at start; cached by their digest so that a new release is seen at once. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { sha256 } from '../base/hash.ts';

const FILES = [
  ['console.css', 'text/css; charset=utf-8'],
  ['console.js', 'text/javascript; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
] as const;

export function assetRoutes(server: FastifyInstance): void {
  for (const [name, mediaType] of FILES) {
    const bytes = readFileSync(new URL(`./assets/${name}`, import.meta.url));
    const tag = `"${sha256(bytes).slice(0, 20)}"`;
    server.get(`/assets/${name}`, async (request, reply) => {
      reply.headers({ etag: tag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
      if (request.headers['if-none-match'] === tag) return reply.code(304).send();
      return reply.header('content-type', mediaType).send(bytes);
    });
  }
}
