import { windowOf, type Comparison, type RecordedSignal, type Sight, type SignalInfo } from 'c/historyModel';
import { loadHistory, loadSignals, type LoadedHistory } from './loadHistory';
import { drawable } from './machineData';

/** What was read of one machine so far. */
export interface FeedState {
    readonly assetId?: string;
    /** Undefined until it is known; empty when nothing was ever recorded. */
    readonly recorded?: readonly RecordedSignal[];
    /** Signals that are shown. */
    readonly chosen: readonly string[];
    /** The last good answer. */
    readonly loaded?: LoadedHistory;
    /** Why the last call failed. */
    readonly errors?: unknown;
}

/** What is asked for. */
export interface FeedQuestion {
    /** The time to show; asked when it is known what is recorded. */
    readonly sight: (recorded: readonly RecordedSignal[]) => Sight;
    readonly comparison: Comparison;
    readonly infos: readonly SignalInfo[];
}

const MOST_AT_FIRST = 3;

/** Before anything was asked. */
export const NOTHING_READ: FeedState = { chosen: [] };

/** Reads the history of one machine after the other and tells its owner what is known. */
export class HistoryFeed {
    private readonly changed: (state: FeedState) => void;
    private state = NOTHING_READ;
    private ticket = 0;

    constructor(changed: (state: FeedState) => void) {
        this.changed = changed;
    }

    /** Begins with a machine. Nothing of one may stay under the name of another. */
    begin(assetId: string, question: FeedQuestion): Promise<void> {
        this.state = { assetId, chosen: [] };
        this.changed(this.state);
        return this.load(question);
    }

    /** Shows other signals. */
    choose(chosen: readonly string[], question: FeedQuestion): Promise<void> {
        this.put({ chosen });
        return this.load(question);
    }

    /** Reads what is shown; an answer that comes after a newer question is dropped. */
    async load({ sight, comparison, infos }: FeedQuestion): Promise<void> {
        const { assetId } = this.state;
        if (!assetId) return;
        this.ticket += 1;
        const { ticket } = this;
        try {
            // A machine of which nothing is recorded may have begun to send.
            const recorded = this.state.recorded?.length ? this.state.recorded : await loadSignals(assetId);
            if (ticket !== this.ticket) return;
            const first = drawable(recorded, infos).slice(0, MOST_AT_FIRST);
            const chosen = this.state.recorded?.length ? this.state.chosen : first;
            this.put({ recorded, chosen });
            const window = windowOf(sight(recorded), Date.now());
            const loaded = await loadHistory({ assetId, recorded, chosen, window, comparison });
            if (ticket === this.ticket) this.put({ loaded, errors: undefined });
        } catch (errors) {
            if (ticket === this.ticket) this.put({ errors });
        }
    }

    private put(more: Partial<FeedState>): void {
        this.state = { ...this.state, ...more };
        this.changed(this.state);
    }
}
