import { LightningElement } from 'lwc';
import runBacktest from '@salesforce/apex/AlarmBacktest.run';
import ACTIVE_LABEL from '@salesforce/label/c.AlarmBacktest_Active';
import ALARMS_LABEL from '@salesforce/label/c.AlarmBacktest_Alarms';
import CASES_LABEL from '@salesforce/label/c.AlarmBacktest_Cases';
import DAYS_LABEL from '@salesforce/label/c.AlarmBacktest_Days';
import DEFINITION_LABEL from '@salesforce/label/c.AlarmBacktest_Definition';
import FLEETING_LABEL from '@salesforce/label/c.AlarmBacktest_Fleeting';
import FLOODS_LABEL from '@salesforce/label/c.AlarmBacktest_Floods';
import HINT_LABEL from '@salesforce/label/c.AlarmBacktest_Hint';
import HYSTERESIS_LABEL from '@salesforce/label/c.AlarmBacktest_Hysteresis';
import KIND_LABEL from '@salesforce/label/c.AlarmBacktest_Kind';
import LEFT_OUT_LABEL from '@salesforce/label/c.AlarmBacktest_Left_Out';
import LIMIT_LABEL from '@salesforce/label/c.AlarmBacktest_Limit';
import LONGEST_LABEL from '@salesforce/label/c.AlarmBacktest_Longest';
import MACHINE_LABEL from '@salesforce/label/c.AlarmBacktest_Machine';
import MODEL_LABEL from '@salesforce/label/c.AlarmBacktest_Model';
import OFF_DELAY_LABEL from '@salesforce/label/c.AlarmBacktest_Off_Delay';
import ON_DELAY_LABEL from '@salesforce/label/c.AlarmBacktest_On_Delay';
import PER_DAY_LABEL from '@salesforce/label/c.AlarmBacktest_Per_Day';
import RUN_LABEL from '@salesforce/label/c.AlarmBacktest_Run';
import RUNNING_LABEL from '@salesforce/label/c.AlarmBacktest_Running';
import SIGNAL_LABEL from '@salesforce/label/c.AlarmBacktest_Signal';
import TITLE_LABEL from '@salesforce/label/c.AlarmBacktest_Title';
import { fillLabel, formatNumber, formatPercent } from 'c/displayFormat';

/** A value that an admin may enter. */
interface Field {
    readonly name: string;
    readonly type: string;
    readonly label: string;
    readonly value: string;
}

/** What the candidate would have done to one machine. */
interface MachineRow {
    readonly device: string;
    readonly episodes: number;
    readonly cases: number;
    readonly activeMs: number;
}

/** The answer of the bridge, as far as it is shown. */
interface Answer extends MachineRow {
    readonly definition: string;
    readonly episodesPerDay: number;
    readonly longestMs: number;
    readonly fleeting: number;
    readonly floodShare: number;
    readonly devices: readonly MachineRow[];
    readonly devicesLeftOut: number;
}

interface Figure {
    readonly label: string;
    readonly value: string;
}

const HOUR_MS = 3_600_000;

const FIELDS: readonly Omit<Field, 'value'>[] = [
    { name: 'definition', type: 'text', label: DEFINITION_LABEL },
    { name: 'model', type: 'text', label: MODEL_LABEL },
    { name: 'signal', type: 'text', label: SIGNAL_LABEL },
    { name: 'kind', type: 'text', label: KIND_LABEL },
    { name: 'limit', type: 'number', label: LIMIT_LABEL },
    { name: 'hysteresis', type: 'number', label: HYSTERESIS_LABEL },
    { name: 'onDelaySeconds', type: 'number', label: ON_DELAY_LABEL },
    { name: 'offDelaySeconds', type: 'number', label: OFF_DELAY_LABEL },
    { name: 'days', type: 'number', label: DAYS_LABEL }
];

/** Container: tries an alarm definition on the recorded past, before it is switched on. */
export default class AlarmBacktest extends LightningElement {
    readonly labels = {
        title: TITLE_LABEL,
        hint: HINT_LABEL,
        run: RUN_LABEL,
        running: RUNNING_LABEL,
        machine: MACHINE_LABEL,
        alarms: ALARMS_LABEL,
        cases: CASES_LABEL,
        active: ACTIVE_LABEL
    };

    running = false;
    error: unknown;
    private values: Readonly<Record<string, string>> = { days: '7' };
    private answer: Answer | undefined;

    get fields(): Field[] {
        return FIELDS.map((field) => ({ ...field, value: this.values[field.name] ?? '' }));
    }

    get hasAnswer(): boolean {
        return this.answer !== undefined;
    }

    get figures(): Figure[] {
        const { answer } = this;
        if (!answer) return [];
        return [
            { label: ALARMS_LABEL, value: formatNumber(answer.episodes, 0) },
            { label: PER_DAY_LABEL, value: formatNumber(answer.episodesPerDay, 1) },
            { label: CASES_LABEL, value: formatNumber(answer.cases, 0) },
            { label: ACTIVE_LABEL, value: formatNumber(answer.activeMs / HOUR_MS, 1) },
            { label: LONGEST_LABEL, value: formatNumber(answer.longestMs / HOUR_MS, 1) },
            { label: FLEETING_LABEL, value: formatNumber(answer.fleeting, 0) },
            { label: FLOODS_LABEL, value: formatPercent(answer.floodShare) }
        ];
    }

    get machines(): {
        readonly device: string;
        readonly alarms: string;
        readonly cases: string;
        readonly hours: string;
    }[] {
        return (this.answer?.devices ?? []).map(({ device, episodes, cases, activeMs }) => ({
            device,
            alarms: formatNumber(episodes, 0),
            cases: formatNumber(cases, 0),
            hours: formatNumber(activeMs / HOUR_MS, 1)
        }));
    }

    get leftOut(): string {
        const count = this.answer?.devicesLeftOut ?? 0;
        return count > 0 ? fillLabel(LEFT_OUT_LABEL, count) : '';
    }

    handleChange(event: Event): void {
        const field = event.target as HTMLElement & { readonly name: string; readonly value: string };
        this.values = { ...this.values, [field.name]: field.value };
    }

    async handleRun(): Promise<void> {
        this.running = true;
        this.error = undefined;
        try {
            this.answer = JSON.parse(await runBacktest({ parameters: this.values })) as Answer;
        } catch (error) {
            this.error = error;
        } finally {
            this.running = false;
        }
    }
}
