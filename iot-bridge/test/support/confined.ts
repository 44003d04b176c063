import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** User id of `node` in the image. */
const user = 1000;
const privileges = [
    ...[`--reuid=${user}`, `--regid=${user}`, '--clear-groups'],
    ...['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all']
];
/** In a mount namespace of its own: everything is read-only but the data. */
const mounts =
    'mount --bind "$APP" "$APP" && mount -o remount,bind,ro "$APP" && mount --bind "$DATA" "$DATA" && ' +
    'mount -o remount,bind,rw "$DATA" && mount -o remount,bind,ro / && ! touch "$APP/written" 2>/dev/null';

/** Whether this process may make itself such a cell: Linux, as root, with util-linux. */
export function canConfine(): boolean {
    if (process.getuid?.() !== 0) return false;
    return spawnSync('unshare', ['--mount', 'setpriv', ...privileges, 'true']).status === 0;
}

/** Where a confined program runs, and what it may write. */
export interface Cell {
    app: string;
    data: string;
    environment: Readonly<Record<string, string>>;
}

/** Starts a program without root, capabilities and a writable file system, as the container and the chart do. */
export function startConfined(command: readonly string[], { app, data, environment }: Cell): ChildProcess {
    const script = `${mounts} && exec setpriv ${privileges.join(' ')} "$@"`;
    return spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', ...command], {
        cwd: app,
        env: { APP: app, DATA: data, ...environment },
        stdio: ['ignore', 'pipe', 'pipe']
    });
}
