import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where Debian, other distributions and Homebrew put the broker. */
const USUAL_PLACES = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/opt/homebrew/sbin/mosquitto'];

/** The installed mosquitto; undefined where there is none. */
export const mosquitto = USUAL_PLACES.find((place) => existsSync(place));

/**
 * Whether mosquitto was built with WebSockets. It reads its configuration line by line, so a wrong line behind the one in
 * question makes it say what it lacks and end at once.
 */
export function hasWebSockets(suite: string): boolean {
    if (!mosquitto) return false;
    const folder = mkdtempSync(path.join(tmpdir(), 'websockets-'));
    const file = path.join(folder, 'mosquitto.conf');
    writeFileSync(file, 'listener 1 127.0.0.1\nprotocol websockets\nno-such-option\n');
    const { stderr } = spawnSync(mosquitto, ['-c', file], { encoding: 'utf8', timeout: 5000 });
    rmSync(folder, { recursive: true });
    const able = stderr.includes('no-such-option');
    if (!able) process.stderr.write(`SKIPPED ${suite}: mosquitto was built without WebSockets\n`);
    return able;
}
