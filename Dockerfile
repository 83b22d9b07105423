# Two stages: the packages without those for development, then a slim image with Node 24 and no shell needed.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY . .
# the embedded PostgreSQL and uploaded keys live here: mount a volume, or set DATABASE_URL
RUN mkdir -p /app/data && chown node:node /app/data
VOLUME /app/data
USER node
EXPOSE 8440 8441
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "tools/healthcheck.mjs"]
# exec form: the daemon is process 1 and gets SIGTERM itself; the young generation bounded as in tools/bootstrap.mjs
CMD ["node", "--max-semi-space-size=16", "src/main.ts", "start"]
