import type { Day } from './days';
import type { CalendarAsset, Entry } from './items';

/** When maintenance of a machine is expected, and why. */
export interface Prediction {
    readonly day: Day;
    readonly earliest: Day;
    readonly latest: Day;
    readonly reason: string;
}

/** The day that is most likely; its range is told with the reason. */
export function predictedEntry({ id, name, inAlarm, predicted }: CalendarAsset): Entry | undefined {
    if (!predicted) return undefined;
    const { day, earliest, latest, reason } = predicted;
    return {
        key: `${id}:predicted`,
        kind: 'predicted',
        recordId: id,
        number: `${earliest} – ${latest}`,
        subject: reason,
        assetId: id,
        assetName: name,
        firstDay: day,
        lastDay: day,
        status: '',
        priority: '',
        overdue: false,
        done: false,
        inAlarm,
        clash: false,
        owner: '',
        lastModified: ''
    };
}
