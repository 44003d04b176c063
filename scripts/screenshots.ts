/** Takes the pictures of README and docs from the running product: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser } from '../e2e/support/browser.ts';
import { startDemo } from './lib/demo/demo.ts';
import { takePictures } from './lib/screenshots/pictures.ts';

const projectFolder = path.resolve(import.meta.dirname, '..');
const folder = path.join(projectFolder, 'docs/images');
await mkdir(folder, { recursive: true });
const demo = await startDemo({
    projectFolder,
    orgPort: 0,
    brokerPort: 0,
    input: { kind: 'plant', faults: [], intervalMs: 500, seed: 1 },
    onProgress: (text) => console.error(`  ${text}`)
}).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
const browser = await openBrowser();
try {
    await takePictures(demo, browser, folder, (name) => console.error(`  ${name}`));
} finally {
    await browser.close();
    await demo.stop();
}
