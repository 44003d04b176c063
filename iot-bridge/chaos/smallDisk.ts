import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Names the directory of the small disk to the process that runs on it. */
const variable = 'CHAOS_SMALL_DISK';
/** Far above what a bridge of a few machines needs: its journal is folded from 24 MB on. */
const sizeMb = 96;
/** Ways to a file system of one's own: as root, else as a user who may be root in a namespace of his own. */
const ways = [['--mount'], ['--map-root-user', '--mount']];
const block = new Uint8Array(65_536);

/** A file system of limited size that is really full when it is filled: writers get ENOSPC from the kernel. */
export class SmallDisk {
    readonly directory: string;

    private constructor(directory: string) {
        this.directory = directory;
    }

    /** The disk this process was started on by {@link onSmallDisk}; undefined elsewhere. */
    static here(): SmallDisk | undefined {
        const directory = process.env[variable];
        return directory === undefined ? undefined : new SmallDisk(directory);
    }

    /** Takes every block that is left. */
    fill(): void {
        const file = openSync(this.ballast(), 'a');
        try {
            for (let length = block.length; length > 0; length = Math.floor(length / 2)) {
                while (takes(file, length));
            }
        } finally {
            closeSync(file);
        }
        const { bavail } = statfsSync(this.directory);
        if (bavail > 0) throw new Error(`the disk is not full: ${bavail} blocks are left`);
    }

    /** Gives the space back. */
    free(): void {
        rmSync(this.ballast(), { force: true });
    }

    private ballast(): string {
        return path.join(this.directory, 'ballast');
    }
}

/**
 * Runs this program once more, with the same arguments, in a mount namespace with a small tmpfs. Nothing outside sees the
 * mount, and it is gone with the process. Resolves with the exit code; undefined where mounting is not allowed.
 */
export async function onSmallDisk(script: string): Promise<number | undefined> {
    const directory = mkdtempSync(path.join(tmpdir(), 'chaos-disk-'));
    const way = ways.find((options) => mayMount(options, directory));
    if (!way) return undefined;
    const child = spawn(
        'unshare',
        [...way, 'sh', '-c', `${mounting} && exec "$@"`, directory, ...programAgain(script)],
        { stdio: 'inherit', env: { ...process.env, [variable]: directory } }
    );
    const [code] = (await once(child, 'exit')) as [number | null];
    rmSync(directory, { recursive: true, force: true });
    return code ?? 1;
}

function programAgain(script: string): string[] {
    return [process.execPath, ...process.execArgv, script, ...process.argv.slice(2)];
}

const mounting = `mount -t tmpfs -o size=${sizeMb}m tmpfs "$0"`;

function mayMount(options: readonly string[], directory: string): boolean {
    return spawnSync('unshare', [...options, 'sh', '-c', mounting, directory]).status === 0;
}

function takes(file: number, length: number): boolean {
    try {
        return writeSync(file, block, 0, length) > 0;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
        throw error;
    }
}
