import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { BridgeError } from '../errors.ts';
import { contentOf, Store } from './store.ts';

/** What the database of a bridge keeps about a device. */
export interface DeviceRows {
    /** Rows of state and outbox: kind, key and content, which is JSON or a `RowReader` of a packed row. */
    rows: { space: string; key: string; content: unknown }[];
    /** Messages and records of it that were given up. */
    deadLetters: { id: number; at: number; stage: string; subject: string; reason: string; payload: string }[];
}

/**
 * Rows of one device in the database of a bridge that does not run; a running one would write back what it has in
 * memory.
 */
export class DeviceRowsFile {
    private readonly file: string;
    private readonly database: DatabaseSync;

    /** Folds what an earlier run left in its journal. @throws BridgeError STORE_UNUSABLE when no bridge used the directory */
    static async open(directory: string): Promise<DeviceRowsFile> {
        if (!existsSync(Store.fileIn(directory))) {
            throw new BridgeError('STORE_UNUSABLE', { directory, reason: 'no bridge has used it yet' });
        }
        const store = new Store({ directory, durability: 'power', onTrouble: () => undefined });
        store.open();
        await store.close();
        return new DeviceRowsFile(Store.fileIn(directory));
    }

    private constructor(file: string) {
        this.file = file;
        this.database = new DatabaseSync(file);
    }

    /** Everything that names the device. */
    find(device: string): DeviceRows {
        const names = namePattern(device);
        const rows = this.database
            .prepare('SELECT key, value FROM rows')
            .all()
            .filter(({ key, value }) => names.test(String(key)) || (typeof value === 'string' && names.test(value)))
            .map(({ key, value }) => describe(String(key), value, device));
        const deadLetters = this.database
            .prepare('SELECT * FROM dead_letters')
            .all()
            .map((letter) => ({
                id: Number(letter.id),
                at: Number(letter.at),
                stage: String(letter.stage),
                subject: String(letter.subject),
                reason: String(letter.reason),
                payload: letter.payload instanceof Uint8Array ? Buffer.from(letter.payload).toString('latin1') : ''
            }))
            .filter(({ subject, reason, payload }) => [subject, reason, payload].some((text) => names.test(text)));
        return { rows, deadLetters };
    }

    /** Removes everything that names the device, and the bytes it took. Returns how many rows. */
    erase(device: string): { rows: number; deadLetters: number } {
        const { rows, deadLetters } = this.find(device);
        const { database } = this;
        database.exec('PRAGMA secure_delete = ON');
        database.exec('BEGIN IMMEDIATE');
        const removeRow = database.prepare('DELETE FROM rows WHERE key = ?');
        // The definitions and assets the bridge remembers are read again from the org at the next start.
        for (const { space, key } of rows) removeRow.run(`${space} ${key}`);
        const removeLetter = database.prepare('DELETE FROM dead_letters WHERE id = ?');
        for (const { id } of deadLetters) removeLetter.run(id);
        database.exec('COMMIT');
        database.exec('VACUUM');
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        return { rows: rows.length, deadLetters: deadLetters.length };
    }

    /** How often the bytes of the database and its log still hold the name of the device. */
    traces(device: string): number {
        const names = new RegExp(namePattern(device).source, 'g');
        const files = [this.file, `${this.file}-wal`, `${this.file}-journal`].filter((file) => existsSync(file));
        return files.reduce((sum, file) => sum + (readFileSync(file, 'latin1').match(names)?.length ?? 0), 0);
    }

    /** Ends the use of the file. */
    close(): void {
        this.database.close();
    }
}

/** The name where it stands alone: `nw-motor-01` is no part of `nw-motor-011`. */
function namePattern(device: string): RegExp {
    const literal = Buffer.from(device, 'utf8')
        .toString('latin1')
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`);
}

function describe(key: string, value: unknown, device: string): DeviceRows['rows'][number] {
    const blank = key.indexOf(' ');
    const [space, name] = [key.slice(0, blank), key.slice(blank + 1)];
    const content = contentOf(value);
    return { space, key: name, content: space === 'cursor' ? assetsOf(content, device) : content };
}

/** Of what the bridge remembers of the org, only what concerns the device. */
function assetsOf(content: unknown, device: string): unknown {
    const assets = typeof content === 'object' && content !== null && 'assets' in content ? content.assets : [];
    return Array.isArray(assets)
        ? assets.filter((asset: { Device_Id__c?: unknown }) => asset.Device_Id__c === device)
        : [];
}
