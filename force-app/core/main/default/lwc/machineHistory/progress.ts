import { reduceErrors } from 'c/ldsUtils';
import type { FeedState } from './historyFeed';
import { hasNoDevice, labels, needsSetup } from './machineHistoryTexts';

/** How far the widget has come. */
type Phase = 'noMachine' | 'loading' | 'setup' | 'noDevice' | 'none' | 'failed' | 'ready';

/** Why there is nothing to show, and what to do. */
interface Notice {
    readonly heading: string;
    readonly advice: string;
    readonly icon: string;
    readonly canRetry: boolean;
}

/** What is shown instead of, or above, the history. */
export interface Progress {
    readonly isFirstLoad: boolean;
    readonly isReady: boolean;
    readonly notice: Notice | undefined;
    /** Errors that the notice does not explain already. */
    readonly shownErrors: unknown;
}

/** What is known of the machine of the page so far. */
export interface Known {
    readonly assetId: string | undefined;
    /** Whether it is known where the record of the page leads. */
    readonly isRecordKnown: boolean;
    readonly read: FeedState;
    readonly recordErrors: unknown;
}

/** How far the widget has come with its machine. */
export function progressOf({ assetId, isRecordKnown, read, recordErrors }: Known): Progress {
    const missing = isRecordKnown || recordErrors ? 'noMachine' : 'loading';
    const phase = assetId ? (read.assetId === assetId ? phaseOf(read) : 'loading') : missing;
    const notice = noticeOf(phase, read.errors);
    return {
        isFirstLoad: phase === 'loading',
        isReady: phase === 'ready',
        notice,
        shownErrors: notice ? undefined : (read.errors ?? recordErrors)
    };
}

/** Phase of a machine whose history is read. */
function phaseOf({ errors, recorded, loaded }: FeedState): Phase {
    if (needsSetup(errors)) return 'setup';
    if (hasNoDevice(errors)) return 'noDevice';
    if (recorded?.length === 0) return 'none';
    if (loaded) return 'ready';
    return errors ? 'failed' : 'loading';
}

/** What is said instead of the history; undefined when it, or an error, is shown. */
function noticeOf(phase: Phase, errors: unknown): Notice | undefined {
    switch (phase) {
        case 'noMachine':
            return notice(labels.noMachineHeading, labels.noMachineAdvice, 'utility:link', false);
        case 'setup':
            return notice(labels.setupHeading, labels.setupAdvice, 'utility:setup', true);
        case 'noDevice':
            return notice(labels.noneHeading, reduceErrors(errors).join(' '), 'utility:info', false);
        case 'none':
            return notice(labels.noneHeading, labels.noneAdvice, 'utility:clock', true);
        default:
            return undefined;
    }
}

const notice = (heading: string, advice: string, icon: string, canRetry: boolean): Notice => ({
    heading,
    advice,
    icon,
    canRetry
});
