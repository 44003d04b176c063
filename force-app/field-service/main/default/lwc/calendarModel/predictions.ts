import type { Day } from './days';
import { entryOf, type CalendarAsset, type Entry } from './entry';

/** The day that is most likely; its range is told beside it. One that is past stays until the machine is serviced. */
export function predictedEntry(asset: CalendarAsset, today: Day): Entry | undefined {
    if (!asset.predicted) return undefined;
    const { day, earliest, latest, reason } = asset.predicted;
    return entryOf(asset, {
        key: `${asset.id}:predicted`,
        kind: 'predicted',
        recordId: asset.id,
        number: '',
        subject: reason || asset.name,
        firstDay: day,
        lastDay: day,
        between: earliest < latest ? { from: earliest, to: latest } : undefined,
        overdue: day < today
    });
}
