#!/usr/bin/env node
// Starts the bridge from a package (compiled) or from a checkout (TypeScript, which Node.js runs from 22.18 on).
import { existsSync } from 'node:fs';

const source = new URL('../src/main.ts', import.meta.url);
const compiled = new URL('../dist/main.js', import.meta.url);

if (existsSync(source) && process.features.typescript) {
    await import(source.href);
} else if (existsSync(compiled)) {
    await import(compiled.href);
} else {
    process.stderr.write(
        `iot-bridge: Node.js ${process.versions.node} does not run TypeScript and nothing is compiled yet.\n` +
            'Use Node.js 22.18 or newer, or compile with `npm run build --workspace iot-bridge`.\n'
    );
    process.exitCode = 1;
}
