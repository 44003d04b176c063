import {
    closeSync,
    copyFileSync,
    existsSync,
    fsyncSync,
    mkdirSync,
    openSync,
    readdirSync,
    renameSync,
    rmdirSync,
    rmSync
} from 'node:fs';
import path from 'node:path';
import type { Instant } from '../../pipeline/index.ts';
import { HistoryError } from '../errors.ts';

/** Where files of values lie: `warm` on this machine, `cold` in a folder of an object store. */
export type Place = 'warm' | 'cold';

/** A folder for each place; a place without one gets no files. */
export interface ArchiveFolders {
    warm: string;
    cold?: string | undefined;
}

/** Ends the name of a file that is still being written. */
const UNFINISHED = '.part';

/** Name of a file below the folder of its place; folders by day and group, as data lakes have them. */
export function nameOf(day: Instant, group: string, id: number): string {
    const date = new Date(day);
    const dayName = Number.isNaN(date.getTime()) ? String(day) : date.toISOString().slice(0, 10);
    return path.posix.join(`day=${dayName}`, `group=${group}`, `values-${id}.parquet`);
}

/** The files of one store in their folders. A file is either there in full and on disk, or not there. */
export class ArchiveFolder {
    private readonly folders: ArchiveFolders;

    constructor(folders: ArchiveFolders) {
        this.folders = folders;
    }

    /** Whether files can be put into the cold place. */
    get hasCold(): boolean {
        return this.folders.cold !== undefined;
    }

    /**
     * Path of a file. The cold folder is never made: where a mount is missing, files would be written beside it, and
     * others would count as removed.
     * @throws HistoryError HISTORY_FILE_UNREADABLE when its place has no folder, or the cold one is not there
     */
    pathOf(place: Place, name: string): string {
        const folder = this.folders[place];
        const isThere = folder !== undefined && (place === 'warm' || existsSync(folder));
        if (isThere) return path.join(folder, name);
        const reason =
            folder === undefined ? 'history.coldDirectory is not configured any more' : `${folder} is missing`;
        throw new HistoryError('HISTORY_FILE_UNREADABLE', { file: name, reason });
    }

    /** Makes a file by a writer that is given a path to write to; the file appears under its name when it is whole. */
    *create<T>(place: Place, name: string, write: (file: string) => Generator<void, T>): Generator<void, T> {
        const file = this.pathOf(place, name);
        mkdirSync(path.dirname(file), { recursive: true });
        const result = yield* write(file + UNFINISHED);
        finish(file);
        return result;
    }

    /** Copies a file from the warm place to the cold one. */
    copyToCold(name: string): void {
        const target = this.pathOf('cold', name);
        mkdirSync(path.dirname(target), { recursive: true });
        copyFileSync(this.pathOf('warm', name), target + UNFINISHED);
        finish(target);
    }

    /** Removes a file, also one that was not finished, and its folders when they are empty. */
    remove(place: Place, name: string): void {
        const file = this.pathOf(place, name);
        rmSync(file, { force: true });
        rmSync(file + UNFINISHED, { force: true });
        removeEmpty(path.dirname(file));
        removeEmpty(path.dirname(path.dirname(file)));
    }

    /**
     * Paths of all files of values in all places, whether the store knows them or not.
     * @throws HistoryError HISTORY_FILE_UNREADABLE when a place is missing: then nobody can say what is in it
     */
    allFiles(): string[] {
        mkdirSync(this.folders.warm, { recursive: true });
        const places: Place[] = this.hasCold ? ['warm', 'cold'] : ['warm'];
        return places.flatMap((place) => {
            const folder = this.pathOf(place, '.');
            return readdirSync(folder, { recursive: true, encoding: 'utf8' })
                .filter((name) => /(^|[\\/])values-\d+\.parquet$/.test(name))
                .map((name) => path.join(folder, name));
        });
    }
}

/**
 * Gives a whole file its name. Mounts of an object store that cannot rename (Mountpoint for Amazon S3 says ENOSYS) show
 * a new file only when it is closed, so that there a copy is as good.
 */
function finish(file: string): void {
    sync(file + UNFINISHED);
    try {
        renameSync(file + UNFINISHED, file);
    } catch (error) {
        if (!hasCode(error, ['ENOSYS', 'ENOTSUP'])) throw error;
        copyFileSync(file + UNFINISHED, file);
        rmSync(file + UNFINISHED);
    }
    syncFolder(path.dirname(file));
}

function sync(file: string): void {
    const handle = openSync(file, 'r+');
    try {
        fsyncSync(handle);
    } finally {
        closeSync(handle);
    }
}

/** Keeps the new name through a loss of power. Windows and mounted object stores do not know folders as files. */
function syncFolder(folder: string): void {
    try {
        const handle = openSync(folder, 'r');
        try {
            fsyncSync(handle);
        } finally {
            closeSync(handle);
        }
    } catch (error) {
        if (!hasCode(error, ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'])) throw error;
    }
}

function removeEmpty(folder: string): void {
    try {
        rmdirSync(folder);
    } catch (error) {
        if (!hasCode(error, ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM', 'EBUSY'])) throw error;
    }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
    return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}
