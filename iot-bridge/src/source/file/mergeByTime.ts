import type { RecordedMessage } from './rows.ts';

/** Merges recordings that are each in order into one in order. A message without time keeps its place in its file. */
export async function* mergeByTime(
    recordings: readonly AsyncGenerator<RecordedMessage>[]
): AsyncGenerator<RecordedMessage> {
    const heads = await Promise.all(recordings.map((recording) => recording.next()));
    for (;;) {
        let earliest = -1;
        let earliestAt = Number.POSITIVE_INFINITY;
        for (const [index, head] of heads.entries()) {
            if (head.done) continue;
            const at = head.value.at ?? Number.NEGATIVE_INFINITY;
            if (earliest < 0 || at < earliestAt) [earliest, earliestAt] = [index, at];
        }
        const head = heads[earliest];
        const recording = recordings[earliest];
        if (!head || head.done || !recording) return;
        yield head.value;
        heads[earliest] = await recording.next();
    }
}
