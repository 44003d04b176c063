import DRAWING_LABEL from '@salesforce/label/c.DigitalTwin_View_Drawing';
import EMPTY_HEADING_LABEL from '@salesforce/label/c.DigitalTwin_Empty_Heading';
import LOADING_LABEL from '@salesforce/label/c.Shared_Loading';
import MODEL_CLEANED_LABEL from '@salesforce/label/c.DigitalTwin_Model_Cleaned';
import MODEL_FAILED_LABEL from '@salesforce/label/c.DigitalTwin_Model_Failed';
import NO_DATA_LABEL from '@salesforce/label/c.DigitalTwin_Empty_NoData';
import NO_DEVICE_LABEL from '@salesforce/label/c.DigitalTwin_Empty_NoDevice';
import NO_SIGNALS_LABEL from '@salesforce/label/c.DigitalTwin_Empty_NoSignals';
import NOT_FOUND_ADVICE_LABEL from '@salesforce/label/c.DigitalTwin_NotFound_Advice';
import NOT_FOUND_HEADING_LABEL from '@salesforce/label/c.DigitalTwin_NotFound_Heading';
import OFFLINE_LABEL from '@salesforce/label/c.DigitalTwin_Banner_Offline';
import SCENE_LABEL from '@salesforce/label/c.DigitalTwin_View_Scene';
import SILENT_LABEL from '@salesforce/label/c.DigitalTwin_Banner_Silent';
import STALE_LABEL from '@salesforce/label/c.DigitalTwin_Banner_Stale';
import TABLE_LABEL from '@salesforce/label/c.DigitalTwin_View_Table';
import TITLE_LABEL from '@salesforce/label/c.DigitalTwin_Title';
import UPDATED_LABEL from '@salesforce/label/c.DigitalTwin_Updated';
import VIEW_LABEL from '@salesforce/label/c.DigitalTwin_View';
import { fillLabel } from 'c/displayFormat';
import { ageText, type Liveness, type MachineStatus } from 'c/twinModel';

/** Fixed texts of the digital twin. */
export const labels = {
    emptyHeading: EMPTY_HEADING_LABEL,
    loading: LOADING_LABEL,
    notFoundAdvice: NOT_FOUND_ADVICE_LABEL,
    notFoundHeading: NOT_FOUND_HEADING_LABEL,
    title: TITLE_LABEL,
    view: VIEW_LABEL
};

/** Ways of showing the machine, to choose from. */
export function viewOptions(offersScene: boolean): { readonly label: string; readonly value: string }[] {
    const scene = offersScene ? [{ label: SCENE_LABEL, value: 'scene' }] : [];
    return [{ label: DRAWING_LABEL, value: 'drawing' }, ...scene, { label: TABLE_LABEL, value: 'table' }];
}

const BANNERS: Readonly<Record<Liveness, string>> = {
    live: '',
    never: '',
    stale: STALE_LABEL,
    offline: OFFLINE_LABEL,
    silent: SILENT_LABEL
};

/** Warning that the values are not current, or an empty text. */
export function bannerText(state: Liveness, machine: MachineStatus, now: number): string {
    const template = BANNERS[state];
    return template && machine.lastTelemetry !== undefined
        ? fillLabel(template, ageText(machine.lastTelemetry, now))
        : '';
}

/** What to do when there are no signals to show. */
export function adviceText(machine: MachineStatus): string {
    if (machine.deviceId === '') return NO_DEVICE_LABEL;
    return machine.lastTelemetry === undefined ? fillLabel(NO_DATA_LABEL, machine.deviceId) : NO_SIGNALS_LABEL;
}

/** When the shown data was read. */
export function updatedText(readAt: number, now: number): string {
    return fillLabel(UPDATED_LABEL, ageText(readAt, now));
}

/** Why a product's drawing is not shown. */
export function modelFailedText(resource: string, reason: string): string {
    return fillLabel(MODEL_FAILED_LABEL, resource, reason);
}

/** What was left out of a product's drawing, or an empty text. */
export function cleanedText(removed: readonly string[]): string {
    return removed.length === 0 ? '' : fillLabel(MODEL_CLEANED_LABEL, removed.join(', '));
}
