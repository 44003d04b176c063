import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { BridgeError, reasonOf } from '../../errors.ts';
import { SHORTEST } from './remainingLife.ts';
import type { Life } from './wear.ts';

/** The shortest file that can be learned from: two machines. */
const FEWEST_LIVES = 2;

/**
 * Reads machines that ran to their end: CSV, also compressed by gzip, with a column `machine` and one for each signal,
 * one row a cycle, the oldest first. The columns of other names are ignored.
 * @param signals columns that are read, in this order
 * @throws BridgeError LIVES_UNREADABLE naming what is missing
 */
export function readLives(file: string, signals: readonly string[]): Life[] {
    const refuse = (reason: string, cause?: unknown) => new BridgeError('LIVES_UNREADABLE', { file, reason }, cause);
    let text: string;
    try {
        const content = readFileSync(file);
        text = (file.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
    } catch (cause) {
        throw refuse(reasonOf(cause), cause);
    }
    const [head = '', ...lines] = text.trim().split(/\r?\n/);
    const names = head.split(',').map((name) => name.trim());
    const columns = ['machine', ...signals].map((name) => {
        const column = names.indexOf(name);
        if (column < 0) throw refuse(`it has no column ${name}`);
        return column;
    });
    const lives = new Map<string, number[][]>();
    for (const [index, line] of lines.entries()) {
        const cells = line.split(',');
        const [machine = '', ...texts] = columns.map((column) => cells[column]?.trim() ?? '');
        const row = texts.map((cell) => (cell === '' ? NaN : Number(cell)));
        if (row.some((value) => !Number.isFinite(value)))
            throw refuse(`line ${index + 2} holds no number for every signal`);
        const life = lives.get(machine) ?? [];
        life.push(row);
        lives.set(machine, life);
    }
    const whole = [...lives.values()].filter((life) => life.length > SHORTEST);
    if (whole.length < FEWEST_LIVES)
        throw refuse(`it holds fewer than ${FEWEST_LIVES} lives of more than ${SHORTEST} cycles`);
    return whole;
}
