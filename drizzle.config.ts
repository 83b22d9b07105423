/** For `npx drizzle-kit generate`; see drizzle/README.md. */
import { defineConfig } from 'drizzle-kit';

// drizzle-kit reads this file's default export and nothing else
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/schema/index.ts',
  out: './drizzle',
  migrations: { prefix: 'index' },
});
