import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlanEntry } from './record.ts';

/** The files of an import plan by their name, ready to be written: the plan and one file for each entry. */
export function planFiles(entries: readonly PlanEntry[]): Map<string, string> {
    const files = new Map(entries.map(({ file, records }) => [file, asText({ records })]));
    files.set('data-plan.json', asText(planOf(entries)));
    return files;
}

/** Writes an import plan into a folder, which is created when it does not exist. */
export async function writePlan(folder: string, entries: readonly PlanEntry[]): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of planFiles(entries)) await writeFile(path.join(folder, name), text);
}

function planOf(entries: readonly PlanEntry[]): { sobject: string; files: string[] }[] {
    const plan: { sobject: string; files: string[] }[] = [];
    for (const { sobject, file } of entries) {
        const last = plan.at(-1);
        if (last?.sobject === sobject) last.files.push(file);
        else plan.push({ sobject, files: [file] });
    }
    return plan;
}

function asText(value: unknown): string {
    return `${JSON.stringify(value, null, 4)}\n`;
}
