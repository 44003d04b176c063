import { reduceErrors } from 'c/ldsUtils';
import type { FeedState } from './historyFeed';
import { hasNoDevice, labels, needsSetup } from './machineHistoryTexts';

/** How far the widget has come. */
export type Phase = 'noMachine' | 'loading' | 'setup' | 'noDevice' | 'none' | 'failed' | 'ready';

/** Why there is nothing to show, and what to do. */
export interface Notice {
    readonly heading: string;
    readonly advice: string;
    readonly icon: string;
    readonly canRetry: boolean;
}

/** Phase of a machine whose history is read. */
export function phaseOf({ errors, recorded, loaded }: FeedState): Phase {
    if (needsSetup(errors)) return 'setup';
    if (hasNoDevice(errors)) return 'noDevice';
    if (recorded?.length === 0) return 'none';
    if (loaded) return 'ready';
    return errors ? 'failed' : 'loading';
}

/** What is said instead of the history; undefined when it, or an error, is shown. */
export function noticeOf(phase: Phase, errors: unknown): Notice | undefined {
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
