/** Health check of the container image: exit 0 when /healthz answers 200 on the console's port. */
const address = process.env.PASSERELLE_HEALTH_URL ?? `http://127.0.0.1:${process.env.PASSERELLE_CONSOLE_PORT ?? '8440'}/healthz`;
try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(2500) });
  process.exitCode = answer.status === 200 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
