import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { CatalogueRows, MachineCommand } from '../src/contract/index.ts';
import type { OutboxRecord, Outcome } from '../src/pipeline/index.ts';
import type { CommandPosition, DeliveredCommand, Subscription } from '../src/sink/org.ts';
import { MemoryOrg } from '../test/support/memoryOrg.ts';
import type { ChaosFiles } from './victimWords.ts';

/** Chances of the troubles of an org, each from 0 to 1. */
const chances = {
    /** 503, nothing was taken. */
    unavailable: 0.08,
    /** The session has expired, nothing was taken. */
    sessionExpired: 0.04,
    /** Half of the batch was taken, then the answer was lost. */
    halfBatch: 0.08,
    /** A record met a locked row. */
    rowLocked: 0.06,
    /** A record is refused for good and becomes a dead letter. */
    refused: 0.01
};

const commandPollMs = 50;

/**
 * An org that fails in all the ways orgs do. What it took survives the death of the process in a file; commands are
 * read from a file and delivered behind the position asked for, some of them twice.
 */
export class ChaosOrg extends MemoryOrg {
    private readonly files: ChaosFiles;

    constructor(rows: CatalogueRows, files: ChaosFiles) {
        super(rows);
        this.files = files;
    }

    override async write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        const fate = Math.random();
        if (fate < chances.unavailable) throw failure('SERVER_UNAVAILABLE');
        if (fate < chances.unavailable + chances.sessionExpired) throw failure('INVALID_SESSION_ID');
        const cut = fate > 1 - chances.halfBatch ? Math.ceil(records.length / 2) : records.length;
        const outcomes = await super.write(records.slice(0, cut));
        this.keep(records, outcomes);
        if (cut < records.length) throw failure('ECONNRESET');
        return outcomes;
    }

    override subscribeCommands(
        from: CommandPosition,
        deliver: (command: DeliveredCommand) => void
    ): Promise<Subscription> {
        let next = typeof from === 'number' ? from + 1 : 0;
        const poll = setInterval(() => {
            const commands = this.commands();
            for (; next < commands.length; next++) {
                const command = commands[next];
                if (!command) continue;
                deliver({ position: next, command });
                if (Math.random() < 0.2) deliver({ position: next, command });
            }
        }, commandPollMs);
        return Promise.resolve({
            stop: () => {
                clearInterval(poll);
                return Promise.resolve();
            }
        });
    }

    /** What the org took is never forgotten, whatever happens to the process before it hears of it. */
    private keep(records: readonly OutboxRecord[], outcomes: readonly Outcome[]): void {
        for (const [index, outcome] of outcomes.entries()) {
            const record = records[index];
            if (outcome.kind !== 'accepted') continue;
            if (record?.kind === 'alarm-event') appendLine(this.files.events, record.fields);
            else if (record?.kind === 'command-result')
                appendLine(this.files.results, { key: record.key, ...record.fields });
        }
    }

    private commands(): MachineCommand[] {
        if (!existsSync(this.files.commands)) return [];
        const lines = readFileSync(this.files.commands, 'utf8').split('\n');
        return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as MachineCommand);
    }
}

function appendLine(file: string, content: object): void {
    appendFileSync(file, `${JSON.stringify(content)}\n`);
}

/** What the org answers for a record. */
export function judgeByChance(record: OutboxRecord): Outcome {
    const fate = Math.random();
    if (fate < chances.rowLocked) return { kind: 'retry', cause: 'UNABLE_TO_LOCK_ROW' };
    if (record.kind === 'alarm-event' && fate > 1 - chances.refused) {
        return { kind: 'reject', cause: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: refused by chance' };
    }
    return { kind: 'accepted' };
}

function failure(errorCode: string): Error {
    return Object.assign(new Error(errorCode), { errorCode });
}
