import path from 'node:path';
import { buildLwc, LwcBuildError } from './lib/lwc/build.ts';

// Compiles the Lightning web components in place; needed before a deployment.
try {
    const count = await buildLwc(path.resolve(import.meta.dirname, '..'));
    console.log(`${count} Lightning web components are built`);
} catch (error) {
    if (!(error instanceof LwcBuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
}
